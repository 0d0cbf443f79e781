import { Kysely, PostgresDialect, sql } from 'kysely'
import type { Pool } from 'pg'
import { beforeEach, describe, expect, it } from 'vitest'
import { createDesk } from '../../electron/desk/desk'
import { createPool, type DatabaseAddress } from '../../electron/desk/store/connection'
import type { DeskTables } from '../../electron/desk/store/database'
import { migrate } from '../../electron/desk/store/migrate'
import { migrations } from '../../electron/desk/store/migrations'
import { createPeople } from '../../electron/desk/store/people-table'
import { openPostgresStore } from '../../electron/desk/store/postgres-store'
import { agent8017, draftOf, eventsOf, wageComplaint } from '../support/drafts'
import { useDatabases } from '../support/desk/databases'
import { systemClock } from '../support/desk/system-time'
import { embeddedBinDir } from '../support/desk/test-postgres'

const events = eventsOf(draftOf(1, { values: wageComplaint }))
const ignoreLoss = () => undefined

const databases = useDatabases(embeddedBinDir())
let address: DatabaseAddress
beforeEach(async () => {
  address = await databases.createDatabase()
})

async function withPool<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = createPool(address)
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}

async function withDesk<T>(work: (desk: ReturnType<typeof createDesk>) => Promise<T>): Promise<T> {
  const store = await openPostgresStore({ address, clock: systemClock, onLost: ignoreLoss })
  try {
    return await work(createDesk({ store, clock: systemClock, author: agent8017, practice: false }))
  } finally {
    await store.close()
  }
}

describe('the log in the database', () => {
  it.each(['update events set version = 7', 'delete from events', 'truncate events cascade'])(
    'is append-only: "%s" is refused',
    async (statement) => {
      await withDesk((desk) => desk.accept({ events }))
      await withPool(async (pool) => {
        await expect(pool.query(statement)).rejects.toMatchObject({ code: 'LX001' })
        expect((await pool.query('select from events')).rowCount).toBe(events.length)
      })
    },
  )

  it('outlives the erasure of personal values: the events stay, a batch sent again gets the same receipts', async () => {
    const first = await withDesk((desk) => desk.accept({ events }))
    await withPool((pool) => pool.query('delete from event_personal'))
    await withDesk(async (desk) => {
      const { changes } = await desk.changes({ after: 0, limit: 100 })
      expect(changes.map(({ event }) => event.type)).toEqual(events.map(({ type }) => type))
      expect(changes.every(({ event }) => event.personal === null)).toBe(true)
      expect(await desk.accept({ events })).toEqual(first)
    })
  })

  it('holds no personal value outside the table beside it', async () => {
    await withDesk((desk) => desk.accept({ events }))
    const rows = await withPool((pool) => pool.query('select to_jsonb(events)::text as text from events'))
    for (const row of rows.rows as { text: string }[]) {
      expect(row.text).not.toMatch(/秦木根|15400000012|班组十人/)
    }
  })
})

describe('bringing a database up to date', () => {
  function withDatabase<T>(work: (db: Kysely<DeskTables>) => Promise<T>): Promise<T> {
    return withPool((pool) => work(new Kysely<DeskTables>({ dialect: new PostgresDialect({ pool }) })))
  }

  it('runs every step once, however many desks start together', async () => {
    const ran = await Promise.all(
      Array.from({ length: 4 }, () => withDatabase((db) => migrate(db, migrations, systemClock))),
    )
    expect(ran.sort()).toEqual([0, 0, 0, migrations.length])
  })

  it('goes on from the step at which an older program stopped', async () => {
    await withDatabase(async (db) => {
      expect(await migrate(db, migrations.slice(0, 1), systemClock)).toBe(1)
      expect(await migrate(db, migrations, systemClock)).toBe(migrations.length - 1)
    })
  })

  it('leaves whoever was a handler before there were units with none, and everything else of them as it was', async () => {
    await withDatabase(async (db) => {
      await migrate(db, migrations.slice(0, 11), systemClock)
      await sql`insert into people (id, login, name, roles, password_hash, must_change_password, is_active, version, created_at_ms, changed_at_ms)
        values ('00000000-0000-7000-8000-000000000001', 'zhou', '周', '{HANDLER}', 'scrypt', false, true, 3, 1, 2)`.execute(db)
      expect(await migrate(db, migrations, systemClock)).toBe(migrations.length - 11)
      expect(await createPeople(db).byLogin('zhou')).toMatchObject({ roles: ['HANDLER'], unit: null, version: 3, isActive: true })
    })
  })

  it('leaves everything as it was when a step fails', async () => {
    const broken = { number: migrations.length + 1, name: 'broken', statements: ['create table fine ()', 'create tabel broken ()'] }
    await withDatabase(async (db) => {
      await expect(migrate(db, [...migrations, broken], systemClock)).rejects.toThrow()
      const left = await sql`select to_regclass('fine') as fine, to_regclass('events') as events`.execute(db)
      expect(left.rows).toEqual([{ fine: null, events: null }])
    })
  })

  it('refuses, with a code and untouched, a database that a newer program has written', async () => {
    await withDesk((desk) => desk.accept({ events }))
    await withPool((pool) => pool.query(`insert into schema_steps values (${migrations.length + 1}, 'from the future', 0)`))
    await expect(openPostgresStore({ address, clock: systemClock, onLost: ignoreLoss })).rejects.toMatchObject({ code: 'schema-newer' })
    await withPool(async (pool) => expect((await pool.query('select from events')).rowCount).toBe(events.length))
  })
})

describe('a database that may forget what it has committed', () => {
  it('is refused with its settings, and nothing is made in it', async () => {
    await withPool((pool) => pool.query(`alter database ${address.database} set synchronous_commit = off`))
    await expect(openPostgresStore({ address, clock: systemClock, onLost: ignoreLoss })).rejects.toMatchObject({ code: 'database-not-durable', detail: 'synchronous_commit=off' })
    await withPool(async (pool) => expect((await pool.query(`select to_regclass('events') as events`)).rows).toEqual([{ events: null }]))
    await withPool((pool) => pool.query(`alter database ${address.database} set synchronous_commit = 'local'`))
    await withDesk(async (desk) => expect((await desk.accept({ events })).ok).toBe(true))
  })
})

describe('a store whose database goes away', () => {
  it('says so once, to whoever opened it', async () => {
    let losses = 0
    let tell = () => undefined as void
    const told = new Promise<void>((resolve) => (tell = resolve))
    const onLost = () => {
      losses += 1
      tell()
    }
    const store = await openPostgresStore({ address, clock: systemClock, onLost })
    await withPool((pool) => pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`))
    await told
    await store.close()
    expect(losses).toBe(1)
  })
})
