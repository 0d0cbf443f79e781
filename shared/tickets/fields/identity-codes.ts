import { err, ok, type Result } from '../../lib/result'
import { parseLocalDate, type LocalDate } from '../deadlines/local-time'

export type IdCardProblem = 'id-old-form' | 'id-shape' | 'id-date' | 'id-future' | 'id-check'

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const idCheckDigits = '10X98765432'

/** Typed form made canonical: full-width folded, spaces and hyphens gone, upper case. */
export function canonicalCode(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

/**
 * Citizen identification number by GB 11643-1999: 17 digits and a check character, a birth date that exists and is not
 * in the future. The old form of 15 digits is refused. The region is not looked up. Gives the canonical form.
 */
export function checkIdCard(text: string, today: LocalDate): Result<string, IdCardProblem> {
  const id = canonicalCode(text)
  if (/^\d{15}$/.test(id)) return err('id-old-form')
  if (!/^\d{17}[\dX]$/.test(id)) return err('id-shape')
  const birth = parseLocalDate(`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`)
  if (birth === null) return err('id-date')
  if (birth > today) return err('id-future')
  const sum = idWeights.reduce((total, weight, index) => total + weight * Number(id[index]), 0)
  return idCheckDigits[sum % 11] === id[17] ? ok(id) : err('id-check')
}

export type CreditCodeProblem = 'uscc-shape' | 'uscc-check'

const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]
const organisationAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * Unified social credit code by GB 32100-2015: 18 characters without I O Z S V, a check character modulo 31, and in
 * places 9 to 17 an organisation code with its own check modulo 11 (GB 11714). Gives the canonical form.
 */
export function checkCreditCode(text: string): Result<string, CreditCodeProblem> {
  const code = canonicalCode(text)
  if (code.length !== 18 || [...code].some((char) => !usccAlphabet.includes(char))) return err('uscc-shape')
  const sum = usccWeights.reduce((total, weight, index) => total + weight * usccAlphabet.indexOf(code.charAt(index)), 0)
  const isRight = usccAlphabet[(31 - (sum % 31)) % 31] === code[17] && hasRightOrganisation(code.slice(8, 17))
  return isRight ? ok(code) : err('uscc-check')
}

function hasRightOrganisation(code: string): boolean {
  const sum = organisationWeights.reduce((total, weight, index) => total + weight * organisationAlphabet.indexOf(code.charAt(index)), 0)
  const check = 11 - (sum % 11)
  return code[8] === (check === 10 ? 'X' : check === 11 ? '0' : String(check))
}
