import { expect, it } from 'vitest'
import { systemClock as clock, systemTimers as timers } from '../../../renderer/desk-client/system-time'
import { openCallerCache } from '../../../renderer/storage/open-cache'
import { openSeal } from '../../../renderer/storage/seal'
import { createSeal } from '../../../renderer/storage/sealing'
import { createSyncHost } from '../../../renderer/sync/sync-host'
import type { ToSyncWorker } from '../../../renderer/desk-client/sync-messages'
import type { HistoryKey } from '../../../shared/callers/phone-number'
import { cachePolicyOf, defaultCacheLimits } from '../../../shared/tickets/cache-limits'
import { draftOf, eventsOf, wageComplaint } from '../../support/drafts'
import { createScriptedDesk } from '../../support/scripted-desk'
import { newDisk, sealingOf } from '../../support/storage'

it('the worker seals with the keys that the page has handed on, and nobody reads its copy without them', async () => {
  const indexedDb = newDisk()
  const desk = createScriptedDesk()
  desk.log.append(eventsOf(draftOf(1, { values: wageComplaint })))
  const host = createSyncHost({ post: () => undefined, fetch: desk.fetch, clock, timers, random: () => 0.5, indexedDb })
  const sealing = await sealingOf(1)
  const send = (message: ToSyncWorker) => host.receive(structuredClone(message))
  send({ kind: 'open', opening: { mode: 'real', sealing, policy: cachePolicyOf(defaultCacheLimits, 'real') } })
  send({ kind: 'connect', connection: { origin: 'http://127.0.0.1:1', token: desk.token }, deskId: desk.deskId })

  const lookUpWith = async (seal: ReturnType<typeof createSeal>) => {
    const cache = await openCallerCache({ mode: 'real', seal, clock, indexedDb, onSetAside: () => undefined, pending: { entries: () => [] } })
    const found = await cache.lookup('8615400000012' as HistoryKey)
    cache.close()
    return found.map(({ name }) => name)
  }
  await expect.poll(() => lookUpWith(createSeal(sealing))).toEqual(['秦木根'])
  expect(await lookUpWith(openSeal)).toEqual([])
  expect(await lookUpWith(createSeal(await sealingOf(2)))).toEqual([])
  send({ kind: 'close' })
})
