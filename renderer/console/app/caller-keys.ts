import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallId } from '../../../shared/calls/call'
import type { PhoneLine } from '../../../shared/calls/phone-line'

/** Keys that callers have pressed, by call, oldest first: somebody who cannot speak may answer by them. */
export type CallerKeys = StoreApi<ReadonlyMap<CallId, string>>

/** More than a call bar has room for. */
const mostKeys = 12

export function followCallerKeys(line: Pick<PhoneLine, 'subscribe'>): CallerKeys {
  const store: CallerKeys = createStore<ReadonlyMap<CallId, string>>(() => new Map())
  line.subscribe((snapshot, event) => {
    if (event?.kind !== 'digit-received') return
    const known = new Set(snapshot.calls.map(({ id }) => id))
    const kept = [...store.getState()].filter(([callId]) => known.has(callId))
    const before = store.getState().get(event.callId) ?? ''
    store.setState(new Map([...kept, [event.callId, (before + event.digit).slice(-mostKeys)]]), true)
  })
  return store
}
