import { searchPlaces, type PlaceHit } from '../dispatch/place-search'
import { streetsOf, type District, type Places, type Province } from '../dispatch/places'

/** What was typed for a place of work: places to choose from, and the words behind them, which are the address. */
export interface PlaceText {
  readonly hits: readonly PlaceHit[]
  readonly address: string
}

/**
 * Parts `njm 示例路12号` or `渝中区南纪门街道示例路12号` into a place and an address. As many words as still find a place
 * belong to it; without spaces the names of district and street are taken from the front. Nothing found: all is address.
 */
export function readPlaceText(text: string, places: Places, provinces: readonly Province[]): PlaceText {
  const words = text.trim().split(/\s+/).filter((word) => word !== '')
  for (let count = words.length; count > 0; count -= 1) {
    const hits = searchPlaces(words.slice(0, count).join(' '), places, provinces)
    if (hits.length > 0) return { hits, address: words.slice(count).join(' ') }
  }
  return readFromFront(words.join(' '), places)
}

function readFromFront(text: string, places: Places): PlaceText {
  const bare = text.replace(/^重庆市?/, '')
  const district = longest(places.districts, bare)
  if (district === null) return { hits: [], address: text }
  const rest = bare.slice(district.length).trimStart()
  const street = longest(streetsOf(district.thing.code, places), rest)
  if (street === null) return { hits: [{ kind: 'district', district: district.thing }], address: rest }
  const address = rest.slice(street.length).trimStart()
  return { hits: [streetHit(street.thing, district.thing)], address }
}

type Street = ReturnType<typeof streetsOf>[number]

/** The hit for a street of a district: listed with a code, or a town that came over in 2025. */
export function streetHit(street: Street, district: District): PlaceHit {
  return 'code' in street ? { kind: 'street', street, district } : { kind: 'moved-town', town: street, district }
}

/** The longest name in front, in full or without its last part (渝中 for 渝中区, 南纪门 for 南纪门街道). */
function longest<T extends { readonly zh: string }>(things: readonly T[], text: string): { readonly thing: T; readonly length: number } | null {
  let best: { readonly thing: T; readonly length: number } | null = null
  for (const thing of things) {
    const short = thing.zh.replace(/(街道|自治县|[区县镇乡])$/, '')
    const length = text.startsWith(thing.zh) ? thing.zh.length : short.length > 1 && text.startsWith(short) ? short.length : 0
    if (length > (best?.length ?? 0)) best = { thing, length }
  }
  return best
}
