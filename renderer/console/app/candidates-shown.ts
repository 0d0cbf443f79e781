import { rankCandidates, type Candidate, type WhoMayBeCalling } from '../../../shared/callers/candidates'
import type { KnownPerson } from '../../../shared/callers/person'
import { parseHistoryKey, parsePhoneNumber, phoneNumberOfKey, type PhoneNumber } from '../../../shared/callers/phone-number'
import { epochMs } from '../../../shared/lib/clock'
import type { Draft } from '../../../shared/tickets/draft'
import type { CallerOnLine } from '../seat/seat-store'

/** The draft's number: as the line told it, extension and all, or as far as the draft has kept it. */
export function numberOfDraft(call: Draft['call'], caller: CallerOnLine | null): PhoneNumber {
  const key = call.historyKey === null ? null : parseHistoryKey(call.historyKey)
  if (caller !== null) return caller.identity.number
  return key === null ? parsePhoneNumber(call.numberDisplay, { homeArea: '' }) : phoneNumberOfKey(key)
}

/** Who may be calling, ranked once for the ring, the card and the keys: a place in the list means the same person everywhere. */
export function rankForCall(number: PhoneNumber, people: readonly KnownPerson[], startedAt: number, category: string | undefined): WhoMayBeCalling {
  return rankCandidates(number, people, epochMs(startedAt), category === undefined ? {} : { category })
}

export function candidatesOf(who: WhoMayBeCalling | null): readonly Candidate[] {
  return who !== null && 'candidates' in who ? who.candidates : []
}
