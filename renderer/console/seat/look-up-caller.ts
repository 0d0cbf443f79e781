import type { CallLog } from '../../../shared/calls/call-log'
import type { KnownPerson } from '../../../shared/callers/person'
import type { HistoryKey } from '../../../shared/callers/phone-number'
import type { Timers } from '../../../shared/lib/clock'
import type { CallerOnLine } from './seat-store'

export interface LookUpPorts {
  readonly callLog: CallLog
  /** People known under a number, from the local cache; no network. */
  people(key: HistoryKey): Promise<readonly KnownPerson[]>
  readonly timers: Timers
}

/** Of one number; enough to count a day, even that of somebody who rings without end. */
export const callsLookedAt = 30

/** How long somebody who was found waits for the list of calls, which can be added to the picture. */
const callsPatienceMs = 4

/** A look-up that takes longer than this does not hold back the picture of the ring. */
const lookupPatienceMs = 40

export interface LookUpEvents {
  /** Once, before `lookUpCaller` resolves. */
  onFirst(caller: CallerOnLine): void
  /** What was learnt after that. */
  onMore(caller: CallerOnLine): void
}

/**
 * Resolves when the caller can be shown: found, or patience is over and the picture must not wait. Who is calling comes
 * from the cache; the list of calls lies where drafts are written, and a disk that is slow to write holds back its readers.
 */
export function lookUpCaller({ people, callLog, timers }: LookUpPorts, caller: CallerOnLine, key: HistoryKey, { onFirst, onMore }: LookUpEvents): Promise<void> {
  return new Promise((resolve) => {
    let found = caller
    let isShown = false
    const show = () => {
      patience.cancel()
      if (isShown) return onMore(found)
      isShown = true
      onFirst(found)
      resolve()
    }
    let patience = timers.after(lookupPatienceMs, show)
    let callsAreIn = false
    const learn = (more: Partial<CallerOnLine>) => {
      found = { ...found, ...more }
      if (isShown || callsAreIn || found.lookup === 'failed') return show()
      patience.cancel()
      patience = timers.after(callsPatienceMs, show)
    }
    people(key).then(
      (known) => learn({ people: known, lookup: 'found' }),
      () => learn({ lookup: 'failed' }),
    )
    void callLog.ofNumber(key, callsLookedAt).catch(() => []).then((calls) => {
      callsAreIn = true
      found = { ...found, calls }
      const isNews = isShown ? calls.length > 0 : found.lookup !== 'asked'
      if (isNews) show()
    })
  })
}
