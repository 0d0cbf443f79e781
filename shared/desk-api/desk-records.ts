import { z } from 'zod'
import type { Action } from '../people/permissions'
import { wrapUpPolicySchema, wrapUpSecondsSchema } from '../queue/wrap-up-policy'
import { parseCalendar, type WorkCalendar } from '../tickets/deadlines/calendar'
import { LimitTableSchema } from '../tickets/deadlines/limit-table'
import { longestUnitKey, parseUnitKey } from '../tickets/dispatch/unit-key'
import { REQUEST_TYPES } from '../tickets/taxonomy'
import { afterCallPolicySchema, alarmsPolicySchema, retentionPolicySchema, serviceLevelPolicySchema, stateLimitsPolicySchema } from './house-policies'

/**
 * Lists that a hotline keeps for itself, one record under each key. What is no longer wanted is made inactive, never removed: old
 * orders name it.
 */
const words = z.object({ zh: z.string().min(1).max(60), en: z.string().max(120) })
const phone = z.string().regex(/^[+\d][\d\- ]{1,29}$/)
const date = z.iso.date()

/** Key: the queue's name at the PBX. What follows its calls; null = as the rule for all queues has it. */
export const queueRecordSchema = words.extend({
  colour: z.string().regex(/^#[0-9a-f]{6}$/i),
  wrapUp: wrapUpPolicySchema.nullable().default(null),
  wrapUpSeconds: wrapUpSecondsSchema.nullable().default(null),
})

/** Key: the unit's code. Whom to ring by day and by night. */
export const unitRecordSchema = words.extend({ dayPhones: z.array(phone).max(5), nightPhones: z.array(phone).max(5) })

/** Key: the category's code. */
export const categoryRecordSchema = words.extend({ usualType: z.enum(REQUEST_TYPES), leadUnit: z.string().max(60).nullable() })

/** Key: the figure's code in the knowledge base. Text as it is read out; `to` is the last day on which it holds. */
export const figureRecordSchema = z.object({
  value: z.string().trim().min(1).max(120), from: date.nullable(), to: date.nullable(), document: z.string().trim().min(1).max(120).nullable(),
}).refine(({ from, to }) => from === null || to === null || from <= to, { path: ['to'] })

/** Key: the year. `workingDays`, as the publisher states it, is a checksum on the typing. */
export const calendarRecordSchema = z.object({
  off: z.array(date).max(200), weekendWorkdays: z.array(date).max(60), workingDays: z.int().optional(), source: z.string().min(1).max(200),
})

/** Key: `table`. */
export const limitsRecordSchema = z.unknown().refine((value) => LimitTableSchema.safeParse(value).success)

/** Key: the policy's name. Absent records mean the values given here. */
export const policySchemas = {
  /** How long a session lasts, and how long one may sign in without the desk. */
  sessions: z.object({ hours: z.int().min(1).max(72).default(16), offlineDays: z.int().min(0).max(30).default(7) }),
  /** Days that rows of the audit are kept. */
  audit: z.object({ keepDays: z.int().min(184).max(3_660).default(366) }),
  /** `by-itself`: a PC that nobody knows gets the next seat. */
  seats: z.object({ given: z.enum(['by-itself', 'by-administrator']).default('by-itself') }),
  /** Whether an agent is told that a lead listens. */
  listening: z.object({ agentIsTold: z.boolean().default(true) }),
  /** How many of those who take calls may be on a break at once. */
  breaks: z.object({ atOnce: z.int().min(0).max(500).default(500) }),
  /** Days after which the go-live sheet wants something shown anew; days that a certificate has to be good for yet. */
  goLive: z.object({
    routeDays: z.int().min(1).max(366).default(90), lineDays: z.int().min(1).max(366).default(30),
    restoreDays: z.int().min(1).max(366).default(90), certificateDays: z.int().min(1).max(366).default(30),
  }),
  serviceLevel: serviceLevelPolicySchema,
  alarms: alarmsPolicySchema,
  afterCall: afterCallPolicySchema,
  stateLimits: stateLimitsPolicySchema,
  retention: retentionPolicySchema,
} as const
export type PolicyName = keyof typeof policySchemas

export const recordKinds = ['queues', 'units', 'categories', 'figures', 'calendar', 'limits', 'policies'] as const
export type RecordKind = (typeof recordKinds)[number]

/** Null when a day stands where it can't be. */
export function calendarOfYears(years: readonly object[]): WorkCalendar | null {
  const calendar = parseCalendar({ zone: 'Asia/Shanghai', years })
  return calendar.ok ? calendar.value : null
}

/** Null: there is no record of that key in that list. */
export function valueSchemaOf(kind: RecordKind, key: string): z.ZodType | null {
  switch (kind) {
    case 'queues':
      return queueRecordSchema
    case 'units':
      // A unit whose code is no key of a unit would be in the list, and no order could ever go there.
      return parseUnitKey(key) === null || key.length > longestUnitKey ? null : unitRecordSchema
    case 'categories':
      return categoryRecordSchema
    case 'figures':
      return /^[A-Z][A-Z0-9_]{0,59}$/.test(key) ? figureRecordSchema : null
    case 'calendar':
      return /^20\d{2}$/.test(key) ? calendarRecordSchema.refine((days) => calendarOfYears([{ ...days, year: Number(key) }]) !== null) : null
    case 'limits':
      return key === 'table' ? limitsRecordSchema : null
    case 'policies':
      return Object.entries(policySchemas).find(([name]) => name === key)?.[1] ?? null
  }
}

export const actionForKind = {
  queues: 'edit-queues',
  units: 'edit-units',
  categories: 'edit-categories',
  figures: 'edit-figures',
  calendar: 'edit-calendar',
  limits: 'edit-limits',
  policies: 'edit-policies',
} as const satisfies Record<RecordKind, Action>

export const recordSchema = z.object({
  kind: z.enum(recordKinds),
  key: z.string().min(1).max(80),
  value: z.unknown(),
  isActive: z.boolean(),
  /** 0 for one that is new. */
  version: z.int().nonnegative(),
})
export type ListRecord = z.infer<typeof recordSchema>

export const recordRoutes = {
  /** POST `recordQuerySchema` -> `recordsAnswerSchema`; everybody who is signed in. */
  lists: '/v1/lists',
  /** POST {} -> `bookInUseAnswerSchema`; everybody who is signed in. */
  inUse: '/v1/lists/in-use',
  /** PUT `recordSchema` -> the record as it is now; 409 `stale`. */
  record: '/v1/admin/records',
} as const

export const recordQuerySchema = z.object({ kind: z.enum(recordKinds) })
export const recordsAnswerSchema = z.object({ records: z.array(recordSchema) })

/** The lists that orders are written and reckoned by, all of one moment; `version` is the one that hints name. */
export const bookInUseAnswerSchema = z.object({ version: z.string().min(1).max(64), records: z.array(recordSchema) })
export type BookInUseAnswer = z.infer<typeof bookInUseAnswerSchema>
