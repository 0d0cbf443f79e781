import { describe, expect, it } from 'vitest'
import { DAY_MS } from '../../../shared/callers/local-day'
import type { Fact } from '../../../shared/metrics/fact'
import { Figures } from '../../../shared/metrics/figures'
import { rulesKeepingAll } from '../../support/metrics/rules'
import { answered, at, completed, entered, figuresOf, opened, orderOf, said, seat } from '../../support/metrics/told'

function moved(facts: readonly Fact[], days: number): Fact[] {
  const ms = days * DAY_MS
  return facts.map((fact) => {
    const heardAt = fact.heardAt + ms
    if (fact.kind === 'queue') return { ...fact, heardAt, event: { ...fact.event, at: fact.event.at + ms, ...('queueCallId' in fact.event ? { queueCallId: `${fact.event.queueCallId} ${days}` } : {}) } as typeof fact.event }
    if (fact.kind === 'seat') return { ...fact, heardAt, since: fact.since + ms }
    const { happening } = fact
    return { ...fact, heardAt, at: fact.at + ms, id: `${fact.id} ${days}`, orderId: `${fact.orderId} ${days}`, happening: happening.what === 'opened' ? { ...happening, callAt: happening.callAt + ms } : happening }
  })
}

const oneDay: readonly Fact[] = [
  ...Array.from({ length: 20 }, (_, n) => [entered(`c${n}`, '01 09:00:00'), answered(`c${n}`, '01 09:00:10', 10_000), completed(`c${n}`, '01 09:02:10'), seat(`s${n % 3}`, 'ready', `01 09:02:${10 + n}`)]).flat(),
  ...orderOf('o', [['01 09:03:00', opened('01 09:00:00')], ['01 09:03:00', { what: 'caller', callerKey: 'CALLER' }], ['01 09:03:00', { what: 'matter', category: 'WAGE-01' }], ['01 09:03:00', { what: 'decided', how: 'answered' }]]),
].sort((one, other) => one.heardAt - other.heardAt)

const keep = { callDays: 2, sumDays: 10 }

describe('what figures hold', () => {
  it('does not grow with the history: after thirty days as much as after sixty', () => {
    const figures = new Figures({ ...rulesKeepingAll, keep })
    const sizes = Array.from({ length: 60 }, (_, day) => {
      for (const fact of moved(oneDay, day)) figures.add(fact)
      return figures.size
    })
    expect(sizes[59]).toEqual(sizes[29])
    expect(sizes[59]?.rows).toBeLessThan(100)
  })

  it('keeps the sums of a window when its single calls have gone, and says that there are no rows any more', () => {
    const figures = figuresOf([...moved(oneDay, 0), ...moved(oneDay, 5)], { keep })
    const window = { from: at('01 00:00:00'), to: at('02 00:00:00') }
    expect(said(figures, 'SL15', window)).toBe('20 / 20 = 100')
    expect(figures.figure({ code: 'SL15', window }).counted).toMatchObject({ above: [], below: [], complete: false })
    expect(figures.figure({ code: 'SL15', window }).asOf).toBe(at('01 09:02:10'))
    expect(figures.figure({ code: 'SL15', window: { from: at('06 00:00:00'), to: at('07 00:00:00') } }).counted).toMatchObject({ complete: true })
  })

  it('turns away what is heard of a call that is no longer kept, and says how much', () => {
    const figures = figuresOf([...moved(oneDay, 0), ...moved(oneDay, 5), completed('c1 0', '01 09:30:00', 'agent', { heardAt: '06 20:00:00' })], { keep })
    expect(figures.turnedAway).toBe(1)
  })

  it('keeps an order that still runs, however old it is: it may yet be late', () => {
    const order = orderOf('o', [['01 09:00:00', opened('01 09:00:00')], ['01 09:00:00', { what: 'decided', how: 'dispatch' }], ['01 09:00:00', { what: 'dispatched', signDueAt: at('28 09:00:00') }]])
    const figures = figuresOf(order, { keep })
    for (let day = 2; day <= 29; day += 1) figures.advance(at(`${String(day).padStart(2, '0')} 12:00:00`))
    expect(said(figures, 'SIGN_ONTIME', { from: at('28 00:00:00'), to: at('29 00:00:00') })).toBe('0 / 1 = 0')
  })

  it('takes no more than a call can have from a feed that has gone mad', () => {
    const holds = Array.from({ length: 2_000 }, (_, n) => ({ ...entered('a', '01 09:00:00'), event: { kind: 'held' as const, queueCallId: 'a', extension: '8001', at: at('01 09:00:00') + n, on: n % 2 === 0 } }))
    const figures = figuresOf(holds)
    expect(figures.turnedAway).toBe(1_500)
  })
})
