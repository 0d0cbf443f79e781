import { z } from 'zod'
import type { FieldKey, FieldValues } from './field-values'

/** The longest words of a field that is read, by its slot. Names of a group are pasted by the hundred. */
export const longestUnread = {
  workers_count: 60,
  represents: 60,
  participants: 20_000,
  employees_total: 60,
  amount_owed_fen: 60,
  owed_period: 60,
  monthly_pay_fen: 60,
  hours_per_day: 60,
  last_contact_date: 60,
  hired_on: 60,
  dismissed_on: 60,
  injured_on: 60,
  occurrences: 60,
  promise_due: 60,
} as const

/** A field whose words are read for what they mean: a sum, a count, a date, names. */
export type ReadSlot = keyof typeof longestUnread

const text = (slot: ReadSlot) => z.string().max(longestUnread[slot])

/**
 * Words that could not be read (十几万, 大概九月), by the slot they were typed in. They are words of the call like all others:
 * kept in the draft, asked about, and written into the note when the call is submitted.
 */
export const unreadWordsSchema = z
  .object({
    workers_count: text('workers_count'),
    represents: text('represents'),
    participants: text('participants'),
    employees_total: text('employees_total'),
    amount_owed_fen: text('amount_owed_fen'),
    owed_period: text('owed_period'),
    monthly_pay_fen: text('monthly_pay_fen'),
    hours_per_day: text('hours_per_day'),
    last_contact_date: text('last_contact_date'),
    hired_on: text('hired_on'),
    dismissed_on: text('dismissed_on'),
    injured_on: text('injured_on'),
    occurrences: text('occurrences'),
    promise_due: text('promise_due'),
  } satisfies Record<ReadSlot, z.ZodString>)
  .partial()
export type UnreadWords = z.infer<typeof unreadWordsSchema>

/** Keeps what stands in a slot and means nothing, or forgets it when nothing does. */
export function withUnread(unread: UnreadWords, slot: ReadSlot, words: string | undefined): UnreadWords {
  const { [slot]: _, ...others } = unread
  return words === undefined || words.trim() === '' ? others : { ...unread, [slot]: words }
}

/** Slots with words that nobody could read, in the order of the form. */
export function unreadSlots({ unread, values }: { readonly unread: UnreadWords; readonly values: FieldValues }): readonly ReadSlot[] {
  const isSaid = values.participants?.some((row) => row.amount_said !== undefined) === true
  return (Object.keys(longestUnread) as ReadSlot[]).filter((slot) => unread[slot] !== undefined || (slot === 'participants' && isSaid))
}

/** The values that slots would have if their words could be read: nobody has to ask for them twice. */
export function keysOfReadSlots(slots: readonly ReadSlot[]): ReadonlySet<FieldKey> {
  return new Set(slots.flatMap((slot): FieldKey[] => (slot === 'owed_period' ? ['owed_from', 'owed_to'] : [slot])))
}

/** The note with a line for the words of each slot, so that a reader of the order has them too. */
export function noteWithUnread(note: string | undefined, unread: UnreadWords, line: (slot: ReadSlot, words: string) => string): string | undefined {
  const lines = (Object.keys(longestUnread) as ReadSlot[]).flatMap((slot) => {
    const words = unread[slot]
    return words === undefined ? [] : [line(slot, words.trim())]
  })
  return lines.length === 0 ? note : [note, ...lines].filter(Boolean).join('\n')
}
