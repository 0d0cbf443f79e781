import { assertNever } from '../../lib/assert-never'
import { departmentOf } from './departments'
import type { UnitRef } from './departments'
import type { DispatchData } from './dispatch-rules'
import { resolveDistrict } from './places'
import type { MissingInput, ProposalNote, WorkPlace } from './proposal'

/** A place of work as far as it decides units: district code of today and street name, with what is still open. */
export interface Location {
  readonly district: string | null
  readonly street: string | null
  readonly notes: readonly ProposalNote[]
  /** What to ask so that the district becomes known. */
  readonly missing: readonly MissingInput['code'][]
}

/** Rule 3: the district of the place of work. An unknown place stays unknown; nothing else stands in for it. */
export function locate(place: WorkPlace, data: DispatchData): Location {
  switch (place.kind) {
    case 'unknown':
      return nowhere('work-district')
    case 'zone':
      return nowhere('zone-district')
    case 'other-province':
      return { district: null, street: null, notes: [], missing: place.province === null ? ['province'] : [] }
    case 'abroad': {
      if (place.employerDistrict === null) return nowhere('employer-district')
      const found = inDistrict(place.employerDistrict, null, data)
      return { ...found, notes: [{ code: 'abroad-employer-district', rule: 3 }, ...found.notes] }
    }
    case 'chongqing': {
      const name = place.street.kind === 'named' ? place.street.name : null
      const found = inDistrict(place.district, name, data)
      return place.street.kind === 'not-known'
        ? { ...found, notes: [...found.notes, { code: 'street-not-known', rule: 3 }] }
        : found
    }
    default:
      return assertNever(place)
  }
}

/** One unit of a department, put where its level has it. */
export function unitAt(department: string, location: Location, data: DispatchData): UnitRef {
  const { level } = departmentOf(department, data.departments)
  return {
    department,
    district: level === 'city' ? null : location.district,
    street: level === 'street' || level === 'employer' ? location.street : null,
  }
}

function inDistrict(code: string, streetName: string | null, data: DispatchData): Location {
  const resolved = resolveDistrict(code, streetName, data.places)
  if (resolved === null) return nowhere('work-district')
  const { district, note } = resolved
  return {
    district: district.code,
    street: streetName,
    notes: note === null ? [] : [{ ...note, rule: 3 }],
    missing: note?.code === 'street-decides' ? ['work-street'] : [],
  }
}

function nowhere(missing: MissingInput['code']): Location {
  return { district: null, street: null, notes: [], missing: [missing] }
}
