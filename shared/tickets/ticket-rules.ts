import { err, ok, type Result } from '../lib/result'
import { barToAnswering, barToNoContent, shippedClosingRules, type ClosingRules } from './closing-bar'
import { reportsDue } from './report/reports-due'
import { isAtLeast, severityRank } from './tags/levels'
import { recordedEmotions } from './tags/review-tags'
import { isSameWish, mostApprovals, pendingApprovals } from './approval'
import type { ApprovalWish, RiskLowering, TicketEvent, TicketEventOf, TicketEventType } from './ticket-event'
import type { Ticket, TicketState } from './ticket'

/** Why an event can't be added to a ticket. The console shows it at once, the desk answers 422 with it. */
export type RefusalCode =
  | 'not-opened'
  | 'already-opened'
  | 'not-in-this-state'
  | 'type-missing'
  | 'category-missing'
  | 'content-missing'
  | 'place-missing'
  | 'call-has-no-outcome'
  | 'risk-forbids-closing'
  | 'type-is-no-content'
  | 'risk-not-lower'
  | 'risk-not-confirmed'
  | 'not-voidable'
  | 'asked-already'
  | 'ask-unknown'
  | 'own-ask'
  | 'report-not-asked'

export interface Refusal {
  readonly code: RefusalCode
  readonly eventId: string
  readonly event: TicketEventType
  readonly state: TicketState | null
}

/** States in which an order still runs; only these take facts, tags, reports and chasing. */
const openStates: ReadonlySet<TicketState> = new Set<TicketState>([
  'ACCEPTED', 'REVIEWING', 'DISPATCHED', 'SIGNED', 'RETURN_REQUESTED', 'HANDLING', 'EXTENSION_REQUESTED', 'SUSPENDED',
  'RESULT_SUBMITTED', 'REJECTED', 'CALLBACK', 'REWORK',
])

export function isOpen(state: TicketState): boolean {
  return openStates.has(state)
}

/** They say what was done about an order and change nothing of it. */
const neutral: ReadonlySet<TicketEventType> = new Set<TicketEventType>(['personal-revealed', 'help-step', 'call-recorded'])

const decisions: ReadonlySet<TicketEventType> = new Set<TicketEventType>([
  'answered-directly', 'sent-for-dispatch', 'passed-on', 'closed-without-content',
])

/**
 * The same rule on both sides: the console asks before it writes, the desk before it accepts.
 * What an order needs depends on its outcome (`required_by_outcome`): a direct answer three things; a dispatched one
 * where the work is and what happened; a RED one may go with three and be completed later. What is RED or ORANGE, or has one
 * of the tags that forbid it, does not end with the agent.
 */
export function checkEvent(ticket: Ticket | null, event: TicketEvent, rules: ClosingRules = shippedClosingRules()): Result<void, Refusal> {
  const refuse = (code: RefusalCode) => err({ code, eventId: event.id, event: event.type, state: ticket?.state ?? null })
  if (event.type === 'opened' || event.type === 'imported') return ticket === null ? ok(undefined) : refuse('already-opened')
  if (ticket === null) return refuse('not-opened')
  if (neutral.has(event.type)) return ok(undefined)
  if (decisions.has(event.type)) {
    if (ticket.state !== 'ACCEPTED') return refuse('not-in-this-state')
    const refusal = refusalOfDecision(ticket, event.type, rules)
    return refusal === null ? ok(undefined) : refuse(refusal)
  }
  if (!isOpen(ticket.state) && !isReview(event)) return refuse('not-in-this-state')
  if (event.type === 'report-signed' && !reportsDue(ticket, rules.tags).some(({ code }) => code === event.data.code)) return refuse('report-not-asked')
  const wrong = refusalOf(ticket, event)
  return wrong === null ? ok(undefined) : refuse(wrong)
}

function refusalOf(ticket: Ticket, event: TicketEvent): RefusalCode | null {
  if (event.type === 'risk-lowered') return refusalOfLowering(ticket, event.data)
  if (event.type === 'approval-asked') return refusalOfAsk(ticket, event)
  return event.type === 'approval-decided' ? refusalOfApproval(ticket, event) : null
}

/** A call that was ended after warnings is over when a lead looks at it. */
function isReview(event: TicketEvent): boolean {
  return (event.type === 'approval-asked' || event.type === 'approval-decided') && event.data.wish.kind === 'ended-by-agent'
}

/** Before anybody has it in hand: nothing was sent to a unit that would look for it. */
const voidable: ReadonlySet<TicketState> = new Set<TicketState>(['ACCEPTED', 'REVIEWING'])

export function isVoidable(state: TicketState): boolean {
  return voidable.has(state)
}

function refusalOfWish(ticket: Ticket, wish: ApprovalWish): RefusalCode | null {
  if (wish.kind === 'void') return isVoidable(ticket.state) ? null : 'not-voidable'
  if (wish.kind === 'ended-by-agent') return ticket.noContent === 'nuisance' ? null : 'not-in-this-state'
  return refusalOfLowering(ticket, wish)
}

function refusalOfAsk(ticket: Ticket, { data: { wish } }: TicketEventOf<'approval-asked'>): RefusalCode | null {
  const pending = pendingApprovals(ticket)
  if (pending.some((ask) => isSameWish(ask.wish, wish)) || (ticket.approvals?.length ?? 0) >= mostApprovals) return 'asked-already'
  return refusalOfWish(ticket, wish)
}

/** Four eyes: nobody decides over what they have asked for. A "no" is possible whatever has become of the order meanwhile. */
function refusalOfApproval(ticket: Ticket, { author, data }: TicketEventOf<'approval-decided'>): RefusalCode | null {
  const ask = pendingApprovals(ticket).find(({ askId }) => askId === data.askId)
  if (ask === undefined || !isSameWish(ask.wish, data.wish)) return 'ask-unknown'
  if (ask.by.id === author.id) return 'own-ask'
  return data.granted ? refusalOfWish(ticket, data.wish) : null
}

/** Lead and reason are in its shape; here that it lowers something that the order has. */
function refusalOfLowering(ticket: Ticket, { code, from, to }: Pick<RiskLowering, 'code' | 'from' | 'to'>): RefusalCode | null {
  if (severityRank(to) >= severityRank(from)) return 'risk-not-lower'
  return ticket.risks.some((risk) => risk.code === code && isAtLeast(risk.severity, from)) ? null : 'risk-not-confirmed'
}

function refusalOfDecision(ticket: Ticket, decision: TicketEventType, rules: ClosingRules): RefusalCode | null {
  const facts = { risks: ticket.risks, emotions: recordedEmotions(ticket) }
  if (decision === 'closed-without-content') return barToNoContent(facts, rules) === null ? null : 'risk-forbids-closing'
  if (!ticket.values.request_type) return 'type-missing'
  if (ticket.values.request_type === 'WX') return 'type-is-no-content'
  if (!ticket.values.category) return 'category-missing'
  if (decision !== 'sent-for-dispatch') return barToAnswering(facts, rules) === null ? null : 'risk-forbids-closing'
  return missingForDispatch(ticket)
}

function missingForDispatch(ticket: Ticket): RefusalCode | null {
  if (ticket.risks.some((risk) => risk.severity === 'RED')) return null
  if (!ticket.values.description) return 'content-missing'
  if (!ticket.values.work_district && !ticket.values.work_address) return 'place-missing'
  return null
}
