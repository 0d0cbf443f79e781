import assert from 'node:assert/strict'
import type { Call, CallId } from '../../shared/calls/call'
import type { LineCommand, LineEvent, LineSnapshot, PhoneLine } from '../../shared/calls/phone-line'

/** What every implementation of `PhoneLine` does, whatever carries it. */

/** The caller at the far end, as a test moves it. */
export interface TestCaller {
  /** Takes the ring back; with a Reason header value, or as a caller who gives up. */
  cancel(reason?: string): void
  hangUp(): void
  sendDigit(digit: string): void
  /**
   * Waits until this caller has met that, in words: `ringing`, `answered`, `held`, `resumed`, `digit 5`, `refused 486`,
   * `ended`; with a number, that often.
   */
  meets(what: string, times?: number): Promise<void>
}

export interface TestOffer {
  readonly from?: string
  readonly displayName?: string
  readonly queueCallId?: string
}

export interface LineHarness {
  readonly line: PhoneLine
  /** Whether callers are told the seat's own answer, or what a PBX makes of it. */
  readonly tellsSeatCodes: boolean
  ring(offer?: TestOffer): Promise<TestCaller>
  /** Numbers that can be asked about a call. */
  readonly asked: { readonly answers: string; readonly unknown: string; readonly neverAnswers: string }
  /** Somebody who can be asked, and who hangs up by themselves once they have answered. */
  someoneWhoLeaves(): { readonly number: string; hangUp(): Promise<void> }
  /** Faults of the connection to the PBX; null where a test cannot make them. */
  readonly faults: {
    cut(): void
    mend(): void
    /** The connection stays open and carries nothing. */
    setSilent(isSilent: boolean): void
    /** What the registrar answers from now on. */
    answerRegister(sipCode: number): void
  } | null
  readonly microphone: { set(state: 'ready' | 'missing'): void } | null
  stop(): Promise<void>
}

export interface ContractCase {
  readonly title: string
  run(harness: LineHarness): Promise<void>
}

export const limitMs = 10_000

/** Waits until the line looks like that. @throws when it does not in time. */
export function until<T>(line: PhoneLine, what: string, look: (snapshot: LineSnapshot) => T | null | undefined | false, withinMs = limitMs): Promise<T> {
  return new Promise((resolve, reject) => {
    let stop: (() => void) | null = null
    let isDone = false
    const timer = setTimeout(() => {
      stop?.()
      reject(new Error(`in vain waited for: ${what}; the line says ${JSON.stringify(line.snapshot(), null, 1)}`))
    }, withinMs)
    stop = line.subscribe((snapshot) => {
      const found = look(snapshot)
      if (isDone || found === null || found === undefined || found === false) return
      isDone = true
      clearTimeout(timer)
      resolve(found as T)
      queueMicrotask(() => stop?.())
    })
  })
}

export function registered(line: PhoneLine): Promise<unknown> {
  return until(line, 'registered', (snapshot) => snapshot.registration.state === 'registered')
}

export function callIn<S extends Call['state']>(line: PhoneLine, state: S, id?: CallId): Promise<Extract<Call, { state: S }>> {
  return until(line, `a call ${state}`, (snapshot) =>
    snapshot.calls.find((call) => call.state === state && (id === undefined || call.id === id)),
  ) as Promise<Extract<Call, { state: S }>>
}

export async function done(line: PhoneLine, command: LineCommand): Promise<void> {
  assert.deepEqual(await line.execute(command), { ok: true, value: undefined }, JSON.stringify(command))
}

export async function refusedWith(line: PhoneLine, command: LineCommand, code: string): Promise<void> {
  const result = await line.execute(command)
  assert.equal(result.ok ? 'ok' : result.error.code, code, JSON.stringify(command))
}

export async function talking(harness: LineHarness): Promise<{ caller: TestCaller; id: CallId }> {
  await registered(harness.line)
  const caller = await harness.ring()
  const { id } = await callIn(harness.line, 'ringing')
  await done(harness.line, { kind: 'answer', callId: id })
  await callIn(harness.line, 'live', id)
  await caller.meets('answered')
  return { caller, id }
}

export const everyLine: readonly ContractCase[] = [
  {
    title: 'a subscriber gets the present snapshot before subscribe returns, and nothing after it has stopped',
    async run({ line }) {
      await registered(line)
      const seen: LineSnapshot[] = []
      const stop = line.subscribe((snapshot) => void seen.push(snapshot))
      assert.equal(seen.length, 1)
      assert.deepEqual(seen[0], line.snapshot())
      stop()
    },
  },
  {
    title: 'sequence numbers grow with every change',
    async run(harness) {
      const sequences: number[] = []
      harness.line.subscribe((snapshot, event) => event === null && sequences.push(snapshot.sequence))
      const { caller, id } = await talking(harness)
      caller.hangUp()
      await callIn(harness.line, 'ended', id)
      assert.deepEqual(sequences, [...new Set(sequences)].sort((a, b) => a - b))
    },
  },
  {
    title: 'a call rings with what its INVITE said',
    async run({ line, ring }) {
      await registered(line)
      const caller = await ring({ from: 'sip:15400000012@trunk.example', queueCallId: 'queue-call-7' })
      const call = await callIn(line, 'ringing')
      assert.equal(call.direction, 'incoming')
      assert.match(call.remote.from, /15400000012/)
      assert.match(call.remote.assertedIdentity ?? '', /15400000012/)
      assert.equal(call.offer.queueCallId, 'queue-call-7')
      caller.cancel()
      await callIn(line, 'ended', call.id)
    },
  },
  {
    title: 'answered, talked, and hung up by the caller',
    async run(harness) {
      const { caller, id } = await talking(harness)
      caller.hangUp()
      const ended = await callIn(harness.line, 'ended', id)
      assert.deepEqual(ended.outcome, { kind: 'completed', endedBy: 'caller' })
      assert.ok(ended.answeredAt !== null && ended.endedAt >= ended.answeredAt)
    },
  },
  {
    title: 'hung up by the agent, and hanging up again does no harm',
    async run(harness) {
      const { caller, id } = await talking(harness)
      await done(harness.line, { kind: 'hang-up', callId: id })
      const ended = await callIn(harness.line, 'ended', id)
      assert.deepEqual(ended.outcome, { kind: 'completed', endedBy: 'agent' })
      await caller.meets('ended')
      await done(harness.line, { kind: 'hang-up', callId: id })
    },
  },
  {
    title: 'pressing answer three times answers once',
    async run({ line, ring }) {
      await registered(line)
      const caller = await ring()
      const { id } = await callIn(line, 'ringing')
      const results = await Promise.all([1, 2, 3].map(() => line.execute({ kind: 'answer', callId: id })))
      assert.deepEqual(results.map((result) => result.ok), [true, true, true])
      await caller.meets('answered')
      await done(line, { kind: 'hang-up', callId: id })
    },
  },
  {
    title: 'declined with a reason, which the PBX is told as a code',
    async run({ line, ring, tellsSeatCodes }) {
      await registered(line)
      for (const [reason, code] of [
        ['busy-with-text', 486],
        ['break', 480],
        ['handover', 480],
        ['other', 603],
      ] as const) {
        const caller = await ring()
        const { id } = await callIn(line, 'ringing')
        await done(line, { kind: 'decline', callId: id, reason })
        const ended = await callIn(line, 'ended', id)
        assert.deepEqual(ended.outcome, { kind: 'rejected', reason })
        assert.equal(ended.answeredAt, null)
        if (tellsSeatCodes) await caller.meets(`refused ${code}`)
        else await caller.meets('ended')
      }
    },
  },
  {
    title: 'a caller who gives up is not a missed call of this seat',
    async run({ line, ring }) {
      await registered(line)
      const caller = await ring()
      const { id } = await callIn(line, 'ringing')
      caller.cancel()
      assert.deepEqual((await callIn(line, 'ended', id)).outcome, { kind: 'cancelled-by-caller' })
      await refusedWith(line, { kind: 'answer', callId: id }, 'not-in-this-state')
      await refusedWith(line, { kind: 'decline', callId: id, reason: 'other' }, 'not-in-this-state')
    },
  },
  {
    title: 'held and resumed, each confirmed by the far end',
    async run(harness) {
      const { line } = harness
      const { caller, id } = await talking(harness)
      await Promise.all([done(line, { kind: 'hold', callId: id }), done(line, { kind: 'hold', callId: id })])
      assert.equal((await callIn(line, 'live', id)).hold, 'held')
      await caller.meets('held')
      await done(line, { kind: 'resume', callId: id })
      assert.equal((await callIn(line, 'live', id)).hold, 'off')
      await caller.meets('resumed')
      await done(line, { kind: 'hang-up', callId: id })
    },
  },
  {
    title: 'hold and resume pressed in one breath end where the last one says',
    async run(harness) {
      const { line } = harness
      const { id } = await talking(harness)
      await Promise.all([done(line, { kind: 'hold', callId: id }), done(line, { kind: 'resume', callId: id })])
      assert.equal((await callIn(line, 'live', id)).hold, 'off')
      await done(line, { kind: 'hang-up', callId: id })
    },
  },
  {
    title: 'a call can be ended while it is on hold',
    async run(harness) {
      const { caller, id } = await talking(harness)
      await done(harness.line, { kind: 'hold', callId: id })
      caller.hangUp()
      assert.deepEqual((await callIn(harness.line, 'ended', id)).outcome, { kind: 'completed', endedBy: 'caller' })
    },
  },
  {
    title: 'muted and heard again',
    async run(harness) {
      const { line } = harness
      const { id } = await talking(harness)
      await done(line, { kind: 'mute', callId: id, muted: true })
      await until(line, 'muted', (snapshot) => snapshot.calls.some((call) => call.state === 'live' && call.muted))
      await done(line, { kind: 'mute', callId: id, muted: false })
      await until(line, 'not muted', (snapshot) => snapshot.calls.some((call) => call.state === 'live' && !call.muted))
      await done(line, { kind: 'hang-up', callId: id })
    },
  },
  {
    title: 'a second call during a call is refused and reported, and the first one goes on',
    async run(harness) {
      const { line } = harness
      const events: LineEvent[] = []
      line.subscribe((_snapshot, event) => event !== null && events.push(event))
      const { id } = await talking(harness)
      const second = await harness.ring({ from: 'sip:15400000099@trunk.example' })
      await second.meets('ended')
      await until(line, 'the event', () => events.length > 0)
      assert.equal(events[0]?.kind, 'second-call-refused')
      assert.match(events[0]?.kind === 'second-call-refused' ? events[0].remote.from : '', /15400000099/)
      assert.equal((await callIn(line, 'live', id)).state, 'live')
      await done(line, { kind: 'hang-up', callId: id })
    },
  },
  {
    title: 'the queue is told of pause and resume, and no call is shown for it',
    async run({ line }) {
      await registered(line)
      const before = line.snapshot().calls.map((call) => call.id)
      await done(line, { kind: 'pause-queue', reason: 'wrap-up' })
      const { membership } = line.snapshot()
      assert.equal(membership.state === 'paused' && membership.reason, 'wrap-up')
      await done(line, { kind: 'resume-queue' })
      assert.equal(line.snapshot().membership.state, 'ready')
      assert.deepEqual(line.snapshot().calls.filter((call) => !before.includes(call.id)), [])
    },
  },
  {
    title: 'a command for a call that is not there says so',
    async run({ line }) {
      await registered(line)
      const callId = 'nobody' as CallId
      await refusedWith(line, { kind: 'answer', callId }, 'no-such-call')
      await refusedWith(line, { kind: 'hang-up', callId }, 'no-such-call')
      await refusedWith(line, { kind: 'hold', callId }, 'no-such-call')
    },
  },
  {
    title: 'a command that does not fit the call is refused and changes nothing',
    async run({ line, ring }) {
      await registered(line)
      const caller = await ring()
      const call = await callIn(line, 'ringing')
      await refusedWith(line, { kind: 'hold', callId: call.id }, 'not-in-this-state')
      await refusedWith(line, { kind: 'mute', callId: call.id, muted: true }, 'not-in-this-state')
      await refusedWith(line, { kind: 'dtmf', callId: call.id, digit: '1' }, 'not-in-this-state')
      await refusedWith(line, { kind: 'hang-up', callId: call.id }, 'not-in-this-state')
      assert.deepEqual(line.snapshot().calls.find((shown) => shown.id === call.id), call)
      caller.cancel()
      await callIn(line, 'ended', call.id)
    },
  },
  {
    title: 'digits arrive, the same digit twice as two digits',
    async run(harness) {
      const { line } = harness
      const { caller, id } = await talking(harness)
      await Promise.all(['1', '1', '#'].map((digit) => done(line, { kind: 'dtmf', callId: id, digit })))
      await caller.meets('digit 1', 2)
      await caller.meets('digit #')
      await done(line, { kind: 'hang-up', callId: id })
    },
  },
]
