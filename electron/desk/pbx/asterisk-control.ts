import type { QueueCommand, QueueRefusal } from '../../../shared/desk-api/queue-api'
import { assertNever } from '../../../shared/lib/assert-never'
import { err, ok, type Result } from '../../../shared/lib/result'
import type { AmiAnswer, AmiConnection } from './ami-connection'
import { readQueueRows } from './ami-events'
import type { AmiAction, AmiMessage } from './ami-message'
import type { QueueCommandKind, QueueControl, QueueControlProblem } from './queue-control'

/** How ChanSpy joins: quietly; `w` into the seat's ear, `B` into the talk (docs.asterisk.org, ChanSpy). `E` ends with the call. */
const spyOptions = { listen: 'qE', whisper: 'qwE', barge: 'qBE' } as const

/** An answer that a lead has to wait longer for is none: the telephone stops ringing. */
const ringMs = 20_000

type Done = Result<null, QueueControlProblem>

/** @param connection the one that the feed has; null while the PBX is away */
export function createAsteriskControl(connection: () => AmiConnection | null): QueueControl {
  async function ask(action: AmiAction): Promise<Result<AmiAnswer, QueueControlProblem>> {
    const answer = await (connection()?.ask(action) ?? Promise.resolve(err('closed' as const)))
    return answer.ok ? answer : err({ code: 'away' })
  }

  async function act(action: AmiAction): Promise<Done> {
    const answer = await ask(action)
    if (!answer.ok) return answer
    const { response } = answer.value
    return response.get('Response') === 'Success' ? ok(null) : err({ code: refusalOf(response) })
  }

  const pause = (extension: string, queue: string | null, reason: string | null) =>
    act({ Action: 'QueuePause', Interface: interfaceOf(extension), Queue: queue ?? undefined, Paused: reason === null ? 'false' : 'true', Reason: reason ?? undefined })

  const add = (extension: string, queue: string, pausedFor: { readonly reason: string | null } | null) =>
    act({
      Action: 'QueueAdd', Queue: queue, Interface: interfaceOf(extension), StateInterface: interfaceOf(extension),
      Paused: pausedFor === null ? 'false' : 'true', Reason: pausedFor?.reason ?? undefined,
    })

  const remove = (extension: string, queue: string) => act({ Action: 'QueueRemove', Queue: queue, Interface: interfaceOf(extension) })

  /** Added before it is removed: at no moment is the seat in neither. */
  async function move(extension: string, from: string, to: string): Promise<Done> {
    const status = await ask({ Action: 'QueueStatus', Queue: from })
    if (!status.ok) return status
    const member = readQueueRows(status.value.items, []).members.find((row) => row.Queue === from && row.Location === extension)
    if (member === undefined) return err({ code: 'no-such-member' })
    // One that the PBX's configuration put there stays there; it must not be in both for a moment either.
    if (member.Membership !== 'dynamic') return err({ code: 'not-possible' })
    const added = await add(extension, to, member.Paused ? { reason: member.PausedReason } : null)
    const isThere = added.ok || added.error.code === 'already-member'
    if (!isThere) return added
    const removed = await remove(extension, from)
    // Then it has not been moved.
    if (!removed.ok && added.ok) await remove(extension, to)
    return removed
  }

  async function spy(mode: keyof typeof spyOptions, extension: string, lead: string): Promise<Done> {
    const channels = await ask({ Action: 'CoreShowChannels' })
    if (!channels.ok) return channels
    const prefix = `${interfaceOf(extension)}-`
    const isTalking = channels.value.items.some((row) => row.get('Channel')?.startsWith(prefix) === true && row.get('ChannelStateDesc') === 'Up')
    if (!isTalking) return err({ code: 'no-call' })
    return act({
      // With the dash behind it: without one, the calls of 1001 would be those of 10012 as well.
      Action: 'Originate', Channel: interfaceOf(lead), Application: 'ChanSpy', Data: `${prefix},${spyOptions[mode]}`,
      CallerID: `"${extension}" <${extension}>`, Timeout: String(ringMs), Async: 'true',
      // Tells the lead's console that nobody calls: it is to hear that seat.
      Variable: `PJSIP_HEADER(add,X-Supervises)=${mode} ${extension}`,
    })
  }

  return {
    async capabilities() {
      const commands = await ask({ Action: 'ListCommands' })
      if (!commands.ok) return new Set()
      const knows = (name: string) => commands.value.response.get(name) !== undefined
      // Without the right to ask for modules nothing is known of it, and an Asterisk usually has it.
      const module = knows('ModuleCheck') ? await ask({ Action: 'ModuleCheck', Module: 'app_chanspy.so' }) : null
      const canSpy = knows('Originate') && (module === null || (module.ok && module.value.response.get('Response') === 'Success'))
      const kinds: QueueCommandKind[] = [
        ...(knows('QueuePause') ? (['pause', 'resume'] as const) : []),
        ...(knows('QueueAdd') && knows('QueueRemove') ? (['add', 'remove', 'move'] as const) : []),
        ...(canSpy ? (['listen', 'whisper', 'barge'] as const) : []),
      ]
      return new Set(kinds)
    },

    perform(command: QueueCommand) {
      switch (command.kind) {
        case 'pause':
          return pause(command.extension, command.queue, command.reason)
        case 'resume':
          return pause(command.extension, command.queue, null)
        case 'add':
          return add(command.extension, command.queue, null)
        case 'remove':
          return remove(command.extension, command.queue)
        case 'move':
          return move(command.extension, command.from, command.to)
        case 'listen':
        case 'whisper':
        case 'barge':
          return spy(command.kind, command.extension, command.lead)
        default:
          return assertNever(command)
      }
    },
  }
}

function interfaceOf(extension: string): string {
  return `PJSIP/${extension}`
}

/**
 * Asterisk has no codes for why it does not do something, only words: those of app_queue.c and manager.c of version 22, and a general
 * answer for any that are new.
 */
function refusalOf(response: AmiMessage): QueueRefusal {
  const words = (response.get('Message') ?? '').toLowerCase()
  if (words.includes('permission denied')) return 'not-allowed'
  if (words.includes('no such queue')) return 'no-such-queue'
  if (words.includes('already there')) return 'already-member'
  if (words.includes('not there') || words.includes('interface not found')) return 'no-such-member'
  if (words.includes('not dynamic')) return 'not-possible'
  return 'failed'
}
