import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callAfterCaller, IllegalCallTransition, nextCall } from '../../../shared/calls/call'
import type { Call, CallEvent, CallId } from '../../../shared/calls/call'
import { at, callsInEveryState, everyEvent, identity } from './calls.fixture'

type StateName = keyof typeof callsInEveryState
type EventKind = CallEvent['kind']

const same = 'same'
const illegal = 'illegal'
const answering = callsInEveryState.answering
const live = callsInEveryState.live

/** What every event does to a call in every state; `same` is the very same object. */
const table: Record<StateName, Record<EventKind, Partial<Call> | typeof same | typeof illegal>> = {
  ringing: {
    ...every(illegal),
    'answer-requested': { state: 'answering', askedAt: at(1) },
    ended: { state: 'ended', answeredAt: null, endedAt: at(9), outcome: { kind: 'cancelled-by-caller' } },
  },
  answering: {
    ...every(illegal),
    'answer-requested': same,
    established: { state: 'live', answeredAt: at(2), hold: 'off', muted: false, canBeHeard: true, room: null },
    ended: { state: 'ended', answeredAt: null, endedAt: at(9) },
  },
  dialling: {
    ...every(illegal),
    progress: { state: 'dialling', farEndRings: true },
    established: { state: 'live', answeredAt: at(2), hold: 'off' },
    ended: { state: 'ended', answeredAt: null, endedAt: at(9) },
  },
  live: { ...inLive(), 'hold-requested': { hold: 'holding' }, 'resume-confirmed': same },
  holding: { ...inLive(), 'hold-requested': same, 'hold-confirmed': { hold: 'held' }, 'hold-refused': { hold: 'off' } },
  held: { ...inLive(), 'hold-confirmed': same, 'resume-requested': { hold: 'resuming' } },
  resuming: { ...inLive(), 'resume-requested': same, 'resume-confirmed': { hold: 'off' }, 'resume-refused': { hold: 'held' } },
  leaving: { ...inLive(), 'hold-requested': { hold: 'holding' }, 'resume-confirmed': same, 'put-through-failed': { state: 'live', hold: 'off' } },
  ended: every(same),
}

function every<T>(value: T): Record<EventKind, T> {
  return Object.fromEntries(Object.keys(everyEvent).map((kind) => [kind, value])) as Record<EventKind, T>
}

function inLive(): Record<EventKind, Partial<Call> | typeof same | typeof illegal> {
  return {
    ...every(illegal),
    'mute-changed': { state: 'live', muted: true },
    'microphone-changed': { state: 'live', canBeHeard: false },
    'room-entered': { state: 'live', room: { code: '*5123456', met: [], isTold: false, left: [], after: null } },
    'put-through-begun': { state: 'live', goesTo: '12333' },
    'put-through-failed': same,
    ended: { state: 'ended', answeredAt: at(2), endedAt: at(9) },
  }
}

describe('a call', () => {
  for (const [state, row] of Object.entries(table) as [StateName, (typeof table)[StateName]][]) {
    for (const [kind, expected] of Object.entries(row) as [EventKind, (typeof row)[EventKind]][]) {
      const call: Call = callsInEveryState[state]
      const event = everyEvent[kind]
      if (expected === illegal) {
        it(`in "${state}" loudly refuses "${kind}"`, () => {
          expect(() => nextCall(call, event)).toThrow(IllegalCallTransition)
        })
      } else if (expected === same) {
        it(`in "${state}" takes "${kind}" without a change`, () => expect(nextCall(call, event)).toBe(call))
      } else {
        it(`in "${state}" becomes ${JSON.stringify(expected)} by "${kind}"`, () => {
          expect(nextCall(call, event)).toMatchObject(expected)
        })
      }
    }
  }

  it('is in one room, into which one after the other is brought', () => {
    const { 'room-entered': entered, 'room-joined': joined } = everyEvent
    const both = [entered, joined, { ...joined, number: '110' }].reduce(nextCall, live as Call)
    expect(both).toMatchObject({ room: { code: '*5123456', met: ['12333', '110'] } })
    expect(() => nextCall(both, entered)).toThrow(IllegalCallTransition)
  })

  it('is left by one of those in its room, by somebody who is not known, and by whoever comes back', () => {
    const { 'room-entered': entered, 'room-joined': joined, 'room-left': left, 'room-told': told } = everyEvent
    const three = [entered, told, joined, { ...joined, number: '110' }, { ...joined, number: '110' }].reduce(nextCall, live as Call)
    const gone = [{ ...left, number: '110' }, { ...left, number: null }].reduce(nextCall, three)
    expect(gone).toMatchObject({ room: { isTold: true, met: ['12333', '110'], left: ['110', null] } })
    expect(nextCall(gone, { ...joined, number: '110' })).toMatchObject({ room: { met: ['12333', '110', '110'], left: [null] } })
  })

  it('of a caller who has left a room is followed by one with those who are there still', () => {
    const { 'room-entered': entered, 'room-joined': joined } = everyEvent
    const three = [entered, joined, everyEvent['mute-changed']].reduce(nextCall, live as Call)
    const next = { id: 'next' as CallId, remote: { ...identity.remote, from: 'sip:12333@pbx.example' }, at: at(7) }
    if (three.state !== 'live') throw new Error('not live')
    expect(callAfterCaller(three, next)).toMatchObject({
      id: 'next', direction: 'outgoing', remote: next.remote, state: 'live', startedAt: at(7), answeredAt: at(7), muted: true,
      offer: { queue: null, queueCallId: null }, room: { met: ['12333'], after: identity.id },
    })
  })

  it('whose far end is given back is as it was before', () => {
    expect(nextCall(nextCall(live, everyEvent['put-through-begun']), everyEvent['put-through-failed'])).toEqual({ ...live })
  })

  it('drops what belongs to the state it leaves', () => {
    expect(nextCall(answering, everyEvent.established)).toEqual({ ...live })
    expect(nextCall(live, everyEvent.ended)).toEqual({
      ...identity,
      state: 'ended',
      answeredAt: at(2),
      endedAt: at(9),
      outcome: { kind: 'cancelled-by-caller' },
    })
  })

  it('says which state refused which event', () => {
    expect(() => nextCall(callsInEveryState.ringing, everyEvent.established)).toThrow(
      expect.objectContaining({ state: 'ringing', event: 'established' }),
    )
  })
})

describe('whatever the network delivers', () => {
  const events = fc.array(fc.constantFrom(...Object.values(everyEvent)), { maxLength: 30 })

  /** What an adapter does with a call: an illegal event changes nothing. */
  function play(call: Call, received: readonly CallEvent[]): Call[] {
    const seen = [call]
    for (const event of received) {
      try {
        seen.push(nextCall(seen.at(-1)!, event))
      } catch (error) {
        expect(error).toBeInstanceOf(IllegalCallTransition)
      }
    }
    return seen
  }

  it('a call keeps its identity', () => {
    fc.assert(
      fc.property(fc.constantFrom<Call>(...Object.values(callsInEveryState)), events, (call, received) => {
        const { id, direction, remote, offer, startedAt } = call
        for (const next of play(call, received)) expect(next).toMatchObject({ id, direction, remote, offer, startedAt })
      }),
    )
  })

  it('a call that has ended stays the same object for ever', () => {
    fc.assert(
      fc.property(fc.constantFrom<Call>(...Object.values(callsInEveryState)), events, events, (call, before, after) => {
        const ended = nextCall(play(call, before).at(-1)!, everyEvent.ended)
        for (const next of play(ended, after)) expect(next).toBe(ended)
      }),
    )
  })

  it('a call that was never answered has no time of answer', () => {
    fc.assert(
      fc.property(events, (received) => {
        const seen = play(callsInEveryState.ringing, received)
        const last = seen.at(-1)!
        if (last.state === 'ended') expect(last.answeredAt === null).toBe(!seen.some((call) => call.state === 'live'))
      }),
    )
  })
})
