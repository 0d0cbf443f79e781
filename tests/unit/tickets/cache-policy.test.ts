import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cacheBounds, cachePolicyOf, defaultCacheLimits } from '../../../shared/tickets/cache-limits'
import { keptOf, stageOf } from '../../../shared/tickets/cache-policy'
import { nextCachedTicket, type CachedTicket } from '../../../shared/tickets/cached-ticket'
import type { FieldValues } from '../../../shared/tickets/fields/field-values'
import { isOpen } from '../../../shared/tickets/ticket-rules'
import { draftArbitrary, draftOf, eventsOf, morning, noProposal, testUuid, wageComplaint } from '../../support/drafts'

const day = 86_400_000
const policy = cachePolicyOf(defaultCacheLimits, 'real')
const full = { ...wageComplaint, id_no: '500999199003150013', note: '工友在旁边', promise: '月底结清', promise_due: '2026-11-30', callback_number: '15400000099' }
const fold = (values: FieldValues) => eventsOf(draftOf(1, { values })).reduce<CachedTicket | null>(nextCachedTicket, null)!
const ended = (changedAt: number, cached = fold(full)): CachedTicket => ({ ...cached, ticket: { ...cached.ticket, state: 'CLOSED', changedAt } })

describe('what of a ticket may be kept at a moment', () => {
  it('an open order keeps its words for ever, without the identity number', () => {
    const kept = keptOf(fold(full), morning + 4_000 * day, policy)
    expect(kept).toMatchObject({ kept: 'whole', ticket: { values: { description: full.description, note: '工友在旁边', caller_name: '秦木根' } } })
    expect(kept?.ticket.values.id_no).toBeUndefined()
  })

  it('one that has ended keeps them for thirty days, then its outline with the name masked', () => {
    expect(keptOf(ended(morning), morning + 30 * day, policy)).toMatchObject({ kept: 'whole', ticket: { values: { description: full.description } } })
    const outline = keptOf(ended(morning), morning + 30 * day + 1, policy)
    expect(outline?.kept).toBe('outline')
    expect(outline?.ticket.values).toEqual({
      request_type: 'TS', category: 'WAGE-02', caller_name: '秦**', employer_name: full.employer_name, work_district: '500103',
      promise: '月底结清', promise_due: '2026-11-30',
    })
    expect(JSON.stringify(outline)).not.toContain('木根')
  })

  it('it leaves after 24 months, or as many as are set', () => {
    const last = Date.parse('2026-11-23T02:00:00Z')
    expect(keptOf(ended(last), Date.parse('2028-11-23T02:00:00Z'), policy)).not.toBeNull()
    expect(keptOf(ended(last), Date.parse('2028-11-23T02:00:00.001Z'), policy)).toBeNull()
    expect(keptOf(ended(last), Date.parse('2026-12-24T00:00:00Z'), { ...policy, months: 1 })).toBeNull()
  })

  it('nor longer than the house keeps personal data at all, whatever the seat is set to; the shorter of both counts', () => {
    const monthsOf = (own: number, house: number) => cachePolicyOf({ ...defaultCacheLimits, months: own }, 'real', house).months
    expect([monthsOf(24, 0), monthsOf(24, 12), monthsOf(6, 12), monthsOf(60, 60)]).toEqual([24, 12, 6, 60])
    expect(cachePolicyOf(defaultCacheLimits, 'practice', 6).months).toBe(1_200)
  })

  it('of a secret order nothing but whose it is and its standing, open or not: no name, of whoever called about it either', () => {
    const caller = { personId: testUuid(8), relation: 'known' as const, historyKey: null, numberDisplay: '' }
    const secret = { ...fold({ ...full, confidential: true }), chasers: [{ caller, name: '段满仓', at: morning }] }
    const kept = keptOf(secret, morning, policy)
    expect(kept?.ticket.values).toEqual({ confidential: true })
    expect(kept?.ticket.caller).toEqual(secret.ticket.caller)
    expect(kept?.chasers).toEqual([{ caller, name: null, at: morning }])
    expect(JSON.stringify(kept)).not.toMatch(/秦|段/)
    expect(kept?.ticket).toMatchObject({ state: 'REVIEWING', number: secret.ticket.number, version: secret.ticket.version })
    expect(JSON.stringify(kept)).not.toContain('江岸')
  })

  it('of a secret order that is all, whatever it has: a field that is new tomorrow does not stay by itself', () => {
    const risk = { code: 'EXTREME', severity: 'RED' as const, confirmedAt: morning, source: 'agent' as const }
    const helped = draftOf(1, { values: { ...full, confidential: true }, risks: [risk], help: [{ code: 'emergency-dialled', at: morning, note: '023110', drill: false }] })
    const sent = eventsOf(helped, { kind: 'sent-for-dispatch', proposal: { ...noProposal, leadUnit: 'QXGH@500103', cooperatingUnits: ['QXGH@500106'], district: '500103', handleDueAt: morning + day } })
    const { ticket, ...rest } = [...sent, { ...sent[0]!, id: testUuid(9), type: 'chased' as const, data: { call: null }, personal: null }].reduce<CachedTicket | null>(nextCachedTicket, null)!
    const reported = { code: 'ORAL_REPORT' as const, signedAt: morning, by: { id: '8017', name: '练习' }, text: null }
    const secret = { ...rest, ticket: { ...ticket, reports: [reported], ofTomorrow: '要害' }, ofTomorrow: '要害' }
    const { callId, queueCallId, startedAt } = helped.call
    const standing = {
      id: ticket.id, number: ticket.number, practice: false, state: 'REVIEWING', version: ticket.version, createdAt: morning, changedAt: ticket.changedAt, author: ticket.author,
      caller: ticket.caller, dueAt: morning + day, values: { confidential: true },
      calls: [{ callId, queueCallId, queue: null, startedAt, answeredAt: null, endedAt: null }],
      recordedCalls: [], emotions: { start: null, end: null }, risks: [], lowerings: [], actionsDone: {}, answeredWith: [], leadUnit: null, passedOnTo: null, noContent: null, chasedAt: [],
      satisfaction: null, disposition: null, summary: null, queryCode: null, reveals: [], approvals: [], mapped: [],
    }
    expect(keptOf(secret, morning, policy)).toEqual({ ticket: standing, chasers: [], eventIds: rest.eventIds, kept: 'whole' })
    // A seat of one unit knows its own orders by that, and of no other unit that it has them, too.
    expect(keptOf(secret, morning, policy, 'QXGH@500106')?.ticket).toEqual({ ...standing, sentTo: ['QXGH@500106'] })
    expect(keptOf(secret, morning, policy, 'QXGH@500107')?.ticket).toEqual(standing)
  })

  it('who else called keeps a name as long as the words stay', () => {
    const caller = { personId: testUuid(8), relation: 'known' as const, historyKey: null, numberDisplay: '' }
    const chased = { ...ended(morning), chasers: [{ caller, name: '段满仓', at: morning }] }
    expect(keptOf(chased, morning, policy)?.chasers).toMatchObject([{ name: '段满仓' }])
    expect(keptOf(chased, morning + 31 * day, policy)?.chasers).toMatchObject([{ name: '段**' }])
  })

  it('practice keeps its made-up people of any age', () => {
    const old = ended(morning - 700 * day)
    expect(keptOf(old, morning, cachePolicyOf(defaultCacheLimits, 'practice'))?.ticket.values).toMatchObject({ caller_name: '秦木根', description: full.description })
  })
})

describe('of whatever ticket', () => {
  const policies = fc.record({ months: fc.integer(cacheBounds.months), tickets: fc.constant(1_000), wordsDays: fc.constantFrom(30, 7) })
  const tickets = fc.record({ draft: draftArbitrary, state: fc.constantFrom('HANDLING', 'CLOSED', 'ANSWERED', 'CALL_RECORD', 'ACCEPTED') }).map(({ draft, state }): CachedTicket => {
    const values = { ...draft.values, id_no: '500999199003150013' }
    const opened = eventsOf(draftOf(1, { values: wageComplaint }), undefined).reduce<CachedTicket | null>(nextCachedTicket, null)!
    return { ...opened, ticket: { ...opened.ticket, values, state: state as 'CLOSED' } }
  })
  const ages = fc.integer({ min: -1, max: 2_500 }).map((days) => morning + days * day)

  it('keeping again keeps the same', () => {
    fc.assert(fc.property(tickets, ages, policies, (ticket, now, rules) => {
      const once = keptOf(ticket, now, rules)
      if (once !== null) expect(keptOf(once, now, rules)).toEqual(once)
    }))
  })

  it('nothing that has gone comes back with time, and how it went makes no difference', () => {
    fc.assert(fc.property(tickets, ages, ages, policies, (ticket, one, other, rules) => {
      const [early, late] = [Math.min(one, other), Math.max(one, other)]
      const before = keptOf(ticket, early, rules)
      const atOnce = keptOf(ticket, late, rules)
      expect(before === null ? null : keptOf(before, late, rules)).toEqual(atOnce)
      if (atOnce !== null) for (const key of Object.keys(atOnce.ticket.values)) expect(before?.ticket.values).toHaveProperty(key)
    }))
  })

  it('no identity number is kept, no word of an old one, and every open one stays', () => {
    fc.assert(fc.property(tickets, ages, policies, (ticket, now, rules) => {
      const kept = keptOf(ticket, now, rules)
      expect(kept === null).toBe(!isOpen(ticket.ticket.state) && stageOf(ticket, now, rules) !== 'open' && isPast(ticket, now, rules.months))
      expect(kept?.ticket.values.id_no).toBeUndefined()
      if (kept === null || isOpen(kept.ticket.state) || now - kept.ticket.changedAt <= rules.wordsDays * day) return
      for (const word of ['description', 'demand', 'note', 'participants', 'callback_number', 'work_address']) expect(kept.ticket.values).not.toHaveProperty(word)
      expect(stageOf(kept, now, rules)).toBe('outline')
    }))
  })

  function isPast({ ticket }: CachedTicket, now: number, months: number): boolean {
    const end = new Date(now)
    end.setUTCMonth(end.getUTCMonth() - months)
    return ticket.changedAt < end.getTime()
  }
})
