import type { CallId } from '../../../shared/calls/call'
import type { CallLog } from '../../../shared/calls/call-log'
import type { PersonalNumber, PhoneNumber } from '../../../shared/callers/phone-number'
import { isPersonal, numberOfStoredKey } from '../../../shared/callers/phone-number'
import type { Draft } from '../../../shared/tickets/draft'
import type { CallerOnLine } from './seat-store'

/** Whom a call back would reach. */
export interface CallBackTarget {
  readonly number: PersonalNumber
  /** The caller asked not to be shown; the network knows the number all the same (RFC 3325). */
  readonly isWithheld: boolean
}

/**
 * The number under which the caller of that draft can be called back; null when none of a person is known. A withheld one is
 * there as long as the call's own words are, and never written down.
 *
 * SECURITY: `mayUseWithheld` only where a life may hang on it, that is under RED.
 */
export function callBackTarget(draft: Draft, caller: CallerOnLine | undefined, mayUseWithheld: boolean): CallBackTarget | null {
  return shownOr(numberOfStoredKey(draft.call.historyKey), caller, mayUseWithheld)
}

/** The same by the call's own words, with no draft. */
export function targetOfCaller(caller: CallerOnLine | undefined, mayUseWithheld: boolean): CallBackTarget | null {
  return shownOr(caller?.identity.number ?? null, caller, mayUseWithheld)
}

function shownOr(shown: PhoneNumber | null, caller: CallerOnLine | undefined, mayUseWithheld: boolean): CallBackTarget | null {
  if (shown !== null && isPersonal(shown)) return { number: shown, isWithheld: false }
  const withheld = caller?.identity.withheld ?? null
  return mayUseWithheld && withheld !== null && isPersonal(withheld) ? { number: withheld, isWithheld: true } : null
}

/** Whoever is called back was on the line not long ago. */
const callsBack = 30

/** Numbers of the orders that came of a call which is written up already, by this seat's list. */
export async function ordersOfCall(callLog: Pick<CallLog, 'recent'>, callId: CallId): Promise<readonly string[]> {
  const entries = await callLog.recent(callsBack).catch(() => [])
  return entries.find((entry) => entry.callId === callId)?.ticketNumbers ?? []
}
