import { findEntries, relatedEntries, type KnowledgeIndex } from '../../../shared/knowledge/find-entries'
import { insertedAnswer } from '../../../shared/knowledge/inserted-answer'
import type { KnowledgeBase, KnowledgeEntry } from '../../../shared/knowledge/knowledge-base'
import { longestText } from '../../../shared/tickets/fields/field-lengths'
import type { Draft } from '../../../shared/tickets/draft'

const most = 4

/** Entries that go with a draft, the nearest first: what the reference column shows and the command inserts. */
export function entriesFor(text: string, category: string | null, { knowledgeIndex }: { readonly knowledgeIndex: KnowledgeIndex }): readonly KnowledgeEntry[] {
  const related = relatedEntries(text, category, knowledgeIndex, most)
  const found = related.length > 0 || category === null ? related : findEntries('', category, knowledgeIndex, most)
  return found.map(({ entry }) => entry)
}

/** The draft with an entry's answer in its note and the entry remembered; unchanged when it is there already or withdrawn. */
export function withAnswer(draft: Draft, entryId: string, kb: KnowledgeBase, basisWord: string): Draft {
  if (draft.knowledgeUsed.includes(entryId)) return draft
  const inserted = insertedAnswer(entryId, kb, basisWord)
  if (!inserted.ok) return draft
  const note = [draft.values.note, inserted.value.text].filter(Boolean).join('\n').slice(0, longestText.note)
  return { ...draft, knowledgeUsed: [...draft.knowledgeUsed, entryId], values: { ...draft.values, note } }
}
