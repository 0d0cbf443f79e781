import { sql, type Kysely } from 'kysely'
import type { Role } from '../../../shared/people/role'
import type { DeskTables } from './database'

export interface NewSession {
  readonly id: string
  readonly tokenHash: Buffer
  readonly personId: string
  readonly seatCode: string
  readonly installation: string
  readonly startedAt: number
  readonly expiresAt: number
}

export type EndOfSession = 'signed-out' | 'taken-over' | 'seat-used-by-another' | 'expired' | 'password-changed' | 'revoked' | 'deactivated'

/** A session that is good at this moment, with everything that decides over a request. */
export interface LiveSession {
  readonly id: string
  readonly personId: string
  readonly login: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly unit: string | null
  readonly mustChangePassword: boolean
  readonly seatCode: string
  readonly seatName: string
  readonly startedAt: number
  readonly expiresAt: number
}

export interface Sessions {
  /**
   * Of each token, by its hash in hex. Left out are those of none, of one that has ended or run out, and of somebody who may not sign
   * in any more.
   */
  find(tokenHashes: readonly Buffer[], now: number): Promise<ReadonlyMap<string, LiveSession>>
  /** Whose token it is or was, also long after the session has ended. */
  personOfToken(tokenHash: Buffer): Promise<string | null>
  /** The one that is open, waiting for whoever is about to open or end another one of this person. */
  liveOf(personId: string): Promise<{ readonly id: string; readonly seatCode: string; readonly startedAt: number } | null>
  add(session: NewSession): Promise<void>
  end(what: { readonly id: string } | { readonly personId: string; readonly except?: string } | { readonly seatCode: string }, why: EndOfSession, now: number): Promise<number>
  endExpired(now: number): Promise<void>
  countLive(now: number): Promise<number>
  /** Seats at which somebody who takes calls has signed in since then. */
  countAgentSeats(since: number): Promise<number>
}

export function createSessions(db: Kysely<DeskTables>): Sessions {
  return {
    async find(tokenHashes, now) {
      const rows = await db.selectFrom('sessions')
        .innerJoin('people', 'people.id', 'sessions.person_id')
        .innerJoin('seats', 'seats.code', 'sessions.seat_code')
        .select([
          'sessions.token_hash', 'sessions.id', 'sessions.person_id', 'sessions.seat_code', 'sessions.started_at_ms', 'sessions.expires_at_ms',
          'people.login', 'people.name', 'people.roles', 'people.unit', 'people.must_change_password', 'seats.name as seat_name',
        ])
        // As one value: the statement stays the same however many ask.
        .where('sessions.token_hash', '=', sql<Buffer>`any (${tokenHashes}::bytea[])`)
        .where('sessions.ended_at_ms', 'is', null)
        .where('sessions.expires_at_ms', '>', now)
        .where('people.is_active', '=', true)
        .execute()
      return new Map(rows.map((row) => [row.token_hash.toString('hex'), {
        id: row.id,
        personId: row.person_id,
        login: row.login,
        name: row.name,
        roles: row.roles as Role[],
        unit: row.unit,
        mustChangePassword: row.must_change_password,
        seatCode: row.seat_code,
        seatName: row.seat_name,
        startedAt: row.started_at_ms,
        expiresAt: row.expires_at_ms,
      }]))
    },
    async personOfToken(tokenHash) {
      const row = await db.selectFrom('sessions').select('person_id').where('token_hash', '=', tokenHash).executeTakeFirst()
      return row?.person_id ?? null
    },
    async liveOf(personId) {
      await db.selectFrom('people').select('id').where('id', '=', personId).forUpdate().execute()
      const row = await db.selectFrom('sessions').select(['id', 'seat_code', 'started_at_ms'])
        .where('person_id', '=', personId).where('ended_at_ms', 'is', null).executeTakeFirst()
      return row === undefined ? null : { id: row.id, seatCode: row.seat_code, startedAt: row.started_at_ms }
    },
    async add({ id, tokenHash, personId, seatCode, installation, startedAt, expiresAt }) {
      await db.insertInto('sessions').values({
        id, token_hash: tokenHash, person_id: personId, seat_code: seatCode, installation_id: installation,
        started_at_ms: startedAt, expires_at_ms: expiresAt,
      }).execute()
    },
    async end(what, why, now) {
      let update = db.updateTable('sessions').set({ ended_at_ms: now, ended_why: why }).where('ended_at_ms', 'is', null)
      if ('id' in what) update = update.where('id', '=', what.id)
      else if ('seatCode' in what) update = update.where('seat_code', '=', what.seatCode)
      else {
        update = update.where('person_id', '=', what.personId)
        if (what.except !== undefined) update = update.where('id', '<>', what.except)
      }
      const ended = await update.executeTakeFirst()
      return Number(ended.numUpdatedRows)
    },
    async endExpired(now) {
      await db.updateTable('sessions').set({ ended_at_ms: now, ended_why: 'expired' satisfies EndOfSession })
        .where('ended_at_ms', 'is', null).where('expires_at_ms', '<=', now).execute()
    },
    async countLive(now) {
      const row = await db.selectFrom('sessions').select(({ fn }) => fn.countAll<number>().as('live'))
        .where('ended_at_ms', 'is', null).where('expires_at_ms', '>', now).executeTakeFirst()
      return Number(row?.live ?? 0)
    },
    async countAgentSeats(since) {
      const row = await db.selectFrom('sessions').innerJoin('people', 'people.id', 'sessions.person_id')
        .select(({ fn }) => fn.count<number>('sessions.seat_code').distinct().as('seats'))
        .where('sessions.started_at_ms', '>=', since).where(sql<boolean>`'AGENT' = any (people.roles)`).executeTakeFirst()
      return Number(row?.seats ?? 0)
    },
  }
}
