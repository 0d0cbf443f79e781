import type { TFunction } from 'i18next'
import { fieldsOfPaths } from '../../../shared/tickets/fields/field-of-path'
import type { KeptDraft } from '../seat/draft-keeper'

/** The fields that do not fit, by their labels; where nobody has typed what does not fit, words that say so. */
export function misfitWords(paths: readonly string[], t: TFunction): string {
  const labels = fieldsOfPaths(paths).map((key) => t(`fields.${key}`))
  return labels.length === 0 ? t('seat.draft.something') : labels.join(t('app.list.items'))
}

/** Why a draft is not on the disk: key of the words, and their values. */
export function notSavedWords({ problem, misfits }: Pick<KeptDraft, 'problem' | 'misfits'>, t: TFunction) {
  return problem === 'malformed'
    ? { key: 'seat.draft.misfit', values: { fields: misfitWords(misfits, t) } }
    : { key: 'seat.draft.notSaved', values: {} }
}
