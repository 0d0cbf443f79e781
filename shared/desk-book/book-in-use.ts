import { calendarOfYears, calendarRecordSchema, categoryRecordSchema, queueRecordSchema, unitRecordSchema, type ListRecord } from '../desk-api/desk-records'
import { pinyinInitials } from '../lib/pinyin-initials'
import shippedCalendar from '../tickets/deadlines/calendar.json'
import { LimitTableSchema } from '../tickets/deadlines/limit-table'
import { shippedDeadlineData, type DeadlineData } from '../tickets/deadlines/shipped'
import type { BookUnits } from '../tickets/dispatch/book-units'
import type { Department, Departments } from '../tickets/dispatch/departments'
import { shippedDispatchData, type DispatchData } from '../tickets/dispatch/dispatch-rules'
import { parseUnitKey } from '../tickets/dispatch/unit-key'
import type { Category, CategoryGroup, Taxonomy } from '../tickets/taxonomy'
import { houseRules, isHousePolicy, type HouseRules } from './house-rules'

/** Whom to ring at a unit. */
export interface UnitDuty {
  readonly zh: string
  readonly en: string
  readonly dayPhones: readonly string[]
  readonly nightPhones: readonly string[]
}

/** The lists that orders are written and reckoned by, at the desk and at every seat of it. */
export interface BookInUse {
  /** With the categories, and with the units that an administrator has named, added or closed. */
  readonly dispatch: DispatchData
  readonly deadlines: DeadlineData
  /** By unit key; units out of use have none. */
  readonly duty: ReadonlyMap<string, UnitDuty>
  /** What a queue is called, by its name at the PBX; one out of use keeps its name for the calls that it has brought. */
  readonly queues: ReadonlyMap<string, { readonly zh: string; readonly en: string }>
  readonly house: HouseRules
}

/** Those of the book's lists that make it; the others are asked for where they are needed. */
export const kindsInUse = ['units', 'categories', 'limits', 'calendar', 'queues', 'policies'] as const

/** How long a session lasts, and the like, is the desk's own business: no seat has to ask for anything when that changes. */
export function isInUse({ kind, key }: Pick<BookRecord, 'kind' | 'key'>): boolean {
  return kind !== 'policies' || isHousePolicy(key)
}

type BookRecord = Pick<ListRecord, 'key' | 'value' | 'isActive'> & { readonly kind: string }

/** What counts: an administrator's own records, and what was shipped wherever there is none. A record that cannot be read is none. */
export function bookInUse(records: readonly BookRecord[]): BookInUse {
  const shipped = shippedDispatchData()
  const ofKind = (kind: (typeof kindsInUse)[number]) => records.filter((record) => record.kind === kind)
  const units = unitsOf(ofKind('units'))
  const departments = [...shipped.departments, ...ownDepartments(units, shipped.departments)]
  const named = new Map(units.map(({ key, zh, en }) => [key, { zh, en }]))
  const closed = new Set(units.filter(({ isActive }) => !isActive).map(({ key }) => key))
  return {
    dispatch: {
      ...shipped, departments,
      taxonomy: taxonomyWith(ofKind('categories'), { taxonomy: shipped.taxonomy, departments, usualLead: shipped.rules.handlingDepartment }),
      ...(units.length === 0 ? {} : { units: { named, closed } satisfies BookUnits }),
    },
    deadlines: deadlinesWith(ofKind('limits'), ofKind('calendar')),
    duty: new Map(units.filter(({ isActive }) => isActive).map(({ key, ...unit }) => [key, unit])),
    queues: queuesOf(ofKind('queues')),
    house: houseRules(records),
  }
}

function queuesOf(records: readonly BookRecord[]): BookInUse['queues'] {
  return new Map(records.flatMap(({ key, value }) => {
    const queue = queueRecordSchema.safeParse(value)
    return queue.success ? [[key, { zh: queue.data.zh, en: queue.data.en || queue.data.zh }] as const] : []
  }))
}

type OwnUnit = UnitDuty & { readonly key: string; readonly isActive: boolean }

function unitsOf(records: readonly BookRecord[]): readonly OwnUnit[] {
  return records.flatMap(({ key, value, isActive }) => {
    const unit = unitRecordSchema.safeParse(value)
    if (!unit.success || parseUnitKey(key) === null) return []
    const { zh, en, dayPhones, nightPhones } = unit.data
    return [{ key, isActive, zh, en: en || zh, dayPhones, nightPhones }]
  })
}

/** A unit of a department that the program does not know is one of its own: it works in this system, at the level that its key says. */
function ownDepartments(units: readonly OwnUnit[], shipped: Departments): readonly Department[] {
  const own = new Map<string, Department>()
  for (const { key, zh, en } of units) {
    const unit = parseUnitKey(key)
    if (unit === null || own.has(unit.department) || shipped.some(({ code }) => code === unit.department)) continue
    const level = unit.street !== null ? 'street' : unit.district !== null ? 'district' : 'city'
    own.set(unit.department, { code: unit.department, level, route: 'union', phone: null, zh, en, initials: pinyinInitials(zh), unitZh: zh, unitEn: en })
  }
  return [...own.values()]
}

interface CategorySources {
  readonly taxonomy: Taxonomy
  readonly departments: Departments
  /** Who leads where the book says nobody, or somebody unknown. */
  readonly usualLead: string
}

function taxonomyWith(records: readonly BookRecord[], { taxonomy, departments, usualLead }: CategorySources): Taxonomy {
  const isDepartment = (code: string | null): code is string => departments.some((each) => each.code === code)
  const shipped = new Map(taxonomy.categories.flatMap(({ children }) => children.map((leaf) => [leaf.code, leaf] as const)))
  const own = new Map<string, Category>()
  for (const { key, value, isActive } of records) {
    const record = categoryRecordSchema.safeParse(value)
    if (!record.success) continue
    const { zh, en, usualType, leadUnit } = record.data
    const before = shipped.get(key)
    const names = { zh, en: en || zh, usualType, ...(isActive ? {} : { isRetired: true }) }
    own.set(key, before === undefined
      ? { ...names, code: key, initials: pinyinInitials(zh), aliases: [], lead: isDepartment(leadUnit) ? leadUnit : usualLead, cooperate: [], extraFields: [], watchRisks: [], agentMustAsk: '' }
      : { ...before, ...names, ...foundBy(before, zh), lead: isDepartment(leadUnit) ? leadUnit : before.lead })
  }
  if (own.size === 0) return taxonomy
  const groups = taxonomy.categories.map((group): CategoryGroup => ({ ...group, children: group.children.map((leaf) => own.get(leaf.code) ?? leaf) }))
  const added = [...own.values()].filter(({ code }) => !shipped.has(code))
  return { ...taxonomy, categories: added.reduce(withCategory, groups) }
}

/** An agent goes on finding a category by the name that the fingers know. */
function foundBy(before: Category, zh: string): Pick<Category, 'initials' | 'aliases'> {
  if (zh === before.zh) return { initials: before.initials, aliases: before.aliases }
  return { initials: pinyinInitials(zh), aliases: [{ zh: before.zh, initials: before.initials }, ...before.aliases] }
}

/** A new category stands in the group that its code begins with, else in one of the hotline's own. */
function withCategory(groups: readonly CategoryGroup[], leaf: Category): CategoryGroup[] {
  const code = leaf.code.split('-')[0] ?? leaf.code
  if (groups.some((group) => group.code === code)) return groups.map((group) => (group.code === code ? { ...group, children: [...group.children, leaf] } : group))
  return [...groups, { code, zh: '本热线自设', en: 'Of this hotline', initials: 'brxzs', children: [leaf] }]
}

function deadlinesWith(limits: readonly BookRecord[], years: readonly BookRecord[]): DeadlineData {
  const shipped = shippedDeadlineData()
  const table = LimitTableSchema.safeParse(limits.find(({ key, isActive }) => key === 'table' && isActive)?.value)
  return { limits: table.success ? table.data : shipped.limits, calendar: calendarWith(years, shipped) }
}

/** A year that somebody has put in stands for the one that was shipped. */
function calendarWith(records: readonly BookRecord[], shipped: DeadlineData): DeadlineData['calendar'] {
  const set = records.flatMap(({ key, isActive, value }) => {
    const days = calendarRecordSchema.safeParse(value)
    return isActive && days.success ? [{ ...days.data, year: Number(key) }] : []
  })
  if (set.length === 0) return shipped.calendar
  const own = new Set(set.map(({ year }) => year))
  return calendarOfYears([...shippedCalendar.years.filter(({ year }) => !own.has(year)), ...set]) ?? shipped.calendar
}
