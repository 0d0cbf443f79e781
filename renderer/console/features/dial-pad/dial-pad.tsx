import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/dialog'
import { isComposing } from '../../../ui/is-composing'
import classes from './dial-pad.module.css'

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']

/** The keypad of a call: a click or the keyboard sends the tone. */
export function DialPad({ onDigit, onClose }: { onDigit(digit: string): void; onClose(): void }) {
  const { t } = useTranslation()
  const [sent, setSent] = useState('')
  const send = (digit: string) => {
    setSent((before) => (before + digit).slice(-20))
    onDigit(digit)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (isComposing(event) || event.ctrlKey || event.altKey || !digits.includes(event.key)) return
    event.preventDefault()
    send(event.key)
  }
  return (
    <Dialog onClose={onClose} title={t('dialPad.title')} size={280}>
      <div onKeyDown={onKeyDown} role="group" aria-label={t('dialPad.title')}>
        <output className={classes.sent}>{sent === '' ? t('dialPad.note') : sent}</output>
        <div className={classes.grid}>
          {digits.map((digit, index) => (
            <button key={digit} type="button" data-autofocus={index === 0 || undefined} autoFocus={index === 0} onClick={() => send(digit)}>{digit}</button>
          ))}
        </div>
      </div>
    </Dialog>
  )
}
