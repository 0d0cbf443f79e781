import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/dialog'
import classes from './set-aside.module.css'

/** A record as it may be shown now. */
export interface AsideCard {
  readonly number: number
  /** 草稿, 待上传的工单 ... */
  readonly what: string
  /** When it was written, where that is known, and when it was set aside. */
  readonly when: string
  readonly why: string
  /** Where else to look, or what to do. */
  readonly advice: string
  readonly lines: readonly { readonly name: string; readonly value: string; readonly masked?: string }[]
  /** Said in the place of the words of a secret caller. */
  readonly hidden: string | null
  /** Who looked, when and why. */
  readonly looks: string | null
}

export interface SetAsideDialogProps {
  readonly cards: readonly AsideCard[]
  /** Which one the keyboard begins at. */
  readonly startAt: number | null
  /** The way to see in full what is masked; null where nothing is. */
  renderReveal(number: number): ReactNode
  /** False when it is there still. */
  done(number: number): Promise<boolean>
  onClose(): void
}

/** What could not be read, record by record, with every word that is left of it. */
export function SetAsideDialog({ cards, startAt, renderReveal, done, onClose }: SetAsideDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog onClose={onClose} title={t('setAside.title')} size={680}>
      <div className={classes.dialog} data-testid="set-aside">
        <p className={classes.note}>{t(cards.length === 0 ? 'setAside.none' : 'setAside.note')}</p>
        {cards.map((card, index) => (
          <Card key={card.number} card={card} takesFocus={startAt === null ? index === 0 : card.number === startAt} reveal={renderReveal(card.number)} done={done} />
        ))}
        {cards.length === 0 && <div className={classes.ways}><button type="button" className={classes.button} autoFocus data-autofocus onClick={onClose}>{t('app.common.close')}</button></div>}
      </div>
    </Dialog>
  )
}

function Card({ card, takesFocus, reveal, done }: { readonly card: AsideCard; readonly takesFocus: boolean; readonly reveal: ReactNode; done(number: number): Promise<boolean> }) {
  const { t } = useTranslation()
  const { number, what, when, why, advice, lines, hidden, looks } = card
  const [step, setStep] = useState<'listed' | 'asking' | 'not-done'>('listed')
  const title = `set-aside-${number}`
  return (
    <article className={classes.card} aria-labelledby={title} data-record={number} tabIndex={0} data-autofocus={takesFocus || undefined}>
      <h3 id={title}>{what} <span className={classes.when}>{when}</span></h3>
      <p className={classes.why}>{why}</p>
      {hidden !== null && <p className={classes.hidden}>{hidden}</p>}
      {lines.length > 0 && (
        <dl className={classes.lines}>
          {lines.map((line) => (
            <div key={`${line.name} ${line.value}`}>
              <dt>{line.name}</dt>
              <dd data-revealed={line.masked}>{line.value}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className={classes.advice}>{advice}</p>
      {looks !== null && <p className={classes.why}>{t('reveal.listed')}: {looks}</p>}
      <div className={classes.ways}>
        {reveal}
        {step !== 'asking' && <button type="button" className={classes.button} data-action="done" onClick={() => setStep('asking')}>{t('setAside.done')}</button>}
        {step === 'asking' && (
          <>
            <span role="alert">{t('setAside.sure')}</span>
            <button type="button" className={classes.button} data-action="keep" autoFocus onClick={() => setStep('listed')}>{t('setAside.keep')}</button>
            <button type="button" className={classes.button} data-action="delete" onClick={() => void done(number).then((isGone) => !isGone && setStep('not-done'))}>{t('setAside.delete')}</button>
          </>
        )}
        {step === 'not-done' && <span className={classes.problem} role="alert">{t('setAside.notDone')}</span>}
      </div>
    </article>
  )
}
