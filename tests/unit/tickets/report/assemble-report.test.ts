import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assembleReport } from '../../../../shared/tickets/report/assemble-report'
import { reportCodes } from '../../../../shared/tickets/report/report-code'
import { reportsDue } from '../../../../shared/tickets/report/reports-due'
import { shippedTagData } from '../../../../shared/tickets/tags/tag-data'
import { foldTicket, type Ticket } from '../../../../shared/tickets/ticket'
import type { TicketEventOf } from '../../../../shared/tickets/ticket-event'
import { checkEvent } from '../../../../shared/tickets/ticket-rules'
import { withoutIdentity } from '../../../../shared/tickets/secret-parts'
import { agent8017, draftOf, morning, testUuid, ticketOf, wageComplaint } from '../../../support/drafts'

const tags = shippedTagData()
const minute = 60_000
const graded = morning + 2 * minute

function orderOf(severity: 'RED' | 'ORANGE' | 'YELLOW', spread: Parameters<typeof draftOf>[1] = {}): Ticket {
  return ticketOf(draftOf(1, { values: wageComplaint, risks: [{ code: 'EXTREME', severity, confirmedAt: graded, source: 'agent' }], ...spread }))
}
const signing = (ticket: Ticket, code: (typeof reportCodes)[number], at = graded + 10 * minute): TicketEventOf<'report-signed'> => ({
  id: testUuid(77), ticketId: ticket.id, type: 'report-signed', author: agent8017, happenedAt: at, recordedAt: at, basedOn: ticket.version,
  data: { code, signedAt: at }, personal: { report: '秦木根在江北楼顶，班长已到场。' },
})

describe('the reports that an order asks for', () => {
  it('are due 15 and 30 minutes, two hours and a day after it became RED', () => {
    expect(reportsDue(orderOf('RED'), tags).map(({ code, dueAt }) => [code, (dueAt - graded) / minute])).toEqual([['ORAL_REPORT', 15], ['WRITTEN_REPORT', 30], ['FOLLOW_UP_REPORT', 120], ['FINAL_REPORT', 1_440]])
    expect(reportsDue(orderOf('ORANGE'), tags).map(({ code }) => code)).toEqual(['WRITTEN_REPORT', 'FOLLOW_UP_REPORT'])
    expect(reportsDue(orderOf('YELLOW'), tags)).toEqual([])
  })

  it('are signed in the order itself, which knows when and by whom', () => {
    const ticket = orderOf('RED')
    const event = signing(ticket, 'ORAL_REPORT')
    expect(checkEvent(ticket, event)).toEqual({ ok: true, value: undefined })
    const after = foldTicket(ticket, event)
    expect(reportsDue(after, tags)[0]).toEqual({ code: 'ORAL_REPORT', dueAt: graded + 15 * minute, signedAt: graded + 10 * minute })
    expect(after.reports).toEqual([{ code: 'ORAL_REPORT', signedAt: graded + 10 * minute, by: { id: '8017', name: '练习' }, text: '秦木根在江北楼顶，班长已到场。' }])
    expect(after.state).toBe(ticket.state)
  })

  it('are refused where the level asks for none, and of an order that is over', () => {
    const calm = orderOf('YELLOW')
    expect(checkEvent(calm, signing(calm, 'WRITTEN_REPORT'))).toMatchObject({ ok: false, error: { code: 'report-not-asked' } })
    const closed: Ticket = { ...orderOf('RED'), state: 'CLOSED' }
    expect(checkEvent(closed, signing(closed, 'FINAL_REPORT'))).toMatchObject({ ok: false, error: { code: 'not-in-this-state' } })
  })

  it('leave no word with somebody who may not know who called', () => {
    const event = withoutIdentity({ event: signing(orderOf('RED'), 'ORAL_REPORT'), version: 7 }, ['秦木根'])
    expect(event.personal).toBeNull()
  })
})

describe('a report as the order gives it', () => {
  const helped = (severity: 'RED' | 'ORANGE', values = wageComplaint) => orderOf(severity, {
    values,
    actionsDone: { LEAD_ON_LINE: graded + 50_000 },
    help: [
      { code: 'red-pressed', at: graded + 1_000, note: null, drill: false },
      { code: 'emergency-dialled', at: graded + 30_000, note: '023110', drill: true },
      { code: 'duty-answered', at: graded + 20_000, note: '王班长', drill: false },
    ],
  })

  it('names the order, its level and kind, where and with whom, and what was done in its order of time', () => {
    const report = assembleReport(helped('RED'), 'ORAL_REPORT', tags)
    expect(report).toMatchObject({ number: '20261123-8017-001-1', level: 'RED', redKind: 'RED_PERSON', risks: ['EXTREME'], since: graded, dueAt: graded + 15 * minute, district: '500103', callerName: '秦木根', callerNumber: '154-0000-0012' })
    expect(report?.timeline.map(({ kind, ...rest }) => ('code' in rest ? rest.code : kind))).toEqual(['called', 'answered', 'graded', 'red-pressed', 'duty-answered', 'LEAD_ON_LINE', 'ended'])
    expect(report?.open.map(({ code }) => code)).not.toContain('LEAD_ON_LINE')
    expect(report?.open.map(({ code }) => code)).toEqual(expect.arrayContaining(['WRITTEN_REPORT', 'CALL_BACK_FIRST']))
    expect(report?.open.map(({ code }) => code)).not.toContain('ORAL_REPORT')
  })

  it('tells in the next one that the one before was signed', () => {
    const ticket = helped('RED')
    const after = foldTicket(ticket, signing(ticket, 'ORAL_REPORT'))
    expect(assembleReport(after, 'WRITTEN_REPORT', tags)?.timeline.at(-1)).toEqual({ kind: 'reported', at: graded + 10 * minute, code: 'ORAL_REPORT' })
  })

  it('masks below RED who called, also in what was written down', () => {
    const report = assembleReport(helped('ORANGE', { ...wageComplaint, description: '秦木根 15400000012 说三天没吃饭。' }), 'WRITTEN_REPORT', tags)
    expect(report).toMatchObject({ callerName: '秦**', callerNumber: '154****0012', description: '秦** 154****0012 说三天没吃饭。' })
  })

  it('says nothing of who called, where and for whom in a secret order, whatever its level', () => {
    fc.assert(
      fc.property(fc.constantFrom('RED', 'ORANGE' as const), fc.constantFrom(...reportCodes), (severity, code) => {
        const report = assembleReport(helped(severity as 'RED', { ...wageComplaint, confidential: true, work_address: '江北某楼', caller_name: '秦木根' }), code, tags)
        const told = JSON.stringify(report)
        expect(['秦木根', '0012', '江北某楼', '重庆示例江岸'].filter((canary) => told.includes(canary))).toEqual([])
      }),
    )
  })
})
