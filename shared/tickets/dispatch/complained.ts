import type { DispatchData } from './dispatch-rules'
import type { Complained } from './proposal'
import { parseUnitKey, unitKey } from './unit-key'

/** Somebody at this hotline; who it is stands in the narrative. */
const staff = 'STAFF'

/** What the field `complained` keeps. */
export function complainedKey(party: Complained): string {
  return party.kind === 'agent' ? staff : unitKey(party.unit)
}

export function isComplainedKey(text: string): boolean {
  return text === staff || parseUnitKey(text) !== null
}

/** Who is meant, or null: a unit that nobody knows is not a guessed one. */
export function complainedOfKey(text: string | undefined, data: Pick<DispatchData, 'departments'>): Complained | null {
  if (text === staff) return { kind: 'agent', agentId: null }
  const unit = parseUnitKey(text ?? '')
  const isKnown = unit !== null && data.departments.some(({ code }) => code === unit.department)
  return isKnown ? { kind: 'unit', unit } : null
}
