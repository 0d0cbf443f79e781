import { isClosed } from './book-units'
import type { UnitRef } from './departments'
import type { DispatchData } from './dispatch-rules'
import { unitAt } from './locate'
import type { Location } from './locate'
import type { ProposalInput } from './proposal'

/** Rule 8: what may not get the order. */
export interface Avoidance {
  /** Units complained about; where the category demands it and nobody said which, the district federation is assumed. */
  readonly units: readonly UnitRef[]
  /** The category is about a unit, and nobody has said about which one. */
  readonly isUnknown: boolean
  /** Go above every unit complained about, wherever it is (DESK-04, UNION-04), not only past the same unit. */
  readonly isStrict: boolean
}

export function avoidanceOf(input: ProposalInput, location: Location, data: DispatchData): Avoidance {
  const isStrict = input.category !== null && data.rules.avoidanceCategories.includes(input.category)
  const named = input.complained.flatMap((party) => (party.kind === 'unit' ? [party.unit] : []))
  const isUnknown = isStrict && input.complained.length === 0
  const units = isUnknown ? [unitAt(data.rules.handlingDepartment, location, data)] : named
  return { units, isUnknown, isStrict }
}

/**
 * The unit to take instead of `unit`: itself when nobody complained about it and it is in use, else the first one above. A department
 * outside the unions has nobody above it here, so the district federation takes over. Null when nothing is left.
 */
export function passOver(unit: UnitRef, avoidance: Avoidance, location: Location, data: DispatchData): UnitRef | null {
  const chain = data.rules.unionChain
  let current = unit
  while (isBarred(current, avoidance, data)) {
    const rung = chain.indexOf(current.department)
    const next = rung === -1 ? data.rules.handlingDepartment : chain[rung + 1]
    if (next === undefined) return null
    current = unitAt(next, location, data)
  }
  return current
}

/** Out of use, complained about, or a union at or below one that is: its subordinates cannot look into it either. */
export function isBarred(unit: UnitRef, avoidance: Avoidance, data: DispatchData): boolean {
  if (isClosed(unit, data)) return true
  const chain = data.rules.unionChain
  const rung = chain.indexOf(unit.department)
  return avoidance.units.some((complained) => {
    const complainedRung = chain.indexOf(complained.department)
    if (rung === -1 || complainedRung === -1) return isSameUnit(unit, complained)
    if (rung === complainedRung && !avoidance.isStrict) return isSameUnit(unit, complained)
    return rung <= complainedRung && (avoidance.isStrict || isSamePlace(unit.district, complained.district))
  })
}

export function isSameUnit(a: UnitRef, b: UnitRef): boolean {
  return a.department === b.department && isSamePlace(a.district, b.district) && isSamePlace(a.street, b.street)
}

/** A place that is not known counts as the same one: better one unit too few than the one complained about. */
function isSamePlace(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b
}
