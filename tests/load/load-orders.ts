import type { TicketEvent } from '../../shared/tickets/ticket-event'
import { draftOf, eventsOf, testUuid, wageComplaint } from '../support/drafts'

/** Orders one after the other, each as a console hands it in: six events. */
export function createLoadOrders(): (historyKey: string) => readonly TicketEvent[] {
  let made = 0
  return (historyKey) => {
    made += 1
    const draft = draftOf(made, {
      number: `20261128-8017-${String(made).padStart(6, '0')}-1`,
      values: wageComplaint, noRisk: true, emotions: { start: [{ code: 'ANXIOUS', level: 2 }], end: [{ code: 'CALM', level: 1 }] },
      caller: { kind: 'new', personId: testUuid(made) },
    })
    return eventsOf({ ...draft, call: { ...draft.call, historyKey } })
  }
}
