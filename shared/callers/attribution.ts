import { type Carrier, carrierOfMobile } from './carriers'
import type { PhoneNumber } from './phone-number'

/** 归属地: where a number was given out, and by which network. Says nothing about where the caller is. */
export interface Attribution {
  of(number: PhoneNumber): NumberOrigin
}

/** Each part is null when nobody knows it; numbers of no person have none. */
export interface NumberOrigin {
  /** Short Chinese names, as data: 四川. */
  readonly province: string | null
  /** 成都, or several joined by `/` where one area code serves several; null in a municipality. */
  readonly city: string | null
  readonly carrier: Carrier | null
}

/** Area code with trunk 0 -> `province` or `province city`. */
export type AreaCodes = Readonly<Record<string, string>>

/**
 * Places of mobile blocks: the first seven digits decide. `blocks` holds, per three-digit range, the places of its ten
 * thousand blocks as runs: `[A-Z]?[a-z]` counts in base 26 into `places` (place 0 = unknown), digits behind it repeat
 * it. Original place of the number: porting it to another network since 2019 does not move it.
 */
export interface MobilePlaces {
  readonly places: readonly string[]
  readonly blocks: Readonly<Record<string, string>>
}

const UNKNOWN: NumberOrigin = { province: null, city: null, carrier: null }
const BLOCKS_PER_RANGE = 10_000

/**
 * Attribution over tables in memory: no request, no waiting, no guess. A range is unpacked when its first number
 * rings (well under a millisecond) and then kept.
 */
export function createAttribution(tables: { areaCodes: AreaCodes; mobilePlaces: MobilePlaces }): Attribution {
  const unpacked = new Map<string, Uint16Array>()
  const placeOfMobile = (national: string): string => {
    const range = national.slice(0, 3)
    const runs = tables.mobilePlaces.blocks[range]
    if (runs === undefined) return ''
    const places = unpacked.get(range) ?? unpack(runs)
    unpacked.set(range, places)
    return tables.mobilePlaces.places[places[Number(national.slice(3, 7))] ?? 0] ?? ''
  }
  return {
    of(number) {
      if (number.kind === 'landline') return { ...placeOf(tables.areaCodes[number.areaCode] ?? ''), carrier: null }
      if (number.kind !== 'mobile') return UNKNOWN
      return { ...placeOf(placeOfMobile(number.dial)), carrier: carrierOfMobile(number.dial) }
    },
  }
}

function placeOf(place: string): Pick<NumberOrigin, 'province' | 'city'> {
  const [province, city] = place.split(' ')
  return { province: province === undefined || province === '' ? null : province, city: city ?? null }
}

function unpack(runs: string): Uint16Array {
  const places = new Uint16Array(BLOCKS_PER_RANGE)
  let next = 0
  for (const [, high = '', low = '', count = ''] of runs.matchAll(/([A-Z]?)([a-z])(\d*)/g)) {
    const place = (high === '' ? 0 : (high.charCodeAt(0) - 64) * 26) + low.charCodeAt(0) - 97
    const end = next + (count === '' ? 1 : Number(count))
    places.fill(place, next, end)
    next = end
  }
  return places
}
