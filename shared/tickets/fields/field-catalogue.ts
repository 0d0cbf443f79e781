import type { FieldKey } from './field-values'

/**
 * The choices of every closed list, as stable codes; their words stand in the locales' `fields.json` under
 * `option.<key>.<code>`. Age bands are the codes of the tag data, where thresholds hang on them. A list that is not
 * recorded is absent from the values (未记录), it is no choice of its own.
 */
export const fieldOptions = {
  gender: ['male', 'female', 'unsaid'],
  age_band: ['未满14', '14-15', '16-17', '18-30', '31-45', '46-60', '60以上'],
  worker_type: [
    'migrant', 'employee', 'agency', 'flexible', 'new-form', 'woman', 'intern', 'rehired', 'disabled', 'other',
  ],
  union_member: ['yes', 'no', 'unclear'],
  language: ['mandarin', 'chongqing', 'other-dialect', 'minority', 'foreign', 'sign'],
  employer_kind: [
    'state', 'collective', 'private', 'foreign', 'self-employed', 'public-body', 'social', 'platform', 'household', 'unclear',
  ],
  has_union: ['yes', 'no', 'unclear'],
  at_work_now: ['yes', 'no', 'unclear'],
  amount_scope: ['total', 'each'],
  evidence: ['contract', 'attendance', 'payslip', 'bank', 'iou', 'chat', 'photo', 'witness', 'badge', 'none'],
  procedures: ['none', 'negotiation', 'inspection', 'arbitration', 'court', 'petition', 'police', 'hotline-12345'],
} as const satisfies Partial<Record<FieldKey, readonly string[]>>

export type ChoiceKey = keyof typeof fieldOptions

/** `无` excludes everything else of its list, either way round. */
const alone = 'none'

/** Ticks or unticks one of a list of several; an empty list is not recorded. */
export function toggleChoice(chosen: readonly string[] | undefined, code: string): string[] | undefined {
  const before = chosen ?? []
  if (before.includes(code)) {
    const left = before.filter((each) => each !== code)
    return left.length > 0 ? left : undefined
  }
  return code === alone ? [alone] : [...before.filter((each) => each !== alone), code]
}
