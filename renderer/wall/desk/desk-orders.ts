import type { z } from 'zod'
import { deskRoutes, eventBatchAnswerSchema, hintSchema } from '../../../shared/desk-api/desk-api'
import { bookInUseAnswerSchema, recordRoutes } from '../../../shared/desk-api/desk-records'
import { bookInUse } from '../../../shared/desk-book/book-in-use'
import type { HouseRules } from '../../../shared/desk-book/house-rules'
import { intakeRowsSchema, lostCallAnswerSchema, orderAnswerSchema, wallOrdersSchema, wallRoutes, type WallOrders } from '../../../shared/desk-api/wall-api'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { parseJson } from '../../../shared/lib/parse-json'
import { err, ok, type Result } from '../../../shared/lib/result'
import type { NewId } from '../../../shared/lib/uuid-v7'
import type { LostCall } from '../../../shared/metrics/lost-call'
import { cleanTexts } from '../../../shared/tickets/fields/clean-text'
import { foldEvents } from '../../../shared/tickets/ticket'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import { hintSilenceMs, type DeskCallError, type DeskHttp } from '../../desk-client/desk-http'
import type { SourceAge } from '../freshness'
import type { MissedAct, QueueName, ReportPort, WallProblem, WallPort } from '../wall-port'
import { steadyAhead } from '../../desk-client/steady-ahead'
import { createStreamFollower } from '../../desk-client/stream-follower'

export interface DeskOrdersPorts {
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly newId: NewId
  /** Who signs here; the desk puts whom it has checked. */
  readonly who: { readonly id: string; readonly name: string; readonly seat: string }
  onChange(): void
  /** An administrator has set by what figures and alarms go; also that nobody has. */
  onHouse(house: HouseRules): void
}

type OrdersDesk = Pick<DeskHttp, 'ask' | 'lines'>

/** The orders of a shared desk, as its wall shows them. */
export interface DeskOrders {
  follow(desk: OrdersDesk | null): void
  /** Null: nothing was heard yet. Times are the desk's. */
  heard(): WallOrders | null
  /** How far the desk's clock is ahead. */
  aheadMs(): number
  source(): SourceAge
  queueNames(): Readonly<Record<string, QueueName>>
  /** As an administrator has named them; empty before they were heard. */
  categoryNames(): Readonly<Record<string, QueueName>>
  advance(call: LostCall, act: MissedAct): Promise<Result<void, WallProblem>>
  /** What to dial to reach a caller who was claimed from here; null when that has not been told. */
  numberOf(callerKey: string): string | null
  readonly intakeRows: NonNullable<WallPort['intakeRows']>
  readonly reports: ReportPort
  dispose(): void
}

/** Asked for so often, and sooner when the desk hints that there is something new. */
const everyMs = 2_000
export const ordersHeartbeatMs = 5_000
const afterHintMs = 200
const namesEveryMs = 60_000
// Claimed once more, the number is told once more.
const acts = { claim: 'claim', number: 'claim', reached: 'reached', 'not-reached': 'not-reached' } as const satisfies Record<MissedAct, string>

export function createDeskOrders({ clock, timers, random, newId, who, onChange, onHouse }: DeskOrdersPorts): DeskOrders {
  const numbers = new Map<string, string>()
  let desk: OrdersDesk | null = null
  let answer: WallOrders | null = null
  let heardAt: number | null = null
  let ahead = 0
  let names: Readonly<Record<string, QueueName>> = {}
  let categories: Readonly<Record<string, QueueName>> = {}
  let bookVersion: string | null = null
  let next = { cancel: () => undefined as void }
  let nextNames = { cancel: () => undefined as void }
  let isAsking = false
  let isAskedAgain = false

  async function ask(): Promise<void> {
    if (isAsking) {
      isAskedAgain = true
      return
    }
    const here = desk
    if (here === null) return
    next.cancel()
    isAsking = true
    const askedAt = clock.now()
    const told = await here.ask(wallRoutes.orders, wallOrdersSchema)
    isAsking = false
    if (here !== desk) return void ask()
    if (told.ok) {
      answer = told.value
      // What is told was so when it was asked for, or later: never is it taken for younger than it is.
      heardAt = askedAt
      ahead = steadyAhead(ahead, told.value.at - clock.now())
      onChange()
    }
    if (isAskedAgain) {
      isAskedAgain = false
      return ask()
    }
    next = timers.after(everyMs, () => void ask())
  }

  async function askNames(): Promise<void> {
    const here = desk
    nextNames.cancel()
    if (here === null) return
    const book = await here.ask(recordRoutes.inUse, bookInUseAnswerSchema, {})
    if (here !== desk) return
    if (book.ok && book.value.version !== bookVersion) {
      bookVersion = book.value.version
      const { queues, dispatch, house } = bookInUse(book.value.records)
      names = Object.fromEntries(queues)
      const groups = dispatch.taxonomy.categories
      categories = Object.fromEntries(groups.flatMap((group) => [group, ...group.children]).map(({ code, zh, en }) => [code, { zh, en }] as const))
      onHouse(house)
      onChange()
    }
    nextNames = timers.after(namesEveryMs, () => void askNames())
  }

  let newestHinted = 0
  let listsHinted: string | null = null
  /** A hint that is lost costs two seconds and nothing else. */
  const hints = createStreamFollower({
    timers, random,
    path: () => deskRoutes.stream,
    silenceMs: () => hintSilenceMs,
    take(line) {
      const hint = hintSchema.safeParse(parseJson(line))
      if (!hint.success) return 'ignored'
      const { lists = null } = hint.data
      if (lists !== null && lists !== bookVersion && lists !== listsHinted) {
        listsHinted = lists
        void askNames()
      }
      if (hint.data.newest > newestHinted) {
        newestHinted = hint.data.newest
        next.cancel()
        next = timers.after(afterHintMs, () => void ask())
      }
      return 'heard'
    },
  })

  async function perform<T>(route: string, schema: z.ZodType<T>, body: unknown): Promise<Result<T, WallProblem>> {
    const told = await desk?.ask(route, schema, body)
    return told === undefined ? err({ code: 'not-reached' }) : told.ok ? told : err(problemOf(told.error))
  }

  const reports: ReportPort = {
    newId,
    async order(ticketId) {
      const told = await perform(wallRoutes.order, orderAnswerSchema, { ticketId })
      if (!told.ok) return told
      const ticket = foldEvents(told.value.changes.map(({ event }) => event))
      return ticket === null ? err({ code: 'changed-meanwhile' }) : ok(ticket)
    },
    async sign(ticket, { id, code, text }) {
      const at = clock.now() + ahead
      const event = cleanTexts<TicketEvent>({
        id, ticketId: ticket.id, type: 'report-signed', author: { kind: 'agent', ...who }, happenedAt: at, recordedAt: at,
        basedOn: ticket.version, data: { code, signedAt: at }, personal: { report: text },
      })
      const told = await perform(deskRoutes.events, eventBatchAnswerSchema, { events: [event] })
      void ask()
      return told.ok ? ok(undefined) : told
    },
  }

  return {
    follow(followed) {
      desk = followed
      for (const timer of [next, nextNames]) timer.cancel()
      newestHinted = 0
      listsHinted = null
      hints.follow(desk)
      void ask()
      void askNames()
    },
    heard: () => answer,
    aheadMs: () => ahead,
    source: () => ({ heardAt, heartbeatMs: ordersHeartbeatMs, awaySince: null }),
    queueNames: () => names,
    categoryNames: () => categories,
    async advance({ callerKey, lostAt }, act) {
      if (callerKey === null) return err({ code: 'not-allowed' })
      const told = await perform(wallRoutes.lostCalls, lostCallAnswerSchema, { id: newId(), callerKey, lostAt: lostAt.at(-1) ?? 0, act: acts[act] })
      if (told.ok && told.value.number !== null) numbers.set(callerKey, told.value.number)
      await ask()
      if (told.ok && act === 'number' && told.value.number === null) return err({ code: 'number-unknown' })
      return told.ok ? ok(undefined) : told
    },
    numberOf: (callerKey) => numbers.get(callerKey) ?? null,
    intakeRows: (by, code) => perform(wallRoutes.intake, intakeRowsSchema, { by, code }),
    reports,
    dispose() {
      desk = null
      for (const timer of [next, nextNames]) timer.cancel()
      hints.dispose()
    },
  }
}

function problemOf(error: DeskCallError): WallProblem {
  if (error.code !== 'desk-error') return { code: 'not-reached' }
  switch (error.error.code) {
    case 'forbidden':
    case 'unauthorized':
    case 'password-change-due':
      return { code: 'not-allowed' }
    case 'not-ready':
    case 'internal':
      return { code: 'not-reached' }
    default:
      return { code: 'changed-meanwhile' }
  }
}
