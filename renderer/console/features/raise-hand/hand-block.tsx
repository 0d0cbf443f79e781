import { useTranslation } from 'react-i18next'
import { isLeftAlone, type RaisedHand } from '../../../../shared/help/silent-help'
import { Elapsed } from '../../../ui/elapsed'
import { Kbd } from '../../../ui/kbd'
import { keepFocus } from '../../../ui/keep-focus'
import { useNow } from '../../../ui/use-now'
import classes from './raise-hand.module.css'

export interface HandBlockProps {
  readonly hand: Exclude<RaisedHand, { kind: 'down' }>
  readonly reach: 'lead' | 'nobody'
  readonly keys: string | null
  /** Puts the caller through to the lead who takes over; null where there is no such call or telephone. */
  readonly putThrough: (() => void) | null
  lower(): void
}

/** How long the hand has been up, who looks, and what to do where nobody does. */
export function HandBlock({ hand, reach, keys, putThrough, lower }: HandBlockProps) {
  const { t } = useTranslation()
  const isAlone = isLeftAlone(hand, useNow())
  const words = () => {
    if (hand.kind === 'answered') return t(`help.hand.answered.${hand.answer.how}`, { by: hand.by })
    if (hand.kind === 'seen') return t('help.hand.seen', { by: hand.by })
    if (reach === 'nobody') return t('help.hand.nobody')
    return t(isAlone ? 'help.hand.leftAlone' : 'help.hand.waiting')
  }
  return (
    <section className={classes.block} data-testid="raised-hand" data-hand={hand.kind} data-alone={hand.kind === 'raised' && (isAlone || reach === 'nobody')} aria-label={t('help.hand.title')}>
      <header><h2>{t('help.hand.up', { kind: t(`help.hand.kinds.${hand.for}`) })}</h2><b><Elapsed since={hand.at} /></b></header>
      <p role="status">{words()}</p>
      {hand.kind === 'answered' && hand.answer.how === 'text' && <blockquote>{hand.answer.text}</blockquote>}
      {(isAlone || reach === 'nobody') && hand.kind === 'raised' && <p>{t(`help.hand.instead.${hand.for}`)}</p>}
      {hand.kind === 'answered' && hand.answer.how === 'take-over' && hand.answer.extension !== null && putThrough !== null && (
        <button type="button" data-hand-through onMouseDown={keepFocus} onClick={() => putThrough()}>{t('help.hand.putThrough', { by: hand.by, extension: hand.answer.extension })}</button>
      )}
      <button type="button" onMouseDown={keepFocus} onClick={() => lower()}>{t(hand.kind === 'answered' ? 'help.hand.close' : 'help.hand.withdraw')}{keys !== null && <Kbd keys={keys} />}</button>
    </section>
  )
}
