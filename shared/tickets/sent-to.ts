import type { TicketEvent, TicketEventType } from './ticket-event'

/** The kinds of event that can send an order to a unit. */
export const sendingTypes = ['sent-for-dispatch', 'codes-mapped'] as const satisfies readonly TicketEventType[]

/**
 * The units that this event sends its order to, the leading one first. An order goes straight to the place of work (直接派单至属地): whom
 * it names when it is sent for dispatch has it from then on, and so has the unit of today that a mapping puts in an old one's place.
 */
export function unitsOfEvent(event: Pick<TicketEvent, 'type' | 'data'>): readonly string[] {
  if ('proposal' in event.data) {
    const { leadUnit, cooperatingUnits } = event.data.proposal
    return leadUnit === null ? cooperatingUnits : [leadUnit, ...cooperatingUnits]
  }
  if ('mapped' in event.data) return event.data.mapped.flatMap(({ field, to }) => (field === 'lead_unit' ? [to] : []))
  return []
}

/** The units that an order is known to after this event, each once. It is never taken away from one again: whoever has read it has read it. */
export function sentToAfter(before: readonly string[], event: Pick<TicketEvent, 'type' | 'data'>): readonly string[] {
  const more = unitsOfEvent(event)
  return more.length === 0 ? before : [...new Set([...before, ...more])]
}
