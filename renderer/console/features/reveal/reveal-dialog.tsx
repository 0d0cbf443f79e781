import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longestRevealNote, revealReasons, type RevealReason } from '../../../../shared/tickets/reveal'
import { Dialog } from '../../../ui/dialog'
import { isComposing } from '../../../ui/is-composing'
import { Kbd } from '../../../ui/kbd'
import classes from './reveal.module.css'

/** Asks why; one key says it, and what has been typed goes with it. Stays, with words, when it could not be put down. */
export function RevealDialog({ reveal, onClose }: { reveal(reason: RevealReason, note: string | null): Promise<boolean>; onClose(): void }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<'not-put-down' | 'words-missing' | null>(null)
  const isAsking = useRef(false)
  const words = useRef<HTMLInputElement>(null)
  const choose = async (reason: RevealReason) => {
    const said = note.trim() === '' ? null : note.trim()
    if (reason === 'other' && said === null) {
      setProblem('words-missing')
      words.current?.focus()
      return
    }
    if (isAsking.current) return
    isAsking.current = true
    const isShown = await reveal(reason, said)
    isAsking.current = false
    if (isShown) onClose()
    else setProblem('not-put-down')
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const isPlain = !isComposing(event) && !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat
    if (!isPlain) return
    const isInWords = event.target instanceof HTMLInputElement
    const reason = isInWords ? (event.key === 'Enter' ? 'other' : undefined) : revealReasons[Number(event.key) - 1]
    if (reason === undefined) return
    event.preventDefault()
    void choose(reason)
  }
  return (
    <Dialog onClose={onClose} title={t('reveal.title')} size={420}>
      <div className={classes.dialog} onKeyDown={onKeyDown} role="group" aria-label={t('reveal.title')} data-testid="reveal-dialog">
        <p className={classes.note}>{t('reveal.note')}</p>
        <label className={classes.words}>
          <span>{t('reveal.words')}</span>
          <input ref={words} value={note} maxLength={longestRevealNote} placeholder={t('reveal.wordsHow')} onChange={(event) => setNote(event.currentTarget.value)} autoComplete="off" />
        </label>
        {revealReasons.map((reason, index) => (
          <button key={reason} type="button" className={classes.reason} data-reason={reason} data-autofocus={index === 0 || undefined} autoFocus={index === 0} onClick={() => void choose(reason)}>
            {t(`reveal.reason.${reason}`)} <Kbd keys={String(index + 1)} />
          </button>
        ))}
        {problem !== null && <p className={classes.problem} role="alert" data-problem={problem}>{t(`reveal.problem.${problem}`)}</p>}
      </div>
    </Dialog>
  )
}
