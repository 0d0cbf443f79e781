import { useTranslation } from 'react-i18next'
import { withRequestType } from '../../../../shared/tickets/fields/choose-matter'
import { REQUEST_TYPES } from '../../../../shared/tickets/taxonomy'
import { Field } from '../../../ui/form/field'
import { Segmented } from '../../../ui/form/segmented'
import { Kbd } from '../../../ui/kbd'
import { useCapture } from './capture-context'
import { noContentId } from './capture-footer'
import classes from './capture-form.module.css'

/** 咨询 求助 投诉 举报 建议 表扬 无效 */
export function TypeRow() {
  const { t } = useTranslation()
  const { values, lists, change, keysOf } = useCapture()
  const type = REQUEST_TYPES.find((code) => code === values.request_type) ?? null
  const chosen = lists.taxonomy.requestTypes.find((each) => each.code === type)
  const isEnglish = lists.locale === 'en'
  const keys = keysOf('request-type')
  return (
    <Field label={t('fields.request_type')} slotId="request-type" width="full" isEmpty={false} isGroup bare>
      <Segmented
        label={t('fields.request_type')}
        options={lists.taxonomy.requestTypes.map((each) => ({ value: each.code, label: isEnglish ? each.en : each.zh }))}
        value={type}
        onChoose={(code) => change((draft) => ({ ...draft, values: withRequestType(draft.values, code, lists.dispatch.rules) }))}
        onDone={() => document.getElementById(type === 'WX' ? noContentId : 'field-category')?.focus()}
      />
      <span className={classes.aside} title={chosen === undefined ? undefined : isEnglish ? chosen.hintEn : chosen.hintZh}>
        {keys !== null && <Kbd keys={keys} />}
        {chosen !== undefined && <span className={classes.hint}>{isEnglish ? chosen.hintEn : chosen.hintZh}</span>}
      </span>
    </Field>
  )
}
