import type { PauseReason } from '../calls/phone-line'
import { backoffMs } from '../lib/backoff'
import { epochMs, type EpochMs } from '../lib/clock'
import type { SeatAtPbx } from './seat-at-pbx'

/**
 * Console, PBX and desk each have an idea of what one seat does. Who is right about what:
 *
 * | about | authoritative | why |
 * |---|---|---|
 * | is the seat in the queue, paused there, does its phone ring or talk | PBX | it alone offers calls |
 * | wrap-up, the reason of an absence, what comes next | console | it alone knows what is still being written |
 * | signed in or not, what a lead has forced | desk | it alone has checked who somebody is |
 *
 * So the PBX's pause follows the console's wish, the console's wish follows what a lead has forced (after the call, never in it), and the
 * PBX's membership follows the desk's sign-in. A view that is too old, or missing, is nobody's word: nothing is sent on it.
 *
 * The phone asks first, by what it remembers (`keepQueueMembership`); only once that has been answered, and the PBX says otherwise, is
 * there anything to heal here. So of the two never both send.
 *
 * ```
 * agreed --differs--> settling --still so after the grace--> healing --the PBX says so--> agreed
 *                        | so again by itself                 | no answer: once more, later and later
 *                        +--> agreed                          +--tried often enough--> given-up, until somebody wishes something else,
 *                        +--nobody can mend it--> given-up                             or the PBX has the seat in a queue again
 * ```
 */
export interface Agreement {
  readonly state: 'agreed' | 'settling' | 'healing' | 'given-up' | 'unknown'
  /** Since when it has been so. */
  readonly since: EpochMs
  /** What is to be reached, and what the PBX last said instead. */
  readonly wanted: Wanted | null
  readonly tries: number
  /** The one command on its way; there is never another one beside it. */
  readonly inFlight: { readonly command: HealCommand; readonly sentAt: EpochMs } | null
  readonly nextTryAt: EpochMs | null
  /** It was given up because the PBX has the seat in no queue. */
  readonly gaveUpOut: boolean
  /** The last order of a lead that was handed to the console. */
  readonly forcedSeen: string | null
}

/** How the PBX should have the seat. */
export type Wanted = 'ready' | PauseReason | 'out'

export interface ConsoleView {
  readonly wanted: 'ready' | PauseReason
  /** A call is on the line or rings, as the console knows it. */
  readonly inCall: boolean
  /** When the PBX last told the phone yes to it; null while the phone has yet to ask, or has had no answer: there is nothing to heal before. */
  readonly answeredAt: EpochMs | null
}

export interface PbxView extends SeatAtPbx {
  readonly heardAt: EpochMs
}

export interface DeskView {
  readonly signedIn: boolean
  /** What a lead has told this seat to do; `id` is new with every order. */
  readonly forced: { readonly id: string; readonly what: 'ready' | 'break' | 'meeting' | 'training' | 'busy' | 'end-wrap-up' | 'sign-out' } | null
  readonly heardAt: EpochMs
}

export interface Views {
  readonly console: ConsoleView
  /** Null where nothing of the PBX can be seen. */
  readonly pbx: PbxView | null
  /** Null without a desk, and while it is away: then whoever is at the console is signed in. */
  readonly desk: DeskView | null
}

export type HealCommand =
  | { readonly to: 'pbx'; readonly kind: 'pause'; readonly reason: PauseReason }
  | { readonly to: 'pbx'; readonly kind: 'resume' }
  | { readonly to: 'pbx'; readonly kind: 'join' }
  | { readonly to: 'pbx'; readonly kind: 'leave' }

export type Order = NonNullable<DeskView['forced']>

export interface AgreementStep {
  readonly agreement: Agreement
  readonly send: HealCommand | null
  /** For the console's own state: chosen now, or after the call that goes on. */
  readonly order: Order | null
}

export interface AgreementRules {
  /** How long a difference may last before it is one: a change on its way to the other side is none. */
  readonly graceMs: number
  /** How long a command waits for the PBX to say that it is so. */
  readonly answerMs: number
  /** Views older than this are nobody's word. */
  readonly staleMs: number
  readonly mostTries: number
  /** Whether anybody takes a seat into the queue and out of it on this console's word. */
  readonly canJoin: boolean
  readonly backoff: { readonly baseMs: number; readonly capMs: number }
}

export const agreementRules: AgreementRules = { graceMs: 2_000, answerMs: 5_000, staleMs: 15_000, mostTries: 6, canJoin: true, backoff: { baseMs: 2_000, capMs: 60_000 } }

export function beginAgreement(now: EpochMs): Agreement {
  return { state: 'unknown', since: now, wanted: null, tries: 0, inFlight: null, nextTryAt: null, gaveUpOut: false, forcedSeen: null }
}

/** One look at all three; `random` in [0, 1) spreads the tries of many seats. */
export function nextAgreement(before: Agreement, views: Views, now: EpochMs, random: number, rules: AgreementRules = agreementRules): AgreementStep {
  const order = orderOf(before, views.desk)
  const forcedSeen = order?.id ?? before.forcedSeen
  const pbx = views.pbx !== null && now - views.pbx.heardAt <= rules.staleMs ? views.pbx : null
  // What is on its way stays so while nothing can be seen: it may have arrived.
  if (pbx === null) return { agreement: { ...to(before, 'unknown', now), forcedSeen, inFlight: before.inFlight, wanted: before.wanted, tries: before.tries, nextTryAt: before.nextTryAt }, send: null, order }
  const wanted = wantedOf(views)
  const known = before.wanted === wanted && !isInAgain(before, pbx) ? before : { ...before, tries: 0, nextTryAt: null, ...(before.state === 'given-up' ? { state: 'settling' as const, since: now } : {}) }
  const inFlight = stillInFlight(before.inFlight, now, rules)
  if (isSo(pbx, wanted)) return { agreement: { ...to(before, 'agreed', now), wanted, tries: 0, inFlight: null, nextTryAt: null, gaveUpOut: false, forcedSeen }, send: null, order }
  const differs = { ...known, wanted, inFlight, forcedSeen }
  if (known.state === 'agreed' || known.state === 'unknown') {
    // Tried before nothing could be seen for a while: the count of tries goes on.
    return { agreement: to(differs, known.tries > 0 ? 'healing' : 'settling', now), send: null, order }
  }
  if (inFlight !== null || known.state === 'given-up' || mustWait(known, views.console, pbx, wanted, now, rules)) return { agreement: differs, send: null, order }
  const isBeyond = !rules.canJoin && (wanted === 'out') !== (pbx.membership === 'out')
  if (isBeyond || known.tries >= rules.mostTries) return { agreement: { ...to(differs, 'given-up', now), gaveUpOut: pbx.membership === 'out' }, send: null, order }
  const send = commandTo(pbx, wanted)
  const tries = known.tries + 1
  const nextTryAt = epochMs(now + rules.answerMs + backoffMs(tries, rules.backoff, () => random))
  return { agreement: { ...to(differs, 'healing', now), tries, inFlight: { command: send, sentAt: now }, nextTryAt }, send, order }
}

/**
 * Whether the queue does with this seat what is wanted. A PBX that keeps no reasons, or words of its own, pauses all the same: the reason
 * is the console's to know, and asking for it again would go on all day.
 */
function isSo({ membership }: PbxView, wanted: Wanted): boolean {
  return membership === wanted || (membership === 'paused-otherwise' && wanted !== 'ready' && wanted !== 'out')
}

function isInAgain({ state, gaveUpOut }: Agreement, { membership }: PbxView): boolean {
  return state === 'given-up' && gaveUpOut && membership !== 'out'
}

/** The PBX keeps no seat that the desk has signed out. */
function wantedOf({ console: { wanted }, desk }: Views): Wanted {
  return desk === null || desk.signedIn ? wanted : 'out'
}

/** An order is handed over once; whether in a call or after it is the console's own rule. */
function orderOf({ forcedSeen }: Agreement, desk: DeskView | null): Order | null {
  return desk?.forced != null && desk.forced.id !== forcedSeen ? desk.forced : null
}

function to(agreement: Agreement, state: Agreement['state'], now: EpochMs): Agreement {
  return agreement.state === state ? agreement : { ...agreement, state, since: now }
}

/** Until there was time for an answer. A word of the PBX that it is not so yet may be older than it looks. */
function stillInFlight(inFlight: Agreement['inFlight'], now: EpochMs, { answerMs }: AgreementRules): Agreement['inFlight'] {
  return inFlight !== null && now - inFlight.sentAt < answerMs ? inFlight : null
}

/**
 * Nothing is sent before the grace is over or the next try is due; nobody in a call is paused, but for the pause that every call brings
 * with it; and a phone that rings or talks without the console knowing of a call is left alone until the console does, or it is over.
 */
function mustWait({ state, since, nextTryAt }: Agreement, { inCall, answeredAt }: ConsoleView, { device }: PbxView, wanted: Wanted, now: EpochMs, { graceMs }: AgreementRules): boolean {
  if (answeredAt === null) return true
  // The word that it is so comes behind the answer. A clock that was set back says nothing of that.
  const from = answeredAt > now ? since : Math.max(since, answeredAt)
  if (state === 'settling' && now - from < graceMs) return true
  if (nextTryAt !== null && now < nextTryAt) return true
  const isBusy = device === 'in-use' || device === 'ringing'
  if (inCall) return wanted !== 'wrap-up'
  return isBusy
}

/** A seat that is out comes in first; its pause is the next difference. */
function commandTo({ membership }: PbxView, wanted: Wanted): HealCommand {
  if (wanted === 'out') return { to: 'pbx', kind: 'leave' }
  if (membership === 'out') return { to: 'pbx', kind: 'join' }
  return wanted === 'ready' ? { to: 'pbx', kind: 'resume' } : { to: 'pbx', kind: 'pause', reason: wanted }
}
