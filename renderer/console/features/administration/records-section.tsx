import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { valueSchemaOf, type ListRecord } from '../../../../shared/desk-api/desk-records'
import { LimitTableSchema } from '../../../../shared/tickets/deadlines/limit-table'
import { Check } from '../../../ui/form/check'
import type { AdministrationPort } from './administration-port'
import classes from './administration.module.css'
import { EntryForm } from './entry-form'
import { EntryList } from './entry-list'
import { choiceWords, fieldLabel, fieldNote, fieldWrong, groupWords, limitLabel } from './field-words'
import { pairedLimits } from './limit-fields'
import { fieldsOf, fixedKeys, typedOf, valueOf, wholeValue, type EditableKind, type RecordField, type TypedRecord } from './record-fields'
import { RetentionNote } from './retention-note'
import { SectionBody } from './section-body'
import { Told } from './told'
import { useAsked } from './use-asked'
import { useSaving } from './use-saving'

const blank = (kind: EditableKind, key: string): ListRecord => ({ kind, key, value: {}, isActive: true, version: 0 })
/** `dayPhones.2` is wrong, and so is `dayPhones`. */
const isWithin = (path: string, name: string) => path === name || path.startsWith(`${name}.`)

/** One of the lists that a hotline keeps for itself: queues, units, categories, the calendar, rules of the house. */
export function RecordsSection({ desk, kind }: { readonly desk: AdministrationPort; readonly kind: EditableKind }) {
  const { t } = useTranslation()
  const { asked, again } = useAsked(useCallback(() => desk.records(kind), [desk, kind]))
  const [selected, select] = useState<string | null>(kind === 'limits' ? 'table' : null)
  const fixed = fixedKeys(kind)
  return (
    <SectionBody asked={asked} again={again}>
      {(kept) => {
        const records = fixed === null ? kept : fixed.map((key) => kept.find((record) => record.key === key) ?? blank(kind, key))
        const record = selected === '' ? blank(kind, '') : records.find(({ key }) => key === selected)
        return (
          <>
            <EntryList
              title={t(`administration.tab.${kind}`)} selected={selected} select={select} addWords={fixed === null ? t(`administration.records.add.${kind}`) : null} add={() => select('')}
              entries={records.map(({ key, value, isActive }) => ({ id: key, ...namedIn(kind, key, value, t), isActive }))}
            />
            {record === undefined
              ? <p className={classes.note}>{t(fixed === null ? 'administration.records.chooseOrAdd' : 'administration.records.choose')}</p>
              : <RecordForm key={`${kind} ${record.key} ${record.version}`} kind={kind} record={record} isFixed={fixed !== null} desk={desk} changed={(key) => {
                  // Whoever has gone on to another entry meanwhile is not taken back.
                  select((now) => (now === selected ? key : now))
                  again()
                }} />}
          </>
        )
      }}
    </SectionBody>
  )
}

/** What stands in the list for a record, and the smaller line below it. */
function namedIn(kind: EditableKind, key: string, value: unknown, t: TFunction): { readonly title: string; readonly note: string } {
  const known = typeof value === 'object' && value !== null ? (value as { readonly zh?: unknown; readonly value?: unknown }) : {}
  const words = (each: unknown) => (typeof each === 'string' ? each : '')
  if (kind === 'limits') return { title: t('administration.tab.limits'), note: t('administration.limitsNote') }
  if (kind === 'figures') return { title: t(`administration.figure.${key}`), note: words(known.value) || t('knowledge.toFillIn') }
  return kind === 'policies' ? { title: t(`administration.policy.${key}`), note: t(`administration.policyNote.${key}`) } : { title: key, note: words(known.zh) }
}

interface RecordFormProps {
  readonly kind: EditableKind
  readonly record: ListRecord
  readonly isFixed: boolean
  readonly desk: AdministrationPort
  changed(key: string): void
}

/** In their order, those of one group together. */
function groupsOf(fields: readonly RecordField[]): readonly { readonly group: string | null; readonly fields: readonly RecordField[] }[] {
  const names = [...new Set(fields.map(({ group = null }) => group))]
  return names.map((group) => ({ group, fields: fields.filter((field) => (field.group ?? null) === group) }))
}

function RecordForm({ kind, record, isFixed, desk, changed }: RecordFormProps) {
  const { t, i18n } = useTranslation()
  const [key, setKey] = useState(record.key)
  const whole = wholeValue(kind, record.key, record.value)
  const fields = fieldsOf(kind, isFixed ? record.key : key, record.value)
  const [typed, setTyped] = useState(() => typedOf(fields, whole))
  const [isActive, setActive] = useState(record.isActive)
  const [isTold, setTold] = useState(false)
  const { busy, problem, perform } = useSaving()
  const isNew = record.key === ''
  const schema = valueSchemaOf(kind, key.trim())
  const filled = valueOf(fields, typed, kind === 'limits' && typeof whole === 'object' && whole !== null ? whole : {})
  const value = schema?.safeParse(filled)
  // The rule over the whole table says only that it is wrong; where it is has to be looked for.
  const found = kind === 'limits' ? LimitTableSchema.safeParse(filled) : value
  const wrongPaths = found?.success === false ? found.error.issues.map(({ path }) => path.join('.')) : []
  const wrong = new Set(fields.map(({ name }) => name).filter((name) => wrongPaths.some((path) => isWithin(path, name) || (kind === 'limits' && isWithin(name, path)))))
  const isKeyWrong = key.trim() === '' || schema === null
  const save = (element: HTMLFormElement) => {
    setTold(true)
    const first = isKeyWrong ? 'key' : [...wrong][0]
    if (first !== undefined || value?.success !== true) return element.querySelector<HTMLElement>(`[name="${first ?? 'key'}"]`)?.focus()
    return perform(() => desk.changeRecord({ kind, key: key.trim(), value: value.data, isActive, version: record.version }), (saved) => changed(saved.key))
  }
  return (
    <EntryForm title={isNew ? t(`administration.records.new.${kind}`) : isFixed ? namedIn(kind, record.key, record.value, t).title : record.key} busy={busy} problem={problem} save={save}>
      {!isFixed && (
        <TextInput name="key" label={t(`administration.records.key.${kind}`)} description={kind === 'queues' ? t('administration.records.queueNote') : null} value={key} disabled={!isNew} autoFocus={isNew} error={isTold && isKeyWrong ? t(`administration.records.wrongKey.${kind}`) : null} onChange={(event) => setKey(event.currentTarget.value)} spellCheck={false} />
      )}
      {key === 'retention' && <RetentionNote desk={desk} />}
      {key === 'stateLimits' && <p className={classes.note}>{t('administration.fieldNote.minutes')}</p>}
      {groupsOf(fields).map(({ group, fields: own }) => {
        const inputs = own.map((field) => (
          <OneField key={field.name} kind={kind} field={field} typed={typed} isWrong={isTold && wrong.has(field.name)} set={(text) => setTyped((before) => ({ ...before, [field.name]: text }))} />
        ))
        return group === null ? inputs : <fieldset key={group} className={classes.group} data-pairs={kind === 'limits' && pairedLimits.has(group)}><legend>{groupWords(kind === 'limits' ? 'limits' : key === 'alarms' ? 'alarms' : 'stateLimits', group, { t, language: i18n.language })}</legend>{inputs}</fieldset>
      })}
      {!isFixed && !isNew && <Check checked={isActive} onChange={setActive}><Told words={t('administration.records.active')} note={t('administration.records.activeNote')} /></Check>}
    </EntryForm>
  )
}

interface OneFieldProps {
  readonly kind: EditableKind
  readonly field: RecordField
  readonly typed: TypedRecord
  readonly isWrong: boolean
  set(text: string): void
}

function OneField({ kind, field, typed, isWrong, set }: OneFieldProps) {
  const { t, i18n } = useTranslation()
  const words = { t, language: i18n.language }
  const text = typed[field.name] ?? ''
  const label = kind === 'limits' ? limitLabel(field, words) : fieldLabel(field, words)
  const shared = { name: field.name, label, error: isWrong ? (kind === 'limits' ? t(`administration.wrongLimit.${field.kind}`) : fieldWrong(field, words)) : null }
  const note = kind === 'limits' ? null : fieldNote(field, words)
  switch (field.kind) {
    case 'lines':
      return <Textarea {...shared} value={text} rows={field.name === 'off' ? 10 : 3} description={note} onChange={(event) => set(event.currentTarget.value)} spellCheck={false} />
    case 'check':
      return <Check checked={text === 'true'} onChange={(isOn) => set(String(isOn))}>{label}</Check>
    case 'choice':
      return <NativeSelect {...shared} value={text} onChange={(event) => set(event.currentTarget.value)} data={[...(field.isOptional === true ? [''] : []), ...field.choices].map((choice) => ({ value: choice, label: choiceWords(kind, field, choice, typed, words) }))} />
    case 'colour':
      return <label className={classes.choice}>{label} <input type="color" name={field.name} value={text} onChange={(event) => set(event.currentTarget.value)} /></label>
    case 'count':
      return <TextInput {...shared} value={text} inputMode="numeric" description={note} onChange={(event) => set(event.currentTarget.value)} />
    case 'day':
      return <TextInput {...shared} type="date" value={text} onChange={(event) => set(event.currentTarget.value)} />
    case 'text':
      return <TextInput {...shared} value={text} onChange={(event) => set(event.currentTarget.value)} />
  }
}
