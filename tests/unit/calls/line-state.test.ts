import { describe, expect, it } from 'vitest'
import type { Call, CallId } from '../../../shared/calls/call'
import { lineSnapshotSchema } from '../../../shared/calls/call-schemas'
import { createLineState, openCalls } from '../../../shared/calls/line-state'
import type { LineSnapshot } from '../../../shared/calls/phone-line'
import { epochMs } from '../../../shared/lib/clock'
import { at, callsInEveryState, everyEvent, identity } from './calls.fixture'

function newState(isRemembering?: () => boolean) {
  const due: { delayMs: number; run: () => void }[] = []
  const state = createLineState(
    {
      capabilities: {
        dial: true,
        dtmf: true,
        hold: true,
        queueMembership: true,
        expectCaller: true,
        blindTransfer: false,
        attendedTransfer: false,
        conference: 'none',
        practice: false,
      },
      registration: { state: 'stopped', reason: 'closed' },
      membership: { state: 'unknown' },
      microphone: 'ready',
    },
    { after: (delayMs, run) => (due.push({ delayMs, run }), { cancel: () => undefined }) },
    isRemembering,
  )
  return { state, due }
}

describe('the state of a line', () => {
  it('a listener gets the present snapshot before it is subscribed, then every change, until it stops', () => {
    const { state } = newState()
    const seen: LineSnapshot[] = []
    const stop = state.subscribe((snapshot) => void seen.push(snapshot))
    expect(seen).toHaveLength(1)
    state.add(callsInEveryState.ringing)
    state.move(identity.id, everyEvent['answer-requested'])
    stop()
    state.countWarning()
    expect(seen.map((snapshot) => snapshot.sequence)).toEqual([0, 1, 2])
    expect(seen[2]?.calls).toEqual([callsInEveryState.answering])
    expect(state.snapshot().parserWarnings).toBe(1)
  })

  it('an event that changes nothing tells nobody', () => {
    const { state } = newState()
    state.add(callsInEveryState.answering)
    const before = state.snapshot()
    state.move(identity.id, everyEvent['answer-requested'])
    expect(state.snapshot()).toBe(before)
  })

  it('a flood of calls leaves a snapshot that the other page takes, with those that still go on', () => {
    const { state } = newState()
    state.add({ ...callsInEveryState.live, id: 'goes-on' as CallId })
    for (let number = 0; number < 300; number += 1) {
      const id = `flood-${number}` as CallId
      state.add({ ...callsInEveryState.ringing, id })
      state.move(id, everyEvent.ended)
    }
    expect(lineSnapshotSchema.safeParse(state.snapshot()).success).toBe(true)
    expect(openCalls(state.snapshot()).map(({ id }) => id)).toEqual(['goes-on'])
    expect(state.snapshot().calls.at(-1)?.id).toBe('flood-299')
  })

  it('a caller who gave up just now is among them, although many were talked to before and another one rings', () => {
    const { state } = newState()
    const over = (id: string, answeredAt: number | null, endedAt: number): Call =>
      ({ ...callsInEveryState.ended, id: id as CallId, answeredAt: answeredAt === null ? null : epochMs(answeredAt), endedAt: epochMs(endedAt) }) as Call
    for (let number = 0; number < 25; number += 1) state.add(over(`talked-${number}`, number, number))
    state.add(over('gave-up', null, 100))
    state.add({ ...callsInEveryState.ringing, id: 'next' as CallId })
    expect(state.snapshot().calls.map(({ id }) => id)).toEqual(expect.arrayContaining(['gave-up', 'next']))
  })

  it('an ended call can be seen for a minute more', () => {
    const { state, due } = newState()
    state.add(callsInEveryState.live)
    state.move(identity.id, everyEvent.ended)
    expect(openCalls(state.snapshot())).toEqual([])
    expect(state.snapshot().calls).toHaveLength(1)
    expect(due.map((timer) => timer.delayMs)).toEqual([60_000])
    due[0]?.run()
    expect(state.snapshot().calls).toEqual([])
  })

  it('as long as nobody can write it down an ended call is remembered, and a minute after that it is not', () => {
    let isRemembering = true
    const { state, due } = newState(() => isRemembering)
    state.add(callsInEveryState.live)
    state.move(identity.id, everyEvent.ended)
    due.shift()?.run()
    due.shift()?.run()
    expect(state.snapshot().calls).toHaveLength(1)
    isRemembering = false
    expect(due.map((timer) => timer.delayMs)).toEqual([60_000])
    due.shift()?.run()
    expect([state.snapshot().calls, due]).toEqual([[], []])
  })

  it('of a night of rings that nobody could write down those are kept that were answered', () => {
    const { state } = newState(() => true)
    state.add({ ...callsInEveryState.live, id: 'talked' as CallId })
    state.move('talked' as CallId, everyEvent.ended)
    for (let number = 0; number < 400; number += 1) {
      const id = `missed-${number}` as CallId
      state.add({ ...callsInEveryState.ringing, id })
      state.move(id, everyEvent.ended)
    }
    expect(lineSnapshotSchema.safeParse(state.snapshot()).success).toBe(true)
    const ids = state.snapshot().calls.map(({ id }) => id)
    expect([ids.includes('talked' as CallId), ids.at(-1), ids.length > 100]).toEqual([true, 'missed-399', true])
  })

  it('what leaves no trace in the snapshot is told with it', () => {
    const { state } = newState()
    const told: unknown[] = []
    state.subscribe((_snapshot, event) => void told.push(event))
    const event = { kind: 'second-call-refused', remote: { ...identity.remote, from: 'sip:15400000002@trunk.example' }, at: at(3) } as const
    state.tell(event)
    expect(told).toEqual([null, event])
  })

  it('second calls and malformed messages are counted', () => {
    const { state } = newState()
    state.tell({ kind: 'second-call-refused', remote: identity.remote, at: at(3) })
    state.tell({ kind: 'digit-received', callId: identity.id, digit: '5' })
    state.countWarning()
    expect(state.snapshot()).toMatchObject({ secondCallsRefused: 1, parserWarnings: 1, badMessages: 0 })
  })

  it('a call that this line does not know is loud', () => {
    expect(() => newState().state.move('other' as CallId, everyEvent.ended)).toThrow()
  })
})
