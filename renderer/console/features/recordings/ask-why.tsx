import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { longestPlayNote, playReasons, type PlayFacts, type PlayReason } from '../../../../shared/recordings/recording'
import { isComposing } from '../../../ui/is-composing'
import { Kbd } from '../../../ui/kbd'
import { useFocusBack } from '../../../ui/use-focus-back'
import classes from './recordings.module.css'

/** Asks why somebody listens; one key says it, and what has been typed goes with it. */
export function AskWhy({ isPractice, say, onClose }: { readonly isPractice: boolean; say(why: PlayFacts): void; onClose(): void }) {
  const { t } = useTranslation()
  useFocusBack()
  const [note, setNote] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const words = useRef<HTMLInputElement>(null)
  const choose = (reason: PlayReason) => {
    const said = note.trim() === '' ? null : note.trim()
    if (reason !== 'other' || said !== null) return say({ reason, note: said })
    setIsMissing(true)
    words.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
    const isInWords = event.target instanceof HTMLInputElement
    const reason = isInWords ? (event.key === 'Enter' ? 'other' : undefined) : playReasons[Number(event.key) - 1]
    if (event.key !== 'Escape' && reason === undefined) return
    event.preventDefault()
    if (reason === undefined) onClose()
    else choose(reason)
  }
  return (
    <div className={classes.why} role="group" aria-label={t('recordings.why.title')} data-testid="recording-why" onKeyDown={onKeyDown}>
      <p className={classes.title}>{t('recordings.why.title')}</p>
      <p className={classes.facts}>{t(isPractice ? 'recordings.why.practice' : 'recordings.why.note')}</p>
      <div className={classes.reasons}>
        {playReasons.map((reason, index) => (
          <button key={reason} type="button" className={classes.button} data-reason={reason} autoFocus={index === 0} onClick={() => choose(reason)}>
            {t(`recordings.reason.${reason}`)} <Kbd keys={String(index + 1)} />
          </button>
        ))}
      </div>
      <label className={classes.words}>
        <span>{t('recordings.why.words')}</span>
        <input ref={words} value={note} maxLength={longestPlayNote} placeholder={t('recordings.why.wordsHow')} onChange={(event) => setNote(event.currentTarget.value)} autoComplete="off" />
        <button type="button" className={classes.button} onClick={onClose}>{t('app.common.cancel')}</button>
      </label>
      {isMissing && <p className={classes.problem} role="alert">{t('recordings.problem.words-missing')}</p>}
    </div>
  )
}
