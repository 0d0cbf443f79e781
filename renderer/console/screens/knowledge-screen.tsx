import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findEntries } from '../../../shared/knowledge/find-entries'
import { figureState } from '../../../shared/knowledge/local-figures'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { useServices } from '../app/services'
import { useStore } from '../app/use-vanilla-store'
import { KnowledgeList } from '../features/knowledge/knowledge-list'

/** The knowledge base to look things up in between calls. */
export function KnowledgeScreen() {
  const { t } = useTranslation()
  const { catalogue, localFigures, clock } = useServices()
  const figures = useStore(localFigures, (all) => all)
  const today = localDateOf(clock.now())
  const [query, setQuery] = useState('')
  const [openId, open] = useState<string | null>(null)
  const entries = useMemo(
    () => (query.trim() === '' ? catalogue.knowledge.entries.filter((entry) => entry.status === 'published') : findEntries(query, null, catalogue.knowledgeIndex, 40).map(({ entry }) => entry)),
    [catalogue, query],
  )
  return (
    <KnowledgeList
      query={query} search={setQuery} openId={openId ?? entries[0]?.id ?? null} open={open}
      entries={entries.map((entry) => ({
        id: entry.id, question: entry.question, answer: entry.answer, category: catalogue.category(entry.category), sources: entry.sources, caution: entry.caution,
        mark: `${t(`reference.confidence.${entry.confidence}`)} · ${t('reference.checked', { at: entry.asOf })}`,
      }))}
      figures={figures.map((figure) => {
        // One that has run out, or does not hold yet, is not read out.
        const now = figureState(figure, today)
        return { name: catalogue.locale === 'en' ? figure.en : figure.zh, value: now.state === 'current' ? now.value : null }
      })}
    />
  )
}
