import { beforeEach, describe, expect, it } from 'vitest'
import { createCommands } from '../../../renderer/console/app/commands'
import { createViewStore } from '../../../renderer/console/app/view-store'
import { nextCall, type Call, type CallId } from '../../../shared/calls/call'
import type { LineSnapshot } from '../../../shared/calls/phone-line'
import { deadAfterTurnMs } from '../../../shared/calls/turned-call'
import { epochMs } from '../../../shared/lib/clock'
import { testUuid } from '../../support/drafts'
import { live, ringing } from '../../support/fake-line'
import { createActingSeat } from './app/acting-seat.fixture'
import { noHelp } from './app/no-help.fixture'

const [callerId, otherId, askedId] = [1, 2, 3].map((n) => testUuid(n) as CallId) as [CallId, CallId, CallId]
const caller = live(ringing('15400000012', 0, callerId), 0)
const other = live(ringing('15400000099', 0, otherId), 0)
const dialled = { ...ringing('12333', 0, askedId), direction: 'outgoing', state: 'dialling', farEndRings: true } as Call
const asked = live(dialled, 0)
const held = (call: Call): Call => nextCall(nextCall(call, { kind: 'hold-requested' }), { kind: 'hold-confirmed' })
const over = (call: Call): Call => nextCall(call, { kind: 'ended', at: epochMs(9), outcome: { kind: 'completed', endedBy: 'caller' } })
const asking: LineSnapshot['consultation'] = { callId: callerId, consultId: askedId, joinedBy: null }

describe('the hang-up key', () => {
  let acting: ReturnType<typeof createActingSeat>
  let commands: ReturnType<typeof createCommands>
  let view: ReturnType<typeof createViewStore>
  let redCalls: readonly CallId[]
  beforeEach(() => {
    acting = createActingSeat([])
    view = createViewStore('seat')
    redCalls = []
    const { seat, time, reveals } = acting
    commands = createCommands({ seat, view, clock: time, steadyMs: time.steadyMs, stage: () => null, draftOnStage: () => null, pick: () => undefined, isRed: (id) => redCalls.includes(id), chosenNumber: () => null, reveals, mayWrite: true, enterManually: () => undefined, openWall: () => undefined, lock: () => undefined, wrapUpPolicy: () => 'timed', ...noHelp() })
  })
  const show = async (calls: readonly Call[], consultation: LineSnapshot['consultation'] = null) => {
    acting.line.show(calls, { consultation })
    await acting.time.advance(0)
  }
  const pressed = () => {
    acting.line.commands.splice(0)
    commands['hang-up'].perform()
    return acting.line.commands.map((command) => ('callId' in command ? `${command.kind} ${command.callId}` : command.kind))
  }
  const hangUpOn = (id: CallId) => [`hang-up ${id}`]

  it('pressed twice at whoever was asked does not hang up on the caller, who is meant a moment later', async () => {
    await show([held(caller), asked], asking)
    expect(pressed()).toEqual(hangUpOn(askedId))
    await show([held(caller), over(asked)])
    await acting.time.advance(150)
    expect(pressed()).toEqual([])
    await show([caller, over(asked)])
    await acting.time.advance(deadAfterTurnMs - 150)
    expect(pressed()).toEqual(hangUpOn(callerId))
  })

  it.each([['hung up', asked], ['was not reached', dialled]] as const)('pressed just as the department %s hits nobody', async (_how, department) => {
    await show([held(caller), department], asking)
    await acting.time.advance(20_000)
    await show([held(caller), over(department)])
    await acting.time.advance(300)
    expect(pressed()).toEqual([])
  })

  it('gives up on the department that is being dialled while the caller waits, and asks nothing for a RED caller who stays', async () => {
    redCalls = [callerId]
    await show([held(caller), dialled], asking)
    expect([pressed(), view.getState().toast]).toEqual([hangUpOn(askedId), null])
  })

  it('asks no question about a RED caller who has just come back', async () => {
    redCalls = [callerId]
    await show([held(caller), asked], asking)
    await show([caller, over(asked)])
    expect([pressed(), view.getState().toast]).toEqual([[], null])
  })

  it('leaves the caller on hold alone when the other one has just gone, and declines no ring that comes into the place', async () => {
    await show([held(caller), other])
    await show([held(caller), over(other)])
    expect(pressed()).toEqual([])
    await show([ringing('15400000055', 0, askedId), over(caller), over(other)])
    expect([pressed(), view.getState().overlay]).toEqual([[], null])
  })

  it('acts at once when all three have met in a room of the PBX, as the agent has asked', async () => {
    await show([held(caller), asked], asking)
    await show([held(caller), { ...over(asked), outcome: { kind: 'transferred', to: '*5123456' } } as Call])
    expect(pressed()).toEqual(hangUpOn(callerId))
  })

  it('acts at once on the call that the agent has changed to', async () => {
    await show([held(caller), other])
    await show([caller, held(other)])
    expect(pressed()).toEqual(hangUpOn(callerId))
  })

  it('is alive again in time, whatever becomes of the clock', async () => {
    await show([held(caller), asked], asking)
    await show([caller, over(asked)])
    acting.time.setClock(-3_600_000)
    await acting.time.advance(deadAfterTurnMs)
    expect(pressed()).toEqual(hangUpOn(callerId))
  })

  it('leaves the answer key alive when a clock is set back in a ring', async () => {
    await show([ringing('15400000012', acting.time.now(), callerId)])
    acting.time.setClock(-3_600_000)
    await acting.time.advance(deadAfterTurnMs)
    acting.line.commands.splice(0)
    commands.answer.perform()
    expect(acting.line.commands).toEqual([{ kind: 'answer', callId: callerId }])
  })
})
