import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAtLeast, severityRank } from '../../../../shared/tickets/tags/levels'
import type { Severity } from '../../../../shared/tickets/tags/levels'
import { severityOf, topLevelOf } from '../../../../shared/tickets/tags/severity'
import { data, emotions, risks } from './shipped-data'

const grade = (tags: Record<string, Severity>, felt: Record<string, number> = {}) =>
  severityOf(risks(tags), emotions(felt), data)

describe('worked examples', () => {
  test('ten carpenters, 400,000 yuan, worked up, no act announced', () => {
    const felt = { AGITATED: 2, DOUBTFUL: 1 }
    expect(grade({ GROUP: 'ORANGE', AMOUNT: 'YELLOW', GATHER: 'YELLOW' }, felt)).toMatchObject({
      severity: 'ORANGE',
      actionLevel: 'ORANGE',
      redKind: null,
    })
    expect(grade({ GROUP: 'ORANGE', AMOUNT: 'YELLOW' }, felt).suggestions).toEqual([
      { code: 'GATHER', level: 'YELLOW', rule: 'GROUP_AND_ANGER' },
    ])
  })

  test('the same, and they stand at the gate now', () => {
    expect(grade({ GROUP: 'ORANGE', GATHER: 'RED' })).toMatchObject({ severity: 'RED', redKind: 'RED_EVENT' })
  })

  test('one waitress, 6,000 yuan for three months, calm: a list, no call', () => {
    expect(grade({ AMOUNT: 'BLUE' }, { CALM: 0 })).toMatchObject({ severity: 'BLUE', actionLevel: null })
  })

  test('a caller on a tower crane', () => {
    expect(grade({ EXTREME: 'RED' })).toMatchObject({ severity: 'RED', actionLevel: 'RED', redKind: 'RED_PERSON' })
  })

  test('sixth call, two unsatisfied call-backs, a reporter: orange, but the actions of yellow', () => {
    const grading = grade({ REPEAT: 'ORANGE', PUBLIC: 'YELLOW' }, { DOUBTFUL: 2, ANGRY: 2 })
    expect(grading).toMatchObject({ severity: 'ORANGE', actionLevel: 'YELLOW' })
    expect(grading.reasons).toContainEqual({ code: 'LEFT_OUT_OF_ACTION', risks: ['REPEAT'], level: 'YELLOW' })
  })

  test('no tag, no colour', () => {
    expect(grade({})).toEqual({ severity: null, actionLevel: null, redKind: null, reasons: [], suggestions: [] })
  })
})

describe('a group and anger', () => {
  test('brings up a gathering, once, and only from level 2', () => {
    expect(grade({ GROUP: 'ORANGE' }, { ANGRY: 2 }).suggestions).toHaveLength(1)
    expect(grade({ GROUP: 'ORANGE' }, { ANGRY: 1 }).suggestions).toEqual([])
    expect(grade({ GROUP: 'YELLOW' }, { ANGRY: 3 }).suggestions).toEqual([])
    expect(grade({ GROUP: 'ORANGE', GATHER: 'ORANGE' }, { ANGRY: 2 }).suggestions).toEqual([])
  })

  test('is given as a ground', () => {
    expect(grade({ GROUP: 'ORANGE' }, { AGITATED: 3 }).reasons).toEqual([
      { code: 'HIGHEST_TAG', risk: 'GROUP', level: 'ORANGE' },
      { code: 'GROUP_AND_ANGER', risk: 'GROUP', emotion: 'AGITATED', level: 'ORANGE' },
    ])
  })
})

describe('two orange tags', () => {
  test('out of gathering, self-harm, threat and petition make red', () => {
    expect(grade({ GATHER: 'ORANGE', PETITION: 'ORANGE' })).toMatchObject({
      severity: 'RED',
      actionLevel: 'RED',
      redKind: 'RED_EVENT',
    })
    expect(grade({ GATHER: 'ORANGE', EXTREME: 'ORANGE' })).toMatchObject({ severity: 'RED', redKind: 'RED_PERSON' })
    expect(grade({ PETITION: 'ORANGE', THREAT: 'ORANGE' })).toMatchObject({ severity: 'RED', redKind: 'RED_PERSON' })
  })

  test('of other kinds stay orange', () => {
    expect(grade({ GATHER: 'ORANGE', GROUP: 'ORANGE' }).severity).toBe('ORANGE')
    expect(grade({ AMOUNT: 'ORANGE', REPEAT: 'ORANGE', PUBLIC: 'ORANGE' }).severity).toBe('ORANGE')
  })

  test('name themselves as the ground', () => {
    expect(grade({ GATHER: 'ORANGE', PETITION: 'ORANGE' }).reasons).toEqual([
      { code: 'TWO_ORANGE', risks: ['GATHER', 'PETITION'], level: 'RED' },
    ])
  })
})

describe('despair', () => {
  test('at its worst makes at least orange and brings up self-harm for the agent to ask about', () => {
    const grading = grade({}, { DESPAIR: 3 })
    expect(grading).toMatchObject({ severity: 'ORANGE', actionLevel: 'ORANGE', redKind: null })
    expect(grading.suggestions).toEqual([{ code: 'EXTREME', level: 'ORANGE', rule: 'DESPAIR' }])
  })

  test('raises a confirmed yellow to orange, and is no second orange tag before the agent confirms it', () => {
    expect(grade({ EXTREME: 'YELLOW' }, { DESPAIR: 3 }).severity).toBe('ORANGE')
    expect(grade({ EXTREME: 'YELLOW', GATHER: 'ORANGE' }, { DESPAIR: 3 }).severity).toBe('ORANGE')
    expect(grade({ EXTREME: 'ORANGE', GATHER: 'ORANGE' }, { DESPAIR: 3 }).severity).toBe('RED')
  })

  test('below its worst it changes nothing', () => {
    expect(grade({}, { DESPAIR: 2 }).severity).toBeNull()
  })
})

describe('a sensitive period', () => {
  test('lifts group, gathering and petition by one, up to orange', () => {
    expect(grade({ SENSITIVE: 'BLUE', GROUP: 'BLUE' }).severity).toBe('YELLOW')
    expect(grade({ SENSITIVE: 'BLUE', PETITION: 'YELLOW' }).severity).toBe('ORANGE')
    expect(grade({ SENSITIVE: 'BLUE', GATHER: 'ORANGE' }).severity).toBe('ORANGE')
    expect(grade({ SENSITIVE: 'BLUE', EXTREME: 'YELLOW' }).severity).toBe('YELLOW')
  })

  test('leaves red what is red without it, and makes no red out of two lifted tags', () => {
    expect(grade({ SENSITIVE: 'BLUE', GROUP: 'RED' }).severity).toBe('RED')
    expect(grade({ SENSITIVE: 'BLUE', GATHER: 'YELLOW', PETITION: 'YELLOW' }).severity).toBe('ORANGE')
    expect(grade({ SENSITIVE: 'BLUE', GATHER: 'ORANGE', PETITION: 'YELLOW' }).severity).toBe('ORANGE')
    expect(grade({ SENSITIVE: 'BLUE', GATHER: 'ORANGE', PETITION: 'ORANGE' }).severity).toBe('RED')
  })

  test('says what it lifted', () => {
    expect(grade({ SENSITIVE: 'BLUE', GROUP: 'YELLOW' }).reasons).toContainEqual({
      code: 'LIFTED_BY_SENSITIVE',
      risk: 'GROUP',
      from: 'YELLOW',
      level: 'ORANGE',
    })
  })
})

describe('limits of single tags', () => {
  test('amount and repetition end at orange, the season at blue', () => {
    expect([topLevelOf('AMOUNT', data), topLevelOf('REPEAT', data), topLevelOf('SENSITIVE', data)]).toEqual([
      'ORANGE',
      'ORANGE',
      'BLUE',
    ])
    expect(grade({ AMOUNT: 'RED' }).severity).toBe('ORANGE')
    expect(grade({ AMOUNT: 'RED' }).reasons).toContainEqual({
      code: 'CAPPED',
      risk: 'AMOUNT',
      from: 'RED',
      level: 'ORANGE',
    })
  })

  test('public exposure is red only beside another red, whose kind it takes', () => {
    expect(grade({ PUBLIC: 'RED' })).toMatchObject({ severity: 'ORANGE', redKind: null })
    expect(grade({ PUBLIC: 'RED' }).reasons).toContainEqual({ code: 'NO_OTHER_RED', risk: 'PUBLIC', level: 'ORANGE' })
    expect(grade({ PUBLIC: 'RED', EXTREME: 'RED' }).reasons).toEqual([
      { code: 'HIGHEST_TAG', risk: 'EXTREME', level: 'RED' },
      { code: 'HIGHEST_TAG', risk: 'PUBLIC', level: 'RED' },
    ])
    expect(grade({ PUBLIC: 'RED', EXTREME: 'RED' })).toMatchObject({ severity: 'RED', redKind: 'RED_PERSON' })
    expect(grade({ PUBLIC: 'RED', GATHER: 'RED' })).toMatchObject({ severity: 'RED', redKind: 'RED_EVENT' })
  })

  test('a person in danger outweighs a crowd', () => {
    expect(grade({ GATHER: 'RED', SAFETY: 'RED' }).redKind).toBe('RED_PERSON')
  })

  test.each([
    ['EXTREME', 'RED_PERSON'],
    ['THREAT', 'RED_PERSON'],
    ['SAFETY', 'RED_PERSON'],
    ['VULNERABLE', 'RED_PERSON'],
    ['RETALIATION', 'RED_PERSON'],
    ['GROUP', 'RED_EVENT'],
    ['GATHER', 'RED_EVENT'],
    ['PETITION', 'RED_EVENT'],
    ['EMPLOYER_FLEE', 'RED_EVENT'],
  ] as const)('%s at red is %s', (code, kind) => {
    expect(grade({ [code]: 'RED' }).redKind).toBe(kind)
  })
})

describe('for any tags and emotions', () => {
  const levels = ['BLUE', 'YELLOW', 'ORANGE', 'RED'] as const
  const tag = fc.record({
    code: fc.constantFrom(...data.risks.map((risk) => risk.code)),
    severity: fc.constantFrom(...levels),
  })
  const emotion = fc.record({
    code: fc.constantFrom(...data.emotions.map((known) => known.code)),
    level: fc.integer({ min: 0, max: 3 }),
  })
  const tags = fc.uniqueArray(tag, { selector: (risk) => risk.code, maxLength: 8 })
  const felt = fc.array(emotion, { maxLength: 3 })

  test('one more tag, a raised tag or a stronger emotion never lowers anything', () => {
    fc.assert(
      fc.property(tags, tag, felt, emotion, (some, more, feels, stronger) => {
        const before = severityOf(some, feels, data)
        for (const after of [severityOf([...some, more], feels, data), severityOf(some, [...feels, stronger], data)]) {
          expect(severityRank(after.severity)).toBeGreaterThanOrEqual(severityRank(before.severity))
          expect(severityRank(after.actionLevel)).toBeGreaterThanOrEqual(severityRank(before.actionLevel))
        }
      }),
    )
  })

  test('the order of ticking changes nothing', () => {
    fc.assert(
      fc.property(tags, felt, fc.infiniteStream(fc.nat()), (some, feels, keys) => {
        const shuffled = some
          .map((risk) => ({ risk, key: keys.next().value }))
          .sort((one, other) => one.key - other.key)
        expect(
          severityOf(
            shuffled.map(({ risk }) => risk),
            feels,
            data,
          ),
        ).toEqual(severityOf(some, feels, data))
      }),
    )
  })

  test('amount, repetition and season alone never make red, and the action level never exceeds the colour', () => {
    const quiet = tags.map((some) => some.filter((risk) => ['AMOUNT', 'REPEAT', 'SENSITIVE'].includes(risk.code)))
    fc.assert(
      fc.property(quiet, felt, tags, (some, feels, any) => {
        expect(isAtLeast(severityOf(some, feels, data).severity, 'RED')).toBe(false)
        const grading = severityOf(any, feels, data)
        expect(severityRank(grading.actionLevel)).toBeLessThanOrEqual(severityRank(grading.severity))
        expect(grading.redKind !== null).toBe(grading.severity === 'RED')
        expect(grading.reasons.length > 0).toBe(any.length > 0 || grading.severity !== null)
      }),
    )
  })

  test('a red colour is red in its actions too', () => {
    fc.assert(
      fc.property(tags, felt, (some, feels) => {
        const grading = severityOf(some, feels, data)
        if (grading.severity === 'RED') expect(grading.actionLevel).toBe('RED')
      }),
    )
  })
})
