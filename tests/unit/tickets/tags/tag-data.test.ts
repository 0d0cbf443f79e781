import { describe, expect, test } from 'vitest'
import english from '../../../../shared/i18n/locales/en/tags.json'
import chinese from '../../../../shared/i18n/locales/zh-CN/tags.json'
import { lexiconSchema } from '../../../../shared/tickets/tags/lexicon/lexicon'
import { tagDataSchema } from '../../../../shared/tickets/tags/tag-data'
import { words } from './lexicon/shipped'
import { data } from './shipped-data'

describe('the shipped tag data', () => {
  test('knows nine emotions, thirteen risks, fifteen scripts', () => {
    expect([data.emotions.length, data.risks.length, data.scripts.length]).toEqual([9, 13, 15])
  })

  test('names only codes that it holds', () => {
    const risks = new Set(data.risks.map((risk) => risk.code))
    const emotions = new Set(data.emotions.map((emotion) => emotion.code))
    const scripts = new Set(data.scripts.map((script) => script.id))
    const { combine, thresholds } = data
    const named = [
      ...combine.leftOutOfAction,
      combine.groupAndAnger.risk,
      combine.groupAndAnger.suggests.code,
      ...combine.twoOrange.risks,
      combine.despair.risk,
      combine.sensitive.code,
      ...combine.sensitive.lifts,
      ...combine.standsOnOther,
      ...data.redKinds.flatMap((kind) => kind.risks),
      thresholds.people.code,
      thresholds.people.planned.with.code,
      thresholds.amount.code,
      thresholds.repeat.code,
      thresholds.age.code,
      ...data.scripts.flatMap((script) => script.fits?.risks.map((floor) => floor.code) ?? []),
      data.psychologicalLine.risk,
      ...words.protectedTags,
      ...words.neverLowered,
      ...words.entries.filter((entry) => entry.group === 'risk').map((entry) => entry.tag),
    ]
    for (const code of named) expect(risks, code).toContain(code)
    const felt = [
      data.emotionRules.alone,
      ...combine.groupAndAnger.emotions,
      combine.despair.emotion,
      data.psychologicalLine.emotion.code,
      ...data.scripts.flatMap((script) => script.fits?.emotions.map((floor) => floor.code) ?? []),
      ...words.entries.filter((entry) => entry.group === 'emotion').map((entry) => entry.tag),
    ]
    for (const code of felt) expect(emotions, code).toContain(code)
    for (const id of [...data.soothing, ...data.warnings, data.greeting]) expect(scripts).toContain(id)
  })

  test('counts people and money as its criteria say', () => {
    expect(data.thresholds.people.levels).toEqual([
      { from: 3, level: 'BLUE' },
      { from: 5, level: 'YELLOW' },
      { from: 10, level: 'ORANGE' },
      { from: 50, level: 'RED' },
    ])
    expect(data.thresholds.amount.totalFen).toEqual([
      { from: 100_000_00, level: 'YELLOW' },
      { from: 500_000_00, level: 'ORANGE' },
    ])
  })

  test('is refused when a script has a slot but no wording without it', () => {
    const [script] = data.scripts
    expect(tagDataSchema.safeParse({ ...data, scripts: [{ ...script, text: '{人数}位' }] }).success).toBe(false)
  })

  test('a lexicon with a word of blanks is refused', () => {
    expect(lexiconSchema.safeParse({ ...words, negators: ['　'] }).success).toBe(false)
  })
})

describe('the words on the screen', () => {
  const keys = (value: object, path = ''): string[] =>
    Object.entries(value).flatMap(([key, next]) =>
      typeof next === 'object' ? keys(next as object, `${path}${key}.`) : [`${path}${key}`],
    )

  test('are complete in both languages, with the same places for values', () => {
    expect(keys(english)).toEqual(keys(chinese))
    const slots = (value: object): string[] =>
      Object.values(value).flatMap((next) =>
        typeof next === 'string' ? [(next.match(/\{\{\w+\}\}/g) ?? []).sort().join()] : slots(next as object),
      )
    expect(slots(english)).toEqual(slots(chinese))
  })

  test('name every action, duty and notice of the data', () => {
    const actions = data.actions.flatMap((level) => level.steps.map((step) => step.code))
    const notices = [
      ...data.actions.flatMap((level) => [...level.notify, ...(level.notifyConfidential ?? [])]),
      ...data.redKinds.flatMap((kind) => kind.notify),
    ]
    for (const code of [...actions, ...notices.map((notice) => `NOTIFY_${notice}`)])
      expect(chinese.action, code).toHaveProperty(code)
    for (const code of data.actions.flatMap((level) => level.duties)) expect(chinese.duty).toHaveProperty(code)
  })
})
