import type { LineError, LineSnapshot, PauseReason, PhoneLine } from '../../../shared/calls/phone-line'
import { backoffMs } from '../../../shared/lib/backoff'
import type { EpochMs, Timers } from '../../../shared/lib/clock'
import { chosenState, wantsCalls, wrapUpOf, type AgentState } from '../../../shared/queue/agent-state'
import type { QueueTrouble, SeatStore } from './seat-store'

type Wanted = 'ready' | PauseReason

/** A PBX that cannot take the change just now is asked again after such a pause, and less and less often. */
const retryBackoff = { baseMs: 2_000, capMs: 60_000 }
/** One answer that was lost is no trouble yet. */
const failuresToTell = 2
/** Time for the line's own word after a yes. */
const settleMs = 250

/**
 * Keeps the PBX's idea of this seat in step with the agent's: paused from the first second of a call, so that nothing
 * rings into the wrap-up, and ready again when the agent is. After a clear no the same is not asked again before the agent
 * does something else or the connection is new: a PBX that has no such code would be dialled all day. Returns the way to
 * stop.
 */
export function keepQueueMembership(
  line: PhoneLine,
  store: SeatStore,
  { timers, random }: { readonly timers: Timers; readonly random: () => number },
): () => void {
  let asking = false
  let retry: { readonly wanted: Wanted; cancel(): void } | null = null
  let failures = { of: 'ready' as Wanted, count: 0 }
  let refusedOf: Wanted | null = null
  let connectedSince: EpochMs | null = null

  function reconcile(): void {
    const { line: snapshot, agent } = store.getState()
    const wanted = wantedMembership(agent)
    beginAnewAfterReconnect(snapshot)
    // Whoever has asked for a change, there is one on its way: what becomes of it is told.
    if (asking || snapshot.membership.state === 'changing' || retry?.wanted === wanted || !mayAsk(snapshot)) return
    retry?.cancel()
    retry = null
    if (isSo(snapshot, wanted)) return tell(null)
    if (refusedOf !== wanted) ask(wanted)
  }

  function ask(wanted: Wanted): void {
    asking = true
    refusedOf = null
    const command = wanted === 'ready' ? ({ kind: 'resume-queue' } as const) : ({ kind: 'pause-queue', reason: wanted } as const)
    void line.execute(command).then((result) => {
      asking = false
      if (result.ok) taken(wanted)
      else if (isDefinite(result.error)) refused(wanted, result.error.sipCode ?? null)
      else failed(wanted)
      reconcile()
    })
  }

  function later(wanted: Wanted, delayMs: number): void {
    const timer = timers.after(delayMs, () => {
      retry = null
      reconcile()
    })
    retry = { wanted, cancel: timer.cancel }
  }

  /** The line tells when it is so. Asking again at once could go round and round with a PBX that says yes and does not. */
  function taken(wanted: Wanted): void {
    failures = { of: wanted, count: 0 }
    later(wanted, settleMs)
    tell(null)
  }

  function refused(wanted: Wanted, sipCode: number | null): void {
    refusedOf = wanted
    tell({ kind: 'refused', sipCode })
  }

  function failed(wanted: Wanted): void {
    const count = failures.of === wanted ? failures.count + 1 : 1
    failures = { of: wanted, count }
    later(wanted, backoffMs(count, retryBackoff, random))
    if (count >= failuresToTell) tell({ kind: 'failing', tries: count })
  }

  /** Whoever is told looks again at once: everything else has to be in order before. */
  function tell(queueTrouble: QueueTrouble | null): void {
    if (store.getState().queueTrouble !== queueTrouble) store.setState({ queueTrouble })
  }

  function beginAnewAfterReconnect({ registration }: LineSnapshot): void {
    if (registration.state !== 'registered' || registration.since === connectedSince) return
    connectedSince = registration.since
    retry?.cancel()
    retry = null
    refusedOf = null
    failures = { of: 'ready', count: 0 }
  }

  const unsubscribe = store.subscribe(reconcile)
  reconcile()
  return () => {
    unsubscribe()
    retry?.cancel()
  }
}

/** The PBX will say the same again: it has no such code, or not for this seat. Busy, silent or broken is another matter. */
function isDefinite({ code, sipCode }: LineError): boolean {
  if (code !== 'refused-by-pbx' || sipCode === undefined) return code === 'not-capable'
  const isPassing = [408, 480, 486, 487, 491].includes(sipCode) || (sipCode >= 500 && sipCode < 600 && sipCode !== 501)
  return !isPassing
}

function mayAsk(snapshot: LineSnapshot): boolean {
  return snapshot.capabilities.queueMembership && snapshot.registration.state === 'registered'
}

/** What the PBX should have this seat as. */
export function wantedMembership(agent: AgentState): Wanted {
  if (wantsCalls(agent)) return 'ready'
  if (agent.kind === 'talking' || wrapUpOf(agent) !== null) return 'wrap-up'
  if (agent.kind === 'red-rest' || (agent.kind === 'ringing' && agent.owesRest)) return 'red-rest'
  const { kind } = chosenState(agent)
  return kind === 'signed-out' || kind === 'ready' ? 'busy' : kind
}

/** As far as the phone itself remembers. */
export function isSo({ membership }: Pick<LineSnapshot, 'membership'>, wanted: Wanted): boolean {
  if (membership.state === 'ready') return wanted === 'ready'
  return membership.state === 'paused' && membership.reason === wanted
}
