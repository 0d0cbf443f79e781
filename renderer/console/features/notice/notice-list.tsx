import { useTranslation } from 'react-i18next'
import classes from './notice-list.module.css'

export interface NoticeEntry {
  readonly id: string
  readonly title: string
  readonly text: string
  /** The way to what it is about, where there is one. */
  readonly way?: { readonly words: string; go(): void } | undefined
  dismiss(): void
}

/** What has gone wrong with what is kept: it waits to be read, takes no focus and goes when it is put away. */
export function NoticeList({ entries, place }: { readonly entries: readonly NoticeEntry[]; readonly place: 'gate' | 'seat' }) {
  const { t } = useTranslation()
  return (
    <section className={classes.notices} data-place={place} aria-label={t('notice.label')} aria-live="polite" hidden={entries.length === 0}>
      {entries.map(({ id, title, text, way, dismiss }) => (
        <article key={id} className={classes.notice} data-notice={id}>
          <b>{title}</b>
          <p>{text}</p>
          <div className={classes.ways}>
            {way !== undefined && <button type="button" data-action="open" onClick={() => way.go()}>{way.words}</button>}
            <button type="button" onClick={dismiss}>{t('notice.read')}</button>
          </div>
        </article>
      ))}
    </section>
  )
}
