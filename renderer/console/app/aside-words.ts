import type { TFunction } from 'i18next'
import { maskId, maskName, maskPhone, maskText } from '../../../shared/callers/masking'
import { parsePhoneNumber } from '../../../shared/callers/phone-number'
import { fieldValuesSchema, participantSchema } from '../../../shared/tickets/fields/field-values'
import { longestUnread } from '../../../shared/tickets/fields/unread-words'
import type { RevealedPart } from '../../../shared/tickets/reveal'
import type { Catalogue } from './catalogue'

/** One thing that was written, as it stands and as it may be shown to anybody. */
export interface AsideLine {
  readonly name: string
  readonly value: string
  readonly masked: string
  readonly part: RevealedPart
}

export interface AsideWords {
  readonly lines: readonly AsideLine[]
  /** Whoever is named in it. */
  readonly names: readonly string[]
  /** Masked, nothing at all is shown of a secret caller. */
  readonly isSecret: boolean
}

export interface AsideWording {
  readonly catalogue: Pick<Catalogue, 'categoryPath' | 'requestType' | 'district' | 'street' | 'risk' | 'locale'>
  readonly homeArea: string
  readonly t: TFunction
}

interface Found {
  readonly key: string
  readonly value: unknown
}

const formKeys = [...new Set([...Object.keys(fieldValuesSchema.shape), ...Object.keys(longestUnread)])]
/** In the order in which they are read. What stands under no such key comes last, as far as it is words. */
const keysInOrder = ['number', 'numberDisplay', ...formKeys, 'risks']
const nameKeys: ReadonlySet<string> = new Set(['caller_name', 'contact_person', 'team_leader'])
const numberKeys: ReadonlySet<string> = new Set(['callback_number', 'contact_phone', 'numberDisplay'])
/** Who wrote it, and what only the program reads. */
const notWords: ReadonlySet<string> = new Set(['author', 'by', 'historyKey', 'answeredSuggestions', 'actionsDone', 'knowledgeUsed', 'reveals', 'steps', 'sound', 'queue'])

/** Every word in a record that fits no schema, whatever became of its shape. */
export function asideWords(plain: unknown, wording: AsideWording): AsideWords {
  const found: Found[] = []
  collect('', plain, found)
  const names = found.flatMap(({ key, value }) => {
    if (key === 'participants') return namesOf(value)
    return nameKeys.has(key) && typeof value === 'string' ? [value] : []
  })
  const place = (key: string) => (keysInOrder.includes(key) ? keysInOrder.indexOf(key) : keysInOrder.length)
  const district = found.map(({ key, value }) => (key === 'work_district' && typeof value === 'string' ? value : null)).find((code) => code !== null) ?? ''
  const lines = [...found].sort((one, other) => place(one.key) - place(other.key)).flatMap((each) => lineOf(each, names, district, wording))
  // The same stands in the draft of an order and in its events.
  const once = new Map(lines.map((line) => [`${line.name} ${line.value}`, line]))
  return { lines: [...once.values()], names, isSecret: found.some(({ key, value }) => key === 'confidential' && value === true) }
}

function collect(key: string, value: unknown, found: Found[]): void {
  if (value == null || value === '' || notWords.has(key)) return
  if (key === 'participants' || key === 'risks' || typeof value !== 'object') {
    if (Array.isArray(value)) for (const each of value) found.push({ key, value: each })
    else found.push({ key, value })
  } else if (Array.isArray(value)) for (const each of value) collect(key, each, found)
  else for (const [name, inner] of Object.entries(value)) collect(name, inner, found)
}

function namesOf(participant: unknown): readonly string[] {
  const name = (participant as { readonly name?: unknown } | null)?.name
  return typeof name === 'string' ? [name] : []
}

function lineOf({ key, value }: Found, names: readonly string[], district: string, wording: AsideWording): readonly AsideLine[] {
  const { t, catalogue } = wording
  if (key === 'number') return [plainLine(t('outbox.fact.number'), String(value))]
  if (key === 'risks') {
    const code = (value as { readonly code?: unknown } | null)?.code
    return typeof code === 'string' ? [plainLine(t('setAside.risk'), catalogue.risk(code))] : []
  }
  const name = key === 'numberDisplay' ? t('callerCard.number') : formKeys.includes(key) ? t(`fields.${key}`) : null
  if (name === null) return isWords(value) ? [{ name: t('setAside.otherWords'), value, masked: maskText(value, names), part: 'words' }] : []
  if (key === 'participants') return participantLine(name, value, names, wording)
  const text = valueWords(key, value, district, wording)
  if (text === null) return []
  if (nameKeys.has(key)) return [{ name, value: text, masked: maskName(text), part: 'name' }]
  if (numberKeys.has(key)) return [{ name, value: text, masked: maskedNumber(text, wording), part: 'number' }]
  if (key === 'id_no') return [{ name, value: text, masked: maskId(text), part: 'number' }]
  return [{ name, value: text, masked: maskText(text, names), part: 'words' }]
}

function plainLine(name: string, value: string): AsideLine {
  return { name, value, masked: value, part: 'words' }
}

function valueWords(key: string, value: unknown, district: string, { catalogue, t }: AsideWording): string | null {
  if (typeof value === 'boolean') return value ? t('setAside.yes') : null
  if (key.endsWith('_fen') && typeof value === 'number') return (value / 100).toLocaleString(catalogue.locale, { minimumFractionDigits: 2 })
  const text = String(value)
  switch (key) {
    case 'category':
      return catalogue.categoryPath(text)
    case 'request_type':
      return catalogue.requestType(text)
    case 'work_district':
      return catalogue.district(text)
    case 'work_street':
      return catalogue.street(district, text)
    default:
      return text === 'unclear' ? t('fields.unclear') : t(`fields.option.${key}.${text}`, { defaultValue: text })
  }
}

function participantLine(name: string, value: unknown, names: readonly string[], wording: AsideWording): readonly AsideLine[] {
  const read = participantSchema.partial().safeParse(value)
  if (!read.success || typeof value !== 'object') return isWords(value) ? [{ name, value, masked: maskText(value, names), part: 'words' }] : []
  const { name: who = '', phone = '', amount_fen: fen, amount_said: said } = read.data
  const amount = said ?? (fen == null ? '' : valueWords('amount_fen', fen, '', wording))
  const joined = (...parts: readonly (string | null)[]) => parts.filter(Boolean).join(' ')
  return [{ name, value: joined(who, phone, amount), masked: joined(maskName(who), phone === '' ? '' : maskedNumber(phone, wording), amount), part: 'name' }]
}

function maskedNumber(text: string, { homeArea }: AsideWording): string {
  return maskPhone(parsePhoneNumber(text, { homeArea }))
}

/** Something that a person has typed; codes and ids are none, but a number that may be a telephone is. */
function isWords(value: unknown): value is string {
  return typeof value === 'string' && (/[^\p{ASCII}]|\s/u.test(value) || /^\+?\d{7,}$/.test(value))
}
