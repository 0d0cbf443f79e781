import { isOwnCall, type AgentState } from '../../../shared/queue/agent-state'
import type { Draft } from '../../../shared/tickets/draft'
import { queryCodeOf } from '../../../shared/tickets/query-code'
import type { Ticket } from '../../../shared/tickets/ticket'
import { callerFactsOf } from '../../../shared/tickets/submit-draft'
import type { ToldNumber } from './view-store'

/** What the caller of a submitted draft writes down; of a merged call that is the order it was added to. */
export function toldNumber(draft: Draft, number: string, isRed: boolean, mergedInto: Ticket | null): ToldNumber {
  const { call, mergeInto, ticketId } = draft
  return {
    callId: call.callId,
    number,
    queryCode: mergeInto === null ? queryCodeOf(ticketId) : (mergedInto?.queryCode ?? null),
    isAnonymous: callerFactsOf(draft).relation === 'anonymous' || call.historyKey === null,
    isRed,
    isByHand: call.manual !== undefined,
  }
}

/**
 * Shown as long as its call is on the line or being wrapped up: then the caller can still ask for it once more. Of a call that was
 * entered by hand until another one begins.
 */
export function stillTold(told: ToldNumber | null, agent: AgentState): ToldNumber | null {
  if (told === null) return null
  const isWithCaller = told.isByHand ? !('callId' in agent) : isOwnCall(agent, told.callId)
  return isWithCaller ? told : null
}
