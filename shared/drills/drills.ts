import type { EmergencyService } from '../help/emergency-number'

/** The eight RED drills (红单演练), in the order in which they are listed. */
export const drillIds = ['desk-dead', 'pbx-slow', 'lone-agent', 'wrong-press', 'call-dropped', 'elsewhere', 'child', 'cannot-speak'] as const
export type DrillId = (typeof drillIds)[number]

/** What the console takes away for as long as a drill goes on; what happens on the line is in the caller's script. */
export type TakenAway = 'desk' | 'leads'

/**
 * One thing that the agent should do, judged by what happened and by nothing else.
 *
 * - `help-in-time`: the help key is pressed, and not taken back, within so long of the words (or keys) that make the call RED
 * - `taken-back`: it was pressed, taken back within the time for it, and nobody was rung
 * - `place-written`: a place stands in the draft, so that it stands in large type for whoever dials
 * - `duty-rung`: somebody of the duty list is ticked as rung
 * - `emergency`: the service is called by the number of the place, or by another telephone
 * - `other-phone`: the service is called by another telephone, since this one is slow
 * - `emergency-of-place`: the number that was dialled is the one of the place
 * - `called-back`: the caller is reached again within so long of the drop
 * - `nobody-else-rung`: neither employer nor family is rung
 * - `stayed`: the agent did not end the call before anybody else had it
 */
export type DrillCheck =
  | { readonly code: 'help-in-time'; readonly withinMs: number }
  | { readonly code: 'called-back'; readonly withinMs: number }
  | { readonly code: 'emergency-of-place'; readonly service: EmergencyService; readonly areaCode: string }
  | { readonly code: 'taken-back' | 'place-written' | 'duty-rung' | 'emergency' | 'other-phone' | 'nobody-else-rung' | 'stayed' }

export interface Drill {
  readonly id: DrillId
  /** Whose number rings: an id of `shared/callers/practice-callers.json`. */
  readonly callerId: string
  /** Null where nothing of the console's is missing. */
  readonly takesAway: TakenAway | null
  readonly checks: readonly DrillCheck[]
}

/** From the caller's words to the key: an answer's length, and time to hear a sentence out. */
const helpWithinMs = 15_000
/** A caller who was cut off in such a moment waits no longer. */
const callBackWithinMs = 20_000
const help: DrillCheck = { code: 'help-in-time', withinMs: helpWithinMs }
const place: DrillCheck = { code: 'place-written' }
const stayed: DrillCheck = { code: 'stayed' }

export const drills: readonly Drill[] = [
  { id: 'desk-dead', callerId: 'C21', takesAway: 'desk', checks: [help, place, { code: 'duty-rung' }, { code: 'emergency' }, stayed] },
  { id: 'pbx-slow', callerId: 'C23', takesAway: null, checks: [help, place, { code: 'other-phone' }, stayed] },
  { id: 'lone-agent', callerId: 'C28', takesAway: 'leads', checks: [help, place, { code: 'duty-rung' }, { code: 'emergency' }, stayed] },
  { id: 'wrong-press', callerId: 'C25', takesAway: null, checks: [{ code: 'taken-back' }] },
  { id: 'call-dropped', callerId: 'C22', takesAway: null, checks: [help, place, { code: 'called-back', withinMs: callBackWithinMs }, stayed] },
  { id: 'elsewhere', callerId: 'C35', takesAway: null, checks: [help, place, { code: 'emergency-of-place', service: '110', areaCode: '0851' }, stayed] },
  { id: 'child', callerId: 'C26', takesAway: null, checks: [help, place, { code: 'nobody-else-rung' }, stayed] },
  { id: 'cannot-speak', callerId: 'C18', takesAway: null, checks: [help, place, { code: 'emergency' }, stayed] },
]

export function drillOf(id: DrillId): Drill {
  const found = drills.find((drill) => drill.id === id)
  if (found === undefined) throw new Error(`no drill ${id}`)
  return found
}
