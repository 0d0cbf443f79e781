import { useTranslation } from 'react-i18next'
import shell from '../app/app-shell.module.css'
import { useMayOn } from '../app/own-orders'
import { useServices } from '../app/services'
import { usePrintedKeys } from '../app/shell-hooks'

/** Begins a call that no line carries: somebody at the counter, or on the mobile telephone while the exchange is away. */
export function EnterManually() {
  const { t } = useTranslation()
  const { commands } = useServices()
  const printed = usePrintedKeys()
  const mayWrite = useMayOn({})('write-orders')
  if (!mayWrite) return null
  return (
    <button type="button" className={shell.quiet} data-command="manual-call" title={printed('manual-call') ?? undefined} onClick={() => commands['manual-call'].perform()}>
      {t('manualCall.open')}
    </button>
  )
}
