import { z } from 'zod'
import { pauseReasonOf } from '../calls/pause-codes'
import type { PauseReason } from '../calls/phone-line'
import { queueMemberSchema, type QueueMember } from './queue-state'

const pauseReasons = ['wrap-up', 'break', 'meeting', 'training', 'busy', 'red-rest'] as const satisfies readonly PauseReason[]

/** One seat over all queues of a PBX, as the PBX has it. */
export const seatAtPbxSchema = z.object({
  /**
   * `paused-otherwise`: in every queue, for a reason that is none of ours, or for several. `ready-in-part`: paused in some queues and
   * called from others. `out`: in no queue.
   */
  membership: z.enum(['ready', ...pauseReasons, 'paused-otherwise', 'ready-in-part', 'out']),
  device: queueMemberSchema.shape.device,
})
export type SeatAtPbx = z.infer<typeof seatAtPbxSchema>

/** The telephone is one: of what its queues say of it, what keeps it busy counts. */
const devices = ['in-use', 'ringing', 'idle', 'unavailable', 'unknown'] as const

/** @param members what is told of one extension, a row a queue */
export function seatAtPbx(members: readonly Pick<QueueMember, 'membership' | 'reason' | 'device'>[]): SeatAtPbx {
  const device = devices.find((each) => members.some((member) => member.device === each)) ?? 'unknown'
  const paused = members.filter(({ membership }) => membership === 'paused')
  if (members.length === 0) return { membership: 'out', device }
  if (paused.length === 0) return { membership: 'ready', device }
  if (paused.length < members.length) return { membership: 'ready-in-part', device }
  const [reason, ...others] = new Set(paused.map((member) => pauseReasonOf(member.reason)))
  return { membership: reason == null || others.length > 0 ? 'paused-otherwise' : reason, device }
}
