import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DatabaseAddress } from '../../../electron/desk/store/connection'
import { administrationRoutes } from '../../../shared/desk-api/administration'
import { auditRoutes } from '../../../shared/desk-api/audit'
import { callRevealRoutes } from '../../../shared/desk-api/call-reveals'
import { deskErrorSchema, deskRoutes } from '../../../shared/desk-api/desk-api'
import { actionForKind, recordKinds, recordRoutes } from '../../../shared/desk-api/desk-records'
import { orderExportRoutes } from '../../../shared/desk-api/order-export'
import { recordingRoutes } from '../../../shared/desk-api/recordings'
import { redNoticeRoutes } from '../../../shared/desk-api/red-notices'
import { bookRoutes } from '../../../shared/desk-book/desk-book'
import { floorRoutes } from '../../../shared/floor/floor-line'
import type { FloorBody } from '../../../shared/floor/floor-signal'
import { goLiveRoutes } from '../../../shared/golive/go-live-sheet'
import { actionsAnswerSchema, sessionRoutes } from '../../../shared/desk-api/sessions'
import { shiftRoutes } from '../../../shared/shift/shift-api'
import { shiftBodySchema, type ShiftBody } from '../../../shared/shift/shift-event'
import { parcelRoute } from '../../../shared/desk-api/unsent-parcel'
import { wallRoutes } from '../../../shared/desk-api/wall-api'
import { lineOfDraft } from '../../../renderer/console/seat/call-log-line'
import { recordedCallOf } from '../../../shared/calls/recorded-call'
import { ACTIONS, may, type Action } from '../../../shared/people/permissions'
import { roleSchema, type Role } from '../../../shared/people/role'
import { ticketEventSchema, type TicketEvent, type TicketEventType } from '../../../shared/tickets/ticket-event'
import { agent8017, draftOf, eventsOf, morning, testUuid, wageComplaint } from '../../support/drafts'
import { signalsOfEveryKind } from '../../support/floor-signals'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'

const roles = roleSchema.options

/** Every route that asks for an action, with a body that gets no further than the rights: nothing of it is to change anything. */
const guarded: readonly (readonly [method: string, route: string, need: Action, body?: unknown])[] = [
  ['GET', `${deskRoutes.changes}?after=0`, 'read-orders'],
  ['POST', deskRoutes.events, 'read-orders', {}],
  ['POST', deskRoutes.ticketStatus, 'read-orders', {}],
  ['POST', parcelRoute, 'write-orders', {}],
  ['GET', wallRoutes.orders, 'watch-queue'],
  ['POST', wallRoutes.intake, 'watch-queue', {}],
  ['POST', wallRoutes.order, 'add-to-orders', {}],
  ['POST', wallRoutes.lostCalls, 'watch-queue', {}],
  ['GET', administrationRoutes.people, 'edit-people'],
  ['POST', administrationRoutes.people, 'edit-people', {}],
  ['PUT', administrationRoutes.people, 'edit-people', {}],
  ['POST', administrationRoutes.passwordReset, 'edit-people', {}],
  ['POST', administrationRoutes.revoke, 'edit-people', {}],
  ['GET', administrationRoutes.seats, 'edit-seats'],
  ['POST', administrationRoutes.seats, 'edit-seats', {}],
  ['PUT', administrationRoutes.seats, 'edit-seats', {}],
  ['POST', administrationRoutes.freeSeat, 'edit-seats', {}],
  ['GET', administrationRoutes.retention, 'edit-policies'],
  ['GET', orderExportRoutes.count, 'export'],
  ['GET', orderExportRoutes.orders, 'export'],
  ['POST', recordingRoutes.ofOrder, 'play-recordings', {}],
  ['POST', recordingRoutes.sound, 'play-recordings', {}],
  ['POST', recordingRoutes.lock, 'keep-recordings', {}],
  ['POST', recordingRoutes.keep, 'work-by-phone', {}],
  ['POST', callRevealRoutes.tell, 'reveal', {}],
  ['POST', redNoticeRoutes.tell, 'work-by-phone', {}],
  ['POST', shiftRoutes.report, 'read-shift-report', {}],
  ['GET', goLiveRoutes.sheet, 'show-go-live'],
  ['POST', goLiveRoutes.sheet, 'show-go-live', {}],
  ['GET', bookRoutes.book, 'bring-administration'],
  ['POST', bookRoutes.book, 'bring-administration', {}],
  ['POST', auditRoutes.read, 'read-audit', {}],
  ['POST', auditRoutes.verify, 'read-audit', { head: 'none' }],
  ...recordKinds.map((kind) =>
    ['PUT', recordRoutes.record, actionForKind[kind], { kind, key: 'x', value: null, isActive: true, version: 7 }] as const),
]

/** For every kind of event somebody who may make it; nobody else may. */
const makers: Readonly<Record<TicketEventType, readonly Role[]>> = {
  opened: ['AGENT'],
  'caller-identified': ['AGENT'],
  'facts-recorded': ['AGENT', 'INFORMANT'],
  'emotions-recorded': ['AGENT'],
  'risk-confirmed': ['AGENT', 'INFORMANT', 'LEAD'],
  'risk-lowered': ['AGENT', 'LEAD'],
  'risk-refused': ['AGENT'],
  'no-risk-stated': ['AGENT'],
  'action-done': ['AGENT', 'LEAD'],
  'answered-directly': ['AGENT'],
  'sent-for-dispatch': ['AGENT'],
  'passed-on': ['AGENT'],
  'closed-without-content': ['AGENT'],
  chased: ['AGENT', 'SUPERVISOR'],
  'personal-revealed': ['AGENT', 'LEAD', 'DISPATCHER', 'CALLBACK'],
  'help-step': ['AGENT', 'LEAD', 'CALLBACK'],
  'call-recorded': ['AGENT', 'LEAD', 'CALLBACK'],
  'approval-asked': ['AGENT', 'LEAD'],
  'approval-decided': ['LEAD'],
  'report-signed': ['LEAD'],
  imported: [],
  'codes-mapped': [],
}

const callFacts = { callId: testUuid(1), queueCallId: null, queue: null, startedAt: morning, answeredAt: null, endedAt: null }
const dataOf: Readonly<Record<TicketEventType, unknown>> = {
  opened: { number: '20261123-8017-900-1', practice: false, channel: 'phone', call: null },
  'caller-identified': {},
  'facts-recorded': { values: { note: 'x' } },
  'emotions-recorded': { start: null, end: null },
  'risk-confirmed': { code: 'AMOUNT', severity: 'BLUE', confirmedAt: morning, source: 'agent' },
  'risk-lowered': { code: 'AMOUNT', from: 'BLUE', to: null, lead: null, reason: null, loweredAt: morning },
  'risk-refused': { code: 'AMOUNT', severity: 'BLUE', reason: 'no' },
  'no-risk-stated': {},
  'action-done': { code: 'x', doneAt: morning },
  'answered-directly': { knowledgeEntries: [] },
  'sent-for-dispatch': { proposal: { leadUnit: null, cooperatingUnits: [], district: null, handleDueAt: null } },
  'passed-on': { to: '12345' },
  'closed-without-content': { kind: 'silent' },
  chased: { call: callFacts },
  'personal-revealed': { parts: ['name'], reason: 'call-back', note: null },
  'report-signed': { code: 'ORAL_REPORT', signedAt: morning },
  'help-step': { code: 'hand-raised', at: morning, note: 'policy', drill: false },
  'call-recorded': recordedCallOf(lineOfDraft(draftOf(1))),
  'approval-asked': { wish: { kind: 'void' }, reason: '重复', askedAt: morning },
  'approval-decided': { askId: testUuid(2), wish: { kind: 'void' }, granted: true, reason: null, decidedAt: morning },
  imported: {
    externalNo: 'X-1', createdAt: morning, requestType: 'TS', category: 'WAGE-02', district: '', districtCode: '', employer: '', state: 'CLOSED',
    dueAt: null, satisfaction: null, disposition: null, amountFen: null, confidential: false,
  },
  'codes-mapped': { mapped: [{ field: 'work_district', from: '1', to: '2', why: 'town-moved' }] },
}
const types = Object.keys(dataOf) as TicketEventType[]

/** Whose a signal of the floor is: leads' own, but for these. */
const byPhone: readonly Role[] = ['AGENT', 'LEAD', 'CALLBACK']
const signallers: Readonly<Partial<Record<FloorBody['kind'], readonly Role[]>>> = {
  'red-pressed': byPhone, 'red-dropped': byPhone, 'red-words': byPhone, 'red-undone': byPhone, 'red-closed': byPhone,
  'hand-raised': byPhone, 'hand-withdrawn': byPhone, obeyed: byPhone, break: ['AGENT'], 'message-read': roles, 'alarm-acknowledged': ['LEAD', 'SUPERVISOR'], 'alarm-passed-on': [],
}

/** What is written at the turn of a shift, by whom. */
const atTurns: readonly (readonly [body: ShiftBody, by: readonly Role[]])[] = [
  [{ kind: 'acknowledged', keys: ['notice'] }, roles],
  [{ kind: 'notice-posted', text: '八点半开会', until: morning }, ['LEAD']],
  [{ kind: 'notice-withdrawn', noticeId: testUuid(1) }, ['LEAD']],
  [{ kind: 'sheet-signed', from: morning, lines: [], to: null }, byPhone],
  [{ kind: 'sheet-accepted', sheetId: testUuid(1) }, byPhone],
  [{ kind: 'work-left', items: [{ kind: 'draft', orderId: null, number: null, dueAt: null }], to: null }, byPhone],
  [{ kind: 'work-taken', leftId: testUuid(1) }, byPhone],
  [{ kind: 'promise-seen-to', orderId: testUuid(1), dueAt: morning, how: 'kept' }, byPhone],
  [{ kind: 'draft-asked', draftId: testUuid(1), number: '1', startedAt: morning, reason: '重复' }, ['AGENT', 'LEAD']],
  [{ kind: 'draft-decided', askId: testUuid(1), granted: true, reason: null }, ['LEAD']],
]

describe.skipIf(!postgres15.isThere)(`what each role may do at a shared desk${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let address: DatabaseAddress
  let desk: TestDesk
  const tokens = new Map<Role, string>()
  const token = (role: Role) => tokens.get(role) ?? ''
  beforeAll(async () => {
    address = await prepareDatabase(databases)
    desk = await startTestDesk(address)
    for (const role of roles) {
      await desk.person(role, [role])
      tokens.set(role, (await desk.signIn(role)).token)
    }
    await desk.call(deskRoutes.events, { token: token('AGENT'), body: { events: eventsOf(draftOf(1, { values: wageComplaint })) } })
  })
  afterAll(() => desk.stop())

  it.each(roles)('%s is told exactly the actions of the table', async (role) => {
    const { actions } = actionsAnswerSchema.parse((await desk.call(sessionRoutes.actions, { token: token(role) })).body)
    expect([...actions].sort()).toEqual(ACTIONS.filter((action) => may([role], action)).sort())
  })

  it.each(roles)('%s passes the routes of its actions and no other', async (role) => {
    const passed: string[] = []
    for (const [method, route, need, body] of guarded) {
      const answer = await desk.call(route, { method, token: token(role), ...(body === undefined ? {} : { body }) })
      const isForbidden = answer.status === 403
      if (isForbidden) expect(answer.body).toEqual({ code: 'forbidden', reason: need })
      expect([401, 404, 500]).not.toContain(answer.status)
      expect({ route, role, isForbidden }).toEqual({ route, role, isForbidden: !may([role], need) })
      if (!isForbidden) passed.push(route)
    }
    expect(passed.length).toBeGreaterThan(0)
  })

  it('nobody passes any of them without a session', async () => {
    for (const [method, route, , body] of guarded) {
      for (const wrong of [undefined, 'x'.repeat(43)]) {
        const answer = await desk.call(route, { method, ...(wrong === undefined ? {} : { token: wrong }), ...(body === undefined ? {} : { body }) })
        expect({ route, answer }).toEqual({ route, answer: { status: 401, body: { code: 'unauthorized' } } })
      }
    }
  })

  it.each(roles)('%s makes the events that are its own and no other', async (role) => {
    for (const [index, type] of types.entries()) {
      const made = type === 'opened' || type === 'imported'
      const event = {
        id: testUuid(9_000_000 + roles.indexOf(role) * 1_000 + index), ticketId: testUuid(made ? 9_500_000 + roles.indexOf(role) * 1_000 + index : 1_500_000),
        author: agent8017, happenedAt: morning, recordedAt: morning, basedOn: 0, personal: null, type, data: dataOf[type],
      }
      const parsed: TicketEvent = ticketEventSchema.parse(event)
      const { status, body } = await desk.call(deskRoutes.events, { token: token(role), body: { events: [parsed] } })
      const error = status === 200 ? null : deskErrorSchema.parse(body)
      const isKeptOut = error?.code === 'forbidden' || error?.reason === 'not-allowed' || error?.reason === 'desk-only'
      expect({ role, type, isKeptOut }).toEqual({ role, type, isKeptOut: !makers[type].includes(role) })
    }
  })

  it.each(roles)('%s sends the signals of the floor that are its own and no other', async (role) => {
    for (const [index, { to, body }] of signalsOfEveryKind.entries()) {
      const id = testUuid(7_000_000 + roles.indexOf(role) * 1_000 + index)
      const { status } = await desk.call(floorRoutes.signals, { token: token(role), body: { id, to, body } })
      expect({ role, kind: body.kind, isForbidden: status === 403 }).toEqual({ role, kind: body.kind, isForbidden: !(signallers[body.kind] ?? ['LEAD']).includes(role) })
    }
  })

  it('has every kind of what is written at the turn of a shift in its table', () => {
    expect(atTurns.map(([{ kind }]) => kind).sort()).toEqual(shiftBodySchema.options.map(({ shape }) => shape.kind.value).sort())
  })

  it.each(roles)('%s writes at the turn of a shift what is its own and nothing else', async (role) => {
    for (const [index, [body, by]] of atTurns.entries()) {
      const id = testUuid(8_000_000 + roles.indexOf(role) * 1_000 + index)
      const { status } = await desk.call(shiftRoutes.events, { token: token(role), body: { id, body } })
      expect({ role, kind: body.kind, isForbidden: status === 403 }).toEqual({ role, kind: body.kind, isForbidden: !by.includes(role) })
    }
  })

  it('adds the rights of several roles up', async () => {
    await desk.person('both', ['ADMIN', 'LEAD'])
    const both = (await desk.signIn('both')).token
    expect((await desk.call(`${deskRoutes.changes}?after=0`, { token: both })).status).toBe(200)
    expect((await desk.call(administrationRoutes.people, { token: both })).status).toBe(200)
  })
})
