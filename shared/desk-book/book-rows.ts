import type { ReadCell } from '../workbook/workbook'
import type { BookWords } from './book-columns'
import type { BookEntry } from './desk-book'

/** Where something stands in the file, as its reader sees it: the sheet's name, row 5, column `C`. Row 0: the whole sheet. */
export interface BookPlace {
  readonly sheet: string
  readonly row: number
  readonly column: string
  /** The head of the column, in the file's own words. */
  readonly head: string
}

/** What is wrong with a cell, a row or a sheet. `given`: what stands there. */
export interface ReadFault extends BookPlace {
  readonly code:
    | 'no-sheet' | 'no-column' | 'formula' | 'empty-key' | 'role-unknown' | 'yes-no' | 'type-unknown' | 'wrap-up-unknown' | 'day' | 'off-or-worked' | 'year-twice' | 'path-unknown'
    | 'malformed' | 'key-unknown' | 'twice' | 'last-administrator' | 'too-many-new-people'
    | 'unit-missing' | 'unit-not-needed' | 'unit-unknown'
  readonly given: string
}

/** An entry with the place of its row and of each of its fields. */
export interface PlacedEntry {
  readonly entry: BookEntry
  readonly place: (field: string) => BookPlace & { readonly given: string }
}

/** A row of a sheet, asked by the names of its columns. */
export interface BookRow {
  readonly number: number
  text(name: string): string
  cell(name: string): ReadCell | undefined
  place(name: string): BookPlace & { readonly given: string }
}

/** Collects what one sheet gives. */
export interface BookTaker {
  readonly words: readonly BookWords[]
  readonly daysFrom1904: boolean
  fault(row: BookRow, name: string, code: ReadFault['code']): void
  entry(entry: BookEntry, place: PlacedEntry['place']): void
}

/** Days from 1899-12-30 or 1904-01-01 (ISO/IEC 29500-1, 18.17.4.1), or a date as people write it. Null for none. */
export function readDay(cell: ReadCell | undefined, daysFrom1904: boolean): string | null {
  if (cell === undefined) return null
  const { number } = cell
  if (number !== null && Number.isInteger(number) && number > 0 && number < 100_000) {
    return new Date(Date.UTC(daysFrom1904 ? 1904 : 1899, daysFrom1904 ? 0 : 11, daysFrom1904 ? 1 : 30) + number * 86_400_000).toISOString().slice(0, 10)
  }
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(cell.text.trim()) ?? []
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return Number.isNaN(Date.parse(date)) || new Date(date).toISOString().slice(0, 10) !== date ? null : date
}
