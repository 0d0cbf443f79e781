import { describe, expect, it } from 'vitest'
import { callerCard } from '../../../shared/callers/caller-card'
import { daysAgo, localDay, localDayOfIso } from '../../../shared/callers/local-day'
import { isOpenOrder, isOrder, isOverdue } from '../../../shared/callers/person'
import { parsePhoneNumber } from '../../../shared/callers/phone-number'
import { loadPracticeCallers, practiceNames, sipIdentityOf } from '../../../shared/callers/practice-callers'
import { practicePeople } from '../../../shared/callers/practice-people'
import { identityFromSip } from '../../../shared/callers/sip-identity'
import { epochMs } from '../../../shared/lib/clock'

const callers = loadPracticeCallers()
const at = (iso: string) => epochMs(Date.parse(iso))
const november = at('2026-11-23T10:36:40+08:00')

describe('practice callers', () => {
  it('are 32, each with an id of its own', () => {
    expect(callers).toHaveLength(32)
    expect(new Set(callers.map((caller) => caller.id)).size).toBe(32)
  })

  it.each(callers.map((caller) => [caller.id, caller.trick, caller] as const))(
    '%s (%s) rings under the key of the data',
    (_, __, caller) => {
      expect(identityFromSip(sipIdentityOf(caller), { homeArea: '023' }).number.key).toBe(caller.key)
    },
  )

  it('use only numbers that nobody has', () => {
    for (const caller of callers) {
      const keys = [caller.key, ...(caller.other_keys ?? []), ...caller.history.map((item) => item.key ?? null)]
      for (const key of keys)
        if (key !== null) expect(key).toMatch(/^86(?:1540000|239000|8519000)\d+$|^\+447700900\d{3}$/)
    }
  })

  it('have histories whose dates agree with the days ago', () => {
    const reference = localDayOfIso('2026-11-23')
    for (const item of callers.flatMap((caller) => caller.history)) {
      expect(reference - localDayOfIso(item.created), item.order_no).toBe(item.days_ago)
    }
  })

  it('have no name where the data only describes them', () => {
    expect(callers.filter((caller) => practiceNames(caller).length === 0).map((caller) => caller.id)).toEqual([
      'C06',
      'C17',
      'C18',
      'C19',
      'C20',
      'C41',
    ])
  })
})

describe('people of practice', () => {
  it('are one for each name under a shared number', () => {
    const people = practicePeople(callers, november)
    const named = (start: string) => people.filter((person) => person.id.startsWith(start)).map((person) => person.name)
    expect(named('C03')).toEqual(['邹大勇', '亓明亮', '罗仕英'])
    expect(named('C04')).toEqual(['贺春花', '冉光明'])
    expect(named('C08')).toEqual(['尉迟南星', '皇甫松年'])
  })

  it('share out every line of the data among them, once', () => {
    const told = practicePeople(callers, november).flatMap((person) => person.history.map((item) => item.id))
    expect(told.sort()).toEqual(callers.flatMap((caller) => caller.history.map((item) => item.order_no)).sort())
  })

  it('leave out who rings for the first time and who withholds the number', () => {
    const ids = practicePeople(callers, november).map((person) => person.id)
    for (const id of ['C01', 'C02', 'C06', 'C13', 'C24', 'C26', 'C28', 'C35', 'C41']) expect(ids).not.toContain(id)
  })

  it.each([
    '2026-11-23T00:10:00+08:00',
    '2026-11-23T10:36:40+08:00',
    '2027-02-28T23:59:00+08:00',
    '2032-02-29T08:00:00+08:00',
  ])('never age: on %s everything is as long ago as in the data', (today) => {
    const now = at(today)
    const items = new Map(
      practicePeople(callers, now).flatMap((person) => person.history.map((item) => [item.id, item] as const)),
    )
    for (const item of callers.flatMap((caller) => caller.history)) {
      const shifted = items.get(item.order_no)
      expect(shifted === undefined ? null : shifted.at <= now).toBe(true)
      if (item.days_ago === 0) continue
      expect(shifted === undefined ? null : daysAgo(shifted.at, now)).toBe(item.days_ago)
      if (item.due !== undefined && shifted !== undefined && isOrder(shifted)) {
        const left = localDayOfIso(item.due) - localDayOfIso('2026-11-23')
        expect(shifted.dueAt === undefined ? null : localDay(shifted.dueAt) - localDay(now), item.order_no).toBe(left)
      }
    }
  })

  it('owe the same orders on every day', () => {
    const overdueOn = (now: string) =>
      practicePeople(callers, at(now)).flatMap((person) =>
        person.history.filter((item) => isOverdue(item, at(now))).map((item) => item.id),
      )
    expect(overdueOn('2026-11-23T10:00:00+08:00')).toEqual(overdueOn('2028-05-01T10:00:00+08:00'))
    expect(overdueOn('2026-11-23T10:00:00+08:00')).toContain('GD20261027000019')
  })

  it('call several times a day at different times, in the order of the data', () => {
    const silent = practicePeople(callers, november).find((person) => person.id === 'C18')?.history ?? []
    expect(silent.map((item) => (november - item.at) / 60_000)).toEqual([36, 24, 12])
  })

  it('survive being stored as JSON', () => {
    const people = practicePeople(callers, november)
    expect(JSON.parse(JSON.stringify(people))).toEqual(people)
  })

  it('keep stable codes for what the data says in Chinese', () => {
    const all = practicePeople(callers, november).flatMap((person) => person.history)
    const supervised = all.filter((item) => isOrder(item) && item.supervised === true)
    expect(supervised.map((item) => item.id)).toEqual(['GD20261111000027', 'GD20261019000043'])
    expect(all.filter((item) => item.what === 'call')).toHaveLength(11)
    expect(all.filter(isOpenOrder)).toHaveLength(11)
    expect(all.find((item) => item.id === 'GD20250711000018')).toMatchObject({ requestType: 'ZX', status: 'ANSWERED' })
  })

  it('come with a card that one frame can hold', () => {
    for (const person of practicePeople(callers, november)) {
      const card = callerCard(person, november)
      expect(card.openOrders.length + card.timeline.length).toBeLessThanOrEqual(20)
    }
  })

  it('have a number that parses to the key they are registered under', () => {
    for (const person of practicePeople(callers, november)) {
      for (const { key } of person.numbers) expect(parsePhoneNumber(key, { homeArea: '023' }).key).toBe(key)
    }
  })
})
