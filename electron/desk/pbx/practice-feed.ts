import type { Clock, EpochMs, Timers } from '../../../shared/lib/clock'
import { nextQueueState, noQueues, sortedQueueState } from '../../../shared/queue/next-queue-state'
import type { QueueEvent, WaitingCaller } from '../../../shared/queue/queue-event'
import type { QueueMember, QueueState } from '../../../shared/queue/queue-state'
import type { QueueFeed } from './queue-feed'

export interface PracticeFeedOptions {
  readonly clock: Clock
  readonly timers: Timers
  /** The same one gives the same morning. */
  readonly seed: number
}

const queue = 'hotline'
/** Those of others: the practice agent's own takes no part. */
const extensions = ['1001', '1002', '1003', '1004', '1005', '1006', '1007', '1008']
/** Numbers of nobody: 154-0000-xxxx is not in service. */
const lines = 40
const minuteMs = 60_000
/** The past of the morning, so that the wall has a state and not an empty room at its first look. */
const livedBeforeMs = 45 * minuteMs
const stepMs = 1_000
const ringMs = 20_000
const breaks = ['break', 'meeting', 'training', 'busy'] as const

/**
 * A believable morning of a hotline without a PBX: callers come in waves, wait, are answered, hold on or give up; seats take breaks.
 * One step of a second after the other from the clock that is given; nothing in it is about anybody.
 */
export function createPracticeFeed({ clock, timers, seed }: PracticeFeedOptions): QueueFeed {
  let timer: { cancel(): void } | null = null
  return {
    kind: 'practice',
    start(hear) {
      const now = clock.now()
      const morning = createMorning(seed, now - livedBeforeMs)
      const before = [...steps(now - livedBeforeMs, now)].flatMap((at) => morning.step(at))
      let at: number = now
      hear({ kind: 'read', at: now, state: morning.state(), before })
      const go = () => {
        // A computer that slept has missed it; so has the hotline.
        if (clock.now() - at > livedBeforeMs) at = clock.now() - stepMs
        for (const next of steps(at, clock.now())) {
          for (const event of morning.step(next)) hear({ kind: 'happened', event })
          at = next
        }
        timer = timers.after(stepMs, go)
      }
      timer = timers.after(stepMs, go)
    },
    stop: () => timer?.cancel(),
  }
}

function* steps(from: number, to: number): Generator<number> {
  for (let at = from + stepMs; at <= to; at += stepMs) yield at
}

/** What will become of a call, decided when it begins. */
interface Plan {
  readonly patienceUntil: number
  ringsUntil: number
  readonly picksUpAfterMs: number
  readonly talkMs: number
  readonly holdsAt: number | null
}

interface Morning {
  step(at: number): QueueEvent[]
  state(): QueueState
}

function createMorning(seed: number, begunAt: number): Morning {
  const chance = randomOf(seed)
  const members: QueueMember[] = extensions.map((extension) => ({ queue, extension, membership: 'available', reason: null, device: 'idle', since: begunAt }))
  let state: QueueState = sortedQueueState({ ...noQueues, queues: [queue], members })
  const plans = new Map<string, Plan>()
  const busyUntil = new Map<string, number>()
  const earlier = new Map<number, number>()
  let calls = 0

  function callerOf(line: number): WaitingCaller {
    const before = earlier.get(line) ?? 0
    earlier.set(line, before + 1)
    // Few lines burn, and those ring more than once: as it is.
    const risk = line === 7 ? 'RED' : line % 13 === 5 ? 'ORANGE' : null
    if (line % 17 === 3) return { maskedNumber: '号码未显示', callerKey: null, earlierToday: 0, risk: null }
    return { maskedNumber: `154****${String(line).padStart(4, '0')}`, callerKey: `practice-${line}`, earlierToday: before, risk }
  }

  /** Callers of a minute: more around ten o'clock, and a wave every twenty minutes, as when a bus of workers has been told the number. */
  function ratePerMinute(at: number): number {
    const minute = Math.floor((at - begunAt) / minuteMs)
    return 1.6 + 1.2 * Math.sin((minute / 60) * Math.PI) ** 2 + (minute % 20 < 3 ? 3 : 0)
  }

  function step(at: number): QueueEvent[] {
    const told: QueueEvent[] = []
    const tell = (event: QueueEvent) => {
      state = nextQueueState(state, event)
      told.push(event)
    }
    const member = (extension: string, change: Partial<Pick<QueueMember, 'membership' | 'reason' | 'device'>>) => {
      const known = state.members.find((one) => one.extension === extension)
      if (known !== undefined) tell({ kind: 'member', queue, extension, at, membership: known.membership, reason: known.reason, device: known.device, ...change })
    }
    if (chance() < ratePerMinute(at) / 60) enter(at, tell)
    for (const call of state.calls) endTalk(call, at, tell, member)
    for (const call of state.waiting) wait(call, at, tell, member)
    for (const { extension, membership, since, device } of state.members) {
      if (membership === 'paused' && at - since > (4 + 8 * chance()) * minuteMs) member(extension, { membership: 'available', reason: null })
      else if (membership === 'available' && device === 'idle' && chance() < 1 / 1_500) member(extension, { membership: 'paused', reason: breaks[Math.floor(chance() * breaks.length)] ?? 'break' })
    }
    return told
  }

  function enter(at: number, tell: (event: QueueEvent) => void): void {
    calls += 1
    const queueCallId = `practice-${seed}-${calls}`
    const line = Math.floor(lines * chance())
    const talkMs = (1.5 + 7 * chance() * chance()) * minuteMs
    plans.set(queueCallId, {
      patienceUntil: at + (chance() < 0.15 ? 5_000 + 20_000 * chance() : 60_000 + 240_000 * chance()), ringsUntil: 0,
      picksUpAfterMs: chance() < 0.06 ? ringMs + 1 : 2_000 + 6_000 * chance(), talkMs, holdsAt: chance() < 0.2 ? talkMs / 2 : null,
    })
    tell({ kind: 'entered', queueCallId, queue, at, position: state.waiting.length + 1, caller: callerOf(line) })
  }

  type Tell = (event: QueueEvent) => void
  type ChangeMember = (extension: string, change: Partial<Pick<QueueMember, 'membership' | 'reason' | 'device'>>) => void

  function wait(call: QueueState['waiting'][number], at: number, tell: Tell, member: ChangeMember): void {
    const { queueCallId, enteredAt } = call
    const plan = plans.get(queueCallId)
    if (plan === undefined) return
    const [rings] = call.offeredTo
    if (at >= plan.patienceUntil) {
      if (rings !== undefined) {
        tell({ kind: 'offer-ended', queueCallId, queue, extension: rings, at, how: 'taken-back' })
        member(rings, { device: 'idle' })
      }
      plans.delete(queueCallId)
      return tell({ kind: 'left', queueCallId, queue, at, why: 'hung-up', waitedMs: at - enteredAt })
    }
    if (rings === undefined) {
      const free = state.members.find(({ extension, membership, device }) => membership === 'available' && device === 'idle' && (busyUntil.get(extension) ?? 0) <= at)
      if (free === undefined) return
      plan.ringsUntil = at + Math.min(ringMs, plan.picksUpAfterMs)
      tell({ kind: 'offered', queueCallId, queue, extension: free.extension, at })
      return member(free.extension, { device: 'ringing' })
    }
    if (at < plan.ringsUntil) return
    if (plan.picksUpAfterMs > ringMs && !missed.has(queueCallId)) {
      missed.add(queueCallId)
      busyUntil.set(rings, at + 5_000)
      tell({ kind: 'offer-ended', queueCallId, queue, extension: rings, at, how: 'not-answered' })
      return member(rings, { device: 'idle' })
    }
    tell({ kind: 'answered', queueCallId, queue, extension: rings, at, waitedMs: at - enteredAt })
    member(rings, { device: 'in-use' })
  }
  const missed = new Set<string>()

  function endTalk(call: QueueState['calls'][number], at: number, tell: Tell, member: ChangeMember): void {
    const { queueCallId, extension, answeredAt, heldSince } = call
    const plan = plans.get(queueCallId)
    if (plan === undefined) return
    const talkedMs = at - answeredAt
    if (plan.holdsAt !== null && heldSince === null && talkedMs >= plan.holdsAt && talkedMs < plan.holdsAt + stepMs) tell({ kind: 'held', queueCallId, extension, at, on: true })
    if (heldSince !== null && at - heldSince > 25_000) tell({ kind: 'held', queueCallId, extension, at, on: false })
    if (talkedMs < plan.talkMs) return
    plans.delete(queueCallId)
    missed.delete(queueCallId)
    busyUntil.set(extension, at + 20_000 + 40_000 * chance())
    tell({ kind: 'completed', queueCallId, queue, extension, at, how: chance() < 0.6 ? 'caller' : chance() < 0.9 ? 'agent' : 'transferred' })
    member(extension, { device: 'idle' })
  }

  return { step, state: () => state }
}

/** mulberry32: small, and the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A day has one morning, whichever desk shows it. */
export function seedOfDay(now: EpochMs): number {
  return Math.floor(now / 86_400_000)
}
