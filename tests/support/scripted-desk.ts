import { changesOfUnit } from '../../electron/desk/people/changes-of-unit'
import { deskRoutes, eventBatchSchema, type ChangesAnswer, type DeskError } from '../../shared/desk-api/desk-api'
import { foldEvents } from '../../shared/tickets/ticket'
import { checkEvent } from '../../shared/tickets/ticket-rules'
import type { TicketEvent } from '../../shared/tickets/ticket-event'
import { createDeskLog, type DeskLog } from './desk-log'
import { agent8017, morning, testUuid } from './drafts'

/** What becomes of a request on its way to the desk and back. */
export type Fault =
  | 'none'
  | 'request-lost'
  | 'answer-lost'
  | 'twice'
  | 'internal'
  | 'not-ready'
  | 'unauthorized'
  | 'garbage'
  | 'receipts-missing'
  | 'no-answer'

export const everyFault: readonly Fault[] = [
  'none', 'request-lost', 'answer-lost', 'twice', 'internal', 'not-ready', 'unauthorized', 'garbage', 'receipts-missing', 'no-answer',
]

/** A desk in memory behind a `fetch` that fails as told: one fault per request, then none. */
export interface ScriptedDesk {
  readonly fetch: typeof globalThis.fetch
  readonly log: DeskLog
  readonly deskId: string
  /** Requests that reached the routes, by path without query. */
  readonly asked: string[]
  faults: Fault[]
  isDown: boolean
  practice: boolean
  token: string
  /** Whoever asks reads the orders of this unit only. */
  onlyUnit: string | null
  /** Sends a line to every open stream. */
  hint(newest?: number): void
  /** Ends all streams, as a desk that stops does. */
  endStreams(): void
  openStreams(): number
}

export function createScriptedDesk(): ScriptedDesk {
  const log = createDeskLog()
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>()

  async function fetchDesk(input: Parameters<typeof globalThis.fetch>[0], init: RequestInit = {}): Promise<Response> {
    const url = new URL(String(input))
    const fault = desk.isDown ? 'request-lost' : (desk.faults.shift() ?? 'none')
    await turn()
    if (init.signal?.aborted) throw new DOMException('aborted', 'AbortError')
    if (fault === 'request-lost') throw new TypeError('fetch failed')
    if (fault === 'no-answer') return new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError'))))
    if (fault === 'unauthorized' || new Headers(init.headers).get('Authorization') !== `Bearer ${desk.token}`) return fail(401, { code: 'unauthorized' })
    if (fault === 'internal') return fail(500, { code: 'internal' })
    if (fault === 'not-ready') return fail(503, { code: 'not-ready' })
    desk.asked.push(url.pathname)
    if (fault === 'twice') await answer(url, init)
    const response = await answer(url, init)
    if (fault === 'answer-lost') throw new TypeError('fetch failed')
    if (fault === 'garbage') return new Response('<html>', { status: 200 })
    if (fault === 'receipts-missing') return Response.json({ receipts: [] })
    return response
  }

  async function changesFrom(after: number, limit: number, last: string | null): Promise<ChangesAnswer> {
    const isAnother = last !== null && log.changes[after - 1]?.event.id !== last
    const { changes, newest } = isAnother ? { changes: [], newest: log.changes.length } : log.after(after, limit)
    const told = { changes, newest, ...(isAnother ? { isAnotherLog: true as const } : {}) }
    if (desk.onlyUnit === null) return told
    const end = changes.at(-1)
    const through = end?.position ?? after
    const store = {
      sendingsAmong: async (ticketIds: readonly string[]) => log.changes.filter(({ event }) => ticketIds.includes(event.ticketId)),
      changesOfTickets: async (ticketIds: readonly string[], to: number) => log.changes.filter(({ position, event }) => position <= to && ticketIds.includes(event.ticketId)),
    }
    const only = { unit: desk.onlyUnit, through, ...(end === undefined ? {} : { last: end.event.id }) }
    return { ...told, changes: await changesOfUnit(store, { after, through, changes }, desk.onlyUnit), only }
  }

  async function answer(url: URL, init: RequestInit): Promise<Response> {
    if (url.pathname === deskRoutes.health) {
      return Response.json({ status: 'ready', deskId: desk.deskId, practice: desk.practice, author: agent8017, now: morning })
    }
    if (url.pathname === deskRoutes.stream) return stream(init.signal ?? null)
    if (url.pathname === deskRoutes.changes) {
      return Response.json(await changesFrom(Number(url.searchParams.get('after')), Number(url.searchParams.get('limit')), url.searchParams.get('last')))
    }
    if (url.pathname === deskRoutes.events) return accept(eventBatchSchema.parse(JSON.parse(String(init.body))).events)
    if (url.pathname === deskRoutes.ticketStatus) return Response.json({ state: 'HANDLING', changedAt: morning })
    return fail(404, { code: 'not-found' })
  }

  function accept(events: readonly TicketEvent[]): Response {
    const fresh = events.filter((event) => !log.changes.some((change) => change.event.id === event.id))
    let ticket = foldEvents(log.changes.map((change) => change.event).filter((event) => event.ticketId === events[0]?.ticketId))
    for (const event of fresh) {
      const legal = checkEvent(ticket, event)
      if (!legal.ok) return fail(422, { code: 'refused', eventId: event.id, reason: legal.error.code })
      if (isTaken(event)) return fail(422, { code: 'refused', eventId: event.id, reason: 'number-taken' })
      ticket = foldEvents([event], ticket)
    }
    const receipts = log.append(events).map(({ position, version, event }) => ({ eventId: event.id, position, version }))
    if (fresh.length > 0) desk.hint()
    return Response.json({ receipts })
  }

  function isTaken(opened: TicketEvent): boolean {
    if (opened.type !== 'opened') return false
    return log.changes.some(({ event }) => event.type === 'opened' && event.ticketId !== opened.ticketId && event.data.number === opened.data.number)
  }

  function stream(signal: AbortSignal | null): Response {
    let own: ReadableStreamDefaultController<Uint8Array> | null = null
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        own = controller
        streams.add(controller)
        controller.enqueue(line(log.changes.length))
        signal?.addEventListener('abort', () => streams.delete(controller) && controller.error(new DOMException('aborted', 'AbortError')))
      },
      cancel: () => void (own && streams.delete(own)),
    })
    return new Response(body, { headers: { 'Content-Type': 'application/x-ndjson' } })
  }

  const desk: ScriptedDesk = {
    fetch: fetchDesk,
    log,
    deskId: testUuid(1),
    asked: [],
    faults: [],
    isDown: false,
    practice: false,
    token: 'a-token-for-the-test-desk-of-32-characters',
    onlyUnit: null,
    hint: (newest = log.changes.length) => streams.forEach((controller) => controller.enqueue(line(newest))),
    endStreams() {
      for (const controller of streams) controller.close()
      streams.clear()
    },
    openStreams: () => streams.size,
  }
  return desk
}

function line(newest: number): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify({ newest, now: morning })}\n`)
}

function fail(status: number, error: DeskError): Response {
  return Response.json(error, { status })
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
