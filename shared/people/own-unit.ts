import type { Role } from './role'

/** What somebody is to the hotline, and which unit (承办单位) they work at: a unit's key, null for the hotline itself. */
export interface Standing {
  readonly roles: readonly Role[]
  readonly unit: string | null
}

/** Those who sit at a unit. What such a role gives holds on the orders that were sent to that unit, and on no other. */
const heldToUnit: ReadonlySet<Role> = new Set<Role>(['HANDLER'])

/** A person has a unit exactly when a role of theirs is held to one. */
export function fitsUnit({ roles, unit }: Standing): boolean {
  return needsUnit(roles) === (unit !== null)
}

export function needsUnit(roles: readonly Role[]): boolean {
  return roles.some((role) => heldToUnit.has(role))
}

/** The roles that count on one order, `sentTo` naming the units that it was ever sent to. */
export function rolesOn({ roles, unit }: Standing, { sentTo }: { readonly sentTo: readonly string[] }): readonly Role[] {
  return unit !== null && sentTo.includes(unit) ? roles : roles.filter((role) => !heldToUnit.has(role))
}
