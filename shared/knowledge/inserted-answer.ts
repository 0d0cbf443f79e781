import { err, ok } from '../lib/result'
import type { Result } from '../lib/result'
import { entryById } from './knowledge-base'
import type { KnowledgeBase } from './knowledge-base'

/** What goes into an order when an answer is taken over; the entry's version keeps it provable later. */
export interface InsertedAnswer {
  readonly entryId: string
  readonly version: number
  readonly text: string
  readonly sources: readonly string[]
}

export type InsertProblem = {
  readonly code: 'entry-unknown' | 'entry-draft' | 'entry-withdrawn'
  readonly entryId: string
}

/**
 * The answer as it is inserted: the rule and where it stands, no local figures (those are read from their table on the
 * day). `basisWord` is the screen's word for 依据.
 */
export function insertedAnswer(
  entryId: string,
  kb: KnowledgeBase,
  basisWord: string,
): Result<InsertedAnswer, InsertProblem> {
  const entry = entryById(entryId, kb)
  if (entry === null) return err({ code: 'entry-unknown', entryId })
  if (entry.status !== 'published')
    return err({ code: entry.status === 'draft' ? 'entry-draft' : 'entry-withdrawn', entryId })
  const { answer, sources, version } = entry
  return ok({ entryId, version, sources, text: `${answer}（${basisWord}：${sources.join('；')}）` })
}
