import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditPageSchema, auditRoutes, type AuditEntry } from '../../../shared/desk-api/audit'
import { deskRoutes } from '../../../shared/desk-api/desk-api'
import { exportCountSchema, exportLineSchema, exportQueryText, orderExportRoutes, ordersInLine, type ExportFilter } from '../../../shared/desk-api/order-export'
import { epochMs } from '../../../shared/lib/clock'
import { parseJson } from '../../../shared/lib/parse-json'
import { may } from '../../../shared/people/permissions'
import { roleSchema, type Role } from '../../../shared/people/role'
import type { Draft } from '../../../shared/tickets/draft'
import { draftOf, eventsOf, morning, noProposal, wageComplaint } from '../../support/drafts'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'

const hour = 3_600_000
const day = 24 * hour
const clock = { now: () => epochMs(morning + hour) }
const unit = 'QXGH@500103'
const all: ExportFilter = { from: morning - 40 * day, to: morning + day }
const roles = roleSchema.options

describe.skipIf(!postgres15.isThere)(`orders that leave a shared desk as a file${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let desk: TestDesk
  const tokens = new Map<string, string>()
  const ids = new Map<string, string>()
  const token = (login: string) => tokens.get(login) ?? ''
  const join = async (login: string, held: readonly Role[], at?: string) => {
    ids.set(login, await desk.person(login, held, at))
    tokens.set(login, (await desk.signIn(login)).token)
  }
  /** An order whose call was so long ago. */
  const order = (number: number, spread: Partial<Draft> = {}, ago = 0) => {
    const draft = draftOf(number, { values: wageComplaint, ...spread })
    return { ...draft, call: { ...draft.call, startedAt: morning - ago } }
  }
  const write = async (...drafts: readonly Draft[]) => {
    for (const draft of drafts) expect(await desk.call(deskRoutes.events, { token: token('AGENT'), body: { events: eventsOf(draft, { kind: 'sent-for-dispatch', proposal: { ...noProposal, leadUnit: unit } }) } })).toMatchObject({ status: 200 })
  }
  beforeAll(async () => {
    desk = await startTestDesk(await prepareDatabase(databases), { clock })
    for (const role of roles) await join(role, [role], role === 'HANDLER' ? unit : undefined)
    await join('handling lead', ['HANDLER', 'LEAD'], unit)
    await write(
      order(1), order(2, { values: { ...wageComplaint, category: 'INJURY-01' } }), order(3, { values: { ...wageComplaint, confidential: true } }), order(4, {}, 2 * day),
      ...Array.from({ length: ordersInLine + 5 }, (_, n) => order(100 + n, {}, 30 * day)),
    )
  })
  afterAll(() => desk.stop())

  async function exported(login: string, filter: ExportFilter = all) {
    const response = await fetch(`${desk.origin}${orderExportRoutes.orders}?${exportQueryText({ ...filter, form: 'csv' })}`, { headers: { Authorization: `Bearer ${token(login)}` } })
    const text = await response.text()
    if (response.status !== 200) throw new Error(`${response.status} ${text}`)
    const lines = text.trimEnd().split('\n').map((line) => exportLineSchema.parse(parseJson(line)))
    return { text, lines, orders: lines.flatMap((line) => (line.kind === 'orders' ? line.orders : [])), end: lines.at(-1) }
  }
  const numbers = async (filter: ExportFilter, login = 'LEAD') => (await exported(login, filter)).orders.map(({ number }) => number).sort()
  const count = async (filter: ExportFilter) => exportCountSchema.parse((await desk.call(`${orderExportRoutes.count}?${exportQueryText(filter)}`, { token: token('LEAD') })).body).orders
  const auditOf = async (kind: AuditEntry['act']['kind']) =>
    auditPageSchema.parse((await desk.call(auditRoutes.read, { token: token('ADMIN'), body: { day: '2026-11-23', limit: 1000 } })).body).rows.map(({ entry }) => entry).filter(({ act }) => act.kind === kind)
  const number = (n: number) => draftOf(n).number

  it.each(roles)('%s: by the right, and nobody else', async (role) => {
    for (const route of [orderExportRoutes.count, orderExportRoutes.orders]) {
      const answer = await desk.call(`${route}?${exportQueryText({ ...all, form: 'csv' })}`, { token: token(role) })
      expect({ route, status: answer.status }).toEqual({ route, status: may([role], 'export') ? 200 : 403 })
      if (answer.status === 403) expect(answer.body).toEqual({ code: 'forbidden', reason: 'export' })
    }
  })

  it.each(['LEAD', 'SUPERVISOR', 'handling lead'])('%s gets all of the span, oldest call first, some in a line, and how many at the end', async (login) => {
    const { lines, orders, end } = await exported(login)
    expect(orders).toHaveLength(ordersInLine + 9)
    expect(end).toEqual({ kind: 'end', orders: orders.length })
    expect(lines.map((line) => (line.kind === 'orders' ? line.orders.length : 'end'))).toEqual([ordersInLine, 9, 'end'])
    expect(orders.map(({ calledAt }) => calledAt)).toEqual(orders.map(({ calledAt }) => calledAt).sort((one, other) => one - other))
    expect(new Set(orders.map(({ number: each }) => each)).size).toBe(orders.length)
  })

  it.each(['LEAD', 'SUPERVISOR'])('%s gets names and numbers masked, and of a secret order that there is one', async (login) => {
    const { text, orders } = await exported(login, { from: morning, to: morning + 1 })
    expect(text).not.toMatch(/木根|15400000012|0000-0012/)
    expect(orders.find((each) => each.number === number(1))).toMatchObject({ callerName: '秦**', callerNumber: '154****0012', state: 'REVIEWING', leadUnit: unit })
    expect(orders.find((each) => each.number === number(3))).toMatchObject({ isSecret: true, callerName: null, callerNumber: null, category: null, description: null, leadUnit: null })
    expect(await auditOf('secret-orders-read')).toEqual([])
  })

  it('holds the first moment of a span and not the last, and counts what it gives', async () => {
    expect(await numbers({ from: morning, to: morning + 1 })).toEqual([1, 2, 3].map(number))
    expect(await numbers({ from: morning - 2 * day, to: morning })).toEqual([number(4)])
    expect(await count({ from: morning - 2 * day, to: morning + 1 })).toBe(4)
    expect([await count({ from: 0, to: 1 }), await numbers({ from: 0, to: 1 })]).toEqual([0, []])
  })

  it('by category leaves secret orders out, by state it does not', async () => {
    const today = { from: morning, to: morning + 1 }
    expect(await numbers({ ...today, category: 'WAGE' })).toEqual([number(1)])
    expect(await count({ ...today, category: 'WAGE' })).toBe(1)
    expect(await numbers({ ...today, state: 'REVIEWING' })).toEqual([1, 2, 3].map(number))
    expect([await numbers({ ...today, state: 'CLOSED' }), await count({ ...today, state: 'CLOSED' })]).toEqual([[], 0])
  })

  it.each([{}, { from: 5, to: 5, form: 'csv' }, { from: 'x', to: 9, form: 'csv' }, { from: 1, to: 9 }, { from: 1, to: 9, form: 'exe' }, { from: 1, to: 9, form: 'csv', category: "' or 1=1" }])('%j is no question', async (query) => {
    const text = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)])).toString()
    expect(await desk.call(`${orderExportRoutes.orders}?${text}`, { token: token('LEAD') })).toMatchObject({ status: 400, body: { code: 'malformed' } })
  })

  it('is written down before the first order and at the end, by whom, of what and how many, and never what it said', async () => {
    const before = (await auditOf('orders-export-begun')).length
    await exported('SUPERVISOR', { from: morning, to: morning + 1, state: 'REVIEWING' })
    const begun = (await auditOf('orders-export-begun')).slice(before)
    expect(begun).toEqual([{ by: { kind: 'person', id: ids.get('SUPERVISOR'), seat: expect.any(String) }, act: { kind: 'orders-export-begun', exportId: expect.any(String), from: morning, to: morning + 1, form: 'csv', state: 'REVIEWING', orders: 3 } }])
    const exportId = begun[0]?.act.kind === 'orders-export-begun' ? begun[0].act.exportId : ''
    expect((await auditOf('orders-export-ended')).map(({ act }) => act)).toContainEqual({ kind: 'orders-export-ended', exportId, orders: 3, isWhole: true })
  })
})
