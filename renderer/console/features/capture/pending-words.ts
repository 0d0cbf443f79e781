import type { TFunction } from 'i18next'
import type { PendingTag } from '../../../../shared/tickets/tags/pending'

/** What the words about a pending tag are filled with. A feeling alone may make the colour: then that is named. */
export function pendingValues(tag: PendingTag, riskName: (code: string) => string, t: TFunction): Record<string, string> {
  if (tag.code === 'CLOSING_BARRED') {
    const names = tag.risks.map(riskName).join(t('app.list.items'))
    return { risks: names === '' ? t(`callerCard.severity.${tag.severity ?? 'ORANGE'}`) : names }
  }
  return 'risk' in tag ? { risk: riskName(tag.risk) } : {}
}
