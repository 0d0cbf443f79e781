import type { Alarm } from '../../shared/alarms/alarm'
import type { Figure } from '../../shared/metrics/figure'
import type { LostCall } from '../../shared/metrics/lost-call'
import { standingOf } from '../../shared/metrics/standing'
import type { CallInProgress, WaitingCall } from '../../shared/queue/queue-state'
import type { SeatStateKind, SeatStatus } from '../../shared/queue/seat-state'
import type { Severity } from '../ui/severity'
import { freshness, leastFresh } from './freshness'
import type { Freshness } from './freshness'
import type { SourceName, Targets, WallFacts } from './wall-port'

export interface QueueLine {
  readonly queue: string
  readonly waiting: number
  /** When the one who waits longest came in; null when nobody waits. */
  readonly longestSince: number | null
  readonly members: number
  /** Members that a call could ring at now. */
  readonly ready: number
}

/** People in one state, by seat. Ranking anybody is not what a wall is for. */
export interface StateGroup {
  readonly state: SeatStateKind
  readonly seats: readonly SeatStatus[]
}

export interface CallLine extends CallInProgress {
  /** Null where no console has told of that extension. */
  readonly seat: string | null
  readonly name: string | null
  readonly severity: Severity | null
}

export interface FigureLine {
  readonly figure: Figure
  /** Percent, of figures that have one. */
  readonly target: number | null
  readonly state: 'met' | 'missed' | 'plain' | 'nothing-to-divide'
}

export interface WallView {
  readonly fresh: Readonly<Record<SourceName, Freshness>>
  readonly facts: WallFacts
  readonly queues: readonly QueueLine[]
  readonly waiting: readonly WaitingCall[]
  readonly longestSince: number | null
  readonly groups: readonly StateGroup[]
  readonly calls: readonly CallLine[]
  readonly figures: readonly FigureLine[]
  readonly alarms: readonly Alarm[]
  readonly missed: readonly LostCall[]
  readonly ownClaims: WallFacts['ownClaims']
  /** Of calls and of those who take them: what a lead sees of both is as old as the older one. */
  readonly freshSeats: Freshness
}

/** In the order in which a lead looks for help: who works, who is free, who is away. */
export const stateOrder = [
  'talking', 'on-hold', 'ringing', 'wrap-up', 'ready', 'break', 'meeting', 'training', 'busy', 'red-rest',
] as const satisfies readonly SeatStateKind[]

/** Everything that is shown, put in order once per change. Times stay moments: what ticks is drawn by the clock alone. */
export function wallView(facts: WallFacts, now: number): WallView {
  const fresh = freshnessOf(facts, now)
  const { queue, seats } = facts
  const waiting = [...queue.waiting].sort((a, b) => a.enteredAt - b.enteredAt || a.position - b.position)
  return {
    fresh,
    facts,
    waiting,
    longestSince: waiting[0]?.enteredAt ?? null,
    queues: queue.queues.map((name) => queueLine(name, waiting, queue.members)),
    groups: groupsOf(seats),
    calls: callLines(queue.calls, seats),
    figures: facts.figures.map((figure) => figureLine(figure, facts.targets)),
    alarms: alarmLines(facts.alarms),
    ownClaims: facts.ownClaims,
    missed: [...facts.missed].sort((a, b) => (b.lostAt.at(-1) ?? 0) - (a.lostAt.at(-1) ?? 0)),
    freshSeats: fresh.seats.kind === 'none' ? fresh.queue : leastFresh([fresh.queue, fresh.seats]),
  }
}

export function freshnessOf({ sources }: Pick<WallFacts, 'sources'>, now: number): WallView['fresh'] {
  return {
    queue: freshness(sources.queue, now),
    seats: freshness(sources.seats, now),
    figures: freshness(sources.figures, now),
    orders: freshness(sources.orders, now),
  }
}

function queueLine(queue: string, waiting: readonly WaitingCall[], members: WallFacts['queue']['members']): QueueLine {
  const own = waiting.filter((call) => call.queue === queue)
  const ofQueue = members.filter((member) => member.queue === queue)
  return {
    queue,
    waiting: own.length,
    longestSince: own[0]?.enteredAt ?? null,
    members: ofQueue.length,
    ready: ofQueue.filter(({ membership, device }) => membership === 'available' && device === 'idle').length,
  }
}

const bySeat = (a: { readonly seat: string }, b: { readonly seat: string }) => a.seat.localeCompare(b.seat, 'en')

/** A state in which nobody is, is left out, but for those that a lead looks for first. */
function groupsOf(seats: readonly SeatStatus[]): readonly StateGroup[] {
  return stateOrder
    .map((state) => ({ state, seats: seats.filter((seat) => seat.state === state).sort(bySeat) }))
    .filter((group) => group.seats.length > 0 || group.state === 'talking' || group.state === 'ready')
}

function callLines(calls: readonly CallInProgress[], seats: readonly SeatStatus[]): readonly CallLine[] {
  return calls
    .map((call) => {
      const seat = seats.find(({ extension }) => extension === call.extension)
      const isSameCall = seat !== undefined && (seat.queueCallId === null || seat.queueCallId === call.queueCallId)
      return { ...call, seat: seat?.seat ?? null, name: seat?.name ?? null, severity: isSameCall ? seat.severity : null }
    })
    .sort((a, b) => bySeat({ seat: a.seat ?? a.extension }, { seat: b.seat ?? b.extension }))
}

function figureLine(figure: Figure, targets: Targets): FigureLine {
  const standing = standingOf(figure, { targets: targets.percent })
  if (figure.value === null) return { figure, target: targets.percent[figure.code] ?? null, state: 'nothing-to-divide' }
  return standing.kind === 'met' || standing.kind === 'missed' ? { figure, target: standing.target, state: standing.kind } : { figure, target: null, state: 'plain' }
}

/** Nobody has seen to it: first; of these RED before all else, then the newest. */
function alarmLines(alarms: readonly Alarm[]): readonly Alarm[] {
  const rankOf = ({ state, rule }: Alarm) => (state === 'acknowledged' ? 2 : rule === 'red-opened' ? 0 : 1)
  return [...alarms].sort((a, b) => rankOf(a) - rankOf(b) || b.raisedAt - a.raisedAt)
}
