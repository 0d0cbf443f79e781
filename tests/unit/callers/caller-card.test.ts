import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callerCard, repeatedMatters } from '../../../shared/callers/caller-card'
import type { OrderStatus } from '../../../shared/callers/person'
import { epochMs } from '../../../shared/lib/clock'
import { daysBefore, now, order, people, person, silentCall } from './practice-now'

const KEY = '8615400000777'

function cardOf(id: string) {
  const known = people.find((candidate) => candidate.id === id)
  if (known === undefined) throw new Error(`nobody called ${id}`)
  return callerCard(known, now)
}

describe("a caller's card", () => {
  it('C12: puts the overdue order before everything else', () => {
    const card = cardOf('C12')
    expect(card.openOrders.map((line) => [line.order.orderNo, line.isOverdue])).toEqual([['GD20261027000019', true]])
    expect(card.timeline.map((item) => item.id)).toEqual(['GD20250711000018'])
    expect(card).toMatchObject({ overdue: 1, orders: 2 })
    expect(card.repeats).toEqual([{ category: 'AID-02', earlier: 1, openOrderNo: 'GD20261027000019' }])
  })

  it('C16: counts six orders and two unsatisfied call-backs, and shows that one is supervised', () => {
    expect(cardOf('C16')).toMatchObject({ orders: 6, unsatisfied: 2, supervised: 1, overdue: 0 })
    expect(cardOf('C16').openOrders.map((line) => line.order.orderNo)).toEqual(['GD20261111000027'])
    expect(cardOf('C16').timeline).toHaveLength(5)
  })

  it('C05: shows all three orders of both numbers', () => {
    const card = cardOf('C05')
    expect([...card.openOrders.map((line) => line.order.orderNo), ...card.timeline.map((item) => item.id)]).toEqual([
      'GD20261117000010',
      'GD20261014000009',
      'GD20260909000008',
    ])
  })

  it('C03, C04: keeps the orders with their person and their employer', () => {
    expect(cardOf('C03-1').orders).toBe(2)
    expect(cardOf('C04-1').employers).toEqual(['示例渝味餐馆'])
    expect(cardOf('C04-2').employers).toEqual(['示例捷运平台'])
  })

  it('C08: says that a secret order exists and nothing about it', () => {
    const card = cardOf('C08-2')
    expect(card).toMatchObject({
      secretOrders: 1,
      orders: 0,
      openOrders: [],
      timeline: [],
      employers: [],
      isNameMasked: true,
    })
    expect(JSON.stringify(card)).not.toMatch(/车间|HOURS|缙云|GD2026|皇甫/)
    expect(JSON.stringify(cardOf('C08-1'))).not.toMatch(/车间|HOURS/)
  })

  it('C17: carries the nuisance mark beside the one real case', () => {
    expect(cardOf('C17')).toMatchObject({ name: null, orders: 1, nuisance: { calls: 4, lastDaysAgo: 3 } })
  })

  it('C21: shows the second order on the same matter as a repeat with its open order', () => {
    expect(cardOf('C21').repeats).toEqual([{ category: 'WAGE-01', earlier: 1, openOrderNo: 'GD20261107000041' }])
    expect(cardOf('C21')).toMatchObject({ unsatisfied: 1, overdue: 1 })
  })

  it('C22: keeps a name outside the basic plane whole', () => {
    expect(Array.from(cardOf('C22').name ?? '')).toEqual(['田', '𠮷', '明'])
  })

  it('C32: says first that the caller is deaf, speaks through a relative and prefers text messages', () => {
    expect(cardOf('C32').notes).toEqual({ hearing: 'deaf', relay: 'relative', preferredContact: 'sms' })
  })

  it('lists promises that are not known to be kept, the next due first', () => {
    const promises = [
      { text: '三周内付清', dueAt: daysBefore(-7) },
      { text: '已付', kept: true },
      { text: '明天回电', dueAt: daysBefore(-1) },
      { text: '尽快' },
    ]
    const card = callerCard(person('p', KEY, { history: [order('1', KEY, { promises })] }), now)
    expect(card.promises.map((promise) => [promise.text, promise.orderNo])).toEqual([
      ['明天回电', '1'],
      ['三周内付清', '1'],
      ['尽快', '1'],
    ])
  })

  it('orders what is open by what presses most', () => {
    const open = (id: string, dueInDays: number | null, status: OrderStatus = 'HANDLING') =>
      order(id, KEY, { status, ...(dueInDays === null ? {} : { dueAt: daysBefore(-dueInDays) }) })
    const history = [
      open('later', 5),
      open('none', null),
      open('late', -1),
      open('parked', -9, 'SUSPENDED'),
      open('later-still', 9),
    ]
    const card = callerCard(person('p', KEY, { history }), now)
    expect(card.openOrders.map((line) => line.order.orderNo)).toEqual([
      'late',
      'parked',
      'later',
      'later-still',
      'none',
    ])
    expect(card.overdue).toBe(1)
  })

  it('is in time until the last second of the limit is over', () => {
    const dueAt = epochMs(Date.parse('2026-11-23T23:59:59+08:00'))
    const known = person('p', KEY, { history: [order('1', KEY, { status: 'HANDLING', dueAt })] })
    expect(callerCard(known, epochMs(dueAt + 999)).overdue).toBe(0)
    expect(callerCard(known, epochMs(dueAt + 1000)).overdue).toBe(1)
  })

  it('shows twenty lines, open orders first, and says how many it left out', () => {
    const history = Array.from({ length: 60 }, (_, n) =>
      order(`${n}`, KEY, { at: daysBefore(n + 1), status: n % 20 === 0 ? 'HANDLING' : 'CLOSED' }),
    )
    const card = callerCard(person('p', KEY, { history }), now)
    expect(card.openOrders).toHaveLength(3)
    expect(card.timeline).toHaveLength(17)
    expect(card.hiddenItems).toBe(40)
    expect(card.timeline.map((item) => item.at)).toEqual(card.timeline.map((item) => item.at).sort((a, b) => b - a))
  })

  it('leaves the history it is given as it is', () => {
    const history = Object.freeze([
      order('old', KEY, { at: daysBefore(9) }),
      silentCall('call', KEY, 5),
      order('new', KEY, { at: daysBefore(1) }),
    ])
    expect(callerCard(person('p', KEY, { history }), now).timeline.map((item) => item.id)).toEqual([
      'call',
      'new',
      'old',
    ])
    expect(history.map((item) => item.id)).toEqual(['old', 'call', 'new'])
  })

  it('never shows anything of a secret order, whatever else there is', () => {
    const item = fc.record({ secret: fc.boolean(), open: fc.boolean(), days: fc.integer({ min: 0, max: 90 }) })
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), (items) => {
        const history = items.map(({ secret, open, days }, n) =>
          order(`N${n}`, KEY, {
            secret,
            at: daysBefore(days),
            status: open ? 'HANDLING' : 'CLOSED',
            ...(secret
              ? {
                  summary: '机密',
                  employer: '机密',
                  category: 'UNION-04',
                  satisfaction: 'unsatisfied',
                  promises: [{ text: '机密' }],
                }
              : {}),
          }),
        )
        const card = callerCard(person('p', KEY, { history }), now)
        expect(JSON.stringify(card)).not.toMatch(/机密|UNION-04/)
        expect(card.secretOrders).toBe(items.filter(({ secret }) => secret).length)
        expect(card.unsatisfied).toBe(0)
      }),
    )
  })
})

describe('the same matter within thirty days', () => {
  const earlier = (days: readonly number[]) =>
    repeatedMatters(
      person('p', KEY, { history: days.map((age) => order(`${age}`, KEY, { at: daysBefore(age) })) }),
      now,
    )

  it('counts the earlier calls about it', () => {
    expect(earlier([1, 29, 30])).toEqual([{ category: 'WAGE-01', earlier: 3, openOrderNo: null }])
  })

  it('does not count what is older', () => {
    expect(earlier([31])).toEqual([])
  })
})
