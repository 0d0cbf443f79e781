import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeskStore, NewEvent } from '../../electron/desk/store/desk-store'
import type { Proposal } from '../../electron/desk/store/proposals'
import type { Change } from '../../shared/desk-api/desk-api'
import { foldEvents, type Ticket } from '../../shared/tickets/ticket'
import type { TicketEvent } from '../../shared/tickets/ticket-event'
import { draftOf, eventsOf, morning, testUuid, wageComplaint } from '../support/drafts'

const hour = 3_600_000

/** An order of one caller as the events that a console sends; ids and number follow from `number`. */
function order(number: number, spread: { historyKey?: string; startedAt?: number } = {}): readonly TicketEvent[] {
  const draft = draftOf(number, { values: wageComplaint, caller: { kind: 'new', personId: testUuid(number) } })
  return eventsOf({ ...draft, call: { ...draft.call, ...spread } })
}

function numbered(events: readonly TicketEvent[]): NewEvent[] {
  return events.map((event, index) => ({ event, version: index + 1 }))
}

function ticketOf(events: readonly TicketEvent[]): Ticket {
  const ticket = foldEvents(events)
  if (ticket === null) throw new Error('no events')
  return ticket
}

function put(store: DeskStore, events: readonly TicketEvent[], receivedAt: number = morning) {
  return store.write((log) => log.append(numbered(events), [ticketOf(events)], receivedAt))
}

/** Reads as a console does: from where it stands, page by page, to the end of what is there. */
async function follow(store: DeskStore, seen: Change[], page = 3): Promise<void> {
  for (;;) {
    const next = await store.changesAfter(seen.at(-1)?.position ?? 0, page)
    seen.push(...next)
    if (next.length < page) return
  }
}

/** Something that one side waits for until the other side lets it go. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => undefined as void
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open: () => open() }
}

/** What every store of the desk must do. `open` gives an empty one. */
export function describeDeskStore(open: () => Promise<DeskStore>): void {
  let store: DeskStore
  beforeEach(async () => {
    store = await open()
  })
  afterEach(() => store.close())

  describe('the log', () => {
    it('gives back every event as it came, personal part and all', async () => {
      const events = order(1)
      await put(store, events)
      expect((await store.changesAfter(0, 100)).map(({ event }) => event)).toEqual(events)
    })

    it('numbers events from 1 without a gap, in the order in which they were appended', async () => {
      const first = await put(store, order(1))
      const second = await put(store, order(2))
      const positions = [...first, ...second].map(({ position }) => position)
      expect(positions).toEqual(positions.map((_, index) => index + 1))
      expect(await store.newest()).toBe(positions.length)
    })

    it('leaves nothing behind of a writer that failed', async () => {
      const failing = store.write(async (log) => {
        await log.append(numbered(order(1)), [ticketOf(order(1))], morning)
        throw new Error('changed its mind')
      })
      await expect(failing).rejects.toThrow('changed its mind')
      expect(await store.newest()).toBe(0)
      expect(await store.changesAfter(0, 10)).toEqual([])
      expect((await put(store, order(2)))[0]).toMatchObject({ position: 1 })
    })

    it('finds events by their ids, the events of a ticket, and who carries a number', async () => {
      const events = order(1)
      await put(store, events)
      await put(store, order(2))
      const other = order(2)
      const { known, ofTickets, ownersOfNumbers } = await store.write((log) => log.about({
        eventIds: [events[1]!.id, other[0]!.id, testUuid(99)], ticketIds: [events[0]!.ticketId], numbers: ['20261123-8017-001-1', '20261123-8017-077-1'],
      }))
      expect(new Set(known.map(({ event }) => event))).toEqual(new Set([events[1], other[0]]))
      expect(ofTickets.map(({ event, version }) => [event, version])).toEqual(events.map((event, index) => [event, index + 1]))
      expect([...ownersOfNumbers]).toEqual([['20261123-8017-001-1', events[0]!.ticketId]])
    })

    it('asked for nothing, answers nothing', async () => {
      const found = await store.write(async (log) => [await log.about({ eventIds: [], ticketIds: [], numbers: [] }), await log.append([], [], morning)])
      expect(found).toEqual([{ known: [], ofTickets: [], ownersOfNumbers: new Map() }, []])
    })
  })

  describe('proposals', () => {
    /** Adds an order unless its number is taken. */
    const opening = (events: readonly TicketEvent[]): Proposal<'added' | 'taken'> => {
      const ticket = ticketOf(events)
      return {
        eventIds: events.map(({ id }) => id), ticketIds: [ticket.id], numbers: [ticket.number], receivedAt: morning,
        decide: ({ ownersOfNumbers }) => (ownersOfNumbers.has(ticket.number)
          ? { added: [], tickets: [], answer: () => 'taken' }
          : { added: numbered(events), tickets: [ticket], answer: (places) => (places.length === events.length ? 'added' : 'taken') }),
      }
    }

    it('of many at once are all kept, each whole, numbered without a gap', async () => {
      const orders = Array.from({ length: 60 }, (_, index) => order(index + 1))
      expect(new Set(await Promise.all(orders.map((events) => store.propose(opening(events)))))).toEqual(new Set(['added']))
      const seen: Change[] = []
      await follow(store, seen, 50)
      expect(seen.map(({ position }) => position)).toEqual(seen.map((_, index) => index + 1))
      expect(seen.map(({ event }) => event.id).sort()).toEqual(orders.flat().map(({ id }) => id).sort())
      expect(await store.changesOfHistory('8615400000012', 100)).toHaveLength(orders.flat().length)
    })

    it('of the same number at once are decided one after the other', async () => {
      const answers = await Promise.all([opening(order(1)), opening(order(2)), opening(order(1)), opening(order(3))].map((one) => store.propose(one)))
      expect(answers).toEqual(['added', 'added', 'taken', 'added'])
    })

    it('that fail, or cannot be kept, fail alone', async () => {
      const failing: Proposal<'added' | 'taken'> = { ...opening(order(2)), decide: () => { throw new Error('cannot decide') } }
      // Its first version is there already: the database refuses it.
      const events = order(3)
      const unkeepable: Proposal<'added' | 'taken'> = { ...opening(events), decide: () => ({ added: [...numbered(events), ...numbered(events)], tickets: [ticketOf(events)], answer: () => 'added' }) }
      const all = await Promise.allSettled([opening(order(1)), failing, unkeepable, opening(order(4))].map((one) => store.propose(one)))
      expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
      expect((await store.changesAfter(0, 100)).map(({ event }) => event.id).sort()).toEqual([...order(1), ...order(4)].map(({ id }) => id).sort())
    })
  })

  describe('while one transaction is held open and another commits', () => {
    it('a reader of "changes after N" misses nothing and sees no position twice', async () => {
      const held = gate()
      const hasAppended = gate()
      const slow = store.write(async (log) => {
        await log.append(numbered(order(1)), [ticketOf(order(1))], morning)
        hasAppended.open()
        await held.opened
      })
      await hasAppended.opened
      let quickIsDone = false
      const quick = put(store, order(2)).then(() => (quickIsDone = true))

      const seen: Change[] = []
      for (let round = 0; round < 20; round += 1) await follow(store, seen)
      expect(quickIsDone).toBe(false)
      expect(seen).toEqual([])
      held.open()
      await Promise.all([slow, quick])
      await follow(store, seen)
      expect(seen.map(({ event }) => event.id)).toEqual([...order(1), ...order(2)].map(({ id }) => id))
    })

    it('many writers at once: a reader that follows all the time gets every event once, in order', async () => {
      const orders = Array.from({ length: 24 }, (_, index) => order(index + 1))
      const seen: Change[] = []
      let isWriting = true
      const reading = (async () => {
        while (isWriting) await follow(store, seen, 7)
      })()
      await Promise.all(orders.map((events) => put(store, events)))
      isWriting = false
      await reading
      await follow(store, seen)
      expect(seen.map(({ position }) => position)).toEqual(seen.map((_, index) => index + 1))
      expect(new Set(seen.map(({ event }) => event.id)).size).toBe(orders.flat().length)
    })
  })

  describe('the history of a number', () => {
    it('has all events of its tickets and of no others', async () => {
      await put(store, order(1, { historyKey: '8615400000012' }))
      await put(store, order(2, { historyKey: '8615400000013' }))
      const found = await store.changesOfHistory('8615400000012', 50)
      expect(found.map(({ event }) => event)).toEqual(order(1, { historyKey: '8615400000012' }))
      expect(await store.changesOfHistory('8615400000099', 50)).toEqual([])
    })

    it('is cut to the tickets that changed last', async () => {
      const old = order(1)
      const recent = order(2).map((event) => ({ ...event, happenedAt: event.happenedAt + hour }))
      await put(store, recent)
      await put(store, old)
      const found = await store.changesOfHistory('8615400000012', 1)
      expect(new Set(found.map(({ event }) => event.ticketId))).toEqual(new Set([recent[0]!.ticketId]))
    })
  })

  describe('query codes', () => {
    it('find the tickets that carry them', async () => {
      const events = order(1)
      await put(store, events)
      const code = ticketOf(events).queryCode
      expect(code).toMatch(/^\d{8}$/)
      expect(await store.ticketsWithQueryCode(code!)).toEqual([events])
      expect(await store.ticketsWithQueryCode('00000000')).toEqual([])
    })

    it('count tries within a window, all of them at the same moment too, and begin anew after it', async () => {
      const together = await Promise.all(Array.from({ length: 5 }, () => store.countTry('code 1', morning, hour)))
      expect(together.sort()).toEqual([1, 2, 3, 4, 5])
      expect(await store.countTry('code 2', morning, hour)).toBe(1)
      expect(await store.countTry('code 1', morning + hour - 1, hour)).toBe(6)
      expect(await store.countTry('code 1', morning + hour, hour)).toBe(1)
      await store.forgetTries('code 1')
      expect(await store.countTry('code 1', morning + hour, hour)).toBe(1)
    })
  })

  describe('hints', () => {
    it('tell how far the log is after a commit, until one unsubscribes', async () => {
      const first = gate()
      const heard: number[] = []
      const unsubscribe = store.onHint((position) => {
        heard.push(position)
        first.open()
      })
      const places = await put(store, order(1))
      await first.opened
      unsubscribe()

      const second = gate()
      store.onHint(() => second.open())
      await put(store, order(2))
      await second.opened
      expect(heard).toEqual([places.at(-1)!.position])
    })
  })
}
