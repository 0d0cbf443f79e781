import { roleSchema } from '../people/role'
import { wrapUpPolicySchema } from '../queue/wrap-up-policy'
import { REQUEST_TYPES } from '../tickets/taxonomy'
import { sheetNamed } from '../workbook/read-workbook'
import { columnLetters, type ReadRow, type ReadSheet, type ReadWorkbook } from '../workbook/workbook'
import { bookColumns, type BookColumn, type BookWords } from './book-columns'
import { readDay, type BookRow, type BookTaker, type PlacedEntry, type ReadFault } from './book-rows'
import { bookLists, type BookEntry, type BookList } from './desk-book'
import { readCalendarRows, readFlatRows } from './read-tables'

export interface ReadBook {
  readonly entries: readonly PlacedEntry[]
  readonly faults: readonly ReadFault[]
}

/**
 * A workbook as entries, with the place of each. Sheets and heads may be in any of the languages of `words`, in any order; sheets that
 * are not there are lists that stay as they are. `present` gives what a flattened table is a change of.
 */
export function readBook(workbook: ReadWorkbook, words: readonly BookWords[], present: readonly BookEntry[]): ReadBook {
  const entries: PlacedEntry[] = []
  const faults: ReadFault[] = []
  const taker: BookTaker = {
    words,
    daysFrom1904: workbook.daysFrom1904,
    fault: (row, name, code) => faults.push({ ...row.place(name), code }),
    entry: (entry, place) => entries.push({ entry, place }),
  }
  let isAny = false
  for (const list of bookLists) {
    const sheet = sheetNamed(workbook, words.map(({ sheets }) => sheets[list]))
    if (sheet === null) continue
    isAny = true
    const read = readHeads(list, sheet, words)
    if ('code' in read) faults.push(read)
    else readRows(list, read.rows, taker, present)
  }
  if (!isAny) faults.push({ sheet: workbook.sheets[0]?.name ?? '', row: 0, column: '', head: '', given: '', code: 'no-sheet' })
  return { entries, faults }
}

function readHeads(list: BookList, sheet: ReadSheet, words: readonly BookWords[]): { readonly rows: readonly BookRow[] } | ReadFault {
  const [heads, ...rows] = sheet.rows.filter(({ cells }) => cells.some((cell) => cell !== undefined && (cell.isFormula || cell.text.trim() !== '')))
  const at = new Map<string, number>()
  for (const { name } of bookColumns[list]) {
    const known = words.map((each) => each.heads[name])
    const index = heads?.cells.findIndex((cell) => known.includes(cell?.text.trim())) ?? -1
    if (index >= 0) at.set(name, index)
  }
  const missing = bookColumns[list].find(({ name, isNeeded }) => isNeeded && !at.has(name))
  if (missing !== undefined) return { sheet: sheet.name, row: heads?.number ?? 1, column: '', head: words[0]?.heads[missing.name] ?? missing.name, given: '', code: 'no-column' }
  return { rows: rows.map((row) => bookRow(sheet.name, row, heads, at)) }
}

function bookRow(sheet: string, { number, cells }: ReadRow, heads: ReadRow | undefined, at: ReadonlyMap<string, number>): BookRow {
  const cell = (name: string) => cells[at.get(name) ?? -1]
  const text = (name: string) => cell(name)?.text.trim() ?? ''
  return {
    number,
    cell,
    text,
    place(name) {
      const index = at.get(name)
      return { sheet, row: number, column: index === undefined ? '' : columnLetters(index), head: heads?.cells[index ?? -1]?.text.trim() ?? '', given: text(name).slice(0, 40) }
    },
  }
}

function readRows(list: BookList, all: readonly BookRow[], taker: BookTaker, present: readonly BookEntry[]): void {
  const rows = all.filter((row) => {
    // SECURITY: what a formula says is worked out by whoever opened the file last; it is not taken for what was meant.
    const formulas = bookColumns[list].filter(({ name, kind }) => kind !== 'info' && row.cell(name)?.isFormula === true)
    for (const { name } of formulas) taker.fault(row, name, 'formula')
    return formulas.length === 0
  })
  if (list === 'calendar') return readCalendarRows(rows, taker)
  if (list === 'limits' || list === 'policies') return readFlatRows(list, rows, taker, present)
  for (const row of rows) readRow(list, row, taker)
}

function readRow(list: Exclude<BookList, 'calendar' | 'limits' | 'policies'>, row: BookRow, taker: BookTaker): void {
  const columns = bookColumns[list]
  const keyColumn = columns.find(({ kind }) => kind === 'key')?.name ?? ''
  const key = row.text(keyColumn)
  // A figure that nobody has filled in is none yet.
  if (list === 'figures' && row.text('value') === '') return
  if (key === '') return taker.fault(row, keyColumn, 'empty-key')
  let isWhole = true
  let isActive = true
  const value: Record<string, unknown> = {}
  for (const column of columns) {
    const read = readCell(column, row, taker)
    if (read === undefined) isWhole = false
    else if (column.kind === 'yes-no') isActive = read === true
    else if (column.kind !== 'key' && column.kind !== 'info') value[column.name] = read
  }
  if (isWhole) taker.entry({ list, key: list === 'people' ? key.toLowerCase() : key, value, isActive }, (field) => row.place(field === '' ? keyColumn : (field.split('.')[0] ?? '')))
}

const emptyIsNone: ReadonlySet<string> = new Set(['leadUnit', 'document', 'unit'])

/** Undefined once a fault was told. */
function readCell({ name, kind }: BookColumn, row: BookRow, taker: BookTaker): unknown {
  const text = row.text(name)
  const refuse = (code: ReadFault['code']) => void taker.fault(row, name, code)
  switch (kind) {
    case 'roles': {
      const roles = partsOf(text).map((part) => roleSchema.options.find((role) => role === part || taker.words.some((words) => words.roles[role].toLowerCase() === part.toLowerCase())))
      return roles.length === 0 || roles.includes(undefined) ? refuse('role-unknown') : [...new Set(roles)]
    }
    case 'phones':
      return partsOf(text)
    case 'yes-no':
      if (text === '' || taker.words.some(({ yes }) => yes === text)) return true
      return taker.words.some(({ no }) => no === text) ? false : refuse('yes-no')
    case 'type':
      return REQUEST_TYPES.find((type) => type === text || taker.words.some((words) => words.types[type] === text)) ?? refuse('type-unknown')
    case 'wrap-up':
      if (text === '') return null
      return wrapUpPolicySchema.options.find((policy) => policy === text || taker.words.some((words) => words.wrapUps[policy] === text)) ?? refuse('wrap-up-unknown')
    case 'count':
      // What is no number stays text, for the desk's own rule to refuse.
      return text === '' ? null : /^\d+$/.test(text) ? Number(text) : text
    case 'day':
      return text === '' ? null : (readDay(row.cell(name), taker.daysFrom1904) ?? refuse('day'))
    default:
      return text === '' && emptyIsNone.has(name) ? null : text
  }
}

/** Separated as people do it: 、 comma, semicolon, slash or a new line. A blank stays: telephone numbers have them. */
function partsOf(text: string): readonly string[] {
  return text.split(/[、,，;；/\n]+/).map((part) => part.trim()).filter((part) => part !== '')
}
