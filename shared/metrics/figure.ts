/** From when (inclusive) to when (exclusive), Unix milliseconds. Both lie on half hours of the local day. */
export interface FigureWindow {
  readonly from: number
  readonly to: number
}

/**
 * A number that says how it came about: what is above the line, what below, over which time, as of when, by which formula. `value`
 * is null where there is nothing to divide by: "none yet" is never shown as 0 % or 100 %.
 *
 * There is no figure of one agent: nothing here, and nothing that asks for a figure, can name a person or a seat.
 */
export interface Figure {
  readonly code: FigureCode
  /** Which of the known ways it is reckoned; its words stand in `figures.formula` of the catalogues. */
  readonly formula: FormulaCode
  readonly unit: FigureUnit
  readonly value: number | null
  /** In the figure's own unit: seconds, working days, or a count. */
  readonly numerator: number
  readonly denominator: number
  readonly window: FigureWindow
  /** Null = all queues. Orders have no queue: their figures are of the whole hotline. */
  readonly queue: string | null
  /** When the newest fact that it is made of was heard; null while it is made of none. */
  readonly asOf: number | null
  /** A part of it came late (an order written offline) and has changed a window that was already over. */
  readonly restated: boolean
  /** What is shown next to it so that it is not misread: the calls left out, the extensions behind "on time". */
  readonly beside: readonly BesideFigure[]
  readonly counted: CountedRows
}

export interface BesideFigure {
  readonly what: BesideCode
  readonly count: number
}

/**
 * Ids of exactly the calls or orders counted above and below the line, for the list behind a click; one that counts twice (an
 * order rated twice) stands there twice. `complete` false: the window lies further back than rows are kept, or the figure is made
 * of time and not of rows.
 */
export interface CountedRows {
  readonly of: 'calls' | 'orders' | 'time'
  readonly above: readonly string[]
  readonly below: readonly string[]
  readonly complete: boolean
}

export type FigureUnit = 'percent' | 'seconds' | 'count' | 'working-days'

/** Codes of the trade, as in the hotline's list of metrics and in the order in which they stand there. */
export const figureCodes = [
  'CONNECT', 'SL15', 'ASA', 'ABANDON', 'ATT', 'HOLD', 'ACW', 'AHT', 'OCC', 'FCR', 'DIRECT', 'INVALID', 'SIGN_ONTIME',
  'CLOSE_ONTIME', 'CLOSE', 'AVG_DAYS', 'SAT', 'SOLVED', 'CALLBACK_RATE', 'REACH', 'RETURN', 'REDISPATCH', 'EXTEND', 'REWORK',
  'REPEAT', 'RISK_ONTIME', 'SOOTHE',
] as const
export type FigureCode = (typeof figureCodes)[number]

/** Every way a figure may be reckoned. Where a code has several, the first is the one that holds until somebody chooses another. */
export const formulasOf = {
  CONNECT: ['connect-short-left-out', 'connect-of-all'],
  SL15: ['level-of-offered', 'level-short-left-out', 'level-short-counted', 'level-of-answered'],
  ASA: ['answer-speed'],
  ABANDON: ['abandoned-of-offered'],
  ATT: ['talk-time'],
  HOLD: ['hold-time'],
  ACW: ['after-call-work'],
  AHT: ['handling-time'],
  OCC: ['occupancy'],
  FCR: ['first-contact'],
  DIRECT: ['answered-directly'],
  INVALID: ['no-content'],
  SIGN_ONTIME: ['signed-in-time'],
  CLOSE_ONTIME: ['closed-in-time'],
  CLOSE: ['closed-of-dispatched'],
  AVG_DAYS: ['working-days'],
  SAT: ['satisfied-neutral-below', 'satisfied-neutral-left-out'],
  SOLVED: ['solved-partly-not', 'solved-partly-half'],
  CALLBACK_RATE: ['called-back-of-due'],
  REACH: ['reached-of-tried'],
  RETURN: ['returned-of-dispatched'],
  REDISPATCH: ['dispatches-beyond-first'],
  EXTEND: ['extended-of-dispatched'],
  REWORK: ['reworked-of-called-back'],
  REPEAT: ['repeated-of-content'],
  RISK_ONTIME: ['risk-limits-met'],
  SOOTHE: ['soothed-of-upset'],
} as const satisfies Readonly<Record<FigureCode, readonly [string, ...string[]]>>
export type FormulaCode = (typeof formulasOf)[FigureCode][number]

/** Counts that stand beside figures. Their words: `figures.beside` of the catalogues. */
export type BesideCode = 'short-abandons' | 'extensions' | 'parked' | 'returns-refused' | 'not-reached' | 'unrecorded'
