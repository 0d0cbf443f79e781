import type { Figure, FigureCode, FigureWindow } from './figure'
import type { Figures } from './figures'
import { wholeHalfHours } from './half-hours'
import { intakeBy, type IntakeRow } from './intake'

/** The figures of a shift; what it hands to the next is told by its sheet (`shared/shift/report-lists.ts`). */
export interface ShiftReport {
  readonly window: FigureWindow
  readonly figures: readonly Figure[]
  readonly intake: readonly IntakeRow[]
}

/** In the order in which they are read out at the change of shifts. */
const figuresOfShift: readonly FigureCode[] = ['CONNECT', 'SL15', 'ABANDON', 'ASA', 'ATT', 'ACW', 'OCC', 'DIRECT', 'INVALID', 'RISK_ONTIME']

/** Figures of the half hours of a shift. Practice is in none. */
export function shiftReport(asked: FigureWindow, figures: Pick<Figures, 'figure' | 'intakeIn'>): ShiftReport {
  const window = wholeHalfHours(asked)
  return { window, figures: figuresOfShift.map((code) => figures.figure({ code, window })), intake: intakeBy('category', figures, window) }
}
