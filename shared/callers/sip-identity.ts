import type { RemoteIdentity } from '../calls/call'
import type { NumberPlan } from './number-plan'
import { parsePhoneNumber, type PhoneNumber } from './phone-number'
import { readSipAddress, sanitizeDisplayName, splitAddresses } from './sip-address'

/** Header values of an INVITE, as received; a missing header is left out. */
export interface IdentityHeaders {
  readonly from: string
  /**
   * Where the SIP stack has already split From: its display name, `from` being the URI alone. Never put the two
   * together again: a name holding a quotation mark could bring an address of its own.
   */
  readonly displayName?: string | null
  readonly assertedIdentity?: string
  readonly privacy?: string
}

/** `asserted-differs`: 显示号码与网络号码不一致, both are shown. */
type IdentityNote = 'asserted-differs' | 'number-withheld'

export interface CallerIdentity {
  /** The number that history is searched under and that is shown first. */
  readonly number: PhoneNumber
  /** What the From header claims, when the network asserts another number; shown beside it. */
  readonly claimed: PhoneNumber | null
  /**
   * The number that the network knows although the caller asked not to be shown.
   * SECURITY: only for a RED case, by the lead, with a log entry; never for display, history or a log line before.
   */
  readonly withheld: PhoneNumber | null
  /** Words that the caller chose, as plain text; null when withheld or when they only repeat the number. */
  readonly displayName: string | null
  readonly notes: readonly IdentityNote[]
}

/** `id` asks to hide the asserted identity (RFC 3325, section 9.3), the others hide From (RFC 3323, section 4.2). */
const HIDING_PRIVACY = new Set(['id', 'user', 'header', 'full'])

/** The same for the texts that the telephone line passes on. */
export function identityOfRemote({ from, displayName, assertedIdentity, privacy }: RemoteIdentity, options: NumberPlan): CallerIdentity {
  return identityFromSip(
    {
      from,
      displayName,
      ...(assertedIdentity === null ? {} : { assertedIdentity }),
      ...(privacy === null ? {} : { privacy }),
    },
    options,
  )
}

/**
 * Which number of an INVITE counts. P-Asserted-Identity was written by the network and wins over From, which the caller
 * writes (RFC 3325). With privacy asked for, in the Privacy header or by an anonymous From, the call is anonymous
 * (RFC 3323) and the asserted number is only kept apart. Never throws.
 */
export function identityFromSip(headers: IdentityHeaders, options: NumberPlan): CallerIdentity {
  const from = parsePhoneNumber(headers.from, options)
  const asserted = assertedNumber(headers.assertedIdentity, options)
  if (asksForPrivacy(headers.privacy) || (from.kind === 'anonymous' && from.why === 'withheld')) {
    const known = asserted ?? (from.kind === 'anonymous' ? null : from)
    const number = parsePhoneNumber('anonymous', options)
    return { number, claimed: null, withheld: known, displayName: null, notes: ['number-withheld'] }
  }
  const number = asserted ?? from
  const differs = asserted !== null && from.kind !== 'anonymous' && !isSameNumber(asserted, from)
  return {
    number,
    claimed: differs ? from : null,
    withheld: null,
    displayName: nameWorthShowing(headers, [number, from], options),
    notes: differs ? ['asserted-differs'] : [],
  }
}

/** The first asserted address that is a number: one may be a SIP name, the other a tel (RFC 3325, section 9.1). */
function assertedNumber(header: string | undefined, options: NumberPlan): PhoneNumber | null {
  const numbers = splitAddresses(header ?? '').map((value) => parsePhoneNumber(value, options))
  return numbers.find((number) => number.kind !== 'anonymous' && number.kind !== 'unknown') ?? null
}

function asksForPrivacy(header: string | undefined): boolean {
  const values = (header ?? '')
    .slice(0, 200)
    .toLowerCase()
    .split(/[;,\s]+/)
  return values.some((value) => HIDING_PRIVACY.has(value))
}

function nameWorthShowing(
  headers: IdentityHeaders,
  numbers: readonly PhoneNumber[],
  options: NumberPlan,
): string | null {
  const { from, displayName = readSipAddress(from).displayName } = headers
  const name = sanitizeDisplayName(displayName)
  if (name === null) return null
  const asNumber = parsePhoneNumber(name, options)
  const repeats = asNumber.kind === 'anonymous' || numbers.some((number) => isSameNumber(number, asNumber))
  return repeats ? null : name
}

function isSameNumber(a: PhoneNumber, b: PhoneNumber): boolean {
  return a.key !== null || b.key !== null ? a.key === b.key : a.display === b.display
}

/**
 * The caller's number as the network wrote it, and as it will write it at the next call: what a PBX knows it by. Null when
 * nobody told one. A withheld number is among them: it came from the PBX and goes nowhere else.
 */
export function numberAtPbx({ from, assertedIdentity }: Pick<RemoteIdentity, 'from' | 'assertedIdentity'>): string | null {
  const users = [...splitAddresses(assertedIdentity ?? ''), from].map((address) => readSipAddress(address).user)
  return users.find((user) => /^\+?[0-9]{3,20}$/.test(user)) ?? null
}
