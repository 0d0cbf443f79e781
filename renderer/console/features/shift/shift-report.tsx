import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Printed } from '../../../ui/printed'
import classes from './shift.module.css'

export interface ReportTable {
  readonly title: string
  readonly rows: readonly { readonly key: string; readonly name: string; readonly value: string; readonly formula: string; readonly beside: string }[]
}

/** A section of the sheet with what the shift leaves behind in it. */
export interface ReportSection {
  readonly id: string
  readonly title: string
  readonly lines: readonly { readonly key: string; readonly what: string; readonly due: string; readonly isLate: boolean; readonly by: string }[]
}

export interface WrittenReport {
  readonly heading: string
  readonly remarks: readonly string[]
  readonly sections: readonly ReportSection[]
  readonly tables: readonly ReportTable[]
}

export interface ShiftReportProps {
  /** `yyyy-mm-ddThh:mm`, local. */
  readonly from: string
  readonly to: string
  readonly busy: boolean
  readonly problem: string | null
  readonly report: WrittenReport | null
  ask(from: string, to: string): void
  save(): void
}

/** What a shift leaves behind, and its figures as the desk reckons them: of all queues, then of each; nobody's own. */
export function ShiftReportView({ from, to, busy, problem, report, ask, save }: ShiftReportProps) {
  const { t } = useTranslation()
  const [window, setWindow] = useState({ from, to })
  return (
    <div className={classes.sheet} data-testid="shift-report">
      <form className={classes.row} onSubmit={(event) => { event.preventDefault(); ask(window.from, window.to) }}>
        <label htmlFor="report-from">{t('shift.report.from')}</label>
        <input id="report-from" type="datetime-local" step={1800} required autoFocus value={window.from} onChange={(event) => setWindow({ ...window, from: event.target.value })} />
        <label htmlFor="report-to">{t('shift.report.to')}</label>
        <input id="report-to" type="datetime-local" step={1800} required value={window.to} onChange={(event) => setWindow({ ...window, to: event.target.value })} />
        <span className={classes.actions}>
          <button type="submit" className={classes.primary} disabled={busy}>{t('shift.report.ask')}</button>
          <button type="button" className={classes.button} disabled={report === null} onClick={save}>{t('shift.report.save')}</button>
          <button type="button" className={classes.button} disabled={report === null} onClick={() => globalThis.print()}>{t('shift.report.print')}</button>
        </span>
      </form>
      {problem !== null && <p className={classes.problem} role="alert">{t(`shift.problem.${problem}`)}</p>}
      {report !== null && (
        <>
          <h2>{report.heading}</h2>
          {report.remarks.map((remark) => <p key={remark} className={classes.lead}>{remark}</p>)}
          <Handover sections={report.sections} />
          <Figures tables={report.tables} />
          <Printed>
            <h1>{t('shift.report.title')}</h1>
            <h2>{report.heading}</h2>
            {report.remarks.map((remark) => <p key={remark}>{remark}</p>)}
            <Handover sections={report.sections} />
            <Figures tables={report.tables} />
            <p className={classes.signed}>{(['leaves', 'comes', 'at'] as const).map((who) => <span key={who}>{t(`shift.report.signed.${who}`)}</span>)}</p>
          </Printed>
        </>
      )}
    </div>
  )
}

/** Every section, also the empty ones, so that nothing can be thought forgotten. */
function Handover({ sections }: { readonly sections: readonly ReportSection[] }) {
  const { t } = useTranslation()
  return sections.map(({ id, title, lines }) => (
    <table key={id} className={classes.handover} data-section={id}>
      <caption>{title}</caption>
      {lines.length === 0 ? <tbody><tr><td className={classes.empty}>{t('shift.none')}</td></tr></tbody> : (
        <>
          <thead><tr>{(['what', 'due', 'by'] as const).map((head) => <th key={head} scope="col">{t(`shift.report.head.${head}`)}</th>)}</tr></thead>
          <tbody>{lines.map(({ key, what, due, isLate, by }) => <tr key={key}><td>{what}</td><td className={isLate ? classes.late : undefined}>{due}</td><td>{by}</td></tr>)}</tbody>
        </>
      )}
    </table>
  ))
}

function Figures({ tables }: { readonly tables: readonly ReportTable[] }) {
  const { t } = useTranslation()
  return tables.map((table) => (
    <table key={table.title} className={classes.table}>
      <caption>{table.title}</caption>
      <thead><tr>{(['figure', 'value', 'formula', 'beside'] as const).map((head) => <th key={head} scope="col">{t(`shift.report.head.${head}`)}</th>)}</tr></thead>
      <tbody>{table.rows.map((row) => <tr key={row.key}><td>{row.name}</td><td>{row.value}</td><td><small>{row.formula}</small></td><td><small>{row.beside}</small></td></tr>)}</tbody>
    </table>
  ))
}
