import type { BookUnits } from './book-units'
import type { Departments, UnitRef } from './departments'
import { placeNamed, streetsOf } from './places'
import type { Places } from './places'
import { unitKey } from './unit-key'

/**
 * What a unit is called on screen: 渝中区总工会. Without its place, the department's general name: 区县总工会. One that an
 * administrator has added is named by its key where the book has not come yet.
 */
export function unitName(unit: UnitRef, locale: 'zh' | 'en', data: UnitNameData): string {
  const own = data.units?.named.get(unitKey(unit))
  if (own !== undefined) return own[locale]
  const department = data.departments.find(({ code }) => code === unit.department)
  if (department === undefined) return unitKey(unit)
  const template = locale === 'zh' ? department.unitZh : department.unitEn
  if (!template.includes('{place}')) return template
  const nameOf = department.level === 'street' ? streetName : districtName
  const place = nameOf(unit, locale, data.places)
  return place === null ? department[locale] : template.replace('{place}', place)
}

export interface UnitNameData {
  readonly departments: Departments
  readonly places: Places
  readonly units?: BookUnits
}

function districtName(unit: UnitRef, locale: 'zh' | 'en', places: Places): string | null {
  return unit.district === null ? null : (placeNamed(unit.district, places)?.[locale] ?? null)
}

function streetName(unit: UnitRef, locale: 'zh' | 'en', places: Places): string | null {
  if (unit.street === null) return null
  const known = unit.district === null ? [] : streetsOf(unit.district, places)
  return known.find((street) => street.zh === unit.street)?.[locale] ?? unit.street
}
