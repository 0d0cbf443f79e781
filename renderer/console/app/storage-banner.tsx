import { IconDeviceFloppy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatMinute } from '../../ui/format-time'
import shell from './app-shell.module.css'
import classes from './outage-banner.module.css'
import { useServices } from './services'
import { usePrintedKeys } from './shell-hooks'
import type { StorageHealth } from './storage-health'

/** This computer keeps nothing at present: since when, what still works, and the way to bring what is typed to safety. */
export function StorageBanner({ health }: { readonly health: Extract<StorageHealth, { state: 'failing' }> }) {
  const { t } = useTranslation()
  const { commands } = useServices()
  const keys = usePrintedKeys()('export-unsent')
  const title = t(`outage.storage.${health.code}.title`)
  const words = [t('outage.since', { at: formatMinute(health.since) }), t('outage.storage.works'), t(`outage.storage.${health.code}.advice`)].join(t('outage.between'))
  return (
    <div className={classes.banner} role="alert" data-testid="storage-trouble" data-code={health.code} title={`${title} ${words}`}>
      <IconDeviceFloppy size={16} stroke={1.8} aria-hidden />
      <b>{title}</b>
      <button type="button" className={shell.quiet} title={keys ?? undefined} onClick={() => commands['export-unsent'].perform()}>{t('outage.storage.export')}</button>
      <span>{words}</span>
    </div>
  )
}
