import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallId } from '../../../shared/calls/call'
import { handDown, handSteps, nextHand, type HandEvent, type HandKind, type HandPort, type RaisedHand } from '../../../shared/help/silent-help'
import type { Clock } from '../../../shared/lib/clock'
import type { NoteHelp } from './note-help'

/** 举手 at this seat. */
export interface RaisedHandDesk {
  readonly store: StoreApi<{ readonly hand: RaisedHand }>
  /** Whether anybody could see it now. */
  reach(): 'lead' | 'nobody'
  raise(kind: HandKind): void
  /** Withdraws what nobody has answered yet, or puts away what was. */
  lower(): void
  dispose(): void
}

interface RaisedHandPorts {
  readonly port: HandPort
  readonly clock: Clock
  readonly isPractice: boolean
  callAtWork(): CallId | null
  note: NoteHelp
}

export function createRaisedHand({ port, clock, isPractice, callAtWork, note }: RaisedHandPorts): RaisedHandDesk {
  const store = createStore<{ readonly hand: RaisedHand }>(() => ({ hand: handDown }))
  function tell(event: HandEvent): void {
    const before = store.getState().hand
    const hand = nextHand(before, event)
    if (hand === before) return
    store.setState({ hand })
    const up = hand.kind === 'down' ? before : hand
    note(up.kind === 'down' ? null : up.callId, handSteps(before, event, hand, isPractice))
    // What a lead has done with it the leads know already.
    if (event.kind === 'raised' || event.kind === 'withdrawn' || event.kind === 'closed') port.send(hand)
  }
  const stop = port.subscribe(tell)
  return {
    store,
    reach: port.reach,
    raise: (kind) => tell({ kind: 'raised', for: kind, callId: callAtWork(), at: clock.now() }),
    lower: () => tell({ kind: store.getState().hand.kind === 'answered' ? 'closed' : 'withdrawn', at: clock.now() }),
    dispose: stop,
  }
}
