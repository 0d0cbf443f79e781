import { z } from 'zod'
import type { Severity } from '../tags/levels'
import { parseMinuteOfDay } from './local-time'
import type { MinuteOfDay } from './local-time'

/** The risk colour that rules a clock, null for none: the *action* level, which leaves out AMOUNT and REPEAT. */
export type ActionLevel = Severity | null

/** 一般 / 难点 (set by the dispatcher) / 特别复杂 (set by the lead). */
export type Complexity = 'GENERAL' | 'HARD' | 'COMPLEX'

const Minute = z.string().transform((text, context): MinuteOfDay => {
  const minute = parseMinuteOfDay(text)
  if (minute !== null) return minute
  context.addIssue({ code: 'custom', message: 'time of day' })
  return z.NEVER
})

const Count = z.number().int().min(1)

/**
 * A length of time with the clock it is counted on: `duty-minutes` run from the unit's duty hours on, `clock-hours`
 * day and night, `working-hours` only in working hours, `working-days` end at 23:59:59.
 */
const SpanSchema = z.object({
  kind: z.enum(['duty-minutes', 'clock-hours', 'working-hours', 'working-days']),
  amount: Count,
})

export type Span = z.infer<typeof SpanSchema>

const StretchSchema = z.object({ from: Minute, to: Minute }).refine((stretch) => stretch.from < stretch.to)

export const UnitDutySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('24h') }),
  z.object({ kind: z.literal('daily'), from: Minute, to: Minute }),
])

function perLevel<T extends z.ZodType>(schema: T) {
  return z.object({ RED: schema, ORANGE: schema, YELLOW: schema, BLUE: schema, NONE: schema })
}

const FirstContactSchema = z.object({ countedFrom: z.enum(['dispatch', 'sign']), span: SpanSchema })

/** Every limit of the hotline. An administrator may change each number; null means "no limit of its own". */
export const LimitTableSchema = z.object({
  handling: z.object({
    byType: z.object({
      ZX: Count.nullable(),
      QZ: Count.nullable(),
      JY: Count.nullable(),
      TS: Count.nullable(),
      JB: Count.nullable(),
      BY: Count.nullable(),
      WX: Count.nullable(),
    }),
    byComplexity: z.object({ GENERAL: z.null(), HARD: Count, COMPLEX: Count }),
  }),
  sign: perLevel(SpanSchema),
  firstContact: perLevel(FirstContactSchema),
  unitDuty: UnitDutySchema,
  workingHours: z.array(StretchSchema).min(1),
  returnWindowWorkingDays: z.object({ GENERAL: Count, HARD: Count, COMPLEX: Count }),
  maxDispatchesBeforeNamed: Count,
  extension: z.object({ maxTimes: Count, maxTimesWithLead: Count, maxWorkingDays: Count }),
  parking: z.object({
    reviewWithinDays: Count,
    procedures: z.array(
      z.enum(['arbitration', 'court', 'injury-recognition', 'petition', 'bankruptcy', 'criminal-case']),
    ),
  }),
  callback: z.object({ workingDays: Count, tries: Count, triesOnDays: Count }),
  rework: z.object({ workingDays: Count, max: Count }),
  archive: z.object({ afterWorkingDays: Count, afterPromiseDays: Count }),
  restart: z.object({ withinDays: Count }),
  warnings: z.object({
    atPercent: z.array(z.number().min(1).max(99)),
    workingDaysBeforeDue: Count,
    yellowFromPercent: z.number().min(1).max(99),
  }),
  supervision: z.object({
    afterOverdueWorkingDays: Count,
    unsatisfiedCallbacks: Count,
    repeatCalls: Count,
    repeatWindowDays: Count,
  }),
  /** How long the law gives others; the hotline's closing promises none of it. */
  legalBounds: z.object({
    labourInspection: z.object({ days: Count, moreDays: Count, counted: z.literal('working-days') }),
    arbitration: z.object({ days: Count, moreDays: Count, counted: z.literal('calendar-days') }),
    injuryRecognition: z.object({ days: Count, clearCaseDays: Count, counted: z.literal('calendar-days') }),
  }),
})

export type LimitTable = z.infer<typeof LimitTableSchema>

/** What a parked order may wait for. */
export type ParkingProcedure = LimitTable['parking']['procedures'][number]

/** The row of a level in a table that is kept per level. */
export function rowOf<T>(table: Readonly<Record<Severity | 'NONE', T>>, level: ActionLevel): T {
  return table[level ?? 'NONE']
}
