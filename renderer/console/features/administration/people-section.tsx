import { TextInput } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newPersonSchema } from '../../../../shared/desk-api/administration'
import { keptUnits, type KeptUnit } from '../../../../shared/desk-book/kept-units'
import { ok } from '../../../../shared/lib/result'
import { needsUnit } from '../../../../shared/people/own-unit'
import { roleSchema, type Role } from '../../../../shared/people/role'
import { Check } from '../../../ui/form/check'
import type { Administered, AdministrationPort, OneTimePassword, Person } from './administration-port'
import classes from './administration.module.css'
import { AskedOnce } from './asked-once'
import { EntryForm } from './entry-form'
import { EntryList } from './entry-list'
import { SectionBody } from './section-body'
import { Told } from './told'
import { UnitField, unitWords } from './unit-field'
import { useAsked } from './use-asked'
import { useSaving } from './use-saving'

const nobody: Person = { id: '', login: '', name: '', roles: ['AGENT'], unit: null, isActive: true, mustChangePassword: false, version: 1 }

/** Who may sign in, and as what. */
export function PeopleSection({ desk }: { readonly desk: AdministrationPort }) {
  const { t, i18n } = useTranslation()
  const { asked, again } = useAsked(useCallback(() => peopleAndUnits(desk), [desk]))
  const [selected, select] = useState<string | null>(null)
  const [password, setPassword] = useState<OneTimePassword | null>(null)
  return (
    <SectionBody asked={asked} again={again}>
      {({ people, units }) => {
        const atUnit = (unit: string | null) => units.flatMap((each) => (each.key === unit ? [unitWords(each, i18n.language)] : []))
        const person = selected === nobody.id ? nobody : people.find(({ id }) => id === selected)
        return (
          <>
            <EntryList
              title={t('administration.people.title')} selected={selected} select={select} addWords={t('administration.people.add')} isHeld={password !== null} add={() => select(nobody.id)}
              entries={people.map(({ id, name, login, roles, unit, isActive }) => ({ id, title: name, note: [login, roles.map((role) => t(`administration.role.${role}`)).join(t('app.list.items')), ...atUnit(unit)].join(' · '), isActive }))}
            />
            {password !== null
              ? <PasswordTold told={password} close={() => setPassword(null)} />
              : person === undefined
                ? <p className={classes.note}>{t('administration.people.choose')}</p>
                : <PersonForm
                    key={`${person.id} ${person.version}`} person={person} units={units} desk={desk}
                    changed={(id) => {
                      select(id)
                      again()
                    }}
                    tell={setPassword}
                  />}
          </>
        )
      }}
    </SectionBody>
  )
}

async function peopleAndUnits(desk: AdministrationPort): Administered<{ readonly people: readonly Person[]; readonly units: readonly KeptUnit[] }> {
  const [people, records] = await Promise.all([desk.people(), desk.records('units')])
  if (!people.ok) return people
  return records.ok ? ok({ people: people.value, units: keptUnits(records.value) }) : records
}

interface PersonFormProps {
  readonly person: Person
  readonly units: readonly KeptUnit[]
  readonly desk: AdministrationPort
  changed(id: string): void
  tell(password: OneTimePassword): void
}

function PersonForm({ person, units, desk, changed, tell }: PersonFormProps) {
  const { t } = useTranslation()
  const isNew = person.id === nobody.id
  const [form, setForm] = useState({ login: person.login, name: person.name, roles: person.roles, unit: person.unit, isActive: person.isActive })
  const { busy, problem, perform } = useSaving()
  const [isTold, setTold] = useState(false)
  const hasUnit = needsUnit(form.roles)
  const typed = newPersonSchema.safeParse({ ...form, unit: hasUnit ? form.unit : null })
  const slips = new Set(isTold && !typed.success ? typed.error.issues.map(({ path }) => path[0]) : [])
  const slip = (field: 'login' | 'name' | 'roles') => (slips.has(field) ? t(`administration.people.wrong.${field}`) : null)

  const save = (element: HTMLFormElement) => {
    setTold(true)
    if (!typed.success) return element.querySelector<HTMLElement>(`[name="${String(typed.error.issues[0]?.path[0])}"]`)?.focus()
    if (!isNew) return perform(() => desk.changePerson({ id: person.id, version: person.version, name: typed.data.name, roles: typed.data.roles, unit: typed.data.unit, isActive: form.isActive }), ({ id }) => changed(id))
    return perform(() => desk.addPerson(typed.data), (told) => {
      tell(told)
      changed(told.person.id)
    })
  }
  const toggle = (role: Role, isOn: boolean) => setForm((before) => ({ ...before, roles: roleSchema.options.filter((one) => (one === role ? isOn : before.roles.includes(one))) }))
  return (
    <EntryForm
      title={isNew ? t('administration.people.new') : person.name} busy={busy} problem={problem} save={save}
      more={isNew ? null : (
        <>
          <AskedOnce words={t('administration.people.reset')} question={t('administration.people.resetAsk')} busy={busy} perform={() => perform(() => desk.resetPassword(person.id), tell)} />
          <AskedOnce words={t('administration.people.signOut')} question={t('administration.people.signOutAsk')} busy={busy} perform={() => perform(() => desk.signOutEverywhere(person.id), () => changed(person.id))} />
        </>
      )}
    >
      <TextInput name="login" label={t('administration.people.login')} description={t('administration.people.loginNote')} value={form.login} disabled={!isNew} autoFocus={isNew} error={slip('login')} onChange={(event) => setForm({ ...form, login: event.currentTarget.value })} autoComplete="off" spellCheck={false} />
      <TextInput name="name" label={t('administration.people.name')} value={form.name} error={slip('name')} onChange={(event) => setForm({ ...form, name: event.currentTarget.value })} autoComplete="off" />
      <fieldset className={classes.roles}>
        <legend>{t('administration.people.roles')}</legend>
        {roleSchema.options.map((role) => (
          <Check key={role} checked={form.roles.includes(role)} onChange={(isOn) => toggle(role, isOn)}><Told words={t(`administration.role.${role}`)} note={t(`administration.roleNote.${role}`)} /></Check>
        ))}
        {slip('roles') !== null && <p className={classes.problem}>{slip('roles')}</p>}
      </fieldset>
      {hasUnit && <UnitField units={units} unit={form.unit} isWrong={slips.has('unit')} set={(unit) => setForm((before) => ({ ...before, unit }))} />}
      {!isNew && <Check checked={form.isActive} onChange={(isActive) => setForm({ ...form, isActive })}><Told words={t('administration.people.active')} note={t('administration.people.activeNote')} /></Check>}
      {person.mustChangePassword && <p className={classes.note}>{t('administration.people.mustChange')}</p>}
    </EntryForm>
  )
}

/** Shown once. SECURITY: it stands on no disk, and is gone with the screen. */
function PasswordTold({ told, close }: { readonly told: OneTimePassword; close(): void }) {
  const { t } = useTranslation()
  return (
    <div className={classes.form} role="status">
      <h3>{t('administration.people.passwordOf', { name: told.person.name })}</h3>
      <output className={classes.password}>{told.password}</output>
      <p className={classes.note}>{t('administration.people.passwordNote')}</p>
      <div className={classes.buttons}><button type="button" autoFocus className={classes.primary} onClick={close}>{t('administration.people.passwordDone')}</button></div>
    </div>
  )
}
