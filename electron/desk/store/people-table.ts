import { sql, type Kysely, type Selectable } from 'kysely'
import type { Role } from '../../../shared/people/role'
import type { DeskTables, PeopleTable } from './database'

export interface Person {
  readonly id: string
  /** In small letters. */
  readonly login: string
  readonly name: string
  readonly roles: readonly Role[]
  /** Key of the unit that a handler works at; null for the hotline itself. */
  readonly unit: string | null
  readonly passwordHash: string
  readonly mustChangePassword: boolean
  readonly isActive: boolean
  /** Grows by one with every change that an administrator makes. */
  readonly version: number
  readonly createdAt: number
}

export interface LockPolicy {
  /** Tries that cost nothing but the try. */
  readonly freeTries: number
  /** After the last free one; doubles with every further one. */
  readonly firstLockMs: number
  readonly longestLockMs: number
}

export type PersonChanges = Partial<Pick<Person, 'name' | 'roles' | 'unit' | 'isActive' | 'passwordHash' | 'mustChangePassword'>>

/** Everybody who may sign in, or could once. Nobody is ever removed: orders name their authors. */
export interface People {
  byLogin(login: string): Promise<Person | null>
  byId(id: string): Promise<Person | null>
  all(): Promise<Person[]>
  /** False when that login is taken. */
  add(person: Person): Promise<boolean>
  /** False when somebody has changed it since `version`. */
  change(id: string, version: number, changes: PersonChanges, now: number): Promise<boolean>
  setPassword(id: string, passwordHash: string, mustChange: boolean, now: number): Promise<void>
  /**
   * Counts a try before its password is looked at, so that many at the same moment, at whatever process, are all counted.
   * Answers until when nothing is tried, null when this one may be.
   */
  beginTry(id: string, now: number, policy: LockPolicy): Promise<number | null>
  forgetTries(id: string): Promise<void>
  activeAdministrators(): Promise<number>
}

export function createPeople(db: Kysely<DeskTables>): People {
  const one = async (column: 'id' | 'login', value: string) => {
    const row = await db.selectFrom('people').selectAll().where(column, '=', value).executeTakeFirst()
    return row === undefined ? null : personOf(row)
  }
  return {
    byLogin: (login) => one('login', login.toLowerCase()),
    byId: (id) => one('id', id),
    all: async () => (await db.selectFrom('people').selectAll().orderBy('login').execute()).map(personOf),

    async add({ id, login, name, roles, unit, passwordHash, mustChangePassword, isActive, version, createdAt }) {
      const added = await db.insertInto('people').values({
        id, login: login.toLowerCase(), name, roles: [...roles], unit, password_hash: passwordHash, must_change_password: mustChangePassword,
        is_active: isActive, version, created_at_ms: createdAt, changed_at_ms: createdAt,
      }).onConflict((conflict) => conflict.column('login').doNothing()).executeTakeFirst()
      return added.numInsertedOrUpdatedRows === 1n
    },

    async change(id, version, { name, roles, unit, isActive, passwordHash, mustChangePassword }, now) {
      const changed = await db.updateTable('people').set({
        version: version + 1,
        changed_at_ms: now,
        ...(name === undefined ? {} : { name }),
        ...(roles === undefined ? {} : { roles: [...roles] }),
        ...(unit === undefined ? {} : { unit }),
        ...(isActive === undefined ? {} : { is_active: isActive }),
        ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
        ...(mustChangePassword === undefined ? {} : { must_change_password: mustChangePassword }),
      }).where('id', '=', id).where('version', '=', version).executeTakeFirst()
      return changed.numUpdatedRows === 1n
    },

    async setPassword(id, passwordHash, mustChange, now) {
      await db.updateTable('people')
        .set({ password_hash: passwordHash, must_change_password: mustChange, changed_at_ms: now, failed_tries: 0, locked_until_ms: 0 })
        .where('id', '=', id).execute()
    },

    async beginTry(id, now, { freeTries, firstLockMs, longestLockMs }) {
      const counted = await sql<{ failed_tries: number }>`update people set
          failed_tries = failed_tries + 1,
          locked_until_ms = case when failed_tries + 1 < ${freeTries} then 0
            else ${now} + least(${longestLockMs}::float8, ${firstLockMs} * power(2, least(failed_tries + 1 - ${freeTries}, 30)))::bigint end
        where id = ${id} and locked_until_ms <= ${now} returning failed_tries`.execute(db)
      if (counted.rows.length > 0) return null
      const locked = await db.selectFrom('people').select('locked_until_ms').where('id', '=', id).executeTakeFirst()
      return locked?.locked_until_ms ?? now
    },

    async forgetTries(id) {
      await db.updateTable('people').set({ failed_tries: 0, locked_until_ms: 0 }).where('id', '=', id).execute()
    },

    async activeAdministrators() {
      // Two changes at once, each sure that the other one stays, would leave nobody.
      const rows = await db.selectFrom('people').select('id').where('is_active', '=', true)
        .where(sql<boolean>`'ADMIN' = any (roles)`).orderBy('id').forUpdate().execute()
      return rows.length
    },
  }
}

/** Roles were checked against the list when they were written; hence the cast. */
function personOf(row: Selectable<PeopleTable>): Person {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    roles: row.roles as Role[],
    unit: row.unit,
    passwordHash: row.password_hash,
    mustChangePassword: row.must_change_password,
    isActive: row.is_active,
    version: row.version,
    createdAt: row.created_at_ms,
  }
}
