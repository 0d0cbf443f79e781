import { describe, expect, it } from 'vitest'
import enAlarms from '../../../shared/i18n/locales/en/alarms.json'
import en from '../../../shared/i18n/locales/en/figures.json'
import zhAlarms from '../../../shared/i18n/locales/zh-CN/alarms.json'
import zh from '../../../shared/i18n/locales/zh-CN/figures.json'
import { alarmRules } from '../../../shared/alarms/alarm-settings'
import { figureCodes, formulasOf } from '../../../shared/metrics/figure'
import { defaultFigureSettings, figureSettingsSchema } from '../../../shared/metrics/figure-settings'
import { figureTable } from '../../../shared/metrics/figure-table'

const formulas = figureCodes.flatMap((code) => [...formulasOf[code]])

describe('the words of figures', () => {
  it.each([['Chinese', zh], ['English', en]])('name every figure, formula, line and moment in %s', (_language, words) => {
    expect(Object.keys(words.name).sort()).toEqual([...figureCodes].sort())
    for (const part of [words.formula, words.above, words.below]) expect(Object.keys(part).sort()).toEqual([...formulas].sort())
    expect(Object.keys(words.filed).sort()).toEqual([...new Set(figureCodes.map((code) => figureTable[code].filedUnder))].sort())
    expect(Object.keys(words.unit).sort()).toEqual([...new Set(figureCodes.map((code) => figureTable[code].unit))].sort())
    const beside = new Set(figureCodes.flatMap((code) => figureTable[code].beside))
    expect(Object.keys(words.beside).map((key) => key.replace(/_\w+$/, '')).filter((key) => !beside.has(key as never))).toEqual([])
    for (const what of beside) expect(words.beside).toHaveProperty(`${what}_other`)
  })

  it('name each of several formulas of one figure', () => {
    const chosen = figureCodes.filter((code) => formulasOf[code].length > 1).flatMap((code) => [...formulasOf[code]])
    expect(Object.keys(zh.formulaName).sort()).toEqual([...chosen].sort())
  })

  it('take in nothing but the limits that formulas have', () => {
    const known = ['within', 'short', 'solvedDays', 'repeatDays']
    for (const words of [zh, en]) {
      const asked = [...JSON.stringify([words.formula, words.above, words.below, words.note]).matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1])
      expect(asked.filter((name) => !known.includes(name ?? ''))).toEqual([])
    }
  })

  it('name every rule of the alarms', () => {
    for (const words of [zhAlarms, enAlarms]) {
      expect(Object.keys(words.rule).sort()).toEqual([...alarmRules].sort())
      expect([...new Set(Object.keys(words.measured).map((key) => key.replace(/_\w+$/, '')))].sort()).toEqual([...alarmRules].sort())
    }
  })
})

describe('the settings of figures', () => {
  const accepts = (change: object) => figureSettingsSchema.safeParse({ ...defaultFigureSettings, ...change }).success

  it('start with 15 seconds, 5 seconds, and targets of 80 % and 95 %', () => {
    expect(accepts({})).toBe(true)
    expect(defaultFigureSettings).toMatchObject({ answerWithinMs: 15_000, shortAbandonMs: 5_000, targets: { SL15: 80, CONNECT: 95 } })
  })

  it('keep to what a hotline can mean', () => {
    expect([accepts({ answerWithinMs: 0 }), accepts({ answerWithinMs: 20_000 }), accepts({ shortAbandonMs: -1 }), accepts({ targets: { SL15: 101 } }), accepts({ targets: { NONE: 1 } })]).toEqual([false, true, false, false, false])
    expect([accepts({ formulas: { SL15: 'level-of-answered' } }), accepts({ formulas: { SL15: 'connect-of-all' } })]).toEqual([true, false])
  })
})
