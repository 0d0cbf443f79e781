import type { RemoteIdentity } from '../../shared/calls/call'
import { maskPhone } from '../../shared/callers/masking'
import type { NumberPlan } from '../../shared/callers/number-plan'
import { identityOfRemote } from '../../shared/callers/sip-identity'

/** The caller's number as the ring window may show it; null when it is withheld. */
export function maskNumber(remote: RemoteIdentity, plan: NumberPlan): string | null {
  const { number } = identityOfRemote(remote, plan)
  return number.kind === 'anonymous' ? null : maskPhone(number)
}
