import { createHeldRecordings } from '../../shared/recordings/held-recordings'
import { createPracticeLine } from '../../renderer/phone/practice/practice-line'
import type { FarEndCall, FarEndEvent } from '../../renderer/phone/practice/far-end'
import type { CallId } from '../../shared/calls/call'
import { createFakeCallerAudio, createFakeDescription, createFakeMedia } from '../contract/phone-line.fakes'
import { newId } from '../contract/phone-line-harness'
import { takePageTimers } from './page-timers'
import { seededRandom } from './seeded-random'
import type { SeededRandom } from './seeded-random'
import { createVirtualTime } from './virtual-time'

export interface GhostProof {
  readonly rounds: number
  /** Calls that were up when the connection broke. */
  readonly talking: number
  /** Calls whose far end hung up while the connection was out. */
  readonly hungUpMeanwhile: number
  /** From the far end's hang-up, or from the return of the connection if that was later, to the end of the call. */
  readonly slowestMs: number
}

/** What happens in one call, in ms after its INVITE. */
interface Plan {
  readonly answersAt: number
  /** Whether the agent asks for hold, and when. */
  readonly holdsAt: number | null
  readonly breaksAt: number
  /** A closed socket, or one that is dead without knowing it. */
  readonly breakage: 'cut' | 'silent'
  readonly mendsAt: number
  /** A second break, once the first is mended. */
  readonly breaksAgainAt: number | null
  readonly hangsUpAt: number
}

/** A 200 without an ACK is given up after 64*T1, a ring that nobody takes back after its ring time. */
export const longestAfterEndMs = 40_000
const againForMs = 700

/**
 * Rings a seat, breaks its connection at a drawn moment and lets the far end hang up, before the connection is back or
 * after: two real user agents on a wire in memory, in a time that jumps.
 *
 * @throws at the first call that is still open although its far end is gone and the PBX can be heard; its plan is in the error
 */
export async function proveNoGhosts({ count, seed, log = () => undefined }: { readonly count: number; readonly seed: number; log?(line: string): void }): Promise<GhostProof> {
  const random = seededRandom(seed)
  const time = createVirtualTime()
  const giveTimersBack = takePageTimers(time)
  const parts = createPracticeLine({
    media: createFakeMedia(),
    callers: [],
    clock: time.clock,
    timers: time.timers,
    random: () => random.below(1000) / 1000,
    newId,
    recordings: createHeldRecordings(1),
    openCallerAudio: createFakeCallerAudio,
    openEcho: () => ({ createSessionDescriptionHandler: createFakeDescription, close: () => undefined }),
  })
  const { line, wire, farEnd } = parts
  const isRegistered = () => line.snapshot().registration.state === 'registered'
  const isOver = (id: CallId) => line.snapshot().calls.every((call) => call.id !== id || call.state === 'ended')
  const stateOf = (id: CallId) => line.snapshot().calls.find((call) => call.id === id)?.state
  let talking = 0
  let hungUpMeanwhile = 0
  let slowestMs = 0

  async function round(plan: Plan): Promise<void> {
    await time.until(isRegistered)
    const events: FarEndEvent[] = []
    const offer = { queue: 'hotline', queueCallId: 'queue-call', waitedSeconds: 0, ringSeconds: 20 }
    const far = farEnd.call({ fromUri: 'sip:15400000001@trunk.example', assertedIdentity: null }, offer, createFakeCallerAudio(), (event) => events.push(event))
    await time.until(() => line.snapshot().calls.some((call) => call.state === 'ringing'))
    const id = line.snapshot().calls.find((call) => call.state === 'ringing')?.id
    if (id === undefined) throw new Error('it did not ring')
    const at = (ms: number | null, run: () => void) => void (ms !== null && time.timers.after(ms, run))
    at(plan.answersAt, () => void line.execute({ kind: 'answer', callId: id }))
    at(plan.holdsAt, () => void line.execute({ kind: 'hold', callId: id }))
    at(plan.breaksAt, () => {
      if (stateOf(id) === 'live') talking += 1
      breakWire(plan.breakage)
    })
    at(plan.mendsAt, mendWire)
    at(plan.breaksAgainAt, () => breakWire(plan.breakage))
    at(plan.breaksAgainAt === null ? null : plan.breaksAgainAt + againForMs, mendWire)
    at(plan.hangsUpAt, () => hangUp(far))
    if (plan.hangsUpAt < plan.mendsAt) hungUpMeanwhile += 1
    await time.advance(Math.max(plan.hangsUpAt, plan.mendsAt, (plan.breaksAgainAt ?? 0) + againForMs))
    await time.until(isRegistered)
    const goneSince = time.clock.now()
    await time.until(() => isOver(id), longestAfterEndMs)
    slowestMs = Math.max(slowestMs, time.clock.now() - goneSince)
    // What the far end did not get rid of is nothing to the next round.
    await time.advance(1000)
  }

  function breakWire(breakage: Plan['breakage']): void {
    if (breakage === 'cut') wire.cut()
    else wire.setSilent(true)
  }

  function mendWire(): void {
    wire.setSilent(false)
    wire.mend()
  }

  try {
    for (let done = 0; done < count; done += 1) {
      const plan = draw(random)
      await round(plan).catch((cause: unknown) => {
        throw new Error(`a ghost in round ${done} of seed ${seed}: ${JSON.stringify(plan)}, the line says ${JSON.stringify(line.snapshot().calls)}`, { cause })
      })
      if (done % 100 === 99) log(`${done + 1} calls`)
    }
    return { rounds: count, talking, hungUpMeanwhile, slowestMs }
  } finally {
    const stopped = line.dispose().then(() => true)
    await time.until(() => line.snapshot().registration.state === 'stopped').catch(() => undefined)
    await time.advance(2000)
    await stopped
    giveTimersBack()
  }
}

/** Hangs up, or gives up when nobody has answered yet. */
function hangUp(far: FarEndCall): void {
  far.cancel()
  far.hangUp()
}

function draw(random: SeededRandom): Plan {
  const breaksAt = random.below(4000)
  const breakage = random.pick<Plan['breakage']>(['cut', 'cut', 'silent'])
  // TCP delivers late what a shorter silence held up; this wire would lose it, which no connection does that stays.
  const mendsAt = breaksAt + (breakage === 'cut' ? 50 : 7000) + random.below(6000)
  return {
    answersAt: random.below(1500),
    holdsAt: random.below(3) === 0 ? random.below(4000) : null,
    breaksAt,
    breakage,
    mendsAt,
    breaksAgainAt: breakage === 'cut' && random.below(3) === 0 ? mendsAt + random.below(1500) : null,
    hangsUpAt: breaksAt + random.below(9000),
  }
}
