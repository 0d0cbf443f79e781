import { z } from 'zod'
import { helpStepSchema, mostHelpSteps } from '../help/help-step'
import { fieldValuesSchema } from './fields/field-values'
import { unreadWordsSchema } from './fields/unread-words'
import { mostReveals, revealedParts } from './reveal'
import { mostWarnings, warningSchema } from './warnings'
import { authorSchema, callFactsSchema, hasLeadsWord, noContentKindSchema, recordedEmotionSchema, riskLoweringShape, severitySchema } from './ticket-event'

const time = z.number().int().nonnegative()

/** What the agent decided about who is on the line. Nothing is ever decided by itself. */
export const callerChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('undecided') }),
  z.object({ kind: z.literal('known'), personId: z.uuid() }),
  z.object({ kind: z.literal('new'), personId: z.uuid() }),
  z.object({ kind: z.literal('someone-else'), personId: z.uuid() }),
  z.object({ kind: z.literal('anonymous') }),
])

export const draftRiskSchema = z.object({
  code: z.string().max(60),
  severity: severitySchema,
  confirmedAt: time,
  source: z.enum(['agent', 'suggestion']),
})
export type DraftRisk = z.infer<typeof draftRiskSchema>

/** More than this no tag is taken down in one call; what comes of a draft is not endless. */
export const mostLowerings = 100

/** A lowering with the tag as it stood before: when and by what it had been confirmed. */
export const draftLoweringSchema = z.object({ ...riskLoweringShape, confirmedAt: time, source: draftRiskSchema.shape.source }).refine(hasLeadsWord)
export type DraftLowering = z.infer<typeof draftLoweringSchema>

/** A tag that the agent would take down; it stands until a lead has agreed. */
export const draftAskSchema = z.object({ code: z.string().min(1).max(60), from: severitySchema, to: severitySchema.nullable(), reason: z.string().max(200).regex(/\S/), askedAt: time })

export const answeredSuggestionSchema = z.object({
  code: z.string().max(60),
  level: z.union([severitySchema, z.number().int()]),
  answer: z.enum(['accepted', 'refused']),
  reason: z.string().max(40).nullable(),
  at: time,
})
export type AnsweredSuggestion = z.infer<typeof answeredSuggestionSchema>

/**
 * A draft is a document, written over and over while the call goes on; submitting it writes the ticket's first events.
 * It exists from the first ring, bound to our own call id, never to the PBX's.
 */
export const draftSchema = z.object({
  id: z.uuid(),
  /** Grows by one with every save; the page reports it as saved only when both media have it. */
  revision: z.number().int().nonnegative(),
  ticketId: z.uuid(),
  number: z.string().max(40),
  practice: z.boolean(),
  author: authorSchema,
  createdAt: time,
  changedAt: time,
  /** Nobody has typed or chosen anything yet: such a draft of an unanswered ring becomes a line in the call log. */
  touched: z.boolean(),
  call: callFactsSchema.extend({
    numberDisplay: z.string().max(60),
    historyKey: z.string().max(60).nullable(),
  }),
  caller: callerChoiceSchema,
  values: fieldValuesSchema,
  /** What was typed and could not be read. A draft of an earlier version has none. */
  unread: unreadWordsSchema.default({}),
  emotions: z.object({
    start: z.array(recordedEmotionSchema).max(3).nullable(),
    end: z.array(recordedEmotionSchema).max(3).nullable(),
  }),
  risks: z.array(draftRiskSchema).max(30),
  /** In the order in which they were done. Drafts of before this was kept have none. */
  lowerings: z.array(draftLoweringSchema).max(mostLowerings).default([]),
  noRisk: z.boolean(),
  answeredSuggestions: z.array(answeredSuggestionSchema).max(200),
  actionsDone: z.record(z.string().max(60), time),
  knowledgeUsed: z.array(z.string().max(20)).max(20),
  noContent: noContentKindSchema.nullable(),
  /** Said to a caller who abuses the line; drafts of before this was counted have none. */
  warnings: z.array(warningSchema).max(mostWarnings).default([]),
  /** What was shown in full under RED, outside of the own call; once is enough. Drafts of before this was kept have none. */
  reveals: z.array(z.object({ parts: z.array(z.enum(revealedParts)).min(1).max(revealedParts.length), at: time })).max(mostReveals).default([]),
  /** Calls for help during it, step by step; most drafts have none. */
  help: z.array(helpStepSchema).max(mostHelpSteps).exactOptional(),
  /** What a lead is asked for when it is submitted, where leads sign in; most drafts ask for nothing. */
  asks: z.array(draftAskSchema).max(30).exactOptional(),
  /** The open order this call belongs to: facts go there, no second order is opened. */
  mergeInto: z.uuid().nullable(),
})
export type Draft = z.infer<typeof draftSchema>
