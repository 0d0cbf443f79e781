import { z } from 'zod'
import { roleSchema } from '../people/role'
import { sharedDeskSchema } from '../settings/settings'
import { refusedCertificateSchema } from './refused-certificate'

/**
 * Why a desk that several seats share cannot be used. `not-found`: no computer has that name. `refused`: it is there, and nobody listens
 * on that port. `not-https`: somebody listens who speaks no https. `not-a-desk`: it speaks, but not as a desk does. `one-seat`: a desk
 * that has no accounts, of one PC or of an older version. `newer`: it no longer speaks as this version does. `not-ready`: a desk whose
 * database is away. `unreachable`: every other trouble on the way.
 */
export const deskTroubleSchema = z.discriminatedUnion('code', [
  z.object({ code: z.enum(['not-found', 'refused', 'timed-out', 'unreachable', 'not-https', 'not-a-desk', 'one-seat', 'newer', 'not-ready']) }),
  /** Null where it could not be read. */
  z.object({ code: z.literal('certificate'), refused: refusedCertificateSchema.nullable() }),
])
export type DeskTrouble = z.infer<typeof deskTroubleSchema>

/** An address with what its certificate is measured by; not kept before it is used. */
export const deskAddressSchema = sharedDeskSchema.refine(({ origin }) => origin !== '')

/** What a seat of a shared desk shows before anybody has signed in; null in every other mode. */
export const sharedDeskInfoSchema = z.object({
  origin: z.string(),
  /** Who signed in last at this seat; null before anybody has. */
  login: z.string().nullable(),
})

/**
 * Whoever has signed in at a shared desk, as the screen shows it. `with-desk`: the desk has let them in. `without-desk`: it was away, the
 * password has opened what is on this PC, and nothing goes to the desk before they sign in again.
 */
export const deskSessionSchema = z.object({
  state: z.enum(['with-desk', 'without-desk']),
  /** Names what this person leaves on this PC, so that nobody's work meets another's. */
  store: z.uuid(),
  login: z.string(),
  roles: z.array(roleSchema),
  /** Key of the unit that a handler works at. */
  unit: z.string().nullable(),
  seatName: z.string(),
  /** When the desk last let this person in, UTC ms. */
  lastWithDeskAt: z.int(),
  /** Signing in without the desk is possible until then. */
  offlineUntil: z.int(),
  /** Public key of the desk (SPKI, base64), which seals what is left here. */
  recoveryKey: z.string(),
  /** The desk answers again: signing in again brings everything to it. */
  isDeskBack: z.boolean(),
})
export type DeskSession = z.infer<typeof deskSessionSchema>

/**
 * Why nobody may sign in without the desk. `never-here`: nobody of that name has signed in on this PC. `too-long`: the last time with the
 * desk is too long ago. `clock-set-back`: this PC's clock shows an earlier time than it has shown before. `must-be-online`: the desk
 * has ended the session, and only the desk can say that this person may go on. `still-away`: they are signed in without it already.
 */
export const offlineRefusalSchema = z.enum(['still-away', 'never-here', 'too-long', 'clock-set-back', 'must-be-online'])
export type OfflineRefusal = z.infer<typeof offlineRefusalSchema>

export const deskSignInFailureSchema = z.discriminatedUnion('code', [
  z.object({
    code: z.enum([
      'wrong-credentials', 'no-seat', 'must-change-password',
      /** The desk has let them in with a password that does not open what they left on this PC: it was changed elsewhere. */
      'old-password-needed',
      /** Of somebody who signs in without the desk. */
      'wrong-password',
      'unreadable', 'not-saved', 'not-in-this-mode', 'practice-desk',
    ]),
  }),
  z.object({ code: z.literal('too-many-tries'), retryAfterMs: z.number() }),
  z.object({ code: z.literal('locked-out'), until: z.int() }),
  z.object({ code: z.literal('signed-in-elsewhere'), seat: z.string(), since: z.int() }),
  z.object({
    code: z.literal('desk-away'),
    trouble: deskTroubleSchema,
    offline: offlineRefusalSchema,
    /** When the desk last let this person in; null where it is not known. */
    lastAt: z.int().nullable(),
    /** The limit, in days. */
    days: z.int(),
  }),
])
export type DeskSignInFailure = z.infer<typeof deskSignInFailureSchema>

/** After the desk has let somebody in, and before the seat is open. */
export const deskStepFailureSchema = z.discriminatedUnion('code', [
  z.object({
    code: z.enum([
      /** Nobody is at this step any more: sign in from the beginning. */
      'no-step',
      'old-password-needed', 'wrong-password', 'too-short', 'unreadable', 'not-saved', 'not-in-this-mode',
    ]),
  }),
  z.object({ code: z.literal('too-many-tries'), retryAfterMs: z.number() }),
  z.object({ code: z.literal('desk-trouble'), trouble: deskTroubleSchema }),
])
export type DeskStepFailure = z.infer<typeof deskStepFailureSchema>
