import { describe, expect, it } from 'vitest'
import { decideBatch } from '../../../../electron/desk/decide-batch'
import { createApprovalDesk } from '../../../../renderer/console/app/approval-desk'
import { createViewStore } from '../../../../renderer/console/app/view-store'
import type { DeskHttp } from '../../../../renderer/desk-client/desk-http'
import { err, ok } from '../../../../shared/lib/result'
import { newDelivery } from '../../../../shared/outbox/delivery'
import { pendingApprovals } from '../../../../shared/tickets/approval'
import { foldEvents, type Ticket } from '../../../../shared/tickets/ticket'
import type { Author, TicketEvent } from '../../../../shared/tickets/ticket-event'
import { agent8017, draftOf, eventsOf, morning, testUuid, wageComplaint } from '../../../support/drafts'
import { createManualTime } from '../../../support/manual-time'
import { quietShift, watchedOrder } from '../../../support/shift'

const lead: Author = { kind: 'agent', id: '8001', name: '周敏', seat: '8001' }
const red = { code: 'GATHER', severity: 'RED', confirmedAt: morning, source: 'agent' } as const
const wish = { code: 'GATHER', from: 'RED', to: 'YELLOW', reason: '当面问过，只是气话', askedAt: morning + 1 } as const
const written = eventsOf(draftOf(1, { values: wageComplaint, risks: [red], asks: [wish] }))

/** A lead's console, and a desk that keeps what it is told by the desk's own rules; its answer can be lost on the way back. */
function setUp() {
  const time = createManualTime()
  const view = createViewStore('approvals')
  const way = { losesAnswers: false, losesQuestions: false }
  let log: readonly TicketEvent[] = written
  const order = () => foldEvents(log) as Ticket
  const enqueued: TicketEvent[] = []
  const accept: DeskHttp['accept'] = async (events) => {
    if (way.losesQuestions) return err({ code: 'unreachable' })
    const logged = log.map((event, at) => ({ position: at + 1, version: at + 1, event, hadPersonal: event.personal !== null }))
    const decided = decideBatch(events, { known: logged.filter(({ event }) => events.some(({ id }) => id === event.id)), ofTickets: logged, ownersOfNumbers: new Map() }, { author: lead, practice: false })
    if (decided.ok) log = [...log, ...decided.value.added.map(({ event }) => event)]
    if (way.losesAnswers) return err({ code: 'timed-out' })
    return decided.ok ? ok({ receipts: [] }) : err({ code: 'desk-error', httpStatus: 422, error: decided.error })
  }
  let ids = 900
  const approvals = createApprovalDesk({
    view, clock: time, timers: time, newId: () => testUuid(ids++), author: lead,
    cache: { ticket: async () => ({ ticket: order(), isPending: false, kept: 'whole' }) },
    outbox: {
      async enqueue(submission) {
        enqueued.push(...submission.events)
        return ok({ ...submission, order: 1, enqueuedAt: time.now(), draftId: null, draftRevision: null, delivery: newDelivery(time.now()) })
      },
    },
  })
  approvals.follow({ accept })
  const [ask] = pendingApprovals(order())
  const asked = { ticketId: order().id, ask: ask! }
  return {
    time, view, way, order, enqueued, approvals,
    decide: (granted: boolean, reason: string | null = null) => approvals.decide(asked, granted, reason),
    decision: () => order().approvals?.[0]?.decision ?? null,
    decisions: () => log.filter(({ type }) => type === 'approval-decided').length,
    hearsThatItIs: (listed: boolean) => approvals.hear(quietShift({ me: lead.id, orders: listed ? [watchedOrder(1, { ticketId: asked.ticketId, asks: [asked.ask] })] : [] })),
  }
}

describe('a lead’s decision whose answer was lost', () => {
  it('stands, and is not told as refused when the lead presses again', async () => {
    const { way, time, decide, decision, decisions } = setUp()
    way.losesAnswers = true
    expect(await decide(true)).toBe('away')
    way.losesAnswers = false
    await time.advance(20_000)
    expect([await decide(true), decision()?.granted, decisions()]).toEqual([null, true, 1])
  })

  it('stands also where the list still names it after the desk has said yes', async () => {
    const { decide, decisions, hearsThatItIs } = setUp()
    expect(await decide(true)).toBeNull()
    hearsThatItIs(true)
    expect([await decide(true), decisions()]).toEqual([null, 1])
  })

  it('stands with the reason that arrived, whatever words the lead has for it the second time', async () => {
    const { way, decide, decision } = setUp()
    way.losesAnswers = true
    expect(await decide(false, '还在聚集')).toBe('away')
    way.losesAnswers = false
    expect([await decide(false, '人还没散'), decision()?.reason]).toEqual([null, '还在聚集'])
  })

  it('is the last one said where none of them has arrived', async () => {
    const { way, decide, decision } = setUp()
    way.losesQuestions = true
    expect([await decide(false, '还在聚集'), await decide(true)]).toEqual(['away', 'away'])
    way.losesQuestions = false
    expect([await decide(false, '人还没散'), decision()?.reason]).toEqual([null, '人还没散'])
  })

  it('is not taken back by the opposite: that is told as decided', async () => {
    const { way, decide, decision } = setUp()
    way.losesAnswers = true
    expect(await decide(true)).toBe('away')
    way.losesAnswers = false
    expect([await decide(false, '还在聚集'), decision()?.granted]).toEqual(['refused', true])
  })

  it('is forgotten here once the desk lists it no more', async () => {
    const { way, time, decide, decision, hearsThatItIs } = setUp()
    way.losesQuestions = true
    expect(await decide(false, '还在聚集')).toBe('away')
    hearsThatItIs(false)
    way.losesQuestions = false
    await time.advance(60_000)
    expect([await decide(false, '还在聚集'), decision()?.at]).toEqual([null, time.now()])
  })
})

describe('whoever has asked', () => {
  it('is told what the lead said, with the names and numbers of the order masked in it', async () => {
    const { time, view, approvals, order, decide } = setUp()
    const asks = pendingApprovals(order())
    const hears = (listed: typeof asks) => approvals.hear(quietShift({ me: agent8017.id, orders: [watchedOrder(1, { ticketId: order().id, number: order().number, asks: [...listed] })] }))
    hears(asks)
    expect(await decide(false, '先打 15400000099 问秦木根')).toBeNull()
    hears([])
    await time.advance(0)
    expect(view.getState().toast).toMatchObject({ key: 'approvals.told.refused', values: { name: '周敏', reason: '先打 154****0099 问秦**' } })
  })
})

describe('half an emoji, which no database keeps', () => {
  it('is not in the reason of what a lead is asked for', async () => {
    const { approvals, order, enqueued } = setUp()
    expect(await approvals.ask(order(), { kind: 'void' }, '开重了\ud83d')).toBe(true)
    expect(enqueued).toMatchObject([{ type: 'approval-asked', data: { reason: '开重了' } }])
  })

  it('is not in what a lead says to it, however often', async () => {
    const { way, decide, decision, decisions } = setUp()
    way.losesAnswers = true
    expect(await decide(false, '还在聚集\ude00')).toBe('away')
    way.losesAnswers = false
    expect([await decide(false, '还在聚集\ude00'), decision()?.reason, decisions()]).toEqual([null, '还在聚集', 1])
  })
})
