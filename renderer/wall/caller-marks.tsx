import { useTranslation } from 'react-i18next'
import type { WaitingCaller } from '../../shared/queue/queue-event'
import { SeverityBadge } from '../ui/severity-badge'

/** Who waits or talks, as far as a wall may know: the masked number, how often today, and whether an order burns. */
export function CallerMarks({ caller }: { readonly caller: WaitingCaller }) {
  const { t } = useTranslation()
  return (
    <span className="caller">
      <span className="number">{caller.maskedNumber === '' ? t('wall.withheld') : caller.maskedNumber}</span>
      {caller.earlierToday > 0 && <span className="mark">{t('wall.repeat', { count: caller.earlierToday })}</span>}
      {caller.risk !== null && <SeverityBadge severity={caller.risk} label={t(`wall.severity.${caller.risk}`)} look="tint" />}
    </span>
  )
}
