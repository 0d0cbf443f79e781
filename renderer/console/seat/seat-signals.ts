import { maskPhone } from '../../../shared/callers/masking'
import type { BusyReason, RingCard } from '../../../shared/ipc/values'
import { liveCall, ringingCall, type SeatState, type SeatStore } from './seat-store'

/** What the operating system is told; implemented by main. */
export interface Signals {
  setBusy(reason: BusyReason | null): void
  ring(card: RingCard): void
  ringOver(): void
}

/** Tells main about a ring, a call and a wrap-up: window, tray, notification, and that closing has to wait. */
export function sendSignals(store: SeatStore, signals: Signals, placeOf: (state: SeatState) => string | null): () => void {
  let busy: BusyReason | null | undefined
  let ringing: string | null = null
  function follow(state: SeatState): void {
    const reason = busyReason(state)
    if (reason !== busy) signals.setBusy(reason)
    busy = reason
    const call = ringingCall(state.line)
    const caller = call === null ? null : (state.callers.get(call.id) ?? null)
    const id = call?.state === 'ringing' && caller !== null ? call.id : null
    if (id === ringing) return
    ringing = id
    if (id === null || call === null || caller === null) signals.ringOver()
    else signals.ring({ callId: id, maskedNumber: maskPhone(caller.identity.number).slice(0, 40), place: placeOf(state), queue: call.offer.queue?.slice(0, 40) ?? null })
  }
  follow(store.getState())
  return store.subscribe(follow)
}

function busyReason({ line, agent }: SeatState): BusyReason | null {
  if (liveCall(line) !== null || line.calls.some((call) => call.state === 'dialling')) return 'call'
  if (ringingCall(line) !== null) return 'ring'
  return agent.kind === 'wrap-up' ? 'wrap-up' : null
}
