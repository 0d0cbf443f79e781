import { describe, expect, it } from 'vitest'
import { figureCodes, type FigureCode } from '../../../shared/metrics/figure'
import { figureTable } from '../../../shared/metrics/figure-table'
import type { OrderHappening } from '../../../shared/metrics/order-fact'
import { at, figuresOf, monday, opened, orderOf, rowsOf, said, tuesday } from '../../support/metrics/told'

type Steps = readonly (readonly [string, OrderHappening])[]

const decided = (how: Extract<OrderHappening, { what: 'decided' }>['how']): OrderHappening => ({ what: 'decided', how })
const told = (callerKey: string | null, category: string): Steps => [['23 09:05:00', { what: 'caller', callerKey }], ['23 09:05:00', { what: 'matter', category }]]
const call = (id: string, when: string, how: 'answered' | 'dispatch' | 'passed-on' | 'no-content', more: Steps = []) =>
  orderOf(id, [[when, opened(when)], ...more, [when, decided(how)]])

describe('the figures of orders', () => {
  it('are none while there is no order', () => {
    const ofOrders = figureCodes.filter((code) => figureTable[code].of === 'orders')
    expect(ofOrders).toHaveLength(17)
    expect(ofOrders.map((code) => said(figuresOf([]), code))).toEqual(ofOrders.map(() => '0 / 0 = none yet'))
  })

  it('tell how many are answered on the line and how many sent on; what went to another house is neither', () => {
    const figures = figuresOf([...call('a', '23 09:00:00', 'answered'), ...call('b', '23 09:00:00', 'dispatch'), ...call('c', '23 09:00:00', 'answered'), ...call('d', '23 09:00:00', 'passed-on'), ...call('e', '23 09:00:00', 'no-content')])
    expect(said(figures, 'DIRECT')).toBe('2 / 3 = 66.667')
    expect(rowsOf(figures.figure({ code: 'DIRECT', window: monday }))).toEqual({ above: ['a', 'c'], below: ['a', 'b', 'c'] })
  })

  it('take an answer back as a solution when the same caller rings about the same within seven days', () => {
    const first = call('a', '20 09:00:00', 'answered', told('CALLER', 'WAGE-01'))
    const day = { from: at('20 00:00:00'), to: at('21 00:00:00') }
    const after = (when: string, category = 'WAGE-01', key: string | null = 'CALLER') => said(figuresOf([...first, ...call('b', when, 'answered', told(key, category))]), 'FCR', day)
    expect(after('27 09:00:00')).toBe('0 / 1 = 0')
    expect(after('27 09:00:01')).toBe('1 / 1 = 100')
    expect(after('21 09:00:00', 'WAGE-02')).toBe('1 / 1 = 100')
    expect(after('21 09:00:00', 'WAGE-01', null)).toBe('1 / 1 = 100')
  })

  it('count a repeat within thirty days, and leave out who is anonymous or shares a number', () => {
    const figures = figuresOf([
      ...call('a', '23 09:00:00', 'dispatch', told('CALLER', 'WAGE-01')), ...call('b', '23 10:00:00', 'answered', told('CALLER', 'WAGE-01')),
      ...call('c', '23 11:00:00', 'answered', told(null, 'WAGE-01')), ...call('d', '23 12:00:00', 'answered', told('OTHER', 'WAGE-01')),
    ])
    expect(said(figures, 'REPEAT')).toBe('1 / 3 = 33.333')
  })

  it('count a chase as a call that repeats', () => {
    const figures = figuresOf(call('a', '23 09:00:00', 'dispatch', [...told('CALLER', 'WAGE-01'), ['24 09:10:00', { what: 'chased', callAt: at('24 09:00:00') }]]))
    expect([said(figures, 'REPEAT', monday), said(figures, 'REPEAT', tuesday)]).toEqual(['0 / 1 = 0', '1 / 1 = 100'])
  })

  it('file an order that was written offline under its call, and say that the day was reckoned anew', () => {
    const onTime = call('a', '23 09:00:00', 'answered')
    const late = orderOf('b', [['23 22:00:00', opened('23 22:00:00')], ['23 22:10:00', decided('dispatch')]], '24 08:00:00')
    expect(figuresOf(onTime).figure({ code: 'DIRECT', window: monday })).toMatchObject({ value: 100, restated: false })
    expect(figuresOf([...onTime, ...late]).figure({ code: 'DIRECT', window: monday })).toMatchObject({ value: 50, restated: true, asOf: at('24 08:00:00') })
    expect(said(figuresOf([...onTime, ...late]), 'DIRECT', tuesday)).toBe('0 / 0 = none yet')
  })

  it('call no day reckoned anew for an order that was written in its call, just before midnight', () => {
    const order = orderOf('a', [['23 23:50:00', opened('23 23:50:00')], ['24 00:06:00', decided('answered')]], '24 00:06:00')
    expect(figuresOf(order).figure({ code: 'DIRECT', window: monday })).toMatchObject({ value: 100, restated: false })
  })

  it('leave practice and void orders out of everything', () => {
    const steps: Steps = [['23 09:00:00', { what: 'dispatched', signDueAt: at('23 09:30:00') }], ['23 10:00:00', { what: 'signed' }]]
    const figures = figuresOf([
      ...orderOf('p', [['23 09:00:00', opened('23 09:00:00', { practice: true })], ...steps, ['23 09:00:00', decided('answered')]]),
      ...orderOf('v', [['23 09:00:00', opened('23 09:00:00')], ...steps, ['23 11:00:00', { what: 'voided' }]]),
    ], { now: '24 12:00:00' })
    expect(figureCodes.map((code) => figures.figure({ code, window: monday }).denominator)).toEqual(figureCodes.map(() => 0))
    expect(figures.intakeIn(monday)).toEqual([])
  })
})

const dispatched = (id: string, when: string, more: Steps = [], signDueAt: string | null = null) =>
  orderOf(id, [[when, opened(when)], [when, decided('dispatch')], [when, { what: 'dispatched', signDueAt: signDueAt === null ? null : at(signDueAt) }], ...more])

describe('the figures of handling', () => {
  it('judge a signing against its limit, and count one that never came as late when the limit is over', () => {
    const figures = figuresOf([
      ...dispatched('a', '23 09:00:00', [['23 09:30:00', { what: 'signed' }]], '23 09:30:00'),
      ...dispatched('b', '23 09:00:00', [['23 09:30:01', { what: 'signed' }]], '23 09:30:00'),
      ...dispatched('c', '23 09:00:00', [], '23 09:30:00'),
      ...dispatched('d', '23 09:00:00', [], '24 09:30:00'),
    ], { now: '23 12:00:00' })
    expect(said(figures, 'SIGN_ONTIME')).toBe('1 / 3 = 33.333')
    figures.advance(at('24 09:30:01'))
    expect(said(figures, 'SIGN_ONTIME', tuesday)).toBe('0 / 1 = 0')
  })

  it('hold an order to the limit of its first dispatch: passing it around gains nothing', () => {
    const passedOn: Steps = [['23 09:20:00', { what: 'dispatched', signDueAt: at('23 09:50:00') }], ['23 09:40:00', { what: 'signed' }]]
    expect(said(figuresOf(dispatched('a', '23 09:00:00', passedOn, '23 09:30:00')), 'SIGN_ONTIME')).toBe('0 / 1 = 0')
  })

  it('count an order late in the day in which it fell due, whenever it is closed', () => {
    const due: Steps = [['23 09:00:00', { what: 'due-set', dueAt: at('23 23:59:59') }]]
    const open = dispatched('a', '23 09:00:00', due)
    expect(said(figuresOf(open, { now: '23 23:59:59' }), 'CLOSE_ONTIME')).toBe('0 / 0 = none yet')
    expect(said(figuresOf(open, { now: '24 00:00:00' }), 'CLOSE_ONTIME')).toBe('0 / 1 = 0')
    const closed = figuresOf(dispatched('a', '23 09:00:00', [...due, ['25 10:00:00', { what: 'result-accepted' }]]))
    expect([said(closed, 'CLOSE_ONTIME', monday), said(closed, 'CLOSE_ONTIME', { from: at('25 00:00:00'), to: at('26 00:00:00') })]).toEqual(['0 / 1 = 0', '0 / 0 = none yet'])
  })

  it('count an extended order as in time, and tell beside it how many were extended', () => {
    const figures = figuresOf(dispatched('a', '20 09:00:00', [
      ['20 09:00:00', { what: 'due-set', dueAt: at('21 23:59:59') }], ['21 10:00:00', { what: 'extension-granted' }], ['21 10:00:00', { what: 'due-set', dueAt: at('24 23:59:59') }],
      ['23 10:00:00', { what: 'result-accepted' }],
    ]))
    expect(said(figures, 'CLOSE_ONTIME')).toBe('1 / 1 = 100')
    expect(figures.figure({ code: 'CLOSE_ONTIME', window: monday }).beside).toEqual([{ what: 'extensions', count: 1 }])
    expect(said(figures, 'EXTEND', { from: at('20 00:00:00'), to: at('21 00:00:00') })).toBe('1 / 1 = 100')
  })

  it('ask of the orders of one day of dispatch what became of them', () => {
    const figures = figuresOf([
      ...dispatched('a', '23 09:00:00', [['25 09:00:00', { what: 'closed' }], ['24 09:00:00', { what: 'return-decided', granted: true }], ['24 10:00:00', { what: 'dispatched', signDueAt: null }], ['24 11:00:00', { what: 'dispatched', signDueAt: null }]]),
      ...dispatched('b', '23 09:00:00', [['24 09:00:00', { what: 'return-decided', granted: false }]]),
      ...dispatched('c', '24 09:00:00'),
    ])
    expect([said(figures, 'CLOSE'), said(figures, 'RETURN'), said(figures, 'REDISPATCH'), said(figures, 'EXTEND')]).toEqual(['1 / 2 = 50', '1 / 2 = 50', '2 / 2 = 1', '0 / 2 = 0'])
    expect(figures.figure({ code: 'RETURN', window: monday }).beside).toEqual([{ what: 'returns-refused', count: 1 }])
  })

  it('count a restarted order as open again', () => {
    expect(said(figuresOf(dispatched('a', '23 09:00:00', [['24 09:00:00', { what: 'closed' }], ['25 09:00:00', { what: 'rework-ordered' }]])), 'CLOSE')).toBe('0 / 1 = 0')
  })

  it('leave an order that was merged into another out of the orders dispatched', () => {
    expect(said(figuresOf(dispatched('a', '23 09:00:00', [['24 09:00:00', { what: 'merged' }]])), 'CLOSE')).toBe('0 / 0 = none yet')
  })

  it('measure handling in working days: whole ones, and of the last one its hours as parts of eight', () => {
    const days = (more: Steps) => said(figuresOf(dispatched('a', '20 16:00:00', more)), 'AVG_DAYS', { from: at('20 00:00:00'), to: at('30 00:00:00') })
    // Friday; Monday counts whole; Tuesday from 09:00 to 11:00 is a quarter of a day.
    expect(days([['24 11:00:00', { what: 'result-accepted' }], ['25 09:00:00', { what: 'closed' }]])).toBe('1.25 / 1 = 1.25')
    expect(days([['23 08:00:00', { what: 'parked' }], ['24 08:00:00', { what: 'resumed' }], ['24 11:00:00', { what: 'result-accepted' }], ['25 09:00:00', { what: 'closed' }]])).toBe('0.25 / 1 = 0.25')
    // On the day of dispatch: from 16:00 to 17:00.
    expect(days([['20 17:00:00', { what: 'result-accepted' }], ['25 09:00:00', { what: 'closed' }]])).toBe('0.125 / 1 = 0.125')
    // Saturday is not worked.
    expect(days([['21 11:00:00', { what: 'result-accepted' }], ['25 09:00:00', { what: 'closed' }]])).toBe('0 / 1 = 0')
  })
})

describe('the figures of call-backs', () => {
  const rang = (when: string, satisfaction: 'satisfied' | 'mostly-satisfied' | 'neutral' | 'unsatisfied' | null, solved: 'yes' | 'partly' | 'no' | null): Steps => [[when, { what: 'called-back', answer: { satisfaction, solved } }]]
  const figures = figuresOf([
    ...dispatched('a', '23 09:00:00', [['23 10:00:00', { what: 'result-accepted' }], ...rang('23 11:00:00', 'satisfied', 'yes')]),
    ...dispatched('b', '23 09:00:00', [['23 10:00:00', { what: 'result-accepted' }], ...rang('23 11:00:00', 'neutral', 'partly')]),
    ...dispatched('c', '23 09:00:00', [['23 10:00:00', { what: 'result-accepted' }], ...rang('23 11:00:00', 'unsatisfied', 'no'), ['23 11:01:00', { what: 'rework-ordered' }], ...rang('23 16:00:00', 'mostly-satisfied', 'yes')]),
    ...dispatched('d', '23 09:00:00', [['23 10:00:00', { what: 'result-accepted' }], ['23 11:00:00', { what: 'called-back', answer: null }]]),
    ...dispatched('e', '23 09:00:00', [['23 10:00:00', { what: 'result-accepted' }]]),
  ])

  it('rate every call-back by itself, neutral below the line or left out', () => {
    expect([said(figures, 'SAT'), said(figures, 'SAT', monday, 'satisfied-neutral-left-out')]).toEqual(['2 / 4 = 50', '2 / 3 = 66.667'])
    expect(rowsOf(figures.figure({ code: 'SAT', window: monday })).below).toEqual(['a', 'b', 'c', 'c'])
    expect(figures.figure({ code: 'SAT', window: monday }).beside).toEqual([{ what: 'not-reached', count: 1 }])
  })

  it('take a part of a solution for none, or for half of one where that was chosen', () => {
    expect([said(figures, 'SOLVED'), said(figures, 'SOLVED', monday, 'solved-partly-half')]).toEqual(['2 / 4 = 50', '2.5 / 4 = 62.5'])
  })

  it('tell who was called back, who was reached and what went to rework', () => {
    expect([said(figures, 'CALLBACK_RATE'), said(figures, 'REACH'), said(figures, 'REWORK')]).toEqual(['3 / 5 = 60', '3 / 4 = 75', '1 / 3 = 33.333'])
  })
})

describe('RED and ORANGE in time', () => {
  const red = (id: string, steps: Steps, code = 'VIOLENCE', severity: 'RED' | 'ORANGE' = 'RED') =>
    orderOf(id, [['23 09:00:00', opened('23 09:00:00')], ['23 09:01:00', { what: 'risk-confirmed', code, severity, confirmedAt: at('23 09:01:00') }], ...steps])
  const done = (code: string, when: string): readonly [string, OrderHappening] => [when, { what: 'step-done', code, doneAt: at(when) }]
  const all = [done('LEAD_ON_LINE', '23 09:03:00'), done('ORAL_REPORT', '23 09:16:00'), done('WRITTEN_REPORT', '23 09:31:00')]

  it('counts an order when it is decided: all limits kept to the second, or one missed', () => {
    expect(said(figuresOf(red('a', all)), 'RISK_ONTIME')).toBe('1 / 1 = 100')
    expect(said(figuresOf(red('a', [done('LEAD_ON_LINE', '23 09:03:01'), ...all.slice(1)])), 'RISK_ONTIME')).toBe('0 / 1 = 0')
    expect(said(figuresOf(red('a', all.slice(0, 1)), { now: '23 09:16:00' }), 'RISK_ONTIME')).toBe('0 / 0 = none yet')
    expect(said(figuresOf(red('a', all.slice(0, 1)), { now: '23 09:16:01' }), 'RISK_ONTIME')).toBe('0 / 1 = 0')
  })

  it('takes the signing in as soon as there is a dispatch', () => {
    const signedLate: Steps = [['23 09:40:00', { what: 'dispatched', signDueAt: at('23 09:55:00') }], ['23 09:56:00', { what: 'signed' }]]
    expect(said(figuresOf(red('a', [...all, ...signedLate])), 'RISK_ONTIME')).toBe('0 / 1 = 0')
  })

  it('asks for no step that is done only where it fits', () => {
    const settings = { riskSteps: ['LEAD_ON_LINE', 'EMERGENCY_CALL_IF_FIT'] }
    expect(said(figuresOf(red('a', all.slice(0, 1)), { settings, now: '24 12:00:00' }), 'RISK_ONTIME')).toBe('1 / 1 = 100')
  })

  it('leaves out what was merged: what has to be done is done with the other order', () => {
    expect(said(figuresOf(red('a', [['23 09:02:00', { what: 'merged' }]]), { now: '24 12:00:00' }), 'RISK_ONTIME')).toBe('0 / 0 = none yet')
  })

  it('leaves out who is ORANGE by amount or repetition alone, and what was lowered', () => {
    expect(said(figuresOf(red('a', [], 'AMOUNT', 'ORANGE'), { now: '24 12:00:00' }), 'RISK_ONTIME')).toBe('0 / 0 = none yet')
    expect(said(figuresOf(red('a', [['23 09:02:00', { what: 'risk-lowered', code: 'VIOLENCE', from: 'RED', to: 'YELLOW' }]]), { now: '24 12:00:00' }), 'RISK_ONTIME')).toBe('0 / 0 = none yet')
  })
})

describe('soothing', () => {
  it('looks at callers who were upset, and tells beside it where nobody has recorded it', () => {
    const felt = (id: string, start: number | null, end: number | null) => {
      const list = (level: number | null) => (level === null ? null : [{ code: 'ANGRY', level }])
      return orderOf(id, [['23 09:00:00', opened('23 09:00:00')], ['23 09:05:00', { what: 'emotions', start: list(start), end: list(end) }], ['23 09:05:00', decided('answered')]])
    }
    const figures = figuresOf([...felt('a', 3, 1), ...felt('b', 2, 2), ...felt('c', 1, 0), ...felt('d', 3, null)])
    expect(said(figures, 'SOOTHE')).toBe('1 / 2 = 50')
    expect(figures.figure({ code: 'SOOTHE', window: monday }).beside).toEqual([{ what: 'unrecorded', count: 1 }])
  })
})

describe('every figure', () => {
  it('is one of the 27 of the trade', () => {
    expect(new Set<FigureCode>(figureCodes).size).toBe(27)
  })
})
