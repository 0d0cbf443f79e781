import type { QueueEvent, WaitingCaller } from '../../shared/queue/queue-event'
import { noQueues, sortedQueueState } from '../../shared/queue/next-queue-state'
import type { QueueState } from '../../shared/queue/queue-state'
import type { SeededRandom } from './seeded-random'

export const queuesOfModel = ['hotline', 'legal'] as const
const extensions = ['1001', '1002', '1003'] as const

export function modelCaller(n: number): WaitingCaller {
  return { maskedNumber: `154****${String(n % 10_000).padStart(4, '0')}`, callerKey: `key-${n}`, earlierToday: 0, risk: null }
}

interface ModelCall {
  readonly id: string
  readonly caller: WaitingCaller
  queue: string
  enteredAt: number
  offeredTo: Set<string>
  talk: { readonly extension: string; readonly at: number; readonly waitedMs: number; heldSince: number | null } | null
}

/**
 * A PBX in small, with lines of its own for each queue: it says what happens, and what it looks like when it is asked. Nothing of the
 * product's folding is in it.
 */
export function createQueueModel(random: SeededRandom) {
  const lines = new Map<string, ModelCall[]>(queuesOfModel.map((queue) => [queue, []]))
  const talking: ModelCall[] = []
  const members = new Map<string, QueueState['members'][number]>()
  const heardOf = new Set<string>()
  let at = 1_000_000
  let calls = 0

  const waiting = () => [...lines.values()].flat()
  const lineOf = (call: ModelCall) => lines.get(call.queue) ?? []
  const takeOut = (call: ModelCall) => void lines.set(call.queue, lineOf(call).filter((other) => other !== call))

  function enter(call: ModelCall): QueueEvent {
    const line = lineOf(call)
    // Most stand at the end; who matters more goes before others.
    const position = random.below(4) === 0 ? 1 + random.below(line.length + 1) : line.length + 1
    line.splice(position - 1, 0, call)
    heardOf.add(call.queue)
    return { kind: 'entered', queueCallId: call.id, queue: call.queue, at, position, caller: call.caller }
  }

  const acts: readonly (() => QueueEvent | null)[] = [
    () => {
      calls += 1
      return enter({ id: `call-${calls}`, caller: modelCaller(calls), queue: random.pick(queuesOfModel), enteredAt: at, offeredTo: new Set(), talk: null })
    },
    () => {
      const call = pickOf(waiting())
      const extension = random.pick(extensions)
      if (call === null || call.offeredTo.has(extension)) return null
      call.offeredTo.add(extension)
      return { kind: 'offered', queueCallId: call.id, queue: call.queue, extension, at }
    },
    () => {
      const call = pickOf(waiting().filter(({ offeredTo }) => offeredTo.size > 0))
      const extension = call === null ? null : pickOf([...call.offeredTo])
      if (call === null || extension === null) return null
      call.offeredTo.delete(extension)
      return { kind: 'offer-ended', queueCallId: call.id, queue: call.queue, extension, at, how: random.pick(['not-answered', 'declined', 'taken-back'] as const) }
    },
    () => {
      const call = pickOf(waiting())
      if (call === null) return null
      takeOut(call)
      const extension = random.pick(extensions)
      call.talk = { extension, at, waitedMs: at - call.enteredAt, heldSince: null }
      talking.push(call)
      return { kind: 'answered', queueCallId: call.id, queue: call.queue, extension, at, waitedMs: at - call.enteredAt }
    },
    () => {
      const call = pickOf(waiting())
      if (call === null) return null
      takeOut(call)
      return { kind: 'left', queueCallId: call.id, queue: call.queue, at, why: random.pick(['hung-up', 'timed-out', 'no-agents', 'moved-on'] as const), waitedMs: at - call.enteredAt }
    },
    () => {
      const call = pickOf(talking)
      if (call?.talk == null) return null
      talking.splice(talking.indexOf(call), 1)
      return { kind: 'completed', queueCallId: call.id, queue: call.queue, extension: call.talk.extension, at, how: random.pick(['agent', 'caller', 'transferred'] as const) }
    },
    () => {
      const call = pickOf(talking)
      if (call?.talk == null) return null
      const on = call.talk.heldSince === null
      call.talk.heldSince = on ? at : null
      return { kind: 'held', queueCallId: call.id, extension: call.talk.extension, at, on }
    },
    () => {
      const call = pickOf(waiting().filter((one) => lineOf(one).length > 1))
      if (call === null) return null
      const line = lineOf(call)
      const position = 1 + random.below(line.length)
      takeOut(call)
      lineOf(call).splice(position - 1, 0, call)
      return { kind: 'moved', queueCallId: call.id, queue: call.queue, at, position }
    },
    member,
  ]

  function member(): QueueEvent {
    const queue = random.pick(queuesOfModel)
    const extension = random.pick(extensions)
    const membership = random.pick(['available', 'available', 'paused', 'removed'] as const)
    const reason = membership === 'paused' ? random.pick(['break', 'meeting']) : null
    const device = random.pick(['idle', 'in-use', 'ringing', 'unavailable'] as const)
    const key = `${queue} ${extension}`
    const known = members.get(key)
    if (membership === 'removed') members.delete(key)
    else {
      heardOf.add(queue)
      const isSame = known?.membership === membership && known.reason === reason && (membership === 'paused' || known.device === device)
      members.set(key, { queue, extension, membership, reason, device, since: isSame ? known.since : at })
    }
    return { kind: 'member', queue, extension, at, membership, reason, device }
  }

  function pickOf<T>(list: readonly T[]): T | null {
    return list.length === 0 ? null : random.pick(list)
  }

  return {
    /** The next thing that happens. */
    next(): QueueEvent {
      for (;;) {
        at += 1 + random.below(5_000)
        const event = random.pick(acts)()
        if (event !== null) return event
      }
    },
    snapshot(): QueueState {
      return sortedQueueState({
        ...noQueues,
        queues: [...heardOf],
        waiting: waiting().map((call) => ({
          queueCallId: call.id, queue: call.queue, enteredAt: call.enteredAt, position: 1 + lineOf(call).indexOf(call), caller: call.caller, offeredTo: [...call.offeredTo].sort(),
        })),
        calls: talking.flatMap((call) => (call.talk === null ? [] : [{
          queueCallId: call.id, queue: call.queue, extension: call.talk.extension, answeredAt: call.talk.at, waitedMs: call.talk.waitedMs, heldSince: call.talk.heldSince, caller: call.caller,
        }])),
        members: [...members.values()],
      })
    },
  }
}
