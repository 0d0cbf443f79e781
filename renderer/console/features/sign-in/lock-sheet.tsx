import { PasswordInput } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Elapsed } from '../../../ui/elapsed'
import { SeverityBadge } from '../../../ui/severity-badge'
import { LeaveLocked, type LeaveLockedProps } from './leave-locked'
import { Problem, type SignInProblem } from './sign-in'
import sheet from './sign-in.module.css'
import classes from './lock-sheet.module.css'

export const lockPasswordId = 'lock-password'

export interface LockFact {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly look: 'plain' | 'bad'
}

export interface LockSheetProps {
  readonly agent: string
  /** Why and when the seat locked itself. */
  readonly reason: string
  /** What becomes of the call that goes on or went on meanwhile; null without one. */
  readonly callNote: string | null
  /** Another seat calls for help, by its seat alone; null while none does. */
  readonly alarm: { readonly badge: string; readonly words: string; readonly next: string; readonly since: number } | null
  readonly facts: readonly LockFact[]
  readonly problem: SignInProblem | null
  readonly words?: readonly string[]
  readonly busy: boolean
  /** What is asked before somebody signs out with work undone; null while nobody wants to. */
  readonly leaving: LeaveLockedProps | null
  /** Null while a call or its wrap-up goes on. */
  readonly signOut: (() => void) | null
  unlock(password: string): void
}

/** What stands in the place of the screen while the seat is locked. */
export function LockSheet({ agent, reason, callNote, alarm, facts, problem, words = [], busy, leaving, signOut, unlock }: LockSheetProps) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!busy && password !== '') unlock(password)
  }
  return (
    <main className={classes.page} data-testid="lock-page">
      <form className={`${sheet.sheet} ${classes.sheet}`} onSubmit={submit}>
        <span className={sheet.logo}><IconLock size={40} stroke={1.6} aria-hidden="true" /></span>
        <div>
          <h1>{t('lock.title')}</h1>
          <p className={sheet.note}>{reason}</p>
        </div>
        {alarm !== null && (
          <div className={classes.alarm} data-testid="lock-alarm">
            <SeverityBadge severity="RED" label={alarm.badge} look="solid" />
            <p role="alert">{alarm.words}</p>
            <span className={classes.waiting}><Elapsed since={alarm.since} /></span>
            <p className={classes.alarmNext}>{alarm.next}</p>
          </div>
        )}
        <p className={classes.who}>{agent}</p>
        <PasswordInput id={lockPasswordId} label={t('signIn.password')} value={password} onChange={(event) => setPassword(event.currentTarget.value)} data-autofocus autoFocus required withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }} />
        <button type="submit" className={sheet.primary} disabled={busy || password === ''}>{t('lock.open')}</button>
        <Problem problem={problem} />
        {words.length > 0 && <div role="alert" className={sheet.problem}>{words.map((each) => <p key={each}>{each}</p>)}</div>}
        {callNote !== null && <p className={classes.call} role="status">{callNote}</p>}
        <dl className={classes.facts}>
          {facts.map(({ id, label, value, look }) => (
            <div key={id} data-fact={id} data-look={look}><dt>{label}</dt><dd>{value}</dd></div>
          ))}
        </dl>
        {leaving === null && signOut !== null && <p className={classes.leave}>{t('lock.leaveNote')} <button type="button" onClick={signOut}>{t('lock.signOut')}</button></p>}
      </form>
      {leaving !== null && <LeaveLocked {...leaving} />}
    </main>
  )
}
