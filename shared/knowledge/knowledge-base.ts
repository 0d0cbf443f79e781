import { z } from 'zod'
import { once } from '../lib/once'
import rawKnowledge from './kb.json'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const code = z.string().regex(/^[A-Z][A-Z0-9_]{0,59}$/)

/** One figure that Chongqing sets and that changes from year to year. `value` is text as it is read out, never computed with. */
const localFigure = z.object({
  code,
  zh: z.string(),
  en: z.string(),
  value: z.string().min(1).nullable(),
  /** First and last day on which it holds, both included; null = open. */
  from: day.nullable(),
  to: day.nullable(),
  /** 文号 of the notice that sets it. */
  document: z.string().nullable(),
})

const entry = z.object({
  id: z.string().regex(/^KB\d{3,}$/),
  category: z.string().min(1).max(20),
  question: z.string().min(1),
  answer: z.string().min(1),
  sources: z.array(z.string().min(1)).min(1),
  keywords: z.array(z.string().min(1)),
  /** `high` = compared with the text of the law; anything else holds a point that was not read. */
  confidence: z.enum(['high', 'medium', 'low']),
  /** What an editor still has to see to; shown with the entry. */
  caution: z.string().default(''),
  /** Month in which it was checked, `YYYY-MM`. */
  asOf: z.string().regex(/^\d{4}-\d{2}$/),
  reviewBy: day.optional(),
  owner: z.string().optional(),
  version: z.number().int().positive().default(1),
  status: z.enum(['draft', 'published', 'withdrawn']),
  /** Codes of the local figures that the answer speaks of. */
  figures: z.array(code).default([]),
})

export const knowledgeBaseSchema = z.object({
  version: z.string(),
  /** An entry is looked at again after so many months at most. */
  reviewMonths: z.number().int().positive(),
  localFigures: z.array(localFigure),
  entries: z.array(entry),
})

/** Questions as callers ask them, answers as agents say them, each with its law. Editable; always a parameter. */
export type KnowledgeBase = z.infer<typeof knowledgeBaseSchema>
export type KnowledgeEntry = KnowledgeBase['entries'][number]
export type LocalFigure = KnowledgeBase['localFigures'][number]

/** The entries as shipped; throws only when the shipped file is broken. */
export const shippedKnowledgeBase = once((): KnowledgeBase => knowledgeBaseSchema.parse(rawKnowledge))

/** Withdrawn entries too: old orders name them. */
export function entryById(id: string, kb: KnowledgeBase): KnowledgeEntry | null {
  return kb.entries.find((known) => known.id === id) ?? null
}
