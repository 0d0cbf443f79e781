import { districtOf, heirsOf } from './places'
import type { AbolishedDistrict, District, MovedTown, Places, Province, Street, Zone } from './places'
import { matchWord, queryWords, rankOf } from '../text-match'
import type { Searchable } from '../text-match'

/** A place to choose. `district` is the one of today; a moved town and an abolished name say where they went. */
export type PlaceHit =
  | { readonly kind: 'district'; readonly district: District }
  | { readonly kind: 'street'; readonly street: Street; readonly district: District }
  | { readonly kind: 'moved-town'; readonly town: MovedTown; readonly district: District }
  /** With more than one heir the street decides, and the caller has to be asked. */
  | {
      readonly kind: 'abolished'
      readonly abolished: AbolishedDistrict
      readonly district: District
      readonly heirs: readonly District[]
    }
  | { readonly kind: 'zone'; readonly zone: Zone }
  | { readonly kind: 'province'; readonly province: Province }

/**
 * Places that fit a query by code, Chinese fragment or pinyin initials (or the beginning of an English word): districts
 * and their streets first, then what was merged, zones, and provinces outside Chongqing. Several words must all fit; a
 * word may fit the street or its district (渝中 南纪门). An empty query lists the districts.
 */
export function searchPlaces(query: string, places: Places, provinces: readonly Province[]): readonly PlaceHit[] {
  const words = queryWords(query)
  if (words.length === 0) return places.districts.map((district) => ({ kind: 'district', district }))
  return entriesOf(places, provinces)
    .map((entry) => ({ hit: entry.hit, rank: rankOfEntry(words, entry) }))
    .filter((found) => found.rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .map((found) => found.hit)
}

interface Entry {
  readonly hit: PlaceHit
  readonly thing: Searchable
  readonly district: Searchable | null
}

/** Made once for the data in use; an administrator's change is a new object. */
const known = new WeakMap<Places, { readonly provinces: readonly Province[]; readonly entries: readonly Entry[] }>()

function entriesOf(places: Places, provinces: readonly Province[]): readonly Entry[] {
  const before = known.get(places)
  if (before?.provinces === provinces) return before.entries
  const entries = makeEntries(places, provinces)
  known.set(places, { provinces, entries })
  return entries
}

function makeEntries(places: Places, provinces: readonly Province[]): readonly Entry[] {
  const all: Entry[] = places.districts.map((district) => ({
    hit: { kind: 'district', district },
    thing: district,
    district: null,
  }))
  for (const street of places.streets) {
    const district = districtOf(street.district, places)
    if (district !== null) all.push({ hit: { kind: 'street', street, district }, thing: street, district })
  }
  for (const town of places.movedTowns) {
    const district = districtOf(town.to, places)
    if (district === null) continue
    all.push({ hit: { kind: 'moved-town', town, district }, thing: { code: null, ...town }, district })
  }
  for (const abolished of places.abolished) {
    const heirs = heirsOf(abolished.code, places)
    const [district] = heirs
    if (district === undefined) continue
    all.push({ hit: { kind: 'abolished', abolished, district, heirs }, thing: abolished, district: null })
  }
  for (const zone of places.zones) all.push({ hit: { kind: 'zone', zone }, thing: zone, district: null })
  // Provinces are asked for by the area code of their capital; a two-digit code would meet the districts' own.
  for (const province of provinces) {
    const thing = { ...province, code: province.capitalAreaCode }
    all.push({ hit: { kind: 'province', province }, thing, district: null })
  }
  return all
}

/** A street found only through its district's name comes after every place whose own name fits. */
function rankOfEntry(words: readonly string[], entry: Entry): number | null {
  let worst: number | null = null
  let fitsItself = false
  for (const word of words) {
    const own = matchWord(word, entry.thing)
    const through = entry.district === null ? null : matchWord(word, entry.district)
    if (own === null && through === null) return null
    if (own !== null) fitsItself = true
    worst = Math.max(worst ?? 0, own === null ? 0 : rankOf(own.grade))
  }
  return fitsItself ? worst : 10
}
