import type { CallId } from '../../../shared/calls/call'
import type { Clock } from '../../../shared/lib/clock'
import { callAtWork } from '../../../shared/queue/agent-state'
import type { DraftKeeper } from '../seat/draft-keeper'
import type { Seat } from '../seat/seat'

interface RedRestFollowing {
  readonly seat: Pick<Seat, 'store' | 'tell'>
  readonly keeper: Pick<DraftKeeper, 'subscribe'>
  readonly clock: Clock
  isRed(callId: CallId): boolean
}

/** Tells the agent's state that its call is RED as soon as somebody has confirmed it, so that a rest follows. Returns the way to stop. */
export function followRedRest({ seat, keeper, clock, isRed }: RedRestFollowing): () => void {
  const look = () => {
    const { agent } = seat.store.getState()
    const callId = callAtWork(agent)
    const isKnown = !('owesRest' in agent) || agent.owesRest
    if (callId !== null && !isKnown && isRed(callId)) seat.tell({ kind: 'turned-red', callId, at: clock.now() })
  }
  const stops = [keeper.subscribe(look), seat.store.subscribe(({ agent }, before) => { if (callAtWork(agent) !== callAtWork(before.agent)) look() })]
  return () => {
    for (const stop of stops) stop()
  }
}
