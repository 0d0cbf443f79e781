import { z } from 'zod'
import { alarmRules, defaultAlarmSettings, type AlarmRule, type AlarmSettings } from '../alarms/alarm-settings'
import { formulasOf } from '../metrics/figure'
import { defaultFigureSettings, type FigureSettings } from '../metrics/figure-settings'
import { limitMinutesOf, redRest, stateReasons } from '../queue/state-reasons'
import { defaultWrapUp, wrapUpPolicySchema, wrapUpSecondsSchema } from '../queue/wrap-up-policy'
import { keptForEver, retentionBounds } from '../tickets/retention'

/** Policies that seats and walls go by as well as the desk. Whole seconds, callers and percent: they are typed by people. */

const percent = z.int().min(0).max(100)

/** How the answering of calls is judged, and what is aimed at. */
export const serviceLevelPolicySchema = z.object({
  formula: z.enum(formulasOf.SL15).default(formulasOf.SL15[0]),
  answerWithinSeconds: z.int().min(1).max(600).default(defaultFigureSettings.answerWithinMs / 1000),
  levelPercent: percent.default(defaultFigureSettings.targets.SL15 ?? 0),
  connectedFormula: z.enum(formulasOf.CONNECT).default(formulasOf.CONNECT[0]),
  connectedPercent: percent.default(defaultFigureSettings.targets.CONNECT ?? 0),
  shortAbandonSeconds: z.int().min(0).max(60).default(defaultFigureSettings.shortAbandonMs / 1000),
})

export function figureSettingsOf({ formula, answerWithinSeconds, levelPercent, connectedFormula, connectedPercent, shortAbandonSeconds }: z.infer<typeof serviceLevelPolicySchema>): FigureSettings {
  return {
    ...defaultFigureSettings,
    answerWithinMs: answerWithinSeconds * 1000,
    shortAbandonMs: shortAbandonSeconds * 1000,
    targets: { ...defaultFigureSettings.targets, SL15: levelPercent, CONNECT: connectedPercent },
    formulas: { ...defaultFigureSettings.formulas, SL15: formula, CONNECT: connectedFormula },
  }
}

/** That a RED order is open has no threshold, and nobody switches it off. */
export type ThresholdRule = Exclude<AlarmRule, 'red-opened'>

/** `unit`: how much of what the rule measures one typed number is. */
export const thresholds: Readonly<Record<ThresholdRule, { readonly unit: 1 | 1000; readonly min: number; readonly max: number }>> = {
  'queue-long': { unit: 1, min: 1, max: 500 },
  'wait-long': { unit: 1000, min: 1, max: 3_600 },
  'nobody-idle': { unit: 1000, min: 1, max: 600 },
  'wrap-up-long': { unit: 1000, min: 60, max: 14_400 },
  'call-long': { unit: 1000, min: 60, max: 14_400 },
  'silent-calls': { unit: 1, min: 2, max: 20 },
  'feed-stale': { unit: 1000, min: 2, max: 600 },
}
export const thresholdRules = alarmRules.filter((rule): rule is ThresholdRule => rule !== 'red-opened')

/** 0: told to nobody else. */
const escalateAfter = (rule: AlarmRule) => z.int().min(0).max(3_600).refine((seconds) => seconds === 0 || seconds >= 10).default((defaultAlarmSettings[rule].escalateAfterMs ?? 0) / 1000)
const escalateAfterMs = (seconds: number) => (seconds === 0 ? null : seconds * 1000)

function thresholdPolicy(rule: ThresholdRule) {
  const { unit, min, max } = thresholds[rule]
  const { isOn, raiseAt, clearAt } = defaultAlarmSettings[rule]
  return z
    .object({
      isOn: z.boolean().default(isOn),
      raiseAt: z.int().min(min).max(max).default(raiseAt / unit),
      clearAt: z.int().min(0).max(max).default(clearAt / unit),
      escalateAfter: escalateAfter(rule),
    })
    .refine((typed) => typed.clearAt < typed.raiseAt, { path: ['clearAt'] })
    .prefault({})
}

/** When a wall raises an alarm. How long a value has to be calm stays as shipped. */
export const alarmsPolicySchema = z.object({
  'queue-long': thresholdPolicy('queue-long'),
  'wait-long': thresholdPolicy('wait-long'),
  'nobody-idle': thresholdPolicy('nobody-idle'),
  'red-opened': z.object({ escalateAfter: escalateAfter('red-opened') }).prefault({}),
  'wrap-up-long': thresholdPolicy('wrap-up-long'),
  'call-long': thresholdPolicy('call-long'),
  'silent-calls': thresholdPolicy('silent-calls'),
  'feed-stale': thresholdPolicy('feed-stale'),
} satisfies Record<AlarmRule, z.ZodType>)

export function alarmSettingsOf(policy: z.infer<typeof alarmsPolicySchema>): AlarmSettings {
  const set = thresholdRules.map((rule) => {
    const { unit } = thresholds[rule]
    const { isOn, raiseAt, clearAt, escalateAfter: seconds } = policy[rule]
    return [rule, { ...defaultAlarmSettings[rule], isOn, raiseAt: raiseAt * unit, clearAt: clearAt * unit, escalateAfterMs: escalateAfterMs(seconds) }] as const
  })
  const red = { ...defaultAlarmSettings['red-opened'], escalateAfterMs: escalateAfterMs(policy['red-opened'].escalateAfter) }
  return { ...defaultAlarmSettings, ...Object.fromEntries(set), 'red-opened': red }
}

/** What follows a call, wherever its queue has no rule of its own. */
export const afterCallPolicySchema = z.object({ wrapUp: wrapUpPolicySchema.default(defaultWrapUp.policy), wrapUpSeconds: wrapUpSecondsSchema.default(defaultWrapUp.seconds) })

/** Codes of what has a limit: the reasons to be away, and the rest after RED. */
export const limitedStates: readonly string[] = [...stateReasons.map(({ code }) => code), redRest.code]

/** Minutes that each reason may take; 0 = as long as it takes. */
export const stateLimitsPolicySchema = z.object(
  Object.fromEntries(limitedStates.map((code) => [code, z.int().min(0).max(600).default(limitMinutesOf(code, {}) ?? 0)])),
)

/** Months for which personal data of an order that has ended is kept; 0 = for ever. */
export const retentionPolicySchema = z.object({
  months: z.int().min(keptForEver).max(retentionBounds.max).refine((months) => months === keptForEver || months >= retentionBounds.min).default(keptForEver),
})
