import { describe, expect, test } from 'vitest'
import { compulsoryActions, dutiesOf, levelReachedAt, nextDue } from '../../../../shared/tickets/tags/actions'
import type { Severity } from '../../../../shared/tickets/tags/levels'
import { severityOf } from '../../../../shared/tickets/tags/severity'
import { data, emotions, risks } from './shipped-data'

const confirmed = Date.UTC(2026, 10, 23, 2, 40)
const minutes = (count: number) => confirmed + count * 60_000

function actions(
  tags: Record<string, Severity>,
  more: { isConfidential?: boolean; done?: Record<string, number>; since?: number | null } = {},
) {
  const tagged = risks(tags)
  const grading = severityOf(tagged, [], data)
  const { isConfidential = false, done = {}, since = confirmed } = more
  return compulsoryActions({ grading, risks: tagged, since, isConfidential, done }, data)
}

const dues = (tags: Record<string, Severity>) =>
  Object.fromEntries(
    actions(tags)
      .filter((item) => item.due !== null)
      .map((item) => [item.code, ((item.due ?? 0) - confirmed) / 1000]),
  )

describe('compulsory actions', () => {
  test('red, a person: clocks from the first confirmation', () => {
    expect(dues({ EXTREME: 'RED' })).toEqual({
      RED_HELP: 60,
      LEAD_ON_LINE: 120,
      EMERGENCY_CALL: 180,
      ORAL_REPORT: 900,
      WRITTEN_REPORT: 1800,
      FOLLOW_UP_REPORT: 7200,
      CALL_BACK_FIRST: 7200,
      FINAL_REPORT: 86_400,
      CALL_BACK_SECOND: 86_400,
    })
  })

  test('red, a crowd: 110 only where it fits', () => {
    const items = actions({ GATHER: 'RED' })
    expect(items.map((item) => item.code)).not.toContain('EMERGENCY_CALL')
    expect(items.find((item) => item.code === 'EMERGENCY_CALL_IF_FIT')).toMatchObject({
      isOptional: true,
      who: 'second-person',
    })
  })

  test('red tells those of its kind', () => {
    const told = (tags: Record<string, Severity>) =>
      actions(tags)
        .filter((item) => item.kind === 'notify')
        .map((item) => item.code)
    expect(told({ EXTREME: 'RED' })).toEqual([
      'NOTIFY_DUTY_LEAD',
      'NOTIFY_EMERGENCY_SERVICES',
      'NOTIFY_CITY_DUTY_OFFICER',
      'NOTIFY_DISTRICT_HEAD',
      'NOTIFY_STREET_141',
    ])
    expect(told({ GATHER: 'RED' })).toEqual([
      'NOTIFY_DUTY_LEAD',
      'NOTIFY_STREET_141',
      'NOTIFY_LABOUR_INSPECTION',
      'NOTIFY_DISTRICT_HEAD',
    ])
  })

  test('orange: the lead in ten minutes, the report in thirty', () => {
    expect(
      actions({ GROUP: 'ORANGE' })
        .filter((item) => item.kind === 'step')
        .map((item) => [item.code, item.due]),
    ).toEqual([
      ['TELL_LEAD', minutes(10)],
      ['SURE_NUMBER', null],
      ['NEXT_CONTACT', null],
      ['WRITTEN_REPORT', minutes(30)],
      ['FOLLOW_UP_REPORT', minutes(24 * 60)],
      ['CALL_BACK_FIRST', minutes(24 * 60)],
    ])
  })

  test('word of dying: the plain question is one of them', () => {
    expect(actions({ EXTREME: 'ORANGE' }).map((item) => item.code)).toContain('ASK_SUICIDE')
    expect(actions({ THREAT: 'ORANGE' }).map((item) => item.code)).not.toContain('ASK_SUICIDE')
  })

  test('a secret orange order is told to the lead and one named handler', () => {
    const told = (isConfidential: boolean) =>
      actions({ VULNERABLE: 'ORANGE' }, { isConfidential })
        .filter((item) => item.kind === 'notify')
        .map((item) => item.code)
    expect(told(true)).toEqual(['NOTIFY_DUTY_LEAD', 'NOTIFY_CONFIDENTIAL_HANDLER'])
    expect(told(false)).toEqual([
      'NOTIFY_DUTY_LEAD',
      'NOTIFY_DISTRICT_FEDERATION',
      'NOTIFY_STREET_UNION',
      'NOTIFY_LABOUR_INSPECTION',
    ])
  })

  test('repetition at orange rings nobody: the actions of yellow', () => {
    expect(actions({ REPEAT: 'ORANGE', PUBLIC: 'YELLOW' }).map((item) => item.code)).toEqual(['WRITE_WHY'])
    expect(actions({ AMOUNT: 'ORANGE', REPEAT: 'ORANGE' })).toEqual([])
  })

  test('what is done shows its time and no longer runs', () => {
    const items = actions({ GROUP: 'ORANGE' }, { done: { TELL_LEAD: minutes(1) } })
    expect(items[0]).toMatchObject({ code: 'TELL_LEAD', doneAt: minutes(1) })
    expect(nextDue(items)).toMatchObject({ code: 'WRITTEN_REPORT' })
    expect(nextDue(actions({ GATHER: 'RED' }))).toMatchObject({ code: 'RED_HELP' })
    expect(nextDue(actions({ GROUP: 'YELLOW' }))).toBeNull()
  })

  test('without a known start there is no due time, never a guessed one', () => {
    expect(actions({ GROUP: 'ORANGE' }, { since: null }).every((item) => item.due === null)).toBe(true)
  })

  test('standing effects go with the action level', () => {
    expect(dutiesOf('RED', data)).toContain('NO_EXTENSION')
    expect(dutiesOf('ORANGE', data)).toContain('SUPERVISED')
    expect(dutiesOf(null, data)).toEqual([])
  })
})

describe('when a level was reached', () => {
  const at = (code: string, severity: Severity, confirmedAt: number) => ({ code, severity, confirmedAt })

  test('by the first tag of that level, not by a later one', () => {
    expect(
      levelReachedAt([at('GROUP', 'ORANGE', 100), at('PETITION', 'ORANGE', 300), at('PUBLIC', 'YELLOW', 50)], [], data),
    ).toBe(100)
  })

  test('two orange tags make red with the second', () => {
    expect(levelReachedAt([at('GATHER', 'ORANGE', 100), at('PETITION', 'ORANGE', 300)], [], data)).toBe(300)
  })

  test('amount and repetition start no clock', () => {
    expect(levelReachedAt([at('AMOUNT', 'ORANGE', 100), at('PUBLIC', 'YELLOW', 200)], [], data)).toBe(200)
    expect(levelReachedAt([at('AMOUNT', 'ORANGE', 100)], [], data)).toBeNull()
    expect(levelReachedAt([], emotions({ DESPAIR: 3 }), data)).toBeNull()
  })
})
