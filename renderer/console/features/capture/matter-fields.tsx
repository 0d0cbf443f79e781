import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { daysBetween } from '../../../../shared/tickets/deadlines/local-time'
import { longestText } from '../../../../shared/tickets/fields/field-lengths'
import type { LooseDate } from '../../../../shared/tickets/fields/field-values'
import { firstDay, isKnown } from '../../../../shared/tickets/fields/loose-date'
import { parseLooseDate } from '../../../../shared/tickets/fields/parse-loose-date'
import { withValue } from '../../../../shared/tickets/fields/with-value'
import { Combo } from '../../../ui/form/combo'
import { Field } from '../../../ui/form/field'
import { TextInput } from '../../../ui/form/text-input'
import { TypedInput } from '../../../ui/form/typed-input'
import { useBufferedText } from '../../../ui/form/use-buffered-text'
import { useCapture } from './capture-context'
import classes from './capture-form.module.css'
import { useReadField } from './use-read-field'

const offered = 6

/** The employer as the caller names it; those named lately are offered, never filled in. */
export function EmployerField({ width }: { readonly width: 'half' | 'full' }) {
  const { t } = useTranslation()
  const { values, set, history, issueOf, next } = useCapture()
  const [isOffering, setOffering] = useState(false)
  const buffer = useBufferedText(values.employer_name ?? '', (text) => set('employer_name', text))
  const options = isOffering && buffer.text.trim() !== '' ? history.findEmployers(buffer.text).filter((name) => name !== buffer.text).slice(0, offered) : []
  return (
    <Field label={t('fields.employer_name')} slotId="employer_name" width={width} isEmpty={buffer.text === ''} issue={issueOf(['employer_name'])}>
      <Combo<string>
        label={t('fields.employer_name')}
        kind="free-text"
        query={buffer.text}
        options={options}
        keyOf={(name) => name}
        placeholder={t('fields.notFilled')}
        maxLength={longestText.employer_name}
        onQuery={(text) => {
          setOffering(true)
          buffer.change(text)
        }}
        onChoose={(name) => {
          setOffering(false)
          buffer.change(name)
          buffer.flush()
        }}
        onDone={() => {
          buffer.flush()
          next('employer_name')
        }}
        onBlur={() => {
          setOffering(false)
          buffer.flush()
        }}
        onCompositionStart={buffer.compositionStart}
        onCompositionEnd={buffer.compositionEnd}
        renderOption={(name) => <span className={classes.optionMain}>{name}</span>}
      />
    </Field>
  )
}

/** Who promised what, and until when; how late it is by now. */
export function PromiseField() {
  const { t } = useTranslation()
  const { values, set, today } = useCapture()
  const read = useReadField<LooseDate>(
    'promise_due',
    ['promise', 'promise_due'],
    (text) => {
      const date = parseLooseDate(text, today, 'near')
      return date === null ? { ok: false, message: t('fields.typed.date') } : { ok: true, value: date }
    },
    (all, date) => withValue(all, 'promise_due', date),
  )
  const { promise_due: due } = values
  const day = isKnown(due) && due.length === 10 ? firstDay(due) : null
  const late = day === null ? 0 : daysBetween(day, today)
  return (
    <Field
      label={t('fields.promise')}
      slotId="promise"
      width="full"
      isEmpty={!values.promise && due === undefined && !read.isUnread}
      issue={read.issue}
      trailing={<>
        <span className={classes.due}>
          <TypedInput<LooseDate>
            {...read.input}
            label={t('fields.promise_due')}
            value={due}
            strong
            format={(date) => (date === 'unclear' ? t('fields.unclear') : date)}
            placeholder={t('capture.dueHow')}
          />
        </span>
        {late > 0 && <span className={classes.late}>{t('capture.pastDays', { count: late })}</span>}
      </>}
    >
      <TextInput value={values.promise ?? ''} placeholder={t('capture.promiseHow')} maxLength={longestText.promise} onChange={(text) => set('promise', text)} />
    </Field>
  )
}
