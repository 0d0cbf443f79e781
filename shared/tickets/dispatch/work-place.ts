import type { PlaceHit } from './place-search'
import { streetsOf } from './places'
import type { Places } from './places'
import type { WorkPlace, WorkStreet } from './proposal'

/** Said by the caller to be unknown (不清楚): an answer, not a gap. */
export const UNCLEAR = 'unclear'

/** Work abroad; the employer's district may follow after a colon (`ABROAD:500103`). */
const ABROAD = 'ABROAD'

/** Outside Chongqing, province not yet known; a known one is its two-digit code (GB/T 2260). */
const OUTSIDE = 'OUTSIDE'

/** The fields `work_district` and `work_street` as they stand in a draft or ticket. */
export interface PlaceFields {
  readonly work_district?: string | undefined
  /** A nine-digit code, a street's name where no code is known, or `unclear`. */
  readonly work_street?: string | undefined
}

/** What the fields mean for the dispatch. A code that nobody knows is an unknown place, never a guessed one. */
export function workPlaceOf(fields: PlaceFields, places: Places): WorkPlace {
  const code = fields.work_district ?? ''
  if (code === OUTSIDE) return { kind: 'other-province', province: null }
  if (/^\d{2}$/.test(code)) return { kind: 'other-province', province: code }
  if (code === ABROAD) return { kind: 'abroad', employerDistrict: null }
  if (code.startsWith(`${ABROAD}:`)) return { kind: 'abroad', employerDistrict: code.slice(ABROAD.length + 1) }
  if (places.zones.some((zone) => zone.code === code)) return { kind: 'zone', zone: code }
  const isDistrict = [...places.districts, ...places.abolished].some((district) => district.code === code)
  if (!isDistrict) return { kind: 'unknown' }
  return { kind: 'chongqing', district: code, street: workStreetOf(fields.work_street, code, places) }
}

/** What a chosen place writes into the fields. */
export function fieldsOfPlace(hit: PlaceHit): PlaceFields {
  switch (hit.kind) {
    case 'district':
    case 'abolished':
      return { work_district: hit.district.code }
    case 'street':
      return { work_district: hit.district.code, work_street: hit.street.code }
    case 'moved-town':
      return { work_district: hit.district.code, work_street: hit.town.zh }
    case 'zone':
      return { work_district: hit.zone.code }
    case 'province':
      return { work_district: hit.province.code }
  }
}

function workStreetOf(value: string | undefined, district: string, places: Places): WorkStreet {
  if (value === undefined || value.trim() === '') return { kind: 'not-asked' }
  if (value === UNCLEAR) return { kind: 'not-known' }
  const coded = streetsOf(district, places).find((street) => 'code' in street && street.code === value)
  return { kind: 'named', name: coded?.zh ?? value.trim() }
}
