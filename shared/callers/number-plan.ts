/**
 * Which kind of number a run of digits is, by the shapes of the Chinese numbering plan and of ITU-T E.164.
 * Shapes only: whether a number is in service is nobody's business here.
 */
export type NumberShape =
  | { readonly kind: 'mobile'; readonly national: string }
  | { readonly kind: 'landline'; readonly area: string; readonly subscriber: string }
  | { readonly kind: 'service'; readonly digits: string }
  | { readonly kind: 'short'; readonly area: string; readonly digits: string }
  | { readonly kind: 'foreign'; readonly callingCode: string; readonly rest: string }
  | { readonly kind: 'internal'; readonly digits: string }

export interface NumberPlan {
  /** Area code of the hotline with its trunk 0, such as `023`: local numbers arrive without it. */
  readonly homeArea: string
  /** Digits of a subscriber number at home; 8 unless told. */
  readonly localDigits?: 7 | 8
}

const AREA = String.raw`(10|2\d|[3-9]\d{2})`
const MOBILE = /^0?(1[3-9]\d{9})$/
const SERVICE = /^0?([48]00\d{7})$/
const LANDLINE = new RegExp(`^0${AREA}([2-9]\\d{6,7})$`)
const SHORT = /^(?:1\d{2}|1[0-2]\d{3,6}|9[56]\d{3,6}|106\d{1,17})$/
/** 12345 of another city arrives with that city's area code in front; it is as little a person as without it. */
const SHORT_WITH_AREA = new RegExp(`^0${AREA}(1\\d{2}|1[0-2]\\d{3}|9[56]\\d{3})$`)
const IP_PREFIX = /^(?:17951|17911|17909|12593|11808|10193)(\d+)$/
/** Calling codes of one and two digits (ITU-T E.164, list of assigned codes); all others have three. */
const CALLING_CODE = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/

/** `dialled` is digits with at most a leading `+`; null when no shape fits. Anonymous is decided before. */
export function shapeOf(dialled: string, plan: NumberPlan): NumberShape | null {
  const behindPrefix = IP_PREFIX.exec(dialled)?.[1]
  return (
    fullNumber(dialled) ?? (behindPrefix === undefined ? null : fullNumber(behindPrefix)) ?? localNumber(dialled, plan)
  )
}

/** Numbers that name their subscriber without knowing where the hotline is. */
function fullNumber(dialled: string): NumberShape | null {
  const abroad = /^(?:\+|00)(\d+)$/.exec(dialled)?.[1]
  if (abroad !== undefined) return internationalNumber(abroad)
  const bare86 = /^86(\d+)$/.exec(dialled)?.[1]
  return nationalNumber(dialled) ?? (bare86 === undefined ? null : afterCountryCode(bare86))
}

function internationalNumber(digits: string): NumberShape | null {
  if (digits.startsWith('86')) {
    const inside = digits.slice(2)
    return afterCountryCode(inside) ?? shortNumber(inside)
  }
  if (!/^[1-9]\d{6,14}$/.test(digits)) return null
  const callingCode = CALLING_CODE.exec(digits)?.[0] ?? ''
  return { kind: 'foreign', callingCode, rest: digits.slice(callingCode.length) }
}

/** After 86 the trunk 0 should be gone, but exchanges send both. */
function afterCountryCode(digits: string): NumberShape | null {
  return nationalNumber(digits) ?? nationalNumber(`0${digits}`)
}

function nationalNumber(digits: string): NumberShape | null {
  const mobile = MOBILE.exec(digits)?.[1]
  if (mobile !== undefined) return { kind: 'mobile', national: mobile }
  const service = SERVICE.exec(digits)?.[1]
  if (service !== undefined) return { kind: 'service', digits: service }
  const [, area, subscriber] = LANDLINE.exec(digits) ?? []
  return area === undefined || subscriber === undefined ? null : { kind: 'landline', area: `0${area}`, subscriber }
}

function localNumber(digits: string, plan: NumberPlan): NumberShape | null {
  const short = shortNumber(digits)
  if (short !== null) return short
  const atHome = digits.startsWith(plan.homeArea.slice(1)) ? digits.slice(plan.homeArea.length - 1) : null
  const subscriber = new RegExp(`^[2-9]\\d{${(plan.localDigits ?? 8) - 1}}$`)
  if (atHome !== null && subscriber.test(atHome)) return { kind: 'landline', area: plan.homeArea, subscriber: atHome }
  if (subscriber.test(digits)) return { kind: 'landline', area: plan.homeArea, subscriber: digits }
  return /^\d{3,4}$/.test(digits) ? { kind: 'internal', digits } : null
}

function shortNumber(digits: string): NumberShape | null {
  if (SHORT.test(digits)) return { kind: 'short', area: '', digits }
  const [, area, code] = SHORT_WITH_AREA.exec(digits) ?? []
  return area === undefined || code === undefined ? null : { kind: 'short', area: `0${area}`, digits: code }
}
