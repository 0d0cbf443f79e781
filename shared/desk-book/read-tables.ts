import { readDay, type BookRow, type BookTaker } from './book-rows'
import type { BookEntry } from './desk-book'
import { flatten, readScalar, withValue } from './flat-table'

/** One row a day; a year that has any row is that year from then on, as the rows say it. */
export function readCalendarRows(rows: readonly BookRow[], taker: BookTaker): void {
  const years = new Map<string, { readonly row: BookRow; readonly off: string[]; readonly weekendWorkdays: string[]; source: string }>()
  const days = new Map<string, BookRow>()
  let isWhole = true
  for (const row of rows) {
    const day = readDay(row.cell('date'), taker.daysFrom1904)
    const isOff = taker.words.some(({ off }) => off === row.text('off'))
    const isWorked = taker.words.some(({ worked }) => worked === row.text('off'))
    const code = day === null ? 'day' : !isOff && !isWorked ? 'off-or-worked' : days.has(day) ? 'twice' : null
    if (day === null || code !== null) {
      taker.fault(row, code === 'off-or-worked' ? 'off' : 'date', code ?? 'day')
      isWhole = false
      continue
    }
    days.set(day, row)
    const key = day.slice(0, 4)
    const year = years.get(key) ?? { row, off: [], weekendWorkdays: [], source: '' }
    years.set(key, year)
    ;(isOff ? year.off : year.weekendWorkdays).push(day)
    if (year.source === '') year.source = row.text('source')
  }
  if (!isWhole) return
  for (const [key, { row, off, weekendWorkdays, source }] of years) {
    const value = { off: off.sort(), weekendWorkdays: weekendWorkdays.sort(), source }
    taker.entry({ list: 'calendar', key, value, isActive: true }, (field) => {
      const [list, index] = field.split('.')
      const day = list === 'off' || list === 'weekendWorkdays' ? value[list][Number(index)] : undefined
      return (days.get(day ?? '') ?? row).place(field === 'source' ? 'source' : 'date')
    })
  }
}

/** One row a value; what has no row stays as it is. Rules stand under their name, the limits are one table. */
export function readFlatRows(list: 'limits' | 'policies', rows: readonly BookRow[], taker: BookTaker, present: readonly BookEntry[]): void {
  const tables = new Map(present.filter((entry) => entry.list === list).map(({ key, value }) => [key, value]))
  const rowAt = new Map<string, BookRow>()
  const touched = new Set<string>()
  let isWhole = true
  for (const row of rows) {
    const path = row.text('path')
    const [first = '', ...rest] = path.split('.')
    const key = list === 'limits' ? 'table' : first
    const within = list === 'limits' ? path : rest.join('.')
    const line = flatten(tables.get(key)).find((each) => each.path === within)
    if (line === undefined || within === '' || rowAt.has(path)) {
      taker.fault(row, 'path', rowAt.has(path) ? 'twice' : 'path-unknown')
      isWhole = false
      continue
    }
    rowAt.set(path, row)
    touched.add(key)
    tables.set(key, withValue(tables.get(key), within, readScalar(row.text('scalar'), line.value)))
  }
  if (!isWhole) return
  for (const key of touched) {
    const before = list === 'limits' ? '' : `${key}.`
    const all = [...rowAt]
    const own = all.filter(([path]) => path.startsWith(before))
    taker.entry({ list, key, value: tables.get(key), isActive: true }, (field) => {
      const row = rowAt.get(`${before}${field}`) ?? own.find(([path]) => field !== '' && path.startsWith(`${before}${field}`))?.[1] ?? own[0]?.[1] ?? all[0]?.[1]
      if (row === undefined) throw new Error('a table without a row')
      return row.place('scalar')
    })
  }
}
