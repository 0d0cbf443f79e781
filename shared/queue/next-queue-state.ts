import { assertNever } from '../lib/assert-never'
import type { QueueEvent } from './queue-event'
import type { CallInProgress, QueueMember, QueueState, WaitingCall } from './queue-state'

type EventOf<K extends QueueEvent['kind']> = Extract<QueueEvent, { kind: K }>

export const noQueues: QueueState = { queues: [], waiting: [], calls: [], members: [] }

/**
 * One transition of the queues: a snapshot with all later events applied is the snapshot of later. The result is sorted, and within a
 * queue the positions are 1 to n without a gap: the PBX tells a position only when somebody enters, the others move up by themselves.
 *
 * - An event that says what is known already changes nothing, and the very same state is returned. A stretch of events heard twice,
 *   in its order, leaves the calls and seats that hearing it once leaves; only places in line may be others.
 * - What is about a call that nobody has seen enter changes nothing.
 * - Events of different calls that are not entries, and events of different seats, may change places.
 */
export function nextQueueState(state: QueueState, event: QueueEvent): QueueState {
  switch (event.kind) {
    case 'entered':
      return enter(state, event)
    case 'moved':
      return move(state, event)
    case 'offered':
      return changeWaiting(state, event, (offeredTo) => (offeredTo.includes(event.extension) ? offeredTo : [...offeredTo, event.extension].sort()))
    case 'offer-ended':
      return changeWaiting(state, event, (offeredTo) => (offeredTo.includes(event.extension) ? offeredTo.filter((other) => other !== event.extension) : offeredTo))
    case 'answered':
      return answer(state, event)
    case 'left': {
      const waiting = state.waiting.filter((call) => !isOf(call, event))
      return waiting.length === state.waiting.length ? state : { ...state, waiting: renumbered(waiting) }
    }
    case 'completed': {
      const calls = state.calls.filter((call) => call.queueCallId !== event.queueCallId || call.extension !== event.extension)
      return calls.length === state.calls.length ? state : { ...state, calls }
    }
    case 'held':
      return hold(state, event)
    // Outside of any queue.
    case 'rang-back':
      return state
    case 'member':
      return changeMember(state, event)
    default:
      return assertNever(event)
  }
}

/** A call waits in one queue at a time; one that is talked with may enter again, sent on by its seat. */
function enter(state: QueueState, { queueCallId, queue, at, position, caller }: EventOf<'entered'>): QueueState {
  if (state.waiting.some((call) => isOf(call, { queueCallId, queue }))) return state
  const isLate = state.calls.some((call) => call.queueCallId === queueCallId && call.answeredAt >= at)
  if (isLate) return state
  const others = renumbered(state.waiting.filter((call) => call.queueCallId !== queueCallId))
  const entered: WaitingCall = { queueCallId, queue, enteredAt: at, position, caller, offeredTo: [] }
  return { ...state, queues: withQueue(state.queues, queue), waiting: placed(others, entered, position) }
}

function move(state: QueueState, event: EventOf<'moved'>): QueueState {
  const moved = state.waiting.find((call) => isOf(call, event))
  if (moved === undefined || moved.position === event.position) return state
  return { ...state, waiting: placed(state.waiting.filter((call) => call !== moved), moved, event.position) }
}

function changeWaiting(state: QueueState, of: EventOf<'offered' | 'offer-ended'>, change: (offeredTo: string[]) => string[]): QueueState {
  const found = state.waiting.find((call) => isOf(call, of))
  if (found === undefined) return state
  const offeredTo = change(found.offeredTo)
  if (offeredTo === found.offeredTo) return state
  return { ...state, waiting: state.waiting.map((call) => (call === found ? { ...call, offeredTo } : call)) }
}

function answer(state: QueueState, { queueCallId, queue, extension, at, waitedMs }: EventOf<'answered'>): QueueState {
  const waited = state.waiting.find((call) => isOf(call, { queueCallId, queue }))
  if (waited === undefined) return state
  const answered: CallInProgress = { queueCallId, queue, extension, answeredAt: at, waitedMs, heldSince: null, caller: waited.caller }
  const others = state.calls.filter((call) => call.queueCallId !== queueCallId || call.extension !== extension)
  return { ...state, waiting: renumbered(state.waiting.filter((call) => call !== waited)), calls: [...others, answered].sort(byExtension) }
}

function hold(state: QueueState, { queueCallId, extension, at, on }: EventOf<'held'>): QueueState {
  const found = state.calls.find((call) => call.queueCallId === queueCallId && call.extension === extension)
  if (found === undefined || (found.heldSince !== null) === on) return state
  return { ...state, calls: state.calls.map((call) => (call === found ? { ...call, heldSince: on ? at : null } : call)) }
}

/** `since` is the beginning of what the seat is now; of a pause, whatever its telephone does meanwhile. */
function changeMember(state: QueueState, { queue, extension, at, membership, reason, device }: EventOf<'member'>): QueueState {
  const known = state.members.find((member) => member.queue === queue && member.extension === extension)
  const others = state.members.filter((member) => member !== known)
  if (membership === 'removed') return known === undefined ? state : { ...state, members: others }
  const isSamePause = known?.membership === membership && known.reason === reason
  if (isSamePause && known.device === device) return state
  const since = isSamePause && membership === 'paused' ? known.since : at
  const members = [...others, { queue, extension, membership, reason, device, since }].sort(byExtension)
  return { ...state, queues: withQueue(state.queues, queue), members }
}

/** A state that was put together in any order, as a snapshot shows it. */
export function sortedQueueState({ queues, waiting, calls, members }: QueueState): QueueState {
  return {
    queues: [...new Set(queues)].sort(),
    waiting: renumbered(waiting.toSorted((a, b) => compare(a.queue, b.queue) || a.position - b.position || a.enteredAt - b.enteredAt)),
    calls: calls.toSorted(byExtension),
    members: members.toSorted(byExtension),
  }
}

function isOf(call: Pick<WaitingCall, 'queueCallId' | 'queue'>, of: Pick<WaitingCall, 'queueCallId' | 'queue'>): boolean {
  return call.queueCallId === of.queueCallId && call.queue === of.queue
}

/** Puts a call into its queue at that place, or at the end when there are fewer. */
function placed(others: readonly WaitingCall[], call: WaitingCall, position: number): WaitingCall[] {
  const before = others.filter((other) => compare(other.queue, call.queue) < 0)
  const same = others.filter((other) => other.queue === call.queue)
  const after = others.filter((other) => compare(other.queue, call.queue) > 0)
  return renumbered([...before, ...same.slice(0, position - 1), call, ...same.slice(position - 1), ...after])
}

/** Of calls in their order. */
function renumbered(waiting: readonly WaitingCall[]): WaitingCall[] {
  const counts = new Map<string, number>()
  return waiting.map((call) => {
    const position = (counts.get(call.queue) ?? 0) + 1
    counts.set(call.queue, position)
    return call.position === position ? call : { ...call, position }
  })
}

function withQueue(queues: string[], queue: string): string[] {
  return queues.includes(queue) ? queues : [...queues, queue].sort()
}

function byExtension(a: CallInProgress | QueueMember, b: CallInProgress | QueueMember): number {
  return compare(a.extension, b.extension) || compare(a.queue, b.queue) || ('queueCallId' in a && 'queueCallId' in b ? compare(a.queueCallId, b.queueCallId) : 0)
}

/** By code points, so that every desk and every console has the same order. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
