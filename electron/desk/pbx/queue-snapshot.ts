import type { QueueState } from '../../../shared/queue/queue-state'
import type { ChannelRow, QueueRows } from './ami-events'
import type { KnownLeg, KnownLegs, KnownOffer } from './queue-reading'

/** A state whose callers are still to be masked: `numbers` by `queueCallId`. */
export interface UnmaskedSnapshot {
  readonly queues: readonly string[]
  readonly waiting: readonly Omit<QueueState['waiting'][number], 'caller'>[]
  readonly calls: readonly Omit<QueueState['calls'][number], 'caller'>[]
  readonly members: QueueState['members']
  readonly numbers: ReadonlyMap<string, string>
  readonly legs: KnownLegs
}

/**
 * The state as the PBX tells it when asked. It knows waits in whole seconds and of a talk only how old its channels are, so a call
 * that was known before (`known`) keeps its times; of another one the ring at the seat counts as talk.
 *
 * @param now by the PBX's clock
 */
export function snapshotOf(rows: QueueRows, known: QueueState, now: number): UnmaskedSnapshot {
  const numbers = new Map<string, string>()
  const taken = new Set<string>()
  const idOf = (uniqueid: string, callId: string | null) => {
    const id = callId === null || taken.has(callId) ? uniqueid : callId
    taken.add(id)
    return id
  }
  const channels = new Map(rows.channels.map((channel) => [channel.Uniqueid, channel]))
  const seats = rows.channels.filter(({ Application }) => Application === 'AppQueue')

  const callers: KnownLeg[] = []
  const offers: KnownOffer[] = []
  const waiting = rows.entries.map(({ Uniqueid, Queue, Position, Wait, CallerIDNum }) => {
    const queueCallId = idOf(Uniqueid, channels.get(Uniqueid)?.callId ?? null)
    const enteredAt = known.waiting.find((call) => call.queueCallId === queueCallId && call.queue === Queue)?.enteredAt ?? now - 1000 * Wait
    numbers.set(queueCallId, CallerIDNum)
    const caller = { uniqueid: Uniqueid, queueCallId, queue: Queue, enteredAt }
    callers.push(caller)
    const ringing = seats.filter((seat) => seat.Linkedid === Uniqueid && seat.BridgeId === '')
    offers.push(...ringing.map((seat) => ({ uniqueid: seat.Uniqueid, caller, extension: extensionOf(seat), isTalking: false })))
    return { queueCallId, queue: Queue, enteredAt, position: Position, offeredTo: ringing.map(extensionOf).sort() }
  })

  const calls = seats.flatMap((seat) => {
    const caller = rows.channels.find(({ Application, BridgeId }) => Application === 'Queue' && BridgeId !== '' && BridgeId === seat.BridgeId)
    if (caller === undefined) return []
    const extension = extensionOf(seat)
    const queue = caller.ApplicationData.split(',')[0] ?? ''
    const queueCallId = idOf(caller.Uniqueid, caller.callId)
    const before = known.calls.find((call) => call.queueCallId === queueCallId && call.extension === extension)
    const answeredAt = before?.answeredAt ?? now - durationMs(seat)
    const waitedMs = before?.waitedMs ?? Math.max(0, durationMs(caller) - durationMs(seat))
    numbers.set(queueCallId, caller.CallerIDNum)
    const leg = { uniqueid: caller.Uniqueid, queueCallId, queue, enteredAt: answeredAt - waitedMs }
    callers.push(leg)
    offers.push({ uniqueid: seat.Uniqueid, caller: leg, extension, isTalking: true })
    return [{ queueCallId, queue, extension, answeredAt, waitedMs, heldSince: before?.heldSince ?? null }]
  })

  const members = rows.members.map((row) => {
    const membership = row.Paused ? ('paused' as const) : ('available' as const)
    const reason = row.Paused ? row.PausedReason : null
    const before = known.members.find((member) => member.queue === row.Queue && member.extension === row.Location)
    const isSame = before?.membership === membership && before.reason === reason && (row.Paused || before.device === row.Status)
    const told = 1000 * (row.Paused ? row.LastPause : row.Status === 'idle' ? Math.max(row.LoginTime, row.LastCall) : 0)
    return { queue: row.Queue, extension: row.Location, membership, reason, device: row.Status, since: isSame ? before.since : told === 0 ? now : told }
  })
  return { queues: rows.queues, waiting, calls, members, numbers, legs: { callers, offers } }
}

/** `PJSIP/1011-00000001` is a channel of 1011. */
function extensionOf({ Channel }: ChannelRow): string {
  return /^[A-Za-z0-9]+\/([\w.+-]{1,40}?)(?:@[^-]*)?-[0-9a-f]+(?:;\d)?$/.exec(Channel)?.[1] ?? Channel.slice(0, 40)
}

function durationMs({ Duration }: ChannelRow): number {
  const [hours = 0, minutes = 0, seconds = 0] = Duration.split(':').map(Number)
  return 1000 * (3600 * hours + 60 * minutes + seconds)
}
