import { assertNever } from '../lib/assert-never'
import { epochMs, type EpochMs } from '../lib/clock'

/**
 * Who of a queue may be on a break, and who is next. A place that is free is offered to the first in line; whoever does not take it in
 * time goes to the end, and the next one is offered it.
 *
 * ```
 * (not in line) --asked, a place is free--> offered --taken--> away --ended--> (not in line)
 *       | asked, none is                       | lapsed: to the end of the line, or out of it after the second time
 *       v                                      v
 *    waiting ------first in line, one is free--+        withdrawn: out of the line, from anywhere before `away`
 * ```
 */
export interface BreakLine {
  /** So many at once; may be lowered while more are away, then nobody is offered a place until they are back. */
  readonly quota: number
  readonly away: readonly { readonly seat: string; readonly since: EpochMs }[]
  readonly offered: readonly { readonly seat: string; readonly until: EpochMs; readonly lapses: number }[]
  /** First come, first served. */
  readonly waiting: readonly { readonly seat: string; readonly askedAt: EpochMs; readonly lapses: number }[]
}

export type BreakLineEvent =
  | { readonly kind: 'asked' | 'taken' | 'withdrawn' | 'ended'; readonly seat: string; readonly at: EpochMs }
  | { readonly kind: 'quota-set'; readonly quota: number; readonly at: EpochMs }
  /** Time has passed: offers that were not taken lapse. */
  | { readonly kind: 'ticked'; readonly at: EpochMs }

/** How long a place that is free is kept for one agent; a call that goes on may well end within it. */
export const offerMs = 120_000
/** Whoever lets it lapse so often is out of the line and may ask again. */
const mostLapses = 2

export function emptyBreakLine(quota: number): BreakLine {
  return { quota, away: [], offered: [], waiting: [] }
}

export function nextBreakLine(line: BreakLine, event: BreakLineEvent): BreakLine {
  return offerPlaces(lapse(moved(line, event), event.at), event.at)
}

function moved(line: BreakLine, event: BreakLineEvent): BreakLine {
  switch (event.kind) {
    case 'asked':
      return placeOf(line, event.seat).kind === 'none' ? { ...line, waiting: [...line.waiting, { seat: event.seat, askedAt: event.at, lapses: 0 }] } : line
    case 'taken': {
      const offer = line.offered.find(({ seat }) => seat === event.seat)
      // Too late is too late, even where the tick that says so comes after.
      if (offer === undefined || event.at >= offer.until) return line
      return { ...line, offered: without(line.offered, event.seat), away: [...line.away, { seat: event.seat, since: event.at }] }
    }
    case 'withdrawn':
      return { ...line, offered: without(line.offered, event.seat), waiting: without(line.waiting, event.seat) }
    case 'ended':
      return { ...line, away: without(line.away, event.seat) }
    case 'quota-set':
      return { ...line, quota: Math.max(0, event.quota) }
    case 'ticked':
      return line
    default:
      return assertNever(event)
  }
}

/** Every offer lapses in its own moment, however late somebody looks: so whoever looks later comes to the same line. */
export function lapsedUntil(line: BreakLine, at: EpochMs): BreakLine {
  for (let now = line; ; ) {
    const due = now.offered.map(({ until }) => until).filter((until) => until <= at).sort((one, other) => one - other)[0]
    if (due === undefined) return now
    now = nextBreakLine(now, { kind: 'ticked', at: due })
  }
}

/**
 * A break that is known to have begun: whoever has let it begin has looked at the line before. Where its place was offered to somebody else
 * here, that one is first in line again, and the last who was offered one goes first.
 */
export function beginTaken(line: BreakLine, seat: string, at: EpochMs): BreakLine {
  if (line.away.some((each) => each.seat === seat)) return line
  const [offered, away] = [without(line.offered, seat), [...line.away, { seat, since: at }]]
  const room = Math.max(0, line.quota - away.length)
  const back = offered.slice(room).map(({ seat: other, lapses }) => ({ seat: other, askedAt: at, lapses }))
  return { ...line, offered: offered.slice(0, room), waiting: [...back, ...without(line.waiting, seat)], away }
}

/** To the end of the line, once; the second time out of it. */
function lapse(line: BreakLine, at: EpochMs): BreakLine {
  const lapsed = line.offered.filter(({ until }) => at >= until)
  if (lapsed.length === 0) return line
  const back = lapsed.filter(({ lapses }) => lapses + 1 < mostLapses).map(({ seat, lapses }) => ({ seat, askedAt: at, lapses: lapses + 1 }))
  return { ...line, offered: line.offered.filter(({ until }) => at < until), waiting: [...line.waiting, ...back] }
}

function offerPlaces(line: BreakLine, at: EpochMs): BreakLine {
  const free = Math.max(0, line.quota - line.away.length - line.offered.length)
  const next = line.waiting.slice(0, free)
  if (next.length === 0) return line
  const offers = next.map(({ seat, lapses }) => ({ seat, lapses, until: epochMs(at + offerMs) }))
  return { ...line, waiting: line.waiting.slice(next.length), offered: [...line.offered, ...offers] }
}

function without<T extends { readonly seat: string }>(all: readonly T[], seat: string): readonly T[] {
  return all.some((each) => each.seat === seat) ? all.filter((each) => each.seat !== seat) : all
}

export type BreakPlace =
  | { readonly kind: 'none' }
  /** `place`: 1 = next. */
  | { readonly kind: 'waiting'; readonly place: number; readonly askedAt: EpochMs }
  | { readonly kind: 'offered'; readonly until: EpochMs }
  | { readonly kind: 'away'; readonly since: EpochMs }

/** How it stands for one seat. */
export function placeOf(line: BreakLine, seat: string): BreakPlace {
  const away = line.away.find((each) => each.seat === seat)
  if (away !== undefined) return { kind: 'away', since: away.since }
  const offer = line.offered.find((each) => each.seat === seat)
  if (offer !== undefined) return { kind: 'offered', until: offer.until }
  const place = line.waiting.findIndex((each) => each.seat === seat)
  const waiting = line.waiting[place]
  return waiting === undefined ? { kind: 'none' } : { kind: 'waiting', place: place + 1, askedAt: waiting.askedAt }
}
