import { z } from 'zod'
import { keepDaysSchema } from '../backup/backup-state'
import { shiftCheckResultSchema } from '../calls/shift-check'
import { dutyListSchema } from '../help/duty-list'
import { stateLimitsSchema } from '../queue/state-limits'
import { defaultWrapUp, wrapUpChoiceSchema, wrapUpSecondsSchema } from '../queue/wrap-up-policy'
import { cacheBounds, defaultCacheLimits } from '../tickets/cache-limits'
import { withoutUnfit } from './chords'
import { isDeskOrigin } from './desk-address'
import { domainProblem, serverUrlProblem } from './pbx-address'
import { serverTrustSchema } from './server-trust'

/**
 * Where the work of this installation lives: nowhere, at a desk on this PC, or at a desk that several seats share. Null until
 * somebody has chosen at the first start.
 */
export const modeSchema = z.enum(['practice', 'desk-here', 'desk-shared'])
export type Mode = z.infer<typeof modeSchema>

export const localeSchema = z.enum(['zh-CN', 'en'])
export type Locale = z.infer<typeof localeSchema>

export const themeSchema = z.enum(['light', 'dark', 'system'])
export type Theme = z.infer<typeof themeSchema>

/** The SIP account without its password, which never stands in the settings. */
export const sipSettingsSchema = z.object({
  /** WebSocket address of the PBX, or empty while no account is set up. */
  serverUrl: z.string().refine((url) => serverUrlProblem(url) === null),
  /** Where the line goes when the first address does not answer, in this order; one at a time. */
  standbyUrls: z.array(z.string().refine((url) => url !== '' && serverUrlProblem(url) === null)).max(4),
  trust: serverTrustSchema,
  user: z.string().max(64).regex(/^[\w.+-]*$/),
  domain: z.string().refine((domain) => domainProblem(domain) === null),
  /** STUN/TURN addresses (RFC 7064, RFC 7065). */
  iceServers: z.array(z.string().max(300).regex(/^(stuns?|turns?):\S+$/)).max(8),
})

type SipIdentity = Pick<z.infer<typeof sipSettingsSchema>, 'serverUrl' | 'standbyUrls' | 'user' | 'domain'>

/** Every address of an account, best first; none while no account is set up. */
export function serversOf({ serverUrl, standbyUrls }: Pick<SipIdentity, 'serverUrl' | 'standbyUrls'>): readonly string[] {
  return serverUrl === '' ? [] : [serverUrl, ...standbyUrls.filter((url) => url !== serverUrl)]
}

/**
 * Whether a password of the one account may be used for the other: the same person, and no server that was not there
 * before.
 */
export function isSameSipAccount(one: SipIdentity, other: SipIdentity): boolean {
  const known = serversOf(one)
  const servers = serversOf(other)
  if ((known.length === 0) !== (servers.length === 0)) return false
  return servers.every((url) => known.includes(url)) && one.user === other.user && one.domain === other.domain
}

/** Output of the ring tone. `deviceId` null means the system's default output; volume 0..1. */
export const ringSettingsSchema = z.object({ volume: z.number().min(0).max(1), deviceId: z.string().max(200).nullable() })

/** Devices of the talk itself; null means the system's default. */
export const audioSettingsSchema = z.object({
  microphoneId: z.string().max(200).nullable(),
  speakerId: z.string().max(200).nullable(),
})

/** A call that comes during another one: refused (486), or shown and rung quietly while the agent talks on. */
export const secondCallsSchema = z.enum(['busy', 'wait'])
/** The last check of a shift's beginning; that of the practice line says nothing of the real one. */
export const shiftChecksSchema = z.object({ practice: shiftCheckResultSchema.nullable(), real: shiftCheckResultSchema.nullable() })

/** Backups of the orders. `folder` null: beside the data of this program. */
export const backupSettingsSchema = z.object({ folder: z.string().min(1).max(1_000).nullable(), keepDays: keepDaysSchema })

/** How much of the desk's orders this seat keeps for when the desk is away, see `cache-limits.ts`. */
const cacheSettingsSchema = z.object({
  months: z.int().min(cacheBounds.months.min).max(cacheBounds.months.max),
  tickets: z.int().min(cacheBounds.tickets.min).max(cacheBounds.tickets.max),
})

/** The desk that this seat shares with others. */
export const sharedDeskSchema = z.object({
  /** `https://desk.example:8443`; empty while none is set. */
  origin: z.string().refine((origin) => origin === '' || isDeskOrigin(origin)),
  trust: serverTrustSchema,
})
export type SharedDeskSettings = z.infer<typeof sharedDeskSchema>

/** Everything that a person may change and that is kept over starts. Holds no personal data and no secret. */
export const settingsSchema = z.object({
  locale: localeSchema,
  theme: themeSchema,
  mode: modeSchema.nullable(),
  /** Four digits in every ticket number of this seat; null until the first start of a desk has drawn one. */
  seatCode: z.string().regex(/^\d{4}$/).nullable(),
  sharedDesk: sharedDeskSchema,
  /** Drawn once: a shared desk finds by it the seat that it has given to this installation. */
  installation: z.uuid().nullable(),
  sip: sipSettingsSchema,
  ring: ringSettingsSchema,
  audio: audioSettingsSchema,
  shiftChecks: shiftChecksSchema,
  /** Overrides of the key map: command id to chord; an empty chord takes the key away, one that types or edits counts for nothing. */
  keymap: z.record(z.string().max(80), z.string().max(60)).transform(withoutUnfit),
  wrapUpSeconds: wrapUpSecondsSchema,
  wrapUpRules: wrapUpChoiceSchema,
  stateLimits: stateLimitsSchema,
  /** Who is rung under RED. Work telephones of the house, kept here so that the list is there with the desk down. */
  dutyList: dutyListSchema,
  answerTargetSeconds: z.int().min(1).max(600),
  /** The seat locks itself after so long without a touch; 0 = never. */
  lockAfterMinutes: z.int().min(0).max(240),
  ringTimeoutSeconds: z.int().min(5).max(600),
  secondCalls: secondCallsSchema,
  /** Which calls are answered by themselves; off unless somebody has chosen it. */
  autoAnswer: z.enum(['never', 'when-asked', 'always']),
  /** Electron accelerator that answers while another program has the keyboard; off by default. */
  globalAnswerShortcut: z.string().max(60).nullable(),
  backup: backupSettingsSchema,
  cache: cacheSettingsSchema,
  /** Codes used last, newest first. */
  recent: z.object({ categories: z.array(z.string().max(40)).max(20), districts: z.array(z.string().max(40)).max(20) }),
})
export type Settings = z.infer<typeof settingsSchema>

export const defaultSettings: Settings = {
  locale: 'zh-CN',
  theme: 'system',
  mode: null,
  seatCode: null,
  sharedDesk: { origin: '', trust: { fingerprints: [], authorities: '' } },
  installation: null,
  sip: { serverUrl: '', standbyUrls: [], trust: { fingerprints: [], authorities: '' }, user: '', domain: '', iceServers: [] },
  ring: { volume: 0.7, deviceId: null },
  audio: { microphoneId: null, speakerId: null },
  shiftChecks: { practice: null, real: null },
  keymap: {},
  wrapUpSeconds: defaultWrapUp.seconds,
  wrapUpRules: { policy: defaultWrapUp.policy },
  stateLimits: {},
  dutyList: [],
  answerTargetSeconds: 15,
  lockAfterMinutes: 10,
  ringTimeoutSeconds: 25,
  secondCalls: 'busy',
  autoAnswer: 'never',
  globalAnswerShortcut: null,
  backup: { folder: null, keepDays: 14 },
  cache: defaultCacheLimits,
  recent: { categories: [], districts: [] },
}

/**
 * What a page may change, section by section: a section that is given replaces the one that was there. Mode, seat code, shared
 * desk and SIP account have calls of their own, because more than a value changes with them.
 * SECURITY: so has the backup: its folder is chosen in a dialogue of the system, not named by a page.
 */
export const settingsChangeSchema = settingsSchema.omit({ mode: true, seatCode: true, sharedDesk: true, installation: true, sip: true, backup: true }).partial()
export type SettingsChange = z.infer<typeof settingsChangeSchema>
