import { Kysely, PostgresDialect, type CompiledQuery } from 'kysely'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool } from '../../../electron/desk/store/connection'
import type { DeskTables } from '../../../electron/desk/store/database'
import { createFloorTable } from '../../../electron/desk/store/floor-table'
import { createHashSecret } from '../../../electron/desk/store/keyed-hash'
import { migrate } from '../../../electron/desk/store/migrate'
import { migrations } from '../../../electron/desk/store/migrations'
import { createLogWriter } from '../../../electron/desk/store/postgres-log'
import { createLogTurns } from '../../../electron/desk/store/log-turns'
import { logIn } from '../../../electron/desk/store/postgres-store'
import { createOrderExports } from '../../../electron/desk/store/order-exports'
import { secretOrdersAmong } from '../../../electron/desk/store/secret-orders'
import { createSessions } from '../../../electron/desk/store/sessions-table'
import { addPeople } from '../../load/load-people'
import { loadTickets } from '../../load/load-tickets'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { systemClock } from '../../support/desk/system-time'
import { createFillLog } from '../../support/fill-log'

/** Enough that reading a whole table is never the cheaper way. */
const tickets = 10_000
const people = 3_000

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly PlanNode[]
}

describe.skipIf(!postgres15.isThere)(`what is looked up again and again${postgres15.reason}`, () => {
  const hash = createHashSecret(Buffer.from('a secret'))
  const fill = createFillLog({ tickets, numbers: tickets / 4, seed: 3, now: systemClock.now(), practice: false })
  const some = fill.change(9_000).event
  const month = { from: some.happenedAt, to: some.happenedAt + 30 * 86_400_000 }
  const databases = useDatabases(postgres15.binDir)
  let pool: Pool
  let db: Kysely<DeskTables>
  let asked: CompiledQuery[] = []
  beforeAll(async () => {
    const address = await databases.createDatabase()
    pool = createPool(address, 4)
    db = new Kysely<DeskTables>({ dialect: new PostgresDialect({ pool }), log: ({ query }) => void asked.push(query) })
    await migrate(db, migrations, systemClock)
    await loadTickets({ binDir: postgres15.binDir, address, hash, log: fill, from: 1, to: fill.size, firstPosition: 1 })
    await addPeople(pool, people, 0)
    await pool.query(`insert into seats (code, name, is_active, version, changed_at_ms) select lpad(n::text, 4, '0'), '', true, 1, 0 from generate_series(1, ${people}) n`)
    await pool.query(`insert into sessions (id, token_hash, person_id, seat_code, installation_id, started_at_ms, expires_at_ms)
      select gen_random_uuid(), sha256(login::bytea), id, lpad((row_number() over (order by id))::text, 4, '0'), gen_random_uuid(), 0, 9e15 from people`)
    await pool.query(`insert into floor_signals (position, id, at_ms, from_person, from_name, from_seat, target, body)
      select n, gen_random_uuid(), n, (select id from people limit 1), '', '0001', '{"kind": "leads"}', json_build_object('kind', 'red-closed', 'redId', gen_random_uuid())::jsonb from generate_series(1, 20000) n`)
    await pool.query('vacuum analyze')
  })
  afterAll(() => db.destroy())

  const log = () => logIn(db, hash, createLogTurns(db, hash))
  const inTransaction = <T>(work: (writer: ReturnType<typeof createLogWriter>) => Promise<T>) => db.transaction().execute((tx) => work(createLogWriter(tx, hash)))

  it.each<[string, () => Promise<unknown>]>([
    ['the history of a number', () => log().changesOfHistory(fill.keyOf(7), 50)],
    ['the history of a number that brings many orders', () => log().changesOfHistory(fill.keyOf(1), 50)],
    ['changes near the end of the log', () => log().changesAfter(fill.size - 50, 100)],
    ['changes in the middle of the log', () => log().changesAfter(fill.size / 2, 100)],
    ['how far the log goes', () => log().newest()],
    ['orders with a query code', () => log().ticketsWithQueryCode('12345678')],
    ['which orders of a page are secret', () => secretOrdersAmong(db, Array.from({ length: 40 }, (_, n) => fill.change(9 * n + 1).event.ticketId))],
    ['the first orders of an export', () => createOrderExports(db).page(month, null, 50)],
    ['orders in the middle of an export', () => createOrderExports(db).page(month, { calledAt: month.from + 1, ticketId: some.ticketId }, 50)],
    ['orders of an export by category and state', () => createOrderExports(db).page({ ...month, category: 'WAGE', state: 'CLOSED' }, null, 50)],
    ['how many orders an export of a day has', () => createOrderExports(db).count({ ...month, from: month.to - 86_400_000 })],
    ['events that may have come before, the events of an order, who carries a number', () => inTransaction((writer) => writer.about({
      eventIds: [some.id], ticketIds: [some.ticketId], numbers: ['20260101-9000-000004-1'],
    }))],
    ['whose tokens those are', () => createSessions(db).find([Buffer.alloc(32), Buffer.alloc(32, 1)], 0)],
    ['signals of the floor', () => createFloorTable(db).signalsAfter(19_990, 500)],
    ['where the signals of the last day begin', () => createFloorTable(db).positionBefore(19_990)],
  ])('%s: found by an index, never by reading a table through', async (_, ask) => {
    asked = []
    await ask()
    const selects = asked.filter(({ sql }) => sql.trimStart().startsWith('select'))
    expect(selects.length).toBeGreaterThan(0)
    for (const { sql, parameters } of selects) {
      const explained = await pool.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`explain (format json) ${sql}`, [...parameters])
      const nodes = nodesOf(explained.rows[0]!['QUERY PLAN'][0].Plan)
      const readThrough = nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'])
      expect(readThrough, sql).toEqual([])
      expect(nodes.some((node) => node['Node Type'].includes('Index'))).toBe(true)
    }
  })
})

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)]
}
