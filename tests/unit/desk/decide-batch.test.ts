import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideBatch } from '../../../electron/desk/decide-batch'
import type { BatchContext } from '../../../electron/desk/store/proposals'
import type { LoggedEvent } from '../../../electron/desk/store/desk-store'
import { bookInUse } from '../../../shared/desk-book/book-in-use'
import { epochMs } from '../../../shared/lib/clock'
import { shippedRetiredCodes } from '../../../shared/tickets/map-codes'
import { revealEvent } from '../../../shared/tickets/reveal-event'
import { ticketEventSchema, type Author, type TicketEvent } from '../../../shared/tickets/ticket-event'
import { agent8017, draftOf, eventsOf, noProposal, testUuid, wageComplaint } from '../../support/drafts'

const author: Author = { kind: 'agent', id: 'a1', name: '账号', seat: '8105' }
const identity = { author, practice: false }
const events = eventsOf(draftOf(1, { values: wageComplaint }))

function logged(list: readonly TicketEvent[]): LoggedEvent[] {
  return list.map((event, index) => ({
    position: index + 1, version: index + 1, event: { ...event, author }, hadPersonal: event.personal !== null,
  }))
}

function contextOf(list: readonly TicketEvent[] = [], owners: readonly (readonly [string, string])[] = []): BatchContext {
  return { known: logged(list), ofTickets: logged(list), ownersOfNumbers: new Map(owners) }
}

function added(list: readonly TicketEvent[], context = contextOf()) {
  const decision = decideBatch(list, context, identity)
  if (!decision.ok) throw new Error(decision.error.code)
  return decision.value
}

describe('a batch of events', () => {
  it('counts versions within the ticket and puts the identity that was checked in the place of the claimed one', () => {
    const decision = added(events)
    expect(decision.added.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1))
    expect(decision.added.map(({ event }) => ({ ...event.author, writtenBy: undefined }))).toEqual(events.map(() => ({ ...author, writtenBy: undefined })))
    expect(decision.tickets).toMatchObject([{ id: events[0]!.ticketId, state: 'REVIEWING', version: events.length }])
  })

  it('keeps whom the events name beside who delivered them, whatever the sender says of that', () => {
    const { id, name, seat } = agent8017
    const lied = events.map((event) => ({ ...event, author: { ...event.author, writtenBy: { id: 'x', name: '别人', seat: '0001' } } }))
    expect(added(lied).added.map(({ event }) => event.author)).toEqual(events.map(() => ({ ...author, writtenBy: { id, name, seat } })))
    const own = events.map((event) => ({ ...event, author: { ...author, name: '旧名字', writtenBy: { id: 'x', name: '别人', seat: '0001' } } }))
    expect(added(own).added.map(({ event }) => event.author)).toEqual(events.map(() => author))
    const system = events.map((event) => ({ ...event, author: { ...event.author, kind: 'system' as const } }))
    expect(added(system).added.map(({ event }) => event.author)).toEqual(events.map(() => author))
  })

  it('goes on where the ticket stands', () => {
    const [opened, ...rest] = events
    expect(added(rest, { ...contextOf([opened!]), known: [] }).added[0]).toMatchObject({ version: 2 })
  })

  it('sent again, whole or in part, adds nothing or only what is new', () => {
    expect(added(events, contextOf(events))).toEqual({ added: [], tickets: [] })
    const half = Math.floor(events.length / 2)
    const later = added(events, contextOf(events.slice(0, half)))
    expect(later.added.map(({ event }) => event.id)).toEqual(events.slice(half).map(({ id }) => id))
  })

  it('gives an order that was uploaded days later the limit that began with its call', () => {
    const uploaded = events.map((event) => ({ ...event, recordedAt: event.recordedAt + 5 * 86_400_000 }))
    const dueOf = (list: readonly TicketEvent[]) => added(list).tickets[0]?.dueAt
    expect(dueOf(events)).not.toBeNull()
    expect(dueOf(uploaded)).toBe(dueOf(events))
    // Nor by what was kept and submitted days later, without a desk: it is the call that counts.
    expect(dueOf(events.map((event) => (event.type === 'opened' ? event : { ...event, happenedAt: event.happenedAt + 5 * 86_400_000 })))).toBe(dueOf(events))
  })

  it('may hold the same event twice', () => {
    expect(added([events[0]!, events[0]!, ...events.slice(1)]).added).toHaveLength(events.length)
  })

  it('is refused when an id comes back with other content', () => {
    const other = { ...events[0]!, happenedAt: events[0]!.happenedAt + 1 }
    expect(decideBatch([other], contextOf(events), identity)).toEqual({
      ok: false, error: { code: 'event-id-reused', eventId: events[0]!.id },
    })
    expect(decideBatch([events[0]!, other], contextOf(), identity)).toMatchObject({ error: { code: 'event-id-reused' } })
  })

  it('compares personal values as long as they are there, and the rest when retention has erased them', () => {
    const index = events.findIndex(({ personal }) => personal !== null)
    const changed = { ...events[index]!, personal: { summary: '别的' } } as TicketEvent
    expect(decideBatch([changed], contextOf(events), identity)).toMatchObject({ error: { code: 'event-id-reused' } })

    const erased = logged(events).map((entry) => ({ ...entry, event: { ...entry.event, personal: null } }))
    expect(decideBatch([changed], { ...contextOf(), known: erased, ofTickets: erased }, identity)).toMatchObject({ ok: true })
  })

  it('is refused by the rules that the console uses, with the event that is to blame', () => {
    expect(decideBatch(events.slice(1), contextOf(), identity)).toEqual({
      ok: false, error: { code: 'refused', eventId: events[1]!.id, reason: 'not-opened' },
    })
  })

  it('has its limit reckoned by the desk from the call, whatever was sent, and sent again is the same', () => {
    const dueIn = (list: readonly TicketEvent[]) => added(list).tickets[0]?.dueAt
    const dayAfterTen = Date.parse('2026-12-07T23:59:59+08:00')
    const late = (event: TicketEvent): TicketEvent =>
      event.type === 'sent-for-dispatch'
        ? { ...event, happenedAt: event.happenedAt + 2 * 86_400_000, data: { proposal: { ...event.data.proposal, handleDueAt: dayAfterTen + 86_400_000 } } }
        : event
    expect(dueIn(events)).toBe(dayAfterTen)
    expect(dueIn(events.map(late))).toBe(dayAfterTen)
    const stored = added(events).added.map(({ event }) => event)
    expect(added(events, contextOf(stored))).toEqual({ added: [], tickets: [] })
  })

  it('takes a look at what is masked in every state, under the name that was checked, once', () => {
    const closed = eventsOf(draftOf(1, { values: { ...wageComplaint, request_type: 'ZX' } }), { kind: 'answered-directly' })
    const look = revealEvent({ id: closed[0]!.ticketId, version: closed.length }, { parts: ['number'], reason: 'call-back', note: null }, { id: testUuid(88), author: { ...author, id: 'somebody-else' }, at: epochMs(5) })
    const decision = added([look], contextOf(closed))
    expect(decision.tickets).toMatchObject([{ state: 'ANSWERED', reveals: [{ by: { id: 'a1', name: '账号' }, reason: 'call-back' }] }])
    expect(added([look], contextOf([...closed, look]))).toEqual({ added: [], tickets: [] })
  })

  it('is refused where it names a category or a unit that is in no list of the desk, and not where that is only out of use', () => {
    const withCategory = (category: string) => eventsOf(draftOf(1, { values: { ...wageComplaint, category } }))
    const withUnit = (leadUnit: string) => events.map((event): TicketEvent =>
      event.type === 'sent-for-dispatch' ? { ...event, data: { proposal: { ...event.data.proposal, leadUnit } } } : event)
    expect(decideBatch(withCategory('WAGE-77'), contextOf(), identity)).toMatchObject({ error: { code: 'refused', reason: 'category-unknown' } })
    expect(decideBatch(withUnit('FLYZ'), contextOf(), identity)).toMatchObject({ error: { code: 'refused', reason: 'unit-unknown' } })

    const own = bookInUse([
      { kind: 'categories', key: 'WAGE-77', value: { zh: '外卖骑手报酬', en: '', usualType: 'TS', leadUnit: null }, isActive: false },
      { kind: 'units', key: 'FLYZ', value: { zh: '工会法律援助站', en: '', dayPhones: [], nightPhones: [] }, isActive: false },
    ])
    const lists = { ...own, codes: shippedRetiredCodes() }
    expect(decideBatch(withCategory('WAGE-77'), contextOf(), identity, lists)).toMatchObject({ ok: true })
    expect(decideBatch(withUnit('FLYZ'), contextOf(), identity, lists)).toMatchObject({ ok: true })
  })

  it('is refused when another ticket has the number, in the log or in the batch', () => {
    const number = '20261123-8017-001-1'
    const taken = decideBatch(events, contextOf([], [[number, testUuid(7)]]), identity)
    expect(taken).toMatchObject({ error: { code: 'refused', eventId: events[0]!.id, reason: 'number-taken' } })
    const twin = eventsOf({ ...draftOf(2, { values: wageComplaint }), number })
    expect(decideBatch([...events, ...twin], contextOf(), identity)).toMatchObject({ error: { reason: 'number-taken' } })
  })

  it('keeps practice and real work apart', () => {
    const practised = eventsOf(draftOf(1, { values: wageComplaint, practice: true }))
    expect(decideBatch(practised, contextOf(), identity)).toMatchObject({ error: { reason: 'practice-mismatch' } })
    expect(decideBatch(practised, contextOf(), { author, practice: true })).toMatchObject({ ok: true })
    expect(decideBatch(events, contextOf(), { author, practice: true })).toMatchObject({ error: { reason: 'practice-mismatch' } })
  })

  it('comes to the same log however a console cuts it into batches and repeats them', () => {
    const whole = added(events).added
    fc.assert(
      fc.property(fc.array(fc.nat(events.length - 1), { maxLength: 6 }), fc.nat(3), (cuts, overlap) => {
        let log: LoggedEvent[] = []
        for (const from of [0, ...cuts.sort((a, b) => a - b)]) {
          const batch = events.slice(Math.max(0, Math.min(from, log.length) - overlap), from + 1)
          const known = log.filter(({ event }) => batch.some(({ id }) => id === event.id))
          const decision = decideBatch(batch, { known, ofTickets: log, ownersOfNumbers: new Map() }, identity)
          if (!decision.ok) throw new Error(decision.error.code)
          log = [...log, ...decision.value.added.map((entry) => ({ ...entry, position: 0, hadPersonal: entry.event.personal !== null }))]
        }
        expect(log.map(({ event, version }) => ({ event, version }))).toEqual(whole.slice(0, log.length))
      }),
    )
  })

  it('in codes out of use is taken, and followed by an event of the desk that says what it means today', () => {
    const old = eventsOf(draftOf(1, { values: { ...wageComplaint, work_district: '500105' } }), { kind: 'sent-for-dispatch', proposal: { ...noProposal, leadUnit: 'QXGH@500105' } })
    const decision = added(old)
    const types = decision.added.map(({ event }) => event.type)
    expect(types).toEqual(['opened', 'caller-identified', 'facts-recorded', 'codes-mapped', 'sent-for-dispatch', 'codes-mapped'])
    expect(decision.added.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6])
    expect(decision.added[2]?.event).toMatchObject({ data: { values: { work_district: '500105' } } })
    expect(decision.added[3]?.event).toMatchObject({ author: { kind: 'system', id: 'desk' } })
    expect(decision.tickets).toMatchObject([{
      values: { work_district: 'CQ-LJXQ' }, leadUnit: 'QXGH@CQ-LJXQ',
      mapped: [{ field: 'work_district', from: '500105' }, { field: 'lead_unit', from: 'QXGH@500105' }],
    }])
    for (const { event } of decision.added) expect(ticketEventSchema.parse(event)).toEqual(event)
    const log = decision.added.map(({ event }) => event)
    expect(added(old, contextOf(log))).toEqual({ added: [], tickets: [] })
    expect(added(old.slice(-1), { ...contextOf(log), known: contextOf(log.slice(0, 4)).known, ofTickets: contextOf(log.slice(0, 4)).ofTickets }).added.map(({ version }) => version)).toEqual([5, 6])
  })

  it('is refused when it pretends to be the desk’s own', () => {
    const [opened] = events
    const mapped: TicketEvent = {
      ...opened!, id: testUuid(77), type: 'codes-mapped', personal: null, data: { mapped: [{ field: 'category', from: 'WAGE-02', to: 'WAGE-01', why: 'category-retired' }] },
    }
    expect(decideBatch([mapped], contextOf(events), identity)).toMatchObject({ error: { reason: 'desk-only' } })
  })
})
