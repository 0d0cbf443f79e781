import { shippedKnowledgeBase } from '../knowledge/knowledge-base'
import { roleSchema, type Role } from '../people/role'
import { wrapUpPolicySchema, type WrapUpPolicy } from '../queue/wrap-up-policy'
import { REQUEST_TYPES, type RequestTypeCode } from '../tickets/taxonomy'
import type { WrittenSheet } from '../workbook/workbook'
import { bookColumns, type BookColumn, type BookWords } from './book-columns'
import { bookLists, type BookEntry, type BookList } from './desk-book'
import { flatten, writeScalar } from './flat-table'

type Row = Readonly<Record<string, string>>

/** The administration as sheets, the same that `readBook` takes; a sheet of words before them says how to fill it in. */
export function writeBook(entries: readonly BookEntry[], words: BookWords): WrittenSheet[] {
  return [
    { name: words.sheets.readMe, rows: words.readMe.map((line) => [line]), columns: [{ width: 110 }] },
    ...bookLists.map((list) => {
      const columns = bookColumns[list]
      const rows = rowsOf(list, entries.filter((entry) => entry.list === list), words)
      return {
        name: words.sheets[list],
        rows: [columns.map(({ name }) => words.heads[name] ?? name), ...rows.map((row) => columns.map(({ name }) => row[name] ?? ''))],
        columns: columns.map((column) => ({ width: column.width, ...choicesOf(column, words) })),
      }
    }),
  ]
}

function choicesOf({ kind }: BookColumn, words: BookWords): { readonly choices?: readonly string[] } {
  switch (kind) {
    case 'yes-no':
      return { choices: [words.yes, words.no] }
    case 'type':
      return { choices: REQUEST_TYPES.map((type) => words.types[type]) }
    case 'wrap-up':
      return { choices: wrapUpPolicySchema.options.map((policy) => words.wrapUps[policy]) }
    case 'off':
      return { choices: [words.off, words.worked] }
    default:
      return {}
  }
}

function rowsOf(list: BookList, entries: readonly BookEntry[], words: BookWords): readonly Row[] {
  switch (list) {
    case 'calendar':
      return entries.flatMap(({ value }) => daysOf(value as CalendarValue, words))
    case 'limits':
      return entries.flatMap(({ value }) => linesOf(list, value, '', words))
    case 'policies':
      return entries.flatMap(({ key, value }) => linesOf(list, value, key, words))
    case 'figures':
      return figureRows(entries, words)
    default:
      return entries.map((entry) => rowOf(entry, words))
  }
}

interface CalendarValue {
  readonly off: readonly string[]
  readonly weekendWorkdays: readonly string[]
  readonly source: string
}

function daysOf({ off, weekendWorkdays, source }: CalendarValue, words: BookWords): readonly Row[] {
  return [...off.map((date) => ({ date, off: words.off, source })), ...weekendWorkdays.map((date) => ({ date, off: words.worked, source }))].sort((one, other) => (one.date < other.date ? -1 : 1))
}

function linesOf(list: 'limits' | 'policies', value: unknown, key: string, words: BookWords): readonly Row[] {
  return flatten(value, key).map(({ path, value: scalar }) => ({ path, label: words.label(list, path), scalar: writeScalar(scalar, words.between) }))
}

/** Those that nobody has filled in stand there, to be filled in. */
function figureRows(entries: readonly BookEntry[], words: BookWords): readonly Row[] {
  const missing = shippedKnowledgeBase().localFigures.filter(({ code }) => !entries.some(({ key }) => key === code))
  return [
    ...entries.map((entry) => ({ ...rowOf(entry, words), label: words.label('figures', entry.key) })),
    ...missing.map(({ code }) => ({ figure: code, label: words.label('figures', code), isActive: words.yes })),
  ]
}

function rowOf({ list, key, value, isActive }: BookEntry, words: BookWords): Row {
  const known = value as Readonly<Record<string, unknown>>
  return Object.fromEntries(bookColumns[list].map(({ name, kind }) => [name, kind === 'key' ? key : kind === 'yes-no' ? (isActive ? words.yes : words.no) : cellOf(kind, known[name], words)]))
}

function cellOf(kind: BookColumn['kind'], value: unknown, words: BookWords): string {
  if (kind === 'roles') return roleSchema.options.filter((role) => (value as readonly Role[]).includes(role)).map((role) => words.roles[role]).join(words.between)
  if (kind === 'phones') return (value as readonly string[]).join(words.between)
  if (kind === 'type') return words.types[value as RequestTypeCode] ?? ''
  if (kind === 'wrap-up') return words.wrapUps[value as WrapUpPolicy] ?? ''
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
