import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from '../../../ui/is-composing'
import { Kbd } from '../../../ui/kbd'
import classes from './approvals.module.css'

export interface ApprovalLine {
  readonly id: string
  readonly mark: ReactNode
  readonly title: string
  /** Who asks, when and why. */
  readonly note: string
  /** Asked for by the one who looks: somebody else has to decide. */
  readonly isOwn: boolean
  /** Null where there is no order to look at. */
  open: (() => void) | null
}

export interface ApprovalsInboxProps {
  readonly lines: readonly ApprovalLine[]
  readonly age: ReactNode
  readonly busy: boolean
  readonly problem: string | null
  decide(id: string, granted: boolean, reason: string | null): void
}

/** Everything that waits for a lead's word: up and down choose, Y grants, N refuses with a reason, O looks at the order. */
export function ApprovalsInbox({ lines, age, busy, problem, decide }: ApprovalsInboxProps) {
  const { t } = useTranslation()
  const [chosen, choose] = useState<string | null>(null)
  const [refusing, setRefusing] = useState(false)
  const [reason, setReason] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const current = lines.find(({ id }) => id === chosen) ?? lines[0] ?? null
  useEffect(() => list.current?.focus(), [])
  const step = (by: number) => {
    const place = lines.findIndex(({ id }) => id === current?.id)
    choose(lines[Math.min(lines.length - 1, Math.max(0, place + by))]?.id ?? null)
    setRefusing(false)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey || refusing || current === null) return
    const key = event.key.toLowerCase()
    if (!['arrowdown', 'arrowup', 'y', 'n', 'o'].includes(key)) return
    event.preventDefault()
    if (key === 'arrowdown') return step(1)
    if (key === 'arrowup') return step(-1)
    if (key === 'o') return current.open?.()
    if (busy || current.isOwn) return
    if (key === 'y') decide(current.id, true, null)
    else setRefusing(true)
  }
  const refuse = () => {
    if (current === null || reason.trim() === '' || busy) return
    decide(current.id, false, reason.trim())
    setRefusing(false)
    setReason('')
    list.current?.focus()
  }
  return (
    <section className={classes.page} aria-label={t('approvals.title')} data-testid="approvals">
      <h1>{t('approvals.title')}</h1>
      {age}
      <p className={classes.note}>{t('approvals.note')}</p>
      {problem !== null && <p className={classes.problem} role="alert">{t(`approvals.problem.${problem}`)}</p>}
      <div ref={list} className={classes.list} role="group" tabIndex={0} aria-label={current === null ? t('approvals.title') : `${t('approvals.title')}: ${current.title}`} onKeyDown={onKeyDown}>
        {lines.length === 0 && <p className={classes.note}>{t('approvals.none')}</p>}
        <ul>
          {lines.map((line) => (
            <li key={line.id} data-approval={line.id} data-chosen={line.id === current?.id} className={classes.item} onMouseDown={() => choose(line.id)}>
              <span>{line.mark}</span>
              <div><span>{line.title}</span><small>{line.note}</small>{line.isOwn && <small className={classes.problem}>{t('approvals.own')}</small>}</div>
              {line.id === current?.id && (
                <span className={classes.actions}>
                  {line.open !== null && <button type="button" tabIndex={-1} className={classes.button} onClick={line.open}>{t('shift.openOrder')}<Kbd keys="O" /></button>}
                  <button type="button" tabIndex={-1} className={classes.primary} disabled={busy || line.isOwn} onClick={() => decide(line.id, true, null)}>{t('approvals.grant')}<Kbd keys="Y" /></button>
                  <button type="button" tabIndex={-1} className={classes.button} disabled={busy || line.isOwn} onClick={() => setRefusing(true)}>{t('approvals.refuse')}<Kbd keys="N" /></button>
                </span>
              )}
            </li>
          ))}
        </ul>
      </div>
      {refusing && current !== null && (
        <form className={classes.refusing} onSubmit={(event) => { event.preventDefault(); refuse() }}>
          <input
            autoFocus aria-label={t('approvals.reason')} placeholder={t('approvals.reason')} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || isComposing(event)) return
              setRefusing(false)
              list.current?.focus()
            }}
          />
          <button type="submit" className={classes.primary} disabled={busy || reason.trim() === ''}>{t('approvals.refuse')}<Kbd keys="Enter" /></button>
        </form>
      )}
    </section>
  )
}
