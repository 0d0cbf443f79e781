import { PasswordInput, Textarea, TextInput } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newSeatSchema } from '../../../../shared/desk-api/administration'
import { Check } from '../../../ui/form/check'
import type { AdministrationPort, Seat } from './administration-port'
import classes from './administration.module.css'
import { AskedOnce } from './asked-once'
import { EntryForm } from './entry-form'
import { EntryList } from './entry-list'
import { SectionBody } from './section-body'
import { useAsked } from './use-asked'
import { useSaving } from './use-saving'

const newSeat: Seat = { code: '', name: '', hasSip: false, isActive: true, isInUse: false, version: 1 }
const noAccount = { serverUrls: '', user: '', domain: '', password: '', iceServers: '' }

/** Places to work at, and the telephone's account that each of them gets with a sign-in. */
export function SeatsSection({ desk }: { readonly desk: AdministrationPort }) {
  const { t } = useTranslation()
  const { asked, again } = useAsked(useCallback(() => desk.seats(), [desk]))
  const [selected, select] = useState<string | null>(null)
  // Seats of one house have one PBX: what was typed for the last one stands in the next, but for user and password.
  const [served, setServed] = useState(noAccount)
  return (
    <SectionBody asked={asked} again={again}>
      {(seats) => {
        const seat = selected === newSeat.code ? newSeat : seats.find(({ code }) => code === selected)
        const noteOf = (one: Seat) => [one.name, t(one.hasSip ? 'administration.seats.withLine' : 'administration.seats.withoutLine'), one.isInUse ? t('administration.seats.inUse') : ''].filter(Boolean).join(' · ')
        return (
          <>
            <EntryList
              title={t('administration.seats.title')} selected={selected} select={select} addWords={t('administration.seats.add')} add={() => select(newSeat.code)}
              entries={seats.map((one) => ({ id: one.code, title: one.code, note: noteOf(one), isActive: one.isActive }))}
            />
            {seat === undefined
              ? <p className={classes.note}>{t('administration.seats.choose')}</p>
              : <SeatForm key={`${seat.code} ${seat.version}`} seat={seat} desk={desk} served={served} changed={(code, account) => {
                  setServed({ ...account, user: '', password: '' })
                  select(code)
                  again()
                }} />}
          </>
        )
      }}
    </SectionBody>
  )
}

const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter((line) => line !== '')

type Account = typeof noAccount

interface SeatFormProps {
  readonly seat: Seat
  readonly desk: AdministrationPort
  readonly served: Account
  changed(code: string, account: Account): void
}

function SeatForm({ seat, desk, served, changed }: SeatFormProps) {
  const { t } = useTranslation()
  const isNew = seat.code === newSeat.code
  const [form, setForm] = useState({ code: seat.code, name: seat.name, isActive: seat.isActive })
  const [line, setLine] = useState<'kept' | 'none' | 'given'>(isNew ? 'given' : seat.hasSip ? 'kept' : 'none')
  const [account, setAccount] = useState(served)
  const [isTold, setTold] = useState(false)
  const { busy, problem, perform } = useSaving()
  const sip = line !== 'given' ? null : { serverUrls: lines(account.serverUrls), user: account.user.trim(), domain: account.domain.trim(), password: account.password, iceServers: lines(account.iceServers) }
  const typed = newSeatSchema.safeParse({ code: form.code === '' ? null : form.code, name: form.name, sip })
  const wrong = new Set(isTold && !typed.success ? typed.error.issues.map(({ path }) => String(path[0] === 'sip' ? path[1] : path[0])) : [])
  const slip = (field: string) => (wrong.has(field) ? t(`administration.seats.wrong.${field}`) : null)
  const save = (element: HTMLFormElement) => {
    setTold(true)
    if (!typed.success) {
      const path = typed.error.issues[0]?.path ?? []
      return element.querySelector<HTMLElement>(`[name="${String(path[0] === 'sip' ? path[1] : path[0])}"]`)?.focus()
    }
    if (isNew) return perform(() => desk.addSeat(typed.data), ({ code }) => changed(code, account))
    const change = { code: seat.code, version: seat.version, name: typed.data.name, isActive: form.isActive }
    return perform(() => desk.changeSeat(line === 'kept' ? change : { ...change, sip: typed.data.sip }), ({ code }) => changed(code, account))
  }
  const field = (key: keyof Account) => ({
    name: key, label: t(`administration.seats.${key}`), value: account[key], error: slip(key), autoComplete: 'off', spellCheck: false,
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => setAccount({ ...account, [key]: event.currentTarget.value }),
  })
  return (
    <EntryForm
      title={isNew ? t('administration.seats.new') : t('administration.seats.one', { code: seat.code })} busy={busy} problem={problem} save={save}
      more={isNew ? null : <AskedOnce words={t('administration.seats.free')} question={t('administration.seats.freeAsk')} busy={busy} perform={() => perform(() => desk.freeSeat(seat.code), () => changed(seat.code, account))} />}
    >
      <TextInput name="code" label={t('administration.seats.code')} description={t('administration.seats.codeNote')} value={form.code} disabled={!isNew} autoFocus={isNew} inputMode="numeric" error={slip('code')} onChange={(event) => setForm({ ...form, code: event.currentTarget.value })} />
      <TextInput name="name" label={t('administration.seats.name')} value={form.name} error={slip('name')} onChange={(event) => setForm({ ...form, name: event.currentTarget.value })} />
      <fieldset className={classes.roles}>
        <legend>{t('administration.seats.line')}</legend>
        {(['kept', 'given', 'none'] as const).filter((way) => way !== 'kept' || seat.hasSip).map((way) => (
          <label key={way} className={classes.choice}><input type="radio" name="line" checked={line === way} onChange={() => setLine(way)} /> {t(`administration.seats.lineWay.${way}`)}</label>
        ))}
      </fieldset>
      {line === 'given' && (
        <>
          <Textarea {...field('serverUrls')} rows={2} description={t('administration.seats.serverNote')} placeholder="wss://pbx.example/ws" />
          <TextInput {...field('user')} />
          <TextInput {...field('domain')} />
          <PasswordInput {...field('password')} description={t('administration.seats.passwordNote')} visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }} />
          <Textarea {...field('iceServers')} rows={2} placeholder="stun:stun.example" />
        </>
      )}
      {!isNew && <Check checked={form.isActive} onChange={(isActive) => setForm({ ...form, isActive })}>{t('administration.seats.active')}</Check>}
    </EntryForm>
  )
}
