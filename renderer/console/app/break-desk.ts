import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Clock } from '../../../shared/lib/clock'
import { chosenState } from '../../../shared/queue/agent-state'
import type { BreakPlace } from '../../../shared/queue/break-line'
import type { BreakQueue } from '../../../shared/queue/break-queue'
import type { Seat } from '../seat/seat'
import { showToast, type ViewStore } from './view-store'

/** Breaks of this seat: asked for with a reason, begun when there is a place. */
export interface BreakDesk {
  readonly store: StoreApi<{ readonly place: BreakPlace }>
  ask(reason: string): void
  take(): void
  /** Out of the line again. */
  withdraw(): void
  dispose(): void
}

interface BreakDeskPorts {
  readonly queue: BreakQueue
  readonly seat: Pick<Seat, 'store' | 'tell'>
  readonly clock: Clock
  readonly view: ViewStore
  /** The printed key that takes an offered place. */
  takeKey(): string
}

export function createBreakDesk({ queue, seat, clock, view, takeKey }: BreakDeskPorts): BreakDesk {
  const store = createStore<{ readonly place: BreakPlace }>(() => ({ place: { kind: 'none' } }))
  /** What the break is for, from the asking until it begins. */
  let reason: string | null = null
  let isAsking = false

  const isOnBreak = () => chosenState(seat.store.getState().agent).kind === 'break'
  const choose = () => {
    if (reason !== null) seat.tell({ kind: 'state-chosen', next: { kind: 'break', reason }, at: clock.now() })
  }

  function begin(): void {
    if (reason !== null) choose()
    // A desk that still has the break of a console that was closed in it.
    else if (!isOnBreak()) queue.ended()
  }

  function take(): void {
    if (store.getState().place.kind === 'offered') queue.take()
  }

  const stops = [
    queue.subscribe((place) => {
      const before = store.getState().place
      store.setState({ place })
      if (place.kind === 'away' && before.kind !== 'away') return begin()
      // Free at once: nobody presses a key a second time for what was just asked for.
      if (place.kind === 'offered' && isAsking) return
      if (place.kind === 'offered' && before.kind !== 'offered') showToast(view, 'warn', 'agentState.breakLine.offered', { keys: takeKey() })
      if (place.kind === 'waiting' && before.kind === 'none') showToast(view, 'plain', 'agentState.breakLine.waiting', { place: place.place })
      if (before.kind === 'offered' && (place.kind === 'waiting' || place.kind === 'none')) showToast(view, 'plain', 'agentState.breakLine.lapsed')
    }),
    seat.store.subscribe(({ agent }, { agent: before }) => {
      if (agent === before) return
      if (store.getState().place.kind === 'away' && chosenState(before).kind === 'break' && !isOnBreak()) {
        reason = null
        queue.ended()
      }
    }),
  ]

  return {
    store,
    ask(why) {
      reason = why
      // Another reason for the same break asks for no second place.
      if (store.getState().place.kind === 'away') return choose()
      isAsking = true
      queue.ask()
      take()
      isAsking = false
    },
    take,
    withdraw: () => queue.withdraw(),
    dispose() {
      for (const stop of stops) stop()
    },
  }
}
