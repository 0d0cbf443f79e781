import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlaceHit } from '../../../../shared/tickets/dispatch/place-search'
import { districtOf, streetsOf } from '../../../../shared/tickets/dispatch/places'
import { fieldsOfPlace, UNCLEAR } from '../../../../shared/tickets/dispatch/work-place'
import { readPlaceText, streetHit } from '../../../../shared/tickets/fields/place-text'
import { longestText } from '../../../../shared/tickets/fields/field-lengths'
import type { FieldValues } from '../../../../shared/tickets/fields/field-values'
import { withValue } from '../../../../shared/tickets/fields/with-value'
import { matchWord, queryWords } from '../../../../shared/tickets/text-match'
import { Combo } from '../../../ui/form/combo'
import { Field } from '../../../ui/form/field'
import { useFlush } from '../../../ui/form/flush-scope'
import { useBufferedText } from '../../../ui/form/use-buffered-text'
import { useCapture } from './capture-context'
import type { CaptureLists } from './capture-lists'
import classes from './capture-form.module.css'

type Option =
  | { readonly kind: 'place'; readonly hit: PlaceHit; readonly address: string }
  | { readonly kind: 'street-unclear' }
  /** Where no list of streets was at hand the name is typed. */
  | { readonly kind: 'street-typed'; readonly name: string }

const shownHits = 9

/**
 * Where the work is, in one line: district › street › address. Words that find a place choose it, what follows is the
 * address (`njm 示例路12号`). Backspace in front takes the last part back.
 */
export function PlaceField() {
  const { t } = useTranslation()
  const { values, lists, change, issueOf, next } = useCapture()
  const setAddress = (address: string) => change((draft) => ({ ...draft, values: withValue(draft.values, 'work_address', address) }))
  // Words that have not chosen a place yet are kept as its address: they are words of the call too.
  const buffer = useBufferedText(values.work_address ?? '', setAddress)
  const { text } = buffer
  const [isFocused, setFocused] = useState(false)
  const { work_district: district, work_street: street } = values
  const options = isFocused ? optionsFor(text, values, lists) : []

  const write = (address: string, place: Pick<FieldValues, 'work_district' | 'work_street'> = {}) => {
    buffer.replace(address.trim())
    change((draft) => {
      const placed = place.work_district === undefined ? draft.values : withValue(withValue(draft.values, 'work_district', place.work_district), 'work_street', place.work_street)
      const streeted = place.work_street === undefined ? placed : { ...placed, work_street: place.work_street }
      return { ...draft, values: withValue(streeted, 'work_address', address.trim()) }
    })
  }
  const choose = (option: Option) => {
    if (option.kind === 'street-unclear') write('', { work_street: UNCLEAR })
    else if (option.kind === 'street-typed') write('', { work_street: option.name })
    else {
      const { work_district, work_street } = fieldsOfPlace(option.hit)
      write(option.address, { ...(work_district === undefined ? {} : { work_district }), ...(work_street === undefined ? {} : { work_street }) })
    }
  }
  // A key that submits or jumps away takes what the open list points at, like Tab; a click elsewhere takes the words only.
  useFlush(() => {
    const [first] = options
    if (district === undefined && first !== undefined) choose(first)
  })
  const back = () => {
    change((draft) => ({ ...draft, values: withValue(draft.values.work_street === undefined ? withValue(draft.values, 'work_district', undefined) : draft.values, 'work_street', undefined) }))
  }
  const parts = placeWords(district, street, lists, t('capture.streetUnclear'))
  return (
    <Field
      label={t('fields.work_place')}
      slotId="work_place"
      width="full"
      isEmpty={district === undefined && text === ''}
      issue={issueOf(['work_district', 'work_street', 'work_address'])}
      trailing={t('capture.placeDecides')}
    >
      {parts.map((part) => <span key={part} className={classes.placePart}>{part} ›</span>)}
      <Combo<Option>
        label={[t('fields.work_place'), ...parts].join(' ')}
        kind={district === undefined ? 'choice' : 'free-text'}
        opensEmpty={district !== undefined && street === undefined}
        query={text}
        options={options}
        keyOf={(option) => (option.kind === 'place' ? hitWords(option.hit, lists).join(' ') : option.kind)}
        placeholder={district === undefined ? t('capture.placeHow') : street === undefined ? t('capture.streetHow') : t('capture.addressHow')}
        maxLength={longestText.work_address}
        digitChooses={(digit) => !/\s/.test(text) && (text === '' || (/^[a-z]+$/i.test(text) && optionsFor(`${text}${digit}`, values, lists).every((option) => option.kind !== 'place')))}
        onQuery={buffer.change}
        onCompositionStart={buffer.compositionStart}
        onCompositionEnd={buffer.compositionEnd}
        onChoose={choose}
        onBack={district === undefined ? () => undefined : back}
        onDone={() => next('work_place')}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false)
          if (text !== text.trim()) buffer.change(text.trim())
          buffer.flush()
        }}
        renderOption={(option) => <PlaceLine option={option} lists={lists} />}
      />
    </Field>
  )
}

function optionsFor(text: string, values: FieldValues, lists: CaptureLists): readonly Option[] {
  const { places, provinces } = lists.dispatch
  if (values.work_district === undefined) {
    if (text.trim() === '') return []
    const read = readPlaceText(text, places, provinces)
    return read.hits.slice(0, shownHits).map((hit) => ({ kind: 'place', hit, address: read.address }))
  }
  const district = districtOf(values.work_district, places)
  if (district === null || values.work_street !== undefined) return []
  const [word, ...rest] = queryWords(text)
  const streets = streetsOf(district.code, places).filter((street) => word === undefined || matchWord(word, { code: null, ...street }) !== null)
  const address = rest.length > 0 ? text.trim().split(/\s+/).slice(1).join(' ') : ''
  const found = streets.slice(0, shownHits - 1).map((street): Option => ({ kind: 'place', hit: streetHit(street, district), address }))
  if (word === undefined) return [...found, { kind: 'street-unclear' }]
  return found.length === 0 && isStreetName(text.trim()) ? [{ kind: 'street-typed', name: text.trim() }] : found
}

/** Longer words that end so are an address. */
function isStreetName(text: string): boolean {
  return /(街道|镇|乡)$/.test(text) && text.length <= longestText.work_street
}

function placeWords(district: string | undefined, street: string | undefined, lists: CaptureLists, unclear: string): readonly string[] {
  if (district === undefined) return []
  const { places, provinces } = lists.dispatch
  const word = lists.locale === 'en' ? 'en' : 'zh'
  const place = [...places.districts, ...places.abolished, ...places.zones, ...provinces].find((each) => each.code === district)
  const found = street === undefined ? undefined : streetsOf(district, places).find((each) => 'code' in each && each.code === street)
  const streetWord = street === UNCLEAR ? unclear : (found?.[word] ?? street)
  return [place?.[word] ?? district, ...(streetWord === undefined ? [] : [streetWord])]
}

function hitWords(hit: PlaceHit, lists: CaptureLists): readonly string[] {
  const word = lists.locale === 'en' ? 'en' : 'zh'
  switch (hit.kind) {
    case 'district':
      return [hit.district[word]]
    case 'street':
      return [hit.district[word], hit.street[word]]
    case 'moved-town':
      return [hit.district[word], hit.town[word]]
    case 'abolished':
      return [hit.district[word]]
    case 'zone':
      return [hit.zone[word]]
    case 'province':
      return [hit.province[word]]
  }
}

function PlaceLine({ option, lists }: { readonly option: Option; readonly lists: CaptureLists }) {
  const { t } = useTranslation()
  if (option.kind === 'street-unclear') return <span>{t('capture.streetUnclear')}</span>
  if (option.kind === 'street-typed') return <span>{option.name}</span>
  const { hit } = option
  const words = hitWords(hit, lists)
  const word = lists.locale === 'en' ? 'en' : 'zh'
  const note = hit.kind === 'abolished' ? t('capture.mergedDistrict', { old: hit.abolished[word] }) : hit.kind === 'province' ? t('capture.otherProvince') : option.address
  return (
    <>
      <span className={classes.optionMain}>{words.slice(0, -1).map((part) => `${part} › `)}<b>{words.at(-1)}</b></span>
      <span className={classes.optionAside}>{note}</span>
    </>
  )
}
