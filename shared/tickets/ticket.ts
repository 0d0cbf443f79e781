import { decidedApprovals, askedApproval, type OrderApproval } from './approval'
import { mostRecordedCalls, type RecordedCall } from '../calls/recorded-call'
import { mostHelpSteps, type HelpStep } from '../help/help-step'
import { assertNever } from '../lib/assert-never'
import type { FieldValues } from './fields/field-values'
import type { ReportCode } from './report/report-code'
import type { Reveal } from './reveal'
import { sentToAfter } from './sent-to'
import { higherSeverity, severityRank } from './tags/levels'
import type { Author, CallerFacts, CallFacts, CodeMapping, NoContentKind, RecordedEmotion, RiskLowering, TicketEvent, TicketEventOf } from './ticket-event'

/**
 * Where an order stands (`lifecycle`). A call without content never becomes an order: it stays a record of the call.
 * 待上传 is not here: waiting for delivery is a state of the outbox, not of the ticket.
 */
export type TicketState =
  | 'ACCEPTED' | 'ANSWERED' | 'REVIEWING' | 'DISPATCHED' | 'SIGNED' | 'RETURN_REQUESTED' | 'HANDLING' | 'EXTENSION_REQUESTED'
  | 'SUSPENDED' | 'RESULT_SUBMITTED' | 'REJECTED' | 'CALLBACK' | 'REWORK' | 'CLOSED' | 'ARCHIVED' | 'MERGED' | 'VOID'
  | 'CALL_RECORD'

export interface ConfirmedRisk {
  readonly code: string
  readonly severity: 'RED' | 'ORANGE' | 'YELLOW' | 'BLUE'
  readonly confirmedAt: number
}

export interface SignedReport {
  readonly code: ReportCode
  readonly signedAt: number
  readonly by: { readonly id: string; readonly name: string }
  /** Null: erased, or not for this reader. */
  readonly text: string | null
}

/** A ticket as the sum of its events. Nothing in it is stored; everything can be folded again. */
export interface Ticket {
  readonly id: string
  /** Own number for life, or the number of the system an old order came from. */
  readonly number: string
  readonly practice: boolean
  readonly state: TicketState
  /** Count of events folded so far. */
  readonly version: number
  readonly createdAt: number
  readonly changedAt: number
  readonly author: Author
  readonly calls: readonly CallFacts[]
  /** How calls about it went, the first one first; an order folded before that was told has none. */
  readonly recordedCalls?: readonly RecordedCall[]
  readonly caller: CallerFacts | null
  readonly values: FieldValues
  readonly emotions: { readonly start: readonly RecordedEmotion[] | null; readonly end: readonly RecordedEmotion[] | null }
  readonly risks: readonly ConfirmedRisk[]
  /** Tags taken down; RED and ORANGE with who agreed and why. */
  readonly lowerings: readonly RiskLowering[]
  readonly actionsDone: Readonly<Record<string, number>>
  readonly answeredWith: readonly string[]
  readonly leadUnit: string | null
  /** Every unit that it was ever sent to; an order folded before that was kept has none. */
  readonly sentTo?: readonly string[]
  readonly dueAt: number | null
  readonly passedOnTo: string | null
  readonly noContent: NoContentKind | null
  readonly chasedAt: readonly number[]
  readonly satisfaction: string | null
  readonly disposition: string | null
  readonly summary: string | null
  readonly queryCode: string | null
  /** Who looked at what is masked, in the order in which they did. */
  readonly reveals: readonly Reveal[]
  /** Calls for help under it, step by step; an order folded before there were any has none. */
  readonly help?: readonly HelpStep[]
  /** What a lead was asked for, in order; an order folded before there was any of it has none. */
  readonly approvals?: readonly OrderApproval[]
  /** Reports that leads have signed; an order folded before there were any has none. */
  readonly reports?: readonly SignedReport[]
  /** Codes out of use that the desk has put in today's. */
  readonly mapped: readonly CodeMapping[]
}

/** Folds one event on top; the first must be `opened` or `imported`. Legality is `ticket-rules.ts`'s business. */
export function foldTicket(ticket: Ticket | null, event: TicketEvent): Ticket {
  if (event.type === 'opened') return openTicket(event)
  if (event.type === 'imported') return importTicket(event)
  if (ticket === null) throw new Error(`ticket ${event.ticketId} begins with ${event.type}`)
  const next: Ticket = { ...ticket, version: ticket.version + 1, changedAt: Math.max(ticket.changedAt, event.happenedAt) }
  switch (event.type) {
    case 'caller-identified':
      return { ...next, caller: event.personal?.caller ?? next.caller }
    case 'facts-recorded':
      return { ...next, values: { ...next.values, ...event.data.values, ...event.personal?.values } }
    case 'emotions-recorded':
      return { ...next, emotions: event.data }
    case 'risk-confirmed':
      return { ...next, risks: withRisk(next.risks, event.data) }
    case 'risk-lowered':
      return { ...next, risks: lowerRisk(next.risks, event.data), lowerings: [...next.lowerings, event.data] }
    case 'personal-revealed':
      // Nothing of the order is different for it; what is kept for a time after the last change is kept no longer.
      return { ...next, changedAt: ticket.changedAt, reveals: [...ticket.reveals, revealOf(event)] }
    case 'help-step':
      return { ...next, changedAt: ticket.changedAt, help: [...(ticket.help ?? []), event.data].slice(-mostHelpSteps) }
    case 'call-recorded':
      return { ...next, changedAt: ticket.changedAt, ...withRecorded(ticket, event.data) }
    case 'approval-asked':
      return { ...next, approvals: [...(ticket.approvals ?? []), askedApproval(event)] }
    case 'approval-decided':
      return followDecision({ ...next, approvals: decidedApprovals(ticket.approvals ?? [], event) }, event)
    case 'risk-refused':
    case 'no-risk-stated':
      return next
    case 'action-done':
      return { ...next, actionsDone: { ...next.actionsDone, [event.data.code]: event.data.doneAt } }
    case 'report-signed': {
      const { code, signedAt } = event.data
      const { author: { id, name }, personal } = event
      const report = { code, signedAt, by: { id, name }, text: personal?.report ?? null }
      return { ...next, actionsDone: { ...next.actionsDone, [code]: signedAt }, reports: [...(next.reports ?? []), report] }
    }
    case 'answered-directly':
      return { ...next, state: 'ANSWERED', answeredWith: event.data.knowledgeEntries }
    case 'sent-for-dispatch':
      return {
        ...next,
        state: 'REVIEWING',
        leadUnit: event.data.proposal.leadUnit,
        sentTo: sentToAfter(next.sentTo ?? [], event),
        dueAt: event.data.proposal.handleDueAt,
      }
    case 'passed-on':
      return { ...next, state: 'ANSWERED', passedOnTo: event.data.to }
    case 'closed-without-content':
      return { ...next, state: 'CALL_RECORD', noContent: event.data.kind }
    case 'chased':
      return {
        ...next,
        chasedAt: [...next.chasedAt, event.happenedAt],
        calls: event.data.call ? [...next.calls, event.data.call] : next.calls,
      }
    case 'codes-mapped':
      return event.data.mapped.reduce(withMapping, { ...next, sentTo: sentToAfter(next.sentTo ?? [], event) })
    default:
      return assertNever(event)
  }
}

export function foldEvents(events: readonly TicketEvent[], from: Ticket | null = null): Ticket | null {
  return events.reduce<Ticket | null>((ticket, event) => foldTicket(ticket, event), from)
}

/** Confirming never lowers: what a second call finds less grave stays as grave as the first has left it. */
function withRisk(risks: readonly ConfirmedRisk[], { code, severity, confirmedAt }: ConfirmedRisk): ConfirmedRisk[] {
  const known = risks.find((risk) => risk.code === code)
  if (known !== undefined && higherSeverity(known.severity, severity) !== severity) return [...risks]
  return [...risks.filter((risk) => risk.code !== code), { code, severity, confirmedAt }]
}

/** One record for each call, the one that was told last; what was not known of its times when it was written down is known now. */
function withRecorded({ calls, recordedCalls = [] }: Ticket, recorded: RecordedCall): Pick<Ticket, 'calls' | 'recordedCalls'> {
  const { callId, answeredAt, endedAt } = recorded
  const others = recordedCalls.filter((call) => call.callId !== callId)
  return {
    calls: calls.map((call) => (call.callId === callId ? { ...call, answeredAt: call.answeredAt ?? answeredAt, endedAt: call.endedAt ?? endedAt } : call)),
    recordedCalls: [...others, recorded].sort((one, other) => one.startedAt - other.startedAt).slice(-mostRecordedCalls),
  }
}

/** The lead who decides is the one whose word a lowering carries. */
function followDecision(ticket: Ticket, { author, data }: TicketEventOf<'approval-decided'>): Ticket {
  const { granted, wish, askId, decidedAt } = data
  if (!granted) return ticket
  if (wish.kind === 'void') return { ...ticket, state: 'VOID' }
  if (wish.kind === 'ended-by-agent') return ticket
  const { code, from, to } = wish
  const reason = ticket.approvals?.find((approval) => approval.askId === askId)?.reason ?? null
  const lowering: RiskLowering = { code, from, to, lead: author.name, reason, loweredAt: decidedAt }
  return { ...ticket, risks: lowerRisk(ticket.risks, lowering), lowerings: [...ticket.lowerings, lowering] }
}

/** It was about `from`: a tag that stands higher by then is not touched. */
function lowerRisk(risks: readonly ConfirmedRisk[], { code, from, to }: RiskLowering): ConfirmedRisk[] {
  return risks.flatMap((risk) => {
    if (risk.code !== code || severityRank(risk.severity) > severityRank(from)) return [risk]
    return to === null ? [] : [{ ...risk, severity: to }]
  })
}

/** Only where the old code still stands. */
function withMapping(ticket: Ticket, mapping: CodeMapping): Ticket {
  const { field, from, to } = mapping
  const mapped = [...ticket.mapped, mapping]
  if (field === 'lead_unit') return { ...ticket, mapped, leadUnit: ticket.leadUnit === from ? to : ticket.leadUnit }
  return ticket.values[field] === from ? { ...ticket, mapped, values: { ...ticket.values, [field]: to } } : { ...ticket, mapped }
}

function blank(event: TicketEvent): Omit<Ticket, 'number' | 'practice' | 'state' | 'createdAt'> {
  return {
    id: event.ticketId,
    version: 1,
    changedAt: event.happenedAt,
    author: event.author,
    calls: [],
    caller: event.personal?.caller ?? null,
    values: event.personal?.values ?? {},
    emotions: { start: null, end: null },
    risks: [],
    lowerings: [],
    actionsDone: {},
    answeredWith: [],
    leadUnit: null,
    dueAt: null,
    passedOnTo: null,
    noContent: null,
    chasedAt: [],
    satisfaction: null,
    disposition: null,
    summary: event.personal?.summary ?? null,
    queryCode: event.personal?.queryCode ?? null,
    reveals: [],
    mapped: [],
  }
}

function revealOf({ author, happenedAt, data }: TicketEventOf<'personal-revealed'>): Reveal {
  return { by: { id: author.id, name: author.name }, at: happenedAt, ...data }
}

function openTicket(event: TicketEventOf<'opened'>): Ticket {
  const { number, practice, call } = event.data
  return {
    ...blank(event),
    number,
    practice,
    state: 'ACCEPTED',
    createdAt: call?.startedAt ?? event.happenedAt,
    calls: call ? [call] : [],
  }
}

function importTicket(event: TicketEventOf<'imported'>): Ticket {
  const { data } = event
  return {
    ...blank(event),
    number: data.externalNo,
    practice: false,
    state: data.state as TicketState,
    createdAt: data.createdAt,
    changedAt: data.createdAt,
    dueAt: data.dueAt,
    satisfaction: data.satisfaction,
    disposition: data.disposition,
    values: {
      ...event.personal?.values,
      request_type: data.requestType,
      category: data.category,
      work_district: data.districtCode,
      employer_name: data.employer,
      confidential: data.confidential,
      ...(data.amountFen === null ? {} : { amount_owed_fen: data.amountFen }),
    },
  }
}
