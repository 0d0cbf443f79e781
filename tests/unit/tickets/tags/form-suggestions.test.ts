import { describe, expect, test } from 'vitest'
import {
  formFacts,
  monthsOwed,
  refusalToPayHint,
  risksToWatch,
  suggestFromForm,
  sumsOf,
} from '../../../../shared/tickets/tags/form-suggestions'
import type { FormFacts } from '../../../../shared/tickets/tags/form-suggestions'
import { data, risks } from './shipped-data'

const nothing: FormFacts = {
  people: null,
  amountFen: null,
  amountScope: null,
  monthsOwed: null,
  earlierCalls: 0,
  unsatisfiedCallBacks: 0,
  ageBand: null,
  isUnpaid: false,
  isAtWorkNow: null,
  day: '2026-11-23',
}
const yuan = (amount: number) => amount * 100

function levels(facts: Partial<FormFacts>, confirmed = risks({})): Record<string, string> {
  const found = suggestFromForm({ ...nothing, ...facts }, confirmed, data.thresholds)
  return Object.fromEntries(found.map(({ code, level }) => [code, level]))
}

describe('risks that follow from the form', () => {
  test('an empty form suggests nothing', () => {
    expect(levels({})).toEqual({})
  })

  test.each([
    [2, undefined],
    [3, 'BLUE'],
    [4, 'BLUE'],
    [5, 'YELLOW'],
    [9, 'YELLOW'],
    [10, 'ORANGE'],
    [49, 'ORANGE'],
    [50, 'RED'],
  ])('%i workers', (people, level) => {
    expect(levels({ people }).GROUP).toBe(level)
  })

  test('thirty with a planned gathering are red', () => {
    expect(levels({ people: 30 }, risks({ GATHER: 'YELLOW' })).GROUP).toBe('ORANGE')
    expect(levels({ people: 30 }, risks({ GATHER: 'ORANGE' })).GROUP).toBe('RED')
    expect(levels({ people: 29 }, risks({ GATHER: 'RED' })).GROUP).toBe('ORANGE')
  })

  test('sums in all', () => {
    const total = (amount: number, people = 1) =>
      levels({ amountFen: yuan(amount), amountScope: 'total', people }).AMOUNT
    expect([total(49_999), total(50_000), total(99_999), total(100_000), total(499_999), total(500_000)]).toEqual([
      undefined,
      'YELLOW',
      'YELLOW',
      'YELLOW',
      'YELLOW',
      'ORANGE',
    ])
    expect([total(30_000, 9), total(30_000, 10), total(29_999, 10)]).toEqual([undefined, 'BLUE', undefined])
  })

  test('sums for each are multiplied, a total is shared out', () => {
    const facts: FormFacts = { ...nothing, people: 10, amountFen: yuan(40_000), amountScope: 'each' }
    expect(sumsOf(facts)).toEqual({ totalFen: yuan(400_000), eachFen: yuan(40_000) })
    expect(sumsOf({ ...facts, amountScope: 'total' })).toEqual({ totalFen: yuan(40_000), eachFen: yuan(4000) })
  })

  test('one waitress, 6,000 yuan: blue only if three months are owed', () => {
    expect(levels({ amountFen: yuan(6000), amountScope: 'total', monthsOwed: 2 })).toEqual({})
    expect(levels({ amountFen: yuan(6000), amountScope: 'total', monthsOwed: 3 })).toEqual({ AMOUNT: 'BLUE' })
  })

  test('ten carpenters and 400,000 yuan', () => {
    const facts: FormFacts = { ...nothing, people: 10, amountFen: yuan(400_000), amountScope: 'total' }
    expect(suggestFromForm(facts, [], data.thresholds)).toEqual([
      { code: 'GROUP', level: 'ORANGE', reason: { code: 'PEOPLE', people: 10 } },
      { code: 'AMOUNT', level: 'YELLOW', reason: { code: 'TOTAL', fen: yuan(400_000) } },
    ])
    expect(refusalToPayHint(facts, data.thresholds)).toEqual({ code: 'TOTAL_OF_MANY', fen: yuan(400_000), people: 10 })
  })

  test('three months abroad, 66,000 yuan, are yellow', () => {
    expect(levels({ amountFen: yuan(66_000), amountScope: 'total', monthsOwed: 3 }).AMOUNT).toBe('YELLOW')
  })

  test('repeated calls and unsatisfied call-backs', () => {
    expect([0, 1, 2, 3, 4, 9].map((earlierCalls) => levels({ earlierCalls }).REPEAT)).toEqual([
      undefined,
      'BLUE',
      'YELLOW',
      'YELLOW',
      'ORANGE',
      'ORANGE',
    ])
    expect([1, 2, 5].map((unsatisfiedCallBacks) => levels({ unsatisfiedCallBacks }).REPEAT)).toEqual([
      'YELLOW',
      'ORANGE',
      'ORANGE',
    ])
  })

  test('a caller of fifteen is orange; still at work there and unpaid it is red', () => {
    expect(levels({ ageBand: '14-15' })).toEqual({ VULNERABLE: 'ORANGE' })
    expect(levels({ ageBand: '14-15', isUnpaid: true })).toEqual({ VULNERABLE: 'ORANGE' })
    expect(levels({ ageBand: '14-15', isUnpaid: true, isAtWorkNow: true })).toEqual({ VULNERABLE: 'RED' })
    expect(levels({ ageBand: '未满14', isAtWorkNow: true })).toEqual({ VULNERABLE: 'ORANGE' })
    expect(levels({ ageBand: '16-17', isUnpaid: true, isAtWorkNow: true })).toEqual({ VULNERABLE: 'YELLOW' })
    expect(levels({ ageBand: '18-30' })).toEqual({})
  })

  test('the season is mentioned only beside a crowd', () => {
    expect(levels({ day: '2027-01-20' })).toEqual({})
    expect(levels({ day: '2027-01-20' }, risks({ GROUP: 'YELLOW' }))).toEqual({ SENSITIVE: 'BLUE' })
    expect(levels({ day: '2026-11-23' }, risks({ GROUP: 'YELLOW' }))).toEqual({})
  })

  test('thresholds are data', () => {
    const stricter = {
      ...data.thresholds,
      people: { ...data.thresholds.people, levels: [{ from: 2, level: 'RED' as const }] },
    }
    expect(suggestFromForm({ ...nothing, people: 2 }, [], stricter)).toMatchObject([{ code: 'GROUP', level: 'RED' }])
  })
})

describe('facts of the form', () => {
  const beside = { earlierCalls: 0, unsatisfiedCallBacks: 0, day: '2026-11-23' }

  test('are read from its fields', () => {
    expect(
      formFacts(
        {
          workers_count: 10,
          amount_owed_fen: 40_000_000,
          amount_scope: 'total',
          owed_from: '2026-10',
          owed_to: '2026-11',
          category: 'WAGE-02',
        },
        beside,
      ),
    ).toEqual({ ...nothing, people: 10, amountFen: 40_000_000, amountScope: 'total', monthsOwed: 2, isUnpaid: true })
  })

  test('say that somebody is at work now only when the caller has said so', () => {
    const isAtWorkNow = (said: string | undefined) => formFacts(said === undefined ? {} : { at_work_now: said }, beside).isAtWorkNow
    expect(['yes', 'no', 'unclear', undefined].map(isAtWorkNow)).toEqual([true, false, null, null])
  })

  test('an amount said to be unknown counts for nothing', () => {
    expect(formFacts({ amount_owed_fen: 1, amount_unknown: true }, beside).amountFen).toBeNull()
  })

  test('months count from the first to the last, over a year too; unclear is not guessed', () => {
    expect(monthsOwed('2025-12', '2026-02')).toBe(3)
    expect(monthsOwed('2026-10-15', '2026-10-20')).toBe(1)
    expect(monthsOwed('2026-11', '2026-10')).toBeNull()
    expect(monthsOwed('unclear', '2026-10')).toBeNull()
  })
})

test('what a category is known for is a reminder until somebody has spoken of it', () => {
  expect(risksToWatch(['GROUP', 'GATHER', 'AMOUNT'], risks({ GROUP: 'ORANGE' }))).toEqual(['GATHER', 'AMOUNT'])
})
