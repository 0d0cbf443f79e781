/**
 * The longest text of each field: what its input lets in, what the disk of the seat keeps and what the desk takes. There is
 * no other table; an input that lets in more would cost the agent the whole draft. Counted as `maxLength` and `String.length`
 * count, in UTF-16 units: mostly twice the characters of the field catalogue, since rare characters of names take two.
 * A limit may grow. One that shrinks sets aside what was written under the old one.
 */
export const longestText = {
  callback_number: 40,
  caller_name: 80,
  gender: 20,
  age_band: 20,
  id_no: 40,
  worker_type: 40,
  union_member: 20,
  language: 40,
  employer_name: 200,
  employer_short: 200,
  uscc: 40,
  employer_kind: 40,
  contact_person: 80,
  contact_phone: 40,
  has_union: 20,
  work_district: 20,
  work_street: 20,
  work_address: 400,
  project_name: 200,
  contractor_main: 200,
  contractor_sub: 200,
  team_leader: 80,
  platform_name: 200,
  request_type: 10,
  category: 20,
  title: 80,
  description: 4000,
  demand: 600,
  hospital: 200,
  promise: 400,
  external_no: 40,
  complained: 60,
  at_work_now: 20,
  note: 2000,
} as const

export type TextKey = keyof typeof longestText

/** Texts of an order that several calls write on (`merge-facts.ts`); a form shows only what its own call has added. */
export const longestGrown = { description: 40_000, demand: 6_000, note: 40_000 } as const satisfies Partial<Record<TextKey, number>>

/** Of one person in a group case. */
export const longestOfParticipant = { name: 40, phone: 40, amount_said: 60 } as const

export const mostParticipants = 500
/** Of an order, named in several calls. */
export const mostParticipantsGrown = 5000
