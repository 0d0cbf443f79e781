import type { Figure, FigureCode, FigureWindow } from './figure'
import type { Figures } from './figures'
import { wholeHalfHours } from './half-hours'
import { intakeBy, type IntakeRow } from './intake'
import type { NextStep, OpenRisk } from './open-risks'

/** What one shift hands to the next, in the order of the hotline's sheet. */
export const handoverSections = ['promised-calls', 'waiting-upload', 'open-risks', 'not-signed', 'may-ring-again', 'faults', 'drills'] as const
export type HandoverSection = (typeof handoverSections)[number]

/** One line of the sheet. A caller stands in it by code only, an order by its number. */
export interface HandoverLine {
  readonly orderId: string | null
  readonly number: string | null
  /** Typed by the one who leaves; never a name or a telephone number. */
  readonly note: string | null
  readonly dueAt: number | null
  readonly next: NextStep | null
}

export interface ShiftReport {
  readonly window: FigureWindow
  readonly writtenAt: number
  readonly figures: readonly Figure[]
  readonly intake: readonly IntakeRow[]
  readonly handover: Readonly<Record<HandoverSection, readonly HandoverLine[]>>
}

export interface ShiftFacts {
  readonly window: FigureWindow
  readonly writtenAt: number
  readonly openRisks: readonly OpenRisk[]
  readonly notSigned: readonly { readonly orderId: string; readonly number: string; readonly dueAt: number | null }[]
  /** Call-backs and open calls that somebody of the next shift has to see to. */
  readonly promises: readonly { readonly orderId: string; readonly number: string; readonly dueAt: number | null }[]
  /** Orders that wait for upload, at any seat. */
  readonly unsent: readonly { readonly orderId: string; readonly number: string }[]
  readonly notes: Readonly<Record<Extract<HandoverSection, 'may-ring-again' | 'faults' | 'drills'>, readonly string[]>>
}

/** In the order in which they are read out at the change of shifts. */
const figuresOfShift: readonly FigureCode[] = ['CONNECT', 'SL15', 'ABANDON', 'ASA', 'ATT', 'ACW', 'OCC', 'DIRECT', 'INVALID', 'RISK_ONTIME']

const blank: HandoverLine = { orderId: null, number: null, note: null, dueAt: null, next: null }

/** Figures of the shift's half hours, and what it leaves behind. Practice is in neither. */
export function shiftReport(facts: ShiftFacts, figures: Pick<Figures, 'figure' | 'intakeIn'>): ShiftReport {
  const window = wholeHalfHours(facts.window)
  const noted = (notes: readonly string[]) => notes.filter((note) => note.trim() !== '').map((note) => ({ ...blank, note }))
  return {
    window,
    writtenAt: facts.writtenAt,
    figures: figuresOfShift.map((code) => figures.figure({ code, window })),
    intake: intakeBy('category', figures, window),
    handover: {
      'promised-calls': facts.promises.map((promise) => ({ ...blank, ...promise })),
      'waiting-upload': facts.unsent.map((order) => ({ ...blank, ...order })),
      'open-risks': facts.openRisks.map(({ ticketId, number, next }) => ({ ...blank, orderId: ticketId, number, next, dueAt: next?.dueAt ?? null })),
      'not-signed': facts.notSigned.map((order) => ({ ...blank, ...order })),
      'may-ring-again': noted(facts.notes['may-ring-again']),
      faults: noted(facts.notes.faults),
      drills: noted(facts.notes.drills),
    },
  }
}
