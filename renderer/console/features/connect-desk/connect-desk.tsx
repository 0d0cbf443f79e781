import { FileButton, Textarea, TextInput } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Logo } from '../../../ui/logo'
import { slipsIn, type TypedDesk } from './desk-typed'
import classes from './connect-desk.module.css'

export interface ConnectDeskProps {
  readonly typed: TypedDesk
  readonly busy: boolean
  /** Why the desk cannot be used, and what to do; null while nothing is known against it. */
  readonly trouble: string | null
  /** The certificate that was not let in, and how it can be trusted. */
  readonly certificate: ReactNode
  set(change: Partial<TypedDesk>): void
  connect(): void
  /** Keeps the address although the desk cannot be used now; null where that makes no sense. */
  keepAnyway: (() => void) | null
  back(): void
  readFile(file: File): Promise<string>
}

/** Where the desk is that this seat shares with others. */
export function ConnectDesk({ typed, busy, trouble, certificate, set, connect, keepAnyway, back, readFile }: ConnectDeskProps) {
  const { t } = useTranslation()
  const [isTold, setTold] = useState(false)
  const [isOpened, setOpen] = useState(false)
  const isShown = isOpened || typed.fingerprints !== '' || typed.authorities !== ''
  const slips = slipsIn(typed)
  const words = (key: keyof TypedDesk) => (isTold && slips[key] !== undefined ? t(`connectDesk.wrong.${slips[key]}`) : null)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTold(true)
    const [first] = Object.keys(slips)
    if (first === undefined) return busy ? undefined : connect()
    if (first !== 'address') setOpen(true)
    event.currentTarget.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
  }
  const field = (key: keyof TypedDesk) => ({
    name: key, label: t(`connectDesk.${key}`), description: t(`connectDesk.notes.${key}`), value: typed[key], error: words(key), spellCheck: false,
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      // Emptied again, a field does not fold away under the hand.
      if (key !== 'address') setOpen(true)
      set({ [key]: event.currentTarget.value })
    },
  })
  return (
    <main className={classes.page}>
      <form className={classes.sheet} onSubmit={submit} noValidate>
        <span className={classes.logo}><Logo size={44} /></span>
        <h1>{t('connectDesk.title')}</h1>
        <p className={classes.note}>{t('connectDesk.note')}</p>
        <TextInput {...field('address')} placeholder="desk.example:8443" autoFocus maxLength={300} autoComplete="off" />
        {trouble !== null && <p role="alert" className={classes.problem}>{trouble}</p>}
        {certificate}
        <button type="button" className={classes.link} aria-expanded={isShown} onClick={() => setOpen(!isShown)}>{t('connectDesk.more')}</button>
        {isShown && (
          <>
            <Textarea {...field('fingerprints')} rows={2} />
            <Textarea {...field('authorities')} rows={3} />
            <FileButton onChange={(file) => { if (file !== null) void readFile(file).then((authorities) => set({ authorities })) }} accept=".pem,.crt,.cer,.der">
              {(props) => <button type="button" className={classes.secondary} {...props}>{t('connectDesk.importFile')}</button>}
            </FileButton>
          </>
        )}
        <button type="submit" className={classes.primary} disabled={busy || typed.address.trim() === ''}>{t(busy ? 'connectDesk.asking' : 'connectDesk.connect')}</button>
        {keepAnyway !== null && <button type="button" className={classes.secondary} disabled={busy} onClick={keepAnyway}>{t('connectDesk.keepAnyway')}</button>}
        <button type="button" className={classes.link} onClick={back}>{t('connectDesk.back')}</button>
      </form>
    </main>
  )
}
