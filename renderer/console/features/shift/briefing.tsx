import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Kbd } from '../../../ui/kbd'
import classes from './shift.module.css'

export interface BriefingLine {
  readonly key: string
  readonly kind: 'red' | 'promise' | 'notice' | 'sheet' | 'left'
  readonly mark: ReactNode
  readonly title: string
  readonly note: string
  readonly isLate: boolean
  readonly isSeen: boolean
  /** What stands in it: the sheet, the work that was left. */
  readonly body: ReactNode
  /** Opens the order; null where there is none. */
  open: (() => void) | null
}

export interface BriefingProps {
  readonly lines: readonly BriefingLine[]
  /** Before the first call of a shift; afterwards it is a list like any other. */
  readonly isBeginning: boolean
  /** Whether everything that can be seen has been. */
  readonly isDone: boolean
  /** The desk is away: the agent goes on with what is known, and takes over later what needs the desk. */
  readonly isAway: boolean
  readonly problem: string | null
  acknowledge(key: string): void
  acknowledgeAll(): void
  begin(): void
}

/** What is to be seen before the first call: Enter sees one and goes to the next, at the end it begins the shift. */
export function Briefing({ lines, isBeginning, isDone, isAway, problem, acknowledge, acknowledgeAll, begin }: BriefingProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const owed = lines.filter(({ isSeen }) => !isSeen)
  const first = owed[0]?.key ?? ''
  const canBegin = isDone || isAway
  const isShown = useRef(false)
  useEffect(() => {
    // Somebody who is writing elsewhere, or has a dialog over this, keeps the keyboard.
    const { activeElement } = document
    const isHere = !isShown.current || activeElement === document.body || box.current?.contains(activeElement) === true
    isShown.current = true
    if (isHere) box.current?.querySelector<HTMLElement>('[data-next="true"]')?.focus()
  }, [first, canBegin])
  return (
    <div ref={box} className={classes.sheet} data-testid="briefing">
      <p className={classes.lead}>{t(isBeginning ? 'shift.briefing.before' : 'shift.briefing.during')}</p>
      {lines.length === 0 && <p className={classes.empty}>{t('shift.briefing.nothing')}</p>}
      <ul className={classes.list} hidden={lines.length === 0}>
        {lines.map((line) => (
          <li key={line.key} className={classes.item} data-item={line.kind} data-seen={line.isSeen}>
            <span>{line.mark}</span>
            <div>
              <span>{line.title}</span>
              {line.note !== '' && <small className={line.isLate ? classes.late : undefined}>{line.note}</small>}
              {line.body}
            </div>
            <span className={classes.actions}>
              {line.open !== null && <button type="button" className={classes.button} onClick={line.open}>{t('shift.openOrder')}</button>}
              {line.isSeen
                ? <span className={classes.mark}>{t(`shift.seen.${line.kind}`)}</span>
                : <button type="button" className={classes.button} data-next={line.key === first && !(isBeginning && isAway && owed.every(({ kind }) => kind === 'sheet' || kind === 'left'))} onClick={() => acknowledge(line.key)}>{t(`shift.see.${line.kind}`)}</button>}
            </span>
          </li>
        ))}
      </ul>
      {problem !== null && <p className={classes.problem} role="alert">{t(`shift.problem.${problem}`)}</p>}
      <div className={classes.actions}>
        {owed.length > 1 && <button type="button" className={classes.button} onClick={acknowledgeAll}>{t('shift.briefing.all', { count: owed.length })}</button>}
        {isBeginning && (
          <button type="button" className={classes.primary} disabled={!canBegin} data-next={owed.length === 0 || (isAway && owed.every(({ kind }) => kind === 'sheet' || kind === 'left'))} data-testid="begin-shift" onClick={begin}>
            {t(isDone ? 'shift.briefing.begin' : 'shift.briefing.beginAway')}<Kbd keys="Enter" />
          </button>
        )}
      </div>
    </div>
  )
}
