import type { AreaCodes } from '../callers/attribution'

export const emergencyServices = ['110', '120', '119'] as const
export type EmergencyService = (typeof emergencyServices)[number]

/**
 * What is dialled so that the police, ambulance or fire brigade *of the place* answers: 110 from here reaches the centre of this city,
 * another one is reached by its area code and the same three digits (0769110).
 */
export function emergencyDial(service: EmergencyService, areaCode: string | null, homeArea: string): string {
  return areaCode === null || areaCode === homeArea ? service : `${areaCode}${service}`
}

/** `here`: the hotline's own city; `elsewhere`: another one, by its area code; `unknown`: the words name no city. */
export type PlaceArea = { readonly kind: 'here' } | { readonly kind: 'elsewhere'; readonly areaCode: string; readonly city: string } | { readonly kind: 'unknown' }

/**
 * The city that the words of an address name first; addresses go from large to small. A street that is called after a city
 * (`南京路`) names none.
 */
export function areaOfPlace(words: string, areaCodes: AreaCodes, homeArea: string): PlaceArea {
  const first = cityNames(areaCodes)
    .flatMap(({ areaCode, city }) => {
      const found = new RegExp(`${city}(?!(?:东|西|南|北|中|[一二三四五六七八九十])?(?:路|街|大道|巷|里|村|小区|大厦))`).exec(words)
      return found === null ? [] : [{ areaCode, city, at: found.index }]
    })
    .sort((one, other) => one.at - other.at || other.city.length - one.city.length)[0]
  if (first === undefined) return { kind: 'unknown' }
  return first.areaCode === homeArea ? { kind: 'here' } : { kind: 'elsewhere', areaCode: first.areaCode, city: first.city }
}

/** `广东 东莞` -> 东莞; `四川 成都/眉山/资阳` -> three; a municipality is its own city. */
function cityNames(areaCodes: AreaCodes): readonly { readonly areaCode: string; readonly city: string }[] {
  return Object.entries(areaCodes).flatMap(([areaCode, place]) => {
    const [province = '', cities] = place.split(' ')
    return (cities ?? province).split('/').filter((city) => city !== '').map((city) => ({ areaCode, city }))
  })
}
