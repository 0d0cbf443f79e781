import { z } from 'zod'
import { longestGrown, longestOfParticipant, longestText, mostParticipants, mostParticipantsGrown, type TextKey } from './field-lengths'

/** A month or a day that the caller may not know: `2026-10`, `2026-10-15`, or said to be unclear (不清楚). */
export const looseDateSchema = z.union([z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/), z.literal('unclear')])
export type LooseDate = z.infer<typeof looseDateSchema>

export const participantSchema = z.object({
  name: z.string().max(longestOfParticipant.name),
  phone: z.string().max(longestOfParticipant.phone),
  /** Integer fen; null when not told. */
  amount_fen: z.number().int().min(0).max(1e11).nullable(),
  /** The sum in words that could not be read. */
  amount_said: z.string().max(longestOfParticipant.amount_said).optional(),
})
export type Participant = z.infer<typeof participantSchema>

const text = (key: TextKey) => z.string().max(longestText[key])
const optionCode = z.string().max(40)

/**
 * What the agent has recorded, keyed as in the field catalogue (`fields.json`). A draft is allowed to be wrong while the
 * call goes on: this schema bounds shapes and lengths only, `validate-fields.ts` says what is not right yet.
 * Money is integer fen (RMB), never a float. Absent = not recorded.
 */
export const fieldValuesSchema = z
  .object({
    callback_number: text('callback_number'),
    caller_name: text('caller_name'),
    anonymous: z.boolean(),
    confidential: z.boolean(),
    gender: text('gender'),
    age_band: text('age_band'),
    id_no: text('id_no'),
    worker_type: text('worker_type'),
    union_member: text('union_member'),
    represents: z.number().int().min(1).max(9999),
    participants: z.array(participantSchema).max(mostParticipants),
    language: text('language'),
    employer_name: text('employer_name'),
    employer_short: text('employer_short'),
    uscc: text('uscc'),
    employer_kind: text('employer_kind'),
    employees_total: z.number().int().min(1).max(10_000_000),
    contact_person: text('contact_person'),
    contact_phone: text('contact_phone'),
    has_union: text('has_union'),
    work_district: text('work_district'),
    work_street: text('work_street'),
    work_address: text('work_address'),
    project_name: text('project_name'),
    contractor_main: text('contractor_main'),
    contractor_sub: text('contractor_sub'),
    team_leader: text('team_leader'),
    platform_name: text('platform_name'),
    request_type: text('request_type'),
    category: text('category'),
    title: text('title'),
    description: text('description'),
    demand: text('demand'),
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
    hospital: text('hospital'),
    occurrences: z.number().int().min(1).max(9999),
    promise: text('promise'),
    promise_due: looseDateSchema,
    evidence: z.array(optionCode).max(20),
    procedures: z.array(optionCode).max(20),
    external_no: text('external_no'),
    /** The unit complained about (`unitKey`), or that it is somebody at the hotline: `dispatch/complained.ts`. */
    complained: text('complained'),
    /** Whether the caller still works there. */
    at_work_now: text('at_work_now'),
    note: text('note'),
  })
  .partial()

/** What an order holds, and what an event may add to it. */
export const recordedValuesSchema = fieldValuesSchema.extend({
  participants: z.array(participantSchema).max(mostParticipantsGrown).optional(),
  description: z.string().max(longestGrown.description).optional(),
  demand: z.string().max(longestGrown.demand).optional(),
  note: z.string().max(longestGrown.note).optional(),
})
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
