import { describe, expect, it } from 'vitest'
import { cachedTicketSchema } from '../../../renderer/storage/cache-records'
import { mayMakeEvent } from '../../../shared/people/event-rights'
import type { Role } from '../../../shared/people/role'
import { orderFactsOf } from '../../../shared/metrics/order-facts-of'
import { watchedOf } from '../../../shared/shift/watched-order'
import { nextCachedTicket, type CachedTicket } from '../../../shared/tickets/cached-ticket'
import { shippedTagData } from '../../../shared/tickets/tags/tag-data'
import { foldEvents, foldTicket, type Ticket } from '../../../shared/tickets/ticket'
import type { ApprovalWish, Author, TicketEvent } from '../../../shared/tickets/ticket-event'
import { approvalAskSchema } from '../../../shared/tickets/approval'
import { ticketEventSchema } from '../../../shared/tickets/ticket-event'
import { epochMs } from '../../../shared/lib/clock'
import { eventsOfDraft } from '../../../shared/tickets/submit-draft'
import { checkEvent } from '../../../shared/tickets/ticket-rules'
import { agent8017, draftOf, eventsOf, morning, testUuid, wageComplaint } from '../../support/drafts'

const lead: Author = { kind: 'agent', id: '8001', name: '周敏', seat: '8001' }
const red = { code: 'GATHER', severity: 'RED', confirmedAt: morning, source: 'agent' } as const
const lowering: ApprovalWish = { kind: 'lower-tag', code: 'GATHER', from: 'RED', to: 'YELLOW' }
const asks = [{ code: 'GATHER', from: 'RED', to: 'YELLOW', reason: '当面问过，只是气话', askedAt: morning + 1 }] as const
const events = eventsOf(draftOf(1, { values: wageComplaint, risks: [red], asks: [...asks] }))
const ticket = foldEvents(events) as Ticket
const asked = events.find(({ type }) => type === 'approval-asked')!

function event(type: 'approval-asked' | 'approval-decided', data: object, author = lead): TicketEvent {
  return ticketEventSchema.parse({ id: testUuid(900), ticketId: ticket.id, author, happenedAt: morning + 9, recordedAt: morning + 9, basedOn: ticket.version, personal: null, type, data })
}
const decision = (granted: boolean, author = lead, wish: ApprovalWish = lowering) =>
  event('approval-decided', { askId: asked.id, wish, granted, reason: granted ? null : '还在聚集', decidedAt: morning + 9 }, author)
const refusal = (on: Ticket, what: TicketEvent) => {
  const checked = checkEvent(on, what)
  return checked.ok ? null : checked.error.code
}

describe('a tag that an agent would take down where leads sign in', () => {
  it('goes to the desk as it stands, with the wish beside it, and is lowered by nobody yet', () => {
    expect(events.map(({ type }) => type)).not.toContain('risk-lowered')
    expect(ticket).toMatchObject({ risks: [{ code: 'GATHER', severity: 'RED' }], approvals: [{ askId: asked.id, wish: lowering, by: { id: agent8017.id }, decision: null }] })
    expect(watchedOf(ticket, shippedTagData())).toMatchObject({ level: 'RED', asks: [{ askId: asked.id, wish: lowering }] })
  })

  it('is lowered by the lead’s own word: the name is that of who has signed in, the reason that of who asked', () => {
    const next = foldTicket(ticket, decision(true))
    expect(next).toMatchObject({ risks: [{ severity: 'YELLOW' }], lowerings: [{ from: 'RED', to: 'YELLOW', lead: '周敏', reason: '当面问过，只是气话' }], approvals: [{ decision: { granted: true, by: { name: '周敏' } } }] })
    expect(orderFactsOf(decision(true), 9)).toMatchObject([{ happening: { what: 'risk-lowered', code: 'GATHER', from: 'RED', to: 'YELLOW' } }])
  })

  it('stands when the lead says no, with the reason', () => {
    expect(foldTicket(ticket, decision(false))).toMatchObject({ risks: [{ severity: 'RED' }], lowerings: [], approvals: [{ decision: { granted: false, reason: '还在聚集' } }] })
    expect(orderFactsOf(decision(false), 9)).toEqual([])
    expect(ticketEventSchema.safeParse({ ...decision(true), data: { ...decision(true).data, granted: false } }).success).toBe(false)
  })

  it('is decided once, by somebody else, and about what was asked', () => {
    expect(refusal(ticket, decision(true))).toBeNull()
    expect(refusal(ticket, decision(true, agent8017))).toBe('own-ask')
    expect(refusal(ticket, decision(true, lead, { ...lowering, to: null }))).toBe('ask-unknown')
    expect(refusal(foldTicket(ticket, decision(false)), decision(true))).toBe('ask-unknown')
    expect(refusal(ticket, event('approval-asked', { wish: lowering, reason: '再问', askedAt: morning }, agent8017))).toBe('asked-already')
  })

  it('is not asked about any more once the tag was raised or taken away in the draft', () => {
    const others = eventsOf(draftOf(2, { values: wageComplaint, risks: [{ ...red, severity: 'ORANGE' }], asks: [...asks] }))
    expect(others.map(({ type }) => type)).not.toContain('approval-asked')
  })

  it('comes down by the desk’s rights for a lead alone, whatever name an agent has typed', () => {
    const typed = (from: 'RED' | 'YELLOW') => ({ type: 'risk-lowered' as const, data: { code: 'GATHER', from, to: null, lead: '周敏', reason: 'x', loweredAt: morning } })
    const may = (role: Role, from: 'RED' | 'YELLOW') => mayMakeEvent({ roles: [role], unit: null }, typed(from), { sentTo: [] })
    expect([may('AGENT', 'RED'), may('LEAD', 'RED'), may('AGENT', 'YELLOW')]).toEqual([false, true, true])
  })
})

describe('an order that is to be void', () => {
  const wish: ApprovalWish = { kind: 'void' }
  it('is, once a lead agrees, while no unit has it in hand', () => {
    const quiet = foldEvents(eventsOf(draftOf(3, { values: wageComplaint }))) as Ticket
    const ask = { ...event('approval-asked', { wish, reason: '开重了', askedAt: morning }, agent8017), ticketId: quiet.id }
    expect(refusal(quiet, ask)).toBeNull()
    const waiting = foldTicket(quiet, ask)
    const yes = { ...event('approval-decided', { askId: ask.id, wish, granted: true, reason: null, decidedAt: morning }), ticketId: quiet.id }
    expect(refusal(waiting, yes)).toBeNull()
    expect(foldTicket(waiting, yes)).toMatchObject({ state: 'VOID' })
    expect(refusal({ ...waiting, state: 'DISPATCHED' }, yes)).toBe('not-voidable')
    expect(watchedOf(foldTicket(waiting, yes), shippedTagData())).toBeNull()
  })
})

describe('an order that a shift looks at', () => {
  it('is promised for a day also after it was closed, and says nothing of a secret one but its number', () => {
    const promise = { ...ticket, risks: [], approvals: [], state: 'CLOSED' as const, values: { ...ticket.values, promise: '月底付清', promise_due: '2026-11-30' } }
    expect(watchedOf(promise, shippedTagData())).toMatchObject({ promiseDueAt: Date.parse('2026-11-30T23:59:59+08:00'), level: null })
    expect(watchedOf({ ...promise, values: { ...promise.values, confidential: true } }, shippedTagData())).toMatchObject({ isSecret: true, category: null, district: null })
    expect(JSON.stringify(watchedOf(promise, shippedTagData()))).not.toMatch(/秦木根|月底付清|示例/)
  })

  it('says why somebody asks with names and numbers masked, in no more words than a reason may have', () => {
    const asking = (reason: string) => watchedOf({ ...ticket, approvals: [{ ...ticket.approvals![0]!, reason }] }, shippedTagData())?.asks[0]?.reason
    expect(asking('秦木根 154-0000-0012 说只是气话')).toBe('秦** 154****0012 说只是气话')
    const longest = asking(`${'哈'.repeat(190)}0231234567`)
    expect(longest).toBe(`${'哈'.repeat(190)}023***4567`)
    expect(approvalAskSchema.shape.reason.safeParse(longest).success).toBe(true)
  })

  it('comes back from the copy of this seat with what was asked', () => {
    const cached = events.reduce<CachedTicket | null>((before, each) => nextCachedTicket(before, each), null)
    expect(cachedTicketSchema.parse(cached).ticket.approvals).toEqual(ticket.approvals)
  })
})

describe('a call that the agent has ended after warnings', () => {
  const warnings = [{ kind: 'abuse', at: morning }, { kind: 'abuse', at: morning + 1 }, { kind: 'abuse', at: morning + 2 }] as const
  const draft = draftOf(2, { noContent: 'nuisance', warnings: [...warnings] })
  const written = (asksReview: boolean, from = draft) => {
    const made = eventsOfDraft(from, { kind: 'closed-without-content' }, { now: epochMs(morning + 3), asksReview })
    if (!made.ok) throw new Error(made.error.code)
    return made.value.events
  }

  it('waits for a lead to look at it, who finds it on the list of what is asked, by what the caller was warned of', () => {
    const call = foldEvents(written(true)) as Ticket
    expect(call).toMatchObject({ state: 'CALL_RECORD', noContent: 'nuisance' })
    expect(watchedOf(call, shippedTagData())).toMatchObject({ asks: [{ wish: { kind: 'ended-by-agent' }, reason: 'abuse', by: { id: agent8017.id } }] })
  })

  it('is off the list once a lead other than the one who ended it has said something, and is what it was', () => {
    const events = written(true)
    const call = foldEvents(events) as Ticket
    const askId = events.at(-1)?.id
    for (const granted of [true, false]) {
      const made = (author: Author) => ticketEventSchema.parse({
        id: testUuid(901), ticketId: call.id, author, happenedAt: morning + 9, recordedAt: morning + 9, basedOn: call.version, personal: null, type: 'approval-decided',
        data: { askId, wish: { kind: 'ended-by-agent' }, granted, reason: granted ? null : '来电人只是着急', decidedAt: morning + 9 },
      })
      expect(refusal(call, made(agent8017))).toBe('own-ask')
      expect(refusal(call, made(lead))).toBeNull()
      const seen = foldTicket(call, made(lead))
      expect(watchedOf(seen, shippedTagData())).toBeNull()
      expect(seen).toMatchObject({ state: 'CALL_RECORD', approvals: [{ decision: { granted } }] })
      expect(orderFactsOf(made(lead), 9)).toEqual([])
    }
  })

  it('asks nobody where no lead signs in, and of a call without warnings, or an order, nothing is asked', () => {
    expect(written(false).map(({ type }) => type)).not.toContain('approval-asked')
    expect(written(true, { ...draft, warnings: [] }).map(({ type }) => type)).not.toContain('approval-asked')
    expect(refusal(ticket, event('approval-asked', { wish: { kind: 'ended-by-agent' }, reason: 'abuse', askedAt: morning }))).toBe('not-in-this-state')
  })
})
