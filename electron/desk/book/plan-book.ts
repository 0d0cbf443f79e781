import { bookLoginSchema, bookPersonSchema, bookSeatCodeSchema, bookSeatSchema, mostNewPeople, type BookEntry, type BookFault } from '../../../shared/desk-book/desk-book'
import { keptUnits } from '../../../shared/desk-book/kept-units'
import { shippedEntries } from '../../../shared/desk-book/shipped-entries'
import { calendarRecordSchema, valueSchemaOf, type RecordKind } from '../../../shared/desk-api/desk-records'
import { fitsUnit } from '../../../shared/people/own-unit'
import type { Role } from '../../../shared/people/role'
import { parseCalendar } from '../../../shared/tickets/deadlines/calendar'
import { LimitTableSchema } from '../../../shared/tickets/deadlines/limit-table'
import { canonicalJson } from '../same-content'
import type { Person } from '../store/people-table'
import type { DeskRecord } from '../store/records-table'
import type { SeatWithInstallation } from '../store/seats-table'

/** All lists of the desk as they are. */
export interface Present {
  readonly people: readonly Person[]
  readonly seats: readonly SeatWithInstallation[]
  readonly records: readonly DeskRecord[]
}

/** One thing to write; `entry` is the place in what was brought. */
export type BookStep = { readonly entry: number } & (
  | { readonly kind: 'add-person'; readonly login: string; readonly name: string; readonly roles: readonly Role[]; readonly unit: string | null; readonly isActive: boolean }
  | { readonly kind: 'change-person'; readonly person: Person; readonly name: string; readonly roles: readonly Role[]; readonly unit: string | null; readonly isActive: boolean }
  | { readonly kind: 'add-seat'; readonly code: string; readonly name: string; readonly isActive: boolean }
  | { readonly kind: 'change-seat'; readonly seat: SeatWithInstallation; readonly name: string; readonly isActive: boolean }
  | { readonly kind: 'put-record'; readonly record: DeskRecord; readonly isNew: boolean }
)

export interface BookPlan {
  readonly faults: readonly BookFault[]
  /** Nothing for an entry that changes nothing. */
  readonly steps: readonly BookStep[]
}

const shipped = shippedEntries()

/** What counts at this desk: its own records, and what was shipped wherever it has none. */
export function entriesOf({ people, seats, records }: Present): BookEntry[] {
  const own = new Set(records.map(({ kind, key }) => `${kind} ${key}`))
  return [
    ...people.map(({ login, name, roles, unit, isActive }): BookEntry => ({ list: 'people', key: login, value: { name, roles: [...roles], unit }, isActive })),
    ...seats.map(({ code, name, isActive }): BookEntry => ({ list: 'seats', key: code, value: { name }, isActive })),
    ...records.map(({ kind, key, value, isActive }): BookEntry => ({ list: kind as RecordKind, key, value, isActive })),
    ...shipped.filter(({ list, key }) => !own.has(`${list} ${key}`)),
  ]
}

/**
 * What has to be written so that every entry is so; entries that are not brought stay as they are, and nothing is ever removed.
 * The faults are all of them, in the order of the entries; with any of them nothing is to be written.
 */
export function planBook(brought: readonly BookEntry[], present: Present): BookPlan {
  const faults: BookFault[] = []
  const steps: BookStep[] = []
  const seen = new Set<string>()
  // One workbook may bring a unit and whoever works there.
  const units = new Set([...keptUnits(present.records.filter(({ kind }) => kind === 'units')), ...brought.filter(({ list }) => list === 'units')].map(({ key }) => key.trim()))
  for (const [entry, each] of brought.entries()) {
    const key = each.list === 'people' ? each.key.trim().toLowerCase() : each.key.trim()
    const place = `${each.list} ${key}`
    if (seen.has(place)) faults.push({ entry, code: 'twice', path: '' })
    else {
      seen.add(place)
      const step = stepFor({ ...each, key }, entry, { ...present, units })
      if (step !== null && 'code' in step && 'path' in step) faults.push(step)
      else if (step !== null) steps.push(step)
    }
  }
  const isNew = (step: BookStep) => step.kind === 'add-person'
  if (steps.filter(isNew).length > mostNewPeople) faults.push({ entry: steps.find(isNew)?.entry ?? 0, code: 'too-many-new-people', path: '' })
  const last = lastAdministrator(steps, present)
  if (last !== null) faults.push({ entry: last, code: 'last-administrator', path: '' })
  return { faults: faults.sort((one, other) => one.entry - other.entry), steps }
}

interface PresentUnits extends Present {
  /** Keys of those that there are, or will be. */
  readonly units: ReadonlySet<string>
}

function stepFor(each: BookEntry, entry: number, present: PresentUnits): BookStep | BookFault | null {
  switch (each.list) {
    case 'people':
      return personStep(each, entry, present)
    case 'seats':
      return seatStep(each, entry, present)
    default:
      return recordStep(each, each.list, entry, present)
  }
}

const malformed = (entry: number, path: readonly PropertyKey[]): BookFault => ({ entry, code: 'malformed', path: path.map(String).join('.').slice(0, 120) })

function personStep({ key: login, value, isActive }: BookEntry, entry: number, { people, units }: PresentUnits): BookStep | BookFault | null {
  const wish = bookPersonSchema.safeParse(value)
  if (!bookLoginSchema.safeParse(login).success) return { entry, code: 'key-unknown', path: '' }
  if (!wish.success) return malformed(entry, wish.error.issues[0]?.path ?? [])
  const { name, roles, unit } = wish.data
  const person = people.find((one) => one.login === login)
  const isSame = person?.name === name && person.unit === unit && person.isActive === isActive && sameRoles(person.roles, roles)
  // Also a handler of before there were units: that nobody has said where they work is no fault of this file.
  if (isSame) return null
  if (!fitsUnit({ roles, unit })) return { entry, code: unit === null ? 'unit-missing' : 'unit-not-needed', path: 'unit' }
  if (unit !== null && !units.has(unit)) return { entry, code: 'unit-unknown', path: 'unit' }
  if (person === undefined) return { entry, kind: 'add-person', login, name, roles, unit, isActive }
  return { entry, kind: 'change-person', person, name, roles, unit, isActive }
}

function sameRoles(one: readonly Role[], other: readonly Role[]): boolean {
  return new Set([...one, ...other]).size === one.length && one.length === other.length
}

function seatStep({ key: code, value, isActive }: BookEntry, entry: number, { seats }: Present): BookStep | BookFault | null {
  const wish = bookSeatSchema.safeParse(value)
  if (!bookSeatCodeSchema.safeParse(code).success) return { entry, code: 'key-unknown', path: '' }
  if (!wish.success) return malformed(entry, wish.error.issues[0]?.path ?? [])
  const seat = seats.find((one) => one.code === code)
  if (seat === undefined) return { entry, kind: 'add-seat', code, name: wish.data.name, isActive }
  return seat.name === wish.data.name && seat.isActive === isActive ? null : { entry, kind: 'change-seat', seat, name: wish.data.name, isActive }
}

function recordStep({ key, value, isActive }: BookEntry, kind: RecordKind, entry: number, { records }: Present): BookStep | BookFault | null {
  const schema = key === '' ? null : valueSchemaOf(kind, key)
  if (schema === null) return { entry, code: 'key-unknown', path: '' }
  const wish = schema.safeParse(value)
  if (!wish.success) return malformed(entry, placeInRecord(kind, key, value) ?? wish.error.issues[0]?.path ?? [])
  const own = records.find((one) => one.kind === kind && one.key === key)
  // What an earlier version has kept is compared with all that this one adds to it.
  const counts = own ?? shipped.find((one) => one.list === kind && one.key === key)
  if (counts !== undefined && counts.isActive === isActive && compared(schema.safeParse(counts.value).data ?? counts.value) === compared(wish.data)) return null
  return { entry, kind: 'put-record', isNew: counts === undefined, record: { kind, key, value: wish.data, isActive, version: own?.version ?? 0 } }
}

/** Without the publisher's count of working days, which a workbook doesn't carry and which says nothing that the days don't. */
function compared(value: unknown): string {
  return canonicalJson(typeof value === 'object' && value !== null ? { ...value, workingDays: undefined } : value)
}

/** Rules over a whole table say only that it is wrong; where it is has to be looked for. */
function placeInRecord(kind: RecordKind, key: string, value: unknown): readonly PropertyKey[] | null {
  if (kind === 'limits') return LimitTableSchema.safeParse(value).error?.issues[0]?.path ?? null
  const days = kind === 'calendar' ? calendarRecordSchema.safeParse(value) : null
  if (days?.success !== true) return null
  const calendar = parseCalendar({ zone: 'Asia/Shanghai', years: [{ ...days.data, year: Number(key) }] })
  if (calendar.ok || !('date' in calendar.error)) return null
  const { date } = calendar.error
  const worked = days.data.weekendWorkdays.indexOf(date)
  return worked >= 0 ? ['weekendWorkdays', worked] : ['off', days.data.off.indexOf(date)]
}

/** The entry that takes the last administrator away; null when somebody is left. */
function lastAdministrator(steps: readonly BookStep[], { people }: Present): number | null {
  const after = new Map(people.map(({ login, isActive, roles }) => [login, isActive && roles.includes('ADMIN')]))
  let taken: number | null = null
  for (const step of steps) {
    if (step.kind === 'add-person') after.set(step.login, step.isActive && step.roles.includes('ADMIN'))
    if (step.kind !== 'change-person') continue
    const stays = step.isActive && step.roles.includes('ADMIN')
    if (after.get(step.person.login) === true && !stays) taken = step.entry
    after.set(step.person.login, stays)
  }
  return [...after.values()].includes(true) ? null : taken
}
