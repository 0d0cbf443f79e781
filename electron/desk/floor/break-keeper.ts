import { DAY_MS } from '../../../shared/callers/local-day'
import type { FloorSignal } from '../../../shared/floor/floor-signal'
import { seatSilentAfterMs } from '../../../shared/floor/floor-line'
import { epochMs, type Clock } from '../../../shared/lib/clock'
import { beginTaken, emptyBreakLine, lapsedUntil, nextBreakLine, placeOf, type BreakLine, type BreakPlace } from '../../../shared/queue/break-line'
import type { FloorTable } from '../store/floor-table'
import { createSignalReader, readSignals } from './signal-reader'

/** The hotline's line for a break, by person. */
export interface BreakKeeper {
  /** Takes in what was said since the last look. `present`: who sits at the desk now; null where that is not known. */
  look(present: ReadonlySet<string> | null): Promise<void>
  placeOf(personId: string): BreakPlace
  /**
   * Whether that person's break may begin now. `signalsAfter` reads under the lock under which the beginning is written down: nobody
   * else's break can begin in between, through whatever desk. Whoever is on one already has said so before.
   */
  mayGo(personId: string, signalsAfter: FloorTable['signalsAfter']): Promise<boolean>
}

export interface BreakKeeperOptions {
  readonly floor: Pick<FloorTable, 'signalsAfter' | 'positionBefore'>
  /** How many may be away at once. */
  quota(): Promise<number>
  readonly clock: Clock
}

/** A rule of the house that was changed counts so soon. */
const quotaEveryMs = 5_000

/**
 * The line is what was said about it, put together again: kept with the signals of the floor, it outlives the desk and is the same in all
 * its processes, but for the moment at which each of them offers a place, and for whom it takes to have gone home. So two processes may
 * offer the last place to two people; the first who takes it has it, and the other one is first in line again.
 */
export function createBreakKeeper({ floor, quota, clock }: BreakKeeperOptions): BreakKeeper {
  let line: BreakLine | null = null
  const reader = createSignalReader(floor, { clock, withinMs: DAY_MS })
  let quotaAt = 0
  let firstLookAt: number | null = null
  let looking: Promise<void> = Promise.resolve()

  async function begin(): Promise<BreakLine> {
    quotaAt = clock.now()
    return emptyBreakLine(await quota())
  }

  async function byTheRule(before: BreakLine): Promise<BreakLine> {
    const now = clock.now()
    if (now - quotaAt < quotaEveryMs) return before
    quotaAt = now
    const most = await quota()
    return most === before.quota ? before : nextBreakLine(lapsedUntil(before, now), { kind: 'quota-set', quota: most, at: now })
  }

  async function read(present: ReadonlySet<string> | null): Promise<void> {
    let heard = await byTheRule(line ?? (await begin()))
    line = heard
    // Kept as far as it was read: nothing of it is told again, should the rest fail.
    await reader.readOn((signal) => {
      line = heard = said(heard, signal)
    })
    const now = clock.now()
    firstLookAt ??= now
    let next = lapsedUntil(heard, now)
    // A desk that has just begun has heard of nobody yet.
    if (present !== null && now - firstLookAt >= seatSilentAfterMs) next = withoutAbsent(next, present, now)
    line = next
  }

  return {
    // One after the other: each takes up where the one before has ended.
    look: (present) => (looking = looking.catch(() => undefined).then(() => read(present))),
    async mayGo(personId, signalsAfter) {
      let then = line ?? (await begin())
      await readSignals(signalsAfter, reader.position(), (signal) => {
        then = said(then, signal)
      })
      const { kind } = placeOf(lapsedUntil(then, clock.now()), personId)
      return kind === 'offered' || kind === 'away'
    },
    placeOf: (personId) => (line === null ? { kind: 'none' } : placeOf(line, personId)),
  }
}

function said(line: BreakLine, { body, from: { personId: seat }, at }: FloorSignal): BreakLine {
  if (body.kind !== 'break') return line
  const before = lapsedUntil(line, epochMs(at))
  return body.step === 'taken' ? beginTaken(before, seat, epochMs(at)) : nextBreakLine(before, { kind: body.step, seat, at: epochMs(at) })
}

/** Whoever has gone home keeps nobody waiting. */
function withoutAbsent(line: BreakLine, present: ReadonlySet<string>, now: number): BreakLine {
  const absent = [...line.away, ...line.offered, ...line.waiting].map(({ seat }) => seat).filter((seat) => !present.has(seat))
  return absent.reduce((rest, seat) => (['ended', 'withdrawn'] as const).reduce((each, kind) => nextBreakLine(each, { kind, seat, at: epochMs(now) }), rest), line)
}
