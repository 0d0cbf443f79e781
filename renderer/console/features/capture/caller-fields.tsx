import { useTranslation } from 'react-i18next'
import { parseCallbackNumber } from '../../../../shared/tickets/fields/callback-number'
import { withAnonymity } from '../../../../shared/tickets/caller-choice'
import { forcedConfidential } from '../../../../shared/tickets/fields/choose-matter'
import { longestText } from '../../../../shared/tickets/fields/field-lengths'
import { canonicalName } from '../../../../shared/tickets/fields/person-name'
import { Check } from '../../../ui/form/check'
import { Field } from '../../../ui/form/field'
import { TextInput } from '../../../ui/form/text-input'
import { useCapture } from './capture-context'

/** Name, with 匿名 and 保密. Secrecy that the rules force is ticked and stays. */
export function NameField() {
  const { t } = useTranslation()
  const { values, set, change, lists, issueOf } = useCapture()
  const forced = forcedConfidential(values, lists.dispatch.rules)
  return (
    <Field
      label={t('fields.caller_name')}
      slotId="caller_name"
      width="half"
      isEmpty={!values.caller_name && values.anonymous !== true}
      issue={issueOf(['caller_name'])}
      trailing={<>
        <Check checked={values.anonymous === true} onChange={(on) => change((draft) => withAnonymity(draft, on))}>{t('fields.anonymous')}</Check>
        <Check checked={forced !== null || values.confidential === true} disabled={forced !== null} title={forced === null ? undefined : t(`capture.forced.${forced}`)} onChange={(on) => set('confidential', on || undefined)}>
          {t('fields.confidential')}
        </Check>
      </>}
    >
      <TextInput value={values.caller_name ?? ''} maxLength={longestText.caller_name} placeholder={t(values.anonymous === true ? 'fields.anonymous' : 'fields.notFilled')} onChange={(text) => set('caller_name', canonicalName(text))} />
    </Field>
  )
}

/** Where to ring back: the calling number unless another one is given. */
export function CallbackField({ callingNumber }: { readonly callingNumber: string | null }) {
  const { t } = useTranslation()
  const { values, set, issueOf } = useCapture()
  const own = values.callback_number ?? ''
  const parsed = own === '' ? null : parseCallbackNumber(own)
  const isSame = own === '' || (parsed?.ok === true && parsed.value === callingNumber?.replace(/\D/g, ''))
  return (
    <Field
      label={t('fields.callback_number')}
      slotId="callback_number"
      width="half"
      isEmpty={own === '' && callingNumber === null}
      issue={issueOf(['callback_number'])}
      trailing={callingNumber !== null && isSame ? t('capture.sameNumber') : null}
    >
      <TextInput value={own} maxLength={longestText.callback_number} inputMode="tel" placeholder={callingNumber ?? t('capture.noNumber')} placeholderIsValue={callingNumber !== null} onChange={(text) => set('callback_number', text)} />
    </Field>
  )
}
