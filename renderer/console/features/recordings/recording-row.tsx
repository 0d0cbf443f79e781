import { useTranslation } from 'react-i18next'
import type { OrderRecording } from '../../../../shared/desk-api/recordings'
import { formatMoment, formatSpan } from '../../../ui/format-time'
import classes from './recordings.module.css'

export interface RecordingRowProps {
  readonly recording: OrderRecording
  /** Null where whoever sits here may not. */
  readonly listen: (() => void) | null
  readonly lock: (() => void) | null
  readonly isLocking: boolean
  /** Of no telephone system: there is nothing to say of a notice, or of being kept. */
  readonly isPractice: boolean
}

/** What is known of the recording of one call, each fact in the words of what is so. */
export function RecordingRow({ recording: { id, startedAt, sound, seconds, notice, lock: kept }, listen, lock, isLocking, isPractice }: RecordingRowProps) {
  const { t } = useTranslation()
  const facts = isPractice ? t('recordings.practice') : `${t(`recordings.notice.${notice === null ? 'unknown' : notice ? 'played' : 'failed'}`)} · ${t(`recordings.lock.${kept}`)}`
  const mayLock = sound !== 'gone' && kept === 'open' && lock !== null
  return (
    <li className={classes.row} data-recording={id} data-sound={sound} data-lock={kept}>
      <div>
        <p>{t('recordings.call', { at: formatMoment(startedAt) })}{' · '}{t(`recordings.sound.${sound}`, { length: formatSpan(1000 * (seconds ?? 0)) })}</p>
        {sound !== 'gone' && <p className={classes.facts}>{facts}</p>}
      </div>
      {listen !== null && sound === 'there' && <button type="button" className={classes.button} data-act="listen" onClick={listen}>{t('recordings.listen')}</button>}
      {mayLock && <button type="button" className={classes.button} data-act="lock" disabled={isLocking} onClick={lock}>{t(isLocking ? 'recordings.locking' : 'recordings.lockIt')}</button>}
    </li>
  )
}
