import { z } from 'zod'
import { backupProblemSchema } from '../backup/backup-state'
import { phoneDiagnosticsSchema } from '../calls/phone-diagnostics'
import { lockedFloorSchema, seatReportSchema } from '../floor/floor-line'
import { deskSessionSchema, sharedDeskInfoSchema } from './shared-desk-values'
import { localeSchema, modeSchema, secondCallsSchema, sipSettingsSchema, themeSchema } from '../settings/settings'

/** The person at this seat, author of every event. `number` is what the opening sentence says ("8017号为您服务"). */
export const agentSchema = z.object({
  id: z.string().min(1).max(40),
  number: z.string().regex(/^\d{1,8}$/),
  name: z.string().min(1).max(40),
})
export type Agent = z.infer<typeof agentSchema>

/** Something that went wrong with what is kept, at the start or a little later, and that the person has to know. */
export const startProblemSchema = z.discriminatedUnion('code', [
  /** The settings, or some of them, could not be read; the old ones stand beside the new ones under this file name. */
  z.object({ code: z.literal('settings-set-aside'), reason: z.enum(['corrupt', 'newer-version']), partlyKept: z.boolean(), file: z.string() }),
  /** Nobody can sign in before the file is restored. */
  z.object({ code: z.literal('password-file-unreadable') }),
  /** The desk found half-made folders of data and moved them aside under these names. */
  z.object({ code: z.literal('desk-data-set-aside'), folders: z.array(z.string()) }),
  /** The orders were not backed up; `lastAt` is the last time that they were, null when that is not known. */
  z.object({ code: z.literal('backup-failed'), problem: backupProblemSchema, lastAt: z.int().nullable() }),
])
export type StartProblem = z.infer<typeof startProblemSchema>

/** Why a seat has locked itself. */
export const lockReasonSchema = z.enum([
  'idle',
  /** The system's own screen was locked, */
  'system',
  /** or the computer went to sleep. */
  'asleep',
  'agent',
  /** The desk has ended the session: its time was over, */
  'session-expired',
  /** somebody who may has ended it, */
  'session-revoked',
  /** the same person has signed in at another seat, */
  'taken-over',
  /** or it does not say why. */
  'session-ended',
])
export type LockReason = z.infer<typeof lockReasonSchema>

/** RED calls among those that go on: nothing but their ids. */
const redCallsSchema = z.array(z.string().min(1).max(64)).max(20)

/** What the console answers when it is told that the seat will be locked. */
export const readyToLockSchema = z.object({
  /** False: words are in memory alone, and would go with the page. */
  saved: z.boolean(),
  redCalls: redCallsSchema,
})
export type ReadyToLock = z.infer<typeof readyToLockSchema>

/**
 * How far this start has come:
 *
 * ```
 * mode-not-chosen --chooseMode--> (new start) --> password-not-set --setPassword--> signed-in
 *                                            +--> signed-out --signIn--> signed-in --signOut--> signed-out
 *                                            |                              | lock          ^ signIn   ^ signOut
 *                                            |                              +--> locked ----+----------+
 *                                            +--> signed-in (practice)
 *                                            +--> desk-not-set --useDesk--> signed-out --signInAtDesk--> signed-in (a shared desk)
 * ```
 *
 * Whoever has signed out takes no calls; a seat that is locked still waits for them.
 */
export const accessSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('mode-not-chosen') }),
  z.object({ state: z.literal('password-not-set') }),
  z.object({ state: z.literal('desk-not-set') }),
  z.object({ state: z.literal('signed-out') }),
  z.object({ state: z.literal('locked'), agent: agentSchema, since: z.number(), reason: lockReasonSchema, redCalls: redCallsSchema }),
  z.object({ state: z.literal('signed-in'), agent: agentSchema }),
])
export type Access = z.infer<typeof accessSchema>

export const startInfoSchema = z.object({
  mode: modeSchema.nullable(),
  access: accessSchema,
  /** The signed-in agent, the same as in `access`; null in every other state. */
  agent: agentSchema.nullable(),
  sharedDesk: sharedDeskInfoSchema.nullable(),
  /** Null wherever nobody has signed in at a shared desk. */
  deskSession: deskSessionSchema.nullable(),
  /** Four digits of every ticket number made here; null while no mode is chosen, and until a shared desk has given a seat. */
  seatCode: z.string().regex(/^\d{4}$/).nullable(),
  locale: localeSchema,
  theme: themeSchema,
  version: z.string(),
  /** Dialling code of the home area, without which a local number has no place. */
  homeArea: z.string().regex(/^0\d{2,3}$/),
  runtime: z.object({ platform: z.string(), electron: z.string(), chrome: z.string(), node: z.string() }),
  problems: z.array(startProblemSchema),
})
export type StartInfo = z.infer<typeof startInfoSchema>

/** A key of 256 bits. */
const keySchema = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array && value.length === 32)

/**
 * What a page seals with at this seat. SECURITY: the page makes keys of it that can't be read back, and wipes it. `suite` names the
 * algorithms; `seal` and `index` both follow from the one data key, and none of them from the other.
 */
export const storageKeysSchema = z.object({
  suite: z.literal(1),
  seal: keySchema,
  index: keySchema,
  /** A version that did not seal may have left something here; it is sealed first, and `allIsSealed` is told then. */
  hasUnsealed: z.boolean(),
})
export type StorageKeys = z.infer<typeof storageKeysSchema>

/** Where the desk of this run answers and what to send as `Authorization: Bearer`. */
export const deskConnectionSchema = z.object({ origin: z.string().regex(/^https?:\/\/[^/]+$/), token: z.string().min(1) })
export type DeskConnection = z.infer<typeof deskConnectionSchema>

/** What a file of unsent work says of itself before it is opened. */
export const unsentFactsSchema = z.object({
  made: z.int().nonnegative(),
  seat: z.string().regex(/^\d{4}$/),
  drafts: z.int().nonnegative(),
  submissions: z.int().nonnegative(),
})
export type UnsentFacts = z.infer<typeof unsentFactsSchema>

/** What a locked seat says of itself. */
export const lockNewsSchema = z.object({
  /** Work that is not with the desk yet, counted without opening any of it; null when it could not be read. */
  unsent: z.object({ drafts: z.int().nonnegative(), submissions: z.int().nonnegative() }).nullable(),
  desk: z.enum(['starting', 'ready', 'stopped', 'without-desk']),
})
export type LockNews = z.infer<typeof lockNewsSchema>

/** What somebody who signs out of a locked seat owes by the desk's account, and who sits there to take it over. */
export const owedAtDeskSchema = z.object({
  promises: z.int().nonnegative(),
  callBacks: z.int().nonnegative(),
  takers: z.array(z.object({ personId: z.string().max(40), name: z.string().max(40), seat: z.string().regex(/^\d{4}$/) })),
})
export type OwedAtDesk = z.infer<typeof owedAtDeskSchema>

/**
 * What the locked seat of somebody who answers calls for help is told of them: a seat and since when, by this computer's clock, and nothing
 * of the call. `unheard`: the desk does not answer. Everybody else's is always quiet.
 */
export const lockAlarmSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('quiet') }),
  z.object({ kind: z.literal('unheard') }),
  z.object({ kind: z.literal('calling'), seat: z.string().regex(/^\d{4}$/), since: z.int(), drill: z.boolean() }),
])
export type LockAlarm = z.infer<typeof lockAlarmSchema>

/** What leads want of a locked seat: orders it has not answered, and how many messages wait for the password. */
export const lockWishesSchema = lockedFloorSchema.pick({ orders: true, messages: true })
export type LockWishes = z.infer<typeof lockWishesSchema>

/** What a locked seat says of itself; the rest is main's to know. */
export const lockedSeatSchema = seatReportSchema.pick({ state: true, reason: true, since: true, queueCallId: true, severity: true })
export type LockedSeatReport = z.infer<typeof lockedSeatSchema>

/** Why the call or the text on the screen must not be lost by closing; null when nothing is at stake. */
export const busyReasonSchema = z.enum(['ring', 'call', 'wrap-up'])
export type BusyReason = z.infer<typeof busyReasonSchema>

/** What the ring window shows. Main shows nothing of it anywhere else; the number comes masked. */
export const ringCardSchema = z.object({
  callId: z.string().min(1).max(64),
  maskedNumber: z.string().max(40),
  place: z.string().max(40).nullable(),
  queue: z.string().max(40).nullable(),
})
export type RingCard = z.infer<typeof ringCardSchema>

/** The lead's wall with names, or the one for the room: counts alone, readable from afar. */
export const wallKindSchema = z.enum(['lead', 'room'])
export type WallKind = z.infer<typeof wallKindSchema>

/** Id of a command of the console's list; which of them there are is the console's to know. */
export const menuCommandSchema = z.string().max(60).regex(/^[a-z0-9-]+$/)

/**
 * The command list as the system's own menu shows it. `keys` are printed and nothing more: the page handles them, once, and
 * never while an input method composes.
 */
export const applicationMenuSchema = z.object({
  groups: z
    .array(
      z.object({
        label: z.string().min(1).max(60),
        items: z
          .array(
            z.object({
              command: menuCommandSchema,
              label: z.string().min(1).max(80),
              keys: z.string().max(60).nullable(),
              enabled: z.boolean(),
            }),
          )
          .max(60),
      }),
    )
    .max(12),
})
export type ApplicationMenu = z.infer<typeof applicationMenuSchema>

/** The SIP account as the settings screen sees it: whether there is a password, never the password. */
export const sipAccountSchema = sipSettingsSchema.extend({
  password: z.enum(['kept', 'this-run-only', 'missing']),
  /** Whose it is to change: typed at this seat, or given by the desk at each sign-in. What certificates are measured by is always this seat's. */
  source: z.enum(['seat', 'desk']),
  /** Whether this system has a keychain that may keep the password over a restart. */
  canKeepPassword: z.boolean(),
})
export type SipAccount = z.infer<typeof sipAccountSchema>

/** `password: null` leaves the one that is there, which only the same server, user and domain may get. */
export const sipAccountChangeSchema = sipSettingsSchema.extend({ password: z.string().max(200).nullable() })
export type SipAccountChange = z.infer<typeof sipAccountChangeSchema>

/** Output devices and limits that the phone needs for every kind of line; ids null = the system's default. */
const phoneBasics = {
  ring: z.object({ volume: z.number(), deviceId: z.string().nullable() }),
  audio: z.object({ microphoneId: z.string().nullable(), speakerId: z.string().nullable() }),
  ringTimeoutSeconds: z.number(),
  /** Nobody can write down what happens on the line: it has to be remembered until somebody can. */
  isLocked: z.boolean(),
}

/** What line the phone page runs. `none` means stay silent: nobody is there to answer, or there is no account. */
export const phoneConfigurationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('practice'), ...phoneBasics }),
  z.object({
    kind: z.literal('sip'),
    ...phoneBasics,
    /** Best first. */
    serverUrls: z.array(z.string()).min(1),
    /** Another one than before: the servers' certificates are measured anew, which takes new connections. */
    trustMark: z.string(),
    user: z.string(),
    domain: z.string(),
    password: z.string(),
    displayName: z.string(),
    iceServers: z.array(z.string()),
    secondCalls: secondCallsSchema,
  }),
  z.object({
    kind: z.literal('none'),
    ...phoneBasics,
    reason: z.enum(['mode-not-chosen', 'not-signed-in', 'no-account', 'account-unusable', 'no-password', 'desk-gives-none', 'desk-gives-unusable']),
  }),
])
export type PhoneConfiguration = z.infer<typeof phoneConfigurationSchema>

/**
 * A code and small facts for the log. SECURITY: a fact in words is one word of the program's own; a text that a person
 * typed, a number that called or a name has no way through.
 */
export const problemReportSchema = z.object({
  code: z.string().max(80).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  facts: z.record(z.string().max(40), z.union([z.string().max(80).regex(/^[\w.-]*$/), z.number(), z.boolean(), z.null()])),
})

/** One word of the program's own: a state or a code. */
const factWord = z.string().max(60).regex(/^[\w.-]*$/)

/** What the pages found for support. SECURITY: as in `problemReportSchema`, nothing that a person typed, said or is has a way through. */
export const diagnosticsFoundSchema = z.object({
  /** Null when the phone page did not answer. */
  phone: phoneDiagnosticsSchema.nullable(),
  console: z.record(z.string().max(40).regex(/^\w+$/), z.union([factWord, z.number(), z.boolean(), z.null()])),
})
export type DiagnosticsFound = z.infer<typeof diagnosticsFoundSchema>
