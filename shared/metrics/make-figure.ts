import type { CountedRows, Figure, FigureCode, FigureWindow, FormulaCode } from './figure'
import { figureTable, perUnitOf } from './figure-table'
import type { LineCode } from './line'
import type { Sums, Tally } from './tally'

/** Where a figure comes from: sums and rows of calls, of orders, or the time of seats. */
export interface Source {
  readonly of: CountedRows['of']
  readonly tally: Tally
  isRestated(code: LineCode, window: FigureWindow, queue: string | null): boolean
  /** When the newest fact about a row was heard. */
  heardAt(row: string): number | null
  /** Of what has no rows. */
  readonly asOf: number | null
}

interface Wanted {
  readonly code: FigureCode
  readonly formula: FormulaCode
  readonly window: FigureWindow
  readonly queue: string | null
}

/** A figure from its sums. */
export function makeFigure({ code, formula, window, queue: asked }: Wanted, source: Source): Figure {
  const { unit, of, beside } = figureTable[code]
  const queue = of === 'calls' ? asked : null
  const sums = source.tally.sumsIn(window, formula, queue)
  const perUnit = perUnitOf(code, formula)
  const numerator = total(sums, 'above') / perUnit
  const denominator = total(sums, 'below') / (of === 'time' ? perUnit : 1)
  const counted = { of, above: rowsOf(sums, 'aboveRows'), below: rowsOf(sums, 'belowRows'), complete: of !== 'time' && window.from >= source.tally.rowsFrom }
  return {
    code,
    formula,
    unit,
    value: denominator === 0 ? null : ((unit === 'percent' ? 100 : 1) * numerator) / denominator,
    numerator,
    denominator,
    window,
    queue,
    asOf: source.asOf ?? asOfRows(sums, counted, source),
    restated: source.isRestated(formula, window, queue),
    beside: beside.map((what) => ({ what, count: total(source.tally.sumsIn(window, what, queue), 'above') })),
    counted,
  }
}

function total(sums: readonly Sums[], line: 'above' | 'below'): number {
  return sums.reduce((sum, each) => sum + each[line], 0)
}

function rowsOf(sums: readonly Sums[], line: 'aboveRows' | 'belowRows'): string[] {
  const rows: string[] = []
  for (const each of sums) {
    for (const [row, times] of each[line]) for (let n = 0; n < times; n += 1) rows.push(row)
  }
  return rows
}

function asOfRows(sums: readonly Sums[], { above, below, complete }: CountedRows, source: Source): number | null {
  let latest = complete ? 0 : sums.reduce((newest, each) => Math.max(newest, each.newest), 0)
  for (const rows of [above, below]) for (const row of rows) latest = Math.max(latest, source.heardAt(row) ?? 0)
  return latest === 0 ? null : latest
}
