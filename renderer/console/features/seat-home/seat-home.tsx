import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMinute, formatSpan } from '../../../ui/format-time'
import { Kbd } from '../../../ui/kbd'
import { useNow } from '../../../ui/use-now'
import classes from './seat-home.module.css'

/** A call that was taken and not submitted; it stays here over restarts until somebody finishes it. */
export interface UnfinishedEntry {
  readonly draftId: string
  readonly title: string
  readonly number: string
  readonly missing: string
  /** Who wrote it, where that was not the agent here. */
  readonly writtenBy: string | null
  readonly at: number
  readonly secret: boolean
  /** What would be thrown away with it; more than nothing is not thrown away by one click. */
  readonly holds: 'nothing' | 'words' | 'refused-order'
}

/** A call of today as the agent's own list shows it, names and numbers masked. */
export interface TodayEntry {
  readonly id: string
  readonly at: number
  readonly caller: string
  readonly matter: string
  readonly outcome: string
  /** Number of the order that came of it. */
  readonly orderNumber: string | null
  readonly talkMs: number | null
  readonly open: boolean
  /** A further order of the call in the line above. */
  readonly isSameCall: boolean
}

export interface SeatHomeProps {
  /** Whether the seat was tried today; stands above everything. */
  readonly check: ReactNode
  readonly unfinished: readonly UnfinishedEntry[]
  readonly today: readonly TodayEntry[]
  readonly searchKeys: string | null
  openDraft(draftId: string): void
  discardDraft(draftId: string): void
  now(): number
  search(): void
}

/** The seat between calls: what is not finished first, then the day so far. */
export function SeatHome(props: SeatHomeProps) {
  const { t } = useTranslation()
  const count = props.today.filter(({ isSameCall }) => !isSameCall).length
  const talked = props.today.reduce((sum, entry) => sum + (entry.talkMs ?? 0), 0)
  return (
    <main className={classes.home}>
      <section className={classes.block} aria-label={t('seat.unfinished')}>
        <div className={classes.check}>{props.check}</div>
        <UnfinishedHead entries={props.unfinished} />
        {props.unfinished.length === 0 && <p className={classes.empty}>{t('seat.nothingUnfinished')}</p>}
        <ul>
          {props.unfinished.map((entry) => (
            <li key={entry.draftId} className={classes.unfinished}>
              <button type="button" className={classes.open} onClick={() => props.openDraft(entry.draftId)} data-draft={entry.draftId}>
                <b>{entry.title}</b>
                <span className={classes.sub}>{entry.number}{entry.writtenBy !== null && ` · ${t('outbox.writtenBy', { author: entry.writtenBy })}`} · {entry.missing}</span>
              </button>
              {entry.secret && <span className={classes.chip}>{t('seat.secret')}</span>}
              <time>{formatMinute(entry.at)}</time>
              <DiscardButton holds={entry.holds} now={props.now} discard={() => props.discardDraft(entry.draftId)} />
            </li>
          ))}
        </ul>
      </section>
      <section className={classes.today} aria-label={t('seat.today')}>
        <div className={classes.head}>
          <h2>{t('seat.today')} <span>{t('seat.todayCount', { count, minutes: Math.round(talked / 60_000) })}</span></h2>
          <button type="button" className={classes.search} onClick={() => props.search()}>
            {props.searchKeys !== null && <Kbd keys={props.searchKeys} />} {t('seat.find')}
          </button>
        </div>
        {props.today.length === 0 ? <p className={classes.empty}>{t('seat.noCallsYet')}</p> : <TodayTable entries={props.today} />}
      </section>
    </main>
  )
}

/** A question this young has not been read: what comes meanwhile is the second click of a double click, or a held key. */
export const unreadQuestionMs = 700

/** What is lost is asked about once more; the question is withdrawn when the agent turns to something else. */
function DiscardButton({ holds, now, discard }: { readonly holds: UnfinishedEntry['holds']; now(): number; discard(): void }) {
  const { t } = useTranslation()
  const [askedAt, ask] = useState<number | null>(null)
  const isAsking = askedAt !== null
  const onClick = () => {
    if (holds === 'nothing') discard()
    else if (askedAt === null) ask(now())
    else if (now() - askedAt >= unreadQuestionMs) discard()
  }
  return (
    <button type="button" className={classes.discard} data-asking={isAsking} onBlur={() => ask(null)} onClick={onClick} onKeyDown={(event) => event.repeat && event.preventDefault()}>
      {t(!isAsking ? 'seat.discard' : holds === 'refused-order' ? 'seat.discardRefusedSure' : 'seat.discardSure')}
    </button>
  )
}

function UnfinishedHead({ entries }: { readonly entries: readonly UnfinishedEntry[] }) {
  const { t } = useTranslation()
  const now = useNow()
  const oldest = entries.reduce<number | null>((least, entry) => (least === null ? entry.at : Math.min(least, entry.at)), null)
  return (
    <div className={classes.head}>
      <h2>{t('seat.unfinished')} <span>{entries.length}</span></h2>
      {oldest !== null && <span>{t('seat.oldest', { at: formatMinute(oldest), count: Math.floor((now - oldest) / 60_000) })}</span>}
    </div>
  )
}

function TodayTable({ entries }: { readonly entries: readonly TodayEntry[] }) {
  const { t } = useTranslation()
  return (
    <div className={classes.tableBox} tabIndex={0} role="region" aria-label={t('seat.today')}>
      <table className={classes.table}>
        <thead>
          <tr>{['time', 'caller', 'matter', 'outcome', 'talk'].map((column) => <th key={column} scope="col">{t(`seat.column.${column}`)}</th>)}</tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id} data-order={entry.orderNumber ?? undefined}>
              <td>{entry.isSameCall ? t('seat.sameCall') : formatMinute(entry.at)}</td>
              <td>{entry.caller}</td>
              <td className={classes.matter}>{entry.matter}</td>
              <td data-open={entry.open}>{entry.outcome}</td>
              <td>{entry.talkMs === null ? '—' : formatSpan(entry.talkMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
