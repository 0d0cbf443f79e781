import { isPersonal, parseHistoryKey, parsePhoneNumber } from '../callers/phone-number'
import type { CachedTicket } from './cached-ticket'
import { canonicalCode } from './fields/identity-codes'
import { isSecretTicket } from './history-item'

/** By what a ticket is found exactly, however old it is, besides its own numbers. */
export type SearchKeyKind = 'phone' | 'identity' | 'employer'

/** A value in the one form in which both sides of a look-up write it. */
export interface SearchKey {
  readonly kind: SearchKeyKind
  readonly value: string
}

/** Everything that a ticket is found by; a secret one by its own number alone. Asked before an identity number is taken out. */
export function searchKeysOf({ ticket, chasers }: CachedTicket): readonly SearchKey[] {
  if (isSecretTicket(ticket)) return []
  const { values } = ticket
  const phones = [ticket.caller?.historyKey, ...chasers.map(({ caller }) => caller.historyKey)].flatMap((key) => (key == null ? [] : (parseHistoryKey(key) ?? [])))
  return [
    ...[...phones, ...phoneKey(values.callback_number ?? '', '')].map((value) => ({ kind: 'phone', value }) as const),
    ...identityKey(values.id_no ?? '').map((value) => ({ kind: 'identity', value }) as const),
    ...[values.employer_name, values.employer_short, values.uscc].flatMap((name) => employerKey(name ?? '')).map((value) => ({ kind: 'employer', value }) as const),
  ]
}

/** What a typed text may mean. An employer is meant by its whole name; a number can be both a telephone's and a code. */
export function keysMeant(text: string, homeArea: string): readonly SearchKey[] {
  return [
    ...phoneKey(text, homeArea).map((value) => ({ kind: 'phone', value }) as const),
    ...identityKey(text).map((value) => ({ kind: 'identity', value }) as const),
    ...employerKey(text).map((value) => ({ kind: 'employer', value }) as const),
  ]
}

function phoneKey(text: string, homeArea: string): readonly string[] {
  const number = parsePhoneNumber(text, { homeArea })
  return isPersonal(number) ? [number.key] : []
}

/** GB 11643: 17 digits and a digit or X. Old ones with 15 digits are no longer issued and are refused by the form. */
function identityKey(text: string): readonly string[] {
  const plain = canonicalCode(text)
  return /^\d{17}[\dX]$/.test(plain) ? [plain] : []
}

/** Without what is written one way today and another way tomorrow: brackets, blanks, full-width letters. */
function employerKey(name: string): readonly string[] {
  const plain = name.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return plain.length < 2 ? [] : [plain]
}
