import type { TFunction } from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Retention } from '../../../../shared/desk-api/administration'
import type { AdministrationPort } from './administration-port'
import classes from './administration.module.css'
import { useAsked } from './use-asked'

/** What the policy does, in plain words, and what it did last: nothing of it can be taken back. */
export function RetentionNote({ desk }: { readonly desk: Pick<AdministrationPort, 'retention'> }) {
  const { t } = useTranslation()
  const { asked } = useAsked(useCallback(() => desk.retention(), [desk]))
  return (
    <>
      <p className={classes.note}>{t('administration.retention.what')}</p>
      <p className={classes.note}>{t('administration.retention.stays')}</p>
      <p className={classes.note}>{t('administration.retention.when')}</p>
      {asked.state === 'there' && <p role="status">{lastWords(asked.value, t)}</p>}
    </>
  )
}

function lastWords({ last }: Retention, t: TFunction): string {
  if (last === null) return t('administration.retention.never')
  return t(last.endedAt === null ? 'administration.retention.underWay' : 'administration.retention.last', { ...last, count: last.orders })
}
