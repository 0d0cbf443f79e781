import type { DeskError } from '../../../shared/desk-api/desk-api'
import type { Clock } from '../../../shared/lib/clock'
import { err, ok, type Result } from '../../../shared/lib/result'
import type { LeftByShift } from '../../../shared/shift/report-lists'
import type { NewShiftEvent, ShiftPerson } from '../../../shared/shift/shift-event'
import { mostWatched, ordersFor, shiftOf, type ShiftAnswer, type ShiftRights } from '../../../shared/shift/shift-api'
import { HOUR_MS, shiftSettings } from '../../../shared/shift/shift-settings'
import { agedShift, nextShift, noShift, refusalOfShift, type ShiftState } from '../../../shared/shift/shift-state'
import type { ShiftTable } from '../store/shift-table'

export interface ShiftDeskParts {
  readonly table: Pick<ShiftTable, 'eventsAfter' | 'watched'>
  readonly clock: Clock
  /** One agent has the desk alone. */
  readonly alone: boolean
  /** Who sits at a seat now. */
  present(now: number): Promise<readonly ShiftPerson[]>
}

export interface ShiftDesk {
  look(who: ShiftPerson, rights: ShiftRights): Promise<ShiftAnswer>
  /** What is open and what was said of it, for whoever may read all of it. */
  left(): Promise<Omit<LeftByShift, 'seats'>>
  /** `write` puts it down, with whatever belongs to it. */
  add(event: NewShiftEvent, who: ShiftPerson, write: () => Promise<unknown>): Promise<Result<object, DeskError>>
}

const page = 1_000

/**
 * The turn of shifts of one desk. The state is kept in memory and goes on from the last event that it has: other processes on the
 * same database may have written some.
 */
export function createShiftDesk({ table, clock, alone, present }: ShiftDeskParts): ShiftDesk {
  let state: ShiftState = noShift
  let reading: Promise<void> | null = null

  async function readOn(): Promise<void> {
    for (;;) {
      const events = await table.eventsAfter(state.position, page)
      state = events.reduce(nextShift, state)
      if (events.length < page) break
    }
    state = agedShift(state, clock.now())
  }

  /** Whoever asks while somebody reads would have the answer of before: they read once more behind it. */
  async function current(): Promise<ShiftState> {
    await reading?.catch(() => undefined)
    reading ??= readOn().finally(() => {
      reading = null
    })
    await reading
    return state
  }

  const watched = (now: number) => table.watched(now + shiftSettings().dueAheadHours * HOUR_MS, mostWatched)

  return {
    async look(who, rights) {
      const now = clock.now()
      const [shift, orders, people] = await Promise.all([current(), watched(now), present(now)])
      return {
        now,
        me: who.personId,
        alone,
        orders: ordersFor(orders, who.personId, rights),
        ...shiftOf(shift, who.personId, rights),
        present: people.filter(({ personId }) => personId !== who.personId),
      }
    },
    async left() {
      const [{ sheets, left, notices }, orders] = await Promise.all([current(), watched(clock.now())])
      return { orders, sheets, left, notices }
    },
    async add(event, who, write) {
      const refusal = refusalOfShift(await current(), event, who, alone)
      if (refusal !== null) return err({ code: 'refused', reason: refusal })
      await write()
      return ok({})
    },
  }
}
