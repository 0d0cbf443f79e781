import type { LineSnapshot, PauseReason, PhoneLine } from '../../../shared/calls/phone-line'
import type { Timers } from '../../../shared/lib/clock'
import { wantsCalls, wrapUpOf, type AgentState } from '../../../shared/queue/agent-state'
import type { SeatStore } from './seat-store'

/** A PBX that did not take the change is asked again after this pause. */
const retryMs = 2_000
/** Time for the line's own word after a yes. */
const settleMs = 250

/**
 * Keeps the PBX's idea of this seat in step with the agent's: paused from the first second of a call, so that nothing
 * rings into the wrap-up, and ready again when the agent is. Returns the way to stop.
 */
export function keepQueueMembership(line: PhoneLine, store: SeatStore, timers: Timers): () => void {
  let asking = false
  let retry: { readonly wanted: string; cancel(): void } | null = null

  function reconcile(): void {
    const { line: snapshot, agent } = store.getState()
    const wanted = wantedMembership(agent)
    if (asking || retry?.wanted === wanted || !mayAsk(snapshot)) return
    retry?.cancel()
    retry = null
    if (isSo(snapshot, wanted)) return
    asking = true
    const command = wanted === 'ready' ? ({ kind: 'resume-queue' } as const) : ({ kind: 'pause-queue', reason: wanted } as const)
    void line.execute(command).then((result) => {
      asking = false
      // The line tells when it is so. Asking again at once could go round and round with a PBX that says yes and does not.
      const timer = timers.after(result.ok ? settleMs : retryMs, () => {
        retry = null
        reconcile()
      })
      retry = { wanted, cancel: timer.cancel }
      reconcile()
    })
  }

  const unsubscribe = store.subscribe(reconcile)
  reconcile()
  return () => {
    unsubscribe()
    retry?.cancel()
  }
}

function mayAsk(snapshot: LineSnapshot): boolean {
  return snapshot.capabilities.queueMembership && snapshot.registration.state === 'registered'
}

function wantedMembership(agent: AgentState): 'ready' | PauseReason {
  if (wantsCalls(agent)) return 'ready'
  return agent.kind === 'talking' || wrapUpOf(agent) !== null ? 'wrap-up' : 'break'
}

function isSo({ membership }: LineSnapshot, wanted: 'ready' | PauseReason): boolean {
  if (membership.state === 'ready') return wanted === 'ready'
  return membership.state === 'paused' && membership.reason === wanted
}
