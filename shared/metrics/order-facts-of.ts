import { assertNever } from '../lib/assert-never'
import type { CallerFacts, TicketEvent } from '../tickets/ticket-event'
import type { OrderFact, OrderHappening } from './order-fact'

/**
 * What an event of an order says to figures. `version`: the event's place in the order, from 1. A clock at a seat that runs ahead of
 * the desk's does not put anything into the future: nothing happens after it was taken down. Orders brought in from another system
 * are history of callers, not work of this hotline, and say nothing. SECURITY: no word, no name and no number goes through here.
 */
export function orderFactsOf(event: TicketEvent, version: number): OrderFact[] {
  const { id, ticketId: orderId, recordedAt: heardAt } = event
  const at = Math.min(event.happenedAt, heardAt)
  return happeningsOf(event, at).map((happening, n) => ({ kind: 'order', id: n === 0 ? id : `${id} ${n}`, orderId, version, at, heardAt, happening }))
}

function happeningsOf(event: TicketEvent, at: number): OrderHappening[] {
  switch (event.type) {
    case 'opened': {
      const { practice, call } = event.data
      const fromCall = call !== null && call.manual === undefined
      return [{ what: 'opened', practice, fromCall, callAt: call === null ? at : Math.min(call.startedAt, at), queueCallId: call?.queueCallId ?? null }, ...callerOf(event)]
    }
    case 'caller-identified':
      return callerOf(event)
    case 'facts-recorded': {
      const { category, work_district: district } = event.data.values
      if (category === undefined && district === undefined) return []
      return [{ what: 'matter', ...(category === undefined ? {} : { category }), ...(district === undefined ? {} : { district }) }]
    }
    case 'codes-mapped':
      return event.data.mapped.flatMap(({ field, to }): OrderHappening[] =>
        field === 'category' ? [{ what: 'matter', category: to }] : field === 'work_district' ? [{ what: 'matter', district: to }] : [],
      )
    case 'emotions-recorded':
      return [{ what: 'emotions', ...event.data }]
    case 'risk-confirmed':
      return [{ what: 'risk-confirmed', code: event.data.code, severity: event.data.severity, confirmedAt: Math.min(event.data.confirmedAt, event.recordedAt) }]
    case 'risk-lowered':
      return [{ what: 'risk-lowered', code: event.data.code, from: event.data.from, to: event.data.to }]
    case 'action-done':
      return [{ what: 'step-done', code: event.data.code, doneAt: event.data.doneAt }]
    case 'answered-directly':
      return [{ what: 'decided', how: 'answered' }]
    case 'sent-for-dispatch':
      return [{ what: 'decided', how: 'dispatch' }]
    case 'passed-on':
      return [{ what: 'decided', how: 'passed-on' }]
    case 'closed-without-content':
      return [{ what: 'decided', how: 'no-content' }]
    case 'chased':
      return [{ what: 'chased', callAt: event.data.call?.startedAt ?? null }]
    case 'approval-decided': {
      const { granted, wish } = event.data
      if (!granted || wish.kind === 'ended-by-agent') return []
      return wish.kind === 'void' ? [{ what: 'voided' }] : [{ what: 'risk-lowered', code: wish.code, from: wish.from, to: wish.to }]
    }
    case 'report-signed':
      return [{ what: 'step-done', code: event.data.code, doneAt: event.data.signedAt }]
    case 'approval-asked':
    case 'risk-refused':
    case 'no-risk-stated':
    case 'personal-revealed':
    case 'help-step':
    case 'call-recorded':
    case 'imported':
      return []
    default:
      return assertNever(event)
  }
}

/** The person where one is known; a number alone may be a dormitory's. */
function callerOf({ personal }: TicketEvent): OrderHappening[] {
  const caller: CallerFacts | undefined = personal?.caller
  return caller === undefined ? [] : [{ what: 'caller', callerKey: caller.relation === 'anonymous' ? null : caller.personId }]
}
