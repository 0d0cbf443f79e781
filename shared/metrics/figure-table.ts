import { figureCodes, formulasOf, type BesideCode, type CountedRows, type FigureCode, type FigureUnit } from './figure'
import { MINUTES_OF_WORKING_DAY } from './handling-days'

/** Which moment of a call or an order decides into which window it falls. */
export type FiledUnder =
  | 'entry' | 'call' | 'time' | 'signing-or-due' | 'acceptance-or-due' | 'dispatch' | 'closing' | 'call-back' | 'first-call-back'
  | 'first-try' | 'acceptance' | 'risk'

/**
 * What a figure is, beside its arithmetic (`call-lines.ts`, `order-lines.ts`, `seat-time.ts`). Name, formula in words, both lines and the
 * remark that belongs under it stand in the catalogues: `figures.name`, `.formula`, `.above`, `.below`, `.filed`, `.note`.
 */
export interface FigureDefinition {
  readonly unit: FigureUnit
  readonly of: CountedRows['of']
  readonly filedUnder: FiledUnder
  /** So many of what is counted above the line make one of the figure's unit. */
  readonly perUnit: number
  readonly beside: readonly BesideCode[]
}

function percent(of: CountedRows['of'], filedUnder: FiledUnder, ...beside: readonly BesideCode[]): FigureDefinition {
  return { unit: 'percent', of, filedUnder, perUnit: 1, beside }
}

const seconds: FigureDefinition = { unit: 'seconds', of: 'calls', filedUnder: 'entry', perUnit: 1_000, beside: [] }

export const figureTable: Readonly<Record<FigureCode, FigureDefinition>> = {
  CONNECT: percent('calls', 'entry', 'short-abandons'),
  SL15: percent('calls', 'entry', 'short-abandons'),
  ASA: seconds,
  ABANDON: percent('calls', 'entry', 'short-abandons'),
  ATT: seconds,
  HOLD: seconds,
  ACW: seconds,
  AHT: seconds,
  OCC: { ...seconds, unit: 'percent', of: 'time', filedUnder: 'time' },
  FCR: percent('orders', 'call'),
  DIRECT: percent('orders', 'call'),
  INVALID: percent('calls', 'entry'),
  SIGN_ONTIME: percent('orders', 'signing-or-due'),
  CLOSE_ONTIME: percent('orders', 'acceptance-or-due', 'extensions'),
  CLOSE: percent('orders', 'dispatch'),
  AVG_DAYS: { unit: 'working-days', of: 'orders', filedUnder: 'closing', perUnit: MINUTES_OF_WORKING_DAY, beside: ['parked'] },
  SAT: percent('orders', 'call-back', 'not-reached'),
  SOLVED: percent('orders', 'call-back', 'not-reached'),
  CALLBACK_RATE: percent('orders', 'acceptance'),
  REACH: percent('orders', 'first-try'),
  RETURN: percent('orders', 'dispatch', 'returns-refused'),
  REDISPATCH: { unit: 'count', of: 'orders', filedUnder: 'dispatch', perUnit: 1, beside: [] },
  EXTEND: percent('orders', 'dispatch'),
  REWORK: percent('orders', 'first-call-back'),
  REPEAT: percent('orders', 'call'),
  RISK_ONTIME: percent('orders', 'risk'),
  SOOTHE: percent('orders', 'call', 'unrecorded'),
}

/** Halves are counted where a part of a solution may count for half of one. */
export function perUnitOf(code: FigureCode, formula: string): number {
  return formula === 'solved-partly-half' ? 2 : figureTable[code].perUnit
}

/** The figure that a formula belongs to. */
export function codeOfFormula(formula: string): FigureCode | null {
  return figureCodes.find((code) => (formulasOf[code] as readonly string[]).includes(formula)) ?? null
}
