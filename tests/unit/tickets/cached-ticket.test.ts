import { describe, expect, it } from 'vitest'
import { leastForCache, nextCachedTicket, type CachedTicket } from '../../../shared/tickets/cached-ticket'
import { draftOf, eventsOf, morning, testUuid, ticketOf, wageComplaint } from '../../support/drafts'

const day = 86_400_000
const full = { ...wageComplaint, id_no: '500999199003150013', note: '工友在旁边' }
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
    const cached = eventsOf(call, { kind: 'merged', ticket: order }).reduce(nextCachedTicket, { ticket: order, chasers: [], eventIds: [] } as CachedTicket)
    expect(cached.chasers).toMatchObject([{ name: '段满仓', caller: { personId: testUuid(8) } }])
  })
})

describe('what may lie in the cache', () => {
  const open = fold(eventsOf(draftOf(1, { values: full })))
  const closed = (changedAt: number): CachedTicket => ({ ...open, ticket: { ...open.ticket, state: 'CLOSED', changedAt } })

  it('an open order keeps its words, without the identity number', () => {
    const { values } = leastForCache(open, morning + 400 * day).ticket
    expect(values).toMatchObject({ description: full.description, note: '工友在旁边' })
    expect(values.id_no).toBeUndefined()
  })

  it('a closed one keeps them for thirty days, then only what it was about', () => {
    expect(leastForCache(closed(morning), morning + 29 * day).ticket.values.description).toBe(full.description)
    const { values } = leastForCache(closed(morning), morning + 30 * day).ticket
    expect(values).toEqual({
      request_type: 'TS', category: 'WAGE-02', caller_name: '秦木根', employer_name: full.employer_name, work_district: '500103',
      amount_owed_fen: 40_000_000, amount_scope: 'total',
    })
  })

  it('of a secret order nothing but its standing and a masked name', () => {
    const secret = fold(eventsOf(draftOf(1, { values: { ...full, confidential: true } })))
    const least = leastForCache(secret, morning)
    expect(least.ticket.values).toEqual({ confidential: true, caller_name: '秦**' })
    expect(least.ticket).toMatchObject({ state: 'REVIEWING', number: secret.ticket.number, version: secret.ticket.version })
    expect(JSON.stringify(least)).not.toContain('江岸')
  })

  it('least of the least is the same', () => {
    const least = leastForCache(closed(0), morning)
    expect(leastForCache(least, morning)).toEqual(least)
  })
})
