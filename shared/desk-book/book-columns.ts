import type { Role } from '../people/role'
import type { WrapUpPolicy } from '../queue/wrap-up-policy'
import type { RequestTypeCode } from '../tickets/taxonomy'
import type { BookList } from './desk-book'

/**
 * How a column is read: `roles`, `phones` hold several; `yes-no` empty is yes; `type` a kind of request; `wrap-up` what follows a call and
 * `count` a number, both empty for as the house has it; `day` a date; `off` whether a day is off or worked; `path` and `scalar` are a table flattened into lines; `info` stands there to be read and counts for nothing.
 */
export type ColumnKind = 'key' | 'text' | 'roles' | 'phones' | 'yes-no' | 'type' | 'wrap-up' | 'count' | 'day' | 'off' | 'path' | 'scalar' | 'info'

export interface BookColumn {
  /** Names the head's words, and the value's field. */
  readonly name: string
  readonly kind: ColumnKind
  readonly width: number
  /** A sheet without it can't be read. */
  readonly isNeeded: boolean
}

const column = (name: string, kind: ColumnKind, width: number, isNeeded = false): BookColumn => ({ name, kind, width, isNeeded })
const key = (name: string, width = 16) => column(name, 'key', width, true)
const named = [column('zh', 'text', 28, true), column('en', 'text', 40)]
const inUse = column('isActive', 'yes-no', 8)
const flattened = [column('path', 'path', 40, true), column('label', 'info', 44), column('scalar', 'scalar', 24, true)]

/** Each list is a sheet, its columns in this order. */
export const bookColumns: Readonly<Record<BookList, readonly BookColumn[]>> = {
  people: [key('login'), column('name', 'text', 16, true), column('roles', 'roles', 36, true), inUse, column('unit', 'text', 20)],
  seats: [key('code', 10), column('name', 'text', 28, true), inUse],
  queues: [key('queue'), ...named, column('colour', 'text', 12, true), column('wrapUp', 'wrap-up', 16), column('wrapUpSeconds', 'count', 16), inUse],
  units: [key('unit', 20), ...named, column('dayPhones', 'phones', 32, true), column('nightPhones', 'phones', 32, true), inUse],
  categories: [key('category', 12), ...named, column('usualType', 'type', 12, true), column('leadUnit', 'text', 14), inUse],
  figures: [key('figure', 26), column('label', 'info', 32), column('value', 'text', 40, true), column('from', 'day', 14), column('to', 'day', 14), column('document', 'text', 28), inUse],
  calendar: [column('date', 'day', 14, true), column('off', 'off', 14, true), column('source', 'text', 48)],
  limits: flattened,
  policies: flattened,
}

/** Words of one language for a workbook. */
export interface BookWords {
  readonly sheets: Readonly<Record<BookList | 'readMe', string>>
  /** Heads, by the column's name. */
  readonly heads: Readonly<Record<string, string>>
  readonly roles: Readonly<Record<Role, string>>
  readonly types: Readonly<Record<RequestTypeCode, string>>
  readonly wrapUps: Readonly<Record<WrapUpPolicy, string>>
  readonly yes: string
  readonly no: string
  readonly off: string
  readonly worked: string
  /** Between several in one cell. */
  readonly between: string
  readonly readMe: readonly string[]
  /** What a figure, a limit or a rule is called; the code itself where nobody has named it. */
  label(list: 'figures' | 'limits' | 'policies', code: string): string
}
