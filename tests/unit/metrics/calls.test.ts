import { describe, expect, it } from 'vitest'
import { formulasOf } from '../../../shared/metrics/figure'
import { answered, at, completed, entered, figuresOf, held, left, monday, offered, opened, orderOf, rowsOf, said, seat, tuesday } from '../../support/metrics/told'

describe('the figures of calls', () => {
  it('are none, and neither 0 % nor 100 %, while no call has come to its end', () => {
    const figures = figuresOf([entered('a', '23 09:00:00')])
    expect(['CONNECT', 'SL15', 'ASA', 'ABANDON', 'ATT', 'INVALID', 'OCC'].map((code) => said(figures, code as 'SL15'))).toEqual(Array.from({ length: 7 }, () => '0 / 0 = none yet'))
    expect(figures.figure({ code: 'SL15', window: monday })).toMatchObject({ value: null, asOf: null, restated: false })
  })

  it('take an answer after exactly 15 seconds as in time, and one a millisecond later as not', () => {
    const figures = figuresOf([
      entered('a', '23 09:00:00'), answered('a', '23 09:00:15', 15_000),
      entered('b', '23 09:10:00'), answered('b', '23 09:10:15', 15_001),
    ])
    expect(said(figures, 'SL15')).toBe('1 / 2 = 50')
    expect(rowsOf(figures.figure({ code: 'SL15', window: monday }))).toEqual({ above: ['a'], below: ['a', 'b'] })
  })

  it('take a caller who hangs up after exactly 5 seconds as a wrong press, and one a millisecond later as given up', () => {
    const figures = figuresOf([
      entered('a', '23 09:00:00'), left('a', '23 09:00:05', 5_000),
      entered('b', '23 09:10:00'), left('b', '23 09:10:05', 5_001),
      entered('c', '23 09:20:00'), answered('c', '23 09:20:03', 3_000),
    ])
    expect(said(figures, 'ABANDON')).toBe('1 / 3 = 33.333')
    expect(said(figures, 'CONNECT')).toBe('1 / 2 = 50')
    expect(said(figures, 'CONNECT', monday, 'connect-of-all')).toBe('1 / 3 = 33.333')
    expect(figures.figure({ code: 'CONNECT', window: monday }).beside).toEqual([{ what: 'short-abandons', count: 1 }])
  })

  it('know four service levels by name, and each comes to something else', () => {
    const figures = figuresOf([
      ...Array.from({ length: 6 }, (_, n) => [entered(`fast${n}`, '23 09:00:00'), answered(`fast${n}`, '23 09:00:10', 10_000)]).flat(),
      ...Array.from({ length: 2 }, (_, n) => [entered(`slow${n}`, '23 09:00:00'), answered(`slow${n}`, '23 09:00:30', 30_000)]).flat(),
      entered('short', '23 09:00:00'), left('short', '23 09:00:03', 3_000),
      entered('lost', '23 09:00:00'), left('lost', '23 09:00:40', 40_000),
    ])
    expect(formulasOf.SL15.map((formula) => said(figures, 'SL15', monday, formula))).toEqual(['6 / 10 = 60', '6 / 9 = 66.667', '7 / 10 = 70', '6 / 8 = 75'])
  })

  it('go by the formula and the limits that were chosen', () => {
    const facts = [entered('a', '23 09:00:00'), answered('a', '23 09:00:18', 18_000), entered('b', '23 09:00:00'), left('b', '23 09:00:02', 2_000)]
    const figures = figuresOf(facts, { settings: { answerWithinMs: 20_000, formulas: { SL15: 'level-of-answered' } } })
    expect(figures.figure({ code: 'SL15', window: monday })).toMatchObject({ formula: 'level-of-answered', value: 100 })
  })

  it('keep a call that enters before midnight and is answered after it in the day in which it entered', () => {
    const figures = figuresOf([entered('a', '23 23:59:58'), answered('a', '24 00:00:07', 9_000), completed('a', '24 00:05:07')])
    expect([said(figures, 'SL15', monday), said(figures, 'SL15', tuesday)]).toEqual(['1 / 1 = 100', '0 / 0 = none yet'])
    expect([said(figures, 'ASA', monday), said(figures, 'ATT', monday), said(figures, 'ATT', tuesday)]).toEqual(['9 / 1 = 9', '300 / 1 = 300', '0 / 0 = none yet'])
    expect(figures.figure({ code: 'SL15', window: monday }).restated).toBe(false)
  })

  it('count a call that still goes on at the end of the window as answered, and its length when it is known', () => {
    const talking = [entered('a', '23 23:50:00'), answered('a', '23 23:50:10', 10_000)]
    expect([said(figuresOf(talking), 'CONNECT'), said(figuresOf(talking), 'ATT')]).toEqual(['1 / 1 = 100', '0 / 0 = none yet'])
    expect(said(figuresOf([...talking, completed('a', '24 00:10:10')]), 'ATT')).toBe('1200 / 1 = 1200')
  })

  it('count nobody who still waits, for it may yet be answered', () => {
    const figures = figuresOf([entered('a', '23 23:59:00'), entered('b', '23 09:00:00'), answered('b', '23 09:00:10', 10_000)], { now: '24 00:30:00' })
    expect(said(figures, 'CONNECT')).toBe('1 / 1 = 100')
    expect(figures.sumOf('entered', monday).above).toBe(2)
  })

  it('count a call that rang at three seats once', () => {
    const figures = figuresOf([
      entered('a', '23 09:00:00'), offered('a', '23 09:00:01', { extension: '8001' }), offered('a', '23 09:00:21', { extension: '8002' }),
      offered('a', '23 09:00:41', { extension: '8003' }), answered('a', '23 09:00:44', 44_000, { extension: '8003' }),
    ])
    expect([said(figures, 'CONNECT'), said(figures, 'ASA')]).toEqual(['1 / 1 = 100', '44 / 1 = 44'])
  })

  it('count a call that was moved to another queue once, in the queue that it entered first, with all of its wait', () => {
    const figures = figuresOf([
      entered('a', '23 09:00:00', { queue: 'rights' }), left('a', '23 09:00:30', 30_000, 'moved-on', { queue: 'rights' }),
      entered('a', '23 09:00:31', { queue: 'law' }), answered('a', '23 09:00:38', 7_000, { queue: 'law' }),
    ])
    expect(said(figures, 'ASA')).toBe('37 / 1 = 37')
    expect(['rights', 'law'].map((queue) => figures.figure({ code: 'SL15', window: monday, queue }).denominator)).toEqual([1, 0])
  })

  it('count a call that was moved on and given up in the second queue as given up', () => {
    const figures = figuresOf([
      entered('a', '23 09:00:00'), left('a', '23 09:00:30', 30_000, 'moved-on'), entered('a', '23 09:00:30', { queue: 'law' }), left('a', '23 09:00:32', 2_000, 'hung-up', { queue: 'law' }),
    ])
    expect([said(figures, 'ABANDON'), said(figures, 'CONNECT')]).toEqual(['1 / 1 = 100', '0 / 1 = 0'])
  })

  it('count a call that was moved on and waits again as one that still waits', () => {
    const figures = figuresOf([entered('a', '23 09:00:00'), left('a', '23 09:00:30', 30_000, 'moved-on'), entered('a', '23 09:00:30', { queue: 'law' })])
    expect([said(figures, 'CONNECT'), figures.sumOf('entered', monday).above]).toEqual(['0 / 0 = none yet', 1])
  })

  it('count a call of two matters as one with content when one of its orders has some', () => {
    const order = (id: string, how: 'no-content' | 'answered') => orderOf(id, [['23 09:05:00', opened('23 09:00:10', { queueCallId: 'a' })], ['23 09:05:00', { what: 'decided', how }]])
    const call = [entered('a', '23 09:00:00'), answered('a', '23 09:00:10', 10_000)]
    expect([said(figuresOf([...call, ...order('x', 'no-content'), ...order('y', 'answered')]), 'INVALID'), said(figuresOf([...call, ...order('x', 'no-content')]), 'INVALID')]).toEqual(['0 / 1 = 0', '1 / 1 = 100'])
  })

  it('count a transferred call once, answered, with the talks of both seats', () => {
    const figures = figuresOf([
      entered('a', '23 09:00:00'), answered('a', '23 09:00:10', 10_000, { extension: '8001' }), completed('a', '23 09:02:10', 'transferred', { extension: '8001' }),
      entered('a', '23 09:02:10', { queue: 'law' }), answered('a', '23 09:03:10', 60_000, { queue: 'law', extension: '8002' }), completed('a', '23 09:08:10', 'caller', { queue: 'law', extension: '8002' }),
    ])
    expect([said(figures, 'CONNECT'), said(figures, 'SL15'), said(figures, 'ATT'), said(figures, 'ASA')]).toEqual(['1 / 1 = 100', '1 / 1 = 100', '420 / 1 = 420', '10 / 1 = 10'])
  })

  it('do not take back an answer when the caller gives up after a transfer', () => {
    const figures = figuresOf([
      entered('a', '23 09:00:00'), answered('a', '23 09:00:10', 10_000), completed('a', '23 09:02:10', 'transferred'),
      entered('a', '23 09:02:10', { queue: 'law' }), left('a', '23 09:04:10', 120_000, 'hung-up', { queue: 'law' }),
    ])
    expect([said(figures, 'CONNECT'), said(figures, 'ABANDON'), said(figures, 'ASA')]).toEqual(['1 / 1 = 100', '0 / 1 = 0', '10 / 1 = 10'])
  })

  it('trust the wait that the PBX has measured where its clock and the desk\'s differ', () => {
    // The entry was stamped by the desk, the answer by a PBX that is 40 s behind: it seems to come before the call.
    const figures = figuresOf([entered('a', '23 09:00:00'), answered('a', '23 08:59:32', 12_000, { heardAt: '23 09:00:12' }), completed('a', '23 09:04:32', 'agent', { heardAt: '23 09:05:12' })])
    expect([said(figures, 'SL15'), said(figures, 'ASA'), said(figures, 'ATT')]).toEqual(['1 / 1 = 100', '12 / 1 = 12', '300 / 1 = 300'])
  })

  it('know from the wait when a call entered that began before the desk did', () => {
    const figures = figuresOf([answered('a', '24 00:00:20', 30_000)])
    expect(said(figures, 'CONNECT', monday)).toBe('1 / 1 = 100')
  })

  it('say that a window was reckoned anew when a part of it came late', () => {
    const onTime = [entered('a', '23 23:58:00'), answered('a', '23 23:58:10', 10_000)]
    const late = [entered('b', '23 22:00:00', { heardAt: '24 06:00:00' }), answered('b', '23 22:00:30', 30_000, { heardAt: '24 06:00:01' })]
    expect(figuresOf(onTime).figure({ code: 'SL15', window: monday })).toMatchObject({ value: 100, restated: false })
    expect(figuresOf([...onTime, ...late]).figure({ code: 'SL15', window: monday })).toMatchObject({ value: 50, restated: true, asOf: at('24 06:00:01') })
    expect(figuresOf([...onTime, ...late]).figure({ code: 'SL15', window: tuesday })).toMatchObject({ restated: false })
  })

  it('take the same word twice as one', () => {
    const facts = [entered('a', '23 09:00:00'), answered('a', '23 09:00:10', 10_000), completed('a', '23 09:05:10')]
    const figures = figuresOf([...facts, ...facts.map((fact) => ({ ...fact, heardAt: fact.heardAt + 90_000 }))])
    expect([said(figures, 'CONNECT'), said(figures, 'ATT')]).toEqual(['1 / 1 = 100', '300 / 1 = 300'])
  })

  it('leave drill calls out, also when only the order says that it was practice', () => {
    const real = [entered('a', '23 09:00:00'), answered('a', '23 09:00:10', 10_000)]
    const drill = [entered('b', '23 09:00:00', { drill: true }), answered('b', '23 09:00:40', 40_000, { drill: true }), entered('c', '23 09:00:00'), answered('c', '23 09:00:40', 40_000)]
    const figures = figuresOf([...real, ...drill, ...orderOf('o', [['23 09:05:00', opened('23 09:00:05', { practice: true, queueCallId: 'c' })]])])
    expect([said(figures, 'SL15'), said(figures, 'ASA')]).toEqual(['1 / 1 = 100', '10 / 1 = 10'])
    expect(figures.sumOf('entered', monday).above).toBe(1)
  })

  it('take hold as a part of the talk, and its mean over calls that were on hold', () => {
    const figures = figuresOf([
      entered('a', '23 09:00:00'), answered('a', '23 09:00:10', 10_000), held('a', '23 09:01:10', true), held('a', '23 09:01:40', false), held('a', '23 09:02:10', true), completed('a', '23 09:03:10'),
      entered('b', '23 09:00:00'), answered('b', '23 09:00:10', 10_000), completed('b', '23 09:01:10'),
    ])
    expect([said(figures, 'HOLD'), said(figures, 'ATT')]).toEqual(['90 / 1 = 90', '240 / 2 = 120'])
  })

  it('add wrap-up to its call, the rest after RED left out, and handling is talk and wrap-up', () => {
    const figures = figuresOf([
      entered('a', '23 09:00:00'), answered('a', '23 09:00:10', 10_000), completed('a', '23 09:02:10'),
      seat('8001', 'talking', '23 09:00:10', 'a'), seat('8001', 'wrap-up', '23 09:02:10', 'a'), seat('8001', 'red-rest', '23 09:03:40', 'a'), seat('8001', 'ready', '23 09:18:40'),
    ])
    expect([said(figures, 'ACW'), said(figures, 'AHT')]).toEqual(['90 / 1 = 90', '210 / 1 = 210'])
  })

  it('count a call without content once its order says so', () => {
    const figures = figuresOf([
      entered('a', '23 23:59:58'), answered('a', '24 00:00:07', 9_000),
      ...orderOf('o', [['24 00:01:00', opened('24 00:00:03', { queueCallId: 'a' })], ['24 00:01:00', { what: 'decided', how: 'no-content' }]]),
      entered('b', '23 12:00:00'), answered('b', '23 12:00:10', 10_000),
    ])
    expect([said(figures, 'INVALID', monday), said(figures, 'INVALID', tuesday)]).toEqual(['1 / 2 = 50', '0 / 0 = none yet'])
  })

  it('give a local day 48 half hours, from midnight to midnight in Chongqing, all year round', () => {
    const summer = { from: Date.parse('2026-07-01T00:00:00+08:00'), to: Date.parse('2026-07-02T00:00:00+08:00') }
    const call = (id: string, when: string) => ({ ...entered(id, '23 09:00:00'), event: { ...entered(id, '23 09:00:00').event, at: Date.parse(when) }, heardAt: Date.parse(when) })
    const figures = figuresOf([call('a', '2026-06-30T23:59:59+08:00'), call('b', '2026-07-01T00:00:00+08:00'), call('c', '2026-07-01T23:59:59+08:00'), call('d', '2026-07-02T00:00:00+08:00')])
    expect(figures.sumOf('entered', summer).above).toBe(2)
  })
})

describe('occupancy', () => {
  it('is time with callers against signed-in time without breaks, cut at the half hours', () => {
    const figures = figuresOf([
      seat('a', 'ready', '23 09:00:00'), seat('a', 'ringing', '23 09:20:00'), seat('a', 'talking', '23 09:20:10', 'x'), seat('a', 'wrap-up', '23 09:40:00', 'x'),
      seat('a', 'break', '23 09:45:00'), seat('a', 'ready', '23 09:55:00'), seat('a', 'signed-out', '23 10:00:00'),
    ])
    expect(said(figures, 'OCC')).toBe('1500 / 3000 = 50')
    expect(said(figures, 'OCC', { from: at('23 09:00:00'), to: at('23 09:30:00') })).toBe('600 / 1800 = 33.333')
    expect(figures.figure({ code: 'OCC', window: monday }).counted).toEqual({ of: 'time', above: [], below: [], complete: false })
  })

  it('collects no time for a seat that has fallen silent', () => {
    const figures = figuresOf([seat('a', 'talking', '23 09:00:00', 'x'), seat('a', 'talking', '23 09:00:00', 'x', '23 09:10:00')], { now: '23 12:00:00' })
    expect(said(figures, 'OCC')).toBe('600 / 600 = 100')
  })
})
