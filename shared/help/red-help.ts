import type { CallId } from '../calls/call'
import { assertNever } from '../lib/assert-never'
import { epochMs, type EpochMs } from '../lib/clock'
import type { HelpStep, HelpStepCode } from './help-step'

/**
 * The RED help key, as one seat works through it without anybody's desk.
 *
 * ```
 * none --pressed--> asked --pressed again | 5 s--> under-way --closed--> none
 *                     | undone within 5 s (误按)
 *                     +--> none
 * under-way: the duty list is rung one after the other, 20 s each, twice; beside it 110 and 120, in the call or by another phone
 * accepted (by a lead, from either): nobody further is rung unless the key is pressed again
 * ```
 */
export type RedHelp =
  | { readonly kind: 'none' }
  | { readonly kind: 'asked'; readonly at: EpochMs; readonly callId: CallId | null; readonly drill: boolean; readonly undoUntil: EpochMs; readonly plan: DutyPlan; readonly lead: Accepted | null; readonly talking: readonly string[] }
  | {
      readonly kind: 'under-way'; readonly at: EpochMs; readonly callId: CallId | null; readonly drill: boolean; readonly plan: DutyPlan
      readonly duty: DutyState; readonly emergency: EmergencyState
      /** The numbers that were joined with the caller and are not known to have left again. */
      readonly inCall: readonly string[]
      /** When somebody said that they had called by another phone. */
      readonly otherPhone: EpochMs | null
      /** Who has taken the responsibility. */
      readonly lead: Accepted | null
      /** Leads who are in the talk now, by name: whoever has accepted need not be, and who is need not have accepted. */
      readonly talking: readonly string[]
      /** What somebody has said to have done, by its row; by hand, so that nothing is claimed that nobody saw. */
      readonly ticks: Readonly<Record<string, EpochMs>>
    }

/** A lead who has accepted, by name. */
export interface Accepted {
  readonly by: string
  readonly at: EpochMs
}

/** Who is rung: so many of the list, or nobody by this phone and why. */
export type DutyPlan = { readonly kind: 'ring'; readonly contacts: number } | { readonly kind: 'by-hand'; readonly why: 'drill' | 'no-list' | 'no-line' }

export type DutyState =
  | { readonly kind: 'by-hand'; readonly why: 'drill' | 'no-list' | 'no-line' }
  | { readonly kind: 'ringing'; readonly index: number; readonly since: EpochMs; readonly round: number }
  | { readonly kind: 'answered'; readonly index: number; readonly at: EpochMs }
  | { readonly kind: 'nobody'; readonly at: EpochMs }
  /** A lead has accepted first. */
  | { readonly kind: 'not-needed'; readonly at: EpochMs }

/**
 * The emergency call of this seat, the newest one.
 *
 * ```
 * none --dialled--> dialling --answered, a caller waits--> joining --joined--> joined --ended--> ended
 *   |                  |                                      |                   +--caller gone--> alone --caller back--> joined
 *   |                  |                                      +--not joined--> apart --joined--> joined | --caller gone--> alone
 *   |                  +--answered, nobody waits--> alone --ended--> ended
 *   |                  +--failed--> failed
 *   +--(dialling) not dialled, and why--> not-dialled
 * ```
 */
export type EmergencyState =
  | { readonly kind: 'none' }
  /** `apart`: they have answered, and are not joined with the caller: each is heard alone while the other one waits. */
  | { readonly kind: 'dialling' | 'joining' | 'apart' | 'joined' | 'alone' | 'failed' | 'ended'; readonly number: string; readonly at: EpochMs }
  | { readonly kind: 'not-dialled'; readonly number: string; readonly at: EpochMs; readonly why: NotDialled }

/** What stood in the way of a call, so that nobody was called. */
export type NotDialled = 'asking' | 'joined-here' | 'another-call' | 'no-line' | 'not-capable' | 'refused'

export type RedHelpEvent =
  | { readonly kind: 'pressed'; readonly at: EpochMs; readonly callId: CallId | null; readonly drill: boolean; readonly plan: DutyPlan }
  | { readonly kind: 'undone'; readonly at: EpochMs }
  | { readonly kind: 'undo-over'; readonly at: EpochMs }
  | { readonly kind: 'duty-answered' | 'duty-not-reached'; readonly index: number; readonly at: EpochMs }
  | { readonly [K in EmergencyMove]: { readonly kind: K; readonly number: string; readonly at: EpochMs } }[EmergencyMove]
  | { readonly kind: 'emergency-answered'; readonly number: string; readonly callerWaits: boolean; readonly at: EpochMs }
  | { readonly kind: 'emergency-not-dialled'; readonly number: string; readonly why: NotDialled; readonly at: EpochMs }
  | { readonly kind: 'emergency-other-phone'; readonly at: EpochMs }
  | { readonly kind: 'accepted' | 'joined' | 'left'; readonly by: string; readonly at: EpochMs }
  | { readonly kind: 'ticked'; readonly row: string; readonly at: EpochMs }
  | { readonly kind: 'closed'; readonly at: EpochMs }

type EmergencyMove = 'emergency-dialled' | 'emergency-joined' | 'emergency-not-joined' | 'emergency-caller-gone' | 'emergency-failed' | 'emergency-ended'
type EmergencyEvent = Extract<RedHelpEvent, { kind: EmergencyMove | 'emergency-answered' | 'emergency-not-dialled' }>
type UnderWay = Extract<RedHelp, { kind: 'under-way' }>

/** How long a wrong press can be taken back; nobody is rung before. */
export const undoMs = 5_000
/** How long each of the list rings before the next one does. */
export const dutyRingMs = 20_000
/** How often the whole list is gone through. */
const rounds = 2

export const noRedHelp: RedHelp = { kind: 'none' }

export function nextRedHelp(help: RedHelp, event: RedHelpEvent): RedHelp {
  switch (event.kind) {
    case 'pressed':
      return press(help, event)
    case 'undone':
      return help.kind === 'asked' && event.at < help.undoUntil ? noRedHelp : help
    case 'undo-over':
      return help.kind === 'asked' && event.at >= help.undoUntil ? begin(help, event.at) : help
    case 'duty-answered':
      if (help.kind !== 'under-way' || help.duty.kind !== 'ringing' || help.duty.index !== event.index) return help
      return { ...help, duty: { kind: 'answered', index: event.index, at: event.at } }
    case 'duty-not-reached':
      return help.kind === 'under-way' ? withDuty(help, afterMiss(help.duty, help.plan, event)) : help
    case 'emergency-dialled':
    case 'emergency-answered':
    case 'emergency-joined':
    case 'emergency-not-joined':
    case 'emergency-caller-gone':
    case 'emergency-failed':
    case 'emergency-ended':
    case 'emergency-not-dialled':
      return help.kind === 'under-way' ? withEmergency(help, event) : help
    case 'emergency-other-phone':
      return help.kind === 'under-way' && help.otherPhone === null ? { ...help, otherPhone: event.at } : help
    case 'accepted':
      return accept(help, event)
    case 'joined':
      return help.kind === 'none' || help.talking.includes(event.by) ? help : { ...help, talking: [...help.talking, event.by] }
    case 'left':
      return help.kind === 'none' || !help.talking.includes(event.by) ? help : { ...help, talking: help.talking.filter((name) => name !== event.by) }
    case 'ticked':
      if (help.kind !== 'under-way' || help.ticks[event.row] !== undefined) return help
      return { ...help, ticks: { ...help.ticks, [event.row]: event.at } }
    case 'closed':
      return help.kind === 'under-way' ? noRedHelp : help
    default:
      return assertNever(event)
  }
}

function press(help: RedHelp, { at, callId, drill, plan }: Extract<RedHelpEvent, { kind: 'pressed' }>): RedHelp {
  switch (help.kind) {
    case 'none':
      return { kind: 'asked', at, callId, drill, plan, undoUntil: epochMs(at + undoMs), lead: null, talking: [] }
    // Pressed again, it was meant: nobody waits for the five seconds.
    case 'asked':
      return begin(help, at)
    case 'under-way':
      return (help.duty.kind === 'nobody' || help.duty.kind === 'not-needed') && help.plan.kind === 'ring' ? { ...help, duty: { kind: 'ringing', index: 0, since: at, round: 1 } } : help
  }
}

function begin({ at: asked, callId, drill, plan, lead, talking }: Extract<RedHelp, { kind: 'asked' }>, at: EpochMs): RedHelp {
  const duty: DutyState = plan.kind === 'by-hand' ? plan : lead !== null ? { kind: 'not-needed', at: lead.at } : { kind: 'ringing', index: 0, since: at, round: 1 }
  return { kind: 'under-way', at: asked, callId, drill, plan, duty, lead, talking, emergency: { kind: 'none' }, inCall: [], otherPhone: null, ticks: {} }
}

/**
 * Whether that number can be called now. Two calls at once help nobody; who is in the call already may have left it, and can be called
 * again. A drill calls nobody, so that nothing has to end there.
 */
export function mayDialEmergency(help: RedHelp, number: string): boolean {
  if (help.kind !== 'under-way') return false
  const { kind } = help.emergency
  if (kind === 'alone' || (kind === 'dialling' && help.drill)) return help.emergency.number !== number
  return kind !== 'dialling' && kind !== 'joining' && kind !== 'apart'
}

/** From where each of them leads; anything else comes too late and changes nothing. */
const emergencyMoves: Readonly<Record<Exclude<EmergencyEvent['kind'], 'emergency-dialled' | 'emergency-not-dialled'>, readonly EmergencyState['kind'][]>> = {
  'emergency-answered': ['dialling'],
  'emergency-joined': ['dialling', 'joining', 'apart', 'alone'],
  'emergency-not-joined': ['joining'],
  'emergency-caller-gone': ['joining', 'apart', 'joined'],
  'emergency-failed': ['dialling'],
  'emergency-ended': ['joining', 'apart', 'joined', 'alone'],
}

function withEmergency(help: UnderWay, event: EmergencyEvent): RedHelp {
  const { number, at } = event
  const { emergency, inCall } = help
  if (event.kind === 'emergency-dialled') return mayDialEmergency(help, number) ? { ...help, emergency: { kind: 'dialling', number, at } } : help
  if (event.kind === 'emergency-not-dialled') {
    const wasTried = emergency.kind === 'dialling' && emergency.number === number
    return wasTried || mayDialEmergency(help, number) ? { ...help, emergency: { kind: 'not-dialled', number, at, why: event.why } } : help
  }
  // One of those before the newest.
  if (event.kind === 'emergency-ended' && emergency.kind !== 'none' && emergency.number !== number && inCall.includes(number)) return { ...help, inCall: inCall.filter((each) => each !== number) }
  if (emergency.kind === 'none' || emergency.number !== number || !emergencyMoves[event.kind].includes(emergency.kind)) return help
  const others = inCall.filter((each) => each !== number)
  switch (event.kind) {
    case 'emergency-answered':
      return { ...help, emergency: { kind: event.callerWaits ? 'joining' : 'alone', number, at } }
    case 'emergency-joined':
      return { ...help, emergency: { kind: 'joined', number, at }, inCall: [...others, number] }
    case 'emergency-not-joined':
      return { ...help, emergency: { kind: 'apart', number, at } }
    case 'emergency-caller-gone':
      return { ...help, emergency: { kind: 'alone', number, at } }
    case 'emergency-failed':
      return { ...help, emergency: { kind: 'failed', number, at } }
    case 'emergency-ended':
      return { ...help, emergency: { kind: 'ended', number, at }, inCall: others }
    default:
      return assertNever(event)
  }
}

/** Who is rung no more has not failed to answer. */
function withDuty(help: UnderWay, duty: DutyState): RedHelp {
  return duty === help.duty ? help : { ...help, duty }
}

/** The first one counts. Whoever answers the telephone already goes on listening. */
function accept(help: RedHelp, { by, at }: Extract<RedHelpEvent, { kind: 'accepted' | 'joined' | 'left' }>): RedHelp {
  if (help.kind === 'none' || help.lead !== null) return help
  const lead: Accepted = { by, at }
  if (help.kind === 'asked') return { ...help, lead }
  return { ...help, lead, duty: help.duty.kind === 'ringing' ? { kind: 'not-needed', at } : help.duty }
}

function afterMiss(duty: DutyState, plan: DutyPlan, { index, at }: { readonly index: number; readonly at: EpochMs }): DutyState {
  if (duty.kind !== 'ringing' || duty.index !== index || plan.kind !== 'ring') return duty
  if (index + 1 < plan.contacts) return { ...duty, index: index + 1, since: at }
  return duty.round < rounds ? { kind: 'ringing', index: 0, since: at, round: duty.round + 1 } : { kind: 'nobody', at }
}

/** What a transition that changed something leaves on the order's timeline; `nameOf` gives the name on the duty list. */
export function redHelpSteps(before: RedHelp, event: RedHelpEvent, after: RedHelp, nameOf: (index: number) => string): readonly HelpStep[] {
  if (before === after) return []
  const drill = before.kind === 'none' ? after.kind !== 'none' && after.drill : before.drill
  const step = (code: HelpStepCode, note: string | null = null): HelpStep => ({ code, at: event.at, note, drill })
  switch (event.kind) {
    case 'pressed':
      return [step(before.kind === 'none' ? 'red-pressed' : 'red-begun')]
    case 'undone':
      return [step('red-undone')]
    case 'undo-over':
      return [step('red-begun')]
    case 'duty-answered':
    case 'duty-not-reached':
      return [step(event.kind, nameOf(event.index).slice(0, 60))]
    case 'emergency-dialled':
    case 'emergency-answered':
    case 'emergency-joined':
    case 'emergency-not-joined':
    case 'emergency-caller-gone':
    case 'emergency-failed':
    case 'emergency-ended':
    case 'emergency-not-dialled':
      return [step(event.kind, event.number)]
    case 'emergency-other-phone':
      return [step(event.kind)]
    case 'accepted':
      return [step('lead-accepted', event.by.slice(0, 60))]
    case 'joined':
    case 'left':
      return [step(`lead-${event.kind}`, event.by.slice(0, 60))]
    case 'ticked':
      return [step(event.row === recordingRow ? 'recording-by-hand' : 'told-by-hand', event.row)]
    case 'closed':
      return [step('red-closed')]
    default:
      return assertNever(event)
  }
}

/** The row that asks for the recording to be kept. */
export const recordingRow = 'RECORDING'
