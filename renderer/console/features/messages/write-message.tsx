import { NativeSelect, Textarea } from '@mantine/core'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { longestOnFloor } from '../../../../shared/floor/floor-lengths'
import type { SentMessage } from '../../../../shared/floor/messages'
import { Dialog } from '../../../ui/dialog'
import { formatClock } from '../../../ui/format-time'
import { isComposing } from '../../../ui/is-composing'
import { Kbd } from '../../../ui/kbd'
import { useFocusBack } from '../../../ui/use-focus-back'
import classes from './messages.module.css'

export interface Recipient {
  readonly personId: string
  readonly label: string
}

export interface WriteMessageProps {
  readonly recipients: readonly Recipient[]
  /** Newest first. */
  readonly sent: readonly SentMessage[]
  /** `personId` null: everybody. Resolves with whether the desk has it. */
  send(text: string, personId: string | null): Promise<boolean>
  onClose(): void
}

const everybody = ''

/** A line to one seat or to all, and below it who has read the ones before. */
export function WriteMessage({ recipients, sent, send, onClose }: WriteMessageProps) {
  const { t } = useTranslation()
  useFocusBack()
  const [to, setTo] = useState(everybody)
  const [text, setText] = useState('')
  const [state, setState] = useState<'idle' | 'sending' | 'failed'>('idle')
  const submit = () => {
    if (state === 'sending' || text.trim() === '') return
    setState('sending')
    void send(text, to === everybody ? null : to).then((told) => {
      setState(told ? 'idle' : 'failed')
      if (told) setText('')
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    submit()
  }
  const nameOf = (personId: string) => recipients.find((each) => each.personId === personId)?.label ?? t('lead.message.someone')
  return (
    <Dialog onClose={onClose} title={t('lead.message.write')} size={520}>
      <div className={classes.write} data-testid="write-message">
        <NativeSelect label={t('lead.message.to')} value={to} onChange={(event) => setTo(event.currentTarget.value)} data={[{ value: everybody, label: t('lead.message.everybody') }, ...recipients.map(({ personId, label }) => ({ value: personId, label }))]} />
        <Textarea data-autofocus label={t('lead.message.text')} description={t('lead.message.note')} maxLength={longestOnFloor.message} rows={3} value={text} onChange={(event) => setText(event.currentTarget.value)} onKeyDown={onKeyDown} />
        {state === 'failed' && <p role="alert" className={classes.failed}>{t('lead.message.notSent')}</p>}
        <button type="button" className={classes.send} disabled={state === 'sending' || text.trim() === ''} onClick={submit}>{t('lead.message.send')} <Kbd keys="Enter" /></button>
        {sent.length > 0 && (
          <ul className={classes.sent} aria-label={t('lead.message.sent')} data-testid="sent-messages">
            {sent.map(({ id, at, text: words, toPersonId, readBy }) => (
              <li key={id}>
                <p className={classes.from}>{formatClock(at).slice(0, 5)} {toPersonId === null ? t('lead.message.everybody') : nameOf(toPersonId)}</p>
                <p className={classes.words}>{words}</p>
                <p className={classes.reads}>{readBy.length === 0 ? t('lead.message.nobodyRead') : t('lead.message.readBy', { names: readBy.map(({ name }) => name).join(t('app.list.items')) })}</p>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  )
}
