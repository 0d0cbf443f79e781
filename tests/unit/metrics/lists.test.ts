import { describe, expect, it } from 'vitest'
import { halfHourCurve } from '../../../shared/metrics/half-hour-curve'
import { intakeBy } from '../../../shared/metrics/intake'
import { nearLimits } from '../../../shared/metrics/near-limit'
import { openRisks } from '../../../shared/metrics/open-risks'
import { standingOf } from '../../../shared/metrics/standing'
import { waitingByQueue } from '../../../shared/metrics/waiting'
import { defaultFigureSettings } from '../../../shared/metrics/figure-settings'
import { shippedDeadlineData } from '../../../shared/tickets/deadlines/shipped'
import { shippedTagData } from '../../../shared/tickets/tags/tag-data'
import type { Ticket } from '../../../shared/tickets/ticket'
import { draftOf, morning, ticketOf, wageComplaint } from '../../support/drafts'
import { answered, at, entered, figuresOf, left, monday, opened, orderOf } from '../../support/metrics/told'

const tags = shippedTagData()
const deadlines = shippedDeadlineData()
const minute = 60_000

describe('the curve of the half hours', () => {
  const day = (date: string, calls: number) => Array.from({ length: calls }, (_, n) => entered(`${date}-${n}`, `${date} 09:0${n}:00`))
  // Mondays: the 2nd, 9th and 16th; of the 26th of October nothing is known.
  const facts = [
    ...day('02', 4), ...day('09', 2), ...day('16', 0), entered('x', '16 15:00:00'),
    entered('a', '23 09:01:00'), answered('a', '23 09:01:10', 10_000), entered('b', '23 09:02:00'), left('b', '23 09:02:40', 40_000), entered('c', '23 09:58:00'),
  ]

  it('has 48 columns, counts who entered and who was answered in time, and marks the one that still runs', () => {
    const curve = halfHourCurve(figuresOf(facts, { now: '23 09:59:00' }), at('23 09:59:00'))
    expect(curve).toHaveLength(48)
    expect(curve[18]).toMatchObject({ from: at('23 09:00:00'), stage: 'over', entered: 2, answeredInTime: 1, level: 50 })
    expect(curve[19]).toMatchObject({ stage: 'running', entered: 1, answeredInTime: 0, level: null })
    expect(curve[20]).toMatchObject({ stage: 'ahead', entered: 0, level: null })
  })

  it('draws the mean of the same weekdays of which anything is known, and says of how many', () => {
    const curve = halfHourCurve(figuresOf(facts), at('23 10:00:00'))
    expect([curve[18]?.usual, curve[30]?.usual]).toEqual([{ entered: 2, ofDays: 3 }, { entered: 1 / 3, ofDays: 3 }])
    expect(halfHourCurve(figuresOf([entered('a', '23 09:00:00')]), at('23 10:00:00'))[18]?.usual).toBeNull()
  })

  it('is over with the last millisecond of a half hour', () => {
    const stages = (when: string) => halfHourCurve(figuresOf([]), at(when)).slice(18, 20).map(({ stage }) => stage)
    expect(stages('23 09:30:00')).toEqual(['over', 'running'])
    expect(stages('23 09:29:59')).toEqual(['running', 'ahead'])
  })
})

describe('the intake of a day', () => {
  it('is by category and by district, most first, with what nobody has said yet', () => {
    const order = (id: string, category: string | null, district: string | null, how: 'answered' | 'no-content' = 'answered') =>
      orderOf(id, [['23 09:00:00', opened('23 09:00:00')], ['23 09:01:00', { what: 'matter', ...(category === null ? {} : { category }), ...(district === null ? {} : { district }) }], ['23 09:02:00', { what: 'decided', how }]])
    const figures = figuresOf([...order('a', 'WAGE-02', '500103'), ...order('b', 'WAGE-01', '500103'), ...order('c', 'WAGE-01', null), ...order('d', null, null, 'no-content'), ...order('e', null, '500112')])
    expect(intakeBy('category', figures, monday)).toEqual([{ code: 'WAGE-01', orderIds: ['b', 'c'] }, { code: 'WAGE-02', orderIds: ['a'] }, { code: null, orderIds: ['e'] }])
    expect(intakeBy('district', figures, monday)).toEqual([{ code: '500103', orderIds: ['a', 'b'] }, { code: '500112', orderIds: ['e'] }, { code: null, orderIds: ['c'] }])
  })
})

describe('who waits', () => {
  it('is told queue by queue, an empty one too', () => {
    const call = (queue: string, waitedS: number) => ({ queueCallId: `${queue} ${waitedS}`, queue, enteredAt: morning - waitedS * 1_000, position: 1, caller: { maskedNumber: '', callerKey: null, earlierToday: 0, risk: null }, offeredTo: [] })
    expect(waitingByQueue({ queues: ['rights', 'law'], waiting: [call('rights', 15), call('rights', 16)], calls: [], members: [] }, morning, 15_000)).toEqual([
      { queue: 'rights', callers: 2, longestSince: morning - 16_000, pastTarget: 1 }, { queue: 'law', callers: 0, longestSince: null, pastTarget: 0 },
    ])
  })
})

const risky = (number: number, code: string, severity: 'RED' | 'ORANGE' | 'YELLOW', spread: Partial<Ticket> = {}, secret = false): Ticket => ({
  ...ticketOf(draftOf(number, { values: { ...wageComplaint, ...(secret ? { confidential: true } : {}) }, risks: [{ code, severity, confirmedAt: morning, source: 'agent' }] })),
  ...spread,
})

describe('the open RED and ORANGE orders', () => {
  it('stand RED first, each with what has to be done next and how long there is', () => {
    const [red, orange] = openRisks([risky(1, 'THREAT', 'ORANGE'), risky(2, 'VIOLENCE', 'RED'), risky(3, 'THREAT', 'YELLOW')], tags, morning + minute)
    expect(red).toMatchObject({ level: 'RED', district: '500103', risks: ['VIOLENCE'], next: { code: 'RED_HELP', dueAt: morning + minute, leftMs: 0, isLate: false } })
    expect(orange).toMatchObject({ level: 'ORANGE', next: { code: 'TELL_LEAD', leftMs: 9 * minute, isLate: false } })
    expect(openRisks([risky(2, 'VIOLENCE', 'RED')], tags, morning + minute + 1_000)[0]?.next).toMatchObject({ leftMs: -1_000, isLate: true })
  })

  it('go on to the next step when one is done, and to none when all are', () => {
    const next = (done: Record<string, number>) => openRisks([risky(1, 'VIOLENCE', 'RED', { actionsDone: done })], tags, morning)[0]?.next
    expect(next({ RED_HELP: morning })?.code).toBe('LEAD_ON_LINE')
    const all = Object.fromEntries(tags.actions.flatMap(({ steps }) => steps.map(({ code }) => [code, morning])).concat(tags.redKinds.flatMap(({ notify }) => notify.map((code) => [`NOTIFY_${code}`, morning]))))
    expect(next(all)).toBeNull()
  })

  it('leave out what is closed and what is practice', () => {
    expect(openRisks([risky(1, 'VIOLENCE', 'RED', { state: 'CLOSED' }), risky(2, 'VIOLENCE', 'RED', { practice: true })], tags, morning)).toEqual([])
  })

  it('say of a secret order neither what nor where', () => {
    expect(openRisks([risky(1, 'VIOLENCE', 'RED', {}, true)], tags, morning)[0]).toMatchObject({ isSecret: true, district: null, risks: [] })
  })
})

describe('orders near their limit', () => {
  const order = (spread: Partial<Ticket>): Ticket => ({ ...ticketOf(draftOf(1, { values: wageComplaint })), state: 'HANDLING', ...spread })
  const light = (ticket: Ticket, when: string) => nearLimits([ticket], deadlines, at(when))[0]?.light ?? null
  // A complaint of Monday the 23rd: ten working days, to December 7th.
  const dueAt = Date.parse('2026-12-07T23:59:59+08:00')
  const december = (when: string) => nearLimits([order({ dueAt })], deadlines, Date.parse(`2026-12-${when}+08:00`))[0] ?? null

  it('turn yellow at 80 % of it or a working day before, and red when it is over', () => {
    expect([light(order({ dueAt }), '24 10:00:00'), december('03T23:59:59'), december('04T00:00:00')?.light]).toEqual([null, null, 'yellow'])
    expect(december('07T23:59:59')).toMatchObject({ light: 'yellow', workingDaysLeft: 0 })
    expect(december('08T00:00:00')).toMatchObject({ light: 'red', workingDaysLeft: 0 })
  })

  it('leave out what stands still, what is closed, practice, and what has no limit', () => {
    for (const state of ['SUSPENDED', 'RESULT_SUBMITTED', 'CALLBACK', 'CLOSED', 'CALL_RECORD', 'ANSWERED'] as const) expect(light(order({ dueAt: morning, state }), '25 10:00:00')).toBeNull()
    expect(light(order({ dueAt: morning, practice: true }), '25 10:00:00')).toBeNull()
    expect(light(order({ dueAt: null }), '25 10:00:00')).toBeNull()
  })

  it('stand by what is due first, and tell nothing of a secret one', () => {
    const rows = nearLimits([order({ dueAt: morning, number: 'b' }), order({ dueAt: morning - minute, number: 'a', values: { ...wageComplaint, confidential: true } })], deadlines, at('25 10:00:00'))
    expect(rows.map(({ number }) => number)).toEqual(['a', 'b'])
    expect(rows[0]).toMatchObject({ isSecret: true, district: null, leadUnit: null })
  })
})

describe('a figure against its target', () => {
  const stands = (code: 'SL15' | 'ABANDON' | 'ASA', value: number | null, targets = defaultFigureSettings.targets) => standingOf({ code, unit: code === 'ASA' ? 'seconds' : 'percent', value }, { targets })

  it('is met exactly at it, missed by points below it, and neither while there is nothing', () => {
    expect(stands('SL15', 80)).toEqual({ kind: 'met', target: 80 })
    expect(stands('SL15', 78.75)).toEqual({ kind: 'missed', target: 80, by: 1.25 })
    expect(stands('SL15', null)).toEqual({ kind: 'nothing-yet', target: 80 })
  })

  it('is missed above it where less is better, and not judged without one', () => {
    expect([stands('ABANDON', 6, { ABANDON: 5 }), stands('ABANDON', 4, { ABANDON: 5 }), stands('ABANDON', 6), stands('ASA', 6, { ASA: 5 })].map(({ kind }) => kind)).toEqual(['missed', 'met', 'no-target', 'no-target'])
  })
})
