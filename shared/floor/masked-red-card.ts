import { maskName, maskPhone, maskText } from '../callers/masking'
import { parsePhoneNumber } from '../callers/phone-number'
import type { RedCard } from './red-card'

/**
 * A call for help as whoever does not act on it yet may read it: where it is and what is said, to judge by, and not who calls.
 *
 * @param homeArea of the hotline's own city, for numbers without an area code
 */
export function maskedRedCard<Card extends RedCard>(card: Card, homeArea: string): Card {
  const { number, who, text } = card
  return { ...card, number: number === '' ? '' : maskPhone(parsePhoneNumber(number, { homeArea })), who: maskName(who), text: maskText(text, [who]) }
}
