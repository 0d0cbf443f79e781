import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { HandCard } from '../../../../shared/floor/hand-card'
import { longestOnFloor } from '../../../../shared/floor/floor-lengths'
import { handKinds } from '../../../../shared/help/silent-help'
import { Elapsed } from '../../../ui/elapsed'
import { isComposing } from '../../../ui/is-composing'
import { Key } from './red-card'
import classes from './lead-help.module.css'

export interface HandCardProps {
  readonly card: HandCard
  readonly way: string | null
  /** The printed key that leads to the answer; null for a hand that it does not mean now. */
  readonly keys: string | null
  /** The keyboard was asked to go to the answer, by its own key. */
  readonly isAnswering: boolean
  arrived(): void
  see(): void
  answer(answer: { readonly how: 'text'; readonly text: string } | { readonly how: 'whisper' } | { readonly how: 'take-over' }): void
  done(): void
}

/** A raised hand of another seat, and the three ways to answer it. */
export function HandCardView({ card, way, keys, isAnswering, arrived, see, answer, done }: HandCardProps) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  const before = useRef<Element | null>(null)
  const { from } = card
  useEffect(() => {
    if (!isAnswering) return
    before.current = document.activeElement
    field.current?.focus()
    arrived()
  }, [isAnswering, arrived])
  const leave = () => {
    // Where nothing had the keyboard, nothing has it afterwards.
    field.current?.blur()
    if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus({ preventScroll: true })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event)) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      return leave()
    }
    const text = event.currentTarget.value.trim()
    if (event.key !== 'Enter' || text === '') return
    event.preventDefault()
    event.currentTarget.value = ''
    answer({ how: 'text', text })
    leave()
  }
  const kind = handKinds.some((known) => known === card.for) ? t(`help.hand.kinds.${card.for}`) : card.for
  return (
    <article className={classes.hand} data-testid="hand-card" data-hand={card.kind} aria-label={t('help.hand.title')}>
      <header role="status"><h2>{t('help.hand.up', { kind })}</h2><b><Elapsed since={card.since} /></b></header>
      <p className={classes.who}>{from.seat} {from.name}</p>
      <p className={classes.note}>{card.callSince === null ? t('lead.hand.noCall') : <>{t('lead.hand.call', { number: card.number || t('lead.red.noNumber') })} <Elapsed since={card.callSince} /></>}</p>
      {card.kind === 'seen' && <p className={classes.note}>{t('lead.hand.seen', { by: card.by })}</p>}
      {card.kind === 'answered' && <p className={classes.note} data-testid="hand-answer">{t(`lead.hand.answered.${card.answer.how}`, { by: card.by, text: card.answer.how === 'text' ? card.answer.text : '' })}</p>}
      {way !== null && <p className={classes.note} role="status">{way}</p>}
      <input ref={field} className={classes.reply} maxLength={longestOnFloor.message} placeholder={t('lead.hand.reply')} aria-label={t('lead.hand.reply')} onKeyDown={onKeyDown} onFocus={see} />
      <div className={classes.keys}>
        {keys !== null && <span className={classes.note}>{t('lead.hand.keys', { keys })}</span>}
        {card.callSince !== null && <Key label={t('lead.hand.whisper')} perform={() => answer({ how: 'whisper' })} />}
        {card.callSince !== null && <Key label={t('lead.hand.takeOver')} perform={() => answer({ how: 'take-over' })} />}
        <Key label={t('lead.hand.done')} perform={done} />
      </div>
    </article>
  )
}
