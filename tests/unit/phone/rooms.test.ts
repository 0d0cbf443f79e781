import { describe, expect, it } from 'vitest'
import { createCommandLanes } from '../../../renderer/phone/sip/command-lanes'
import { fail, refused, type CallLeg } from '../../../renderer/phone/sip/call-leg'
import { createSeveralCalls } from '../../../renderer/phone/sip/several-calls'
import type { Call, CallEvent, CallId } from '../../../shared/calls/call'
import { createLineState } from '../../../shared/calls/line-state'
import type { LineCapabilities, LineError } from '../../../shared/calls/phone-line'
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
  const answers: { enter: Answer; sendOn: Answer; transfer: Answer } = { enter: ok(undefined), sendOn: ok(undefined), transfer: ok(undefined) }
  const rooms: string[] = []
  const legs = new Map<CallId, CallLeg>()
  const move = (id: CallId, ...events: readonly CallEvent[]) => events.forEach((event) => void state.move(id, event))

  function leg(id: CallId): CallLeg {
    return {
      hold: async () => (move(id, { kind: 'hold-requested' }, { kind: 'hold-confirmed' }), ok(undefined)),
      resume: async () => (move(id, { kind: 'resume-requested' }, { kind: 'resume-confirmed' }), ok(undefined)),
      carry: () => move(id, { kind: 'resume-requested' }, { kind: 'resume-confirmed' }),
      sendOn: async () => answers.sendOn,
      async transfer(_target: unknown, to: string, onEnd: (hasArrived: boolean) => void) {
        if (answers.transfer.ok) move(id, { kind: 'ended', at: time.now(), outcome: { kind: 'transferred', to } })
        onEnd(answers.transfer.ok)
        return answers.transfer
      },
      leave: () => undefined,
      audio: { passOn: () => undefined },
    } as unknown as CallLeg
  }

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
    async enterMeeting(id, room) {
      rooms.push(room)
      return answers.enter.ok ? ok(leg(id)) : answers.enter
    },
    carryOn(id, entered) {
      legs.set(id, entered)
      entered.carry()
    },
    newRoom: () => `*5${String(rooms.length).padStart(6, '0')}`,
  })
  legs.set(callerId, leg(callerId))
  state.add(live(ringing('15400000012', 0, callerId), 0))
  const caller = () => {
    const call = state.call(callerId)
    return call?.state === 'live' ? { hold: call.hold, met: call.room?.met ?? null } : null
  }
  return { time, state, several, answers, rooms, caller, consultation: () => state.snapshot().consultation }
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
