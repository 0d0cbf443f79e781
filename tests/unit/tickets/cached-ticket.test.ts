import { describe, expect, it } from 'vitest'
import { nextCachedTicket, type CachedTicket } from '../../../shared/tickets/cached-ticket'
import { draftOf, eventsOf, testUuid, ticketOf, wageComplaint } from '../../support/drafts'

const fold = (events: ReturnType<typeof eventsOf>) => events.reduce<CachedTicket | null>(nextCachedTicket, null)!

describe('a ticket in the cache', () => {
  it('takes each event once, however often it comes', () => {
    const events = eventsOf(draftOf(1, { values: wageComplaint }))
    const once = fold(events)
    expect(nextCachedTicket(once, events[2]!)).toBe(once)
    expect(once.ticket.version).toBe(events.length)
  })

  it('remembers who else called about it', () => {
    const order = ticketOf(draftOf(1, { values: wageComplaint }))
    const call = draftOf(2, { mergeInto: order.id, caller: { kind: 'new', personId: testUuid(8) }, values: { caller_name: '段满仓' } })
    const cached = eventsOf(call, { kind: 'merged', ticket: order }).reduce(nextCachedTicket, { ticket: order, chasers: [], eventIds: [], kept: 'whole' } as CachedTicket)
    expect(cached.chasers).toMatchObject([{ name: '段满仓', caller: { personId: testUuid(8) } }])
  })
})
