import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DutyContact } from '../../../../shared/help/duty-list'
import { escalationAfter } from '../../../../shared/help/escalation'
import { emergencyRung, type RedCard } from '../../../../shared/floor/red-card'
import { Elapsed } from '../../../ui/elapsed'
import { formatClock } from '../../../ui/format-time'
import { keepFocus } from '../../../ui/keep-focus'
import { Kbd } from '../../../ui/kbd'
import { useNow } from '../../../ui/use-now'
import classes from './lead-help.module.css'

export interface RedCardProps {
  /** Masked for whoever does not act on it (`isMasked`). */
  readonly card: RedCard
  readonly isMasked: boolean
  /** 人身 or 事态, in words; null while nobody knows. */
  readonly kind: string | null
  /** Whether it was accepted from this console. */
  readonly isOwn: boolean
  /** What became of listening or coming in, in words. */
  readonly way: string | null
  /** The duty list, in the order in which it is rung. */
  readonly contacts: readonly DutyContact[]
  /** The printed keys; null for a card that they do not mean now. */
  readonly acceptKeys: string | null
  readonly joinKeys: string | null
  readonly isBusy: boolean
  accept(): void
  join(): void
  rung(name: string): void
  ringEmergency(): void
  putAway(): void
}

/** One call for help of another seat: where, who, what is being written, and who takes the responsibility. Never takes the keyboard. */
export function RedCardView(props: RedCardProps) {
  const { t } = useTranslation()
  const { card, kind } = props
  const { from } = card
  const title = t(card.droppedAt === null ? 'lead.red.title' : 'lead.red.titleDropped')
  if (card.kind === 'over') {
    return (
      <article className={classes.over} data-testid="red-card" data-red={card.kind} role="status">
        <p>{t(`lead.red.${card.how}`, { seat: from.seat, name: from.name })}</p>
        <Key label={t('lead.putAway')} perform={props.putAway} />
      </article>
    )
  }
  return (
    <article className={classes.red} data-testid="red-card" data-red={card.kind} aria-label={title}>
      <header className={classes.head} role="alert">
        <h2>{title}{kind !== null && <span> · {kind}</span>}</h2>
        <b><Elapsed since={card.since} /></b>
      </header>
      {card.drill && <p className={classes.drill}>{t('lead.red.drill')}</p>}
      <p className={classes.who}>{from.seat} {from.name}</p>
      <p className={classes.place} data-known={card.place !== ''}>{card.place || t('lead.red.noPlace')}</p>
      <p className={classes.number} data-masked={props.isMasked}>{card.number || t('lead.red.noNumber')}{card.who !== '' && <span>{card.who}</span>}</p>
      {card.droppedAt !== null && <p className={classes.dropped}>{t(props.isMasked ? 'lead.red.droppedMasked' : 'lead.red.dropped', { time: formatClock(card.droppedAt) })}</p>}
      <LiveText title={t('lead.red.writing', { name: from.name })} text={card.text} nothing={t('lead.red.nothingYet')} />
      {card.kind === 'calling' ? <Unaccepted {...props} card={card} /> : <Accepted {...props} card={card} />}
      {props.isMasked && (
        <div className={classes.emergency}>
          <Key label={t('lead.red.ringEmergency')} perform={props.ringEmergency} command="ring-emergency" />
          <p className={classes.note}>{t(card.kind === 'calling' ? 'lead.red.masked' : 'lead.red.maskedTaken')}</p>
        </div>
      )}
      {card.rung.length > 0 && (
        <ul className={classes.rung}>{card.rung.map(({ name, by, byId, at }) => <li key={`${name} ${byId}`}>✓ {t(name === emergencyRung ? 'lead.red.emergencyBy' : 'lead.red.rungBy', { by, name })} {formatClock(at).slice(0, 5)}</li>)}</ul>
      )}
    </article>
  )
}

/** The seconds that are left, and whom to ring when they are over. It says whom to ring, never that anybody was reached. */
function Unaccepted({ card, contacts, acceptKeys, isBusy, accept, rung }: RedCardProps & { readonly card: Extract<RedCard, { kind: 'calling' }> }) {
  const { t } = useTranslation()
  const step = escalationAfter(useNow() - card.since, contacts)
  const seconds = Math.ceil(step.leftMs / 1000)
  const contact = step.kind === 'to-be-rung' ? step.contact : null
  return (
    <div className={classes.block}>
      <Key label={t('lead.red.accept')} keys={acceptKeys} perform={accept} isSolid isOff={isBusy} command="accept-red" />
      {step.kind === 'waiting' ? (
        <p className={classes.left} data-testid="red-left"><b>{seconds}</b> {step.next === null ? t('lead.red.left') : t('lead.red.leftNext', { name: step.next.name })}</p>
      ) : contact === null ? <p className={classes.late} data-testid="red-late">{t('lead.red.lateNobody')}</p> : (
        <div className={classes.late} data-testid="red-late">
          <p>{t('lead.red.late', { name: contact.name })}</p>
          <p className={classes.dial}>{contact.number}</p>
          {card.rung.some(({ name }) => name === contact.name) ? null : <Key label={t('lead.red.rung')} perform={() => rung(contact.name)} />}
          <p className={classes.note}>{t('lead.red.thenNext', { count: seconds })}</p>
        </div>
      )}
    </div>
  )
}

function Accepted({ card, isOwn, way, joinKeys, isBusy, join, putAway }: RedCardProps & { readonly card: Extract<RedCard, { kind: 'accepted' }> }) {
  const { t } = useTranslation()
  return (
    <div className={classes.block}>
      <p className={classes.taken} data-testid="red-taken">{t(isOwn ? 'lead.red.own' : 'lead.red.taken', { name: card.by.name, time: formatClock(card.acceptedAt) })}</p>
      {isOwn && way !== null && card.droppedAt === null && <p className={classes.note} role="status">{way}</p>}
      <div className={classes.keys}>
        {isOwn && card.droppedAt === null && <Key label={t('lead.red.join')} keys={joinKeys} perform={join} isOff={isBusy} command="join-red" />}
        <Key label={t('lead.putAway')} perform={putAway} />
      </div>
    </div>
  )
}

/** The order as it is written: the end of it stays in sight. */
function LiveText({ title, text, nothing }: { readonly title: string; readonly text: string; readonly nothing: string }) {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (end.current !== null) end.current.scrollTop = end.current.scrollHeight
  }, [text])
  return (
    <div className={classes.block}>
      <h3>{title}</h3>
      <div ref={end} className={classes.text} data-testid="red-text" tabIndex={0} role="region" aria-label={title}>{text === '' ? <i>{nothing}</i> : text}</div>
    </div>
  )
}

export interface KeyProps {
  readonly label: string
  readonly keys?: string | null
  readonly isSolid?: boolean
  readonly isOff?: boolean
  readonly command?: string
  perform(): void
}

export function Key({ label, keys = null, isSolid = false, isOff = false, command, perform }: KeyProps) {
  return (
    <button type="button" className={classes.key} data-look={isSolid ? 'solid' : undefined} data-command={command} disabled={isOff} onMouseDown={keepFocus} onClick={() => perform()}>
      {label}{keys !== null && <Kbd keys={keys} />}
    </button>
  )
}
