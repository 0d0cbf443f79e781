import type { TFunction } from 'i18next'
import { alarmRules } from '../../../../shared/alarms/alarm-settings'
import { bookColumns, type BookWords } from '../../../../shared/desk-book/book-columns'
import { bookLists } from '../../../../shared/desk-book/desk-book'
import { roleSchema } from '../../../../shared/people/role'
import { wrapUpPolicySchema } from '../../../../shared/queue/wrap-up-policy'
import { REQUEST_TYPES } from '../../../../shared/tickets/taxonomy'
import { limitPartWords, partWords, type FieldWords } from './field-words'

/** The words of a workbook in one language. */
export function bookWords(t: TFunction, language: string): BookWords {
  const all = <K extends string>(keys: readonly K[], word: (key: K) => string) => Object.fromEntries(keys.map((key) => [key, word(key)])) as Record<K, string>
  const heads = [...new Set(bookLists.flatMap((list) => bookColumns[list].map(({ name }) => name)))]
  return {
    sheets: all([...bookLists, 'readMe'], (list) => t(`administration.book.sheet.${list}`)),
    heads: all(heads, (head) => t(`administration.book.head.${head}`)),
    roles: all(roleSchema.options, (role) => t(`administration.role.${role}`)),
    types: all(REQUEST_TYPES, (type) => t(`administration.choice.categories.${type}`)),
    wrapUps: all(wrapUpPolicySchema.options, (policy) => t(`administration.choice.wrapUp.${policy}`)),
    yes: t('administration.book.yes'),
    no: t('administration.book.no'),
    off: t('administration.book.off'),
    worked: t('administration.book.worked'),
    between: t('administration.book.between'),
    readMe: t('administration.book.readMe').split('\n'),
    label: (list, code) => labelOf(list, code, { t, language }),
  }
}

const isAlarm = (part: string) => (alarmRules as readonly string[]).includes(part)

/** `办理 · 按诉求类型 · 投诉`: a path in words, part by part. */
function labelOf(list: 'figures' | 'limits' | 'policies', code: string, words: FieldWords): string {
  const { t } = words
  if (list === 'figures') return t(`administration.figure.${code}`)
  const [first = '', ...rest] = code.split('.')
  if (list === 'policies') return [t(`administration.policy.${first}`), ...rest.map((part) => (isAlarm(part) ? t(`administration.alarm.${part}`) : partWords(part, words)))].join(' · ')
  return [first, ...rest].map((part) => limitPartWords(part, words)).join(' · ')
}
