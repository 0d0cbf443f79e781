import { useTranslation } from 'react-i18next'
import { fieldOptions } from '../../../../shared/tickets/fields/field-catalogue'
import { fenInWords, formatFen, formatFenShort, otherSide } from '../../../../shared/tickets/fields/format-money'
import { parseAmount, type TypedAmount } from '../../../../shared/tickets/fields/parse-amount'
import { withValue } from '../../../../shared/tickets/fields/with-value'
import { Field } from '../../../ui/form/field'
import { Segmented } from '../../../ui/form/segmented'
import { TypedInput } from '../../../ui/form/typed-input'
import { useCapture } from './capture-context'
import classes from './capture-form.module.css'
import { useReadField } from './use-read-field'

/** What is owed, in yuan as people say it; 合计 or 人均 may be typed with it. */
export function AmountField({ width }: { readonly width: 'half' | 'full' }) {
  const { t } = useTranslation()
  const { values, set } = useCapture()
  const { amount_owed_fen: fen, amount_unknown: isUnknown, amount_scope: scope } = values
  const value: TypedAmount | undefined = isUnknown === true ? { fen: null, scope: null } : fen === undefined ? undefined : { fen, scope: scope ?? null }
  const read = useReadField<TypedAmount>(
    'amount_owed_fen',
    ['amount_owed_fen', 'amount_scope', 'amount_unknown'],
    (text) => {
      const typed = parseAmount(text)
      return typed.ok ? typed : { ok: false, message: t(`fields.typed.${typed.error.code}`) }
    },
    (all, amount) => {
      const known = withValue(withValue(all, 'amount_owed_fen', amount?.fen ?? undefined), 'amount_unknown', amount?.fen === null ? true : undefined)
      return amount?.scope == null ? known : { ...known, amount_scope: amount.scope }
    },
  )
  const format = (amount: TypedAmount) => (amount.fen === null ? t('fields.unclear') : t('capture.yuan', { amount: formatFen(amount.fen) }))
  return (
    <Field
      label={t('fields.amount_owed_fen')}
      slotId="amount_owed_fen"
      width={width}
      isEmpty={value === undefined && !read.isUnread}
      issue={read.issue}
      trailing={isUnknown === true ? null : (
        <Segmented
          label={t('fields.amount_scope')}
          size="inline"
          options={fieldOptions.amount_scope.map((code) => ({ value: code, label: t(`fields.option.amount_scope.${code}`) }))}
          value={scope ?? null}
          onChoose={(code) => set('amount_scope', code)}
        />
      )}
    >
      <TypedInput<TypedAmount>
        {...read.input}
        value={value}
        strong
        format={format}
        edit={(amount) => (amount.fen === null ? t('fields.unclear') : formatFenShort(amount.fen))}
        placeholder={t('capture.amountHow')}
      />
    </Field>
  )
}

/** 四十万元整 · 人均约 40,000 元: to be read back to the caller. Chinese in every language, since it is said in Chinese. */
export function AmountInWords() {
  const { t } = useTranslation()
  const { values } = useCapture()
  if (values.amount_owed_fen === undefined) return null
  const other = values.amount_scope === undefined ? null : otherSide(values.amount_owed_fen, values.amount_scope, values.workers_count)
  return (
    <span className={classes.inWords} data-testid="amount-in-words">
      {fenInWords(values.amount_owed_fen)}
      {other !== null && ` · ${t(`capture.about.${other.scope}`, { amount: formatFenShort(Math.round(other.fen / 100) * 100) })}`}
    </span>
  )
}
