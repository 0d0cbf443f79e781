import { openCalls } from '../../../shared/calls/line-state'
import type { LineSnapshot } from '../../../shared/calls/phone-line'

/** Whether the queue may offer this seat a call. A seat that has not said a word about the queue is taken as ready. */
export function canBeRung(line: LineSnapshot): boolean {
  const { registration, membership } = line
  const isPaused = membership.state === 'paused' || (membership.state === 'changing' && membership.to === 'paused')
  return registration.state === 'registered' && !isPaused && openCalls(line).length === 0
}
