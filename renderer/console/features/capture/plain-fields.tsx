import { useTranslation } from 'react-i18next'
import { dayCounters } from '../../../../shared/tickets/fields/day-counters'
import { fieldOptions, toggleChoice, type ChoiceKey } from '../../../../shared/tickets/fields/field-catalogue'
import { longestText } from '../../../../shared/tickets/fields/field-lengths'
import type { LooseDate } from '../../../../shared/tickets/fields/field-values'
import { formatFen, formatFenShort } from '../../../../shared/tickets/fields/format-money'
import { parseCount, parseHours } from '../../../../shared/tickets/fields/parse-count'
import { parseLooseDate } from '../../../../shared/tickets/fields/parse-loose-date'
import { parseMoney } from '../../../../shared/tickets/fields/parse-money'
import { parseMonthRange, type MonthRange } from '../../../../shared/tickets/fields/parse-month-range'
import { withValue } from '../../../../shared/tickets/fields/with-value'
import { Check } from '../../../ui/form/check'
import { Field } from '../../../ui/form/field'
import fieldClasses from '../../../ui/form/field.module.css'
import { TextInput } from '../../../ui/form/text-input'
import { TypedInput } from '../../../ui/form/typed-input'
import { useCapture } from './capture-context'
import classes from './capture-form.module.css'
import { useReadField } from './use-read-field'

type Width = { readonly width: 'half' | 'full' }
type DateKey = 'hired_on' | 'dismissed_on' | 'injured_on' | 'last_contact_date'
type CountKey = 'workers_count' | 'represents' | 'employees_total' | 'occurrences'
export type TextKey =
  | 'hospital' | 'project_name' | 'contractor_main' | 'contractor_sub' | 'team_leader' | 'platform_name' | 'employer_short' | 'uscc'
  | 'contact_person' | 'contact_phone' | 'title' | 'demand' | 'external_no' | 'note' | 'id_no'

export function TextField({ slot, width, placeholder }: Width & { readonly slot: TextKey; readonly placeholder?: string }) {
  const { t } = useTranslation()
  const { values, set, issueOf } = useCapture()
  const value = values[slot] ?? ''
  return (
    <Field label={t(`fields.${slot}`)} slotId={slot} width={width} isEmpty={value === ''} issue={issueOf([slot])}>
      <TextInput value={value} placeholder={placeholder ?? t('fields.notFilled')} maxLength={longestText[slot]} onChange={(text) => set(slot, text)} />
    </Field>
  )
}

export function CountField({ slot, width, trailing }: Width & { readonly slot: CountKey; readonly trailing?: React.ReactNode }) {
  const { t } = useTranslation()
  const { values } = useCapture()
  const value = values[slot]
  const most = slot === 'employees_total' ? 10_000_000 : 9999
  const unit = slot === 'occurrences' ? 'capture.times' : 'capture.people'
  const read = useReadField<number>(
    slot,
    [slot],
    (text) => {
      const count = parseCount(text, most)
      return count === null ? { ok: false, message: t('fields.typed.count', { most }) } : { ok: true, value: count }
    },
    (all, count) => withValue(all, slot, count),
  )
  return (
    <Field label={t(`fields.${slot}`)} slotId={slot} width={width} isEmpty={value === undefined && !read.isUnread} issue={read.issue} trailing={trailing}>
      <TypedInput<number>
        {...read.input}
        value={value}
        strong
        format={(count) => t(unit, { count })}
        edit={String}
        placeholder={t('fields.notFilled')}
      />
    </Field>
  )
}

export function HoursField({ width }: Width) {
  const { t } = useTranslation()
  const { values } = useCapture()
  const read = useReadField<number>(
    'hours_per_day',
    ['hours_per_day'],
    (text) => {
      const hours = parseHours(text)
      return hours === null ? { ok: false, message: t('fields.typed.hours') } : { ok: true, value: hours }
    },
    (all, hours) => withValue(all, 'hours_per_day', hours),
  )
  return (
    <Field label={t('fields.hours_per_day')} slotId="hours_per_day" width={width} isEmpty={values.hours_per_day === undefined && !read.isUnread} issue={read.issue}>
      <TypedInput<number>
        {...read.input}
        value={values.hours_per_day}
        format={(hours) => t('capture.hours', { hours })}
        edit={String}
        placeholder={t('fields.notFilled')}
      />
    </Field>
  )
}

export function MonthlyPayField({ width }: Width) {
  const { t } = useTranslation()
  const { values } = useCapture()
  const read = useReadField<number>(
    'monthly_pay_fen',
    ['monthly_pay_fen'],
    (text) => {
      const money = parseMoney(text)
      return money.ok ? money : { ok: false, message: t(`fields.typed.${money.error.code}`) }
    },
    (all, fen) => withValue(all, 'monthly_pay_fen', fen),
  )
  return (
    <Field label={t('fields.monthly_pay_fen')} slotId="monthly_pay_fen" width={width} isEmpty={values.monthly_pay_fen === undefined && !read.isUnread} issue={read.issue}>
      <TypedInput<number>
        {...read.input}
        value={values.monthly_pay_fen}
        strong
        format={(fen) => t('capture.yuan', { amount: formatFen(fen) })}
        edit={formatFenShort}
        placeholder={t('fields.notFilled')}
      />
    </Field>
  )
}

/** A date to the day or the month, with the days that the law leaves. */
export function DateField({ slot, width }: Width & { readonly slot: DateKey }) {
  const { t } = useTranslation()
  const { values, today } = useCapture()
  const read = useReadField<LooseDate>(
    slot,
    [slot],
    (text) => {
      const date = parseLooseDate(text, today)
      return date === null ? { ok: false, message: t('fields.typed.date') } : { ok: true, value: date }
    },
    (all, date) => withValue(all, slot, date),
  )
  const value = values[slot]
  const counters = dayCounters({ [slot]: value }, today)
  const words = counters.map(({ code, daysLeft, isEstimate }) =>
    `${t(`fields.days.${code}${daysLeft < 0 ? '_past' : ''}`, { count: Math.abs(daysLeft) })}${isEstimate ? ` · ${t('fields.days.estimate')}` : ''}`)
  const nearest = counters.findIndex(({ daysLeft }) => daysLeft >= 0)
  return (
    <Field
      label={t(`fields.${slot}`)}
      slotId={slot}
      width={width}
      isEmpty={value === undefined && !read.isUnread}
      issue={read.issue}
      trailing={words.length === 0 ? null : <span title={words.join('\n')}>{words[Math.max(0, nearest)]}</span>}
    >
      <TypedInput<LooseDate>
        {...read.input}
        value={value}
        format={(date) => (date === 'unclear' ? t('fields.unclear') : date)}
        placeholder={t('fields.notFilled')}
      />
    </Field>
  )
}

/** From and to, typed in one go. */
export function PeriodField({ width }: Width) {
  const { t } = useTranslation()
  const { values, today } = useCapture()
  const read = useReadField<MonthRange>(
    'owed_period',
    ['owed_from', 'owed_to'],
    (text) => {
      const range = parseMonthRange(text, today)
      return range === null ? { ok: false, message: t('fields.typed.period') } : { ok: true, value: range }
    },
    (all, range) => withValue(withValue(all, 'owed_from', range?.from), 'owed_to', range?.to),
  )
  const { owed_from: from, owed_to: to } = values
  const value: MonthRange | undefined = from === undefined && to === undefined ? undefined : { from: from ?? 'unclear', to: to ?? 'unclear' }
  const word = (date: LooseDate) => (date === 'unclear' ? t('fields.unclear') : date)
  return (
    <Field label={t('fields.owed_period')} slotId="owed_period" width={width} isEmpty={value === undefined && !read.isUnread} issue={read.issue}>
      <TypedInput<MonthRange>
        {...read.input}
        value={value}
        format={(range) => (range.from === 'unclear' && range.to === 'unclear' ? t('fields.unclear') : t('capture.period', { from: word(range.from), to: word(range.to) }))}
        placeholder={t('capture.periodHow')}
      />
    </Field>
  )
}

export function ChoiceField({ slot, width }: Width & { readonly slot: Exclude<ChoiceKey, 'evidence' | 'procedures' | 'amount_scope'> }) {
  const { t } = useTranslation()
  const { values, set } = useCapture()
  const value = values[slot] ?? ''
  return (
    <Field label={t(`fields.${slot}`)} slotId={slot} width={width} isEmpty={value === ''}>
      <select id={`field-${slot}`} className={fieldClasses.select} data-empty={value === ''} value={value} onChange={(event) => set(slot, event.target.value)}>
        <option value="">{t('fields.notFilled')}</option>
        {fieldOptions[slot].map((code) => <option key={code} value={code}>{t(`fields.option.${slot}.${code}`)}</option>)}
      </select>
    </Field>
  )
}

export function TicksField({ slot }: { readonly slot: 'evidence' | 'procedures' }) {
  const { t } = useTranslation()
  const { values, change } = useCapture()
  const chosen = values[slot] ?? []
  return (
    <Field label={t(`fields.${slot}`)} slotId={slot} width="full" isEmpty={chosen.length === 0} isGroup bare>
      {fieldOptions[slot].map((code) => (
        <Check key={code} checked={chosen.includes(code)} onChange={() => change((draft) => ({ ...draft, values: withValue(draft.values, slot, toggleChoice(draft.values[slot], code)) }))}>
          {t(`fields.option.${slot}.${code}`)}
        </Check>
      ))}
      {chosen.length === 0 && <span className={classes.hint}>{t('fields.unrecorded')}</span>}
    </Field>
  )
}
