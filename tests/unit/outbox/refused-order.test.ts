import { describe, expect, it } from 'vitest'
import { deskSideOf } from '../../../renderer/console/app/refused-order'
import type { KnownPerson } from '../../../shared/callers/person'
import { newDelivery } from '../../../shared/outbox/delivery'
import type { DeliveryRefusal } from '../../../shared/outbox/delivery-refusal'
import type { OutboxEntry } from '../../../shared/outbox/outbox'
import { wantedOf } from '../../../shared/outbox/wanted'
import { waysOn, type RefusedOrder } from '../../../shared/outbox/ways-on'
import type { Ticket, TicketState } from '../../../shared/tickets/ticket'
import { agent8017, draftOf, eventsOf, morning, ticketOf, wageComplaint } from '../../support/drafts'

const complaint = draftOf(1, { values: wageComplaint })
const order = ticketOf(complaint)
const further = draftOf(2, { mergeInto: order.id, values: { note: '又来电催' } })
const chased = wantedOf(eventsOf(further, { kind: 'merged', ticket: order }))
const sent = wantedOf(eventsOf(complaint))
const illegal: DeliveryRefusal = { code: 'refused', eventId: null, reason: 'not-in-this-state', paths: [] }
const inState = (state: TicketState, ticket: Ticket = order): Ticket => ({ ...ticket, state })
const another = { id: ticketOf(draftOf(3, { values: wageComplaint })).id, number: '20261123-8017-003-1' }

const ways = (spread: Partial<RefusedOrder>) =>
  waysOn({ refusal: illegal, wanted: sent, hasDraft: true, now: null, others: [], ...spread }).map((way) => (way.kind === 'add-to' ? `add-to ${way.order.number}` : way.kind))

describe('what was wanted', () => {
  it('is told from the events alone: the decision, the words, who and which call', () => {
    expect(sent).toMatchObject({ what: 'sent-for-dispatch', number: complaint.number, values: wageComplaint, author: agent8017, call: { callId: complaint.call.callId }, caller: { historyKey: complaint.call.historyKey } })
    expect(chased).toMatchObject({ what: 'chased', number: null, values: { note: '又来电催' }, call: { callId: further.call.callId } })
  })
})

describe('ways on for an order that came back', () => {
  it('added to an order that takes nothing any more, it may stand for itself or go to one that still runs', () => {
    expect(ways({ wanted: chased, now: inState('CLOSED'), others: [another] })).toEqual(['repair', 'own-order', `add-to ${another.number}`, 'send-again', 'discard'])
    expect(ways({ wanted: chased, now: null })).toEqual(['repair', 'own-order', 'send-again', 'discard'])
  })

  it('one that the desk has already is added to, as long as it runs', () => {
    expect(ways({ now: inState('HANDLING') })).toEqual(['repair', `add-to ${order.number}`, 'send-again', 'discard'])
    expect(ways({ now: inState('MERGED') })).toEqual(['repair', 'send-again', 'discard'])
  })

  it('what no second try mends is not sent as it is', () => {
    expect(ways({ refusal: { ...illegal, code: 'too-large', reason: null } })).toEqual(['repair', 'discard'])
    expect(ways({ refusal: { ...illegal, code: 'malformed', reason: null }, others: [another] })).toEqual(['repair', 'send-again', 'discard'])
  })

  it('under a number that is another order at the desk it is repaired, and never sent as it is', () => {
    expect(ways({ refusal: { ...illegal, reason: 'number-taken' } })).toEqual(['repair', 'discard'])
  })

  it('without its draft it can be sent again or thrown away', () => {
    expect(ways({ hasDraft: false, now: inState('HANDLING'), others: [another] })).toEqual(['send-again', 'discard'])
  })
})

describe("the desk's side", () => {
  const entry: OutboxEntry = {
    id: further.id, ticketId: order.id, order: 1, enqueuedAt: morning, draftId: further.id, draftRevision: 1,
    events: eventsOf(further, { kind: 'merged', ticket: order }), delivery: { state: 'refused', tries: 1, at: morning, refusal: illegal },
  }
  const closed = inState('CLOSED')
  const running = ticketOf(draftOf(3, { values: wageComplaint }))
  const secret = ticketOf(draftOf(4, { values: { ...wageComplaint, confidential: true } }))
  const person = { id: 'p', name: null, numbers: [], notes: {}, history: [closed, running, secret].map(({ id }) => ({ what: 'order', id })) } as unknown as KnownPerson
  const cache = {
    confirmed: async (id: string) => [closed, running, secret].find((ticket) => ticket.id === id) ?? null,
    lookup: async () => [person],
  }

  it('is the order as the desk has it, with the open orders of that caller, none of them secret', async () => {
    const side = await deskSideOf(entry, cache)
    expect(side.now).toBe(closed)
    expect(side.ways.filter(({ kind }) => kind === 'add-to')).toEqual([{ kind: 'add-to', order: { id: running.id, number: running.number } }])
  })

  it('is shown without ways where nothing came back, and is empty where the copy cannot be read', async () => {
    expect((await deskSideOf({ ...entry, delivery: newDelivery(morning) }, cache)).ways).toEqual([])
    const broken = { confirmed: () => Promise.reject(new Error('the disk')), lookup: () => Promise.reject(new Error('the disk')) }
    expect((await deskSideOf(entry, broken)).now).toBeNull()
  })
})
