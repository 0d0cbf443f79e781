import { z } from 'zod'
import { roleSchema } from '../people/role'

/**
 * Signing in at a desk that several seats share. A desk of one PC has no accounts: its one token stands for its one agent.
 * Every other route carries the session's token as `Authorization: Bearer`.
 */
export const sessionRoutes = {
  /** POST `signInSchema` -> `signInAnswerSchema`; needs no token. */
  signIn: '/v1/sessions',
  /** GET -> `sessionSchema`; DELETE signs out. */
  session: '/v1/session',
  /** POST `passwordChangeSchema`; every other session of that person ends. */
  password: '/v1/session/password',
  /** GET -> `actionsAnswerSchema`: what this person may do here, as `shared/people/permissions.ts` has it. */
  actions: '/v1/session/actions',
} as const

export const minPasswordLength = 10

export const signInSchema = z.object({
  login: z.string().min(1).max(60),
  password: z.string().min(1).max(200),
  /** The installation's own random id, kept over starts: the seat it was given at this desk is found by it. */
  installation: z.uuid(),
  /** Ends the session that this person has at another seat. Asked first, never done by itself. */
  takeOver: z.boolean(),
})
export type SignIn = z.infer<typeof signInSchema>

export const sipAccountSchema = z.object({
  serverUrls: z.array(z.string().max(300)).min(1).max(5),
  user: z.string().min(1).max(64),
  domain: z.string().min(1).max(253),
  password: z.string().max(200),
  iceServers: z.array(z.string().max(300)).max(8),
})

export const sessionSchema = z.object({
  deskId: z.uuid(),
  practice: z.boolean(),
  person: z.object({ id: z.uuid(), login: z.string(), name: z.string().max(40), roles: z.array(roleSchema).min(1), unit: z.string().nullable().default(null) }),
  /** Four digits in every number that this seat gives; issued by the desk. */
  seat: z.object({ code: z.string().regex(/^\d{4}$/), name: z.string().max(60) }),
  /** Given anew with every sign-in, kept in memory only; null where the seat has no telephone. */
  sip: sipAccountSchema.nullable(),
  startedAt: z.number().int(),
  expiresAt: z.number().int(),
  /** Signing in again without the desk is allowed until so many days after the last time with it. */
  offlineDays: z.int().min(0).max(30),
  /** Public key (SPKI, base64) whose private half only the desk has: seals unsent work so that any seat can deliver it. */
  recoveryKey: z.string().max(2_000),
  mustChangePassword: z.boolean(),
  /**
   * How far the numbers of this seat have come on that day (yyyymmdd), by the orders that the desk has: its code may have been another PC's
   * before. Told with a sign-in; a desk of an earlier version does not.
   */
  numbered: z.object({ date: z.string().regex(/^\d{8}$/), counter: z.int().nonnegative() }).exactOptional(),
  now: z.number().int(),
})
export type Session = z.infer<typeof sessionSchema>

export const signInAnswerSchema = z.object({ token: z.string().min(32).max(200), session: sessionSchema })
export type SignInAnswer = z.infer<typeof signInAnswerSchema>

/** 401 `wrong-credentials`, 423 `locked-out` until then, 409 `signed-in-elsewhere` at that seat since then, 403 `no-seat`. */
export const signInRefusalSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('wrong-credentials') }),
  z.object({ code: z.literal('locked-out'), until: z.number().int() }),
  z.object({ code: z.literal('signed-in-elsewhere'), seat: z.string(), since: z.number().int() }),
  z.object({ code: z.literal('no-seat') }),
])
export type SignInRefusal = z.infer<typeof signInRefusalSchema>

export const passwordChangeSchema = z.object({ old: z.string().max(200), new: z.string().min(minPasswordLength).max(200) })

export const actionsAnswerSchema = z.object({ actions: z.array(z.string()) })
