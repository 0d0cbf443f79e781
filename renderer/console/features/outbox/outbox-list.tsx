import type { TFunction } from 'i18next'
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '../../../../shared/outbox/delivery'
import { Age } from '../../../ui/age'
import { formatMomentOf } from '../../../ui/format-time'
import { isComposing } from '../../../ui/is-composing'
import { groupLines, type GroupedLine } from './outbox-groups'
import classes from './outbox-list.module.css'
import { refusalWords } from './refusal'

export interface OutboxLine extends GroupedLine {
  readonly number: string
  /** Null for a secret caller and where no name was told. */
  readonly name: string | null
  readonly matter: string
  readonly at: number
  readonly records: number
  /** Who wrote it, where that was not the agent here. */
  readonly writtenBy: string | null
}

export interface OutboxListProps {
  readonly title: string
  readonly lines: readonly OutboxLine[]
  /** When the oldest that the desk has not taken was written. */
  readonly oldestAt: number | null
  /** Opened by a key: the keyboard comes with it, and goes back where it was. */
  readonly takesFocus: boolean
  readonly now: number
  /** What could not be read, and what others have left on this PC, where there is anything. */
  readonly others?: ReactNode
  /** Both sides of an order, and what can be done about it. */
  renderDetails(id: string): ReactNode
  retryNow(): void
  repair(id: string): void
  exportAll(): void
  importFile(): void
  close(): void
}

/** Orders on their way to the desk by what becomes of them, the oldest first, each with what it waits for. */
export function OutboxList(props: OutboxListProps) {
  const { title, lines, oldestAt, takesFocus, close } = props
  const { t } = useTranslation()
  const [opened, setOpened] = useState<string | null>(null)
  const column = useRef<HTMLElement>(null)
  const focus = useRef(takesFocus)
  useLayoutEffect(() => {
    const here = column.current
    const before = document.activeElement
    if (focus.current) firstOf(here)?.focus()
    return () => {
      if (here?.contains(document.activeElement) && before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === 'Escape') close()
    else if (!moveFocus(event.currentTarget, event.key)) return
    event.preventDefault()
  }
  const toUpload = lines.filter(({ delivery }) => delivery.state !== 'accepted').length
  const canRetry = lines.some(({ delivery }) => delivery.state === 'waiting')
  return (
    <aside ref={column} className={classes.column} aria-label={title} data-testid="outbox" onKeyDown={onKeyDown}>
      <div className={classes.head}>
        <h2 tabIndex={-1} data-line-head>{title} {toUpload}</h2>
        {oldestAt !== null && <span className={classes.oldest}>{t('outbox.oldest', { at: formatMomentOf(oldestAt, props.now) })} <Age since={oldestAt} /></span>}
        <button type="button" onClick={close}>{t('app.common.close')}</button>
      </div>
      <p className={classes.note}>{t(toUpload === 0 ? 'outbox.empty' : 'outbox.note')}</p>
      {groupLines(lines).map((group) => (
        <section key={group.name} aria-label={t(`outbox.group.${group.name}`)} data-group={group.name}>
          <h3 className={classes.group} data-group={group.name}>{t(`outbox.group.${group.name}`)} {group.count}{group.held > 0 && <span className={classes.oldest}> {t('outbox.held', { count: group.held })}</span>}</h3>
          <ol className={classes.lines}>
            {group.lines.map((line) => (
              <Line key={line.id} line={line} behind={lines.find(({ id }) => id === line.behind) ?? null} now={props.now} isOpened={line.id === opened}
                toggle={() => setOpened((before) => (before === line.id ? null : line.id))} repair={() => props.repair(line.id)} renderDetails={props.renderDetails} />
            ))}
          </ol>
        </section>
      ))}
      {props.others}
      <div className={classes.foot}>
        {canRetry && <button type="button" className={classes.button} onClick={props.retryNow}>{t('outbox.tryNow')}</button>}
        <button type="button" className={classes.button} data-action="export-unsent" onClick={props.exportAll}>{t('outbox.export')}</button>
        <button type="button" className={classes.button} data-action="import-unsent" onClick={props.importFile}>{t('outbox.import')}</button>
      </div>
    </aside>
  )
}

interface LineProps {
  readonly line: OutboxLine
  readonly behind: OutboxLine | null
  readonly now: number
  readonly isOpened: boolean
  toggle(): void
  repair(): void
  renderDetails(id: string): ReactNode
}

function Line({ line, behind, now, isOpened, toggle, repair, renderDetails }: LineProps) {
  const { t } = useTranslation()
  const { delivery } = line
  const isRefused = delivery.state === 'refused'
  return (
    <li className={classes.line} data-state={delivery.state} data-behind={behind !== null} data-order={line.number}>
      <button type="button" className={classes.title} data-line aria-expanded={isOpened} onClick={toggle}>
        <span className={classes.mark} data-state={delivery.state} aria-hidden />
        <b>{[line.name, line.matter].filter(Boolean).join(' · ') || t('outbox.order')}</b>
        <span className={classes.sub}>{[line.number, formatMomentOf(line.at, now), t('outbox.records', { count: line.records })].filter(Boolean).join(' · ')}</span>
        {line.writtenBy !== null && <span className={classes.sub}>{t('outbox.writtenBy', { author: line.writtenBy })}</span>}
        <span className={classes.state} data-state={delivery.state}>{behind === null ? deliveryWords(delivery, t) : t('outbox.behind', { number: behind.number || t('outbox.order') })}</span>
      </button>
      {isRefused && !isOpened && (
        <div className={classes.ways}>
          <button type="button" className={classes.button} onClick={repair}>{t('outbox.repair')}</button>
          <button type="button" className={classes.quiet} onClick={toggle}>{t('outbox.bothSides')}</button>
        </div>
      )}
      {isOpened && <div className={classes.details}>{renderDetails(line.id)}</div>}
    </li>
  )
}

function deliveryWords(delivery: Delivery, t: TFunction): string {
  switch (delivery.state) {
    case 'refused':
      return refusalWords(delivery.refusal, t)
    case 'sending':
      return t('outbox.sending')
    case 'waiting':
      return delivery.lastFailure === null ? t('outbox.waiting') : t(`outbox.failure.${delivery.lastFailure}`)
    case 'accepted':
      return t('outbox.accepted')
  }
}

function linesOf(column: HTMLElement | null): readonly HTMLElement[] {
  return [...(column?.querySelectorAll<HTMLElement>('button[data-line]') ?? [])]
}

function firstOf(column: HTMLElement | null): HTMLElement | null {
  return linesOf(column)[0] ?? column?.querySelector<HTMLElement>('[data-line-head]') ?? null
}

/** From line to line; whatever is between two of them is reached by Tab. */
function moveFocus(column: HTMLElement, key: string): boolean {
  const lines = linesOf(column)
  if (lines.length === 0) return false
  const here = lines.findLastIndex((line) => line === document.activeElement || (line.compareDocumentPosition(document.activeElement ?? line) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0)
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: lines.length - 1 }[key]
  if (to === undefined) return false
  lines[Math.max(0, Math.min(lines.length - 1, to))]?.focus()
  return true
}
