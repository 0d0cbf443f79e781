import { maskText } from '../callers/masking'
import { assertNever } from '../lib/assert-never'
import { longestText, type TextKey } from './fields/field-lengths'
import type { FieldValues } from './fields/field-values'
import { namesIn } from './masked-ticket'
import type { PersonalPart, TicketEvent, TicketEventOf } from './ticket-event'
import { uuidOfText } from './uuid-of-text'

/** Masks what somebody has typed. */
type Mask = (text: string) => string

/**
 * An event of a secret order (保密) for somebody who may work on it without knowing who has called: what was said and typed, with names
 * and numbers masked, and nothing else of what is kept beside events. `names`: all that the order knows (`namesOfEvents`).
 *
 * SECURITY: nothing in it names a call. A call with two matters has two orders, and the one that is not secret says who was on the line.
 */
export function withoutIdentity({ event, version }: { readonly event: TicketEvent; readonly version: number }, names: readonly string[]): TicketEvent {
  const mask: Mask = (text) => maskText(text, names)
  return { ...toldFacts(event, version, mask), personal: toldWords(event.personal, mask) }
}

export function namesOfEvents(events: readonly TicketEvent[]): readonly string[] {
  return [...new Set(events.flatMap(({ personal }) => namesIn(personal?.values ?? {})))]
}

function toldWords(personal: PersonalPart | null, mask: Mask): PersonalPart | null {
  const told = (['description', 'demand', 'note'] as const).flatMap((key) => {
    const text = personal?.values?.[key]
    return text === undefined ? [] : [[key, mask(text)] as const]
  })
  return told.length === 0 ? null : { values: Object.fromEntries(told) }
}

/** Every kind of event stands here, so that whoever adds one says what of it may be told. */
function toldFacts(event: TicketEvent, version: number, mask: Mask): TicketEvent {
  switch (event.type) {
    case 'opened':
      return { ...event, happenedAt: minuteOf(event.happenedAt), data: { ...event.data, call: null } }
    case 'chased':
      return { ...event, happenedAt: minuteOf(event.happenedAt), data: { call: null } }
    case 'call-recorded':
      return recordOfSomeCall(event, version)
    case 'facts-recorded':
      return { ...event, data: { values: toldValues(event.data.values, mask) } }
    case 'risk-lowered':
      return { ...event, data: { ...event.data, lead: maskedOrNull(event.data.lead, mask), reason: maskedOrNull(event.data.reason, mask) } }
    case 'risk-refused':
      return { ...event, data: { ...event.data, reason: mask(event.data.reason) } }
    case 'approval-asked':
      return { ...event, data: { ...event.data, reason: mask(event.data.reason) } }
    case 'approval-decided':
      return { ...event, data: { ...event.data, reason: maskedOrNull(event.data.reason, mask) } }
    case 'personal-revealed':
      return { ...event, data: { ...event.data, note: maskedOrNull(event.data.note, mask) } }
    case 'passed-on':
      return { ...event, data: { to: mask(event.data.to) } }
    case 'imported':
      return { ...event, data: { ...event.data, employer: mask(event.data.employer) } }
    // Codes, times and units, and of a call for help the names and numbers of those who are there for it.
    case 'caller-identified':
    case 'emotions-recorded':
    case 'risk-confirmed':
    case 'no-risk-stated':
    case 'action-done':
    case 'answered-directly':
    case 'sent-for-dispatch':
    case 'closed-without-content':
    case 'help-step':
    case 'report-signed':
    case 'codes-mapped':
      return event
    default:
      return assertNever(event)
  }
}

/**
 * The id by which an event is told to those who may not know the call. That of a call's record follows from order and call (`callRecordedId`),
 * so that it would prove a guess at the call.
 */
export function idWithoutCall({ event, version }: { readonly event: TicketEvent; readonly version: number }): string {
  return event.type === 'call-recorded' ? uuidOfText(`event ${version} of order ${event.ticketId}, without its call`) : event.id
}

/** Whether somebody who was told of this event knows it by that id. */
export function isKnownAs(change: { readonly event: TicketEvent; readonly version: number }, id: string): boolean {
  return change.event.id === id || idWithoutCall(change) === id
}

/** How a call about it ended. */
function recordOfSomeCall(event: TicketEventOf<'call-recorded'>, version: number): TicketEvent {
  const id = idWithoutCall({ event, version })
  const { direction, startedAt, answeredAt, endedAt, outcome, record } = event.data
  const { endedBy, declineReason, sipCode, transferredTo, lostBy } = record
  return {
    ...event,
    id,
    happenedAt: minuteOf(event.happenedAt),
    recordedAt: minuteOf(event.recordedAt),
    data: {
      callId: id,
      direction,
      startedAt: minuteOf(startedAt),
      answeredAt: answeredAt === null ? null : minuteOf(answeredAt),
      endedAt: endedAt === null ? null : minuteOf(endedAt),
      outcome,
      record: { endedBy, declineReason, sipCode, transferredTo, lostBy, steps: [], sound: null },
    },
  }
}

/** As close as a screen says it. To the millisecond a time is as good as the call's id. */
function minuteOf(at: number): number {
  return at - (at % 60_000)
}

/** Codes, and numbers of companies and orders that could pass for a person's. A name that stands in a code by chance would make another one of it, or none. */
const codeKeys: ReadonlySet<string> = new Set([
  'request_type', 'category', 'work_district', 'gender', 'age_band', 'worker_type', 'union_member', 'language', 'employer_kind', 'has_union', 'complained', 'at_work_now',
  'uscc', 'external_no',
] satisfies TextKey[])

/** Text is what has a longest length; whatever else is a string is one of a few words, or a day. */
const isTyped = (key: string) => Object.hasOwn(longestText, key) && !codeKeys.has(key)

function toldValues(values: FieldValues, mask: Mask): FieldValues {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, typeof value === 'string' && isTyped(key) ? mask(value) : value]))
}

function maskedOrNull(text: string | null, mask: Mask): string | null {
  return text === null ? null : mask(text)
}
