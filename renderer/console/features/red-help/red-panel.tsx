import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Elapsed } from '../../../ui/elapsed'
import { formatClock } from '../../../ui/format-time'
import { Kbd } from '../../../ui/kbd'
import { keepFocus } from '../../../ui/keep-focus'
import { useNow } from '../../../ui/use-now'
import classes from './red-panel.module.css'

export interface RedRow {
  readonly id: string
  readonly label: string
  /** To dial by hand, in large digits; null where the list has none. */
  readonly number: string | null
  /** How it stands: rung now, not reached, answered; null = nothing has happened by itself. */
  readonly state: string | null
  readonly isActive: boolean
  readonly tickedAt: number | null
}

export interface RedButton {
  readonly id: string
  readonly label: string
  readonly keys: string | null
  readonly isDone: boolean
  perform(): void
}

/** Pressed, and still to be taken back. */
export function RedAsked({ until, note, lead, undo, goOn }: { readonly until: number; readonly note: string; readonly lead: ReactNode; readonly undo: RedButton; readonly goOn: RedButton }) {
  const { t } = useTranslation()
  const left = Math.max(0, Math.ceil((until - useNow()) / 1000))
  return (
    <section className={classes.panel} data-testid="red-asked" role="alert">
      <header className={classes.head}><h2>{t('help.red.title')}</h2><b>{t('help.red.undoLeft', { count: left })}</b></header>
      {lead}
      <p className={classes.note}>{note}</p>
      <div className={classes.buttons}><RedKey button={undo} /><RedKey button={goOn} look="solid" /></div>
    </section>
  )
}

export interface RedPanelProps {
  readonly since: number
  readonly kind: string | null
  readonly drill: string | null
  /** Whether a lead has accepted. */
  readonly lead: ReactNode
  /** What to dial at the place, first the one that is likeliest to be needed. */
  readonly dial: string
  readonly dialNote: string | null
  readonly place: string
  readonly isPlaceKnown: boolean
  readonly readOut: readonly string[]
  readonly tellFirst: string
  readonly emergency: readonly RedButton[]
  readonly emergencyStates: readonly string[]
  readonly dutyNote: string
  readonly duty: readonly RedRow[]
  readonly told: readonly RedRow[]
  readonly questions: readonly string[]
  tick(id: string): void
  close(): void
}

/** What to do, whom to ring and what to say, without the keyboard leaving the words that are being written. */
export function RedPanel(props: RedPanelProps) {
  const { t } = useTranslation()
  return (
    <section className={classes.panel} data-testid="red-panel" aria-label={t('help.red.title')}>
      <header className={classes.head}>
        <h2>{t('help.red.title')}{props.kind !== null && <span> · {props.kind}</span>}</h2>
        <b><Elapsed since={props.since} /></b>
      </header>
      {props.drill !== null && <p className={classes.drill}>{props.drill}</p>}
      {props.lead}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('help.red.title')}>
        <Block title={t('help.red.readOut')}>
          <p className={classes.dial} data-testid="red-dial">{props.dial}</p>
          {props.dialNote !== null && <p className={classes.note}>{props.dialNote}</p>}
          <p className={classes.place} data-known={props.isPlaceKnown}>{props.place}</p>
          <ol className={classes.lines} data-testid="red-lines">{props.readOut.map((line) => <li key={line}>{line}</li>)}</ol>
          <p className={classes.note}>{props.tellFirst}</p>
          <div className={classes.buttons}>{props.emergency.map((button) => <RedKey key={button.id} button={button} />)}</div>
          {props.emergencyStates.length > 0 && <div role="status" data-testid="red-emergency">{props.emergencyStates.map((words) => <p key={words} className={classes.state}>{words}</p>)}</div>}
        </Block>
        <Block title={t('help.red.duty')} note={props.dutyNote}><Rows rows={props.duty} tick={props.tick} tickWord={t('help.red.rung')} /></Block>
        <Block title={t('help.red.questions')}><ol className={classes.questions}>{props.questions.map((question) => <li key={question}>{question}</li>)}</ol></Block>
        <Block title={t('help.red.tell')} note={t('help.red.byHand')}><Rows rows={props.told} tick={props.tick} tickWord={t('help.red.done')} /></Block>
      </div>
      <footer className={classes.foot}><button type="button" onMouseDown={keepFocus} onClick={() => props.close()}>{t('help.red.close')}</button></footer>
    </section>
  )
}

function Block({ title, note, children }: { readonly title: string; readonly note?: string; readonly children: ReactNode }) {
  return <div className={classes.block}><h3>{title}</h3>{note !== undefined && note !== '' && <p className={classes.note}>{note}</p>}{children}</div>
}

function Rows({ rows, tick, tickWord }: { readonly rows: readonly RedRow[]; tick(id: string): void; readonly tickWord: string }) {
  return (
    <ul className={classes.rows}>
      {rows.map((row) => (
        <li key={row.id} data-row={row.id} data-active={row.isActive}>
          <span>{row.label}{row.state !== null && <i>{row.state}</i>}</span>
          {row.number !== null && <b>{row.number}</b>}
          {row.tickedAt === null
            ? <button type="button" onMouseDown={keepFocus} onClick={() => tick(row.id)}>{tickWord}</button>
            : <span className={classes.ticked}>✓ {formatClock(row.tickedAt).slice(0, 5)}</span>}
        </li>
      ))}
    </ul>
  )
}

function RedKey({ button, look }: { readonly button: RedButton; readonly look?: 'solid' }) {
  return (
    <button type="button" className={classes.key} data-look={look} data-done={button.isDone} data-command={button.id} disabled={button.isDone} onMouseDown={keepFocus} onClick={() => button.perform()}>
      {button.label}{button.keys !== null && <Kbd keys={button.keys} />}
    </button>
  )
}
