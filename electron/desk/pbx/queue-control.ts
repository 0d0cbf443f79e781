import type { QueueCommand, QueueRefusal } from '../../../shared/desk-api/queue-api'
import type { Result } from '../../../shared/lib/result'

export type QueueCommandKind = QueueCommand['kind']

/** `away`: the PBX does not answer; nobody knows whether it has heard the command. */
export type QueueControlProblem = { readonly code: QueueRefusal } | { readonly code: 'away' }

/**
 * What a PBX can be told about its queues. Done once it says so; what has changed by it comes through the feed like everything else.
 */
export interface QueueControl {
  /** What this PBX and the desk's account at it can do, as the PBX itself says; nothing while it is away. */
  capabilities(): Promise<ReadonlySet<QueueCommandKind>>
  perform(command: QueueCommand): Promise<Result<null, QueueControlProblem>>
}
