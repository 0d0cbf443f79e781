import { assertNever } from '../lib/assert-never'
import type { PhoneNumber } from './phone-number'

/**
 * How personal values look wherever they have not been revealed. Masking is for screens, lists and print;
 * what must not be known at all (a secret caller's name in a copy for the employer) is left out instead.
 */

/** `154****0012`, `023-****0012`, `+1 ****0147`. Numbers of no person stay as they are; an extension is dropped. */
export function maskPhone(number: PhoneNumber): string {
  switch (number.kind) {
    case 'mobile':
      return `${number.dial.slice(0, 3)}****${number.dial.slice(-4)}`
    case 'landline':
      return `${number.areaCode}-${stars(number.dial.length - number.areaCode.length - 4)}${number.dial.slice(-4)}`
    case 'foreign':
      return `+${number.callingCode} ****${number.dial.slice(number.dial.length > 11 ? -4 : -2)}`
    case 'unknown':
      return stars(4)
    case 'service':
    case 'short':
    case 'internal':
    case 'anonymous':
      return number.display
    default:
      return assertNever(number)
  }
}

/** First 6 (region) and last 4 of an identity card number; anything shorter than 15 characters is hidden whole. */
export function maskId(id: string): string {
  const chars = Array.from(id.trim())
  if (chars.length < 15) return stars(chars.length)
  return `${chars.slice(0, 6).join('')}${stars(chars.length - 10)}${chars.slice(-4).join('')}`
}

/** The first character and at most three stars: 张*, 欧***. By code points, because names use Extension B. */
export function maskName(name: string): string {
  const chars = Array.from(name.trim())
  const [first] = chars
  return first === undefined ? '' : `${first}${stars(Math.min(3, Math.max(1, chars.length - 1)))}`
}

const identityNumber = /(?<!\p{Nd})(?:\p{Nd}{17}[xXｘＸ]|\p{Nd}{15,19})(?![\p{Nd}xXｘＸ])/gu
/** With or without the country's code, in one run or in groups: 154 0000 0012, 154-0000-0012, +86 154…, 023-90000012. */
const telephone = /(?<!\p{Nd})((?:\+|00)?86[ -]?)?([1１][ -]?\p{Nd}{2}[ -]?\p{Nd}{4}[ -]?\p{Nd}{4}|[0０]\p{Nd}{2,3}[ -]?\p{Nd}{3,4}[ -]?\p{Nd}{4})(?!\p{Nd})/gu

/**
 * What somebody has written down, with every identity and telephone number in it masked, and every one of `names` (two characters or
 * more: one alone is a part of other words). Numbers of orders, sums and dates stay as they are, and it is never longer than it was.
 */
export function maskText(text: string, names: readonly (string | null | undefined)[] = []): string {
  const numbersMasked = text.replaceAll(identityNumber, maskId).replaceAll(telephone, (_, country: string | undefined, number: string) => `${country ?? ''}${maskDigits(number)}`)
  return names.reduce<string>((masked, name) => {
    const whole = name?.trim() ?? ''
    return Array.from(whole).length < 2 ? masked : masked.replaceAll(whole, maskName(whole))
  }, numbersMasked)
}

/** First three and last four digits stay, as in `maskPhone`; each of the rest, three at least, is a star, whatever stands between. */
function maskDigits(number: string): string {
  const digits = number.match(/\p{Nd}/gu) ?? []
  return `${digits.slice(0, 3).join('')}${stars(digits.length - 7)}${digits.slice(-4).join('')}`
}

function stars(count: number): string {
  return '*'.repeat(Math.max(0, count))
}
