import { sql, type Kysely, type Selectable } from 'kysely'
import type { LocalDate } from '../../../shared/tickets/deadlines/local-time'
import { firstSpareCounter, formatTicketNumber } from '../../../shared/tickets/ticket-number'
import type { DeskTables, SeatsTable } from './database'
import { deskLocks } from './desk-locks'

export interface Seat {
  /** Four digits. */
  readonly code: string
  readonly name: string
  readonly sipSealed: Buffer | null
  readonly isActive: boolean
  readonly version: number
}

export interface SeatWithInstallation extends Seat {
  readonly installation: string | null
}

export interface Seats {
  all(): Promise<SeatWithInstallation[]>
  byCode(code: string): Promise<Seat | null>
  ofInstallation(installation: string): Promise<Seat | null>
  /** Until the transaction ends nobody else gives a seat away. */
  lock(): Promise<void>
  /** The free seat with the lowest code; null when every active one has its installation. */
  firstFree(): Promise<Seat | null>
  /** The lowest code from `from` to `to` that no seat has had. */
  unusedCode(from: number, to: number): Promise<string | null>
  /** The highest counter in the numbers that orders of that seat and day have, spare ones left out; 0 when there is none. */
  highestCounter(code: string, date: LocalDate): Promise<number>
  /** False when there is a seat of that code. */
  add(seat: Seat, now: number): Promise<boolean>
  /** False when somebody has changed it since `version`. */
  change(code: string, version: number, changes: Partial<Pick<Seat, 'name' | 'sipSealed' | 'isActive'>>, now: number): Promise<boolean>
  bind(installation: string, code: string, now: number): Promise<void>
  /** The installation that had it may get another seat; whoever comes next gets this one. */
  unbind(code: string): Promise<void>
}

/**
 * By equality, which has its index in whatever way a database sorts text. A seat that wrote an order leaves no gap of so many: a number is
 * only left out by a crash or a call without an order.
 */
const askedAtOnce = 500

export function createSeats(db: Kysely<DeskTables>): Seats {
  return {
    async all() {
      const rows = await db.selectFrom('seats').leftJoin('installations', 'installations.seat_code', 'seats.code')
        .selectAll('seats').select('installations.id as installation').orderBy('seats.code').execute()
      return rows.map((row) => ({ ...seatOf(row), installation: row.installation }))
    },
    async byCode(code) {
      const row = await db.selectFrom('seats').selectAll().where('code', '=', code).executeTakeFirst()
      return row === undefined ? null : seatOf(row)
    },
    async ofInstallation(installation) {
      const row = await db.selectFrom('seats').innerJoin('installations', 'installations.seat_code', 'seats.code')
        .selectAll('seats').where('installations.id', '=', installation).executeTakeFirst()
      return row === undefined ? null : seatOf(row)
    },
    lock: async () => void (await sql`select pg_advisory_xact_lock(${deskLocks.seats})`.execute(db)),
    async firstFree() {
      const row = await db.selectFrom('seats').selectAll('seats').where('is_active', '=', true)
        .where(({ not, exists, selectFrom }) => not(exists(selectFrom('installations').select('installations.id').whereRef('installations.seat_code', '=', 'seats.code'))))
        .orderBy('code').limit(1).executeTakeFirst()
      return row === undefined ? null : seatOf(row)
    },
    async unusedCode(from, to) {
      const found = await sql<{ code: string }>`select lpad(number::text, 4, '0') as code from generate_series(${from}::int, ${to}::int) number
        where not exists (select from seats where code = lpad(number::text, 4, '0')) order by number limit 1`.execute(db)
      return found.rows[0]?.code ?? null
    },
    async highestCounter(code, date) {
      let highest = 0
      for (let from = 1; from < firstSpareCounter; from += askedAtOnce) {
        const counters = Array.from({ length: askedAtOnce }, (_, index) => from + index)
        const byNumber = new Map(counters.map((counter) => [formatTicketNumber({ date, seat: code, counter, practice: false }) as string, counter]))
        const found = await db.selectFrom('tickets').select('number').where('number', '=', sql<string>`any(${[...byNumber.keys()]}::text[])`).execute()
        if (found.length === 0) break
        highest = Math.max(highest, ...found.map(({ number }) => byNumber.get(number) ?? 0))
      }
      return highest
    },
    async add({ code, name, sipSealed, isActive, version }, now) {
      const added = await db.insertInto('seats')
        .values({ code, name, sip_sealed: sipSealed, is_active: isActive, version, changed_at_ms: now })
        .onConflict((conflict) => conflict.column('code').doNothing()).executeTakeFirst()
      return added.numInsertedOrUpdatedRows === 1n
    },
    async change(code, version, { name, sipSealed, isActive }, now) {
      const changed = await db.updateTable('seats').set({
        version: version + 1,
        changed_at_ms: now,
        ...(name === undefined ? {} : { name }),
        ...(sipSealed === undefined ? {} : { sip_sealed: sipSealed }),
        ...(isActive === undefined ? {} : { is_active: isActive }),
      }).where('code', '=', code).where('version', '=', version).executeTakeFirst()
      return changed.numUpdatedRows === 1n
    },
    async bind(installation, code, now) {
      await db.insertInto('installations').values({ id: installation, seat_code: code, bound_at_ms: now }).execute()
    },
    async unbind(code) {
      await db.deleteFrom('installations').where('seat_code', '=', code).execute()
    },
  }
}

function seatOf(row: Selectable<SeatsTable>): Seat {
  return { code: row.code, name: row.name, sipSealed: row.sip_sealed, isActive: row.is_active, version: row.version }
}
