import type { CallLogEntry } from '../../../shared/calls/call-log'
import { rankCandidates, type Candidate, type WhoMayBeCalling } from '../../../shared/callers/candidates'
import { loggedCalls, type PresentCall } from '../../../shared/callers/logged-calls'
import { callerCard, type CallerCard } from '../../../shared/callers/caller-card'
import type { KnownPerson } from '../../../shared/callers/person'
import { numberOfStoredKey, parsePhoneNumber, type PhoneNumber } from '../../../shared/callers/phone-number'
import { epochMs } from '../../../shared/lib/clock'
import type { Draft } from '../../../shared/tickets/draft'
import type { CallerOnLine } from '../seat/seat-store'

/** The draft's number: as the line told it, extension and all, or as far as the draft has kept it. */
export function numberOfDraft(call: Draft['call'], caller: CallerOnLine | null): PhoneNumber {
  if (caller !== null) return caller.identity.number
  return numberOfStoredKey(call.historyKey) ?? parsePhoneNumber(call.numberDisplay, { homeArea: '' })
}

/** Whose past is looked at: this seat's own list of calls of the number, and the call in hand. */
export interface CallPast {
  readonly calls: readonly CallLogEntry[]
  readonly present: PresentCall
}

/** Who may be calling, ranked once for the ring, the card and the keys: a place in the list means the same person everywhere. */
export function rankForCall(number: PhoneNumber, people: readonly KnownPerson[], { calls, present }: CallPast, category: string | undefined): WhoMayBeCalling {
  return rankCandidates(number, people, epochMs(present.startedAt), { log: { lines: calls, present }, ...(category === undefined ? {} : { category }) })
}

/** The card of a person as of a time in the call, with the calls of the number that no order tells of. */
export function cardForCall(person: KnownPerson, people: readonly KnownPerson[], { calls, present }: CallPast, now: number): CallerCard {
  return callerCard(person, epochMs(now), { logged: loggedCalls(calls, present, people.flatMap(({ history }) => history)) })
}

export function candidatesOf(who: WhoMayBeCalling | null): readonly Candidate[] {
  return who !== null && 'candidates' in who ? who.candidates : []
}
