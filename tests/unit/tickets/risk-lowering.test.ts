import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideBatch } from '../../../electron/desk/decide-batch'
import { cachedTicketSchema } from '../../../renderer/storage/cache-records'
import { epochMs } from '../../../shared/lib/clock'
import { nextCachedTicket, type CachedTicket } from '../../../shared/tickets/cached-ticket'
import { draftSchema, type Draft } from '../../../shared/tickets/draft'
import { eventsOfDraft } from '../../../shared/tickets/submit-draft'
import type { Severity } from '../../../shared/tickets/tags/levels'
import { nextTagging, type TaggingEvent } from '../../../shared/tickets/tags/suggestion-state'
import { foldEvents } from '../../../shared/tickets/ticket'
import { ticketEventSchema, type TicketEvent } from '../../../shared/tickets/ticket-event'
import { agent8017, draftOf, eventsOf, morning, noProposal, wageComplaint } from '../../support/drafts'
import { data, untagged } from './tags/shipped-data'

const approval = { lead: '8001 周敏', reason: '当面问过，只是气话' }
const complaint = draftOf(1, { values: wageComplaint })
const tick = (code: string, severity: Severity, at: number): TaggingEvent => ({ type: 'ticked', code, severity, at: morning + at })
const lower = (code: string, to: Severity | null, at: number): TaggingEvent => ({ type: 'lowered', code, to, approval, at: morning + at })
const no = (code: string, level: Severity, at: number): TaggingEvent => ({
  type: 'refused', proposal: { group: 'risk', code, level, isDenied: false, evidence: [] }, reason: 'ASKED_DENIED', at: morning + at,
})

function tagged(...events: readonly TaggingEvent[]): Draft {
  const tagging = events.reduce((state, event) => {
    const next = nextTagging(state, event, data)
    return next.ok ? next.value : state
  }, untagged)
  return { ...complaint, ...tagging }
}
const ofRisks = (events: readonly TicketEvent[]) => events.filter(({ type }) => type.startsWith('risk-'))
const said = (draft: Draft) => ofRisks(eventsOf(draft)).map(({ type, data: facts }) => `${type} ${'severity' in facts ? facts.severity : 'from' in facts ? `${facts.from}-${facts.to}` : ''}`)

describe('a risk that the lead lets be lowered', () => {
  it('goes to the desk as it was, with who agreed, why and when, and stands lower', () => {
    const draft = tagged(tick('GATHER', 'RED', 1), lower('GATHER', 'YELLOW', 2))
    expect(said(draft)).toEqual(['risk-confirmed RED', 'risk-lowered RED-YELLOW'])
    expect(eventsOf(draft).find(({ type }) => type === 'risk-lowered')).toMatchObject({
      happenedAt: morning + 2, data: { code: 'GATHER', from: 'RED', to: 'YELLOW', ...approval, loweredAt: morning + 2 },
    })
    expect(foldEvents(eventsOf(draft))).toMatchObject({
      risks: [{ code: 'GATHER', severity: 'YELLOW', confirmedAt: morning + 1 }], lowerings: [{ from: 'RED', to: 'YELLOW', ...approval }],
    })
  })

  it('may go step by step, away, and up again; each is said once', () => {
    const draft = tagged(tick('GATHER', 'RED', 1), lower('GATHER', 'ORANGE', 2), lower('GATHER', null, 3), tick('GATHER', 'ORANGE', 4))
    expect(said(draft)).toEqual(['risk-confirmed RED', 'risk-lowered RED-ORANGE', 'risk-lowered ORANGE-null', 'risk-confirmed ORANGE'])
    expect(foldEvents(eventsOf(draft))?.risks).toMatchObject([{ code: 'GATHER', severity: 'ORANGE', confirmedAt: morning + 4 }])
  })

  it('is refused by the desk without lead, reason or anything to lower', () => {
    const events = eventsOf(tagged(tick('GATHER', 'RED', 1), lower('GATHER', 'YELLOW', 2)))
    const withLowering = (change: object) => events.map((event) => (event.type === 'risk-lowered' ? { ...event, data: { ...event.data, ...change } } : event))
    const reasonOf = (change: object) => {
      const decided = decideBatch(withLowering(change), { known: [], ofTickets: [], ownersOfNumbers: new Map() }, { author: agent8017, practice: false })
      return decided.ok ? null : decided.error.reason
    }
    const isShaped = (change: object) => withLowering(change).every((event) => ticketEventSchema.safeParse(event).success)
    for (const change of [{ lead: null }, { reason: null }, { lead: ' ' }, { reason: '' }]) expect(isShaped(change), JSON.stringify(change)).toBe(false)
    expect(isShaped({ from: 'YELLOW', to: null, lead: null, reason: null })).toBe(true)
    expect(reasonOf({ to: 'RED' })).toBe('risk-not-lower')
    expect(reasonOf({ code: 'EXTREME' })).toBe('risk-not-confirmed')
    expect(reasonOf({})).toBeNull()
  })

  it('on an open order does not touch what an earlier call has made graver', () => {
    const order = foldEvents(eventsOf({ ...tagged(tick('GATHER', 'RED', 1)), ...{ id: draftOf(2).id, ticketId: draftOf(2).ticketId, number: draftOf(2).number } }))!
    const merged = eventsOfDraft({ ...tagged(tick('GATHER', 'ORANGE', 5), lower('GATHER', null, 6)), mergeInto: order.id }, { kind: 'merged', ticket: order }, { now: epochMs(morning + 10) })
    expect(merged.ok && foldEvents(merged.value.events, order)?.risks).toMatchObject([{ code: 'GATHER', severity: 'RED' }])
  })
})

describe('a "no" to RED', () => {
  it('keeps its reason when the tag is then ticked lower', () => {
    expect(said(tagged(no('EXTREME', 'RED', 1), tick('EXTREME', 'ORANGE', 2)))).toEqual(['risk-confirmed ORANGE', 'risk-refused RED'])
  })

  it('is not said any more once the agent has confirmed it after all', () => {
    expect(said(tagged(no('EXTREME', 'RED', 1), tick('EXTREME', 'RED', 2)))).toEqual(['risk-confirmed RED'])
  })
})

describe('a second call that finds it less grave', () => {
  it('does not lower what stands on the order: that takes the lead', () => {
    const order = foldEvents(eventsOf(tagged(tick('GROUP', 'ORANGE', 1))))!
    const second = draftOf(3, { mergeInto: order.id, risks: [{ code: 'GROUP', severity: 'YELLOW', confirmedAt: morning + 9, source: 'agent' }] })
    const merged = eventsOfDraft(second, { kind: 'merged', ticket: order }, { now: epochMs(morning + 10) })
    expect(merged.ok && foldEvents(merged.value.events, order)?.risks).toMatchObject([{ code: 'GROUP', severity: 'ORANGE' }])
  })
})

describe('whatever is ticked, refused and lowered', () => {
  const levels = fc.constantFrom<Severity>('BLUE', 'YELLOW', 'ORANGE', 'RED')
  const codes = fc.constantFrom('GATHER', 'GROUP', 'EXTREME')
  const pressed = fc.array(
    fc.oneof(
      fc.tuple(codes, levels).map(([code, level]) => (at: number) => tick(code, level, at)),
      fc.tuple(codes, fc.option(levels)).map(([code, level]) => (at: number) => lower(code, level, at)),
      fc.tuple(codes, levels).map(([code, level]) => (at: number) => no(code, level, at)),
    ),
    { maxLength: 30 },
  )

  it('the order ends where the draft does, by legal events', () => {
    fc.assert(
      fc.property(pressed, (presses) => {
        const draft = tagged(...presses.map((press, at) => press(at + 1)))
        expect(draftSchema.parse(draft)).toEqual(draft)
        const submitted = eventsOfDraft({ ...draft, noRisk: true }, { kind: 'sent-for-dispatch', proposal: noProposal }, { now: epochMs(morning + 100) })
        if (!submitted.ok) throw new Error(submitted.error.code)
        for (const event of submitted.value.events) expect(ticketEventSchema.parse(event)).toEqual(event)
        const standing = foldEvents(submitted.value.events)?.risks.map(({ code, severity, confirmedAt }) => ({ code, severity, confirmedAt }))
        const byCode = (one: { readonly code: string }, other: { readonly code: string }) => one.code.localeCompare(other.code)
        expect(standing?.sort(byCode)).toEqual(draft.risks.map(({ code, severity, confirmedAt }) => ({ code, severity, confirmedAt })).sort(byCode))
      }),
    )
  })
})

describe('what was stored before lowerings were kept', () => {
  it('opens with none: a draft, and a ticket of the cache', () => {
    const { lowerings: _ofDraft, ...draft } = complaint
    expect(draftSchema.parse(draft)).toEqual(complaint)
    const cached = eventsOf(complaint).reduce<CachedTicket | null>(nextCachedTicket, null)!
    const { lowerings: _ofTicket, ...ticket } = cached.ticket
    expect(cachedTicketSchema.parse({ ...cached, ticket })).toEqual(cached)
  })
})
