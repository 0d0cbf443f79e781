import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HALF_HOUR_MS, halfHourOf } from '../../../shared/metrics/half-hours'
import { csvOf } from '../../../shared/lib/csv'
import { exportedFigures, type ExportWords } from '../../../shared/metrics/figure-export'
import type { Figure } from '../../../shared/metrics/figure'
import { asFigure, type ShiftReportAnswer } from '../../../shared/shift/shift-api'
import { ownLines, type ReportedLine } from '../../../shared/shift/report-lists'
import { HOUR_MS, shiftSettings } from '../../../shared/shift/shift-settings'
import { formatMoment, hotlineDate } from '../../ui/format-time'
import type { Catalogue } from '../app/catalogue'
import { useServices } from '../app/services'
import type { ShiftProblem } from '../app/shift-desk'
import { showToast } from '../app/view-store'
import { ShiftReportView, type ReportTable } from '../features/shift/shift-report'
import { reportSections } from './shift-words'

/** What the words of formulas stand with. */
interface FormulaValues {
  readonly within: number
  readonly short: number
  readonly solvedDays: number
}

function formulaValuesOf({ judgedBy: { answerWithinMs, shortAbandonMs, solvedAfterDays } }: ShiftReportAnswer): FormulaValues {
  return { within: answerWithinMs / 1000, short: shortAbandonMs / 1000, solvedDays: solvedAfterDays }
}

/** The hotline's local time as an input of a form writes it, `yyyy-mm-ddThh:mm`. */
const typedOf = (at: number) => hotlineDate(at).toISOString().slice(0, 16)
const timeOf = (typed: string) => Date.parse(`${typed}:00+08:00`)

/** The report of a shift: asked for, shown, printed and saved as a table. */
export function ReportPart() {
  const { t } = useTranslation()
  const { shift, clock, catalogue, saveTable, view, isPractice, agent, start } = useServices()
  const [report, setReport] = useState<ShiftReportAnswer | null>(null)
  const [problem, setProblem] = useState<ShiftProblem | 'window' | null>(null)
  const [busy, setBusy] = useState(false)
  const now = halfHourOf(clock.now()) + HALF_HOUR_MS
  /** A desk with one seat hears of nothing that waits there: it lies here. */
  const ofThisSeat = (): readonly ReportedLine[] =>
    (isPractice || start.mode === 'desk-shared' ? [] : ownLines(shift.work(), { personId: agent.id, name: agent.name, seat: start.seatCode ?? '0000' }, clock.now()))
  const ask = async (from: string, to: string) => {
    const window = { from: timeOf(from), to: timeOf(to) }
    if (!(window.from < window.to && window.to - window.from <= 3 * shiftSettings().shiftHours * HOUR_MS)) return setProblem('window')
    setBusy(true)
    const answer = await shift.report(window)
    setBusy(false)
    setProblem(answer.ok ? null : answer.error)
    if (answer.ok) setReport({ ...answer.value, handover: [...answer.value.handover, ...ofThisSeat()] })
  }
  const save = async () => {
    if (report === null) return
    const table = exportedFigures(report.queues.flatMap(({ figures }) => figures.map(asFigure)), exportWords(t, formulaValuesOf(report)))
    const saved = await saveTable(`shift-${typedOf(report.window.from).replaceAll(/[-:]/g, '').replace('T', '-')}`, csvOf(table))
    if (!saved.ok) showToast(view, 'warn', 'shift.report.notSaved')
    else if (saved.value) showToast(view, 'plain', 'shift.report.saved')
  }
  return (
    <>
      <h2>{t('shift.report.title')}</h2>
      <ShiftReportView
        from={typedOf(now - shiftSettings().shiftHours * HOUR_MS)} to={typedOf(now)} busy={busy} problem={problem}
        report={report === null ? null : {
          heading: t('shift.report.heading', { from: formatMoment(report.window.from), to: formatMoment(report.window.to), at: formatMoment(report.writtenAt) }),
          remarks: [
            t('shift.report.nobody'), t('shift.report.handover', { at: formatMoment(report.writtenAt) }),
            ...(start.mode === 'desk-shared' ? [t('shift.report.seatsAway')] : []), ...(report.hearsQueues ? [] : [t('shift.report.noQueues')]), ...(isPractice ? [t('shift.report.practice')] : []),
          ],
          sections: reportSections(report, catalogue, t),
          tables: tablesOf(report, catalogue, t),
        }}
        ask={(from, to) => void ask(from, to)} save={() => void save()}
      />
    </>
  )
}

function tablesOf(report: ShiftReportAnswer, catalogue: Catalogue, t: TFunction): readonly ReportTable[] {
  const { queues, intake } = report
  const values = formulaValuesOf(report)
  return [
    ...queues.map(({ queue, figures }) => ({
      title: queue === null ? t('shift.report.allQueues') : t('shift.report.queue', { queue }),
      rows: figures.map(asFigure).map((figure) => ({ key: figure.code, name: t(`figures.name.${figure.code}`), value: valueWords(figure, t), formula: formulaWords(figure, values, t), beside: besideWords(figure, values, t) })),
    })),
    ...(intake.length === 0 ? [] : [{
      title: t('shift.report.intake'),
      rows: intake.map(({ code, count }) => ({ key: code ?? '', name: code === null ? t('seat.noCategoryYet') : catalogue.categoryPath(code), value: String(count), formula: '', beside: '' })),
    }]),
  ]
}

function rounded({ value, unit }: Figure): string {
  if (value === null) return '—'
  return unit === 'percent' || unit === 'working-days' ? value.toFixed(1) : String(Math.round(value))
}

function valueWords(figure: Figure, t: TFunction): string {
  return figure.value === null ? '—' : `${rounded(figure)} ${t(`figures.unit.${figure.unit}`)}`
}

function formulaWords(figure: Figure, values: FormulaValues, t: TFunction): string {
  return `${t(`figures.above.${figure.formula}`, { ...values })} ${Math.round(figure.numerator)} ÷ ${t(`figures.below.${figure.formula}`, { ...values })} ${Math.round(figure.denominator)}`
}

function besideWords({ beside, restated }: Figure, values: FormulaValues, t: TFunction): string {
  const counts = beside.filter(({ count }) => count > 0).map(({ what, count }) => t(`figures.beside.${what}`, { ...values, count }))
  return [...counts, ...(restated ? [t('figures.restated')] : [])].join(' · ')
}

function exportWords(t: TFunction, values: FormulaValues): ExportWords {
  const heads = ['figure', 'value', 'unit', 'formula', 'above', 'below', 'from', 'to', 'queue', 'asOf', 'restated', 'beside'] as const
  return {
    heads: heads.map((head) => t(`shift.report.head.${head}`)),
    name: ({ code }) => t(`figures.name.${code}`),
    formula: ({ formula }) => t(`figures.formula.${formula}`, { ...values }),
    beside: (figure) => besideWords({ ...figure, restated: false }, values, t),
    unit: ({ unit }) => t(`figures.unit.${unit}`),
    moment: (at) => typedOf(at).replace('T', ' '),
    restated: t('figures.restated'),
  }
}
