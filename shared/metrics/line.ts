import type { BesideCode, FormulaCode } from './figure'

/** Everything that is counted: every formula, what stands beside one, and the two intakes of the curve and the tables. */
export type LineCode = FormulaCode | BesideCode | 'entered' | 'intake'

/**
 * What one call or order puts above and below the line of one formula, and the moment that decides into which half hour it falls.
 * Whole numbers, so that adding and taking away again leaves nothing behind. Null = it does not stand in that line.
 */
export interface Line {
  readonly code: LineCode
  readonly at: number
  readonly above: number | null
  readonly below: number | null
}

/** One that is below the line, and above it when `isAbove`. */
export function share(code: LineCode, at: number, isAbove: boolean): Line {
  return { code, at, above: isAbove ? 1 : null, below: 1 }
}

/** One that is below the line and brings so much above it. */
export function mean(code: LineCode, at: number, amount: number): Line {
  return { code, at, above: amount, below: 1 }
}

export function count(code: LineCode, at: number): Line {
  return { code, at, above: 1, below: null }
}
