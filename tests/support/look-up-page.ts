import { callsLookedAt } from '../../renderer/console/seat/seat'
import { openCallerCache } from '../../renderer/storage/open-cache'
import { openWorkStorage } from '../../renderer/storage/open-work-storage'
import { openSeal, type Seal } from '../../renderer/storage/seal'
import { createSeal, importSealing } from '../../renderer/storage/sealing'
import type { HistoryKey } from '../../shared/callers/phone-number'
import { epochMs } from '../../shared/lib/clock'
import { ok } from '../../shared/lib/result'
import { openAndFillCache } from './fill-cache'
import type { FillOptions } from './fill-log'

/** Entry of the script that the bench of sealed look-ups puts into the console's page, see `page-script.ts`. */

const clock = { now: () => epochMs(Date.now()) }
const callsBefore = 40

/** What a ring asks of the disk: who it may be, with their orders, and the last calls of the number. */
async function openLookUp(mode: 'practice' | 'real', seal: Seal, options: FillOptions, key: HistoryKey): Promise<() => Promise<number>> {
  await openAndFillCache(mode, seal, options)
  const base = { mode, seal, clock, onSetAside: () => undefined }
  const journal = { readJournal: async () => ok({ records: [], damaged: 0 }), writeJournal: async () => ok(undefined) }
  const { callLog, outbox } = await openWorkStorage({ ...base, journal, onJournalAway: () => undefined })
  const cache = await openCallerCache({ ...base, pending: outbox })
  for (let call = 0; call < callsBefore; call += 1) {
    const startedAt = options.now - call * 3_600_000
    await callLog.write({
      callId: `bench-${mode}-${call}`, queueCallId: null, direction: 'incoming', startedAt, answeredAt: startedAt + 5_000, endedAt: startedAt + 90_000,
      outcome: 'completed', queue: 'hotline', numberDisplay: key, historyKey: key, practice: mode === 'practice', record: null,
    })
  }
  return async () => {
    const begunAt = performance.now()
    await Promise.all([cache.lookup(key), callLog.ofNumber(key, callsLookedAt)])
    return performance.now() - begunAt
  }
}

/** Fills both kinds of storage and makes both ready to be asked in turn. */
async function prepareLookUps(options: FillOptions, key: string): Promise<void> {
  const random = () => crypto.getRandomValues(new Uint8Array(32))
  const keyed = createSeal(await importSealing({ seal: random(), index: random() }))
  const open = await openLookUp('practice', openSeal, options, key as HistoryKey)
  const sealed = await openLookUp('real', keyed, options, key as HistoryKey)
  Object.assign(globalThis, { lookUpBoth: async () => ({ open: await open(), sealed: await sealed() }) })
}

Object.assign(globalThis, { prepareLookUps })
