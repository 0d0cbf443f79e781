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
 * under-way: the duty list is rung one after the other, 20 s each, twice; beside it 110 or 120, in the call or by another phone
 * accepted (by a lead, from either): nobody further is rung unless the key is pressed again
 * ```
 */
export type RedHelp =
  | { readonly kind: 'none' }
  | { readonly kind: 'asked'; readonly at: EpochMs; readonly callId: CallId | null; readonly drill: boolean; readonly undoUntil: EpochMs; readonly plan: DutyPlan; readonly lead: Accepted | null; readonly talking: readonly string[] }
  | {
      readonly kind: 'under-way'; readonly at: EpochMs; readonly callId: CallId | null; readonly drill: boolean; readonly plan: DutyPlan
      readonly duty: DutyState; readonly emergency: EmergencyState
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

export type EmergencyState =
  | { readonly kind: 'none' }
  | { readonly kind: 'dialling' | 'joined' | 'failed'; readonly number: string; readonly at: EpochMs }
  | { readonly kind: 'other-phone'; readonly at: EpochMs }

export type RedHelpEvent =
  | { readonly kind: 'pressed'; readonly at: EpochMs; readonly callId: CallId | null; readonly drill: boolean; readonly plan: DutyPlan }
  | { readonly kind: 'undone'; readonly at: EpochMs }
  | { readonly kind: 'undo-over'; readonly at: EpochMs }
  | { readonly kind: 'duty-answered' | 'duty-not-reached'; readonly index: number; readonly at: EpochMs }
  | { readonly kind: 'emergency-dialled' | 'emergency-joined' | 'emergency-failed'; readonly number: string; readonly at: EpochMs }
  | { readonly kind: 'emergency-other-phone'; readonly at: EpochMs }
  | { readonly kind: 'accepted' | 'joined' | 'left'; readonly by: string; readonly at: EpochMs }
  | { readonly kind: 'ticked'; readonly row: string; readonly at: EpochMs }
  | { readonly kind: 'closed'; readonly at: EpochMs }

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
      // Two calls to 110 at once help nobody.
      if (help.kind !== 'under-way' || help.emergency.kind === 'dialling' || help.emergency.kind === 'joined') return help
      return { ...help, emergency: { kind: 'dialling', number: event.number, at: event.at } }
    case 'emergency-joined':
    case 'emergency-failed':
      if (help.kind !== 'under-way' || help.emergency.kind !== 'dialling' || help.emergency.number !== event.number) return help
      return { ...help, emergency: { kind: event.kind === 'emergency-joined' ? 'joined' : 'failed', number: event.number, at: event.at } }
    case 'emergency-other-phone':
      if (help.kind !== 'under-way' || help.emergency.kind === 'joined' || help.emergency.kind === 'other-phone') return help
      return { ...help, emergency: { kind: 'other-phone', at: event.at } }
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
  return { kind: 'under-way', at: asked, callId, drill, plan, duty, lead, talking, emergency: { kind: 'none' }, ticks: {} }
}

/** Who is rung no more has not failed to answer. */
function withDuty(help: Extract<RedHelp, { kind: 'under-way' }>, duty: DutyState): RedHelp {
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
    case 'emergency-joined':
    case 'emergency-failed':
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
