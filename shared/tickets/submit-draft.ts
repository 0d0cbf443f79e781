import type { EpochMs } from '../lib/clock'
import { err, ok, type Result } from '../lib/result'
import type { Draft, DraftLowering } from './draft'
import { isSameWish, pendingApprovals } from './approval'
import { cleanTexts } from './fields/clean-text'
import { personalFieldKeys, type FieldValues } from './fields/field-values'
import { noteWithUnread, type ReadSlot } from './fields/unread-words'
import { callerFactsOnly, mergeFacts } from './merge-facts'
import { queryCodeOf } from './query-code'
import { stepUuid } from './step-uuid'
import { isAtLeast } from './tags/levels'
import { foldTicket, type Ticket } from './ticket'
import type { CallerFacts, PersonalPart, RecordedEmotion, TicketEvent, TicketEventOf, TicketEventType } from './ticket-event'
import { checkEvent, type Refusal } from './ticket-rules'

export type DispatchProposal = TicketEventOf<'sent-for-dispatch'>['data']['proposal']

/** What becomes of the call. */
export type DraftOutcome =
  | { readonly kind: 'answered-directly' }
  | { readonly kind: 'sent-for-dispatch'; readonly proposal: DispatchProposal }
  | { readonly kind: 'passed-on'; readonly to: string }
  /** Which kind stands in the draft (`noContent`). */
  | { readonly kind: 'closed-without-content' }
  /** The call belongs to `ticket`, the order of `draft.mergeInto`, as this seat sees it. */
  | { readonly kind: 'merged'; readonly ticket: Ticket }

export type SubmitRefusal =
  | Refusal
  /** The outcome and `draft.mergeInto` speak of different orders. */
  | { readonly code: 'merge-target-differs' }
  | { readonly code: 'no-content-kind-missing' }
  /** An empty call adds nothing to an order, least of all its own type. */
  | { readonly code: 'type-is-no-content' }

/** Ids reserved for one revision of a draft; more events than this never come of one. */
const idsPerRevision = 1024

export interface SubmitOptions {
  readonly now: EpochMs
  /** How the note says what was typed in a slot; without it the words stand there alone. */
  /** There is a lead to look at a call that the agent has ended after warnings. */
  readonly asksReview?: boolean
  readonly unreadLine?: (slot: ReadSlot, words: string) => string
}

type StepOf<T extends TicketEventType> = {
  readonly type: T
  readonly data: TicketEventOf<T>['data']
  /** When it happened. */
  readonly at: number
  readonly personal?: PersonalPart
}
type Step = { [T in TicketEventType]: StepOf<T> }[TicketEventType]

/**
 * The events that a submitted draft writes: what was said, then the decision; or, merged, what it adds to an order that is
 * there already. All of them are legal by `checkEvent`, or the first refusal comes back and nothing is written.
 * The same revision always gives the same ids. Personal values travel in `personal`, never in `data`. No text in them is
 * one that a desk can't keep, wherever in the draft it came from. Words that could not be read go into the note, each as
 * `unreadLine` puts it.
 */
export function eventsOfDraft(
  draft: Draft,
  outcome: DraftOutcome,
  { now, asksReview = false, unreadLine = (_slot, words) => words }: SubmitOptions,
): Result<{ readonly ticketId: string; readonly events: readonly TicketEvent[] }, SubmitRefusal> {
  if ((outcome.kind === 'merged' ? outcome.ticket.id : null) !== draft.mergeInto) return err({ code: 'merge-target-differs' })
  if (outcome.kind === 'closed-without-content' && draft.noContent === null) return err({ code: 'no-content-kind-missing' })
  if (outcome.kind === 'merged' && draft.values.request_type === 'WX') return err({ code: 'type-is-no-content' })
  const target = outcome.kind === 'merged' ? outcome.ticket : null
  const told = toldValues(draft, unreadLine)
  const steps = [...(target === null ? beginning(draft, told, now) : chasing(draft, told, target, now)), ...tagging(draft, now), ...asking(draft, target)]
  const decision = target === null ? [decided(draft, outcome, now)] : []
  const review = asksReview && outcome.kind === 'closed-without-content' ? reviewing(draft, now) : []
  return chain(draft, target, [...steps, ...decision.filter((step) => step !== null), ...review], now)
}

/** Who is on the line as the agent left it. Nobody is ever attached: an undecided caller is new if named, else unknown. */
export function callerFactsOf(draft: Draft): CallerFacts {
  const { caller, call, values } = draft
  const number = { historyKey: call.historyKey, numberDisplay: call.numberDisplay }
  if (caller.kind === 'anonymous' || values.anonymous === true) return { personId: null, relation: 'anonymous', ...number }
  if (caller.kind !== 'undecided') return { personId: caller.personId, relation: caller.kind, ...number }
  const isNamed = (values.caller_name ?? '').trim() !== ''
  return isNamed
    ? { personId: draft.ticketId, relation: 'new', ...number }
    : { personId: null, relation: 'someone-else', ...number }
}

function toldValues({ values, unread }: Draft, line: (slot: ReadSlot, words: string) => string): FieldValues {
  const note = noteWithUnread(values.note, unread, line)
  return note === undefined ? values : { ...values, note }
}

function beginning(draft: Draft, told: FieldValues, now: number): Step[] {
  const { number, practice } = draft
  const personal = { queryCode: queryCodeOf(draft.ticketId) }
  return [
    { type: 'opened', at: draft.call.startedAt, data: { number, practice, channel: channelOf(draft), call: callFactsOf(draft) }, personal },
    { type: 'caller-identified', at: now, data: {}, personal: { caller: callerFactsOf(draft) } },
    ...recorded(told, now),
    ...feelings(draft.emotions, now),
  ]
}

function chasing(draft: Draft, told: FieldValues, target: Ticket, now: number): Step[] {
  const caller = callerFactsOf(draft)
  const isSame = caller.personId !== null && caller.personId === target.caller?.personId
  const ownFacts = isSame ? {} : callerFactsOnly(draft.values)
  const personal: PersonalPart = { caller, ...(Object.keys(ownFacts).length === 0 ? {} : { values: ownFacts }) }
  return [
    { type: 'chased', at: draft.call.startedAt, data: { call: callFactsOf(draft) }, personal },
    ...recorded(mergeFacts(target.values, told, isSame ? 'same-person' : 'somebody-else'), now),
    ...feelings(draft.emotions, now, target.emotions),
  ]
}

function recorded(values: FieldValues, at: number): Step[] {
  const isPersonal = (key: string) => (personalFieldKeys as readonly string[]).includes(key)
  const entries = Object.entries(values).filter(([, value]) => value !== undefined)
  if (entries.length === 0) return []
  const personal = Object.fromEntries(entries.filter(([key]) => isPersonal(key))) as FieldValues
  const data = { values: Object.fromEntries(entries.filter(([key]) => !isPersonal(key))) as FieldValues }
  return [{ type: 'facts-recorded', at, data, ...(Object.keys(personal).length === 0 ? {} : { personal: { values: personal } }) }]
}

/** What was not asked again stays as an earlier call left it. */
function feelings({ start, end }: Draft['emotions'], at: number, before: Ticket['emotions'] = { start: null, end: null }): Step[] {
  if (start === null && end === null) return []
  const keep = (emotions: readonly RecordedEmotion[] | null) => (emotions === null ? null : [...emotions])
  return [{ type: 'emotions-recorded', at, data: { start: start ?? keep(before.start), end: end ?? keep(before.end) } }]
}

function tagging(draft: Draft, now: number): Step[] {
  const confirmed = [...new Map(draft.risks.map((risk) => [risk.code, risk])).values()]
  return [
    ...draft.lowerings.flatMap((lowered, index) => lowering(lowered, draft.lowerings.slice(0, index))),
    ...confirmed.filter((risk) => !isLeftBy(draft.lowerings, risk)).map((risk): Step => ({ type: 'risk-confirmed', at: risk.confirmedAt, data: risk })),
    ...refusals(draft, confirmed),
    ...(draft.noRisk && confirmed.length === 0 ? [{ type: 'no-risk-stated', at: now, data: {} } as const] : []),
    ...draft.reveals.map(({ parts, at }): Step => ({ type: 'personal-revealed', at, data: { parts, reason: 'red', note: null } })),
    ...(draft.help ?? []).map((step): Step => ({ type: 'help-step', at: step.at, data: step })),
    ...Object.entries(draft.actionsDone).map(([code, doneAt]): Step => ({ type: 'action-done', at: doneAt, data: { code, doneAt } })),
  ]
}

/** Only about tags that still stand as they did, and nothing that a lead has on the table already. */
function asking({ asks = [], risks }: Draft, target: Ticket | null): Step[] {
  const pending = target === null ? [] : pendingApprovals(target)
  const latest = [...new Map(asks.map((ask) => [ask.code, ask])).values()]
  return latest.flatMap(({ code, from, to, reason, askedAt }): Step[] => {
    const wish = { kind: 'lower-tag' as const, code, from, to }
    const stands = risks.some((risk) => risk.code === code && risk.severity === from)
    return stands && !pending.some((ask) => isSameWish(ask.wish, wish)) ? [{ type: 'approval-asked', at: askedAt, data: { wish, reason, askedAt } }] : []
  })
}

/** By which warning it came to that, last, stands as the reason. */
function reviewing({ noContent, warnings }: Draft, now: number): Step[] {
  const last = warnings.at(-1)
  if (noContent !== 'nuisance' || last === undefined) return []
  return [{ type: 'approval-asked', at: now, data: { wish: { kind: 'ended-by-agent' }, reason: last.kind, askedAt: now } }]
}

/** What was confirmed, and then taken down: without the first the second could not be followed. */
function lowering({ confirmedAt, source, ...lowered }: DraftLowering, before: readonly DraftLowering[]): Step[] {
  const { code, from, loweredAt } = lowered
  const risk = { code, severity: from, confirmedAt, source }
  const confirmed: Step[] = isLeftBy(before, risk) ? [] : [{ type: 'risk-confirmed', at: confirmedAt, data: risk }]
  return [...confirmed, { type: 'risk-lowered', at: loweredAt, data: lowered }]
}

/** The tag stands at the level to which it was lowered last: nobody has confirmed it anew. */
function isLeftBy(lowerings: readonly DraftLowering[], risk: Draft['risks'][number]): boolean {
  const last = lowerings.findLast(({ code }) => code === risk.code)
  return last !== undefined && last.to === risk.severity && last.confirmedAt === risk.confirmedAt
}

/** A "no" that was not taken back by confirming that level; a lowering says more than the "no" that it left. */
function refusals({ answeredSuggestions, lowerings }: Draft, confirmed: Draft['risks']): Step[] {
  const refused = new Map<string, Step>()
  for (const { code, level, answer, reason, at } of answeredSuggestions) {
    if (answer !== 'refused' || typeof level === 'number') continue
    if (confirmed.some((risk) => risk.code === code && isAtLeast(risk.severity, level))) continue
    if (lowerings.some((lowered) => lowered.code === code && lowered.from === level && lowered.loweredAt === at)) continue
    refused.set(code, { type: 'risk-refused', at, data: { code, severity: level, reason: reason ?? '' } })
  }
  return [...refused.values()]
}

function decided(draft: Draft, outcome: DraftOutcome, at: number): Step | null {
  switch (outcome.kind) {
    case 'answered-directly':
      return { type: outcome.kind, at, data: { knowledgeEntries: draft.knowledgeUsed } }
    case 'sent-for-dispatch':
      return { type: outcome.kind, at, data: { proposal: outcome.proposal } }
    case 'passed-on':
      return { type: outcome.kind, at, data: { to: outcome.to } }
    case 'closed-without-content':
      return draft.noContent === null ? null : { type: outcome.kind, at, data: { kind: draft.noContent, ...(draft.warnings.length === 0 ? {} : { warnings: draft.warnings }) } }
    case 'merged':
      return null
  }
}

function callFactsOf({ call }: Draft) {
  const { callId, queueCallId, queue, startedAt, answeredAt, endedAt, manual } = call
  return { callId, queueCallId, queue, startedAt, answeredAt, endedAt, ...(manual === undefined ? {} : { manual }) }
}

function channelOf({ call: { manual } }: Draft): TicketEventOf<'opened'>['data']['channel'] {
  return manual === 'in-person' ? 'in-person' : manual === 'other' ? 'entered-later' : 'phone'
}

function chain(draft: Draft, target: Ticket | null, steps: readonly Step[], now: number): ReturnType<typeof eventsOfDraft> {
  const ticketId = target?.id ?? draft.ticketId
  const events: TicketEvent[] = []
  let ticket = target
  for (const [index, { type, data, at, personal }] of steps.entries()) {
    const event = cleanTexts({
      id: stepUuid(draft.id, draft.revision * idsPerRevision + index + 1),
      ticketId,
      author: draft.author,
      happenedAt: at,
      recordedAt: now,
      basedOn: ticket?.version ?? 0,
      personal: personal ?? null,
      type,
      data,
    } as TicketEvent)
    const legal = checkEvent(ticket, event)
    if (!legal.ok) return legal
    events.push(event)
    ticket = foldTicket(ticket, event)
  }
  return ok({ ticketId, events })
}
