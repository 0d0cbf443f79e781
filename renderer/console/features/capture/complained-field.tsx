import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { complainedKey, complainedOfKey } from '../../../../shared/tickets/dispatch/complained'
import { searchComplained } from '../../../../shared/tickets/dispatch/complained-search'
import { workPlaceOf } from '../../../../shared/tickets/dispatch/work-place'
import { departmentOf } from '../../../../shared/tickets/dispatch/departments'
import type { Complained } from '../../../../shared/tickets/dispatch/proposal'
import { Combo } from '../../../ui/form/combo'
import { Field } from '../../../ui/form/field'
import { useCapture } from './capture-context'
import classes from './capture-form.module.css'

const shownHits = 9

/** Words to find a unit by; no text of the order. */
const longestQuery = 60

/** Who is complained about: chosen from the units, since the order goes by it. Backspace in front takes it back. */
export function ComplainedField() {
  const { t } = useTranslation()
  const { values, lists, set, next, issueOf } = useCapture()
  const [query, setQuery] = useState('')
  const [isFocused, setFocused] = useState(false)
  const options = useMemo(() => {
    const place = workPlaceOf(values, lists.dispatch.places)
    return searchComplained(query, { category: values.category ?? null, place }, lists.dispatch).slice(0, shownHits)
  }, [query, values, lists])
  const chosen = complainedOfKey(values.complained, lists.dispatch)
  const nameOf = (party: Complained) => (party.kind === 'agent' ? t('capture.complainedStaff') : lists.unit(party.unit))
  const name = chosen === null ? null : nameOf(chosen)
  const isOpen = !isFocused && query.trim() !== ''
  return (
    <Field
      label={t('fields.complained')}
      slotId="complained"
      width="full"
      isEmpty={values.complained === undefined}
      issue={isOpen ? { text: t('capture.complainedOpen'), level: 'warning' } : issueOf(['complained'])}
      trailing={t('capture.complainedNever')}
    >
      {name !== null && query === '' && <span className={classes.chosen} aria-hidden="true"><b>{name}</b></span>}
      <Combo<Complained>
        label={name === null ? t('fields.complained') : `${t('fields.complained')}: ${name}`}
        kind="choice"
        opensEmpty={chosen === null}
        query={query}
        maxLength={longestQuery}
        options={options}
        keyOf={complainedKey}
        placeholder={chosen === null ? t('capture.complainedHow') : ''}
        digitChooses={() => query.trim() === ''}
        onQuery={setQuery}
        onChoose={(party) => {
          setQuery('')
          set('complained', complainedKey(party))
        }}
        onBack={() => set('complained', undefined)}
        onDone={(taken) => {
          if (taken || query.trim() === '') next('complained')
        }}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        renderOption={(party) => (
          <>
            <span className={classes.optionMain}><b>{nameOf(party)}</b></span>
            <span className={classes.optionAside}>{isOfWorkPlace(party) ? t('capture.complainedHere') : ''}</span>
          </>
        )}
      />
    </Field>
  )

  /** A unit without a place stands for the one where the work is, which may become known later. */
  function isOfWorkPlace(party: Complained): boolean {
    if (party.kind === 'agent') return false
    const { department, district, street } = party.unit
    const { level } = departmentOf(department, lists.dispatch.departments)
    return (level === 'district' && district === null) || (level === 'street' && street === null)
  }
}
