import { describe, expect, it } from 'vitest'
import { createCommandLanes } from '../../../renderer/phone/sip/command-lanes'
import { fail, refused, type CallLeg } from '../../../renderer/phone/sip/call-leg'
import type { RoomNews } from '../../../renderer/phone/sip/room-news'
import { createRooms } from '../../../renderer/phone/sip/rooms'
import { createSeveralCalls } from '../../../renderer/phone/sip/several-calls'
import type { Call, CallEvent, CallId, CallOutcome } from '../../../shared/calls/call'
import { createLineState } from '../../../shared/calls/line-state'
import type { LineCapabilities, LineError, LineEvent } from '../../../shared/calls/phone-line'
import { epochMs } from '../../../shared/lib/clock'
import { ok, type Result } from '../../../shared/lib/result'
import { live, ringing } from '../../support/fake-line'
import { createManualTime } from '../../support/manual-time'
import { createFakeLine } from './phone.fixture'

type Answer = Result<void, LineError>
const callerId = 'caller' as CallId

/** A seat at a PBX with rooms: the caller is on the line; who is dialled answers at once. */
function seatWithRooms() {
  const time = createManualTime()
  const { registration, membership, microphone, ...fake } = createFakeLine().snapshot()
  const capabilities: LineCapabilities = { ...fake.capabilities, attendedTransfer: true, blindTransfer: true, conference: 'pbx' }
  const state = createLineState({ capabilities, registration, membership, microphone }, time)
  /** What the PBX says to somebody who dials a room, to the caller's REFER and to the one of whoever was asked; yes unless told. */
  const answers: { enter: Answer; sendOn: Answer; transfer: Answer; onTheWay?: () => void } = { enter: ok(undefined), sendOn: ok(undefined), transfer: ok(undefined) }
  const entered: string[] = []
  const legs = new Map<CallId, CallLeg>()
  /** Calls that the seat has left of itself. */
  const ended: CallId[] = []
  const move = (id: CallId, ...events: readonly CallEvent[]) => events.forEach((event) => void state.move(id, event))

  function leg(id: CallId): CallLeg {
    return {
      hold: async () => (move(id, { kind: 'hold-requested' }, { kind: 'hold-confirmed' }), ok(undefined)),
      resume: async () => (move(id, { kind: 'resume-requested' }, { kind: 'resume-confirmed' }), ok(undefined)),
      carry: () => move(id, { kind: 'resume-requested' }, { kind: 'resume-confirmed' }),
      sendOn: async () => answers.sendOn,
      async transfer(_target: unknown, to: string, onEnd: (hasArrived: boolean) => void) {
        answers.onTheWay?.()
        if (answers.transfer.ok) move(id, { kind: 'ended', at: time.now(), outcome: { kind: 'transferred', to } })
        onEnd(answers.transfer.ok)
        return answers.transfer
      },
      leave: () => undefined,
      abandon: (outcome: CallOutcome) => (ended.push(id), move(id, { kind: 'ended', at: time.now(), outcome })),
      audio: { passOn: () => undefined },
    } as unknown as CallLeg
  }

  /** What the PBX says in the call that is in a room. */
  let news: (news: RoomNews, sipCallId: string) => void = () => undefined
  const rooms = createRooms({
    state, timers: time, clock: time, domain: 'pbx.example',
    leg: (id) => legs.get(id),
    async enterMeeting(id, room, onNews) {
      entered.push(room)
      news = onNews
      return answers.enter.ok ? ok(leg(id)) : answers.enter
    },
    carryOn(id, meeting) {
      legs.set(id, meeting)
      meeting.carry()
    },
    goOnAs: (id) => void legs.set(id, leg(id)),
    newCallId: () => 'next' as CallId,
    newRoom: () => `*5${String(entered.length).padStart(6, '0')}`,
  })
  const several = createSeveralCalls({
    state, lanes: createCommandLanes(time), timers: time, domain: 'pbx.example', consultRingMs: 20_000,
    capabilities,
    leg: (id) => legs.get(id),
    async dial(to, onCall) {
      const id = `asked ${to} ${legs.size}` as CallId
      legs.set(id, leg(id))
      state.add({ ...ringing(to, 0, id), direction: 'outgoing', state: 'dialling', farEndRings: false } as Call)
      onCall(id, leg(id))
      move(id, { kind: 'established', at: epochMs(1), canBeHeard: true })
      return ok(undefined)
    },
    rooms,
  })
  legs.set(callerId, leg(callerId))
  state.add(live(ringing('15400000012', 0, callerId), 0))
  const caller = () => {
    const call = state.call(callerId)
    return call?.state === 'live' ? { hold: call.hold, met: call.room?.met ?? null } : null
  }
  const tell = (kind: RoomNews['kind'], ...channels: readonly (readonly [id: string, number: string])[]) =>
    news({ kind, channels: channels.map(([id, number]) => ({ id, number, protocolId: id === 'seat' ? 'own' : '' })) }, 'own')
  const heard: LineEvent[] = []
  state.subscribe((_snapshot, event) => event !== null && heard.push(event))
  return { time, state, several, answers, rooms: entered, ended, heard, tell, caller, call: (id: CallId) => state.call(id), consultation: () => state.snapshot().consultation }
}

describe('a room of the PBX', () => {
  it('takes in one after the other who was asked, and always the same one', async () => {
    const { time, several, rooms, caller, consultation } = seatWithRooms()
    for (const number of ['110', '120']) {
      expect(await several.consult(callerId, number)).toMatchObject({ ok: true })
      expect(caller()?.hold).toBe('held')
      expect(await several.join(callerId)).toMatchObject({ ok: true })
      await time.advance(0)
      expect([caller()?.hold, consultation()]).toEqual(['off', null])
    }
    expect([rooms.length, caller()?.met]).toEqual([1, ['110', '120']])
  })

  it('that is closed just now leaves the caller waiting and whoever was asked on the line, and can be tried again', async () => {
    const { several, answers, caller, consultation } = seatWithRooms()
    answers.enter = refused(503)
    await several.consult(callerId, '110')
    expect(await several.join(callerId)).toEqual(refused(503))
    expect([caller(), consultation()?.joinedBy]).toEqual([{ hold: 'held', met: null }, null])
    answers.enter = ok(undefined)
    expect(await several.join(callerId)).toMatchObject({ ok: true })
    expect(caller()?.met).toEqual(['110'])
  })

  it('into which whoever was asked does not come leaves the caller waiting there; tried again, they come into the same one', async () => {
    const { several, answers, rooms, caller, consultation } = seatWithRooms()
    answers.transfer = fail('timed-out')
    await several.consult(callerId, '110')
    expect(await several.join(callerId)).toEqual(fail('timed-out'))
    expect([caller(), consultation()?.joinedBy]).toEqual([{ hold: 'held', met: [] }, null])
    answers.transfer = ok(undefined)
    expect(await several.join(callerId)).toMatchObject({ ok: true })
    expect([rooms.length, caller()?.met]).toEqual([1, ['110']])
  })

  it('is entered by nobody when whoever was asked has hung up meanwhile: the agent is back with the caller', async () => {
    const { time, state, several, caller, consultation } = seatWithRooms()
    await several.consult(callerId, '110')
    const askedId = consultation()?.consultId ?? callerId
    const joined = several.join(callerId)
    state.move(askedId, { kind: 'ended', at: time.now(), outcome: { kind: 'completed', endedBy: 'caller' } })
    expect(await joined).toEqual(fail('no-consultation'))
    await time.advance(0)
    expect([caller(), consultation()]).toEqual([{ hold: 'off', met: null }, null])
  })

  it('is left by nobody who is put through', async () => {
    const { several } = seatWithRooms()
    await several.consult(callerId, '110')
    await several.join(callerId)
    expect(await several.transfer(callerId, '12333')).toEqual(fail('not-in-this-state'))
    await several.consult(callerId, '120')
    expect(await several.completeTransfer(callerId)).toEqual(fail('not-in-this-state'))
  })
})

describe('a room whose PBX tells who is in it', () => {
  const own = ['seat', '1001'] as const
  const theCaller = ['c', '15400000012'] as const
  const police = ['p', '110'] as const
  const ambulance = ['a', '120'] as const

  /** The caller, the agent and 110 in a room. */
  async function three(says: (seat: ReturnType<typeof seatWithRooms>) => void = ({ tell }) => (tell('welcome', theCaller, own), tell('join', police))) {
    const seat = seatWithRooms()
    await seat.several.consult(callerId, '110')
    expect(await seat.several.join(callerId)).toMatchObject({ ok: true })
    says(seat)
    await seat.time.advance(0)
    return seat
  }

  it('goes on without whoever was asked: the agent is alone there with the caller, and somebody else can be asked', async () => {
    const { call, tell, heard, several, caller } = await three()
    tell('leave', police)
    expect(call(callerId)).toMatchObject({ state: 'live', hold: 'off', room: { isTold: true, met: [], left: ['110'] } })
    expect(heard).toEqual([{ kind: 'left-room', callId: callerId, who: 'asked', number: '110' }])
    await several.consult(callerId, '120')
    expect(await several.join(callerId)).toMatchObject({ ok: true })
    expect(caller()?.met).toEqual(['120'])
  })

  it('that the caller leaves ends that call, and the agent goes on with the others in another one', async () => {
    const { call, tell, heard, ended, state } = await three()
    const seen: string[] = []
    state.subscribe(({ calls }) => seen.push(calls.filter(({ state: its }) => its === 'live').map(({ id }) => id).join(' ')))
    tell('leave', theCaller)
    expect(call(callerId)).toMatchObject({ state: 'ended', outcome: { kind: 'completed', endedBy: 'caller' } })
    expect(call('next' as CallId)).toMatchObject({ state: 'live', hold: 'off', direction: 'outgoing', remote: { from: 'sip:110@pbx.example' }, room: { met: ['110'], after: callerId } })
    expect(heard).toEqual([{ kind: 'left-room', callId: 'next', who: 'caller', number: null }])
    // One is over as the other begins: the seat is never without a call, nor with two.
    expect([seen.slice(1).every((live) => live === 'next'), ended]).toEqual([true, []])
    tell('leave', police)
    expect([call('next' as CallId)?.state, ended]).toEqual(['ended', ['next']])
  })

  it('in which somebody else is being asked about the caller who leaves: they can come in all the same', async () => {
    const { call, tell, several, consultation } = await three()
    await several.consult(callerId, '120')
    tell('leave', theCaller)
    expect(consultation()).toMatchObject({ callId: 'next', joinedBy: null })
    expect(call('next' as CallId)).toMatchObject({ hold: 'held' })
    expect(await several.join('next' as CallId)).toMatchObject({ ok: true })
    tell('join', ambulance)
    expect(call('next' as CallId)).toMatchObject({ room: { met: ['110', '120'] } })
  })

  it('that is empty ends the call: there is nobody to talk to', async () => {
    const { call, tell, ended } = await three()
    tell('leave', police)
    tell('leave', theCaller)
    expect([call(callerId), ended]).toMatchObject([{ state: 'ended', outcome: { kind: 'completed', endedBy: 'caller' } }, [callerId]])
  })

  it('that the caller leaves while somebody is on the way there is left by nobody else', async () => {
    const { time, call, several, answers, tell } = seatWithRooms()
    answers.onTheWay = () => (tell('welcome', own), tell('join', theCaller), tell('leave', theCaller), tell('join', police))
    await several.consult(callerId, '110')
    expect(await several.join(callerId)).toMatchObject({ ok: true })
    await time.advance(0)
    expect(call(callerId)).toMatchObject({ state: 'ended', outcome: { kind: 'completed', endedBy: 'caller' } })
    expect(call('next' as CallId)).toMatchObject({ state: 'live', hold: 'off', room: { met: ['110'] } })
  })

  it('names nobody where it cannot tell them apart', async () => {
    const { call, tell, heard } = await three(({ tell: say }) => say('welcome', ['x', 'anonymous'], ['y', ''], own))
    tell('leave', ['x', 'anonymous'])
    expect(call(callerId)).toMatchObject({ state: 'live', room: { met: ['110'], left: [null] } })
    expect(heard).toEqual([{ kind: 'left-room', callId: callerId, who: 'somebody', number: null }])
    tell('leave', ['y', ''])
    expect(call(callerId)).toMatchObject({ state: 'ended', outcome: { kind: 'completed', endedBy: 'caller' } })
  })

  it('knows a caller whose number is withheld by being the only one who was sent there', async () => {
    const { call, tell } = await three(({ tell: say }) => (say('welcome', ['x', 'anonymous'], own), say('join', police)))
    tell('leave', police)
    expect(call(callerId)).toMatchObject({ room: { left: ['110'] } })
  })

  it('says no more that it knows who is there once the connection was lost, and believes what it hears all the same', async () => {
    const { call, tell, state, time } = await three()
    state.set({ registration: { state: 'unreachable', since: time.now(), attempt: 1, nextTryAt: time.now() } })
    expect(call(callerId)).toMatchObject({ room: { isTold: false } })
    tell('leave', police)
    expect(call(callerId)).toMatchObject({ state: 'live', room: { isTold: false, met: [], left: ['110'] } })
    tell('leave', theCaller)
    expect(call(callerId)).toMatchObject({ state: 'ended' })
  })

  it('is as ever where the PBX says nothing', async () => {
    const { call, heard } = await three(() => undefined)
    expect([call(callerId), heard]).toMatchObject([{ state: 'live', room: { isTold: false, met: ['110'], left: [], after: null } }, []])
  })
})
