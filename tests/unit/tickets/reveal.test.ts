import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cachePolicyOf, defaultCacheLimits } from '../../../shared/tickets/cache-limits'
import { keptOf } from '../../../shared/tickets/cache-policy'
import { nextCachedTicket, type CachedTicket } from '../../../shared/tickets/cached-ticket'
import { isRedAndOpen, maskedPartsOf } from '../../../shared/tickets/masked-ticket'
import { revealReasons, type RevealFacts } from '../../../shared/tickets/reveal'
import { revealEvent } from '../../../shared/tickets/reveal-event'
import { foldTicket, type Ticket, type TicketState } from '../../../shared/tickets/ticket'
import { ticketEventSchema } from '../../../shared/tickets/ticket-event'
import { checkEvent } from '../../../shared/tickets/ticket-rules'
import { epochMs } from '../../../shared/lib/clock'
import { agent8017, draftOf, eventsOf, morning, testUuid, ticketOf, wageComplaint } from '../../support/drafts'

const order = ticketOf(draftOf(1, { values: { ...wageComplaint, description: '秦木根说工头的电话是15400000099' } }))
const facts: RevealFacts = { parts: ['name', 'number'], reason: 'verify-identity', note: '要核对身份证' }
const later = epochMs(morning + 86_400_000)
const looked = (ticket: Pick<Ticket, 'id' | 'version'> = order, more: RevealFacts = facts) => revealEvent(ticket, more, { id: testUuid(77), author: agent8017, at: later })
const states: readonly TicketState[] = [
  'ACCEPTED', 'ANSWERED', 'REVIEWING', 'DISPATCHED', 'SIGNED', 'RETURN_REQUESTED', 'HANDLING', 'EXTENSION_REQUESTED', 'SUSPENDED', 'RESULT_SUBMITTED',
  'REJECTED', 'CALLBACK', 'REWORK', 'CLOSED', 'ARCHIVED', 'MERGED', 'VOID', 'CALL_RECORD',
]

describe('a look at what is masked', () => {
  it.each(states)('may be put down for an order that is %s, and changes nothing of it', (state) => {
    const ticket = { ...order, state }
    expect(checkEvent(ticket, looked()).ok).toBe(true)
    const { version, reveals, ...rest } = foldTicket(ticket, looked())
    expect({ ...rest, version: ticket.version, reveals: [] }).toEqual({ ...ticket })
    expect(version).toBe(ticket.version + 1)
    expect(reveals).toEqual([{ by: { id: '8017', name: '练习' }, at: later, ...facts }])
  })

  it('is of an order that is there', () => {
    expect(checkEvent(null, looked())).toMatchObject({ ok: false, error: { code: 'not-opened' } })
  })

  it('has a reason, and in words where none of the list fits; nothing personal goes with it', () => {
    const parsed = (more: Partial<RevealFacts>) => ticketEventSchema.safeParse(looked(order, { ...facts, ...more })).success
    for (const reason of revealReasons) expect(parsed({ reason, note: '有话' })).toBe(true)
    expect(parsed({ note: null })).toBe(true)
    expect([parsed({ reason: 'other', note: null }), parsed({ reason: 'other', note: '  ' }), parsed({ parts: [] })]).toEqual([false, false, false])
    expect(JSON.stringify(looked())).not.toMatch(/秦木根|154/)
  })

  it('stands in the cache with the order, without its words where that is secret', () => {
    const cachedOf = (values: typeof wageComplaint) => eventsOf(draftOf(1, { values })).reduce<CachedTicket | null>(nextCachedTicket, null)
    const after = (values: typeof wageComplaint) => keptOf(nextCachedTicket(cachedOf(values), looked()), later, cachePolicyOf(defaultCacheLimits, 'real'))?.ticket.reveals
    expect(after(wageComplaint)).toMatchObject([facts])
    expect(after({ ...wageComplaint, confidential: true })).toMatchObject([{ ...facts, note: null }])
  })

  it('under RED goes into the draft, and with its order to the desk', () => {
    const draft = draftOf(1, { values: wageComplaint, reveals: [{ parts: ['number'], at: morning + 5_000 }] })
    expect(eventsOf(draft).filter(({ type }) => type === 'personal-revealed')).toMatchObject([{ happenedAt: morning + 5_000, data: { parts: ['number'], reason: 'red', note: null } }])
    expect(ticketOf(draft)).toMatchObject({ state: 'REVIEWING', reveals: [{ reason: 'red' }] })
  })
})

describe('what of an order is masked', () => {
  it('is the name, the number and what was written with either in it', () => {
    expect(maskedPartsOf(order)).toEqual(['name', 'number', 'words'])
    expect(maskedPartsOf(ticketOf(draftOf(1, { values: wageComplaint })))).toEqual(['name', 'number'])
    const anonymous = draftOf(1, { values: { ...wageComplaint, caller_name: '' }, caller: { kind: 'anonymous' } })
    expect(maskedPartsOf(ticketOf({ ...anonymous, call: { ...anonymous.call, historyKey: null } }))).toEqual([])
  })

  it('is no employer of the name of somebody who is known there, but a number that stands in the employer', () => {
    const employed = (employer_name: string) => maskedPartsOf(ticketOf(draftOf(1, { values: { ...wageComplaint, contact_person: '李建国', employer_name } })))
    expect(employed('李建国')).toEqual(['name', 'number'])
    expect(employed('李建国 15400000099')).toEqual(['name', 'number', 'words'])
  })

  it('is whatever has a name or a number in it that somebody typed elsewhere: a reason, a note, where it is', () => {
    const plain = ticketOf(draftOf(1, { values: wageComplaint }))
    const by = { id: '8001', name: '周敏' }
    const approval = { askId: testUuid(61), wish: { kind: 'void' as const }, reason: '开重了', by, askedAt: later, decision: null }
    const typed: readonly Partial<Ticket>[] = [
      { values: { ...plain.values, work_address: '找秦木根' } },
      { values: { ...plain.values, employer_name: '示例公司 15400000099' } },
      { lowerings: [{ code: 'GATHER', from: 'RED', to: null, lead: '周敏', reason: '打 15400000099 问过', loweredAt: later }] },
      { approvals: [{ ...approval, reason: '秦木根说不要了' }] },
      { approvals: [{ ...approval, decision: { granted: false, reason: '先问秦木根', by, at: later } }] },
      { reveals: [{ by, at: later, parts: ['number'], reason: 'other', note: '秦木根要的' }] },
    ]
    expect(typed.map((more) => maskedPartsOf({ ...plain, ...more }))).toEqual(typed.map(() => ['name', 'number', 'words']))
    expect(maskedPartsOf({ ...plain, approvals: [approval] })).toEqual(['name', 'number'])
  })

  it('is nothing of a secret one: who that is is left out, and is not to be revealed', () => {
    expect(maskedPartsOf(ticketOf(draftOf(1, { values: { ...wageComplaint, confidential: true } })))).toEqual([])
  })

  it('is shown without asking while a RED order runs, unless it is secret', () => {
    const red = { risks: [{ code: 'EXTREME', severity: 'RED' as const, confirmedAt: morning, source: 'agent' as const }] }
    const ticket = ticketOf(draftOf(1, { values: wageComplaint, ...red }))
    expect([isRedAndOpen(ticket), isRedAndOpen({ ...ticket, state: 'CLOSED' }), isRedAndOpen(order)]).toEqual([true, false, false])
    expect(isRedAndOpen(ticketOf(draftOf(1, { values: { ...wageComplaint, confidential: true }, ...red })))).toBe(false)
  })

  it('whatever was looked at, and how often, an order stays in the state it is in', () => {
    fc.assert(
      fc.property(fc.constantFrom(...states), fc.array(fc.constantFrom(...revealReasons), { maxLength: 8 }), (state, reasons) => {
        const ticket = reasons.reduce<Ticket>((at, reason) => foldTicket(at, looked(at, { ...facts, reason })), { ...order, state })
        expect(ticket).toMatchObject({ state, changedAt: order.changedAt, values: order.values, dueAt: order.dueAt })
        expect(ticket.reveals.map(({ reason }) => reason)).toEqual(reasons)
      }),
    )
  })
})
