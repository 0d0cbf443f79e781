import { z } from 'zod'
import { playReasons, recordingFactsSchema } from '../recordings/recording'
import { longestUnitKey } from '../tickets/dispatch/unit-key'
import { revealFactsSchema } from '../tickets/reveal'
import { callRevealSchema } from './call-reveals'

/** What is written down for ever, or as long as the policy keeps it. */
export const auditRoutes = {
  /** POST `auditQuerySchema` -> `auditPageSchema`; being read is written down as well. */
  read: '/v1/admin/audit',
  /** POST `auditCheckSchema` -> `auditProofSchema`. */
  verify: '/v1/admin/audit/verify',
} as const

const id = z.string().max(60)

/** Who did it: a person in a session, or somebody with a shell on the server. */
const bySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), id: z.uuid(), seat: z.string().regex(/^\d{4}$/) }),
  z.object({ kind: z.literal('command-line') }),
  z.object({ kind: z.literal('desk') }),
])

/** SECURITY: ids, codes and the words of a reason; never a password, a key, or what an order says. */
export const auditEntrySchema = z.object({
  by: bySchema,
  act: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('signed-in'), personId: z.uuid(), seat: id, takenOver: z.boolean() }),
    z.object({ kind: z.literal('sign-in-failed'), personId: z.uuid() }),
    z.object({ kind: z.literal('password-changed'), personId: z.uuid() }),
    /** `unit`: where a handler works; absent for everybody else, and in lines that were written before anybody had one. */
    z.object({ kind: z.literal('person-added'), personId: z.uuid(), roles: z.array(id), unit: id.exactOptional() }),
    z.object({ kind: z.literal('person-changed'), personId: z.uuid(), roles: z.array(id), unit: id.exactOptional(), isActive: z.boolean() }),
    z.object({ kind: z.literal('password-reset'), personId: z.uuid() }),
    z.object({ kind: z.literal('sessions-revoked'), personId: z.uuid() }),
    z.object({ kind: z.literal('seat-added'), seat: id }),
    z.object({ kind: z.literal('seat-changed'), seat: id, isActive: z.boolean(), sipChanged: z.boolean() }),
    z.object({ kind: z.literal('seat-freed'), seat: id }),
    z.object({ kind: z.literal('seat-given'), seat: id, installation: z.uuid() }),
    z.object({ kind: z.literal('record-changed'), record: id, key: z.string().max(120), version: z.int().positive(), isActive: z.boolean() }),
    z.object({ kind: z.literal('personal-revealed'), ticketId: z.uuid(), eventId: z.uuid(), facts: revealFactsSchema }),
    /** The same of a call without an order, when the console could tell it; `lookedAt` and `startedAt` of the call by the console's clock. */
    z.object({
      kind: z.literal('call-revealed'), revealId: z.uuid(), ...callRevealSchema.shape.call.shape, lookedAt: callRevealSchema.shape.at, facts: revealFactsSchema,
    }),
    /** Who called was shown in full, because it is RED and open. */
    z.object({ kind: z.literal('red-order-read'), ticketId: z.uuid() }),
    /** `history`: in lines of earlier versions, which told the orders of a number. */
    z.object({ kind: z.literal('secret-orders-read'), ticketIds: z.array(z.uuid()), through: z.enum(['changes', 'history', 'report']) }),
    /** The number in full of somebody who gave up waiting, to whoever rings back. `caller`: the key of that day. */
    z.object({ kind: z.literal('lost-number-read'), caller: id }),
    /** `proven`: the parcel carried a token of its author's. */
    z.object({ kind: z.literal('work-delivered'), parcelId: z.uuid(), authorId: z.uuid(), events: z.int().nonnegative(), proven: z.boolean() }),
    z.object({ kind: z.literal('history-imported'), rows: z.int(), taken: z.int(), refused: z.int() }),
    /** Steering of the queue and of calls; `extension` is the seat it was about. */
    z.object({ kind: z.literal('queue-command'), command: id, extension: id, done: z.boolean() }),
    z.object({ kind: z.literal('seat-steered'), what: id, personId: z.uuid() }),
    /**
     * A call for help, a raised hand or a message: `about` is its id, `to` one person, or null for all leads or everybody. `done` false: not
     * taken, since somebody else had accepted before.
     */
    z.object({ kind: z.literal('floor-told'), what: id, about: z.uuid().nullable(), to: z.uuid().nullable(), done: z.boolean() }),
    /** An alarm of the walls was taken by whoever this is by, or was told on by that lead's wall since nobody had. `subject`: a queue, seat, call, order or caller's key. */
    z.object({ kind: z.literal('alarm-told'), what: id, rule: id, subject: z.string().max(200) }),
    /** A lead's word about an order: who was asked for what, and what came of it. */
    z.object({ kind: z.literal('approval-decided'), ticketId: z.uuid(), what: id, granted: z.boolean() }),
    z.object({ kind: z.literal('draft-decided'), askId: z.uuid(), granted: z.boolean() }),
    z.object({ kind: z.literal('sheet-signed'), sheetId: z.uuid(), lines: z.int().nonnegative() }),
    z.object({ kind: z.literal('sheet-accepted'), sheetId: z.uuid() }),
    /** `outcome`: whether it showed that all is well. */
    z.object({ kind: z.literal('go-live-shown'), check: id, isGood: z.boolean() }),
    /** One workbook brought in whole; each of its entries has its own line beside this one. */
    z.object({ kind: z.literal('administration-imported'), added: z.int().nonnegative(), changed: z.int().nonnegative() }),
    z.object({ kind: z.literal('administration-exported') }),
    /** Orders as a file: what was asked for and how many there were, before the first one left; then how many had left, `isWhole` false when it was broken off. */
    z.object({
      kind: z.literal('orders-export-begun'), exportId: z.uuid(), from: z.int(), to: z.int(), form: id,
      category: id.exactOptional(), state: id.exactOptional(), orders: z.int().nonnegative(),
    }),
    z.object({ kind: z.literal('orders-export-ended'), exportId: z.uuid(), orders: z.int().nonnegative(), isWhole: z.boolean() }),
    /** Whoever it was has been given the recording of a call of that order. `recording`: the PBX's name of the call. */
    z.object({ kind: z.literal('recording-played'), ticketId: z.uuid(), recording: z.string().max(128), reason: z.enum(playReasons), note: z.string().max(200).nullable() }),
    /** Asked to be kept, and how that stood then; without an order: under RED, from the seat that had the call. */
    z.object({ kind: z.literal('recording-kept'), recording: z.string().max(128), ticketId: z.uuid().exactOptional(), lock: recordingFactsSchema.shape.lock }),
    /** A message of a call for help, given to the house's gateway, or not taken by it. `code`: who has to hear of it; `to`: the unit, and never the number. */
    z.object({ kind: z.literal('red-notice'), redId: z.uuid(), code: id, to: z.string().max(longestUnitKey), outcome: z.enum(['handed-over', 'failed']) }),
    z.object({ kind: z.literal('audit-read'), day: id }),
    z.object({ kind: z.literal('audit-verified'), intact: z.boolean() }),
    /** By the policy of so many months, orders that had changed last before that day; `held`: left alone since a recording of theirs is locked. */
    z.object({ kind: z.literal('personal-erased'), months: z.int().positive(), before: id, orders: z.int().nonnegative(), held: z.int().nonnegative() }),
    z.object({ kind: z.literal('audit-expired'), before: id, rows: z.int().positive() }),
  ]),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

const day = z.iso.date()

/** For an act about somebody: their unit, where they work at one. */
export const unitFact = (unit: string | null): { readonly unit?: string } => (unit === null ? {} : { unit })

export const auditQuerySchema = z.object({
  /** In Chongqing. */
  day,
  after: z.int().nonnegative().default(0),
  limit: z.int().min(1).max(1000).default(200),
})

export const auditPageSchema = z.object({
  rows: z.array(z.object({ number: z.int().positive(), at: z.int(), entry: auditEntrySchema })),
  /** Days that the desk knows of, oldest first; those without rows have run out. */
  days: z.array(z.object({ day, lastNumber: z.int().positive() })),
})

/** How far the audit went when somebody noted it down outside the desk: whatever was cut off since shows. */
export const auditHeadSchema = z.object({ day, number: z.int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/) })
export type AuditHead = z.infer<typeof auditHeadSchema>

export const auditCheckSchema = z.object({ head: auditHeadSchema.exactOptional() })

export const auditProofSchema = z.object({
  rows: z.int().nonnegative(),
  days: z.int().nonnegative(),
  /** Days whose rows are gone by age. */
  expiredDays: z.int().nonnegative(),
  head: auditHeadSchema.nullable(),
  /** The first place that does not fit; null when everything does. */
  broken: z.object({ day, number: z.int().positive(), what: z.enum(['missing', 'changed', 'cut-off']) }).nullable(),
})
export type AuditProof = z.infer<typeof auditProofSchema>
