import { z } from 'zod'
import { once } from '../../lib/once'
import placesData from './places.json'

const Initials = z.string().regex(/^[a-z0-9]+$/)

const named = { zh: z.string(), en: z.string(), initials: Initials }

const DistrictSchema = z.object({
  /** National code (GB/T 2260), or an internal one (CQ-LJXQ) as long as the national one is not known. */
  code: z.string(),
  ...named,
  kind: z.enum(['district', 'county', 'autonomous-county']),
})

const AbolishedSchema = z.object({ code: z.string(), ...named, mergedInto: z.string() })

const ZoneSchema = z.object({
  code: z.string(),
  ...named,
  aliases: z.array(z.object({ zh: z.string(), initials: Initials })),
})

const StreetSchema = z.object({ code: z.string(), district: z.string(), ...named })

const MovedTownSchema = z.object({ ...named, from: z.string(), to: z.string() })

const ProvinceSchema = z.object({ code: z.string(), ...named, capitalAreaCode: z.string().regex(/^0\d{2,3}$/) })

/**
 * The places that an order can lie in. `abolished` districts stay readable for old orders and are never chosen for new
 * ones; `zones` have a management of their own and are no administrative district; `movedTowns` changed their district
 * in November 2025. Streets are listed for the districts for which a list was at hand.
 */
const PlacesSchema = z.object({
  version: z.string(),
  districts: z.array(DistrictSchema),
  abolished: z.array(AbolishedSchema),
  zones: z.array(ZoneSchema),
  streets: z.array(StreetSchema),
  streetsAsOf: z.string(),
  movedTowns: z.array(MovedTownSchema),
})

export const ProvincesSchema = z.object({ provinces: z.array(ProvinceSchema) })

export type Places = z.infer<typeof PlacesSchema>
export type District = z.infer<typeof DistrictSchema>
export type AbolishedDistrict = z.infer<typeof AbolishedSchema>
export type Zone = z.infer<typeof ZoneSchema>
export type Street = z.infer<typeof StreetSchema>
export type MovedTown = z.infer<typeof MovedTownSchema>
/** A province outside Chongqing; its 12351 is reached as the capital's area code followed by 12351. */
export type Province = z.infer<typeof ProvinceSchema>

/** The places as shipped; throws when the shipped file is broken. */
export const shippedPlaces = once((): Places => PlacesSchema.parse(placesData))

/** How a place came to its district of today. */
export type DistrictNote =
  | { readonly code: 'district-merged'; readonly from: string; readonly to: string }
  | { readonly code: 'town-moved'; readonly town: string; readonly from: string; readonly to: string }
  /** The old district was split: without the street the answer is only the likelier one. */
  | { readonly code: 'street-decides'; readonly candidates: readonly string[] }

export interface ResolvedDistrict {
  readonly district: District
  readonly note: DistrictNote | null
}

/**
 * The district of today for a district code of any time, helped by the street's name where boundaries moved:
 * 江北 and 渝北 became 两江新区, five towns of 渝北 went to 北碚, five of 北碚 to 两江新区. Null for a code that is none.
 */
export function resolveDistrict(code: string, streetName: string | null, places: Places): ResolvedDistrict | null {
  const isMoved = (town: MovedTown) => town.zh === streetName && town.to !== code && cameFrom(town, code, places)
  const town = places.movedTowns.find(isMoved)
  if (town !== undefined) {
    const district = districtOf(town.to, places)
    return district && { district, note: { code: 'town-moved', town: town.zh, from: code, to: town.to } }
  }
  const district = districtOf(code, places)
  if (district !== null) return { district, note: null }
  const abolished = places.abolished.find((old) => old.code === code)
  const heir = abolished && districtOf(abolished.mergedInto, places)
  if (!heir) return null
  const candidates = heirsOf(code, places)
  if (streetName === null && candidates.length > 1) {
    return { district: heir, note: { code: 'street-decides', candidates: candidates.map((candidate) => candidate.code) } }
  }
  return { district: heir, note: { code: 'district-merged', from: code, to: heir.code } }
}

/** Every district of today that holds a part of an abolished one, the main heir first. */
export function heirsOf(abolishedCode: string, places: Places): readonly District[] {
  const main = places.abolished.find((old) => old.code === abolishedCode)?.mergedInto
  const parts = places.movedTowns.filter((moved) => moved.from === abolishedCode).map((moved) => moved.to)
  const codes = new Set(main === undefined ? parts : [main, ...parts])
  return [...codes].flatMap((code) => districtOf(code, places) ?? [])
}

/** The town left that district, or the abolished one that the district has taken over. */
function cameFrom(town: MovedTown, code: string, places: Places): boolean {
  return town.from === code || places.abolished.some((old) => old.code === town.from && old.mergedInto === code)
}

export function districtOf(code: string, places: Places): District | null {
  return places.districts.find((district) => district.code === code) ?? null
}

/** What a code was or is called, of districts of any time and of zones. */
export function placeNamed(code: string, { districts, abolished, zones }: Places): { readonly zh: string; readonly en: string } | null {
  const isMeant = (place: { readonly code: string }) => place.code === code
  return districts.find(isMeant) ?? abolished.find(isMeant) ?? zones.find(isMeant) ?? null
}

/** Streets of a district, moved towns included; empty where no list was at hand (the name is typed then). */
export function streetsOf(districtCode: string, places: Places): readonly (Street | MovedTown)[] {
  const coded = places.streets.filter((street) => street.district === districtCode)
  return [...coded, ...places.movedTowns.filter((town) => town.to === districtCode)]
}
