import type { FigureWindow } from './figure'
import { HALF_HOUR_MS, halfHourOf } from './half-hours'
import type { Line, LineCode } from './line'

/** What stands in one half hour above and below the line of one formula. */
export interface Sums {
  readonly above: number
  readonly below: number
  /** By row: how often it stands there. */
  readonly aboveRows: ReadonlyMap<string, number>
  readonly belowRows: ReadonlyMap<string, number>
  /** When the newest of what was ever put here had been heard. */
  readonly newest: number
}

interface Cell {
  above: number
  below: number
  readonly aboveRows: Map<string, number>
  readonly belowRows: Map<string, number>
  newest: number
}

/** A row's part, and when its newest fact was heard. `row` null: nothing to list, only time. */
export interface Part {
  readonly row: string | null
  readonly queue: string
  readonly heardAt: number
}

/**
 * Sums by half hour, queue and formula. Taking a line away undoes exactly what putting it there has done, so that a row that changes
 * is counted anew without looking at any other. What is older than is kept goes half hour by half hour: first the rows, then the sums.
 */
export class Tally {
  readonly #halfHours = new Map<number, Map<string, Map<LineCode, Cell>>>()
  /** Half hours before it are forgotten. */
  #keptFrom = -Infinity
  #rowsFrom = -Infinity

  put(part: Part, line: Line): void {
    this.#change(part, line, 1)
  }

  take(part: Part, line: Line): void {
    this.#change(part, line, -1)
  }

  /** Costs nothing within one half hour. */
  forget({ rowsBefore, sumsBefore }: { readonly rowsBefore: number; readonly sumsBefore: number }): void {
    const [rowsFrom, keptFrom] = [halfHourOf(rowsBefore), halfHourOf(sumsBefore)]
    if (rowsFrom <= this.#rowsFrom) return
    for (const [start, queues] of this.#halfHours) {
      if (start < keptFrom) this.#halfHours.delete(start)
      else if (start >= this.#rowsFrom && start < rowsFrom) forgetRows(queues)
    }
    this.#rowsFrom = rowsFrom
    this.#keptFrom = Math.max(this.#keptFrom, keptFrom)
  }

  /** Everything in a window, half hour by half hour; of one queue, or of all. */
  sumsIn(window: FigureWindow, code: LineCode, queue: string | null): Sums[] {
    const found: Sums[] = []
    for (let start = halfHourOf(window.from); start < window.to; start += HALF_HOUR_MS) {
      const queues = this.#halfHours.get(start)
      if (queues === undefined) continue
      for (const [name, cells] of queue === null ? queues : [[queue, queues.get(queue)] as const]) {
        const cell = cells?.get(code)
        if (cell !== undefined && (queue === null || name === queue)) found.push(cell)
      }
    }
    return found
  }

  /** From when on it knows every row. */
  get rowsFrom(): number {
    return this.#rowsFrom
  }

  get size(): number {
    return this.#halfHours.size
  }

  #change({ row, queue, heardAt }: Part, { code, at, above, below }: Line, sign: 1 | -1): void {
    const start = halfHourOf(at)
    if (start < this.#keptFrom) return
    const queues = getOrMake(this.#halfHours, start, () => new Map<string, Map<LineCode, Cell>>())
    const cells = getOrMake(queues, queue, () => new Map<LineCode, Cell>())
    const cell = getOrMake(cells, code, () => ({ above: 0, below: 0, aboveRows: new Map(), belowRows: new Map(), newest: 0 }))
    cell.above += sign * (above ?? 0)
    cell.below += sign * (below ?? 0)
    cell.newest = Math.max(cell.newest, heardAt)
    if (row === null || start < this.#rowsFrom) return
    if (above !== null) step(cell.aboveRows, row, sign)
    if (below !== null) step(cell.belowRows, row, sign)
  }
}

function forgetRows(queues: ReadonlyMap<string, ReadonlyMap<LineCode, Cell>>): void {
  for (const cells of queues.values()) {
    for (const cell of cells.values()) {
      cell.aboveRows.clear()
      cell.belowRows.clear()
    }
  }
}

function step(rows: Map<string, number>, row: string, by: 1 | -1): void {
  const next = (rows.get(row) ?? 0) + by
  if (next === 0) rows.delete(row)
  else rows.set(row, next)
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
