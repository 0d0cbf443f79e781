import type { BreakPlace } from '../queue/break-line'
import type { SeatAtPbx } from '../queue/seat-at-pbx'
import type { SeatStatus } from '../queue/seat-state'
import type { FloorLine } from './floor-line'
import type { FloorSignal } from './floor-signal'

/** The floor as a console has heard it. */
export interface FloorState {
  /** By seat; null for whoever does not watch them. */
  readonly seats: readonly SeatStatus[] | null
  readonly leads: number
  /** The own telephone as the PBX has it; null where nothing is told of it, its `pbx` while the PBX does not answer. */
  readonly ownSeat: { readonly extension: string; readonly pbx: SeatAtPbx | null } | null
  /** Null where no desk keeps a line. */
  readonly breakPlace: BreakPlace | null
  /** Position of the last signal that was heard. */
  readonly heard: number
  /** Whether what is heard now is said now; false while the desk still tells what was said before. */
  readonly isCaughtUp: boolean
  /** When anything was last heard, by the desk's clock. */
  readonly at: number
}

export const silentFloor: FloorState = { seats: null, leads: 0, ownSeat: null, breakPlace: null, heard: 0, isCaughtUp: false, at: 0 }

/** The state behind a line, and the signal in it if it is a new one: a stream that was begun anew tells some once more. */
export function nextFloor(state: FloorState, line: FloorLine): { readonly state: FloorState; readonly signal: FloorSignal | null } {
  switch (line.kind) {
    case 'snapshot':
      // Another desk process, or one without its PBX: it says for itself what it knows of the own seat.
      return { state: { ...state, seats: line.seats === null ? null : bySeat(line.seats), leads: line.leads, ownSeat: null, breakPlace: null, isCaughtUp: false, at: line.at }, signal: null }
    case 'signal': {
      const { signal } = line
      if (signal.position <= state.heard) return { state, signal: null }
      return { state: { ...state, heard: signal.position, at: Math.max(state.at, signal.at) }, signal }
    }
    case 'seat': {
      const others = (state.seats ?? []).filter(({ personId }) => personId !== line.seat.personId)
      return { state: { ...state, seats: bySeat([...others, line.seat]), at: line.at }, signal: null }
    }
    case 'seat-left':
      return { state: { ...state, seats: (state.seats ?? []).filter(({ personId }) => personId !== line.personId), at: line.at }, signal: null }
    case 'leads':
      return { state: { ...state, leads: line.leads, at: line.at }, signal: null }
    case 'own-seat':
      return { state: { ...state, ownSeat: { extension: line.extension, pbx: line.pbx }, at: line.at }, signal: null }
    case 'break-place':
      return { state: { ...state, breakPlace: line.place, at: line.at }, signal: null }
    case 'caught-up':
    // A desk that does not say when it has caught up has done so by its first heartbeat.
    case 'heartbeat':
      return { state: { ...state, isCaughtUp: true, at: line.at }, signal: null }
  }
}

function bySeat(seats: readonly SeatStatus[]): readonly SeatStatus[] {
  return [...seats].sort((one, other) => (one.seat < other.seat ? -1 : one.seat > other.seat ? 1 : one.personId < other.personId ? -1 : 1))
}
