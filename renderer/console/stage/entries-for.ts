import { findEntries, relatedEntries, type KnowledgeIndex } from '../../../shared/knowledge/find-entries'
import type { KnowledgeEntry } from '../../../shared/knowledge/knowledge-base'

const most = 4

/** Entries that go with a draft, the nearest first: what the reference column shows and the command inserts. */
export function entriesFor(text: string, category: string | null, { knowledgeIndex }: { readonly knowledgeIndex: KnowledgeIndex }): readonly KnowledgeEntry[] {
  const related = relatedEntries(text, category, knowledgeIndex, most)
  const found = related.length > 0 || category === null ? related : findEntries('', category, knowledgeIndex, most)
  return found.map(({ entry }) => entry)
}
