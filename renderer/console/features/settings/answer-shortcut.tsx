import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from '../../../ui/is-composing'
import { Kbd } from '../../../ui/kbd'
import { acceleratorOf } from './accelerator'
import classes from './settings-form.module.css'

/** The key that answers while another program has the keyboard; nobody has one without wanting it. */
export function AnswerShortcut({ shortcut, set }: { readonly shortcut: string | null; set(shortcut: string | null): void }) {
  const { t } = useTranslation()
  const [isWaiting, setWaiting] = useState(false)
  const [problem, setProblem] = useState<'needs-modifier' | 'unusable' | null>(null)
  const label = t('settings.elsewhere.answer')
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (!isWaiting || isComposing(event)) return
    event.stopPropagation()
    if (event.key === 'Tab') return setWaiting(false)
    event.preventDefault()
    if (event.key === 'Escape') return setWaiting(false)
    const pressed = acceleratorOf(event.nativeEvent)
    if (pressed === null) return
    setProblem(pressed.kind === 'shortcut' ? null : pressed.kind)
    if (pressed.kind !== 'shortcut') return
    setWaiting(false)
    set(pressed.accelerator)
  }
  return (
    <section className={classes.group}>
      <h2>{t('settings.elsewhere.title')}</h2>
      <div className={classes.row}>
        <span>{label}</span>
        <div className={classes.buttons}>
          <button type="button" data-own-keys={isWaiting ? 'any' : undefined} aria-label={`${label}: ${shortcut ?? t('settings.elsewhere.off')}`}
            onClick={() => { setProblem(null); setWaiting(true) }} onKeyDown={onKeyDown} onBlur={() => setWaiting(false)}>
            {isWaiting ? t('settings.pressKey') : shortcut === null ? t('settings.elsewhere.off') : <Kbd keys={shortcut.replaceAll('+', ' ')} />}
          </button>
          {shortcut !== null && <button type="button" onClick={() => set(null)}>{t('settings.elsewhere.takeAway')}</button>}
        </div>
      </div>
      {problem !== null && <p role="alert" className={classes.problem}>{t(`settings.elsewhere.problem.${problem}`)}</p>}
      <p className={classes.note}>{t('settings.elsewhere.note')}</p>
    </section>
  )
}
