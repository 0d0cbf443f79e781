import type { FigureWindow } from './figure'
import type { LateFact } from './fact'
import type { Line, LineCode } from './line'
import type { Part, Tally } from './tally'

/** No call and no order has more to tell; what comes beyond it is an error or an attack, and would make every further fact dearer. */
const mostFacts = 500

interface Recorded {
  readonly asOf: number
}

interface LateRow {
  readonly queue: string
  late(code: LineCode): readonly LateFact[]
  readonly lines: readonly Line[]
}

export interface LedgerRules<F, R extends Recorded> {
  /** From all facts about one call or order, in any order; null while they say too little. */
  fold(facts: readonly F[]): R | null
  lines(record: R, id: string): readonly Line[]
  /** Where there are no queues, the empty text. */
  queueOf(record: R): string
  /** What came late of that which the line is made of. */
  late(record: R, code: LineCode): readonly LateFact[]
}

interface Kept<F, R> {
  readonly facts: Map<string, F>
  record: R | null
  part: Part
  lines: readonly Line[]
}

/** All calls, or all orders: a fact changes its own row, and the row its own lines; nothing else is looked at. */
export class Ledger<F extends { readonly heardAt: number }, R extends Recorded> {
  readonly #rows = new Map<string, Kept<F, R>>()
  /** Few: only these can have restated anything. Kept as long as the sums are. */
  readonly #late = new Map<string, LateRow>()
  readonly #rules: LedgerRules<F, R>
  readonly tally: Tally

  constructor(tally: Tally, rules: LedgerRules<F, R>) {
    this.tally = tally
    this.#rules = rules
  }

  /** `key`: a fact that comes again under it is the same one; `replace` when it says something newer. False: there are too many. */
  put(id: string, key: string, fact: F, replace = false): boolean {
    const row = this.#rows.get(id) ?? this.#open(id)
    const known = row.facts.get(key)
    if (known === undefined && row.facts.size >= mostFacts) return false
    if (known !== undefined && !replace && known.heardAt <= fact.heardAt) return true
    row.facts.set(key, fact)
    row.record = this.#rules.fold([...row.facts.values()])
    this.recount(id)
    return true
  }

  /** Puts a row's lines down anew: because of a fact, because a limit has run out, or because of its neighbour. */
  recount(id: string): void {
    const row = this.#rows.get(id)
    if (row === undefined) return
    for (const line of row.lines) this.tally.take(row.part, line)
    const { record } = row
    row.part = { row: id, queue: record === null ? '' : this.#rules.queueOf(record), heardAt: record?.asOf ?? 0 }
    row.lines = record === null ? [] : this.#rules.lines(record, id)
    for (const line of row.lines) this.tally.put(row.part, line)
    this.#late.delete(id)
    if (record !== null && row.lines.some(({ code }) => this.#rules.late(record, code).length > 0)) {
      this.#late.set(id, { queue: row.part.queue, late: (code) => this.#rules.late(record, code), lines: row.lines })
    }
  }

  record(id: string): R | null {
    return this.#rows.get(id)?.record ?? null
  }

  /** The row goes, what it has counted stays. */
  forget(id: string): void {
    this.#rows.delete(id)
  }

  forgetLateBefore(at: number): void {
    for (const [id, { lines }] of this.#late) if (!this.#rows.has(id) && lines.every((line) => line.at < at)) this.#late.delete(id)
  }

  /** Whether something that happened in the window and counts there was not known before the window was over. */
  isRestated(code: LineCode, window: FigureWindow, queue: string | null): boolean {
    for (const row of this.#late.values()) {
      if (queue !== null && row.queue !== queue) continue
      if (!row.late(code).some(({ at, knownAt }) => at < window.to && knownAt >= window.to)) continue
      if (row.lines.some((line) => line.code === code && line.at >= window.from && line.at < window.to)) return true
    }
    return false
  }

  get size(): number {
    return this.#rows.size
  }

  #open(id: string): Kept<F, R> {
    const row: Kept<F, R> = { facts: new Map(), record: null, part: { row: id, queue: '', heardAt: 0 }, lines: [] }
    this.#rows.set(id, row)
    return row
  }
}
