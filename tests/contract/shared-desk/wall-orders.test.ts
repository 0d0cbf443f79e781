import { Kysely, PostgresDialect } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSecretBox } from '../../../electron/desk/people/secret-box'
import { createPool, type DatabaseAddress } from '../../../electron/desk/store/connection'
import { lostCallsSince } from '../../../electron/desk/store/lost-calls-table'
import { outlookQueries } from '../../../electron/desk/store/order-outlooks'
import { createLostNumbers } from '../../../electron/desk/wall/lost-numbers'
import { auditPageSchema, auditRoutes } from '../../../shared/desk-api/audit'
import { changesAnswerSchema, deskRoutes } from '../../../shared/desk-api/desk-api'
import { intakeRowsSchema, orderAnswerSchema, wallOrdersSchema, wallRoutes, type LostCallAct, type WallOrders } from '../../../shared/desk-api/wall-api'
import { epochMs, type Clock } from '../../../shared/lib/clock'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { foldEvents } from '../../../shared/tickets/ticket'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import type { Draft } from '../../../shared/tickets/draft'
import { agent8017, draftOf, eventsOf, morning, testUuid, wageComplaint } from '../../support/drafts'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { prepareDatabase, startTestDesk, testSecret, type TestDesk } from '../../support/desk/shared-desk'

const minute = 60_000
const day = 86_400_000
const risk = (severity: 'RED' | 'ORANGE', confirmedAt = morning) => ({ code: 'EXTREME', severity, confirmedAt, source: 'agent' }) as const

describe.skipIf(!postgres15.isThere)(`the wall of a shared desk${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let address: DatabaseAddress
  let now = morning + 10 * minute
  const clock: Clock = { now: () => epochMs(now) }
  const desks: TestDesk[] = []
  beforeEach(async () => {
    address = await prepareDatabase(databases)
    now = morning + 10 * minute
  })
  afterEach(() => Promise.all(desks.splice(0).map((desk) => desk.stop())))

  async function start(): Promise<TestDesk> {
    const desk = await startTestDesk(address, { clock })
    desks.push(desk)
    return desk
  }
  async function people(desk: TestDesk) {
    for (const [login, role] of [['zhou', 'LEAD'], ['zhao', 'LEAD'], ['li', 'AGENT']] as const) await desk.person(login, [role])
    const [lead, other, agent] = [await desk.signIn('zhou'), await desk.signIn('zhao'), await desk.signIn('li')]
    return { lead: lead.token, other: other.token, agent: agent.token }
  }
  const write = async (desk: TestDesk, token: string, ...drafts: readonly (Draft | readonly TicketEvent[])[]) => {
    for (const draft of drafts) {
      const events = 'id' in draft ? eventsOf(draft) : draft
      expect(await desk.call(deskRoutes.events, { token, body: { events } })).toMatchObject({ status: 200 })
    }
  }
  const wall = async (desk: TestDesk, token: string): Promise<WallOrders> => wallOrdersSchema.parse((await desk.call(wallRoutes.orders, { token })).body)
  const order = (number: number, spread: Partial<Draft> = {}) => draftOf(number, { values: wageComplaint, ...spread })
  const secret = { ...wageComplaint, confidential: true }

  it('shows the open RED and ORANGE orders of all seats, RED first, with what is due; of a secret one only that there is one', async () => {
    const desk = await start()
    const { lead, agent } = await people(desk)
    await write(desk, agent, order(1), order(2, { risks: [risk('ORANGE')] }), order(3, { risks: [risk('RED')] }), order(4, { values: secret, risks: [risk('RED')] }))
    const { risks } = await wall(await start(), lead)
    expect(risks.map(({ severity, isSecret }) => [severity, isSecret])).toEqual([['RED', false], ['RED', true], ['ORANGE', false]])
    expect(risks[0]).toMatchObject({ maskedName: '秦**', district: '500103', risks: ['EXTREME'], next: { code: 'RED_HELP', dueAt: morning + minute } })
    expect(risks[0]?.reports.slice(0, 2)).toEqual([{ code: 'ORAL_REPORT', dueAt: morning + 15 * minute, signedAt: null }, { code: 'WRITTEN_REPORT', dueAt: morning + 30 * minute, signedAt: null }])
    expect(risks[1]).toMatchObject({ maskedName: null, district: null, risks: [] })
    expect(JSON.stringify(risks)).not.toContain('木根')
  })

  it('counts today’s intake by the time of the call; secret orders are a number, and a bar opens exactly its orders', async () => {
    const desk = await start()
    const { lead, agent } = await people(desk)
    await write(desk, agent, order(1), order(2, { values: { ...wageComplaint, work_district: '500107' } }), order(3, { values: secret }))
    const { intake } = await wall(desk, lead)
    expect(intake).toMatchObject({ total: 3, secret: 1, late: 0, byCategory: [{ code: 'WAGE', count: 2 }], byDistrict: [{ code: '500103', count: 1 }, { code: '500107', count: 1 }], restated: [] })
    const rows = intakeRowsSchema.parse((await desk.call(wallRoutes.intake, { token: lead, body: { by: 'category', code: 'WAGE' } })).body)
    expect(rows.rows.map(({ number }) => number).sort()).toEqual([1, 2].map((n) => draftOf(n).number))
    const district = intakeRowsSchema.parse((await desk.call(wallRoutes.intake, { token: lead, body: { by: 'district', code: '500107' } })).body)
    expect(district.rows).toHaveLength(1)
  })

  it('counts an order that was written down offline on the day of its call, and says that the day was restated', async () => {
    const desk = await start()
    const { lead, agent } = await people(desk)
    await write(desk, agent, order(1))
    now = morning + 5 * 60 * minute
    await write(desk, agent, order(2))
    expect((await wall(desk, lead)).intake).toMatchObject({ total: 2, late: 1 })
    now = morning + day
    const [nextLead, nextAgent] = [await desk.signIn('zhou', { takeOver: true }), await desk.signIn('li', { takeOver: true })]
    await write(desk, nextAgent.token, order(3))
    expect((await wall(desk, nextLead.token)).intake).toMatchObject({ total: 0, restated: [{ day: localDateOf(morning), count: 1 }] })
  })

  it('tells of the silent calls of the last hour by a key and a masked number, never in full; of older ones nothing', async () => {
    const desk = await start()
    const { lead, agent } = await people(desk)
    const silent = (number: number, spread: Partial<Draft> = {}) => eventsOf(draftOf(number, { noContent: 'silent', ...spread }), { kind: 'closed-without-content' })
    await write(desk, agent, order(1), silent(2), silent(3))
    const { silentCalls, intake } = await wall(await start(), lead)
    expect(silentCalls).toHaveLength(2)
    expect(new Set(silentCalls.map(({ callerKey }) => callerKey)).size).toBe(1)
    expect(silentCalls[0]).toMatchObject({ maskedNumber: expect.stringContaining('****'), at: expect.any(Number) })
    expect(intake.total).toBe(1)
    now += 61 * minute
    expect((await wall(desk, lead)).silentCalls).toEqual([])
  })

  it('shows orders near their limit and past it, of how many that have one', async () => {
    const desk = await start()
    const { lead, agent } = await people(desk)
    await write(desk, agent, order(1), order(2, { values: { ...secret } }))
    expect(await wall(desk, lead)).toMatchObject({ dues: [], withLimit: 2 })
    // A complaint of the 23rd has ten working days, to the end of December 7th.
    now = Date.parse('2026-12-08T09:00:00+08:00')
    const fresh = await desk.signIn('zhao', { takeOver: true })
    const { dues, withLimit } = await wall(desk, fresh.token)
    expect([dues.length, withLimit]).toEqual([2, 2])
    expect(dues.find(({ isSecret }) => !isSecret)).toMatchObject({ light: 'red', category: 'WAGE', district: '500103', state: 'REVIEWING' })
    expect(dues.find(({ isSecret }) => isSecret)).toMatchObject({ light: 'red', category: null, district: null })
  })

  it('a claim is one lead’s, seen by the others, and over when the caller was reached; a late or doubled step changes nothing', async () => {
    const [one, two] = [await start(), await start()]
    const { lead, other } = await people(one)
    const claim = (desk: TestDesk, token: string, act: LostCallAct, id: string) => desk.call(wallRoutes.lostCalls, { token, body: { id, callerKey: 'k', lostAt: now - minute, act } })
    const both = await Promise.all([claim(one, lead, 'claim', testUuid(1)), claim(two, other, 'claim', testUuid(2))])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)?.body).toEqual({ code: 'taken', reason: 'claimed-by-other' })
    const { lostCalls } = await wall(two, other)
    expect(lostCalls).toMatchObject([{ callerKey: 'k', act: 'claim' }])
    const holder = both[0]?.status === 200 ? { desk: one, token: lead } : { desk: two, token: other }
    const rest = holder.token === lead ? other : lead
    now += 1_000
    expect((await claim(holder.desk, holder.token, 'reached', testUuid(3))).status).toBe(200)
    expect((await claim(holder.desk, holder.token, 'reached', testUuid(3))).status).toBe(200)
    expect(await claim(one, rest, 'claim', testUuid(4))).toMatchObject({ status: 409, body: { code: 'stale', reason: 'already-done' } })
    expect((await wall(one, rest)).lostCalls.map(({ act }) => act)).toEqual(['claim', 'reached'])
  })

  it('tells the number of a caller who gave up to whoever has claimed him alone, writes that down, and keeps it sealed and for a day', async () => {
    const desk = await start()
    const { lead, other, agent } = await people(desk)
    const numbers = createLostNumbers({ store: desk.store, box: createSecretBox(testSecret), clock })
    await numbers.keep({ callerKey: 'k', number: '15400000029', at: now })
    const step = (token: string, act: LostCallAct, id: number, callerKey = 'k') => desk.call(wallRoutes.lostCalls, { token, body: { id: testUuid(id), callerKey, lostAt: now - minute, act } })
    expect((await step(agent, 'claim', 1)).status).toBe(403)
    expect(await step(lead, 'claim', 2)).toMatchObject({ status: 200, body: { number: '15400000029' } })
    expect(await step(other, 'claim', 3)).toMatchObject({ status: 409, body: { code: 'taken' } })
    // Asked once more by whoever has him; nobody else's, and not with another step.
    expect(await step(lead, 'claim', 4)).toMatchObject({ status: 200, body: { number: '15400000029' } })
    expect(await step(lead, 'not-reached', 5)).toMatchObject({ status: 200, body: { number: null } })
    expect(await step(lead, 'claim', 6, 'unknown')).toMatchObject({ status: 200, body: { number: null } })

    await desk.person('root', ['ADMIN'])
    const { body } = await desk.call(auditRoutes.read, { token: (await desk.signIn('root')).token, body: { day: localDateOf(epochMs(now)) } })
    const read = auditPageSchema.parse(body).rows.filter(({ entry }) => entry.act.kind === 'lost-number-read')
    expect(read.map(({ entry }) => entry.act)).toEqual([{ kind: 'lost-number-read', caller: 'k' }, { kind: 'lost-number-read', caller: 'k' }])
    const pool = createPool(address)
    const { rows } = await pool.query<{ row: string }>('select l::text as row from lost_call_numbers l')
    expect(rows.map(({ row }) => row).join(' ')).not.toContain(Buffer.from('15400000029').toString('hex'))
    now += day + minute
    await numbers.keep({ callerKey: 'later', number: '15400000012', at: now })
    expect((await pool.query('select caller_key from lost_call_numbers')).rows).toEqual([{ caller_key: 'later' }])
    await pool.end()
  })

  it('opens one order to a lead who reports on it; that a secret one was read is written down, and the report is part of the order', async () => {
    const desk = await start()
    const { lead, agent } = await people(desk)
    const draft = order(1, { values: secret, risks: [risk('RED')] })
    await write(desk, agent, draft)
    const told = orderAnswerSchema.parse((await desk.call(wallRoutes.order, { token: lead, body: { ticketId: draft.ticketId } })).body)
    const ticket = foldEvents(told.changes.map(({ event }) => event))
    expect(ticket?.number).toBe(draft.number)
    await desk.person('audit', ['SUPERVISOR'])
    const page = auditPageSchema.parse((await desk.call(auditRoutes.read, { token: (await desk.signIn('audit')).token, body: { day: localDateOf(epochMs(now)) } })).body)
    expect(page.rows.map(({ entry }) => entry.act)).toContainEqual({ kind: 'secret-orders-read', ticketIds: [draft.ticketId], through: 'report' })
    const report: TicketEvent = {
      id: testUuid(9), ticketId: draft.ticketId, type: 'report-signed', author: agent8017, happenedAt: now, recordedAt: now, basedOn: ticket?.version ?? 0,
      data: { code: 'ORAL_REPORT', signedAt: now }, personal: { report: '已到现场。' },
    }
    await write(desk, lead, [report], [report])
    const [risky] = (await wall(desk, lead)).risks
    expect(risky?.reports[0]).toEqual({ code: 'ORAL_REPORT', dueAt: morning + 15 * minute, signedAt: now })
    const { changes } = changesAnswerSchema.parse((await desk.call(`${deskRoutes.changes}?after=0&limit=1000`, { token: lead })).body)
    expect(changes.at(-1)?.event).toMatchObject({ type: 'report-signed', author: { name: 'zhou' } })
    expect((await desk.call(wallRoutes.order, { token: lead, body: { ticketId: testUuid(99) } })).status).toBe(404)
  })

  it('writes down who has seen an open RED order in full, and nothing of one whose caller stays masked', async () => {
    const desk = await start()
    const { lead, agent } = await people(desk)
    const [red, orange] = [order(1, { risks: [risk('RED')] }), order(2, { risks: [risk('ORANGE')] })]
    await write(desk, agent, red, orange)
    for (const { ticketId } of [red, orange]) await desk.call(wallRoutes.order, { token: lead, body: { ticketId } })
    await desk.person('audit', ['SUPERVISOR'])
    const page = auditPageSchema.parse((await desk.call(auditRoutes.read, { token: (await desk.signIn('audit')).token, body: { day: localDateOf(epochMs(now)) } })).body)
    expect(page.rows.map(({ entry }) => entry.act).filter(({ kind }) => kind === 'red-order-read')).toEqual([{ kind: 'red-order-read', ticketId: red.ticketId }])
  })

  it('knows the orders of a log that is older than its table', async () => {
    const desk = await start()
    const { lead, agent } = await people(desk)
    await write(desk, agent, order(1), order(2, { risks: [risk('RED')] }))
    const before = await wall(desk, lead)
    const pool = createPool(address)
    await pool.query('delete from order_outlooks')
    await pool.query('delete from outlooks_filled')
    await pool.end()
    expect(await wall(await start(), lead)).toEqual(before)
  })

  it('finds all of it by index among three hundred thousand orders', async () => {
    const pool = createPool(address)
    await pool.query(`insert into order_outlooks select gen_random_uuid(), 1, n::text, n * 1000, n * 1000, true, false, false, 'WAGE-02', '500103',
      case when n % 3000 = 0 then 'RED' end, case when n % 1000 = 0 then n * 1000 end from generate_series(1, 300000) n`)
    await pool.query('analyze order_outlooks')
    const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
    const planOf = async (query: { compile(on: Kysely<unknown>): { readonly sql: string; readonly parameters: readonly unknown[] } }) => {
      const { sql, parameters } = query.compile(db)
      const plan = await pool.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, [...parameters])
      return plan.rows.map((row) => row['QUERY PLAN']).join('\n')
    }
    const plans = {
      order_outlooks_open_risks: await planOf(outlookQueries.openRisks(200)),
      order_outlooks_by_due: `${await planOf(outlookQueries.dueBefore(50_000_000, 300))}\n${await planOf(outlookQueries.countWithLimit())}`,
      order_outlooks_by_call: `${await planOf(outlookQueries.intakeIn(10_000_000, 11_000_000))}\n${await planOf(outlookQueries.uncountedSince(299_000_000))}`,
      order_outlooks_by_hearing: await planOf(outlookQueries.cameLateIn(290_000_000, 291_000_000)),
    }
    for (const [index, plan] of Object.entries(plans)) {
      expect(plan, index).toContain(index)
      expect(plan, index).not.toContain('Seq Scan')
    }
    await pool.query(`insert into people (id, login, name, roles, password_hash, must_change_password, is_active, version, created_at_ms, changed_at_ms)
      values ('${testUuid(1)}', 'x', 'x', '{LEAD}', 'x', false, true, 1, 1, 1)`)
    await pool.query(`insert into lost_call_steps select n, gen_random_uuid(), 'k' || n, 'claim', '${testUuid(1)}', 'x', n * 1000 from generate_series(1, 100000) n`)
    await pool.query('analyze lost_call_steps')
    expect(await planOf(lostCallsSince(99_000_000))).toContain('lost_call_steps_by_time')
    await db.destroy()
  })
})
