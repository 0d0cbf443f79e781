import { z } from 'zod'

/** A month or a day that the caller may not know: `2026-10`, `2026-10-15`, or said to be unclear (不清楚). */
export const looseDateSchema = z.union([z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/), z.literal('unclear')])
export type LooseDate = z.infer<typeof looseDateSchema>

export const participantSchema = z.object({
  name: z.string().max(40),
  phone: z.string().max(40),
  /** Integer fen; null when not told. */
  amount_fen: z.number().int().min(0).max(1e11).nullable(),
})
export type Participant = z.infer<typeof participantSchema>

const text = (max: number) => z.string().max(max)

/**
 * What the agent has recorded, keyed as in the field catalogue (`fields.json`). A draft is allowed to be wrong while the
 * call goes on: this schema bounds shapes and lengths only, `validate-fields.ts` says what is not right yet.
 * Money is integer fen (RMB), never a float. Absent = not recorded.
 */
export const fieldValuesSchema = z
  .object({
    callback_number: text(40),
    caller_name: text(80),
    anonymous: z.boolean(),
    confidential: z.boolean(),
    gender: text(20),
    age_band: text(20),
    id_no: text(40),
    worker_type: text(40),
    union_member: text(20),
    represents: z.number().int().min(1).max(9999),
    participants: z.array(participantSchema).max(500),
    language: text(40),
    employer_name: text(200),
    employer_short: text(200),
    uscc: text(40),
    employer_kind: text(40),
    employees_total: z.number().int().min(1).max(10_000_000),
    contact_person: text(80),
    contact_phone: text(40),
    has_union: text(20),
    work_district: text(20),
    work_street: text(20),
    work_address: text(400),
    project_name: text(200),
    contractor_main: text(200),
    contractor_sub: text(200),
    team_leader: text(80),
    platform_name: text(200),
    request_type: text(10),
    category: text(20),
    title: text(80),
    description: text(4000),
    demand: text(600),
    workers_count: z.number().int().min(1).max(9999),
    amount_owed_fen: z.number().int().min(0).max(1e11),
    amount_unknown: z.boolean(),
    amount_scope: z.enum(['total', 'each']),
    owed_from: looseDateSchema,
    owed_to: looseDateSchema,
    monthly_pay_fen: z.number().int().min(0).max(1e11),
    hours_per_day: z.number().min(0).max(24),
    last_contact_date: looseDateSchema,
    hired_on: looseDateSchema,
    dismissed_on: looseDateSchema,
    injured_on: looseDateSchema,
    hospital: text(200),
    occurrences: z.number().int().min(1).max(9999),
    promise: text(400),
    promise_due: looseDateSchema,
    evidence: z.array(text(40)).max(20),
    procedures: z.array(text(40)).max(20),
    external_no: text(40),
    /** The unit complained about (`unitKey`), or that it is somebody at the hotline: `dispatch/complained.ts`. */
    complained: text(60),
    /** Whether the caller still works there. */
    at_work_now: text(20),
    note: text(2000),
  })
  .partial()
export type FieldValues = z.infer<typeof fieldValuesSchema>
export type FieldKey = keyof FieldValues

/**
 * Fields that say who the person is. They travel beside an event, never inside it, so that retention can erase them
 * without touching the log (PIPL art. 47).
 */
export const personalFieldKeys = [
  'callback_number',
  'caller_name',
  'id_no',
  'participants',
  'contact_person',
  'contact_phone',
  'team_leader',
  'hospital',
  'description',
  'demand',
  'note',
] as const satisfies readonly FieldKey[]
