import { PasswordInput, TextInput } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { minPasswordLength } from '../../../../shared/desk-api/sessions'
import { Logo } from '../../../ui/logo'
import classes from './sign-in.module.css'

interface Asked {
  readonly busy: boolean
  /** Why the last try did not do, in sentences. */
  readonly problems: readonly string[]
  /** `page`: nothing else is there. `below`: under the bar of a call. `dialog`: over what is being done. */
  readonly place?: Place
}

export type Place = 'page' | 'below' | 'dialog'

export interface DeskSignInProps extends Asked {
  /** Who signed in here last; empty before anybody has. */
  readonly login: string
  /** Where the desk is, as people read it. */
  readonly desk: string
  signIn(login: string, password: string): void
  changeDesk(): void
}

/** Name and password at a desk that several seats share. */
export function DeskSignIn({ login: known, desk, busy, problems, signIn, changeDesk }: DeskSignInProps) {
  const { t } = useTranslation()
  const [login, setLogin] = useState(known)
  const [password, setPassword] = useState('')
  const isComplete = login.trim() !== '' && password !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isComplete && !busy) signIn(login.trim(), password)
  }
  return (
    <DeskSheet title={t('deskSignIn.title')} note={t('deskSignIn.note', { desk })} onSubmit={submit}>
      <TextInput label={t('deskSignIn.login')} value={login} onChange={(event) => setLogin(event.currentTarget.value)} autoFocus={known === ''} required withAsterisk={false} maxLength={60} autoComplete="off" spellCheck={false} />
      <PasswordInput label={t('signIn.password')} value={password} onChange={(event) => setPassword(event.currentTarget.value)} autoFocus={known !== ''} required withAsterisk={false} maxLength={200}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }} />
      <Problems problems={problems} />
      <button type="submit" className={classes.primary} disabled={busy || !isComplete}>{t(busy ? 'deskSignIn.asking' : 'deskSignIn.open')}</button>
      <p className={classes.warn}><button type="button" className={classes.link} onClick={changeDesk}>{t('deskSignIn.changeDesk')}</button></p>
    </DeskSheet>
  )
}

/** Somebody is signed in at another seat. What takes nothing away has the keyboard: Enter typed a moment too long ends nobody's work. */
export function TakeOver({ seat, since, busy, problems, place, takeOver, back }: Asked & { readonly seat: string; readonly since: string; takeOver(): void; back(): void }) {
  const { t } = useTranslation()
  return (
    <DeskSheet place={place} title={t('deskSignIn.takeOver.title')} note={t('deskSignIn.takeOver.note', { seat, since })} onSubmit={(event) => event.preventDefault()}>
      <Problems problems={problems} />
      <button type="button" className={classes.secondary} autoFocus disabled={busy} onClick={back}>{t('deskSignIn.takeOver.no')}</button>
      <button type="button" className={classes.primary} disabled={busy} onClick={takeOver}>{t('deskSignIn.takeOver.yes')}</button>
    </DeskSheet>
  )
}

/** The desk lets nobody go on with a password that somebody else has set. */
export function NewDeskPassword({ busy, problems, place, renew, back }: Asked & { renew(next: string): void; back(): void }) {
  const { t } = useTranslation()
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const differs = again !== '' && again !== next
  const isShort = next !== '' && next.length < minPasswordLength
  const isComplete = next.length >= minPasswordLength && again === next
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isComplete && !busy) renew(next)
  }
  const eye = { 'aria-label': t('signIn.showPassword') }
  return (
    <DeskSheet place={place} title={t('deskSignIn.renew.title')} note={t('deskSignIn.renew.note')} onSubmit={submit}>
      <PasswordInput label={t('deskSignIn.renew.next')} description={t('deskSignIn.renew.rule', { count: minPasswordLength })} value={next} onChange={(event) => setNext(event.currentTarget.value)} autoFocus required withAsterisk={false}
        maxLength={200} error={isShort && again !== '' ? t('deskSignIn.problem.too-short') : null} visibilityToggleButtonProps={eye} />
      <PasswordInput label={t('signIn.again')} value={again} onChange={(event) => setAgain(event.currentTarget.value)} required withAsterisk={false} maxLength={200} error={differs ? t('signIn.differs') : null} visibilityToggleButtonProps={eye} />
      <Problems problems={problems} />
      <button type="submit" className={classes.primary} disabled={busy || !isComplete}>{t('deskSignIn.renew.save')}</button>
      <button type="button" className={classes.secondary} disabled={busy} onClick={back}>{t('deskSignIn.back')}</button>
    </DeskSheet>
  )
}

/** The password was changed elsewhere: what lies on this PC is still under the old one. */
export function OldPassword({ busy, problems, place, give, beginAnew, back }: Asked & { give(old: string): void; beginAnew(): void; back(): void }) {
  const { t } = useTranslation()
  const [old, setOld] = useState('')
  const [isForgotten, setForgotten] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (old !== '' && !busy) give(old)
  }
  return (
    <DeskSheet place={place} title={t('deskSignIn.old.title')} note={t('deskSignIn.old.note')} onSubmit={submit}>
      <PasswordInput label={t('deskSignIn.old.password')} value={old} onChange={(event) => setOld(event.currentTarget.value)} autoFocus required withAsterisk={false} maxLength={200}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }} />
      <Problems problems={problems} />
      <button type="submit" className={classes.primary} disabled={busy || old === ''}>{t('deskSignIn.old.give')}</button>
      {isForgotten ? (
        <>
          <p role="alert" className={classes.warn}>{t('deskSignIn.old.loses')}</p>
          <button type="button" className={classes.secondary} disabled={busy} onClick={beginAnew}>{t('deskSignIn.old.anew')}</button>
        </>
      ) : (
        <button type="button" className={classes.secondary} disabled={busy} onClick={() => setForgotten(true)}>{t('deskSignIn.old.forgotten')}</button>
      )}
      <p className={classes.warn}><button type="button" className={classes.link} onClick={back}>{t('deskSignIn.back')}</button></p>
    </DeskSheet>
  )
}

function Problems({ problems }: { readonly problems: readonly string[] }) {
  if (problems.length === 0) return null
  return <div role="alert" className={classes.problem}>{problems.map((problem) => <p key={problem}>{problem}</p>)}</div>
}

interface DeskSheetProps {
  readonly title: string
  readonly note: string
  readonly place?: Place | undefined
  readonly children: ReactNode
  onSubmit(event: FormEvent): void
}

function DeskSheet({ title, note, place = 'page', onSubmit, children }: DeskSheetProps) {
  const Around = place === 'dialog' ? 'div' : 'main'
  return (
    <Around className={place === 'page' ? classes.page : classes.inset}>
      <form className={place === 'dialog' ? classes.bare : classes.sheet} onSubmit={onSubmit} noValidate>
        {place !== 'dialog' && <span className={classes.logo}><Logo size={44} /></span>}
        <h1>{title}</h1>
        <p className={classes.note}>{note}</p>
        {children}
      </form>
    </Around>
  )
}
