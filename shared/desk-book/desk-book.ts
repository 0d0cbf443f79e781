import { z } from 'zod'
import { recordKinds } from '../desk-api/desk-records'
import { roleSchema } from '../people/role'
import { longestUnitKey } from '../tickets/dispatch/unit-key'

/**
 * Everything that an administrator keeps at a desk, as one list of entries: what is given out is what can be brought in again. Passwords
 * and telephone accounts are in none of it.
 */
export const bookListSchema = z.enum(['people', 'seats', ...recordKinds])
export type BookList = z.infer<typeof bookListSchema>
export const bookLists = bookListSchema.options

/** Key: the login, in small letters. `unit`: key of the unit that a handler works at; a file that was written before there was one has none. */
export const bookPersonSchema = z.object({ name: z.string().trim().min(1).max(40), roles: z.array(roleSchema).min(1).max(10), unit: z.string().min(1).max(longestUnitKey).nullable().default(null) })
export const bookLoginSchema = z.string().min(2).max(60).regex(/^[^\s\p{Cc}]+$/u)
/** Key: four digits. */
export const bookSeatSchema = z.object({ name: z.string().trim().max(60) })
export const bookSeatCodeSchema = z.string().regex(/^\d{4}$/)

export const bookEntrySchema = z.object({ list: bookListSchema, key: z.string().max(80), value: z.unknown(), isActive: z.boolean() })
export type BookEntry = z.infer<typeof bookEntrySchema>

/** More than any hotline has; a file beyond it was not meant. */
export const mostBookEntries = 10_000
/** Each gets a password that takes the desk a moment to make. */
export const mostNewPeople = 300

export const bookRoutes = {
  /** GET -> `bookSchema`; POST `broughtBookSchema` -> `bookAnswerSchema`; 409 `stale`, with `base` of another state. */
  book: '/v1/admin/book',
} as const

/** `base` names the state of all lists that this was read from. */
export const bookSchema = z.object({ entries: z.array(bookEntrySchema), base: z.string().max(80) })
export type Book = z.infer<typeof bookSchema>

/** `apply` false: what would become of it, without writing anything. */
export const broughtBookSchema = z.object({ entries: z.array(bookEntrySchema).max(mostBookEntries), base: z.string().max(80).nullable(), apply: z.boolean() })
export type BroughtBook = z.infer<typeof broughtBookSchema>

/**
 * What the desk has against an entry. `malformed`: the value at `path` is none. `unit-missing`, `unit-not-needed`: a handler has a unit, and
 * nobody else has; `unit-unknown`: neither the desk nor this file keeps it. The rest are sentences of their own.
 */
export const bookFaultSchema = z.object({
  entry: z.int().nonnegative(),
  code: z.enum(['malformed', 'key-unknown', 'twice', 'last-administrator', 'too-many-new-people', 'unit-missing', 'unit-not-needed', 'unit-unknown']),
  path: z.string().max(120),
})
export type BookFault = z.infer<typeof bookFaultSchema>

export const bookAnswerSchema = z.object({
  base: z.string(),
  faults: z.array(bookFaultSchema),
  changes: z.array(z.object({ entry: z.int().nonnegative(), what: z.enum(['added', 'changed']) })),
  /** One-time passwords of those who are new, told once and only when `apply` was done. */
  passwords: z.array(z.object({ login: z.string(), name: z.string(), password: z.string() })),
})
export type BookAnswer = z.infer<typeof bookAnswerSchema>
