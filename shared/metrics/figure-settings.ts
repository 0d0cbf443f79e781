import { z } from 'zod'
import { figureCodes, formulasOf, type FigureCode, type FormulaCode } from './figure'

const percent = z.number().min(0).max(100)

/** What an administrator may change about figures; bounds are what a hotline can mean at all. */
export const figureSettingsSchema = z.object({
  /** A call answered after exactly so long is still in time. GB/T 33358 says 15, some places 20. */
  answerWithinMs: z.int().min(1_000).max(600_000),
  /** A caller who hangs up after exactly so long or sooner counts as a wrong press, not as somebody given up. 0 = nobody does. */
  shortAbandonMs: z.int().min(0).max(60_000),
  /** A code without one is shown without a judgement. */
  targets: z.partialRecord(z.enum(figureCodes), percent),
  /** Chosen formulas; a code that is not here goes by the first of its list. */
  formulas: z.partialRecord(z.enum(figureCodes), z.string()).refine(
    (chosen) => Object.entries(chosen).every(([code, formula]) => isFormulaOf(code as FigureCode, formula)),
  ),
  /** Compulsory actions by whose limits RED and ORANGE are judged, beside the signing: 报班长、口头和书面报告. */
  riskSteps: z.array(z.string().max(60)).max(20),
  /** A repeat within so many days makes an answer no solution (FCR), and so many make it a repeated demand (REPEAT). */
  solvedAfterDays: z.int().min(1).max(30),
  repeatWithinDays: z.int().min(1).max(30),
  /** What the PBX or a seat tells so much later than it happened counts as late. */
  lateAfterMs: z.int().min(10_000).max(3_600_000),
  /** An order is written in the call and right after it; so long after it, it was put away, or had no desk to go to. */
  orderLateAfterMs: z.int().min(60_000).max(86_400_000),
})
export type FigureSettings = z.infer<typeof figureSettingsSchema>

export const defaultFigureSettings: FigureSettings = {
  answerWithinMs: 15_000,
  shortAbandonMs: 5_000,
  targets: { SL15: 80, CONNECT: 95, RISK_ONTIME: 100 },
  formulas: {},
  riskSteps: ['LEAD_ON_LINE', 'TELL_LEAD', 'ORAL_REPORT', 'WRITTEN_REPORT'],
  solvedAfterDays: 7,
  repeatWithinDays: 30,
  lateAfterMs: 120_000,
  orderLateAfterMs: 3_600_000,
}

function isFormulaOf(code: FigureCode, formula: string): boolean {
  return (formulasOf[code] as readonly string[]).includes(formula)
}

/** The formula by which a code is reckoned now. */
export function chosenFormula(code: FigureCode, settings: FigureSettings): FormulaCode {
  const chosen = settings.formulas[code]
  return chosen !== undefined && isFormulaOf(code, chosen) ? (chosen as FormulaCode) : formulasOf[code][0]
}
