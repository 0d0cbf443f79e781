import type { NumberPlan } from './number-plan'
import { parsePhoneNumber } from './phone-number'

/**
 * What to send to the PBX for a number as people write, paste and link it (`+86 154-0000-0012`, `tel:`, `（023）6300 0000`): digits to dial from
 * inside China, or a code of the PBX as it stands. Null when there is nothing to dial in it.
 */
export function dialledNumber(text: string, plan: NumberPlan): string | null {
  const number = parsePhoneNumber(text, plan)
  if ('dial' in number) return number.dial
  const code = text.normalize('NFKC').slice(0, 64).replace(/[\s().-]/g, '')
  return /^[0-9*#]{1,32}$/.test(code) ? code : null
}
