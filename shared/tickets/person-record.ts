import { type CallerNotes, type HistoryItem, isOpenOrder, type KnownPerson, type PersonId, type PersonNumber } from '../callers/person'
import { type HistoryKey, parseHistoryKey } from '../callers/phone-number'
import { epochMs } from '../lib/clock'
import type { CachedTicket } from './cached-ticket'
import { type DistrictName, historyItemOf, isSecretTicket } from './history-item'
import type { CallerFacts } from './ticket-event'
import { uuidOfText } from './uuid-of-text'

/** One person's part in one ticket. */
export interface Contact {
  readonly personId: PersonId
  /** False: somebody on this number, nobody knows who. They are collected under the number, and no name sticks to them. */
  readonly isKnown: boolean
  readonly number: PersonNumber | null
  readonly name: string | null
  /** Of two names the one told later counts; a masked one counts less, and one from a secret ticket least. */
  readonly nameAt: number
  readonly notes: CallerNotes
  readonly item: HistoryItem
}

/** A person as kept in the cache, ready to be shown. */
export interface PersonRecord {
  readonly person: KnownPerson
  readonly nameAt: number
}

/** Puts every name that is masked for its age behind every whole one, and every name from a secret ticket behind both. */
const maskedNamesBehindMs = 1e14
const secretNamesBehindMs = 1e15

/** Every open order stays at hand, and of the rest so many of the newest. */
export const keptItems = 60

/** Those who had part in a ticket: its caller, and others who called about it. Withheld numbers without a person leave none. */
export function contactsOf({ ticket, chasers, kept }: CachedTicket, districtName: DistrictName): readonly Contact[] {
  const nameBehindMs = isSecretTicket(ticket) ? secretNamesBehindMs : kept === 'outline' ? maskedNamesBehindMs : 0
  const item = historyItemOf(ticket, districtName)
  const parts = [
    ...(ticket.caller === null ? [] : [{ caller: ticket.caller, name: ticket.values.caller_name ?? null, at: ticket.createdAt }]),
    ...chasers,
  ]
  const contacts = new Map<string, Contact>()
  for (const { caller, name, at } of parts) {
    const number = numberOf(caller)
    const personId = caller.personId ?? (number === null ? null : unknownOf(number.key))
    if (personId === null || contacts.has(personId)) continue
    contacts.set(personId, {
      personId: personId as PersonId,
      isKnown: caller.personId !== null,
      number,
      name: name?.trim() ? name.trim() : null,
      nameAt: at - nameBehindMs,
      notes: caller === ticket.caller ? notesOf(ticket.values.language) : {},
      item: { ...item, at: epochMs(at), key: number?.key ?? null },
    })
  }
  return [...contacts.values()]
}

/** Stands for everybody nobody knows on a number; the same on every seat. */
function unknownOf(key: HistoryKey): string {
  return uuidOfText(`unknown caller of ${key}`)
}

/** Counts a contact into its person's record; the same ticket again replaces its line. */
export function withContact(record: PersonRecord | null, contact: Contact): PersonRecord {
  const before = record?.person
  const isNameless = !contact.isKnown || contact.name === null
  const isNewestName = !isNameless && (before?.name == null || contact.nameAt >= (record?.nameAt ?? 0))
  const others = (before?.history ?? []).filter((item) => item.id !== contact.item.id)
  const person: KnownPerson = {
    id: contact.personId,
    name: isNewestName ? contact.name : (before?.name ?? null),
    numbers: withNumber(before?.numbers ?? [], contact.number),
    notes: { ...before?.notes, ...contact.notes },
    history: newest([...others, contact.item]),
  }
  return { person, nameAt: isNewestName ? contact.nameAt : (record?.nameAt ?? 0) }
}

function newest(items: readonly HistoryItem[]): readonly HistoryItem[] {
  const sorted = [...items].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
  return sorted.filter((item, index) => index < keptItems || isOpenOrder(item))
}

function withNumber(numbers: readonly PersonNumber[], number: PersonNumber | null): readonly PersonNumber[] {
  if (number === null || numbers.some((known) => known.key === number.key && known.ext === number.ext)) return numbers
  return [...numbers, number]
}

function numberOf({ historyKey, numberDisplay }: CallerFacts): { key: HistoryKey; ext?: string } | null {
  const key = historyKey === null ? null : parseHistoryKey(historyKey)
  const ext = /转\s*(\d{1,6})$/.exec(numberDisplay)?.[1]
  return key === null ? null : { key, ...(ext === undefined ? {} : { ext }) }
}

const languages: Readonly<Record<string, NonNullable<CallerNotes['language']>>> = {
  普通话: 'mandarin', 重庆话: 'chongqing', 其他方言: 'other-dialect', 少数民族语言: 'minority', 外语: 'foreign', 手语辅助: 'sign',
}

function notesOf(language: string | undefined): CallerNotes {
  const known = languages[language ?? ''] ?? Object.values(languages).find((code) => code === language)
  return known === undefined ? {} : { language: known }
}
