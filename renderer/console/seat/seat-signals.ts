import { maskPhone } from '../../../shared/callers/masking'
import type { PhoneNumber } from '../../../shared/callers/phone-number'
import type { BusyReason, RingCard } from '../../../shared/ipc/values'
import { liveCall, ringingCall, type SeatState, type SeatStore } from './seat-store'

/** What the operating system is told; implemented by main. */
export interface Signals {
  setBusy(reason: BusyReason | null): void
  ring(card: RingCard): void
  ringOver(): void
}

/** What of a ring is told in words, as they are when it rings. */
export interface RingWords {
  /** Null when nobody knows. */
  placeOfNumber(number: PhoneNumber): string | null
  queue(code: string): string
}

/** Tells main about a ring, a call and a wrap-up: window, tray, notification, and that closing has to wait. */
export function sendSignals(store: SeatStore, signals: Signals, words: RingWords): () => void {
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
    else signals.ring(cardOf(id, caller.identity.number, call.offer.queue, words))
  }
  follow(store.getState())
  return store.subscribe(follow)
}

/** Cut to what fits a small window. */
function cardOf(callId: string, number: PhoneNumber, queue: string | null, words: RingWords): RingCard {
  const cut = (text: string) => text.slice(0, 40)
  const place = words.placeOfNumber(number)
  return { callId, maskedNumber: cut(maskPhone(number)), place: place === null ? null : cut(place), queue: queue === null ? null : cut(words.queue(queue)) }
}

function busyReason({ line, agent }: SeatState): BusyReason | null {
  if (liveCall(line) !== null || line.calls.some((call) => call.state === 'dialling')) return 'call'
  if (ringingCall(line) !== null) return 'ring'
  return agent.kind === 'wrap-up' ? 'wrap-up' : null
}
