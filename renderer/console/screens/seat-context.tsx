import { useTranslation } from 'react-i18next'
import { useStore } from '../app/use-vanilla-store'
import { useServices } from '../app/services'
import { useUnfinishedCount } from '../app/shell-hooks'
import classes from '../app/app-shell.module.css'
import { AnotherOrder } from './another-order'
import { EnterManually } from './enter-manually'

/** The line under the call bar between calls. */
export function SeatContext() {
  const { t } = useTranslation()
  const { isPractice, today } = useServices()
  const calls = useStore(today.store, (state) => state.calls).filter((call) => call.entry.answeredAt !== null).length
  const drafts = useUnfinishedCount()
  return (
    <>
      <b>{t('seat.mine')}</b>
      <span className={classes.muted}>{t('seat.contextCounts', { calls, drafts })}</span>
      <AnotherOrder callId={null} />
      <EnterManually />
      {isPractice && <span className={`${classes.muted} ${classes.end} ${classes.standing}`}>{t('app.practice.note')}</span>}
    </>
  )
}
