import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordedCallOf } from '../../../shared/calls/recorded-call'
import { callRecordedEvent } from '../../../shared/tickets/call-recorded-event'
import { epochMs } from '../../../shared/lib/clock'
import { longestText } from '../../../shared/tickets/fields/field-lengths'
import type { FieldValues } from '../../../shared/tickets/fields/field-values'
import { namesOfEvents, withoutIdentity } from '../../../shared/tickets/secret-parts'
import { foldEvents } from '../../../shared/tickets/ticket'
import { ticketEventSchema, type TicketEvent } from '../../../shared/tickets/ticket-event'
import { agent8017, draftArbitrary, draftOf, eventsOf, morning, testUuid, wageComplaint } from '../../support/drafts'
import { endedLineArbitrary, recordedCall } from '../../support/recorded-calls'

const secret: FieldValues = { ...wageComplaint, confidential: true }
const names = ['秦木根']
const draft = draftOf(1, { values: secret })
const { call } = draft
const queueCallId = 'asterisk-1732'
const ofCall = { ...draft, call: { ...call, queueCallId } }
const told = (events: readonly TicketEvent[]) => events.map((event, index) => withoutIdentity({ event, version: index + 1 }, namesOfEvents(events)))
/** Anything of the order that somebody has done later. */
const later = <T extends Partial<TicketEvent>>(more: T) => ({ id: testUuid(77), ticketId: draft.ticketId, author: agent8017, happenedAt: morning, recordedAt: morning, basedOn: 4, personal: null, ...more }) as unknown as TicketEvent
const toldOf = (event: TicketEvent) => withoutIdentity({ event, version: 9 }, names)

describe('a secret order, for somebody who may not know whose it is', () => {
  const chased = later({ type: 'chased', data: { call: { callId: call.callId, queueCallId, queue: 'hotline', startedAt: call.startedAt, answeredAt: null, endedAt: null } } })
  const recorded = callRecordedEvent(draft.ticketId, recordedCall({ callId: call.callId, startedAt: call.startedAt + 1_234, endedAt: epochMs(call.startedAt + 181_234) }), agent8017)

  it('has no reference to a call, by which another order of that call would say who it was', () => {
    const events = told([...eventsOf(ofCall), chased, recorded])
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['opened', 'chased', 'call-recorded']))
    const text = JSON.stringify(events)
    expect(text).toContain(draft.ticketId)
    for (const sign of [call.callId, queueCallId, recorded.id]) expect(text).not.toContain(sign)
  })

  it('says to the minute when a call began and ended, as a screen does, and no closer', () => {
    const events = told([...eventsOf({ ...ofCall, call: { ...ofCall.call, startedAt: morning + 61_234 } }), { ...chased, happenedAt: morning + 3_599_999 }, recorded])
    expect(events[0]).toMatchObject({ type: 'opened', happenedAt: morning + 60_000 })
    expect(foldEvents(events)).toMatchObject({ createdAt: morning + 60_000, chasedAt: [morning + 3_540_000], calls: [] })
    for (const at of [morning + 61_234, call.startedAt + 1_234, recorded.happenedAt, recorded.data.endedAt]) expect(JSON.stringify(events)).not.toContain(String(at))
  })

  it('tells how a call ended, and as many events as the order has, each once', () => {
    const twice = [...eventsOf(ofCall), recorded, callRecordedEvent(draft.ticketId, recordedCall({ callId: testUuid(5) }), agent8017)]
    const events = told(twice)
    expect(events.at(-2)).toMatchObject({ type: 'call-recorded', data: { outcome: recorded.data.outcome, record: { endedBy: recorded.data.record.endedBy, steps: [], sound: null } } })
    expect(new Set(events.map(({ id }) => id)).size).toBe(twice.length)
    expect(told(twice)).toEqual(events)
  })

  it('is of a shape that a console takes, whatever was written and however a call went', () => {
    fc.assert(
      fc.property(draftArbitrary, endedLineArbitrary, (written, line) => {
        const events = [...eventsOf({ ...written, values: { ...written.values, ...secret } }), callRecordedEvent(written.ticketId, recordedCallOf(line), agent8017)]
        for (const event of told(events)) expect(ticketEventSchema.safeParse(event).success, JSON.stringify(event)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  const words = '秦木根（15400000012）不愿声张'
  it.each<[string, TicketEvent]>([
    ['why a lead was asked', later({ type: 'approval-asked', data: { wish: { kind: 'void' }, reason: words, askedAt: morning } })],
    ['what the lead said', later({ type: 'approval-decided', data: { askId: testUuid(1), wish: { kind: 'void' }, granted: false, reason: words, decidedAt: morning } })],
    ['why a tag was taken down', later({ type: 'risk-lowered', data: { code: 'EXTREME', from: 'RED', to: null, lead: '王班长', reason: words, loweredAt: morning } })],
    ['why no risk was seen', later({ type: 'risk-refused', data: { code: 'EXTREME', severity: 'RED', reason: words } })],
    ['why somebody looked at it', later({ type: 'personal-revealed', data: { parts: ['name'], reason: 'other', note: words } })],
    ['whom it was passed on to', later({ type: 'passed-on', data: { to: words } })],
    ['the employer in an older system', later({ type: 'imported', data: { externalNo: 'CQ-1', createdAt: morning, requestType: '投诉', category: '', district: '', districtCode: '', employer: words, state: 'CLOSED', dueAt: null, satisfaction: null, disposition: null, amountFen: null, confidential: true } })],
    ...(['title', 'work_address', 'promise', 'employer_name', 'employer_short', 'project_name', 'contractor_sub', 'work_street'] as const).map((key): [string, TicketEvent] =>
      [key, later({ type: 'facts-recorded', data: { values: { ...secret, [key]: words } } })]),
  ])('%s has names and numbers masked', (_, event) => {
    expect(JSON.stringify(event.data)).toContain(words)
    expect(JSON.stringify(toldOf(event).data)).toContain('秦**（154****0012）不愿声张')
    expect(JSON.stringify(toldOf(event).data)).not.toMatch(/秦木根|15400000012/)
  })

  it('makes no other code of one in which somebody’s name stands', () => {
    const values: FieldValues = { ...secret, amount_scope: 'total', language: 'sichuan', category: 'WAGE-02', team_leader: 'to', contact_person: 'AGE', employer_name: 'to' }
    const events = eventsOf(draftOf(1, { values: { ...wageComplaint, ...values } }))
    const facts = told(events).find(({ type }) => type === 'facts-recorded')
    expect(facts?.data).toMatchObject({ values: { amount_scope: 'total', language: 'sichuan', category: 'WAGE-02', employer_name: 't*' } })
    expect(ticketEventSchema.safeParse(facts).success).toBe(true)
  })

  it('keeps codes, sums, days and the numbers of companies and orders', () => {
    const values: FieldValues = { ...wageComplaint, description: undefined, caller_name: undefined, uscc: '915001000000000000', external_no: '202611230000000001', promise_due: '2026-11-30', owed_from: '2026-01', complained: 'QXGH@500103' }
    const { description: _, caller_name: __, ...plain } = values
    expect(toldOf(later({ type: 'facts-recorded', data: { values: plain } })).data).toEqual({ values: plain })
  })

  it('leaves no text longer than it was: a console takes no title that is', () => {
    const title = `${'满'.repeat(longestText.title - 10)}0231234567`
    expect(title).toHaveLength(longestText.title)
    expect(ticketEventSchema.safeParse(toldOf(later({ type: 'facts-recorded', data: { values: { title } } }))).success).toBe(true)
  })
})
