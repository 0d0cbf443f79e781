import { FileButton, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RefusedCertificate } from '../../../../shared/ipc/refused-certificate'
import type { SipAccount, SipAccountChange } from '../../../../shared/ipc/values'
import { readCertificateFile } from './read-certificate-file'
import { RefusedCertificateNote } from './refused-certificate-note'
import classes from './settings-form.module.css'
import { changeOf, rareFields, slipsIn, typedOf, type TypedAccount } from './sip-account-typed'

export interface SipAccountFormProps {
  readonly account: SipAccount
  readonly busy: boolean
  /** Why the account was not saved, as a code of the screen's own words (`settings.sip.problem.<code>`). */
  readonly problem: string | null
  /** The certificate that keeps the line from its PBX. */
  readonly refused: RefusedCertificate | null
  save(change: SipAccountChange): void
}

/**
 * The SIP account of this seat; its password goes to the keychain or is asked for at each start. One that a shared desk gives can only be
 * read; by what its server's certificate is measured is this seat's own.
 */
export function SipAccountForm({ account, busy, problem, refused, save }: SipAccountFormProps) {
  const { t } = useTranslation()
  const [form, setForm] = useState<TypedAccount>(() => typedOf(account))
  /** Nobody is told of a slip while still typing for the first time. */
  const [isTold, setTold] = useState(false)
  const [isOpen, setOpen] = useState(() => rareFields.some((key) => form[key] !== ''))
  const wrong = slipsIn(form, account)
  const set = (key: keyof TypedAccount, text: string) => setForm((before) => ({ ...before, [key]: text }))
  const field = (key: keyof TypedAccount) => {
    const slip = isTold ? wrong[key] : undefined
    return {
      name: key, label: t(`settings.sip.${key}`), value: form[key], error: slip === undefined ? null : t(`settings.sip.wrong.${slip}`),
      onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => set(key, event.currentTarget.value),
    }
  }
  const isGiven = account.source === 'desk'
  const given = (key: keyof TypedAccount) => ({ ...field(key), readOnly: isGiven })
  const area = (key: keyof TypedAccount) => ({ ...field(key), description: t(`settings.sip.note.${key}`), rows: 2, spellCheck: false })
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTold(true)
    const [first] = Object.keys(wrong)
    if (first === undefined) return save(changeOf(form, account))
    setOpen(isOpen || rareFields.some((key) => wrong[key] !== undefined))
    event.currentTarget.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
  }
  const take = (fingerprint: string) => {
    setOpen(true)
    set('fingerprints', fingerprint)
  }
  const importFile = (file: File | null) => {
    if (file !== null) void readCertificateFile(file).then((pem) => set('authorities', pem))
  }
  return (
    <form className={classes.group} onSubmit={submit} noValidate>
      <h2>{t('settings.sip.title')}</h2>
      {isGiven && <p className={classes.note}>{t(account.serverUrl === '' ? 'settings.sip.noneFromDesk' : 'settings.sip.fromDesk')}</p>}
      {(!isGiven || account.serverUrl !== '') && (
        <>
          <TextInput {...given('serverUrl')} placeholder={isGiven ? '' : 'wss://pbx.example/ws'} description={isGiven ? null : t('settings.sip.serverNote')} />
          <TextInput {...given('user')} />
          <TextInput {...given('domain')} />
        </>
      )}
      {!isGiven && <PasswordInput {...field('password')} description={t(`settings.sip.kept.${account.password}`)} visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }} />}
      {!isGiven && !account.canKeepPassword && <p className={classes.note}>{t('settings.sip.noKeychain')}</p>}
      {refused !== null && <RefusedCertificateNote refused={refused} take={take} />}
      <div className={classes.buttons}><button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t('settings.sip.more')}</button></div>
      {isOpen && (
        <>
          <Textarea {...area('standbyUrls')} readOnly={isGiven} />
          <Textarea {...area('fingerprints')} />
          <Textarea {...area('authorities')} rows={4} />
          <div className={classes.buttons}>
            <FileButton onChange={importFile} accept=".pem,.crt,.cer,.der">{(props) => <button type="button" {...props}>{t('settings.sip.importFile')}</button>}</FileButton>
          </div>
        </>
      )}
      {problem !== null && <p role="alert" className={classes.problem}>{t(`settings.sip.problem.${problem}`, { defaultValue: t('settings.notSaved') })}</p>}
      <div className={classes.buttons}><button type="submit" disabled={busy}>{t(isGiven ? 'settings.sip.saveTrust' : 'settings.sip.save')}</button></div>
    </form>
  )
}
