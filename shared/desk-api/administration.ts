import { z } from 'zod'
import { fitsUnit } from '../people/own-unit'
import { roleSchema } from '../people/role'
import { longestUnitKey } from '../tickets/dispatch/unit-key'
import { sipAccountSchema } from './sessions'

/** People and seats of a shared desk. Nothing here is ever removed. */
export const administrationRoutes = {
  /** GET -> `peopleAnswerSchema`; POST `newPersonSchema` -> `oneTimePasswordSchema`; PUT `personChangeSchema` -> `personSchema`. */
  people: '/v1/admin/people',
  /** POST `personIdSchema` -> `oneTimePasswordSchema`; ends all sessions and lifts a lock. */
  passwordReset: '/v1/admin/people/password',
  /** POST `personIdSchema` -> `{}`; whoever it is has to sign in again. */
  revoke: '/v1/admin/people/sign-out',
  /** GET -> `seatsAnswerSchema`; POST `newSeatSchema` -> `seatSchema`; PUT `seatChangeSchema` -> `seatSchema`. */
  seats: '/v1/admin/seats',
  /** POST `seatCodeSchema` -> `{}`: the PC that had it lets go. */
  freeSeat: '/v1/admin/seats/free',
  /** GET -> `retentionSchema`. */
  retention: '/v1/admin/retention',
} as const

const login = z.string().trim().min(2).max(60).regex(/^[^\s\p{Cc}]+$/u)
const name = z.string().trim().min(1).max(40)
const roles = z.array(roleSchema).min(1).max(10)
/** Key of the unit (承办单位) that somebody works at; null for the hotline itself. A program that knows of no units sends none. */
const unit = z.string().min(1).max(longestUnitKey).nullable().default(null)
const version = z.int().positive()

export const personSchema = z.object({ id: z.uuid(), login: z.string(), name: z.string(), roles, unit, isActive: z.boolean(), mustChangePassword: z.boolean(), version })
export const peopleAnswerSchema = z.object({ people: z.array(personSchema) })
/** 422 `unit-unknown` for a unit that the desk does not keep. */
export const newPersonSchema = z.object({ login, name, roles, unit }).refine(fitsUnit, { path: ['unit'] })
/** Told once, to be handed over by word of mouth; it has to be changed at the first sign-in. */
export const oneTimePasswordSchema = z.object({ person: personSchema, password: z.string() })
export const personChangeSchema = z.object({ id: z.uuid(), version, name, roles, unit, isActive: z.boolean() }).refine(fitsUnit, { path: ['unit'] })
export const personIdSchema = z.object({ id: z.uuid() })

const code = z.string().regex(/^\d{4}$/)
const seatName = z.string().trim().max(60)

/** SECURITY: whether a seat has a telephone's account is told, never the account: it goes to that seat alone, with the sign-in. */
export const seatSchema = z.object({ code, name: z.string(), hasSip: z.boolean(), isActive: z.boolean(), isInUse: z.boolean(), version })
export const seatsAnswerSchema = z.object({ seats: z.array(seatSchema) })
/** `code` null: the desk gives the next one. */
export const newSeatSchema = z.object({ code: code.nullable(), name: seatName, sip: sipAccountSchema.nullable() })
/** `sip` absent: as it was. */
export const seatChangeSchema = z.object({ code, version, name: seatName, isActive: z.boolean(), sip: sipAccountSchema.nullable().exactOptional() })
export const seatCodeSchema = z.object({ code })

/** The last run that erased personal data; null: there was none. */
export const retentionRunSchema = z.object({
  /** In Chongqing. */
  day: z.iso.date(),
  months: z.int(),
  /** Orders whose personal data is gone by it. */
  orders: z.int().nonnegative(),
  /** Old enough and left alone: a recording of a call of theirs is locked. */
  held: z.int().nonnegative(),
  /** Null while it is under way, or was broken off and goes on within the hour. */
  endedAt: z.int().nullable(),
})
export type RetentionRun = z.infer<typeof retentionRunSchema>
export const retentionSchema = z.object({ last: retentionRunSchema.nullable() })
export type Retention = z.infer<typeof retentionSchema>
