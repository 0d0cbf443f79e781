import { z } from 'zod'
import { queueCapabilitiesSchema, queueRoutes, type QueueCommand } from '../../shared/desk-api/queue-api'
import { err, type Result } from '../../shared/lib/result'
import type { DeskCallError, DeskHttp } from './desk-http'

export type QueueDesk = Pick<DeskHttp, 'ask'>

const nothing = z.object({})

/** What the PBX behind this desk can be asked for now; null: the desk did not say. */
export async function askCommands(desk: QueueDesk): Promise<ReadonlySet<string> | null> {
  const answer = await desk.ask(queueRoutes.commands, queueCapabilitiesSchema)
  return answer.ok ? new Set(answer.value.commands) : null
}

/** One try; whoever asks says what became of it. */
export async function giveCommand(desk: QueueDesk | null, command: QueueCommand): Promise<Result<object, DeskCallError>> {
  return desk === null ? err({ code: 'unreachable' }) : desk.ask(queueRoutes.commands, nothing, command)
}
