import { describe, expect, it } from 'vitest'
import { Figures } from '../../../shared/metrics/figures'
import { dayWindow } from '../../../shared/metrics/half-hours'
import { orderFactsOf } from '../../../shared/metrics/order-facts-of'
import type { DraftOutcome } from '../../../shared/tickets/submit-draft'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import { draftOf, eventsOf, morning, testUuid, ticketOf, wageComplaint } from '../../support/drafts'
import { figureRules } from '../../support/metrics/rules'

const hour = 3_600_000
const window = dayWindow(morning)

/** As the desk takes them down: with its own time. */
function recorded(events: readonly TicketEvent[], recordedAt = morning + 240_000) {
  return events.flatMap((event, n) => orderFactsOf({ ...event, recordedAt }, n + 1))
}

function figuresOf(...orders: readonly (readonly TicketEvent[])[]) {
  const figures = new Figures(figureRules)
  for (const order of orders) for (const fact of recorded(order)) figures.add(fact)
  return figures
}

const complaint = draftOf(1, { values: wageComplaint, caller: { kind: 'known', personId: testUuid(7) } })
const answer: DraftOutcome = { kind: 'answered-directly' }

describe('what the events of an order say to figures', () => {
  it('is its call, its matter and its outcome, as a seat hands them in', () => {
    const figures = figuresOf(eventsOf(complaint), eventsOf(draftOf(2, { values: wageComplaint }), answer))
    expect(figures.figure({ code: 'DIRECT', window })).toMatchObject({ numerator: 1, denominator: 2, restated: false, counted: { above: [draftOf(2).ticketId] } })
    expect(figures.intakeIn(window).map(({ category, district }) => [category, district])).toEqual([['WAGE-02', '500103'], ['WAGE-02', '500103']])
  })

  it('knows a caller by who it is, not by a telephone that many may share', () => {
    const again = draftOf(3, { values: wageComplaint, caller: { kind: 'known', personId: testUuid(7) }, call: { ...draftOf(3).call, startedAt: morning + 60_000 } })
    const somebody = draftOf(4, { values: { ...wageComplaint, caller_name: '' } })
    expect(figuresOf(eventsOf(complaint), eventsOf(again), eventsOf(somebody)).figure({ code: 'REPEAT', window })).toMatchObject({ numerator: 1, denominator: 2 })
  })

  it('takes a call that was put to an open order as one more about it', () => {
    const chase = draftOf(5, { values: wageComplaint, caller: { kind: 'known', personId: testUuid(7) }, mergeInto: complaint.ticketId })
    const chased = eventsOf(chase, { kind: 'merged', ticket: ticketOf(complaint) })
    const figures = new Figures(figureRules)
    for (const fact of recorded([...eventsOf(complaint), ...chased])) figures.add(fact)
    expect(figures.figure({ code: 'REPEAT', window })).toMatchObject({ numerator: 1, denominator: 2 })
  })

  it('follows a tag that was confirmed and lowered again, and the steps that were done', () => {
    const lowered = {
      code: 'THREAT', from: 'RED', to: null, lead: '周明兰', reason: '误选', loweredAt: morning + 20_000, confirmedAt: morning + 10_000, source: 'agent',
    } as const
    const red = draftOf(6, { values: wageComplaint, risks: [{ code: 'THREAT', severity: 'RED', confirmedAt: morning + 10_000, source: 'agent' }], actionsDone: { LEAD_ON_LINE: morning + 60_000, ORAL_REPORT: morning + 70_000, WRITTEN_REPORT: morning + 80_000 } })
    expect(figuresOf(eventsOf(red)).figure({ code: 'RISK_ONTIME', window })).toMatchObject({ numerator: 1, denominator: 1 })
    expect(figuresOf(eventsOf(draftOf(6, { values: wageComplaint, lowerings: [lowered] }))).figure({ code: 'RISK_ONTIME', window }).denominator).toBe(0)
  })

  it('counts practice nowhere, and what was written down by hand not among calls', () => {
    expect(figuresOf(eventsOf({ ...complaint, practice: true }, answer)).figure({ code: 'DIRECT', window }).denominator).toBe(0)
    const byHand = { ...complaint, call: { ...complaint.call, manual: 'in-person' as const } }
    const figures = figuresOf(eventsOf(byHand, answer))
    expect([figures.figure({ code: 'DIRECT', window }).denominator, figures.figure({ code: 'FCR', window }).denominator]).toEqual([1, 0])
  })

  it('puts nothing into the future where a clock at a seat runs ahead of the desk\'s', () => {
    const ahead = eventsOf({ ...complaint, call: { ...complaint.call, startedAt: morning + 20 * hour } }, answer).map((event) => ({ ...event, happenedAt: event.happenedAt + 20 * hour }))
    expect(figuresOf(ahead).figure({ code: 'DIRECT', window }).denominator).toBe(1)
  })

  it('is told as come late when it was handed in hours after the call, and changed a day that was over', () => {
    const figures = new Figures(figureRules)
    for (const fact of recorded(eventsOf(complaint, answer), morning + 20 * hour)) figures.add(fact)
    expect(figures.figure({ code: 'DIRECT', window })).toMatchObject({ denominator: 1, restated: true })
  })

  it('goes by a code that the desk has put in place of an old one, and by an outcome without content', () => {
    const mapped: TicketEvent = {
      id: testUuid(99), ticketId: complaint.ticketId, author: complaint.author, happenedAt: morning, recordedAt: morning, basedOn: 3, personal: null,
      type: 'codes-mapped', data: { mapped: [{ field: 'work_district', from: '500103', to: '500155', why: 'district-merged' }] },
    }
    expect(figuresOf([...eventsOf(complaint), mapped]).intakeIn(window)[0]?.district).toBe('500155')
    const silent = eventsOf(draftOf(8, { noContent: 'silent' }), { kind: 'closed-without-content' })
    expect(figuresOf(silent).intakeIn(window)).toEqual([])
  })

  it('holds no word, no name and no number', () => {
    const told = JSON.stringify(recorded(eventsOf(complaint)))
    for (const secret of ['秦木根', '15400000012', '班组', '江岸']) expect(told).not.toContain(secret)
  })
})
