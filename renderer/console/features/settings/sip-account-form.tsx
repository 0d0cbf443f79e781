import { PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SipAccount, SipAccountChange } from '../../../../shared/ipc/values'
import { domainProblem, serverUrlProblem, type AddressProblem } from '../../../../shared/settings/pbx-address'
import { isSameSipAccount, sipSettingsSchema } from '../../../../shared/settings/settings'
import classes from './settings-form.module.css'

export interface SipAccountFormProps {
  readonly account: SipAccount
  readonly busy: boolean
  /** Why the account was not saved, as a code of the screen's own words (`settings.sip.problem.<code>`). */
  readonly problem: string | null
  save(change: SipAccountChange): void
}

type Typed = Readonly<Record<'serverUrl' | 'user' | 'domain' | 'password', string>>
type Slip = AddressProblem | 'user' | 'password'
type FieldProblems = Partial<Record<keyof Typed, Slip>>

/** The SIP account of this seat; its password goes to the keychain or is asked for at each start. */
export function SipAccountForm({ account, busy, problem, save }: SipAccountFormProps) {
  const { t } = useTranslation()
  const [form, setForm] = useState<Typed>({ serverUrl: account.serverUrl, user: account.user, domain: account.domain, password: '' })
  /** Nobody is told of a slip while still typing for the first time. */
  const [isTold, setTold] = useState(false)
  const wrong = fieldProblems(form, account)
  const field = (key: keyof Typed) => {
    const slip = isTold ? wrong[key] : undefined
    return {
      name: key, label: t(`settings.sip.${key}`), value: form[key], error: slip === undefined ? null : t(`settings.sip.wrong.${slip}`),
      onChange: (event: React.ChangeEvent<HTMLInputElement>) => setForm({ ...form, [key]: event.currentTarget.value }),
    }
  }
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTold(true)
    const [first] = Object.keys(wrong)
    if (first !== undefined) return event.currentTarget.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus()
    save({ ...trimmed(form), iceServers: account.iceServers, password: form.password === '' ? null : form.password })
  }
  return (
    <form className={classes.group} onSubmit={submit} noValidate>
      <h2>{t('settings.sip.title')}</h2>
      <TextInput {...field('serverUrl')} placeholder="wss://pbx.example/ws" description={t('settings.sip.serverNote')} />
      <TextInput {...field('user')} />
      <TextInput {...field('domain')} />
      <PasswordInput {...field('password')} description={t(`settings.sip.kept.${account.password}`)} visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }} />
      {!account.canKeepPassword && <p className={classes.note}>{t('settings.sip.noKeychain')}</p>}
      {problem !== null && <p role="alert" className={classes.problem}>{t(`settings.sip.problem.${problem}`, { defaultValue: t('settings.notSaved') })}</p>}
      <div className={classes.buttons}><button type="submit" disabled={busy}>{t('settings.sip.save')}</button></div>
    </form>
  )
}

function trimmed({ serverUrl, user, domain }: Typed) {
  return { serverUrl: serverUrl.trim(), user: user.trim(), domain: domain.trim() }
}

/** In the order of the fields; a field without a slip is not mentioned. */
function fieldProblems(form: Typed, account: SipAccount): FieldProblems {
  const { serverUrl, user, domain } = trimmed(form)
  const needsPassword = serverUrl !== '' && user !== '' && account.password !== 'missing' && form.password === ''
  const found: readonly (readonly [keyof Typed, Slip | null])[] = [
    ['serverUrl', serverUrlProblem(serverUrl)],
    ['user', sipSettingsSchema.shape.user.safeParse(user).success ? null : 'user'],
    ['domain', domainProblem(domain)],
    ['password', needsPassword && !isSameSipAccount(account, { serverUrl, user, domain }) ? 'password' : null],
  ]
  return Object.fromEntries(found.filter(([, problem]) => problem !== null))
}
