import { maskText } from '../callers/masking'
import { namesIn } from './masked-ticket'
import type { TicketEvent } from './ticket-event'

/**
 * An event of a secret order (保密) for somebody who may work on it without knowing who has called: what was said, with names and
 * numbers masked, and nothing else of what is kept beside events. `names`: all that the order knows (`namesOfEvents`).
 */
export function withoutIdentity(event: TicketEvent, names: readonly string[]): TicketEvent {
  const values = event.personal?.values
  if (event.personal === null) return event
  const told = (['description', 'demand', 'note'] as const).flatMap((key) => {
    const text = values?.[key]
    return text === undefined ? [] : [[key, maskText(text, names)] as const]
  })
  return { ...event, personal: told.length === 0 ? null : { values: Object.fromEntries(told) } }
}

export function namesOfEvents(events: readonly TicketEvent[]): readonly string[] {
  return [...new Set(events.flatMap(({ personal }) => namesIn(personal?.values ?? {})))]
}
