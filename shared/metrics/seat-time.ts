import type { SeatStateKind } from '../queue/seat-state'
import type { SeatFact } from './fact'
import { HALF_HOUR_MS, halfHourOf } from './half-hours'
import type { Line } from './line'

/** Longer in one state is a seat that was forgotten, not work. */
const longestMs = 24 * 3_600_000

interface Stretch {
  readonly since: number
  readonly fact: SeatFact
  /** What was put down for it, so that it can be taken back. */
  lines: readonly Line[]
}

/** A seat's states, one after the other. */
interface SeatCourse {
  readonly stretches: Stretch[]
  /** The last of them is vouched for until then. */
  heardAt: number
}

export interface SeatChange {
  readonly taken: readonly Line[]
  readonly put: readonly Line[]
  /** Wrap-ups whose length is another one now. */
  readonly wrapUps: readonly { readonly queueCallId: string; readonly fromSeat: string; readonly at: number; readonly heardAt: number; readonly ms: number }[]
}

/**
 * How long seats were in which state, all of them together: a seat is only what holds its own times apart. A state lasts until the next
 * one of that seat begins; the last one until the seat was last heard of, so that a seat that has fallen silent collects no time.
 */
export class SeatTimes {
  readonly #courses = new Map<string, SeatCourse>()
  #asOf: number | null = null

  add(fact: SeatFact, forgetBefore: number): SeatChange {
    const course = this.#courses.get(fact.seat) ?? { stretches: [], heardAt: 0 }
    this.#courses.set(fact.seat, course)
    course.heardAt = Math.max(course.heardAt, fact.heardAt)
    this.#asOf = Math.max(this.#asOf ?? 0, fact.heardAt)
    while (course.stretches.length > 1 && (course.stretches[1]?.since ?? 0) < forgetBefore) course.stretches.shift()
    const place = placeOf(course.stretches, fact)
    // Also a late word about an earlier state vouches for the seat, and so for its last one.
    return recount(course, new Set([place - 1, place, course.stretches.length - 1]))
  }

  /** When any seat was last heard of. */
  get asOf(): number | null {
    return this.#asOf
  }

  get size(): number {
    let size = 0
    for (const { stretches } of this.#courses.values()) size += stretches.length
    return size
  }
}

/** Of two words about one moment the later heard holds. */
function placeOf(stretches: Stretch[], fact: SeatFact): number {
  let place = stretches.length
  while (place > 0 && (stretches[place - 1]?.since ?? 0) >= fact.since) place -= 1
  const known = stretches[place]
  if (known?.since !== fact.since) stretches.splice(place, 0, { since: fact.since, fact, lines: [] })
  else if (isNewer(fact, known.fact)) stretches[place] = { since: fact.since, fact, lines: known.lines }
  return place
}

function isNewer(one: SeatFact, other: SeatFact): boolean {
  return one.heardAt > other.heardAt || (one.heardAt === other.heardAt && one.state > other.state)
}

function recount(course: SeatCourse, places: ReadonlySet<number>): SeatChange {
  const taken: Line[] = []
  const put: Line[] = []
  const wrapUps: SeatChange['wrapUps'][number][] = []
  for (const place of places) {
    const stretch = course.stretches[place]
    if (stretch === undefined) continue
    const { since, fact } = stretch
    const until = Math.min(course.stretches[place + 1]?.since ?? Math.max(since, course.heardAt), since + longestMs)
    taken.push(...stretch.lines)
    stretch.lines = fact.drill ? [] : linesOf(fact.state, since, until)
    put.push(...stretch.lines)
    if (fact.queueCallId === null || fact.drill) continue
    const ms = fact.state === 'wrap-up' ? until - since : 0
    wrapUps.push({ queueCallId: fact.queueCallId, fromSeat: `${fact.seat} ${since}`, at: since, heardAt: fact.heardAt, ms })
  }
  return { taken, put, wrapUps }
}

const working: ReadonlySet<SeatStateKind> = new Set(['ringing', 'talking', 'on-hold', 'wrap-up'])
const away: ReadonlySet<SeatStateKind> = new Set(['signed-out', 'break', 'red-rest'])

/** Cut at the half hours. Meetings, training and 示忙 are signed-in time and no work for callers; breaks and the rest after RED are neither. */
function linesOf(state: SeatStateKind, from: number, until: number): Line[] {
  if (away.has(state)) return []
  const lines: Line[] = []
  for (let at = from; at < until; at = halfHourOf(at) + HALF_HOUR_MS) {
    const ms = Math.min(until, halfHourOf(at) + HALF_HOUR_MS) - at
    lines.push({ code: 'occupancy', at, above: working.has(state) ? ms : null, below: ms })
  }
  return lines
}
