import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useCallback, useContext, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { goLiveChecks, type GoLiveEvidence } from '../../../../shared/golive/go-live-check'
import type { GoLiveSheet } from '../../../../shared/golive/go-live-sheet'
import { writeWorkbook } from '../../../../shared/workbook/write-workbook'
import type { AdministrationPort, AdministrationTools } from './administration-port'
import classes from './go-live.module.css'
import { GoLiveDetail } from './go-live-detail'
import { evidenceWords, findingWords, lightWords, momentOf, shownLine, whoWords, type ShownLine } from './go-live-words'
import { Printed } from '../../../ui/printed'
import { SectionBody } from './section-body'
import { TakesFocus } from './takes-focus'
import { useAsked } from './use-asked'
import { useSaving } from './use-saving'

export interface GoLiveSectionProps {
  readonly desk: AdministrationPort
  readonly tools: AdministrationTools
  readonly today: string
}

/** What has to be shown before the first call: red until somebody, or the desk itself, has shown it. */
export function GoLiveSection({ desk, tools, today }: GoLiveSectionProps) {
  const { asked, again } = useAsked(useCallback(() => desk.goLive(), [desk]))
  return <SectionBody asked={asked} again={again}>{(sheet) => <OneSheet first={sheet} desk={desk} tools={tools} today={today} />}</SectionBody>
}

function OneSheet({ first, desk, tools, today }: GoLiveSectionProps & { readonly first: GoLiveSheet }) {
  const { t } = useTranslation()
  const [sheet, setSheet] = useState(first)
  const [selected, select] = useState(goLiveChecks[0]?.id)
  const { busy, problem, perform } = useSaving()
  const [isNotSaved, setNotSaved] = useState(false)
  const lines = goLiveChecks.map((check) => shownLine(check, sheet))
  const red = lines.filter(({ light }) => light.light === 'red').length
  const chosen = lines.find(({ check }) => check.id === selected) ?? lines[0]
  const verdict = red === 0 ? t('administration.goLive.allGreen') : t('administration.goLive.someRed', { count: red })
  const heads = ['check', 'state', 'what', 'who'] as const
  const table = [heads.map((head) => t(`administration.goLive.head.${head}`)), ...lines.map((line) => cellsOf(line, t))]
  const save = async () => {
    const columns = [28, 40, 60, 32].map((width) => ({ width }))
    const saved = await tools.saveTable(`${t('administration.goLive.file')}-${today}`, writeWorkbook([{ name: t('administration.tab.goLive'), rows: table, columns }]))
    setNotSaved(!saved.ok)
  }
  const show = (evidence: GoLiveEvidence) => chosen !== undefined && perform(() => desk.showGoLive({ check: chosen.check.id, evidence }), setSheet)
  return (
    <div className={classes.page}>
      <header className={classes.head} data-all={red === 0 ? 'green' : 'red'}>
        <b role="status">{verdict}</b>
        <span className={classes.buttons}>
          <button type="button" disabled={busy} onClick={() => perform(() => desk.goLive(), setSheet)}>{t('administration.goLive.look')}</button>
          <button type="button" onClick={() => window.print()}>{t('administration.goLive.print')}</button>
          <button type="button" onClick={() => void save()}>{t('administration.goLive.export')}</button>
        </span>
        {isNotSaved && <span role="alert" className={classes.problem}>{t('administration.goLive.notSaved')}</span>}
      </header>
      <CheckList lines={lines} selected={chosen?.check.id} select={select} />
      {chosen !== undefined && <GoLiveDetail key={`${chosen.check.id} ${chosen.results.length} ${chosen.results[0]?.at}`} line={chosen} tools={tools} today={today} busy={busy} problem={problem} show={show} />}
      <PrintedSheet title={t('administration.goLive.printed', { at: momentOf(sheet.now) })} verdict={verdict} table={table} lights={lines.map(({ light }) => light.light)} />
    </div>
  )
}

function cellsOf(line: ShownLine, t: TFunction): string[] {
  const last = line.results[0]
  const what = [line.finding === null ? '' : findingWords(line.finding, t), last === undefined ? '' : evidenceWords(last.evidence, t)].filter((part) => part !== '')
  // What the desk found stands in the next column; on the screen, where there is none, it is the state itself.
  const state = line.light.light === 'red' && line.light.why === 'found' ? t('administration.goLive.red.found') : lightWords(line, t)
  return [t(`administration.goLive.check.${line.check.id}`), state, what.join('\n'), last === undefined ? '' : whoWords(last, t)]
}

function CheckList({ lines, selected, select }: { readonly lines: readonly ShownLine[]; readonly selected: string | undefined; select(id: ShownLine['check']['id']): void }) {
  const { t } = useTranslation()
  const takesFocus = useContext(TakesFocus)
  const list = useRef<HTMLUListElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const at = lines.findIndex(({ check }) => check.id === selected)
    const to = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : event.key === 'Home' ? 0 : event.key === 'End' ? lines.length - 1 : null
    const line = to === null ? undefined : lines[Math.min(lines.length - 1, Math.max(0, to))]
    if (line === undefined) return
    event.preventDefault()
    select(line.check.id)
    list.current?.querySelector<HTMLElement>(`[data-check="${line.check.id}"]`)?.focus()
  }
  return (
    <ul ref={list} className={classes.list} aria-label={t('administration.tab.goLive')} onKeyDown={onKeyDown}>
      {lines.map((line) => {
        const { check, light } = line
        const isChosen = check.id === selected
        return (
          <li key={check.id}>
            <button type="button" className={classes.entry} data-check={check.id} data-light={light.light} aria-pressed={isChosen} tabIndex={isChosen ? 0 : -1} autoFocus={isChosen && takesFocus} onClick={() => select(check.id)}>
              {light.light === 'green' ? <IconCircleCheck size={20} stroke={1.75} aria-hidden /> : <IconAlertTriangle size={20} stroke={1.75} aria-hidden />}
              <b>{t(`administration.goLive.check.${check.id}`)}</b>
              <span>{lightWords(line, t)}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

interface PrintedSheetProps {
  readonly title: string
  readonly verdict: string
  readonly table: readonly (readonly string[])[]
  /** One a row, in their order: paper has no colours, so a mark stands before each. */
  readonly lights: readonly ShownLine['light']['light'][]
}

function PrintedSheet({ title, verdict, table: [heads = [], ...rows], lights }: PrintedSheetProps) {
  const { t } = useTranslation()
  return (
    <Printed>
      <h1>{title}</h1>
      <h2>{verdict}</h2>
      <table className={classes.sheet}>
        <thead><tr>{heads.map((head) => <th key={head}>{head}</th>)}</tr></thead>
        <tbody>{rows.map((cells, row) => <tr key={cells[0]} data-light={lights[row]}>{heads.map((head, index) => <td key={head}>{cells[index]}</td>)}</tr>)}</tbody>
      </table>
      <p className={classes.signed}><span>{t('administration.goLive.signedBy')}</span><span>{t('administration.goLive.signedOn')}</span></p>
    </Printed>
  )
}
