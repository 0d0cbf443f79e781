import { z } from 'zod'
import { changeSchema } from './desk-api'

/** What the wall of a shared desk shows of its orders, and who rings whom back. For whoever watches the floor. */
export const wallRoutes = {
  /** GET -> `wallOrdersSchema`, as of now. */
  orders: '/v1/wall/orders',
  /** POST `intakeQuerySchema` -> `intakeRowsSchema`: the orders behind one bar of today's intake. */
  intake: '/v1/wall/intake',
  /** POST `orderQuerySchema` -> `orderAnswerSchema`: one order, for a report. Whose it is, where it is secret, is written down before it is told. */
  order: '/v1/wall/order',
  /** POST `newLostCallStepSchema` -> `lostCallAnswerSchema`; 409 `taken` when somebody else has claimed the caller, `stale` when it has moved on. */
  lostCalls: '/v1/wall/lost-calls',
} as const

const time = z.int().nonnegative()
const code = z.string().max(60)
const count = z.int().nonnegative()

/** A compulsory action and its limit; `dueAt` null: as soon as possible. Words: `tags.action.<code>`. */
const stepSchema = z.object({ code, dueAt: time.nullable() })

/** A report on the order that is asked for; `signedAt` null: not yet. */
const reportDueSchema = z.object({ code, dueAt: time, signedAt: time.nullable() })

const riskSchema = z.object({
  id: z.uuid(),
  number: z.string().max(40),
  severity: z.enum(['RED', 'ORANGE']),
  /** Of such an order nothing is told but that there is one, and what is due. */
  isSecret: z.boolean(),
  /** Null: secret, or nobody has said a name. */
  maskedName: z.string().max(60).nullable(),
  district: code.nullable(),
  risks: z.array(code).max(30),
  since: time,
  next: stepSchema.nullable(),
  reports: z.array(reportDueSchema).max(10),
})
export type RiskOnWall = z.infer<typeof riskSchema>

const dueSchema = z.object({
  id: z.uuid(),
  number: z.string().max(40),
  isSecret: z.boolean(),
  category: code.nullable(),
  district: code.nullable(),
  state: code,
  dueAt: time,
  light: z.enum(['yellow', 'red']),
})
export type DueOnWall = z.infer<typeof dueSchema>

/** `code` null: nobody has said it. Secret orders are under neither list, and counted beside them. */
const countedSchema = z.object({ code: code.nullable(), count })

const intakeSchema = z.object({
  /** The local day by the time of the call. */
  from: time,
  to: time,
  total: count,
  secret: count,
  /** Of the total, those that came to the desk long after their call. */
  late: count,
  byCategory: z.array(countedSchema),
  byDistrict: z.array(countedSchema),
  /** Earlier days to which orders that came today were counted. */
  restated: z.array(z.object({ day: z.iso.date(), count })),
})
export type IntakeOnWall = z.infer<typeof intakeSchema>

export const lostCallActSchema = z.enum(['claim', 'release', 'reached', 'not-reached'])
export type LostCallAct = z.infer<typeof lostCallActSchema>

export const lostCallStepSchema = z.object({
  id: z.uuid(),
  callerKey: z.string().min(1).max(60),
  act: lostCallActSchema,
  by: z.object({ id: z.string().max(60), name: z.string().max(60) }),
  at: time,
})
export type LostCallStep = z.infer<typeof lostCallStepSchema>

export const newLostCallStepSchema = z.object({
  /** Made by the sender: sending the same twice is harmless. */
  id: z.uuid(),
  callerKey: z.string().min(1).max(60),
  /** When this caller last gave up, as the sender's wall has it. */
  lostAt: time,
  act: lostCallActSchema,
})

/** `number`: what to dial, told to whoever claims and put down in the audit; null for other steps, and when the desk has not kept it. */
export const lostCallAnswerSchema = z.object({ number: z.string().max(40).nullable() })

export const wallOrdersSchema = z.object({
  at: time,
  risks: z.array(riskSchema),
  dues: z.array(dueSchema),
  /** Open orders whose handling limit runs: the base of those near it. */
  withLimit: count,
  intake: intakeSchema,
  /** Of the last hour: calls in which nobody said a word. `callerKey` is the desk's own; of a secret caller no number is told. */
  silentCalls: z.array(z.object({ callerKey: z.string().max(60), maskedNumber: z.string().max(40), at: time })).default([]),
  /** Of today, oldest first. */
  lostCalls: z.array(lostCallStepSchema),
})
export type WallOrders = z.infer<typeof wallOrdersSchema>

export const intakeBySchema = z.enum(['category', 'district'])
export const intakeQuerySchema = z.object({ by: intakeBySchema, code: code.nullable() })
export const mostIntakeRows = 500
export const intakeRowsSchema = z.object({
  rows: z.array(z.object({ number: z.string().max(40), callAt: time, category: code.nullable(), district: code.nullable(), isLate: z.boolean() })).max(mostIntakeRows),
  /** More than are told. */
  more: count,
})
export type IntakeRows = z.infer<typeof intakeRowsSchema>

export const orderQuerySchema = z.object({ ticketId: z.uuid() })
export const orderAnswerSchema = z.object({ changes: z.array(changeSchema) })
