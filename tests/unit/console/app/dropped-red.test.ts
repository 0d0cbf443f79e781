import { describe, expect, it } from 'vitest'
import { createCatalogue } from '../../../../renderer/console/app/catalogue'
import { act, createCommands } from '../../../../renderer/console/app/commands'
import { createDroppedRed, keepMs } from '../../../../renderer/console/app/dropped-red'
import { followRedCalls } from '../../../../renderer/console/app/follow-red-calls'
import { createRedCall } from '../../../../renderer/console/app/red-call'
import { toldNumber } from '../../../../renderer/console/app/told-number'
import { createViewStore } from '../../../../renderer/console/app/view-store'
import { nextCall, type Call, type CallId, type CallOutcome, type Room } from '../../../../shared/calls/call'
import type { CallLogEntry } from '../../../../shared/calls/call-log'
import { noProposal, testUuid, wageComplaint } from '../../../support/drafts'
import { live, ringing } from '../../../support/fake-line'
import { endedLine } from '../../../support/recorded-calls'
import { createActingSeat } from './acting-seat.fixture'
import { noHelp } from './no-help.fixture'

const lists = createCatalogue('zh-CN', { carrier: String, queue: String })
const byCaller: CallOutcome = { kind: 'completed', endedBy: 'caller' }
const byAgent: CallOutcome = { kind: 'completed', endedBy: 'agent' }
const shown = ringing('15400000012', 0)
const withheld: Call = { ...shown, remote: { from: 'sip:anonymous@anonymous.invalid', displayName: null, assertedIdentity: '<sip:15400000013@trunk>', privacy: 'id' } }
const unknown: Call = { ...shown, remote: { ...withheld.remote, assertedIdentity: null } }
const back: Call = { ...ringing('15400000012', 0, testUuid(7)), direction: 'outgoing', state: 'dialling', farEndRings: true } as Call

/** A RED call on the line, and everything that follows its drop. */
async function redCall(ring: Call, logged: readonly CallLogEntry[] = []) {
  const acting = createActingSeat([], { logged })
  const { line, seat, time, keeper, actions, reveals } = acting
  const view = createViewStore('seat')
  const isRedByWords = createRedCall({ keeper, view, clock: time, lists })
  const dropped = createDroppedRed({ seat, keeper, timers: time })
  const isRed = (callId: CallId) => isRedByWords(callId) || dropped.isCallBack(callId)
  followRedCalls({ seat, line, view, isRed, words: 'seat', remember: dropped.remember, droppedCallOf: dropped.callOf, isCallBack: dropped.isCallBack, callBackKey: () => 'Ctrl+F6' })
  const draftOnStage = () => keeper.get(seat.store.getState().draftOnStage ?? '')?.draft ?? null
  const commands = createCommands({ seat, view, clock: time, steadyMs: time.steadyMs, stage: () => null, draftOnStage, pick: () => undefined, isRed, chosenNumber: () => null, reveals, mayWrite: true, enterManually: () => undefined, openWall: () => undefined, lock: () => undefined, wrapUpPolicy: () => 'timed', ...noHelp(), dropped })
  const show = async (...calls: readonly Call[]) => {
    line.show(calls)
    await time.advance(100)
  }
  const over = (call: Call, outcome: CallOutcome = byCaller) => nextCall(call, { kind: 'ended', at: time.now(), outcome })
  await show(ring)
  await show(live(ring, 0))
  const draft = draftOnStage()
  if (draft === null) throw new Error('no draft')
  actions.change(draft.id, (now) => ({ ...now, values: wageComplaint, risks: [{ code: 'EXTREME', severity: 'RED', confirmedAt: 1, source: 'agent' }] }))
  return {
    ...acting, dropped, view, show, over, talking: live(ring, 0), draft, draftOnStage,
    async submit() {
      expect(await actions.submit(draft.id, { kind: 'sent-for-dispatch', proposal: noProposal })).toMatchObject({ ok: true })
      view.setState({ told: toldNumber(draft, draft.number, true, null) })
    },
    mayCallBack: () => commands['call-back'].enabled(),
    pressCallBack: () => act('call-back', commands, view),
    dialled: () => line.commands.flatMap((command) => (command.kind === 'dial' ? [command.number] : [])),
    toast: () => view.getState().toast?.key,
  }
}

describe('the caller of a RED call that dropped', () => {
  it.each([['a number that is shown', shown, '15400000012'], ['a number that was not to be shown', withheld, '15400000013']] as const)('is called back by the key after the order was submitted: %s', async (_what, ring, number) => {
    const { show, over, talking, submit, pressCallBack, dialled, toast } = await redCall(ring)
    await submit()
    await show(over(talking))
    expect(toast()).toMatch(/^seat\.red(Dropped|Expected)$/)
    pressCallBack()
    expect(dialled()).toEqual([number])
  })

  it('is called back after the order was kept for later, which comes back to the stage', async () => {
    const { show, over, talking, actions, draft, draftOnStage, pressCallBack, dialled } = await redCall(withheld)
    expect(await actions.keepForLater(draft.id)).toBe(true)
    await show(over(talking))
    expect(draftOnStage()).toBeNull()
    pressCallBack()
    await show(over(talking), back)
    expect([dialled(), draftOnStage()?.id]).toEqual([['15400000013'], draft.id])
  })

  it('is called back from the draft as long as that is there, and still once it is submitted', async () => {
    const { show, over, talking, submit, pressCallBack, mayCallBack, dialled } = await redCall(shown)
    await show(over(talking))
    expect(mayCallBack()).toBe(true)
    await submit()
    pressCallBack()
    expect(dialled()).toEqual(['15400000012'])
  })

  it('is called back about the order that came of the call, though its draft is gone', async () => {
    const { show, over, talking, submit, pressCallBack, lines } = await redCall(shown, [{ ...endedLine(), callId: shown.id, ticketNumbers: ['20261123-8017-009-1'] }])
    await submit()
    await show(over(talking))
    pressCallBack()
    await show(over(talking), back)
    await show(over(talking), over(back, { kind: 'failed', sipCode: 480 }))
    expect(lines.at(-1)).toMatchObject({ callId: back.id, direction: 'outgoing', orders: ['20261123-8017-009-1'] })
  })

  it('is named by no key where nobody knows a number', async () => {
    const { show, over, talking, submit, mayCallBack, toast } = await redCall(unknown)
    await submit()
    await show(over(talking))
    expect([toast(), mayCallBack()]).toEqual(['seat.redDroppedUnknown', false])
  })

  it('is tried again when nobody answers, and a call back that drops is as RED as the first', async () => {
    const { show, over, talking, submit, mayCallBack, pressCallBack, dialled, toast } = await redCall(withheld)
    await submit()
    await show(over(talking))
    pressCallBack()
    await show(over(talking), back)
    expect(mayCallBack()).toBe(false)
    await show(over(talking), over(back, { kind: 'failed', sipCode: 480 }))
    pressCallBack()
    const again: Call = { ...back, id: testUuid(8) as CallId }
    await show(over(talking), again)
    await show(over(talking), live(again, 0))
    await show(over(talking), over(live(again, 0)))
    expect(toast()).toBe('seat.redDropped')
    pressCallBack()
    expect(dialled()).toEqual(['15400000013', '15400000013', '15400000013'])
  })

  it.each([
    ['another call is taken', async ({ show, over, talking }: Awaited<ReturnType<typeof redCall>>) => {
      const other = ringing('15400000099', 0, testUuid(9))
      await show(over(talking), other)
      await show(over(talking), live(other, 0))
      await show(over(talking), over(live(other, 0), byAgent))
    }],
    ['half an hour has passed', ({ time }: Awaited<ReturnType<typeof redCall>>) => time.advance(keepMs)],
  ])('is forgotten when %s', async (_when, happens) => {
    const set = await redCall(withheld)
    await set.submit()
    await set.show(set.over(set.talking))
    await happens(set)
    set.pressCallBack()
    expect(set.dialled()).not.toContain('15400000013')
  })

  it('makes way for another draft that the agent has brought to the stage since', async () => {
    const { show, over, talking, submit, seat, keeper, draft, pressCallBack, dialled } = await redCall(shown)
    await submit()
    await show(over(talking))
    keeper.open({ ...draft, id: testUuid(30), call: { ...draft.call, callId: testUuid(31), historyKey: '8615400000055' } })
    seat.showDraft(testUuid(30))
    pressCallBack()
    expect(dialled()).toEqual(['15400000055'])
  })

  it('while the seat was locked is called back by whoever opens it again', async () => {
    const locked = await redCall(withheld)
    await locked.submit()
    await locked.show(locked.over(locked.talking))
    const { seat, keeper, time, line } = createActingSeat([])
    const dropped = createDroppedRed({ seat, keeper, timers: time, before: locked.dropped.last() })
    expect(dropped.isFirst()).toBe(true)
    await dropped.callBack()
    expect(line.commands.at(-1)).toEqual({ kind: 'dial', number: '15400000013' })
  })

  it('who dropped out of a room is called back into it: the others wait meanwhile, and the key goes on meaning that caller', async () => {
    const { show, over, talking, submit, mayCallBack, pressCallBack, dialled, line, time, toast } = await redCall(withheld)
    await submit()
    const police: Call = { ...live({ ...ringing('110', 0, testUuid(20)), direction: 'outgoing' }, 0), room: { code: '*5123456', met: ['110'], isTold: true, left: [], after: talking.id } } as Call
    await show(over(talking), police)
    expect([toast(), mayCallBack()]).toEqual(['seat.redExpected', true])
    pressCallBack()
    expect([dialled(), line.commands.at(-1)]).toEqual([[], { kind: 'consult', callId: police.id, to: '15400000013' }])
    const asked: Call = { ...back, id: testUuid(21) as CallId }
    line.show([over(talking), { ...police, hold: 'held' } as Call, asked], { consultation: { callId: police.id, consultId: asked.id, joinedBy: null } })
    await time.advance(100)
    expect(mayCallBack()).toBe(false)
  })

  it('who was called back into a room and drops out of it again is told of as the first time, and can be called back once more', async () => {
    const { show, over, talking, submit, mayCallBack, view, toast } = await redCall(withheld)
    await submit()
    const room = { code: '*5123456', met: ['110'], isTold: true, left: [], after: talking.id }
    const police = (now: Partial<Room>): Call => ({ ...live({ ...ringing('110', 0, testUuid(20)), direction: 'outgoing' }, 0), room: { ...room, ...now } }) as Call
    await show(over(talking), police({}))
    await show(over(talking), police({ met: ['110', '15400000013', '120'] }))
    view.setState({ toast: null })
    await show(over(talking), police({ met: ['110', '15400000013'], left: ['120'] }))
    expect(toast()).toBeUndefined()
    await show(over(talking), police({ met: ['110'], left: ['120', '15400000013'] }))
    expect([toast(), mayCallBack()]).toEqual(['seat.redDropped', true])
  })

  it('who was called back and drops out of the room of that call is called back once more, also where the number was not to be shown', async () => {
    const { show, over, talking, submit, pressCallBack, line, toast } = await redCall(withheld)
    await submit()
    await show(over(talking))
    pressCallBack()
    await show(over(talking), back)
    const room = { code: '*5123456', met: ['110'], isTold: true, left: [], after: null }
    const reached = { ...live(back, 0), room } as Call
    await show(over(talking), reached)
    const police = { ...live({ ...ringing('110', 0, testUuid(20)), direction: 'outgoing' }, 0), room: { ...room, after: back.id } } as Call
    await show(over(talking), over(reached), police)
    expect(toast()).toBe('seat.redDropped')
    pressCallBack()
    expect(line.commands.at(-1)).toEqual({ kind: 'consult', callId: police.id, to: '15400000013' })
  })

  it('by the agent’s own hand is not remembered', async () => {
    const { show, over, talking, submit, mayCallBack } = await redCall(shown)
    await submit()
    await show(over(talking, byAgent))
    expect(mayCallBack()).toBe(false)
  })
})
