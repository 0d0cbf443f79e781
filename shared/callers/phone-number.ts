import { assertNever } from '../lib/assert-never'
import type { Brand } from '../lib/brand'
import { type NumberPlan, type NumberShape, shapeOf } from './number-plan'
import { readSipAddress } from './sip-address'

/**
 * What the history of a number is kept under: `86` + national digits without the trunk 0, `+` + digits of a foreign
 * number, or `S:` + digits of a service or short number. An extension stands beside the key, never in it.
 */
export type HistoryKey = Brand<string, 'HistoryKey'>

/** Digits to dial from inside China: trunk 0 before a landline, 00 before a foreign number. */
type DialString = Brand<string, 'DialString'>

interface Reachable {
  readonly key: HistoryKey
  readonly display: string
  readonly dial: DialString
  readonly ext?: string
}

export type PhoneNumber =
  | ({ readonly kind: 'mobile' } & Reachable)
  | ({ readonly kind: 'landline'; readonly areaCode: string } & Reachable)
  | ({ readonly kind: 'foreign'; readonly callingCode: string } & Reachable)
  | ({ readonly kind: 'service' } & Reachable)
  | ({ readonly kind: 'short' } & Reachable)
  /** An extension of the hotline's own exchange. */
  | { readonly kind: 'internal'; readonly key: null; readonly display: string; readonly dial: DialString }
  /** `withheld` = the caller asked for it, `unavailable` = the network does not know. */
  | {
      readonly kind: 'anonymous'
      readonly key: null
      readonly display: string
      readonly why: 'withheld' | 'unavailable'
    }
  /** Something was sent that is no number; `display` is its harmless beginning. */
  | { readonly kind: 'unknown'; readonly key: null; readonly display: string }

/** The kinds that may belong to a person. */
export type PersonalNumber = Extract<PhoneNumber, { kind: 'mobile' | 'landline' | 'foreign' }>

/** Chinese words of the number itself, as in the data; a screen in another language words `kind` and `ext` itself. */
const NOT_SHOWN = '号码未显示'
const WITHHELD_WORDS = new Set(['anonymous', 'restricted', 'private', 'withheld', '匿名', '保密', '隐藏', NOT_SHOWN])
const UNAVAILABLE_WORDS = new Set(['', 'unavailable', 'unknown', '未知'])
const MAX_NUMBER_CHARS = 64
const MAX_UNKNOWN_CHARS = 24

/**
 * Reads a number as SIP headers, exchanges and people write it. Total: any text gives a number, never an exception;
 * time is bounded by cutting the text first. Sources: RFC 3261 section 25.1, RFC 3966, RFC 3323 section 4.1.1.3
 * (`anonymous.invalid`), Chinese numbering plan for the shapes.
 */
export function parsePhoneNumber(raw: string, options: NumberPlan): PhoneNumber {
  const address = readSipAddress(raw)
  const text = address.user
    .normalize('NFKC')
    .slice(0, 2 * MAX_NUMBER_CHARS)
    .trim()
  if (/(?:^|\.)anonymous\.invalid$/.test(address.host) || WITHHELD_WORDS.has(text.toLowerCase()))
    return anonymous('withheld')
  if (UNAVAILABLE_WORDS.has(text.toLowerCase())) return anonymous('unavailable')
  return (text.length <= MAX_NUMBER_CHARS ? parseDigits(text, address.ext, options) : null) ?? unknown(text)
}

/** May history be searched for a person? Never under 12345, 400, short codes, own extensions or a number not shown. */
export function isPersonal(number: PhoneNumber): number is PersonalNumber {
  return number.kind === 'mobile' || number.kind === 'landline' || number.kind === 'foreign'
}

/** A key read back from storage or data; null when it has none of the three forms. */
export function parseHistoryKey(value: string): HistoryKey | null {
  return /^(?:86\d{9,11}|\+[1-9]\d{6,14}|S:\d{3,20})$/.test(value) ? (value as HistoryKey) : null
}

/** The number behind a stored key, for showing and dialling. The key is complete, so no home area is needed. */
export function phoneNumberOfKey(key: HistoryKey): PhoneNumber {
  return parsePhoneNumber(key.startsWith('S:') ? key.slice(2) : key, { homeArea: '' })
}

/** The same for a key as it is stored; null when there is none, or none that is one. */
export function numberOfStoredKey(value: string | null | undefined): PhoneNumber | null {
  const key = value == null ? null : parseHistoryKey(value)
  return key === null ? null : phoneNumberOfKey(key)
}

function parseDigits(text: string, extOfUri: string | null, plan: NumberPlan): PhoneNumber | null {
  const { main, ext } = cutExtension(text, plan)
  const digits = stripDecoration(main)
  if (/^0+$/.test(digits)) return anonymous('unavailable')
  if (!/^\+?\d{1,20}$/.test(digits)) return null
  const shape = shapeOf(digits, plan)
  return shape === null ? null : numberOf(shape, ext ?? extOfUri)
}

/** Also drops what messengers put around a copied number: invisible direction marks and every kind of dash. */
function stripDecoration(text: string): string {
  return text.replace(/[\s\p{Cf}\p{Pd}()[\].−]/gu, '')
}

function cutExtension(text: string, plan: NumberPlan): { main: string; ext: string | null } {
  // No flags: without regard to case among all of Unicode it takes an engine a tenth of a second to compile, at the first ring.
  const spoken = /^(.{3,}?)\s*(?:转接?|分机|[Ee][Xx][Tt]\.?|[Xx]|[,;#])+\s*(\d{1,6})$/.exec(text)
  if (spoken) return { main: spoken[1] ?? text, ext: spoken[2] ?? null }
  const hyphen = /^(.{7,})-(\d{1,6})$/.exec(text)
  const isLandline = hyphen !== null && shapeOf(stripDecoration(hyphen[1] ?? ''), plan)?.kind === 'landline'
  return isLandline ? { main: hyphen[1] ?? text, ext: hyphen[2] ?? null } : { main: text, ext: null }
}

function numberOf(shape: NumberShape, ext: string | null): PhoneNumber {
  const behind = ext === null ? {} : { ext }
  const suffix = ext === null ? '' : ` 转 ${ext}`
  switch (shape.kind) {
    case 'mobile': {
      const { national } = shape
      const display = `${national.slice(0, 3)}-${national.slice(3, 7)}-${national.slice(7)}${suffix}`
      return { kind: 'mobile', key: historyKey(`86${national}`), display, dial: national as DialString, ...behind }
    }
    case 'landline': {
      const { area, subscriber } = shape
      const display = `${area}-${subscriber.slice(0, -4)}-${subscriber.slice(-4)}${suffix}`
      const key = historyKey(`86${area.slice(1)}${subscriber}`)
      return { kind: 'landline', areaCode: area, key, display, dial: `${area}${subscriber}` as DialString, ...behind }
    }
    case 'foreign': {
      const { callingCode, rest } = shape
      const display = `+${callingCode} ${groupForeign(callingCode, rest)}${suffix}`
      const dial = `00${callingCode}${rest}` as DialString
      return { kind: 'foreign', callingCode, key: historyKey(`+${callingCode}${rest}`), display, dial, ...behind }
    }
    case 'service': {
      const { digits } = shape
      const display = `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}${suffix}`
      return { kind: 'service', key: historyKey(`S:${digits}`), display, dial: digits as DialString, ...behind }
    }
    case 'short': {
      const digits = `${shape.area}${shape.digits}`
      const display = shape.area === '' ? digits : `${shape.area}-${shape.digits}`
      return { kind: 'short', key: historyKey(`S:${digits}`), display, dial: digits as DialString }
    }
    case 'internal':
      return { kind: 'internal', key: null, display: shape.digits, dial: shape.digits as DialString }
    default:
      return assertNever(shape)
  }
}

/** 3-3-4 in North America; elsewhere fours counted from the end, because each country groups in its own way. */
function groupForeign(callingCode: string, rest: string): string {
  if (callingCode === '1' && rest.length === 10) return `${rest.slice(0, 3)} ${rest.slice(3, 6)} ${rest.slice(6)}`
  return rest.replace(/\B(?=(?:\d{4})+$)/g, ' ')
}

function historyKey(value: string): HistoryKey {
  return value as HistoryKey
}

function anonymous(why: 'withheld' | 'unavailable'): PhoneNumber {
  return { kind: 'anonymous', key: null, display: NOT_SHOWN, why }
}

function unknown(text: string): PhoneNumber {
  const harmless = text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim()
  return { kind: 'unknown', key: null, display: Array.from(harmless).slice(0, MAX_UNKNOWN_CHARS).join('') }
}
