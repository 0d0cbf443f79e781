import { emergencyDial } from '../help/emergency-number'
import type { HelpStep } from '../help/help-step'
import { undoMs } from '../help/red-help'
import { assertNever } from '../lib/assert-never'
import type { EpochMs } from '../lib/clock'
import { drillOf, type DrillCheck, type DrillId } from './drills'

/** What became of one check. `afterMs`: how long it took, where the check is about time and it was done at all. */
export interface DrillResult {
  readonly check: DrillCheck
  readonly outcome: 'done' | 'late' | 'missed'
  readonly afterMs: number | null
  /** What was dialled instead of the number of the place; null elsewhere. */
  readonly instead: string | null
}

/** What has been seen so far; null = not (yet). */
interface Seen {
  /** When the caller had said, or keyed, what makes the call RED. */
  readonly toldAt: EpochMs | null
  /** The press that counts: one that was taken back does not. */
  readonly pressedAt: number | null
  readonly begunAt: number | null
  /** From the press to the taking back. */
  readonly undoneAfterMs: number | null
  readonly placeAt: EpochMs | null
  readonly dutyAt: number | null
  readonly dialled: readonly string[]
  readonly otherPhoneAt: number | null
  readonly acceptedAt: number | null
  readonly othersRung: number
  readonly droppedAt: EpochMs | null
  readonly calledBackAt: EpochMs | null
  /** The agent ended the call while nobody else had it. */
  readonly leftAlone: boolean
}

const nothingSeen: Seen = {
  toldAt: null, pressedAt: null, begunAt: null, undoneAfterMs: null, placeAt: null, dutyAt: null, dialled: [], otherPhoneAt: null, acceptedAt: null, othersRung: 0,
  droppedAt: null, calledBackAt: null, leftAlone: false,
}

/**
 * One RED drill at one seat. It is kept for as long as it is on the screen and given to nobody: a drill is practised, not scored.
 *
 * ```
 * none | judged --begun--> waiting --answered--> under-way --over--> judged
 *                             +--over (declined, given up)--> none
 * ```
 */
export type DrillRun =
  | { readonly kind: 'none' }
  | { readonly kind: 'waiting'; readonly drillId: DrillId }
  | { readonly kind: 'under-way'; readonly drillId: DrillId; readonly seen: Seen }
  | { readonly kind: 'judged'; readonly drillId: DrillId; readonly results: readonly DrillResult[] }

export type DrillEvent =
  | { readonly kind: 'begun'; readonly drillId: DrillId }
  | { readonly kind: 'answered' }
  | { readonly kind: 'told' | 'place-written' | 'called-back'; readonly at: EpochMs }
  | { readonly kind: 'helped'; readonly step: HelpStep }
  /** A call beside the caller's, to somebody who is neither the caller nor one of the help panel. */
  | { readonly kind: 'other-rung' }
  | { readonly kind: 'call-ended'; readonly by: 'agent' | 'caller'; readonly at: EpochMs }
  | { readonly kind: 'over' }

export const noDrill: DrillRun = { kind: 'none' }

/** A fact of no drill is a no-op: the seat tells everything that it does. */
export function nextDrill(run: DrillRun, event: DrillEvent): DrillRun {
  switch (event.kind) {
    case 'begun':
      return run.kind === 'none' || run.kind === 'judged' ? { kind: 'waiting', drillId: event.drillId } : run
    case 'answered':
      return run.kind === 'waiting' ? { kind: 'under-way', drillId: run.drillId, seen: nothingSeen } : run
    case 'over':
      if (run.kind === 'waiting') return noDrill
      return run.kind === 'under-way' ? { kind: 'judged', drillId: run.drillId, results: judge(run.drillId, run.seen) } : run
    case 'told':
      return see(run, ({ toldAt }) => (toldAt === null ? { toldAt: event.at } : null))
    case 'place-written':
      return see(run, ({ placeAt }) => (placeAt === null ? { placeAt: event.at } : null))
    case 'called-back':
      return see(run, ({ droppedAt, calledBackAt }) => (droppedAt !== null && calledBackAt === null ? { calledBackAt: event.at } : null))
    case 'other-rung':
      return see(run, ({ othersRung }) => ({ othersRung: othersRung + 1 }))
    case 'call-ended':
      return see(run, (seen) => (event.by === 'agent' ? (hasHandedOn(seen) ? null : { leftAlone: true }) : { droppedAt: event.at }))
    case 'helped':
      return see(run, (seen) => afterStep(seen, event.step))
    default:
      return assertNever(event)
  }
}

function see(run: DrillRun, change: (seen: Seen) => Partial<Seen> | null): DrillRun {
  if (run.kind !== 'under-way') return run
  const changed = change(run.seen)
  return changed === null ? run : { ...run, seen: { ...run.seen, ...changed } }
}

function afterStep(seen: Seen, { code, at, note }: HelpStep): Partial<Seen> | null {
  switch (code) {
    case 'red-pressed':
      return { pressedAt: seen.pressedAt ?? at }
    case 'red-undone':
      return { pressedAt: null, undoneAfterMs: seen.pressedAt === null ? null : at - seen.pressedAt }
    case 'red-begun':
      return { begunAt: at }
    case 'told-by-hand':
      return note?.startsWith('DUTY_') === true && note !== 'DUTY_LEAD' ? { dutyAt: seen.dutyAt ?? at } : null
    case 'emergency-dialled':
      return { dialled: [...seen.dialled, note ?? ''] }
    case 'emergency-other-phone':
      return { otherPhoneAt: seen.otherPhoneAt ?? at }
    case 'lead-accepted':
      return { acceptedAt: seen.acceptedAt ?? at }
    default:
      return null
  }
}

/** Somebody besides the agent knows of the caller and acts. */
function hasHandedOn({ dutyAt, dialled, otherPhoneAt, acceptedAt }: Seen): boolean {
  return dutyAt !== null || dialled.length > 0 || otherPhoneAt !== null || acceptedAt !== null
}

function judge(drillId: DrillId, seen: Seen): readonly DrillResult[] {
  return drillOf(drillId).checks.map((check) => ({ check, afterMs: null, instead: null, ...judgeOne(check, seen) }))
}

type Judgement = Pick<DrillResult, 'outcome'> & Partial<DrillResult>

function judgeOne(check: DrillCheck, seen: Seen): Judgement {
  switch (check.code) {
    case 'help-in-time':
      // Before the words is in time, too: who has heard enough need not wait for them.
      return inTime(seen.pressedAt === null ? null : Math.max(0, seen.pressedAt - (seen.toldAt ?? seen.pressedAt)), check.withinMs)
    case 'called-back':
      return inTime(seen.calledBackAt === null || seen.droppedAt === null ? null : seen.calledBackAt - seen.droppedAt, check.withinMs)
    case 'taken-back':
      return seen.begunAt === null ? inTime(seen.undoneAfterMs, undoMs) : { outcome: 'missed' }
    case 'emergency-of-place': {
      const wanted = emergencyDial(check.service, check.areaCode, '')
      const other = seen.dialled.find((number) => number !== wanted) ?? null
      return seen.dialled.includes(wanted) ? { outcome: 'done' } : { outcome: 'missed', instead: other }
    }
    case 'place-written':
      return whether(seen.placeAt !== null)
    case 'duty-rung':
      return whether(seen.dutyAt !== null)
    case 'emergency':
      return whether(seen.dialled.length > 0 || seen.otherPhoneAt !== null)
    case 'other-phone':
      return whether(seen.otherPhoneAt !== null)
    case 'nobody-else-rung':
      return whether(seen.othersRung === 0)
    case 'stayed':
      return whether(!seen.leftAlone)
    default:
      return assertNever(check)
  }
}

function inTime(afterMs: number | null, withinMs: number): Judgement {
  if (afterMs === null) return { outcome: 'missed' }
  return { outcome: afterMs <= withinMs ? 'done' : 'late', afterMs }
}

const whether = (isDone: boolean): Judgement => ({ outcome: isDone ? 'done' : 'missed' })
