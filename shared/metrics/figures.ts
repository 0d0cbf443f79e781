import { DAY_MS } from '../callers/local-day'
import type { DeadlineData } from '../tickets/deadlines/shipped'
import type { TagData } from '../tickets/tags/tag-data'
import { callEventKey, foldCall, lateOfCall, type CallFact, type CallRecord } from './call-record'
import { linesOfCall } from './call-lines'
import { DueTimes } from './due-times'
import type { Fact, QueueFact, SeatFact } from './fact'
import type { Figure, FigureCode, FigureWindow, FormulaCode } from './figure'
import { makeFigure, type Source } from './make-figure'
import { chosenFormula, type FigureSettings } from './figure-settings'
import { codeOfFormula, figureTable } from './figure-table'
import { wholeHalfHours } from './half-hours'
import { Ledger } from './ledger'
import type { LineCode } from './line'
import type { OrderFact } from './order-fact'
import { linesOfOrder } from './order-lines'
import { foldOrder, isRunning, type OrderRecord } from './order-record'
import { matterOf, nextLimitOf } from './order-outlook'
import { Repeats } from './repeats'
import { SeatTimes } from './seat-time'
import { Tally } from './tally'

export interface FigureRules {
  readonly settings: FigureSettings
  readonly deadlines: DeadlineData
  readonly tags: TagData
  readonly keep: KeptSpans
}

/** How far back, in days. Sums are small; what lies behind a click is not. */
export interface KeptSpans {
  /** Calls one by one: what is heard of an older one is turned away. */
  readonly callDays: number
  /** Sums, and orders one by one after nothing more happens to them. Five weeks: the same weekday four times, and a month. */
  readonly sumDays: number
}

export const defaultKeptSpans: KeptSpans = { callDays: 3, sumDays: 36 }

/** Which figure. An agent, a seat or a person can't be asked for: there are no figures of one. */
export interface FigureQuestion {
  readonly code: FigureCode
  readonly window: FigureWindow
  /** Left out: the one that the settings have chosen. */
  readonly formula?: FormulaCode
  /** Left out or null: all queues together. */
  readonly queue?: string | null
}

/**
 * All figures of a hotline, kept up fact by fact: what a fact costs depends on the one call or order that it is about, never on how many
 * there were. Facts may come late, twice and in any order; what comes out is what all of them together say.
 */
export class Figures {
  readonly #rules: FigureRules
  readonly #calls: Ledger<CallFact, CallRecord>
  readonly #orders: Ledger<OrderFact, OrderRecord>
  readonly #seatTally = new Tally()
  readonly #seats = new SeatTimes()
  readonly #repeats = new Repeats()
  readonly #limits = new DueTimes()
  readonly #leaving = new DueTimes()
  #now = 0
  #turnedAway = 0

  constructor(rules: FigureRules) {
    this.#rules = rules
    const { settings } = rules
    this.#calls = new Ledger<CallFact, CallRecord>(new Tally(), {
      fold: (facts) => foldCall(facts, settings.lateAfterMs),
      lines: (call) => linesOfCall(call, settings),
      queueOf: (call) => call.queue,
      late: lateOfCall,
    })
    this.#orders = new Ledger<OrderFact, OrderRecord>(new Tally(), {
      fold: (facts) => foldOrder(facts, settings.orderLateAfterMs),
      lines: (order, id) => linesOfOrder(order, { ...rules, now: this.#now, neighbours: this.#repeats.neighbours(id) }),
      queueOf: () => '',
      late: (order) => order.late,
    })
  }

  add(fact: Fact): void {
    this.advance(fact.heardAt)
    switch (fact.kind) {
      case 'queue':
        return this.#addCall(fact)
      case 'seat':
        return this.#addSeat(fact)
      case 'order':
        return this.#addOrder(fact)
    }
  }

  /** Time has passed: limits have run out, and what is too old goes. A clock that goes back changes nothing. */
  advance(now: number): void {
    if (now <= this.#now) return
    this.#now = now
    for (const orderId of this.#limits.take(now)) this.#recountOrder(orderId)
    for (const row of this.#leaving.take(now)) this.#leave(row)
    const sumsBefore = now - this.#rules.keep.sumDays * DAY_MS
    const rowsBefore = this.#callsFrom()
    this.#calls.tally.forget({ rowsBefore, sumsBefore })
    this.#seatTally.forget({ rowsBefore, sumsBefore })
    this.#orders.tally.forget({ rowsBefore: sumsBefore, sumsBefore })
  }

  figure({ code, window, formula = chosenFormula(code, this.#rules.settings), queue = null }: FigureQuestion): Figure {
    return makeFigure({ code, formula, window: wholeHalfHours(window), queue }, this.#sourceOf(code))
  }

  /** How many calls and orders a line holds in a window, for curves and tables. */
  sumOf(code: LineCode, window: FigureWindow, queue: string | null = null): { readonly above: number; readonly below: number } {
    const sums = this.#tallyOf(code).sumsIn(window, code, queue)
    return { above: sums.reduce((sum, each) => sum + each.above, 0), below: sums.reduce((sum, each) => sum + each.below, 0) }
  }

  /** Orders whose call lies in the window, those without content left out. */
  intakeIn(window: FigureWindow): OrderRecord[] {
    const ids = this.#orders.tally.sumsIn(window, 'intake', null).flatMap(({ aboveRows }) => [...aboveRows.keys()])
    return ids.flatMap((id) => this.#orders.record(id) ?? [])
  }

  /** Facts that could not be counted: about a call that is no longer kept, or more than one call or order can have. */
  get turnedAway(): number {
    return this.#turnedAway
  }

  /** How much is held, to see that it does not grow. */
  get size(): { readonly rows: number; readonly halfHours: number; readonly others: number } {
    return {
      rows: this.#calls.size + this.#orders.size,
      halfHours: this.#calls.tally.size + this.#orders.tally.size + this.#seatTally.size,
      others: this.#seats.size + this.#repeats.size + this.#limits.size + this.#leaving.size,
    }
  }

  #addCall({ event, heardAt, drill }: QueueFact): void {
    if (event.kind === 'moved' || event.kind === 'offered' || event.kind === 'offer-ended' || event.kind === 'member' || event.kind === 'rang-back') return
    this.#putCall(event.queueCallId, callEventKey(event), { what: 'event', event, at: event.at, heardAt })
    if (drill) this.#putCall(event.queueCallId, 'drill', { what: 'drill', at: event.at, heardAt })
  }

  #putCall(queueCallId: string, key: string, fact: CallFact, replace = false): void {
    if (fact.at < this.#callsFrom() || !this.#calls.put(queueCallId, key, fact, replace)) this.#turnedAway += 1
    else this.#leaving.set(`call ${queueCallId}`, fact.heardAt + this.#rules.keep.callDays * DAY_MS)
  }

  #callsFrom(): number {
    return this.#now - this.#rules.keep.callDays * DAY_MS
  }

  #addSeat(fact: SeatFact): void {
    if (fact.since < this.#callsFrom()) {
      this.#turnedAway += 1
      return
    }
    const part = { row: null, queue: '', heardAt: fact.heardAt }
    const { taken, put, wrapUps } = this.#seats.add(fact, this.#callsFrom())
    for (const line of taken) this.#seatTally.take(part, line)
    for (const line of put) this.#seatTally.put(part, line)
    for (const { queueCallId, fromSeat, ...wrapUp } of wrapUps) {
      this.#putCall(queueCallId, `wrap-up ${fromSeat}`, { what: 'wrap-up', fromSeat, ...wrapUp }, true)
    }
  }

  #addOrder(fact: OrderFact): void {
    const { orderId } = fact
    if (!this.#orders.put(orderId, fact.id, fact)) this.#turnedAway += 1
    this.#leaving.set(`order ${orderId}`, fact.heardAt + this.#rules.keep.sumDays * DAY_MS)
    const order = this.#orders.record(orderId)
    if (order === null) return
    for (const neighbour of this.#repeats.set(orderId, matterOf(order), order.callAt)) this.#orders.recount(neighbour)
    this.#recountOrder(orderId)
    if (order.queueCallId !== null) this.#tellCall(order.queueCallId, order)
  }

  /** A call is without content, or was practice, because its order says so. */
  #tellCall(queueCallId: string, { orderId, decided, practice, callAt, asOf, late }: OrderRecord): void {
    const hasContent = decided === null ? null : decided !== 'no-content'
    this.#putCall(queueCallId, `outcome ${orderId}`, { what: 'outcome', orderId, hasContent, practice, late, at: callAt, heardAt: asOf }, true)
  }

  #recountOrder(orderId: string): void {
    this.#orders.recount(orderId)
    const order = this.#orders.record(orderId)
    this.#limits.set(orderId, order === null ? null : nextLimitOf(order, { ...this.#rules, now: this.#now }))
  }

  /** An order that still runs is kept however old it is: it may yet be late. */
  #leave(row: string): void {
    const [kind, id] = [row.slice(0, row.indexOf(' ')), row.slice(row.indexOf(' ') + 1)]
    const sumsBefore = this.#now - this.#rules.keep.sumDays * DAY_MS
    if (kind === 'call') {
      this.#calls.forget(id)
      this.#calls.forgetLateBefore(sumsBefore)
      return
    }
    const order = this.#orders.record(id)
    if (order !== null && isRunning(order)) {
      this.#leaving.set(row, this.#now + this.#rules.keep.sumDays * DAY_MS)
      return
    }
    this.#repeats.set(id, null, 0)
    this.#limits.set(id, null)
    this.#orders.forget(id)
    this.#orders.forgetLateBefore(sumsBefore)
  }

  #sourceOf(code: FigureCode): Source {
    const { of } = figureTable[code]
    if (of === 'time') return { of, tally: this.#seatTally, isRestated: () => false, heardAt: () => null, asOf: this.#seats.asOf }
    const ledger = of === 'calls' ? this.#calls : this.#orders
    return {
      of,
      tally: ledger.tally,
      isRestated: (line, window, queue) => ledger.isRestated(line, window, queue),
      heardAt: (id) => ledger.record(id)?.asOf ?? null,
      asOf: null,
    }
  }

  #tallyOf(code: LineCode): Tally {
    const figure = codeOfFormula(code)
    if (figure !== null) return this.#sourceOf(figure).tally
    return code === 'entered' || code === 'short-abandons' ? this.#calls.tally : this.#orders.tally
  }
}
