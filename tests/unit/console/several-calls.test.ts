import { describe, expect, it } from 'vitest'
import { createDraftKeeper } from '../../../renderer/console/seat/draft-keeper'
import { createSeat } from '../../../renderer/console/seat/seat'
import { isDraftOfOwnCall } from '../../../renderer/console/seat/seat-store'
import { nextCall, type Call, type CallId } from '../../../shared/calls/call'
import type { CallLine } from '../../../shared/calls/call-log'
import { epochMs } from '../../../shared/lib/clock'
import { ok } from '../../../shared/lib/result'
import { agent8017, testUuid } from '../../support/drafts'
import { createFakeLine, ringing } from '../../support/fake-line'
import { createManualTime } from '../../support/manual-time'

const [firstId, secondId, consultId] = [testUuid(1), testUuid(2), testUuid(3)] as const

function setUp() {
  const time = createManualTime()
  const line = createFakeLine()
  let ids = 100
  const log: CallLine[] = []
  const keeper = createDraftKeeper({ clock: time, timers: time, store: { save: (draft) => Promise.resolve(ok({ revision: draft.revision })) } })
  const seat = createSeat({
    line, keeper, clock: time, steadyMs: time.steadyMs, timers: time, author: agent8017, practice: false, homeArea: '023', newId: () => testUuid(ids++),
    callLog: { write: (entry) => { log.push(entry); return Promise.resolve() }, recent: () => Promise.resolve([]), ofNumber: () => Promise.resolve([]) },
    people: () => Promise.resolve([]), nextNumber: () => Promise.resolve(`20261123-8017-${String(ids).padStart(3, '0')}-8`), courseOf: () => null, onProblem: () => undefined,
  }, [])
  const state = () => seat.store.getState()
  const show = async (calls: readonly Call[], more: Parameters<typeof line.show>[1] = {}) => {
    line.show(calls, more)
    await time.advance(0)
  }
  const callOfStage = () => keeper.get(state().draftOnStage ?? '')?.draft.call.callId
  return { time, line, seat, keeper, state, show, callOfStage, log }
}

const live = (call: Call): Call =>
  nextCall(nextCall(call, { kind: 'answer-requested', at: epochMs(0) }), { kind: 'established', at: epochMs(0), canBeHeard: true })
const held = (call: Call): Call => nextCall(nextCall(call, { kind: 'hold-requested' }), { kind: 'hold-confirmed' })
const ended = (call: Call): Call => nextCall(call, { kind: 'ended', at: epochMs(9), outcome: { kind: 'completed', endedBy: 'caller' } })
const dialled = (): Call => ({ ...ringing('12333', 0, consultId), direction: 'outgoing', state: 'dialling', farEndRings: false }) as Call
const reached = (call: Call): Call => nextCall(call, { kind: 'established', at: epochMs(0), canBeHeard: true })

async function talking() {
  const set = setUp()
  const first = ringing('15400000012', 0, firstId)
  await set.show([first])
  await set.show([live(first)])
  return { ...set, first: live(first) }
}

describe('somebody who is asked about a caller', () => {
  it('changes neither the agent’s state nor the draft, and gets none', async () => {
    const { show, state, first, keeper, callOfStage } = await talking()
    const before = state().agent
    const consultation = { callId: firstId as CallId, consultId: consultId as CallId, joinedBy: null }
    await show([held(first), dialled()], { consultation })
    await show([held(first), reached(dialled())], { consultation })
    expect(state().agent).toEqual({ ...before, heldSince: expect.any(Number) })
    expect([callOfStage(), keeper.all().length]).toEqual([firstId, 1])
    await show([first, ended(reached(dialled()))], { consultation: null })
    expect(state().agent).toEqual(before)
  })

  it('and stays on the line for a moment longer than the caller belongs to the same draft: done with that, the wrap-up is over', async () => {
    const { show, seat, state, first, keeper } = await talking()
    const consultation = { callId: firstId as CallId, consultId: consultId as CallId, joinedBy: null }
    await show([held(first), reached(dialled())], { consultation })
    await show([ended(first), reached(dialled())], { consultation: null })
    await show([ended(first), ended(reached(dialled()))])
    expect(state().agent).toMatchObject({ kind: 'wrap-up', callId: consultId })
    const draft = keeper.get(state().draftOnStage ?? '')?.draft
    if (draft === undefined) throw new Error('no draft')
    expect(isDraftOfOwnCall(state(), draft)).toBe(true)
    keeper.close(draft.id)
    seat.putAway(draft)
    expect(state().agent.kind).toBe('ready')
  })

  it('is hung up on by the same key, and the caller waits on; joined here, all are hung up', async () => {
    const { show, seat, line, first } = await talking()
    const consultation = { callId: firstId as CallId, consultId: consultId as CallId, joinedBy: null }
    await show([held(first), reached(dialled())], { consultation })
    await seat.hangUp()
    expect(line.commands.at(-1)).toEqual({ kind: 'hang-up', callId: consultId })
    await show([first, reached(dialled())], { consultation: { ...consultation, joinedBy: 'line' } })
    line.commands.splice(0)
    await seat.toggleMute()
    await seat.hangUp()
    expect(line.commands.map((command) => [command.kind, 'callId' in command ? command.callId : null])).toEqual([
      ['mute', firstId], ['mute', consultId], ['hang-up', firstId], ['hang-up', consultId],
    ])
  })

  it('goes on in a room that the caller has left: it belongs to the caller’s draft, which stays on the stage', async () => {
    const { show, state, first, keeper } = await talking()
    const draftId = state().draftOnStage
    const next: Call = { ...reached(dialled()), room: { code: '*5123456', met: ['12333'], isTold: true, left: [], after: firstId as CallId } } as Call
    await show([ended(first), next], { consultation: null })
    expect([state().draftOnStage, state().draftOfCall.get(consultId as CallId), keeper.all().length]).toEqual([draftId, draftId, 1])
    expect(state().agent).toMatchObject({ kind: 'talking', callId: consultId })
    await show([ended(first), ended(next)])
    expect(state().agent).toMatchObject({ kind: 'wrap-up' })
  })

  it('stays on the line when the caller is hung up on for abuse; a draft whose caller is gone ends nobody else’s call', async () => {
    const { show, seat, line, first, keeper } = await talking()
    const consultation = { callId: firstId as CallId, consultId: consultId as CallId, joinedBy: null }
    await show([held(first), reached(dialled())], { consultation })
    const [draft] = keeper.all().map((kept) => kept.draft)
    if (draft === undefined) throw new Error('no draft')
    line.commands.splice(0)
    expect(await seat.hangUpCaller(draft)).toMatchObject({ ok: true })
    expect(line.commands).toEqual([{ kind: 'hang-up', callId: firstId }])
    await show([ended(first), reached(dialled())], { consultation: null })
    line.commands.splice(0)
    expect(await seat.hangUpCaller(draft)).toMatchObject({ ok: false })
    expect(line.commands).toEqual([])
  })

  it('is asked, put through to and joined about the caller, whoever the agent talks to at the moment', async () => {
    const { show, seat, line, first } = await talking()
    await seat.consult('12333')
    await show([held(first), reached(dialled())], { consultation: { callId: firstId as CallId, consultId: consultId as CallId, joinedBy: null } })
    await seat.join()
    await seat.completeTransfer()
    await seat.swap()
    expect(line.commands).toEqual([
      { kind: 'consult', callId: firstId, to: '12333' }, { kind: 'join', callId: firstId },
      { kind: 'complete-transfer', callId: firstId }, { kind: 'talk-to', callId: firstId },
    ])
  })
})

describe('a call back to the caller of a draft', () => {
  it('goes on with the same draft, and its end is a wrap-up until that is submitted', async () => {
    const { show, seat, keeper, state, line, first, log } = await talking()
    await show([ended(first)])
    const draft = keeper.get(state().draftOnStage ?? '')?.draft
    if (draft === undefined) throw new Error('no draft')
    keeper.change(draft.id, (same) => ({ ...same, touched: true }))
    const back: Call = { ...dialled(), id: secondId as CallId }
    const told = seat.callBack(draft, false)
    await show([ended(first), back])
    await told
    expect(line.commands.at(-1)).toEqual({ kind: 'dial', number: '15400000012' })
    await show([ended(first), reached(back)])
    expect([keeper.all().length, state().draftOnStage, state().agent]).toMatchObject([1, draft.id, { kind: 'talking', callId: secondId }])
    await show([ended(first), ended(reached(back))])
    expect(state().agent).toMatchObject({ kind: 'wrap-up', callId: secondId })
    expect(log.at(-1)).toMatchObject({ callId: secondId, direction: 'outgoing', orders: [draft.number] })
    keeper.close(draft.id)
    seat.putAway(draft)
    expect(state().agent.kind).toBe('ready')
  })

  it('to a number that was not to be shown dials what the network told, only under RED, and shows it nowhere', async () => {
    const hidden = { from: 'sip:anonymous@anonymous.invalid', displayName: null, assertedIdentity: '<sip:15400000012@trunk>', privacy: 'id' }
    const withheld: Call = { ...ringing('anonymous', 5, firstId), remote: hidden }
    const { show, seat, keeper, state, line } = setUp()
    await show([withheld])
    await show([live(withheld)])
    await show([ended(live(withheld))])
    const draft = keeper.get(state().draftOnStage ?? '')?.draft
    if (draft === undefined) throw new Error('no draft')
    expect(await seat.callBack(draft, false)).toMatchObject({ ok: false })
    const back: Call = { ...dialled(), id: secondId as CallId }
    const told = seat.callBack(draft, true)
    await show([ended(live(withheld)), back])
    await told
    expect(line.commands.at(-1)).toEqual({ kind: 'dial', number: '15400000012' })
    expect(state().callers.get(secondId as CallId)?.identity.number).toMatchObject({ kind: 'anonymous', key: null })
  })

  it('that nobody answers leaves the draft where it is', async () => {
    const { show, seat, keeper, state, first } = await talking()
    await show([ended(first)])
    const draft = keeper.get(state().draftOnStage ?? '')?.draft
    if (draft === undefined) throw new Error('no draft')
    const back: Call = { ...dialled(), id: secondId as CallId }
    void seat.callBack(draft, false)
    await show([ended(first), back])
    await show([ended(first), ended(back)])
    expect([keeper.all().length, state().draftOnStage]).toEqual([1, draft.id])
  })
})

describe('a call that is dialled about an order', () => {
  it('says so in its line, and no other call does', async () => {
    const { show, seat, log } = setUp()
    const told = seat.dial('15400000012', ['20261122-8017-004-2'])
    await show([dialled()])
    await told
    await show([ended(dialled())])
    const other: Call = { ...dialled(), id: secondId as CallId }
    const plain = seat.dial('12333')
    await show([ended(dialled()), other])
    await plain
    await show([ended(dialled()), ended(other)])
    expect(log.map(({ callId, orders }) => [callId, orders])).toEqual([[consultId, ['20261122-8017-004-2']], [secondId, undefined]])
  })
})

describe('a second caller', () => {
  it('rings without changing the draft under the agent’s hands', async () => {
    const { show, state, first, keeper, callOfStage } = await talking()
    await show([first, ringing('15400000099', 5, secondId)])
    expect([callOfStage(), keeper.all().length, state().agent.kind]).toEqual([firstId, 2, 'talking'])
    expect('callId' in state().agent && state().agent).toMatchObject({ callId: firstId })
  })

  it('brings the own draft when answered; turning back brings the first one’s again', async () => {
    const { show, state, first, callOfStage } = await talking()
    const second = live(ringing('15400000099', 5, secondId))
    await show([first, ringing('15400000099', 5, secondId)])
    await show([held(first), second])
    expect([callOfStage(), state().agent]).toMatchObject([secondId, { kind: 'talking', callId: secondId }])
    await show([first, held(second)])
    expect([callOfStage(), state().agent]).toMatchObject([firstId, { kind: 'talking', callId: firstId }])
  })

  it('who hangs up leaves the draft that is being written on the stage, and the agent with the first caller', async () => {
    const { show, state, first, callOfStage } = await talking()
    const second = live(ringing('15400000099', 5, secondId))
    await show([first, ringing('15400000099', 5, secondId)])
    await show([held(first), second])
    await show([held(first), ended(second)])
    expect([callOfStage(), state().agent]).toMatchObject([secondId, { kind: 'talking', callId: firstId }])
    await show([ended(first), ended(second)])
    expect(state().agent).toMatchObject({ kind: 'wrap-up', callId: firstId })
  })
})
