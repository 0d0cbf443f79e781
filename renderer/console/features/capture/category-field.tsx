import { useMemo, useState, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { searchCategories, type CategoryHit } from '../../../../shared/tickets/category-search'
import { withCategory } from '../../../../shared/tickets/fields/choose-matter'
import { findCategory } from '../../../../shared/tickets/taxonomy'
import { Combo, type ComboHandle } from '../../../ui/form/combo'
import { Field } from '../../../ui/form/field'
import { Kbd } from '../../../ui/kbd'
import { useCapture } from './capture-context'
import classes from './capture-form.module.css'
import { fieldName } from './field-name'

const shownHits = 9
/** Words to find by are not kept. */
const longestQuery = 60

/** The category, by code, Chinese or pinyin initials. Choosing one brings its usual type and its fields. */
export function CategoryField({ list, onChosen }: { readonly list: Ref<ComboHandle>; onChosen(): void }) {
  const { t } = useTranslation()
  const { values, lists, history, change, keysOf } = useCapture()
  const [query, setQuery] = useState('')
  const [isFocused, setFocused] = useState(false)
  const hits = useMemo(() => {
    const found = searchCategories(query, lists.taxonomy, { recentlyUsed: history.recentCategories })
    return (query.trim() === '' ? found.filter((hit) => hit.usedTimes > 0) : found).slice(0, shownHits)
  }, [query, lists, history])
  const code = values.category
  const found = code === undefined ? null : findCategory(code, lists.taxonomy)
  const word = lists.locale === 'en' ? 'en' : 'zh'
  const keys = keysOf('category')

  const choose = (hit: CategoryHit) => {
    setQuery('')
    change((draft) => ({ ...draft, values: withCategory(draft.values, hit.category.code, lists.taxonomy, lists.dispatch.rules) }))
  }
  const extra = [...new Set((hits[0]?.category.extraFields ?? []).map(fieldName))]
  return (
    <Field
      label={t('fields.category')}
      slotId="category"
      width="full"
      isEmpty={code === undefined}
      issue={!isFocused && query.trim() !== '' ? { text: t('capture.categoryOpen'), level: 'warning' } : found?.category.isRetired === true ? { text: t('capture.categoryRetired'), level: 'warning' } : null}
      trailing={query !== '' ? t('capture.categoryHow') : keys === null ? null : <Kbd keys={keys} />}
    >
      {code !== undefined && query === '' && (
        <span className={classes.chosen} aria-hidden="true">
          {found === null ? code : <>{found.group[word]} › <b>{found.category[word]}</b></>} <span className={classes.code}>{code}</span>
        </span>
      )}
      <Combo
        handle={list}
        label={code === undefined ? t('fields.category') : `${t('fields.category')}: ${lists.categoryPath(code)}`}
        kind="choice"
        maxLength={longestQuery}
        query={query}
        options={hits}
        keyOf={(hit) => hit.category.code}
        placeholder={code === undefined ? t('capture.categoryHow') : ''}
        digitChooses={(digit) => query.trim() === '' || searchCategories(`${query}${digit}`, lists.taxonomy).length === 0}
        onQuery={setQuery}
        onChoose={choose}
        onDone={(taken) => {
          if (taken || (query.trim() === '' && code !== undefined)) onChosen()
        }}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        renderOption={(hit) => <CategoryLine hit={hit} word={word} usedToday={history.usedToday[hit.category.code] ?? 0} />}
        footer={<>
          <span>{extra.length > 0 ? t('capture.categoryBrings', { code: hits[0]?.category.code, fields: extra.map((name) => t(name)).join(t('app.list.items')) }) : t('capture.categoryBringsNone')}</span>
          <span className={classes.keysHint}><Kbd keys="↑↓" /> <Kbd keys="Enter" /> <Kbd keys="Esc" /></span>
        </>}
      />
    </Field>
  )
}

function CategoryLine({ hit, word, usedToday }: { readonly hit: CategoryHit; readonly word: 'zh' | 'en'; readonly usedToday: number }) {
  const { t } = useTranslation()
  const alias = hit.match === null || hit.match === 'group' ? null : hit.match.alias
  return (
    <>
      <span className={classes.optionMain}>{hit.group[word]} › <b>{hit.category[word]}</b></span>
      <span className={classes.optionAside}>
        {[alias === null ? null : `${alias.zh} ${alias.initials}`, usedToday > 0 ? t('capture.usedToday', { count: usedToday }) : null].filter(Boolean).join(' · ')}
      </span>
      <span className={classes.code}>{hit.category.code}</span>
    </>
  )
}
