import { DAY_MS } from '../callers/local-day'
import { maskName } from '../callers/masking'
import type { CachedTicket, Chaser } from './cached-ticket'
import type { CachePolicy } from './cache-limits'
import type { FieldKey, FieldValues } from './fields/field-values'
import { isSecretTicket } from './history-item'
import { monthsBefore } from './retention'
import type { Ticket } from './ticket'
import type { CallFacts } from './ticket-event'
import { isOpen } from './ticket-rules'

/** Which rule a ticket waits for: `open` for none, `worded` to lose its words, `outline` to leave. */
export type CacheStage = 'open' | 'worded' | 'outline'

/** Orders that ended and changed last before this have no words any more. UTC ms. */
export function wordsEndBefore(now: number, policy: CachePolicy): number {
  return now - policy.wordsDays * DAY_MS
}

/** Orders that ended and changed last before this leave. UTC ms. */
export function leavesBefore(now: number, policy: CachePolicy): number {
  return monthsBefore(now, policy.months)
}

export function stageOf({ ticket }: CachedTicket, now: number, policy: CachePolicy): CacheStage {
  if (isOpen(ticket.state)) return 'open'
  return isSecretTicket(ticket) || hasNoWords(ticket, now, policy) ? 'outline' : 'worded'
}

function hasNoWords({ state, changedAt }: Ticket, now: number, policy: CachePolicy): boolean {
  return !isOpen(state) && changedAt < wordsEndBefore(now, policy)
}

/**
 * What of this ticket may be kept at this moment; null: nothing. Never an identity number. While it is open or young all of
 * the rest, later its outline: category, standing, dates, place, employer, risk tags, last promise, and the name masked. Of a
 * secret order what a ring needs and no more: that it exists, whose it is and where it stands; no name, no words, no tags.
 * `ownUnit`: whose orders this seat is told, where it is told one unit's only.
 */
export function keptOf(cached: CachedTicket, now: number, policy: CachePolicy, ownUnit: string | null = null): CachedTicket | null {
  const { ticket } = cached
  if (!isOpen(ticket.state) && ticket.changedAt < leavesBefore(now, policy)) return null
  if (isSecretTicket(ticket)) return secretOf(cached, ownUnit)
  if (hasNoWords(ticket, now, policy)) return outlineOf(cached)
  return 'id_no' in ticket.values ? { ...cached, ticket: { ...ticket, values: without(ticket.values, 'id_no') } } : cached
}

/** A list of what stays, not of what goes: a field that is new tomorrow does not stay by mistake. */
const outlineKeys: ReadonlySet<string> = new Set([
  'request_type', 'category', 'work_district', 'employer_name', 'employer_short', 'promise', 'promise_due', 'language', 'external_no',
] satisfies FieldKey[])

function outlineOf(cached: CachedTicket): CachedTicket {
  const { ticket } = cached
  const values = Object.fromEntries(Object.entries(ticket.values).filter(([key]) => outlineKeys.has(key))) as FieldValues
  return {
    ...cached,
    kept: 'outline',
    chasers: cached.chasers.map(masked),
    ticket: { ...ticket, ...wordless, ...withoutReportWords(ticket), ...withoutCourses(ticket), reveals: withoutNotes(ticket), values: { ...values, ...maskedName(ticket) } },
  }
}

const wordless = {
  emotions: { start: null, end: null },
  lowerings: [],
  approvals: [],
  actionsDone: {},
  answeredWith: [],
  summary: null,
  queryCode: null,
} satisfies Partial<Ticket>

function secretOf({ ticket, chasers, eventIds, kept }: CachedTicket, ownUnit: string | null): CachedTicket {
  return { ticket: standingOf(ticket, ownUnit), chasers: chasers.map(({ caller, at }) => ({ caller, name: null, at })), eventIds, kept }
}

/** Written out, since whatever is not named here is not kept: which unit has it, who was called to help and what was reported tell what it is about. */
function standingOf(ticket: Ticket, ownUnit: string | null): Ticket {
  const { id, number, practice, state, version, createdAt, changedAt, author, caller, dueAt, noContent, sentTo } = ticket
  return {
    id,
    number,
    practice,
    state,
    version,
    createdAt,
    changedAt,
    author,
    caller,
    dueAt,
    noContent,
    ...wordless,
    reveals: withoutNotes(ticket),
    calls: ticket.calls.map(namedCall),
    recordedCalls: [],
    values: { confidential: true },
    risks: [],
    mapped: [],
    leadUnit: null,
    ...(ownUnit !== null && sentTo?.includes(ownUnit) === true ? { sentTo: [ownUnit] } : {}),
    passedOnTo: null,
    chasedAt: [],
    satisfaction: null,
    disposition: null,
  }
}

/** Which call it was and how it reached the hotline: whoever may know the caller may hear its recording. */
function namedCall({ callId, queueCallId, startedAt, manual }: CallFacts): CallFacts {
  return { callId, queueCallId, queue: null, startedAt, answeredAt: null, endedAt: null, ...(manual === undefined ? {} : { manual }) }
}

/** That somebody has reported is no content; what was reported is. */
function withoutReportWords({ reports }: Ticket): Pick<Ticket, 'reports'> {
  return reports === undefined ? {} : { reports: reports.map((report) => ({ ...report, text: null })) }
}

/** How a call ended stays; what it went through and how it sounded is asked about while it is fresh. */
function withoutCourses({ recordedCalls }: Ticket): Pick<Ticket, 'recordedCalls'> {
  return recordedCalls === undefined ? {} : { recordedCalls: recordedCalls.map((call) => ({ ...call, record: { ...call.record, steps: [], sound: null } })) }
}

/** Who, when and why is no content; words of one's own may be. */
function withoutNotes({ reveals }: Ticket): Ticket['reveals'] {
  return reveals.map((reveal) => ({ ...reveal, note: null }))
}

function maskedName({ values: { caller_name: name } }: Ticket): FieldValues {
  return name === undefined ? {} : { caller_name: maskName(name) }
}

function masked(chaser: Chaser): Chaser {
  return { ...chaser, name: chaser.name === null ? null : maskName(chaser.name) }
}

function without(values: FieldValues, key: FieldKey): FieldValues {
  return Object.fromEntries(Object.entries(values).filter(([each]) => each !== key)) as FieldValues
}
