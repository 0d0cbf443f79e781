import type { TFunction } from 'i18next'
import type { DeliveryRefusal } from '../../../../shared/outbox/delivery-refusal'
import { fieldsOfPaths } from '../../../../shared/tickets/fields/field-of-path'
import type { FieldKey } from '../../../../shared/tickets/fields/field-values'

/** Where to mend what a rule found missing (`ticket-rules.ts`). */
const fieldOfReason: Partial<Record<string, FieldKey>> = {
  'type-missing': 'request_type',
  'category-missing': 'category',
  'category-unknown': 'category',
  'content-missing': 'description',
  'place-missing': 'work_district',
}

/** The fields that a refusal is about, the first to be mended first. */
export function fieldsOfRefusal({ reason, paths }: DeliveryRefusal): readonly FieldKey[] {
  const missing = reason === null ? undefined : fieldOfReason[reason]
  return missing === undefined ? fieldsOfPaths(paths) : [missing]
}

/** Why the desk has sent an order back, with the labels of the fields that it could not read. */
export function refusalWords(refusal: DeliveryRefusal, t: TFunction): string {
  const labels = fieldsOfPaths(refusal.paths).map((key) => t(`fields.${key}`))
  if (refusal.code === 'malformed' && labels.length > 0) return t('outbox.refused.malformedIn', { fields: labels.join(t('app.list.items')) })
  return t(`outbox.refused.${refusal.reason ?? refusal.code}`, { defaultValue: t('outbox.refused.other') })
}
