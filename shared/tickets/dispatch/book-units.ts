import type { UnitRef } from './departments'
import { unitKey } from './unit-key'

/** What an administrator says of single units, by their keys. Absent where nobody keeps a book: every unit is as its department has it. */
export interface BookUnits {
  readonly named: ReadonlyMap<string, { readonly zh: string; readonly en: string }>
  /** Out of use: no new order goes there; whatever names one goes on doing so. */
  readonly closed: ReadonlySet<string>
}

export function isClosed(unit: UnitRef, { units }: { readonly units?: BookUnits }): boolean {
  return units?.closed.has(unitKey(unit)) === true
}
