import { z } from 'zod'
import type { HistoryItem, KnownPerson } from '../../shared/callers/person'
import type { CachedTicket } from '../../shared/tickets/cached-ticket'
import { recordedCallSchema } from '../../shared/calls/recorded-call'
import { helpStepSchema } from '../../shared/help/help-step'
import { orderApprovalSchema } from '../../shared/tickets/approval'
import { recordedValuesSchema } from '../../shared/tickets/fields/field-values'
import { reportCodes } from '../../shared/tickets/report/report-code'
import type { PersonRecord } from '../../shared/tickets/person-record'
import type { RecentEmployer } from '../../shared/tickets/recent-employers'
import { revealSchema } from '../../shared/tickets/reveal'
import type { Ticket } from '../../shared/tickets/ticket'
import {
  authorSchema,
  callerFactsSchema,
  callFactsSchema,
  noContentKindSchema,
  recordedEmotionSchema,
  riskLoweringSchema,
  severitySchema,
} from '../../shared/tickets/ticket-event'

/** Shapes of what is read back from the cache. Bounded by what writes it; here only what code relies on is checked. */

const emotions = z.array(recordedEmotionSchema).nullable()
const words = z.string().nullable()

const ticketSchema = z.object({
  id: z.string(),
  number: z.string(),
  practice: z.boolean(),
  state: z.string(),
  version: z.number().int().positive(),
  createdAt: z.number(),
  changedAt: z.number(),
  author: authorSchema,
  calls: z.array(callFactsSchema),
  caller: callerFactsSchema.nullable(),
  values: recordedValuesSchema,
  emotions: z.object({ start: emotions, end: emotions }),
  risks: z.array(z.object({ code: z.string(), severity: severitySchema, confirmedAt: z.number() })),
  /** Tickets cached before lowerings were kept have none. */
  lowerings: z.array(riskLoweringSchema).default([]),
  actionsDone: z.record(z.string(), z.number()),
  answeredWith: z.array(z.string()),
  leadUnit: words,
  /** Tickets cached before it was kept have none. */
  sentTo: z.array(z.string()).exactOptional(),
  dueAt: z.number().nullable(),
  passedOnTo: words,
  noContent: noContentKindSchema.nullable(),
  chasedAt: z.array(z.number()),
  satisfaction: words,
  disposition: words,
  summary: words,
  queryCode: words,
  /** Tickets cached before reveals were kept have none. */
  reveals: z.array(revealSchema).default([]),
  /** Tickets cached before there were any have none. */
  recordedCalls: z.array(recordedCallSchema).exactOptional(),
  help: z.array(helpStepSchema).exactOptional(),
  reports: z.array(z.object({ code: z.enum(reportCodes), signedAt: z.number(), by: z.object({ id: z.string(), name: z.string() }), text: words })).exactOptional(),
  approvals: z.array(orderApprovalSchema).exactOptional(),
  mapped: z.array(z.object({ field: z.string(), from: z.string(), to: z.string(), why: z.string() })),
})

export const cachedTicketSchema = z.object({
  ticket: ticketSchema.transform((ticket) => ticket as Ticket),
  chasers: z.array(z.object({ caller: callerFactsSchema, name: words, at: z.number() })),
  eventIds: z.array(z.string()),
  kept: z.enum(['whole', 'outline']),
}) satisfies z.ZodType<CachedTicket>

const contact = { id: z.string(), at: z.number(), key: words, summary: z.string() }
const historyItemSchema = z
  .discriminatedUnion('what', [
    z.looseObject({ ...contact, what: z.literal('call'), outcome: z.string() }),
    z.looseObject({ ...contact, what: z.literal('order'), orderNo: z.string(), status: z.string(), category: z.string(), employer: z.string() }),
  ])
  .transform((item) => item as unknown as HistoryItem)

const personSchema = z
  .object({
    id: z.string(),
    name: words,
    numbers: z.array(z.object({ key: z.string(), ext: z.string().optional() })),
    notes: z.record(z.string(), z.string()),
    history: z.array(historyItemSchema),
  })
  .transform((person) => person as unknown as KnownPerson)

export const personRecordSchema = z.object({ person: personSchema, nameAt: z.number() }) satisfies z.ZodType<PersonRecord>

export const employersSchema = z.array(
  z.object({ name: z.string(), lastUsedAt: z.number(), times: z.number() }),
) satisfies z.ZodType<readonly RecentEmployer[]>
