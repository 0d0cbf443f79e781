import type { RemoteIdentity } from '../../shared/calls/call'
import { maskPhone } from '../../shared/callers/masking'
import type { NumberPlan } from '../../shared/callers/number-plan'
import { identityFromSip } from '../../shared/callers/sip-identity'

/** The caller's number as the ring window may show it; null when it is withheld. */
export function maskNumber(remote: RemoteIdentity, plan: NumberPlan): string | null {
  const { from, displayName, assertedIdentity, privacy } = remote
  const { number } = identityFromSip(
    {
      from,
      displayName,
      ...(assertedIdentity === null ? {} : { assertedIdentity }),
      ...(privacy === null ? {} : { privacy }),
    },
    plan,
  )
  return number.kind === 'anonymous' ? null : maskPhone(number)
}
