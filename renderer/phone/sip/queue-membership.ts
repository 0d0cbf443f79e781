import type { LineState } from '../../../shared/calls/line-state'
import { pauseDigits } from '../../../shared/calls/pause-codes'
import type { LineCommand, LineError, QueueMembership } from '../../../shared/calls/phone-line'
import type { Clock } from '../../../shared/lib/clock'
import type { Result } from '../../../shared/lib/result'
import { serviceCodes } from './service-codes'

export type MembershipCommand = Extract<LineCommand, { kind: 'pause-queue' | 'resume-queue' }>

/**
 * Tells the PBX whether the queue may offer calls to this seat. The snapshot follows what the PBX has confirmed: a change
 * that failed leaves what was known, or nothing when the connection was lost meanwhile.
 */
export async function changeMembership(
  command: MembershipCommand,
  parts: {
    readonly state: LineState
    readonly clock: Clock
    dial(code: string): Promise<Result<void, LineError>>
  },
): Promise<Result<void, LineError>> {
  const { state, clock } = parts
  const before = state.snapshot().membership
  const isPause = command.kind === 'pause-queue'
  state.set({ membership: { state: 'changing', to: isPause ? 'paused' : 'ready', since: clock.now() } })
  const result = await parts.dial(isPause ? `${serviceCodes.pause}${pauseDigits[command.reason]}` : serviceCodes.resume)
  if (state.snapshot().membership.state !== 'changing') return result
  state.set({ membership: result.ok ? changed(command, clock) : before })
  return result
}

function changed(command: MembershipCommand, clock: Clock): QueueMembership {
  const since = clock.now()
  return command.kind === 'pause-queue' ? { state: 'paused', since, reason: command.reason } : { state: 'ready', since }
}
