import { useEffect, useState } from 'react'
import type { CallId } from '../../../shared/calls/call'
import type { CallLogEntry } from '../../../shared/calls/call-log'
import type { KnownPerson } from '../../../shared/callers/person'
import { parseHistoryKey } from '../../../shared/callers/phone-number'
import type { Draft } from '../../../shared/tickets/draft'
import { useServices } from '../app/services'
import { useSlice } from '../app/use-vanilla-store'
import { callsLookedAt } from '../seat/look-up-caller'
import type { CallerOnLine } from '../seat/seat-store'

export interface PeopleOfDraft {
  readonly state: CallerOnLine['lookup']
  readonly people: readonly KnownPerson[]
  /** This seat's own list of calls of the number. */
  readonly calls: readonly CallLogEntry[]
  /** What the line has told of the caller; null for a draft of an earlier day or load. */
  readonly onLine: CallerOnLine | null
}

const nobody: readonly KnownPerson[] = []
const noCalls: readonly CallLogEntry[] = []

/** The people under the draft's number: from the ring's own look-up, or read again for a draft of an earlier call. */
export function usePeople(draft: Draft): PeopleOfDraft {
  const { seat, cache, today } = useServices()
  const caller = useSlice(seat.store, (state) => ({ found: state.callers.get(draft.call.callId as CallId) ?? null })).found
  const [read, setRead] = useState<PeopleOfDraft | null>(null)
  const key = draft.call.historyKey
  const needsReading = caller === null
  useEffect(() => {
    const historyKey = key === null ? null : parseHistoryKey(key)
    if (!needsReading || historyKey === null) return undefined
    let current = true
    Promise.all([cache.lookup(historyKey), today.callLog.ofNumber(historyKey, callsLookedAt).catch(() => noCalls)]).then(
      ([people, calls]) => current && setRead({ state: 'found', people, calls, onLine: null }),
      () => current && setRead({ state: 'failed', people: nobody, calls: noCalls, onLine: null }),
    )
    return () => {
      current = false
    }
  }, [cache, today, key, needsReading])
  if (caller !== null) return { state: caller.lookup, people: caller.people ?? nobody, calls: caller.calls, onLine: caller }
  return read ?? { state: key === null ? 'not-looked-up' : 'asked', people: nobody, calls: noCalls, onLine: null }
}
