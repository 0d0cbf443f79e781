import { useTranslation } from 'react-i18next'
import { Age } from '../../ui/age'
import { formatClock } from '../../ui/format-time'
import { copyOf } from './desk-status-store'
import { useServices } from './services'
import { useSlice } from './use-vanilla-store'
import classes from './data-age.module.css'

/** While the desk is away or its log cannot be copied, what is read from this computer says how old it is. */
export function DataAge({ look = 'plain' }: { readonly look?: 'plain' | 'ring' }) {
  const { t } = useTranslation()
  const { desk } = useServices()
  // Not drawn again for every answer of a desk that is there: it stands in the ring.
  const { isOld, syncedAt } = useSlice(desk, (now) => {
    const old = copyOf(now).kind === 'old'
    return { isOld: old, syncedAt: old ? now.syncedAt : null }
  })
  if (!isOld) return null
  return (
    <p className={classes.age} data-look={look} data-testid="data-age">
      {syncedAt === null ? t('outage.neverSynced') : <>{t('outage.synced', { at: formatClock(syncedAt) })} <b><Age since={syncedAt} /></b></>}
    </p>
  )
}
