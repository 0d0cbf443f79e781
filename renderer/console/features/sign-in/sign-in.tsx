import { PasswordInput, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Logo } from '../../../ui/logo'
import classes from './sign-in.module.css'

/** What went wrong, as a code of the screen's own words (`signIn.problem.<code>`). */
export interface SignInProblem {
  readonly code: string
  readonly seconds?: number
}

/** Nobody has signed in: one password opens the seat. */
export function SignIn({ problem, busy, signIn }: { readonly problem: SignInProblem | null; readonly busy: boolean; signIn(password: string): void }) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn(password)
  }
  return (
    <Sheet title={t('signIn.title')} note={t('signIn.note')} onSubmit={submit}>
      <PasswordInput label={t('signIn.password')} value={password} onChange={(event) => setPassword(event.currentTarget.value)} data-autofocus autoFocus required
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }} />
      <Problem problem={problem} />
      <button type="submit" className={classes.primary} disabled={busy || password === ''}>{t('signIn.open')}</button>
    </Sheet>
  )
}

export interface NewAgent {
  readonly agentName: string
  readonly agentNumber: string
  readonly password: string
}

/** First start of a desk on this PC: who sits here, and the password that opens the seat. */
export function SetPassword({ problem, busy, set }: { readonly problem: SignInProblem | null; readonly busy: boolean; set(agent: NewAgent): void }) {
  const { t } = useTranslation()
  const [agentName, setName] = useState('')
  const [agentNumber, setNumber] = useState('')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const differs = again !== '' && again !== password
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!differs) set({ agentName: agentName.trim(), agentNumber, password })
  }
  const complete = agentName.trim() !== '' && /^\d{1,8}$/.test(agentNumber) && password !== '' && again === password
  return (
    <Sheet title={t('signIn.setTitle')} note={t('signIn.setNote')} onSubmit={submit}>
      <TextInput label={t('signIn.name')} value={agentName} onChange={(event) => setName(event.currentTarget.value)} autoFocus required maxLength={40} />
      <TextInput label={t('signIn.number')} description={t('signIn.numberNote')} value={agentNumber} inputMode="numeric"
        onChange={(event) => setNumber(event.currentTarget.value.replace(/\D/g, '').slice(0, 8))} required />
      <PasswordInput label={t('signIn.password')} description={t('signIn.passwordNote')} value={password} onChange={(event) => setPassword(event.currentTarget.value)} required
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }} />
      <PasswordInput label={t('signIn.again')} value={again} onChange={(event) => setAgain(event.currentTarget.value)} error={differs ? t('signIn.differs') : null} required
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }} />
      <Problem problem={problem} />
      <p className={classes.warn}>{t('signIn.readable')}</p>
      <button type="submit" className={classes.primary} disabled={busy || !complete}>{t('signIn.begin')}</button>
    </Sheet>
  )
}

function Sheet(props: { readonly title: string; readonly note: string; onSubmit(event: FormEvent): void; readonly children: React.ReactNode }) {
  return (
    <main className={classes.page}>
      <form className={classes.sheet} onSubmit={props.onSubmit}>
        <span className={classes.logo}><Logo size={44} /></span>
        <h1>{props.title}</h1>
        <p className={classes.note}>{props.note}</p>
        {props.children}
      </form>
    </main>
  )
}

/** What went wrong with the password, in words. */
export function Problem({ problem }: { readonly problem: SignInProblem | null }) {
  const { t } = useTranslation()
  if (problem === null) return null
  return <p role="alert" className={classes.problem}>{t(`signIn.problem.${problem.code}`, { count: problem.seconds ?? 0, defaultValue: t('signIn.problem.other') })}</p>
}
