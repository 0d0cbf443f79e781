import { sql, type Kysely } from 'kysely'
import { shortestEscalationMs } from '../../../shared/alarms/alarm-settings'
import { floorSignalSchema, type FloorSignal, type NewFloorSignal } from '../../../shared/floor/floor-signal'
import { seatReportSchema, seatSilentAfterMs, type SeatReport } from '../../../shared/floor/floor-line'
import type { SeatStatus } from '../../../shared/queue/seat-state'
import type { DeskTables } from './database'
import { deskLocks } from './desk-locks'

/** Who sends or reports, as the session has it. */
export interface FloorPerson {
  readonly personId: string
  readonly name: string
  readonly seatCode: string
}

/**
 * What became of a signal. `known`: the same id, or the same breach told of by another wall, was there before, at that place. `taken`: somebody else has accepted that call for help
 * before, and nothing was added.
 */
export type FloorAdded =
  | { readonly kind: 'added' | 'known'; readonly position: number }
  | { readonly kind: 'taken'; readonly by: string }
  /** `allows` said no. */
  | { readonly kind: 'not-allowed' }

/** No call for help goes on for longer; older rows wait for their age. */
const wordsWithinMs = 3 * 3_600_000

export interface FloorTable {
  /** `allows` is asked under the lock of all signals, and reads with what it is given: no other signal comes between its answer and this one. */
  add(signal: NewFloorSignal, from: FloorPerson, now: number, allows?: (signalsAfter: FloorTable['signalsAfter']) => Promise<boolean>): Promise<FloorAdded>
  /** Oldest first. */
  signalsAfter(position: number, limit: number): Promise<FloorSignal[]>
  /** The position behind which everything is younger than that. */
  positionBefore(atMs: number): Promise<number>
  report(person: FloorPerson, report: SeatReport, now: number): Promise<void>
  /** Everybody who is signed in and has been heard of lately, with whether it is a lead. */
  present(now: number): Promise<{ readonly seat: SeatStatus; readonly isLead: boolean }[]>
  forgetSignals(beforeMs: number): Promise<void>
}

export function createFloorTable(db: Kysely<DeskTables>): FloorTable {
  return {
    add: ({ id, to, body }, { personId, name, seatCode }, now, allows) =>
      db.transaction().execute(async (tx) => {
        // Freed by the commit itself, so that no lower position can appear later.
        await sql`select pg_advisory_xact_lock(${deskLocks.floor})`.execute(tx)
        const known = await tx.selectFrom('floor_signals').select('position').where('id', '=', id).executeTakeFirst()
        if (known !== undefined) return { kind: 'known' as const, position: known.position }
        const taken = body.kind === 'red-accepted' ? await acceptedBefore(tx, body.redId, personId) : null
        if (taken !== null) return { kind: 'taken' as const, by: taken }
        const alarm = await alarmToldBefore(tx, body, now)
        if (alarm !== null) return { kind: 'known' as const, position: alarm }
        if (allows !== undefined && !(await allows(signalsAfterIn(tx)))) return { kind: 'not-allowed' as const }
        const newest = await tx.selectFrom('floor_signals').select(({ fn }) => fn.max('position').as('position')).executeTakeFirst()
        const position = (newest?.position ?? 0) + 1
        await tx.insertInto('floor_signals').values({
          position, id, at_ms: now, from_person: personId, from_name: name, from_seat: seatCode, target: JSON.stringify(to), body: JSON.stringify(body),
        }).execute()
        if (body.kind === 'red-words') await forgetWordsBefore(tx, body.redId, position, now)
        return { kind: 'added' as const, position }
      }),

    signalsAfter: signalsAfterIn(db),

    async positionBefore(atMs) {
      const row = await db.selectFrom('floor_signals').select(({ fn }) => fn.max('position').as('position')).where('at_ms', '<', atMs).executeTakeFirst()
      return row?.position ?? 0
    },

    async report({ personId, seatCode }, report, now) {
      // Every seat says it again within seconds, so that no disk is waited for: at most the reports of the last moment are lost with
      // a database that crashes (documentation 15, "Asynchronous Commit"). As part of the statement, which is a transaction by itself.
      await sql`
        insert into seat_reports (person_id, seat_code, report, heard_at_ms)
        select ${personId}::uuid, ${seatCode}::text, ${JSON.stringify(report)}::jsonb, ${now}::bigint from set_config('synchronous_commit', 'off', true)
        on conflict (person_id) do update set seat_code = excluded.seat_code, report = excluded.report, heard_at_ms = excluded.heard_at_ms
      `.execute(db)
    },

    async present(now) {
      const rows = await db.selectFrom('seat_reports')
        .innerJoin('people', 'people.id', 'seat_reports.person_id')
        .innerJoin('sessions', 'sessions.person_id', 'people.id')
        .select(['people.id', 'people.name', 'people.roles', 'seat_reports.report', 'seat_reports.heard_at_ms', 'sessions.seat_code'])
        .where('sessions.ended_at_ms', 'is', null)
        .where('sessions.expires_at_ms', '>', now)
        .where('people.is_active', '=', true)
        .where('seat_reports.heard_at_ms', '>', now - seatSilentAfterMs)
        // What somebody said at another seat says nothing of this one.
        .whereRef('seat_reports.seat_code', '=', 'sessions.seat_code')
        .orderBy('sessions.seat_code')
        .execute()
      return rows.map((row) => ({
        seat: { ...seatReportSchema.parse(row.report), personId: row.id, name: row.name, seat: row.seat_code, heardAt: row.heard_at_ms },
        isLead: row.roles.includes('LEAD'),
      }))
    },

    async forgetSignals(beforeMs) {
      // The last one stays: positions go on from it.
      await db.deleteFrom('floor_signals').where('at_ms', '<', beforeMs)
        .where('position', '<', ({ selectFrom }) => selectFrom('floor_signals').select(({ fn }) => fn.max('position').as('newest'))).execute()
    },
  }
}

function signalsAfterIn(db: Kysely<DeskTables>): FloorTable['signalsAfter'] {
  return async (position, limit) => {
    const rows = await db.selectFrom('floor_signals').selectAll().where('position', '>', position).orderBy('position').limit(limit).execute()
    return rows.map((row) => floorSignalSchema.parse({
      id: row.id, to: row.target, body: row.body, position: row.position, at: row.at_ms,
      from: { personId: row.from_person, name: row.from_name, seat: row.from_seat },
    }))
  }
}

/** Who has taken that call for help upon themselves, if it is somebody else: one is enough, and the second is told who. */
async function acceptedBefore(tx: Kysely<DeskTables>, redId: string, personId: string): Promise<string | null> {
  const row = await tx.selectFrom('floor_signals').select(['from_name', 'from_person'])
    .where(sql<boolean>`body->>'kind' = 'red-accepted' and body->>'redId' = ${redId}`).orderBy('position').executeTakeFirst()
  return row === undefined || row.from_person === personId ? null : row.from_name
}

/** Where the same breach was told of just now: two walls, or two desks, find it within a moment of each other. */
async function alarmToldBefore(tx: Kysely<DeskTables>, body: NewFloorSignal['body'], now: number): Promise<number | null> {
  if (body.kind !== 'alarm-escalated' && body.kind !== 'alarm-passed-on') return null
  const row = await tx.selectFrom('floor_signals').select('position').where('at_ms', '>', now - shortestEscalationMs)
    .where(sql<boolean>`body->>'kind' = ${body.kind} and body->>'rule' = ${body.rule} and body->>'subject' = ${body.subject}`).orderBy('position').executeTakeFirst()
  return row?.position ?? null
}

/** Words that newer ones have replaced are of no use to anybody, and come every second. */
async function forgetWordsBefore(tx: Kysely<DeskTables>, redId: string, position: number, now: number): Promise<void> {
  await tx.deleteFrom('floor_signals').where('at_ms', '>', now - wordsWithinMs).where('position', '<', position)
    .where(sql<boolean>`body->>'kind' = 'red-words' and body->>'redId' = ${redId}`).execute()
}
