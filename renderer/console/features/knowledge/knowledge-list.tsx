import { useTranslation } from 'react-i18next'
import classes from './knowledge-list.module.css'

export interface KnowledgeLine {
  readonly id: string
  readonly question: string
  readonly answer: string
  readonly category: string
  readonly sources: readonly string[]
  readonly caution: string
  readonly mark: string
}

export interface KnowledgeListProps {
  readonly query: string
  readonly entries: readonly KnowledgeLine[]
  readonly figures: readonly { readonly name: string; readonly value: string | null }[]
  readonly openId: string | null
  search(query: string): void
  open(id: string): void
}

/** Questions on the left, the answer with its law on the right; a figure that nobody has entered is never guessed. */
export function KnowledgeList({ query, entries, figures, openId, search, open }: KnowledgeListProps) {
  const { t } = useTranslation()
  const shown = entries.find((entry) => entry.id === openId) ?? null
  return (
    <div className={classes.split}>
      <section className={classes.list} aria-label={t('app.nav.knowledge')}>
        <input className={classes.search} autoFocus value={query} onChange={(event) => search(event.currentTarget.value)} placeholder={t('knowledge.search')} aria-label={t('knowledge.search')} />
        <ul>
          {entries.map((entry) => (
            <li key={entry.id}>
              <button type="button" aria-pressed={entry.id === openId} onClick={() => open(entry.id)}>
                <b>{entry.question}</b>
                <span>{entry.id} · {entry.category}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <div className={classes.detail} tabIndex={0} role="region" aria-label={shown?.question ?? t('app.nav.knowledge')}>
        {shown !== null && (
          <article>
            <h1>{shown.question}</h1>
            <p className={classes.sub}>{shown.id} · {shown.category} · {shown.mark}</p>
            <p className={classes.answer}>{shown.answer}</p>
            {shown.caution !== '' && <p className={classes.caution}>{shown.caution}</p>}
            <h2>{t('knowledge.sources')}</h2>
            <ul>{shown.sources.map((source) => <li key={source}>{source}</li>)}</ul>
          </article>
        )}
        <h2>{t('knowledge.figures')}</h2>
        <dl>{figures.map((figure) => <div key={figure.name}><dt>{figure.name}</dt><dd>{figure.value ?? t('knowledge.toFillIn')}</dd></div>)}</dl>
      </div>
    </div>
  )
}
