import { useTranslation } from 'react-i18next'
import type { DeclineReason } from '../../../../shared/calls/call'
import { Dialog } from '../../../ui/dialog'
import { isComposing } from '../../../ui/is-composing'
import { Kbd } from '../../../ui/kbd'
import classes from './dial-pad.module.css'

const reasons: readonly DeclineReason[] = ['busy-with-text', 'break', 'handover', 'other']

/** One key says why; the call goes to the next seat. */
export function DeclineReasons({ choose, onClose }: { choose(reason: DeclineReason): void; onClose(): void }) {
  const { t } = useTranslation()
  const onKeyDown = (event: React.KeyboardEvent) => {
    const isPlain = !isComposing(event) && !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat
    const reason = isPlain ? reasons[Number(event.key) - 1] : undefined
    if (reason === undefined) return
    event.preventDefault()
    choose(reason)
  }
  return (
    <Dialog onClose={onClose} title={t('seat.declineReason.title')} size={360}>
      <div className={classes.reasons} onKeyDown={onKeyDown} role="group" aria-label={t('seat.declineReason.title')}>
        {reasons.map((reason, index) => (
          <button key={reason} type="button" data-autofocus={index === 0 || undefined} autoFocus={index === 0} onClick={() => choose(reason)}>
            {t(`seat.declineReason.${reason}`)} <Kbd keys={String(index + 1)} />
          </button>
        ))}
      </div>
    </Dialog>
  )
}
