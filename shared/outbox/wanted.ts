import type { FieldValues } from '../tickets/fields/field-values'
import type { Author, CallerFacts, CallFacts, TicketEvent, TicketEventType } from '../tickets/ticket-event'

const decisions = ['answered-directly', 'sent-for-dispatch', 'passed-on', 'closed-without-content', 'chased'] as const satisfies readonly TicketEventType[]

/** What was to happen by events on their way, told from the events alone: the draft may be lost, the order unknown here. */
export interface Wanted {
  /** `facts`: none of the decisions, something was only added; `call`: nothing but how calls went. */
  readonly what: (typeof decisions)[number] | 'facts' | 'call'
  /** Number that they give a new order; null where they are about one that is there. */
  readonly number: string | null
  readonly values: FieldValues
  readonly author: Author | null
  readonly call: CallFacts | null
  readonly caller: CallerFacts | null
}

export function wantedOf(events: readonly TicketEvent[]): Wanted {
  const opened = events.find((event) => event.type === 'opened')
  const chased = events.find((event) => event.type === 'chased')
  const recorded = events.flatMap((event) => [event.type === 'facts-recorded' ? event.data.values : {}, event.personal?.values ?? {}])
  return {
    what: decisions.find((decision) => events.some(({ type }) => type === decision)) ?? (events.every(({ type }) => type === 'call-recorded') ? 'call' : 'facts'),
    number: opened?.data.number ?? null,
    values: Object.assign({}, ...recorded) as FieldValues,
    author: events[0]?.author ?? null,
    call: opened?.data.call ?? chased?.data.call ?? null,
    caller: events.flatMap(({ personal }) => personal?.caller ?? [])[0] ?? null,
  }
}
