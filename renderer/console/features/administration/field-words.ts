import type { TFunction } from 'i18next'
import { limitedStates } from '../../../../shared/desk-api/house-policies'
import { reasonWords } from '../../../../shared/queue/state-reasons'
import type { RecordField, TypedRecord } from './record-fields'

export interface FieldWords {
  readonly t: TFunction
  readonly language: string
}

const lastOf = (name: string) => name.split('.').at(-1) ?? name
const isLimitedState = (name: string) => limitedStates.includes(name)

/** What one part of a rule is called; reasons to be away by their own list. */
export function partWords(name: string, { t, language }: FieldWords): string {
  return isLimitedState(name) ? reasonWords(name, language) : t(`administration.field.${name}`)
}

export function fieldLabel({ name }: RecordField, words: FieldWords): string {
  return partWords(lastOf(name), words)
}

/** One value of the table of limits: the parts of its path, but for the first, under which it stands. */
export function limitLabel({ name }: RecordField, words: FieldWords): string {
  const [first = '', ...rest] = name.split('.')
  return (rest.length === 0 ? [first] : rest).map((part) => limitPartWords(part, words)).join(' · ')
}

/** Things of a list are numbered from 1. */
export function limitPartWords(part: string, { t }: FieldWords): string {
  return /^\d+$/.test(part) ? String(Number(part) + 1) : t(`administration.limit.${part}`)
}

/** Below a field: what may be typed. */
export function fieldNote(field: RecordField, { t }: FieldWords): string | null {
  if (isLimitedState(field.name)) return null
  if (field.kind === 'count' && field.bounds !== undefined) return t('administration.fieldNote.between', { ...field.bounds })
  return t(`administration.fieldNote.${lastOf(field.name)}`)
}

export function fieldWrong(field: RecordField, { t }: FieldWords): string {
  if (isLimitedState(field.name)) return t('administration.wrong.minutes')
  return field.kind === 'count' && field.bounds !== undefined ? t('administration.wrong.between', { ...field.bounds }) : t(`administration.wrong.${lastOf(field.name)}`)
}

/** Over those of one group. */
export function groupWords(kind: 'alarms' | 'stateLimits' | 'limits', group: string, { t }: FieldWords): string {
  if (kind === 'limits') return t(`administration.limit.${group}`)
  return kind === 'alarms' ? t(`administration.alarm.${group}`) : t(`seat.state.${group}`)
}

/** A formula by its name and by what it divides, with the numbers that are typed beside it. */
export function choiceWords(list: string, { name }: RecordField, choice: string, typed: TypedRecord, { t }: FieldWords): string {
  if (choice === '') return t('administration.choice.asHouse')
  if (name === 'wrapUp') return t(`administration.choice.wrapUp.${choice}`)
  if (name !== 'formula' && name !== 'connectedFormula') return t(`administration.choice.${list}.${choice}`)
  const values = { within: typed['answerWithinSeconds'] ?? '', short: typed['shortAbandonSeconds'] ?? '' }
  return t('administration.choice.formula', { name: t(`figures.formulaName.${choice}`), formula: t(`figures.formula.${choice}`, values) })
}
