import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay, formatMinute, formatSpan } from '../../../ui/format-time'
import { isComposing } from '../../../ui/is-composing'
import classes from './call-log.module.css'

/** A call as the list shows it: the number is masked, whoever looks on. */
export interface CallRow {
  readonly id: string
  readonly at: number
  readonly way: string
  readonly who: string
  readonly outcome: string
  /** The caller waited for nothing, or the call broke. */
  readonly isInVain: boolean
  readonly talkMs: number | null
}

export interface CallListProps {
  readonly query: string
  readonly rows: readonly CallRow[]
  readonly selected: string | null
  /** What to say under the list, or instead of it. */
  readonly note: string | null
  search(query: string): void
  select(id: string): void
}

/** Arrows lead from the search into the list and along it; a call is chosen by being reached. */
export function CallList({ query, rows, selected, note, search, select }: CallListProps) {
  const { t } = useTranslation()
  const list = useRef<HTMLUListElement>(null)
  const go = (to: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, to))]
    if (row === undefined) return
    select(row.id)
    list.current?.querySelector<HTMLElement>(`[data-call="${row.id}"]`)?.focus()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (isComposing(event)) return
    const at = rows.findIndex(({ id }) => id === selected)
    const isInList = event.target instanceof HTMLButtonElement
    if (event.key === 'ArrowDown') go(isInList ? at + 1 : Math.max(0, at))
    else if (event.key === 'ArrowUp' && isInList) go(at - 1)
    else if (event.key === 'Home' && isInList) go(0)
    else if (event.key === 'End' && isInList) go(rows.length - 1)
    else return
    event.preventDefault()
  }
  return (
    <section className={classes.list} aria-label={t('callLog.title')} onKeyDown={onKeyDown}>
      <h2>{t('callLog.title')} <span>{rows.length}</span></h2>
      <input className={classes.search} type="search" autoFocus value={query} onChange={(event) => search(event.currentTarget.value)} placeholder={t('callLog.search')} aria-label={t('callLog.search')} />
      <ul ref={list}>
        {rows.map((row, index) => (
          <li key={row.id}>
            <button
              type="button" className={classes.row} data-call={row.id} aria-pressed={row.id === selected} onClick={() => select(row.id)}
              tabIndex={row.id === selected || (index === 0 && !rows.some(({ id }) => id === selected)) ? 0 : -1}
            >
              <time>{formatDay(row.at)} {formatMinute(row.at)}</time>
              <span className={`${classes.way} ${classes.quiet}`}>{row.way}</span>
              <b>{row.who}</b>
              <span data-look={row.isInVain ? 'warn' : undefined}>{row.outcome}</span>
              <span className={classes.talk}>{row.talkMs === null ? '—' : formatSpan(row.talkMs)}</span>
            </button>
          </li>
        ))}
      </ul>
      {note !== null && <p className={classes.empty}>{note}</p>}
    </section>
  )
}
