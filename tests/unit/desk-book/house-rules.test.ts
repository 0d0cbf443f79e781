import { describe, expect, it } from 'vitest'
import { alarmSettingsSchema, defaultAlarmSettings } from '../../../shared/alarms/alarm-settings'
import { policySchemas, valueSchemaOf } from '../../../shared/desk-api/desk-records'
import { limitedStates, thresholdRules, thresholds } from '../../../shared/desk-api/house-policies'
import { bookInUse, isInUse } from '../../../shared/desk-book/book-in-use'
import { formulasOf } from '../../../shared/metrics/figure'
import { chosenFormula, defaultFigureSettings, figureSettingsSchema } from '../../../shared/metrics/figure-settings'
import { limitMinutesOf } from '../../../shared/queue/state-reasons'
import { defaultWrapUp, wrapUpOf } from '../../../shared/queue/wrap-up-policy'

const policy = (key: string, value: unknown, isActive = true) => ({ kind: 'policies', key, value, isActive })
const queue = (key: string, value: object = {}) => ({ kind: 'queues', key, value: { zh: '热线', en: '', colour: '#123456', ...value }, isActive: true })
const houseOf = (...records: Parameters<typeof bookInUse>[0]) => bookInUse(records).house

describe('a house in which nobody has set anything', () => {
  it('judges, alarms and waits as shipped', () => {
    const { figures, alarms, wrapUp, stateLimits } = houseOf()
    expect(figures).toEqual({ ...defaultFigureSettings, formulas: { SL15: formulasOf.SL15[0], CONNECT: formulasOf.CONNECT[0] } })
    expect(alarms).toEqual(defaultAlarmSettings)
    expect(wrapUpOf(wrapUp, 'hotline')).toEqual(defaultWrapUp)
    expect(limitedStates.map((code) => limitMinutesOf(code, stateLimits))).toEqual(limitedStates.map((code) => limitMinutesOf(code, {})))
  })

  it('is the same with a rule that cannot be read, or that is out of use', () => {
    expect(houseOf(policy('serviceLevel', { formula: 'the-best-one' }), policy('alarms', { 'queue-long': { raiseAt: 9 } }, false))).toEqual(houseOf())
  })
})

describe('the service level of a house', () => {
  it.each(formulasOf.SL15)('is reckoned by %s where that is chosen, within its seconds and against its share', (formula) => {
    const { figures } = houseOf(policy('serviceLevel', { formula, answerWithinSeconds: 20, levelPercent: 90, connectedPercent: 97, shortAbandonSeconds: 3 }))
    expect(chosenFormula('SL15', figures)).toBe(formula)
    expect(figures).toMatchObject({ answerWithinMs: 20_000, shortAbandonMs: 3_000, targets: { SL15: 90, CONNECT: 97, RISK_ONTIME: 100 } })
    expect(figureSettingsSchema.safeParse(figures).success).toBe(true)
  })

  it('is one that figures can be reckoned by, however far it is turned', () => {
    for (const [answerWithinSeconds, percent, shortAbandonSeconds] of [[1, 0, 0], [600, 100, 60]]) {
      const { figures } = houseOf(policy('serviceLevel', { answerWithinSeconds, levelPercent: percent, connectedPercent: percent, shortAbandonSeconds }))
      expect([figures.targets.SL15, figureSettingsSchema.safeParse(figures).success]).toEqual([percent, true])
    }
  })
})

describe('the alarms of a house', () => {
  it('rise and clear where it says, in callers and seconds, and are passed on after its seconds or to nobody', () => {
    const { alarms } = houseOf(policy('alarms', { 'queue-long': { raiseAt: 12, clearAt: 6, escalateAfter: 0 }, 'wait-long': { isOn: false, raiseAt: 90, clearAt: 45 }, 'red-opened': { escalateAfter: 30 } }))
    expect(alarms['queue-long']).toEqual({ isOn: true, raiseAt: 12, clearAt: 6, calmMs: 30_000, escalateAfterMs: null })
    expect(alarms['wait-long']).toMatchObject({ isOn: false, raiseAt: 90_000, clearAt: 45_000 })
    expect(alarms['red-opened']).toEqual({ ...defaultAlarmSettings['red-opened'], escalateAfterMs: 30_000 })
    expect(alarms['call-long']).toEqual(defaultAlarmSettings['call-long'])
  })

  it('are never such as would ring again and again, or could not be raised at all', () => {
    const takes = (value: object) => policySchemas.alarms.safeParse(value).success
    expect(takes({ 'queue-long': { raiseAt: 3, clearAt: 3 } })).toBe(false)
    expect(takes({ 'queue-long': { escalateAfter: 5 } })).toBe(false)
    for (const rule of thresholdRules) {
      const { min, max } = thresholds[rule]
      for (const raiseAt of [min, max]) expect(alarmSettingsSchema.safeParse(houseOf(policy('alarms', { [rule]: { raiseAt, clearAt: 0 } })).alarms).success).toBe(true)
      for (const raiseAt of [min - 1, max + 1]) expect(takes({ [rule]: { raiseAt, clearAt: 0 } })).toBe(false)
    }
  })

  it('tell of RED, whatever is set', () => {
    expect(houseOf(policy('alarms', { 'red-opened': { isOn: false, raiseAt: 9 } })).alarms['red-opened']).toEqual(defaultAlarmSettings['red-opened'])
  })
})

describe('what follows a call in a house', () => {
  it('is the rule of its queue, and of the house wherever the queue says nothing', () => {
    const { wrapUp } = houseOf(policy('afterCall', { wrapUp: 'optional', wrapUpSeconds: 30 }), queue('labour', { wrapUp: 'until-done' }), queue('legal', { wrapUpSeconds: 240 }), queue('plain'))
    expect(['labour', 'legal', 'plain', 'unknown', null].map((name) => wrapUpOf(wrapUp, name))).toEqual([
      { policy: 'until-done', seconds: 30 }, { policy: 'optional', seconds: 240 }, { policy: 'optional', seconds: 30 }, { policy: 'optional', seconds: 30 }, { policy: 'optional', seconds: 30 },
    ])
  })

  it('can be said of a queue, or left to the house', () => {
    const takes = (value: object) => valueSchemaOf('queues', 'labour')?.safeParse(queue('labour', value).value).success
    expect([takes({}), takes({ wrapUp: null, wrapUpSeconds: null }), takes({ wrapUp: 'timed', wrapUpSeconds: 5 }), takes({ wrapUp: 'never' }), takes({ wrapUpSeconds: 4 })]).toEqual([true, true, true, false, false])
  })
})

it('a limit of a state that the house has set counts, and 0 is none', () => {
  const { stateLimits } = houseOf(policy('stateLimits', { MEAL: 45, REST: 0 }))
  expect(['MEAL', 'REST', 'RESTROOM', 'AFTER_RED'].map((code) => limitMinutesOf(code, stateLimits))).toEqual([45, null, 8, 15])
})

it('rules that only the desk goes by are told to no seat', () => {
  expect(Object.keys(policySchemas).filter((key) => isInUse({ kind: 'policies', key }))).toEqual(['serviceLevel', 'alarms', 'afterCall', 'stateLimits', 'retention'])
  expect(isInUse({ kind: 'units', key: 'CQGH' })).toBe(true)
})

it('personal data is kept for ever until a house says how long, which is half a year at least', () => {
  expect(houseOf().retentionMonths).toBe(0)
  expect([6, 60, 240, 0].map((months) => houseOf(policy('retention', { months })).retentionMonths)).toEqual([6, 60, 240, 0])
  expect([1, 5, 241, 6.5, -6, '12'].map((months) => houseOf(policy('retention', { months })).retentionMonths)).toEqual([0, 0, 0, 0, 0, 0])
})
