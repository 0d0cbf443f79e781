import { departmentOf } from './departments'
import type { Departments, UnitRef } from './departments'
import { placeNamed, streetsOf } from './places'
import type { Places } from './places'

/** What a unit is called on screen: 渝中区总工会. Without its place, the department's general name: 区县总工会. */
export function unitName(unit: UnitRef, locale: 'zh' | 'en', data: UnitNameData): string {
  const department = departmentOf(unit.department, data.departments)
  const template = locale === 'zh' ? department.unitZh : department.unitEn
  if (!template.includes('{place}')) return template
  const nameOf = department.level === 'street' ? streetName : districtName
  const place = nameOf(unit, locale, data.places)
  return place === null ? department[locale] : template.replace('{place}', place)
}

export interface UnitNameData {
  readonly departments: Departments
  readonly places: Places
}

function districtName(unit: UnitRef, locale: 'zh' | 'en', places: Places): string | null {
  return unit.district === null ? null : (placeNamed(unit.district, places)?.[locale] ?? null)
}

function streetName(unit: UnitRef, locale: 'zh' | 'en', places: Places): string | null {
  if (unit.street === null) return null
  const known = unit.district === null ? [] : streetsOf(unit.district, places)
  return known.find((street) => street.zh === unit.street)?.[locale] ?? unit.street
}
