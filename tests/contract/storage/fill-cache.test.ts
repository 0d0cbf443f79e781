import { expect, it } from 'vitest'
import { CacheDatabase, cacheDatabaseName } from '../../../renderer/storage/cache-database'
import { openCacheWriter } from '../../../renderer/storage/open-cache'
import { openSeal } from '../../../renderer/storage/seal'
import { changesAnswerSchema } from '../../../shared/desk-api/desk-api'
import { checkEvent } from '../../../shared/tickets/ticket-rules'
import { foldEvents, type Ticket } from '../../../shared/tickets/ticket'
import { morning, testUuid } from '../../support/drafts'
import { fillCache } from '../../support/fill-cache'
import { createFillLog } from '../../support/fill-log'
import { newDisk, stoppedClock } from '../../support/storage'

const options = { tickets: 600, numbers: 150, seed: 7, now: morning }

it('a cache filled in bulk holds the same rows as one that has followed the log', async () => {
  const seal = openSeal
  const disks = [newDisk(), newDisk()] as const
  const writer = await openCacheWriter({ mode: 'practice', seal, clock: stoppedClock, onSetAside: () => undefined, indexedDb: disks[0] })
  const log = createFillLog(options)
  await writer.begin(testUuid(1))
  for (let at = 0; at < log.size; at += 200) expect(await writer.apply(log.after(at, 200).changes)).toMatchObject({ kind: 'applied' })
  writer.close()
  const filled = new CacheDatabase(cacheDatabaseName('practice'), disks[1])
  const counts = await fillCache(filled, seal, options)
  expect(counts.tickets).toBe(600)
  const followed = new CacheDatabase(cacheDatabaseName('practice'), disks[0])
  for (const table of ['tickets', 'people'] as const) expect(await filled[table].toArray()).toEqual(await followed[table].toArray())
  filled.close()
  followed.close()
})

it('the made-up log is one that a desk might have: every event parses and is legal', () => {
  const log = createFillLog(options)
  const { changes, newest } = changesAnswerSchema.parse(log.after(0, log.size))
  expect(newest).toBe(changes.length)
  const tickets = new Map<string, Ticket | null>()
  for (const { event, version } of changes) {
    const before = tickets.get(event.ticketId) ?? null
    expect(checkEvent(before, event).ok).toBe(true)
    const after = foldEvents([event], before)
    expect(after?.version).toBe(version)
    tickets.set(event.ticketId, after)
  }
  expect(tickets.size).toBe(600)
})
