import { z } from 'zod'
import { recordedCallSchema } from '../calls/recorded-call'
import { helpStepSchema } from '../help/help-step'
import { longestReport, reportCodes } from './report/report-code'
import { recordedValuesSchema } from './fields/field-values'
import { manualChannelSchema } from './manual-call'
import { revealFactsSchema } from './reveal'
import { mostWarnings, warningSchema } from './warnings'

const time = z.number().int().nonnegative()
const code = z.string().min(1).max(60)
const id = z.uuid()

export const severitySchema = z.enum(['RED', 'ORANGE', 'YELLOW', 'BLUE'])
export const recordedEmotionSchema = z.object({ code, level: z.number().int().min(0).max(3) })
export type RecordedEmotion = z.infer<typeof recordedEmotionSchema>

const person = {
  id: z.string().min(1).max(40),
  name: z.string().max(40),
  seat: z.string().regex(/^\d{4}$/),
}

/** Who did it. Every event has an author from the first day; the desk replaces the claim by the identity it has checked. */
export const authorSchema = z.object({
  kind: z.enum(['agent', 'system']),
  ...person,
  /** Whom the event names where somebody else has delivered it: work of another seat, brought here as a file. Put by the desk; unchecked. */
  writtenBy: z.object(person).exactOptional(),
})
export type Author = z.infer<typeof authorSchema>

/** The call an order came from: facts without anything personal in them. */
export const callFactsSchema = z.object({
  callId: id,
  queueCallId: z.string().max(200).nullable(),
  queue: z.string().max(100).nullable(),
  startedAt: time,
  answeredAt: time.nullable(),
  endedAt: time.nullable(),
  /** Entered by hand: no line has carried it. The end of such a call is not known. */
  manual: manualChannelSchema.exactOptional(),
})
export type CallFacts = z.infer<typeof callFactsSchema>

/** Who was on the line and how it is known. Kept beside the event (personal), never inside. */
export const callerFactsSchema = z.object({
  personId: id.nullable(),
  relation: z.enum(['known', 'new', 'someone-else', 'anonymous']),
  /** See `shared/callers/phone-number.ts`; null when the number is withheld. */
  historyKey: z.string().max(60).nullable(),
  numberDisplay: z.string().max(60),
})
export type CallerFacts = z.infer<typeof callerFactsSchema>

export const noContentKindSchema = z.enum(['silent', 'wrong-number', 'nuisance', 'sales', 'dropped'])
export type NoContentKind = z.infer<typeof noContentKindSchema>

const spoken = (longest: number) => z.string().max(longest).regex(/\S/)

/** A tag taken down. */
export const riskLoweringShape = {
  code,
  from: severitySchema,
  /** Null = the tag was taken away. */
  to: severitySchema.nullable(),
  /** The duty lead who agreed, and why; below ORANGE the agent needs neither. */
  lead: spoken(40).nullable(),
  reason: spoken(200).nullable(),
  loweredAt: time,
}

/** RED and ORANGE never come down without both. */
export function hasLeadsWord({ from, lead, reason }: { readonly from: string; readonly lead: string | null; readonly reason: string | null }): boolean {
  return (from !== 'RED' && from !== 'ORANGE') || (lead !== null && reason !== null)
}

export const riskLoweringSchema = z.object(riskLoweringShape).refine(hasLeadsWord)
export type RiskLowering = z.infer<typeof riskLoweringSchema>

/**
 * What a lead is asked for about an order: to take a tag down, to void an order that nobody has in hand yet, or to look at a call that
 * the agent has ended after warnings, which changes nothing of it.
 */
export const approvalWishSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lower-tag'), code, from: severitySchema, to: severitySchema.nullable() }),
  z.object({ kind: z.literal('void') }),
  z.object({ kind: z.literal('ended-by-agent') }),
])
export type ApprovalWish = z.infer<typeof approvalWishSchema>

const approvalAskedSchema = z.object({ wish: approvalWishSchema, reason: spoken(200), askedAt: time })

/** `askId`: the event that asked. The wish stands here once more, so that it can be followed without what came before. A "no" has its reason. */
const approvalDecidedSchema = z
  .object({ askId: id, wish: approvalWishSchema, granted: z.boolean(), reason: spoken(200).nullable(), decidedAt: time })
  .refine(({ granted, reason }) => granted || reason !== null)

/** A code out of use and the one of today that stands for it. */
const codeMappingSchema = z.object({
  field: z.enum(['work_district', 'category', 'lead_unit']),
  from: code,
  to: code,
  /** `street-decides`: the old district was split, and this is only the likelier part. */
  why: z.enum(['district-merged', 'town-moved', 'street-decides', 'category-retired']),
})
export type CodeMapping = z.infer<typeof codeMappingSchema>

const proposalSchema = z.object({
  leadUnit: z.string().max(60).nullable(),
  cooperatingUnits: z.array(z.string().max(60)).max(20),
  district: z.string().max(20).nullable(),
  /** Shown by the console; the desk's own computation decides. */
  handleDueAt: time.nullable(),
})

/** An order of an outside or older system, brought in as one event. */
const importedOrderSchema = z.object({
  externalNo: z.string().max(40),
  createdAt: time,
  requestType: z.string().max(10),
  category: z.string().max(20),
  district: z.string().max(40),
  districtCode: z.string().max(20),
  employer: z.string().max(200),
  state: z.string().max(40),
  dueAt: time.nullable(),
  satisfaction: z.string().max(40).nullable(),
  disposition: z.string().max(40).nullable(),
  amountFen: z.number().int().nullable(),
  confidential: z.boolean(),
})

const facts = {
  opened: z.object({
    number: z.string().max(40),
    practice: z.boolean(),
    channel: z.enum(['phone', 'entered-later', 'passed-from-12345', 'online', 'in-person']),
    call: callFactsSchema.nullable(),
  }),
  'caller-identified': z.object({}),
  'facts-recorded': z.object({ values: recordedValuesSchema }),
  'emotions-recorded': z.object({
    /** Null = 未记录: not asked, left out of every figure. */
    start: z.array(recordedEmotionSchema).max(3).nullable(),
    end: z.array(recordedEmotionSchema).max(3).nullable(),
  }),
  'risk-confirmed': z.object({ code, severity: severitySchema, confirmedAt: time, source: z.enum(['agent', 'suggestion']) }),
  'risk-lowered': riskLoweringSchema,
  'risk-refused': z.object({ code, severity: severitySchema, reason: z.string().max(40) }),
  'no-risk-stated': z.object({}),
  'action-done': z.object({ code, doneAt: time }),
  'answered-directly': z.object({ knowledgeEntries: z.array(z.string().max(20)).max(20) }),
  'sent-for-dispatch': z.object({ proposal: proposalSchema }),
  'passed-on': z.object({ to: z.string().max(100) }),
  /** `warnings`: those given before the agent ended the call; the lead looks at such a call afterwards. */
  'closed-without-content': z.object({ kind: noContentKindSchema, warnings: z.array(warningSchema).max(mostWarnings).exactOptional() }),
  chased: z.object({ call: callFactsSchema.nullable() }),
  /** Somebody looked at what is masked. Legal in every state, and changes none. */
  'personal-revealed': revealFactsSchema,
  /** What was done about a call for help under it, or the rest after it. Legal in every state, and changes none. */
  'help-step': helpStepSchema,
  /** How a call about it went, told when it was over. Legal in every state, and changes none; one for each call. */
  'call-recorded': recordedCallSchema,
  /** Changes nothing of the order until a lead has decided. */
  'approval-asked': approvalAskedSchema,
  'approval-decided': approvalDecidedSchema,
  /** Its words lie beside the event; who has signed it is its author. */
  'report-signed': z.object({ code: z.enum(reportCodes), signedAt: time }),
  imported: importedOrderSchema,
  /** The desk's own, right behind the event that had said it in old codes; nobody else may send it. */
  'codes-mapped': z.object({ mapped: z.array(codeMappingSchema).min(1).max(3) }),
} as const

export type TicketEventType = keyof typeof facts

const personalSchema = z.object({
  caller: callerFactsSchema.optional(),
  values: recordedValuesSchema.optional(),
  /** Short words for a list: what an imported order was about. */
  summary: z.string().max(400).optional(),
  queryCode: z.string().regex(/^\d{8}$/).optional(),
  /** A report as it was signed. */
  report: z.string().max(longestReport).optional(),
})
export type PersonalPart = z.infer<typeof personalSchema>

const envelope = {
  /** UUIDv7 made by the client; sending it twice is harmless. */
  id,
  ticketId: id,
  author: authorSchema,
  happenedAt: time,
  recordedAt: time,
  /** Ticket version (count of events) that the author saw. */
  basedOn: z.number().int().nonnegative(),
  /** Values that retention may erase; stored in a side table keyed by the event's id. */
  personal: personalSchema.nullable(),
}

function member<T extends TicketEventType>(type: T) {
  return z.object({ ...envelope, type: z.literal(type), data: facts[type] })
}

/** One thing that happened to a ticket, append-only. */
export const ticketEventSchema = z.discriminatedUnion('type', [
  member('opened'),
  member('caller-identified'),
  member('facts-recorded'),
  member('emotions-recorded'),
  member('risk-confirmed'),
  member('risk-lowered'),
  member('risk-refused'),
  member('no-risk-stated'),
  member('action-done'),
  member('answered-directly'),
  member('sent-for-dispatch'),
  member('passed-on'),
  member('closed-without-content'),
  member('chased'),
  member('personal-revealed'),
  member('help-step'),
  member('call-recorded'),
  member('approval-asked'),
  member('approval-decided'),
  member('report-signed'),
  member('imported'),
  member('codes-mapped'),
])
export type TicketEvent = z.infer<typeof ticketEventSchema>
export type TicketEventOf<T extends TicketEventType> = Extract<TicketEvent, { type: T }>
