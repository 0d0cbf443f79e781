import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import sheet from './sign-in.module.css'
import classes from './lock-sheet.module.css'

export interface LeaveLockedProps {
  /** What lies at this seat and stays there, sealed, in words. */
  readonly stays: readonly string[]
  /** What the desk knows of and somebody else can take over, in words; empty: nothing. */
  readonly handedOn: readonly string[]
  /** Null: the desk cannot be asked, or has nobody to ask. */
  readonly takers: readonly { readonly id: string; readonly name: string }[] | null
  readonly problem: string | null
  readonly busy: boolean
  /** Null: whoever is next on the desk. */
  leaveTo(takerId: string | null): void
  /** Nobody is told: the work stays where it is. */
  leaveAnyway(): void
  stay(): void
}

/** Before somebody signs out of a locked seat with work undone: how much there is, what becomes of it, and who takes it over. */
export function LeaveLocked({ stays, handedOn, takers, problem, busy, leaveTo, leaveAnyway, stay }: LeaveLockedProps) {
  const { t } = useTranslation()
  const [taker, setTaker] = useState('')
  return (
    <form
      className={`${sheet.sheet} ${classes.sheet}`} data-testid="leave-locked"
      onSubmit={(event) => {
        event.preventDefault()
        if (busy) return
        if (takers === null) leaveAnyway()
        else leaveTo(taker === '' ? null : taker)
      }}
    >
      <h2 className={classes.leaveTitle}>{t('shift.leaving.title')}</h2>
      {stays.length > 0 && <Part title={t('lock.leaving.stays')} lines={stays} />}
      {handedOn.length > 0 && <Part title={t('lock.leaving.handedOn')} lines={handedOn} />}
      {takers !== null && (
        <NativeSelect label={t('shift.leaving.taker')} value={taker} onChange={(event) => setTaker(event.currentTarget.value)}
          data={[{ value: '', label: t('shift.sheet.anybody') }, ...takers.map(({ id, name }) => ({ value: id, label: name }))]} />
      )}
      {problem !== null && <p className={sheet.problem} role="alert">{problem}</p>}
      <div className={classes.leaveKeys}>
        <button type="submit" className={sheet.primary} disabled={busy} autoFocus>{t(takers === null ? 'lock.leaving.anyway' : 'shift.leaving.leave')}</button>
        {takers !== null && problem !== null && <button type="button" className={sheet.secondary} onClick={leaveAnyway}>{t('shift.leaving.anyway')}</button>}
        <button type="button" className={sheet.secondary} onClick={stay}>{t('shift.leaving.stay')}</button>
      </div>
    </form>
  )
}

function Part({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <div>
      <p>{title}</p>
      <ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul>
    </div>
  )
}
