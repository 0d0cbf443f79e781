import type { Clock, Timers } from '../../../shared/lib/clock'
import type { DraftKeeper } from './draft-keeper'
import type { Seat } from './seat'
import { callById } from './seat-store'

/** Somebody who has typed this recently is not to be hurried to the next caller. */
export const stillTypingMs = 10_000

/**
 * Ends the wrap-up when its time is over and nobody types. The text stays where it is: an unfinished draft stands in
 * the list of calls to finish. `lengthMs` null = it goes on until the agent ends it. Returns the way to stop.
 */
export function runWrapUpClock(seat: Seat, keeper: DraftKeeper, ports: { readonly clock: Clock; readonly timers: Timers; lengthMs(queue: string | null): number | null }): () => void {
  let timer: { cancel(): void } | null = null
  let watched: number | null = null

  function arm(delayMs: number): void {
    timer?.cancel()
    timer = ports.timers.after(delayMs, check)
  }

  function check(): void {
    timer = null
    const { agent } = seat.store.getState()
    if (agent.kind !== 'wrap-up') return
    const changedAt = Math.max(0, ...keeper.all().map(({ draft }) => (draft.call.callId === agent.callId ? draft.changedAt : 0)))
    const quietFor = ports.clock.now() - changedAt
    if (quietFor < stillTypingMs) arm(stillTypingMs - quietFor)
    else seat.tell({ kind: 'wrap-up-done', at: ports.clock.now() })
  }

  /** The line forgets a call a minute after its end, its draft does not. */
  function queueOfWrapUp(): string | null {
    const { agent, line } = seat.store.getState()
    if (agent.kind !== 'wrap-up') return null
    return callById(line, agent.callId)?.offer.queue ?? keeper.all().find(({ draft }) => draft.call.callId === agent.callId)?.draft.call.queue ?? null
  }

  function follow(): void {
    const { agent } = seat.store.getState()
    const since = agent.kind === 'wrap-up' ? agent.since : null
    if (since === watched) return
    watched = since
    timer?.cancel()
    if (since === null) {
      timer = null
      return
    }
    const lengthMs = ports.lengthMs(queueOfWrapUp())
    if (lengthMs !== null) arm(Math.max(0, since + lengthMs - ports.clock.now()))
  }

  const unsubscribe = seat.store.subscribe(follow)
  follow()
  return () => {
    unsubscribe()
    timer?.cancel()
  }
}
