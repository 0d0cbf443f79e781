import type { FigureCode } from '../../shared/metrics/figure'
import type { SeatStateKind } from '../../shared/queue/seat-state'
import type { Freshness } from './freshness'
import type { WallView } from './wall-view'

/**
 * What hangs on the wall of the room. SECURITY: counts and nothing else: visitors, cleaners and whoever is filmed there learn no name,
 * no number, no reason of a break and no time that belongs to one person. The longest wait belongs to the queue.
 */
export interface RoomView {
  readonly queue: Freshness
  readonly waiting: number
  readonly longestSince: number | null
  readonly answerWithinMs: number
  readonly seats: Freshness
  readonly counts: readonly { readonly state: RoomState; readonly count: number }[]
  readonly figuresFresh: Freshness
  readonly figures: readonly { readonly code: FigureCode; readonly value: number | null; readonly target: number | null; readonly state: 'met' | 'missed' | 'plain' | 'nothing-to-divide' }[]
  readonly orders: Freshness
  readonly open: { readonly red: number; readonly orange: number; readonly secret: number }
  readonly missed: number
}

/** Who is away is one number: why is nobody's business in the room. */
export type RoomState = 'talking' | 'wrap-up' | 'ready' | 'away'

const stateOf: Readonly<Record<SeatStateKind, RoomState | null>> = {
  talking: 'talking', 'on-hold': 'talking', ringing: 'talking', 'wrap-up': 'wrap-up', ready: 'ready',
  break: 'away', meeting: 'away', training: 'away', busy: 'away', 'red-rest': 'away', 'signed-out': null,
}

const roomStates = ['talking', 'wrap-up', 'ready', 'away'] as const
const roomFigures: readonly FigureCode[] = ['SL15', 'CONNECT']

export function roomView({ fresh, freshSeats, facts, waiting, longestSince, figures }: WallView): RoomView {
  return {
    queue: fresh.queue,
    waiting: waiting.length,
    longestSince,
    answerWithinMs: facts.targets.answerWithinMs,
    seats: freshSeats,
    counts: roomStates.map((state) => ({ state, count: facts.seats.filter((seat) => stateOf[seat.state] === state).length })),
    figuresFresh: fresh.figures,
    figures: figures
      .filter(({ figure }) => roomFigures.includes(figure.code))
      .map(({ figure, target, state }) => ({ code: figure.code, value: figure.value, target, state })),
    orders: fresh.orders,
    open: {
      red: facts.risks.filter(({ severity }) => severity === 'RED').length,
      orange: facts.risks.filter(({ severity }) => severity === 'ORANGE').length,
      secret: facts.risks.filter(({ isSecret }) => isSecret).length,
    },
    missed: facts.missed.filter(({ state }) => state !== 'done').length,
  }
}
