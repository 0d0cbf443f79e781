import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay, formatMinute } from '../../../ui/format-time'
import classes from './ticket-list.module.css'

export interface TicketLine {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly state: string
  readonly at: number
}

/** The seat's orders of today, newest first. `more`: what else can be done with orders. */
export function TicketList({ lines, selected, select, more }: { readonly lines: readonly TicketLine[]; readonly selected: string | null; select(id: string): void; readonly more?: ReactNode }) {
  const { t } = useTranslation()
  return (
    <section className={classes.list} aria-label={t('tickets.mine')}>
      <h2>{t('tickets.mine')} <span>{lines.length}</span></h2>
      {more}
      {lines.length === 0 && <p className={classes.empty}>{t('tickets.none')}</p>}
      <ul>
        {lines.map((line) => (
          <li key={line.id}>
            <button type="button" aria-pressed={line.id === selected} onClick={() => select(line.id)}>
              <b>{line.title}</b>
              <span>{line.number} · {line.state}</span>
              <time>{formatDay(line.at)} {formatMinute(line.at)}</time>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
