import shippedCalendar from '../tickets/deadlines/calendar.json'
import shippedLimits from '../tickets/deadlines/limits.json'
import { policySchemas } from '../desk-api/desk-records'
import { shippedDispatchData } from '../tickets/dispatch/dispatch-rules'
import { unitKey } from '../tickets/dispatch/unit-key'
import { unitName } from '../tickets/dispatch/unit-name'
import { shippedTaxonomy } from '../tickets/taxonomy'
import type { BookEntry } from './desk-book'

/** The department that works under each district, and whose duty phones the desk needs. */
const districtUnion = 'QXGH'

/** What counts while nobody has put anything in its place: the lists as shipped. */
export function shippedEntries(): readonly BookEntry[] {
  return [...shippedUnits(), ...shippedCategories(), ...shippedYears(), { list: 'limits', key: 'table', value: shippedLimits, isActive: true }, ...shippedPolicies()]
}

/** The city's union and one of each district, without anybody to ring. */
export function shippedUnits(): readonly BookEntry[] {
  const dispatch = shippedDispatchData()
  const refs = [
    { department: 'CQGH', district: null, street: null },
    ...dispatch.places.districts.map(({ code }) => ({ department: districtUnion, district: code, street: null })),
  ]
  return refs.map((unit) => ({
    list: 'units', key: unitKey(unit), isActive: true,
    value: { zh: unitName(unit, 'zh', dispatch), en: unitName(unit, 'en', dispatch), dayPhones: [], nightPhones: [] },
  }))
}

function shippedCategories(): readonly BookEntry[] {
  return shippedTaxonomy().categories.flatMap(({ children }) => children.map(({ code, zh, en, usualType, lead }) => ({
    list: 'categories' as const, key: code, value: { zh, en, usualType, leadUnit: lead }, isActive: true,
  })))
}

function shippedYears(): readonly BookEntry[] {
  return shippedCalendar.years.map(({ year, ...value }) => ({ list: 'calendar' as const, key: String(year), value, isActive: true }))
}

function shippedPolicies(): readonly BookEntry[] {
  return Object.entries(policySchemas).map(([key, schema]) => ({ list: 'policies' as const, key, value: schema.parse({}), isActive: true }))
}
