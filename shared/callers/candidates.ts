import type { CallLogEntry } from '../calls/call-log'
import type { EpochMs } from '../lib/clock'
import { type CallerLimits, DEFAULT_CALLER_LIMITS } from './caller-limits'
import { daysAgo } from './local-day'
import { maskName } from './masking'
import { type NumberMarks, numberMarks } from './number-marks'
import { type PresentCall, loggedCalls } from './logged-calls'
import {
  isOpenOrder,
  isOrder,
  isSecret,
  isSecretPerson,
  type KnownPerson,
  type OrderItem,
  type PersonId,
} from './person'
import { isPersonal, type PersonalNumber, type PhoneNumber } from './phone-number'

/**
 * Why a person is proposed, and in this order. No reason carries a matter, an employer or an order number: with several
 * people under a number, details are for after the agent has asked who is calling.
 */
export type CandidateReason =
  | { readonly code: 'extension-matches'; readonly ext: string }
  | { readonly code: 'other-extension'; readonly ext: string }
  | { readonly code: 'same-category'; readonly category: string }
  | { readonly code: 'last-open-order'; readonly open: number; readonly daysAgo: number }
  | { readonly code: 'days-ago'; readonly days: number }
  | { readonly code: 'share-of-calls'; readonly theirs: number; readonly of: number }
  | { readonly code: 'only-person' }
  | { readonly code: 'secret-order' }

export interface Candidate {
  readonly personId: PersonId
  /** Masked when the person has a secret order; null when no name was ever told. */
  readonly name: string | null
  readonly isNameMasked: boolean
  readonly reasons: readonly CandidateReason[]
}

/** What the agent may always choose instead of a candidate. */
export type OtherChoice = 'new-person' | 'someone-else-here' | 'anonymous'

export const OTHER_CHOICES: readonly OtherChoice[] = ['new-person', 'someone-else-here', 'anonymous']

/**
 * Who may be calling. None of these attaches anybody: a person is attached when the agent picks one.
 * - `one-likely`: the first candidate is the only person of the number, or the only one of its extension.
 * - `several`: nothing but the caller can tell; the order is a proposal.
 */
export type WhoMayBeCalling =
  | {
      readonly decision: 'not-looked-up'
      readonly reason: Exclude<PhoneNumber, PersonalNumber>['kind']
      readonly choices: readonly OtherChoice[]
    }
  | { readonly decision: 'nobody-known'; readonly marks: NumberMarks; readonly choices: readonly OtherChoice[] }
  | {
      readonly decision: 'one-likely' | 'several'
      readonly candidates: readonly Candidate[]
      readonly marks: NumberMarks
      readonly choices: readonly OtherChoice[]
    }

/** What is already known of this call; once a category is chosen, ranking again puts its people first. */
export interface CallSoFar {
  readonly category?: string
  readonly limits?: CallerLimits
  /** This seat's own list of calls of the number, and which of them goes on. */
  readonly log?: { readonly lines: readonly CallLogEntry[]; readonly present: PresentCall }
}

/**
 * The people who may be calling from `number`, best guess first. `people` may hold others too; only those registered
 * under the number count. Somebody without a name counts only with an order: a silent call makes nobody known.
 */
export function rankCandidates(
  number: PhoneNumber,
  people: readonly KnownPerson[],
  now: EpochMs,
  soFar: CallSoFar = {},
): WhoMayBeCalling {
  const choices = OTHER_CHOICES
  if (!isPersonal(number)) return { decision: 'not-looked-up', reason: number.kind, choices }
  const here = people.filter((person) => person.numbers.some((registered) => registered.key === number.key))
  const logged = soFar.log === undefined ? [] : loggedCalls(soFar.log.lines, soFar.log.present, here.flatMap((person) => person.history))
  const marks = numberMarks(number.key, here, now, soFar.limits ?? DEFAULT_CALLER_LIMITS, logged)
  const known = here.filter((person) => person.name !== null || person.history.some(isOrder))
  if (known.length === 0) return { decision: 'nobody-known', marks, choices }
  const calls = known.flatMap((person) => openlyKnown(person, number)).length
  const weighed = known.map((person) => weigh(person, number, calls, known.length === 1, now, soFar)).sort(byWeight)
  const ofExtension = weighed.filter((entry) => entry.extension === 'matches').length
  return {
    decision: known.length === 1 || ofExtension === 1 ? 'one-likely' : 'several',
    candidates: weighed.map((entry) => entry.candidate),
    marks,
    choices,
  }
}

interface Weighed {
  readonly candidate: Candidate
  readonly extension: 'matches' | 'none' | 'other'
  readonly sameCategory: boolean
  readonly lastOpenAt: number
  readonly lastAt: number
  readonly theirs: number
}

function weigh(
  person: KnownPerson,
  number: PersonalNumber,
  calls: number,
  isOnly: boolean,
  now: EpochMs,
  { category, limits = DEFAULT_CALLER_LIMITS }: CallSoFar,
): Weighed {
  const extension = compareExtension(person, number)
  const past = person.history.filter((item) => !isSecret(item) && item.at <= now)
  const orders = past.filter(isOrder)
  const open = orders.filter(isOpenOrder)
  const lastAt = latest(past)
  const theirs = openlyKnown(person, number).length
  const isMatter = (order: OrderItem) => order.category === category && daysAgo(order.at, now) <= limits.repeatDays
  const sameCategory = category !== undefined && orders.some(isMatter)
  const reasons: CandidateReason[] = []
  if (extension.code !== null) reasons.push({ code: extension.code, ext: extension.ext })
  if (isOnly) reasons.push({ code: 'only-person' })
  if (extension.rank !== 'other') {
    if (sameCategory) reasons.push({ code: 'same-category', category })
    if (open.length > 0) reasons.push({ code: 'last-open-order', open: open.length, daysAgo: ageOf(latest(open), now) })
    if (past.length > 0) reasons.push({ code: 'days-ago', days: ageOf(lastAt, now) })
    if (theirs > 0) reasons.push({ code: 'share-of-calls', theirs, of: calls })
  }
  const isNameMasked = person.name !== null && isSecretPerson(person)
  if (isSecretPerson(person)) reasons.push({ code: 'secret-order' })
  const name = person.name !== null && isNameMasked ? maskName(person.name) : person.name
  const candidate = { personId: person.id, name, isNameMasked, reasons }
  return { candidate, extension: extension.rank, sameCategory, lastOpenAt: latest(open), lastAt, theirs }
}

/** Past contacts of a person that came from this number and may be counted where others look on. */
function openlyKnown(person: KnownPerson, number: PersonalNumber) {
  return person.history.filter((item) => item.key === number.key && !isSecret(item))
}

type ExtensionMatch =
  | { readonly rank: 'matches' | 'other'; readonly code: 'extension-matches' | 'other-extension'; readonly ext: string }
  | { readonly rank: 'none'; readonly code: null }

function compareExtension(person: KnownPerson, number: PersonalNumber): ExtensionMatch {
  const registered = person.numbers.filter((entry) => entry.key === number.key).flatMap((entry) => entry.ext ?? [])
  const [first] = registered
  if (number.ext === undefined || first === undefined) return { rank: 'none', code: null }
  return registered.includes(number.ext)
    ? { rank: 'matches', code: 'extension-matches', ext: number.ext }
    : { rank: 'other', code: 'other-extension', ext: first }
}

const EXTENSION_ORDER = { matches: 0, none: 1, other: 2 } as const

function byWeight(a: Weighed, b: Weighed): number {
  return (
    EXTENSION_ORDER[a.extension] - EXTENSION_ORDER[b.extension] ||
    Number(b.sameCategory) - Number(a.sameCategory) ||
    b.lastOpenAt - a.lastOpenAt ||
    b.lastAt - a.lastAt ||
    b.theirs - a.theirs ||
    (a.candidate.personId < b.candidate.personId ? -1 : 1)
  )
}

function latest(items: readonly { readonly at: EpochMs }[]): number {
  return items.reduce((last, item) => Math.max(last, item.at), 0)
}

function ageOf(at: number, now: EpochMs): number {
  return daysAgo(at as EpochMs, now)
}
