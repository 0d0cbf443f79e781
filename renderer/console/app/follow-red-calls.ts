import type { CallId, CallOutcome } from '../../../shared/calls/call'
import type { Seat } from '../seat/seat'
import { callById } from '../seat/seat-store'
import { showToast, type ViewStore } from './view-store'

/** A RED call that ended without the agent's will is called back at once: says so, with the key. Returns the way to stop. */
export function followRedCalls({ seat, view, isRed, redialKeys }: { readonly seat: Pick<Seat, 'store'>; readonly view: ViewStore; isRed(callId: CallId): boolean; redialKeys(): string }): () => void {
  return seat.store.subscribe(({ line }, before) => {
    if (line === before.line) return
    for (const call of line.calls) {
      if (call.state !== 'ended' || call.answeredAt === null || !isDrop(call.outcome)) continue
      const wasLive = callById(before.line, call.id)?.state === 'live'
      if (wasLive && isRed(call.id)) showToast(view, 'warn', 'seat.redDropped', { keys: redialKeys() })
    }
  })
}

function isDrop(outcome: CallOutcome): boolean {
  return outcome.kind === 'lost' || outcome.kind === 'failed' || (outcome.kind === 'completed' && outcome.endedBy === 'caller')
}
