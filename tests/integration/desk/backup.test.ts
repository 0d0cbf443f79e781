import { readFile, writeFile } from 'node:fs/promises'
import { Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBackup } from '../../../electron/desk/backup/read-backup'
import { createDesk, type Desk } from '../../../electron/desk/desk'
import { createPool, type DatabaseAddress } from '../../../electron/desk/store/connection'
import type { DeskTables } from '../../../electron/desk/store/database'
import type { DeskStore } from '../../../electron/desk/store/desk-store'
import { rowOfEvent } from '../../../electron/desk/store/event-rows'
import { fillTables } from '../../../electron/desk/store/fill-tables'
import { createHashSecret } from '../../../electron/desk/store/keyed-hash'
import { migrate } from '../../../electron/desk/store/migrate'
import { migrations } from '../../../electron/desk/store/migrations'
import { openPostgresStore } from '../../../electron/desk/store/postgres-store'
import { readTablesOf } from '../../../electron/desk/store/read-tables'
import { restoreTables } from '../../../electron/desk/store/restore-tables'
import { createRetention } from '../../../electron/desk/store/retention-table'
import type { ReadTables } from '../../../electron/desk/store/table-lines'
import { agent8017, draftOf, eventsOf, wageComplaint } from '../../support/drafts'
import { backUp, dumpOf, makeBackupFolder, testBackupKey } from '../../support/desk/desk-backup'
import { useDatabases } from '../../support/desk/databases'
import { fillSharedTables } from '../../support/desk/shared-rows'
import { systemClock } from '../../support/desk/system-time'
import { debianPostgres15, embeddedBinDir, startTestPostgres, type DatabaseMaker, type TestPostgres } from '../../support/desk/test-postgres'
import { eventsByHand } from '../../support/orders-by-hand'

const ignoreLoss = () => undefined
const ordersOf = (first: number, count: number) => Array.from({ length: count }, (_, place) => eventsOf(draftOf(first + place, { values: wageComplaint })))

/** The first one, as it may be erased. */
const ended = eventsOf(draftOf(1, { values: { ...wageComplaint, request_type: 'ZX' } }), { kind: 'answered-directly' })

const debian = debianPostgres15()
const server = useDatabases(embeddedBinDir())
const earlier = useDatabases(debian)
/** Another cluster, as on another computer. */
let other: TestPostgres
let place: Awaited<ReturnType<typeof makeBackupFolder>>
beforeAll(async () => {
  other = await startTestPostgres(embeddedBinDir())
})
afterAll(() => other.stop())
beforeEach(async () => {
  place = await makeBackupFolder()
})
afterEach(() => place.remove())

async function withPool<T>(address: DatabaseAddress, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = createPool(address)
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}

function withDatabase<T>(address: DatabaseAddress, work: (db: Kysely<DeskTables>) => Promise<T>): Promise<T> {
  return withPool(address, (pool) => work(new Kysely<DeskTables>({ dialect: new PostgresDialect({ pool }) })))
}

async function withDesk<T>(address: DatabaseAddress, work: (desk: Desk, store: Pick<DeskStore, 'changesOfHistory'>) => Promise<T>): Promise<T> {
  const store = await openPostgresStore({ address, clock: systemClock, onLost: ignoreLoss })
  try {
    return await work(createDesk({ store, clock: systemClock, author: agent8017, practice: false }), store)
  } finally {
    await store.close()
  }
}

/** A desk that has been at work: orders, one without its personal values any more, tries with query codes, people and what they did. */
async function makeDesk(on: DatabaseMaker, orders = 20): Promise<DatabaseAddress> {
  const address = await on.createDatabase()
  await withDesk(address, async (desk) => {
    // One of them RED: a shift and a wall look at it.
    const red = eventsByHand({ number: '20261128-8017-900-1', callAt: systemClock.now() - 3_600_000, category: 'WAGE-02', district: '500103', risk: { code: 'EXTREME', severity: 'RED' } })
    for (const events of [...(orders > 1 ? [ended] : []), ...ordersOf(2, orders - 2), red]) expect((await desk.accept({ events })).ok).toBe(true)
    await desk.ticketStatus({ queryCode: '12345678', second: '012' })
  })
  await withPool(address, async (pool) => {
    await fillSharedTables(pool)
    const db = new Kysely<DeskTables>({ dialect: new PostgresDialect({ pool }) })
    const { query_code_secret: secret } = await db.selectFrom('desk_identity').select('query_code_secret').executeTakeFirstOrThrow()
    await db.transaction().execute(async (tx) => {
      const retention = createRetention(tx, createHashSecret(secret))
      const at = systemClock.now() + 1
      await retention.erase(await retention.begin({ day: '2026-11-29', months: 6, before: at }, at), [ended[0]!.ticketId])
    })
  })
  return address
}

async function restore(file: string, into: DatabaseAddress, key = testBackupKey.key) {
  const { head, lines } = await openBackup(file, key)
  return restoreTables(into, head, lines(), systemClock)
}

/** Everything but the desk's id, which is new. */
async function dumpWithoutId(address: DatabaseAddress) {
  const dump = new Map(await dumpOf(address))
  const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/
  dump.set('desk_identity', (dump.get('desk_identity') ?? []).map((line) => line.replace(uuid, '<id>')))
  return dump
}

async function answersOf(address: DatabaseAddress) {
  return withDesk(address, async (desk, store) => {
    const { changes, newest } = await desk.changes({ after: 0, limit: 1_000 })
    const codes = changes.flatMap(({ event }) => event.personal?.queryCode ?? [])
    const statuses = await Promise.all([...codes, '12345678'].map((queryCode) => desk.ticketStatus({ queryCode, second: '012' })))
    return { changes, newest, codes, statuses, history: await store.changesOfHistory('8615400000012', 50) }
  })
}

describe.each<[string, () => DatabaseMaker, () => DatabaseMaker]>([
  ['of the same version', () => server, () => other],
  ['of the next major version: from 15 to 18', () => earlier, () => server],
  ['of an earlier major version: from 18 to 15', () => server, () => earlier],
])('a desk restored in a database %s', (_, from, to) => {
  it.skipIf(debian === null && [from(), to()].includes(earlier))('has every row of every table as it was, and gives the same answers', async () => {
    const before = await makeDesk(from())
    const after = await to().createDatabase()
    const { file } = await backUp(readTablesOf(before), place.folder)
    const dump = await dumpWithoutId(before)
    expect(await restore(file, after)).toEqual({ tickets: 20, mended: 0 })
    for (const [table, rows] of dump) expect(rows.length, `the test has no row in ${table}`).toBeGreaterThan(0)
    expect(await dumpWithoutId(after)).toEqual(dump)
    const answers = await answersOf(before)
    expect(answers.codes.length).toBeGreaterThan(0)
    expect(answers.statuses.filter(({ ok }) => ok)).toHaveLength(answers.codes.length)
    expect(await answersOf(after)).toEqual(answers)
  })
})

describe('a restored desk', () => {
  it('has another id, so that a console which has read further than the backup goes reads everything anew', async () => {
    const before = await makeDesk(server, 2)
    const after = await other.createDatabase()
    const { file } = await backUp(readTablesOf(before), place.folder)
    await restore(file, after)
    const idOf = (address: DatabaseAddress) => withDesk(address, async (desk) => (await desk.health()).deskId)
    expect(await idOf(after)).not.toBe(await idOf(before))
  })

  it('goes on where the backup ends: a batch sent again gets the same receipts, a new one the next positions', async () => {
    const before = await makeDesk(server, 3)
    const after = await other.createDatabase()
    const { file } = await backUp(readTablesOf(before), place.folder)
    await restore(file, after)
    const [again, fresh] = [ordersOf(2, 1)[0]!, ordersOf(50, 1)[0]!]
    const receipts = (address: DatabaseAddress, events: typeof again) => withDesk(address, (desk) => desk.accept({ events }))
    expect(await receipts(after, again)).toEqual(await receipts(before, again))
    expect(await receipts(after, fresh)).toEqual(await receipts(before, fresh))
  })

  it('still refuses to change its log', async () => {
    const after = await other.createDatabase()
    const { file } = await backUp(readTablesOf(await makeDesk(server, 1)), place.folder)
    await restore(file, after)
    await withPool(after, (pool) => expect(pool.query('delete from events')).rejects.toMatchObject({ code: 'LX001' }))
  })

  it('has its tickets from the log where the table said something else', async () => {
    const before = await makeDesk(server, 5)
    const right = await dumpWithoutId(before)
    const [, second, third] = ordersOf(1, 3).map((events) => events[0]!.ticketId)
    await withPool(before, async (pool) => {
      await pool.query(`update tickets set state = 'CLOSED', version = 1 where id = $1`, [second])
      await pool.query('delete from tickets where id = $1', [third])
      await pool.query(`insert into tickets values (gen_random_uuid(), 'of no event', false, 'CLOSED', 1, null, null, 0, 0)`)
    })
    const after = await other.createDatabase()
    const { file } = await backUp(readTablesOf(before), place.folder)
    expect(await restore(file, after)).toMatchObject({ mended: 3 })
    expect((await dumpWithoutId(after)).get('tickets')).toEqual(right.get('tickets'))
  })

  it('from the time of an earlier program has what later steps have brought', async () => {
    const early = await server.createDatabase()
    const events = ordersOf(1, 2).flat()
    await withDatabase(early, async (db) => {
      await migrate(db, migrations.slice(0, 1), systemClock)
      const versions = new Map<string, number>()
      for (const [index, event] of events.entries()) {
        const version = (versions.get(event.ticketId) ?? 0) + 1
        versions.set(event.ticketId, version)
        await db.insertInto('events').values(rowOfEvent({ event, version }, index + 1, 0)).execute()
        if (event.personal !== null) await db.insertInto('event_personal').values({ event_id: event.id, data: JSON.stringify(event.personal) }).execute()
      }
    })
    const after = await other.createDatabase()
    const { file } = await backUp(readTablesOf(early), place.folder)
    expect(await restore(file, after)).toEqual({ tickets: 0, mended: 2 })
    const { history } = await answersOf(after)
    expect(history).toHaveLength(events.length)
  })
})

describe('a backup', () => {
  it('is one moment of the log, whatever is written meanwhile', async () => {
    const before = await makeDesk(server, 5)
    const fresh = ordersOf(100, 30)
    const heldBack = readTablesOf(before)
    // The moment is taken; only then the others write, between one block of rows and the next.
    const readTables: ReadTables = (work) =>
      heldBack((moment, blocks) =>
        work(moment, (async function* () {
          for await (const block of blocks) {
            const events = fresh.shift()
            if (events !== undefined) await withDesk(before, (desk) => desk.accept({ events }))
            yield block
          }
        })()),
      )
    const at = (await answersOf(before)).newest
    const { file } = await backUp(readTables, place.folder)
    const now = await answersOf(before)
    expect(now.newest).toBeGreaterThan(at)
    const after = await other.createDatabase()
    expect(await restore(file, after)).toEqual({ tickets: 5, mended: 0 })
    const restored = await answersOf(after)
    expect(restored.newest).toBe(at)
    expect(restored.changes).toEqual(now.changes.slice(0, at))
  })

  it.each([
    ['cut off', 'damaged', (bytes: Buffer) => bytes.subarray(0, bytes.length - 20)],
    ['with a bit turned', 'damaged', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -30), Buffer.of(bytes.at(-30)! ^ 1), bytes.subarray(-29)])],
  ])('%s is refused as %s and leaves the database as it was', async (_, code, change) => {
    const { file } = await backUp(readTablesOf(await makeDesk(server, 2)), place.folder)
    await writeFile(file, change(await readFile(file)))
    const target = await other.createDatabase()
    await withDesk(target, (desk) => desk.newest())
    const untouched = await dumpOf(target)
    await expect(restore(file, target)).rejects.toMatchObject({ code })
    expect(await dumpOf(target)).toEqual(untouched)
  })

  it('of a newer program is refused and changes nothing', async () => {
    const tables = readTablesOf(await makeDesk(server, 1))
    const newer: ReadTables = (work) => tables((moment, blocks) => work({ ...moment, schema: migrations.length + 1 }, blocks))
    const { file } = await backUp(newer, place.folder)
    const target = await other.createDatabase()
    await expect(restore(file, target)).rejects.toMatchObject({ code: 'later-version' })
    expect((await dumpOf(target)).size).toBe(0)
  })

  it('whose log does not go as far as its head says is refused', async () => {
    const tables = readTablesOf(await makeDesk(server, 1))
    const further: ReadTables = (work) => tables((moment, blocks) => work({ ...moment, position: moment.position + 1 }, blocks))
    const { file } = await backUp(further, place.folder)
    const target = await other.createDatabase()
    await expect(restore(file, target)).rejects.toMatchObject({ code: 'damaged' })
    expect((await dumpOf(target)).size).toBe(0)
  })

  it('is never put over orders', async () => {
    const { file } = await backUp(readTablesOf(await makeDesk(server, 1)), place.folder)
    const target = await makeDesk(other, 1)
    const untouched = await dumpOf(target)
    await expect(restore(file, target)).rejects.toMatchObject({ code: 'desk-not-empty' })
    expect(await dumpOf(target)).toEqual(untouched)
  })

  it.each([
    ['a row of the log', /^\["1",/],
    ['a whole table', /^(\{"table":"query_tries"|\["\\\\x)/],
    ['the last line', /^\{"rows"/],
  ])('that lacks %s is refused, although its seal is whole', async (_, lacking) => {
    const tables = readTablesOf(await makeDesk(server, 2))
    const lossy: ReadTables = (work) =>
      tables((moment, blocks) =>
        work(moment, (async function* () {
          for await (const block of blocks) {
            const left = block.split('\n').filter((line) => line !== '' && !lacking.test(line))
            yield left.map((line) => `${line}\n`).join('')
          }
          // Something that passes for a last line, or it would not have become a file.
          if (lacking.test('{"rows"')) yield '{"rows":{}}\n'
        })()),
      )
    const { file } = await backUp(lossy, place.folder)
    const target = await other.createDatabase()
    await expect(restore(file, target)).rejects.toMatchObject({ code: 'damaged' })
    expect((await dumpOf(target)).size).toBe(0)
  })

  it('carries values of every kind as they are', async () => {
    const table = `create table odd_values (
      id integer primary key, big bigint, bytes bytea, exact numeric, inexact float8, stamp timestamptz, span interval, list text[], words text,
      as_written json, twice integer generated always as (id * 2) stored
    )`
    const rows = `insert into odd_values values
      (1, 9223372036854775807, '\\x00ff0a22', 1e-30, 0.1, '2026-11-28 23:59:59.123456+08', '1 day 02:03:04.5', array['a,"b"', null, '重庆'], E'\\n\\t"\\\\\\u2028👷', '{"b": 1,  "a":[ ]}'),
      (2, -1, '', 'NaN', '-Infinity', 'infinity', '-1 mon', '{}', '', 'null'),
      (3, null, null, null, null, null, null, null, null, null)`
    const [from, to] = [await server.createDatabase(), await other.createDatabase()]
    for (const address of [from, to]) await withDesk(address, (desk) => desk.newest())
    await withPool(from, (pool) => pool.query(`${table}; ${rows}`))
    await withPool(to, (pool) => pool.query(table))
    // A server whose own settings write values in other forms.
    const name = from.database
    await withPool(from, (pool) => pool.query(`alter database ${name} set bytea_output = 'escape'; alter database ${name} set datestyle = 'German';
      alter database ${name} set intervalstyle = 'sql_standard'; alter database ${name} set timezone = 'Asia/Shanghai'; alter database ${name} set extra_float_digits = 0`))
    const { file } = await backUp(readTablesOf(from), place.folder)
    const { lines } = await openBackup(file, testBackupKey.key)
    await withDatabase(to, (db) => db.transaction().execute((tx) => fillTables(tx, lines())))
    const plain = (address: DatabaseAddress) =>
      withPool(address, async (pool) => (await pool.query(`select to_json(t)::text as line from odd_values t order by id`)).rows.map((row: { line: string }) => row.line))
    await withPool(from, (pool) => pool.query(`alter database ${name} reset all`))
    expect(await plain(to)).toEqual(await plain(from))
  })

  it('finds everything that a desk keeps in tables: no step of the migrations made a sequence or a large object', async () => {
    const address = await makeDesk(server, 1)
    const elsewhere = await withPool(address, (pool) => pool.query(`select relname from pg_class where relkind = 'S' union all select 'large object' from pg_largeobject_metadata`))
    expect(elsewhere.rows).toEqual([])
  })
})
