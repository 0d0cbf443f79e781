import { sql, type Kysely, type Selectable } from 'kysely'
import { lostCallStepSchema, type LostCallStep } from '../../../shared/desk-api/wall-api'
import type { DeskTables, LostCallStepsTable } from './database'
import { deskLocks } from './desk-locks'

/** Who rings whom back, step by step, shared by all who watch the floor. */
export interface LostCallsTable {
  /** Oldest first. */
  since(at: number): Promise<LostCallStep[]>
  /** The number of whoever gave up last under that key, sealed; those of before `forgetBefore` go. */
  keepNumber(lost: { readonly callerKey: string; readonly sealed: Buffer; readonly at: number }, forgetBefore: number): Promise<void>
  sealedNumber(callerKey: string): Promise<Buffer | null>
  /** Adds a step where `allows` finds it legal after those of the same caller since then; answers what `allows` did. Once, however often it is sent. */
  add<T extends { readonly ok: boolean }>(step: LostCallStep, since: number, allows: (before: readonly LostCallStep[]) => T): Promise<T | null>
}

export const lostCallsSince = (at: number) => sql<Selectable<LostCallStepsTable>>`select * from lost_call_steps where at_ms >= ${at} order by at_ms, position`

export function createLostCalls(db: Kysely<DeskTables>): LostCallsTable {
  return {
    since: async (at) => (await lostCallsSince(at).execute(db)).rows.map(stepOf),

    async keepNumber({ callerKey, sealed, at }, forgetBefore) {
      await db.deleteFrom('lost_call_numbers').where('at_ms', '<', forgetBefore).execute()
      await db.insertInto('lost_call_numbers').values({ caller_key: callerKey, number_sealed: sealed, at_ms: at })
        .onConflict((conflict) => conflict.column('caller_key').doUpdateSet({ number_sealed: sealed, at_ms: at })).execute()
    },

    async sealedNumber(callerKey) {
      const row = await db.selectFrom('lost_call_numbers').select('number_sealed').where('caller_key', '=', callerKey).executeTakeFirst()
      return row?.number_sealed ?? null
    },

    add: (step, since, allows) =>
      db.transaction().execute(async (tx) => {
        // Two leads who claim the same caller come one after the other.
        await sql`select pg_advisory_xact_lock(${deskLocks.lostCalls})`.execute(tx)
        const known = await tx.selectFrom('lost_call_steps').select('position').where('id', '=', step.id).executeTakeFirst()
        if (known !== undefined) return null
        const before = await tx.selectFrom('lost_call_steps').selectAll()
          .where('caller_key', '=', step.callerKey).where('at_ms', '>=', since).orderBy('at_ms').orderBy('position').execute()
        const allowed = allows(before.map(stepOf))
        if (!allowed.ok) return allowed
        const newest = await tx.selectFrom('lost_call_steps').select(({ fn }) => fn.max('position').as('position')).executeTakeFirst()
        await tx.insertInto('lost_call_steps').values({
          position: (newest?.position ?? 0) + 1, id: step.id, caller_key: step.callerKey, act: step.act,
          person_id: step.by.id, person_name: step.by.name, at_ms: step.at,
        }).execute()
        return allowed
      }),
  }
}

function stepOf(row: Selectable<LostCallStepsTable>): LostCallStep {
  return lostCallStepSchema.parse({ id: row.id, callerKey: row.caller_key, act: row.act, by: { id: row.person_id, name: row.person_name }, at: row.at_ms })
}
