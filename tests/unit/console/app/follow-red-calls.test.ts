import { describe, expect, it } from 'vitest'
import { followRedCalls } from '../../../../renderer/console/app/follow-red-calls'
import { createViewStore } from '../../../../renderer/console/app/view-store'
import { nextCall, type Call, type CallId, type CallOutcome } from '../../../../shared/calls/call'
import type { LineErrorCode, Registration } from '../../../../shared/calls/phone-line'
import { epochMs } from '../../../../shared/lib/clock'
import { err, ok } from '../../../../shared/lib/result'
import { ringing } from '../../../support/fake-line'
import { createActingSeat } from './acting-seat.fixture'

const registered: Registration = { state: 'registered', since: epochMs(0), provenAt: epochMs(0), standby: 0 }
const unreachable: Registration = { state: 'unreachable', since: epochMs(0), attempt: 1, nextTryAt: epochMs(1) }
const byCaller: CallOutcome = { kind: 'completed', endedBy: 'caller' }

/** A RED call on the line; `answers` are the PBX's to being asked for the next call, the last one stays. */
async function talking(...answers: readonly (LineErrorCode | 'yes')[]) {
  const { line, seat, time } = createActingSeat([])
  const view = createViewStore('seat')
  const numbers: string[] = []
  const left = [...answers]
  followRedCalls({
    seat, view, isRed: () => true, words: 'seat', remember: () => true, droppedCallOf: () => null, isCallBack: (id) => id === 'back', callBackKey: () => 'F9',
    line: {
      async execute(command) {
        if (command.kind === 'expect-caller') numbers.push(command.number)
        const answer = left.length > 1 ? left.shift() : left[0]
        return answer === undefined || answer === 'yes' ? ok(undefined) : err({ code: answer })
      },
    },
  })
  const ring: Call = { ...ringing('anonymous', 0), remote: { from: 'sip:anonymous@anonymous.invalid', displayName: null, assertedIdentity: '<sip:+8615400000012@trunk>', privacy: 'id' } }
  const live = nextCall(nextCall(ring, { kind: 'answer-requested', at: epochMs(1) }), { kind: 'established', at: epochMs(2), canBeHeard: true })
  const show = async (calls: readonly Call[], registration: Registration = registered) => {
    line.show(calls, { registration })
    await time.advance(0)
  }
  await show([ring])
  await show([live])
  const ended = (outcome: CallOutcome) => nextCall(live, { kind: 'ended', at: epochMs(3), outcome })
  return { show, ended, live, numbers, toast: () => view.getState().toast?.key ?? null }
}

describe('a RED call that drops', () => {
  it('is called back by one key, and should the caller be quicker, the PBX brings that call here', async () => {
    const { show, ended, numbers, toast } = await talking('yes')
    await show([ended(byCaller)])
    expect([numbers, toast()]).toEqual([['+8615400000012'], 'seat.redExpected'])
    await show([])
    expect(numbers).toHaveLength(1)
  })

  it('with the connection itself: the PBX is asked once it can be, and again when that was lost too', async () => {
    const { show, ended, numbers, toast } = await talking('timed-out', 'yes')
    const lost = ended({ kind: 'lost', cause: 'signalling' })
    await show([lost], unreachable)
    expect([numbers, toast()]).toEqual([[], 'seat.redDropped'])
    await show([lost])
    await show([lost], unreachable)
    await show([lost])
    expect([numbers.length, toast()]).toEqual([2, 'seat.redExpected'])
  })

  it('at a PBX that knows no such code is called back all the same', async () => {
    const { show, ended, numbers, toast } = await talking('refused-by-pbx')
    await show([ended(byCaller)])
    await show([])
    expect([numbers.length, toast()]).toEqual([1, 'seat.redDropped'])
  })

  it('is no longer asked for once the caller is called back', async () => {
    const { show, ended, toast } = await talking('yes')
    await show([ended(byCaller)])
    const back: Call = { ...ringing('15400000012', 4, 'back'), direction: 'outgoing', state: 'dialling', farEndRings: false } as Call
    await show([ended(byCaller), back])
    expect(toast()).toBeNull()
  })

  it('is no longer asked for once the caller was quicker, and stays while somebody else is talked to', async () => {
    const { show, ended, live, toast } = await talking('yes')
    await show([ended(byCaller)])
    const other = { ...live, id: 'other' as CallId, remote: { ...live.remote, assertedIdentity: '<sip:+8615400000013@trunk>' } }
    await show([other])
    expect(toast()).toBe('seat.redExpected')
    await show([{ ...live, id: 'again' as CallId }])
    expect(toast()).toBeNull()
  })

  it('by the agent’s own hand is over', async () => {
    const { show, ended, numbers, toast } = await talking('yes')
    await show([ended({ kind: 'completed', endedBy: 'agent' })])
    expect([numbers, toast()]).toEqual([[], null])
  })
})
