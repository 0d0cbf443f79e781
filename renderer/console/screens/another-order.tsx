import { useTranslation } from 'react-i18next'
import shell from '../app/app-shell.module.css'
import { useServices } from '../app/services'
import { usePrintedKeys } from '../app/shell-hooks'
import { useSlice } from '../app/use-vanilla-store'
import { callOfMatters } from '../seat/seat-store'

/**
 * A caller may have more than one matter: opens a further order for the call on the line or in its wrap-up. `callId` is the
 * call of the draft that is shown, null when none is; beside the draft of another call there is nothing to press.
 */
export function AnotherOrder({ callId }: { readonly callId: string | null }) {
  const { t } = useTranslation()
  const { seat, commands } = useServices()
  const printed = usePrintedKeys()
  const { atWork } = useSlice(seat.store, (state) => ({ atWork: callOfMatters(state) }))
  if (atWork === null || (callId !== null && callId !== atWork)) return null
  return (
    <button type="button" className={shell.quiet} data-command="another-order" title={printed('another-order') ?? undefined} onClick={() => commands['another-order'].perform()}>
      {t('seat.action.anotherOrder')}
    </button>
  )
}
