import { readDeskAddress, type DeskAddressProblem } from '../../../../shared/settings/desk-address'
import { authorityProblem, readFingerprints, type TrustProblem } from '../../../../shared/settings/server-trust'
import type { SharedDeskSettings } from '../../../../shared/settings/settings'

/** What stands in the fields, as it was typed. */
export interface TypedDesk {
  readonly address: string
  readonly fingerprints: string
  readonly authorities: string
}

/** In the order of the fields; a field without a slip is not mentioned. Their words stand under `connectDesk.wrong.<slip>`. */
export function slipsIn({ address, fingerprints, authorities }: TypedDesk): Partial<Record<keyof TypedDesk, DeskAddressProblem | TrustProblem>> {
  const found = {
    address: readDeskAddress(address).problem,
    fingerprints: readFingerprints(fingerprints) === null ? ('fingerprint' as const) : null,
    authorities: authorityProblem(authorities),
  }
  return Object.fromEntries(Object.entries(found).filter(([, slip]) => slip !== null))
}

/** Null while something is wrong with what was typed. */
export function deskOf({ address, fingerprints, authorities }: TypedDesk): SharedDeskSettings | null {
  const { origin } = readDeskAddress(address)
  const pins = readFingerprints(fingerprints)
  if (origin === null || pins === null || authorityProblem(authorities) !== null) return null
  return { origin, trust: { fingerprints: [...pins], authorities: authorities.trim() } }
}

export function typedDeskOf({ origin, trust }: SharedDeskSettings): TypedDesk {
  return { address: origin, fingerprints: trust.fingerprints.join('\n'), authorities: trust.authorities }
}
