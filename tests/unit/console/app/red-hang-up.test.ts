import { describe, expect, it } from 'vitest'
import { createCatalogue } from '../../../../renderer/console/app/catalogue'
import { createCommands, hangUpAnswerMs } from '../../../../renderer/console/app/commands'
import { createRedCall } from '../../../../renderer/console/app/red-call'
import { stillTold, toldNumber } from '../../../../renderer/console/app/told-number'
import { createViewStore } from '../../../../renderer/console/app/view-store'
import type { Call, CallId } from '../../../../shared/calls/call'
import { epochMs } from '../../../../shared/lib/clock'
import { queryCodeOf } from '../../../../shared/tickets/query-code'
import type { Draft } from '../../../../shared/tickets/draft'
import { draftOf, noProposal, testUuid, ticketOf, wageComplaint } from '../../../support/drafts'
import { ringing } from '../../../support/fake-line'
import { createActingSeat } from './acting-seat.fixture'
import { noHelp } from './no-help.fixture'

const lists = createCatalogue('zh-CN', { carrier: String, queue: String })
const red: Partial<Draft> = { risks: [{ code: 'EXTREME', severity: 'RED', confirmedAt: 1, source: 'agent' }] }

/** A call on the line with its draft on the stage, and the keys that act on it. */
async function talking(spread: Partial<Draft>) {
  const draft = draftOf(1, { values: wageComplaint, ...spread })
  const acting = createActingSeat([draft])
  const { time, line, seat, keeper, reveals } = acting
  const callId = draft.call.callId as CallId
  const live = { ...ringing('15400000012', draft.call.startedAt, callId), state: 'live', answeredAt: epochMs(draft.call.startedAt), hold: 'off', muted: false, canBeHeard: true, room: null } as Call
  line.show([live])
  await time.advance(0)
  const view = createViewStore('seat')
  const isRed = createRedCall({ keeper, view, clock: time, lists })
  const commands = createCommands({ seat, view, clock: time, steadyMs: time.steadyMs, stage: () => null, draftOnStage: () => null, pick: () => undefined, isRed, chosenNumber: () => null, reveals, mayWrite: true, enterManually: () => undefined, openWall: () => undefined, lock: () => undefined, wrapUpPolicy: () => 'timed', ...noHelp() })
  return {
    ...acting, draft, view,
    hangUp: () => commands['hang-up'].perform(),
    hungUp: () => line.commands.filter(({ kind }) => kind === 'hang-up').length,
    asked: () => view.getState().toast?.key === 'seat.redHangUp',
    forgetToast: () => view.setState({ toast: null }),
  }
}

describe('hanging up on a RED call', () => {
  it('asks once, and the same key again hangs up', async () => {
    const { hangUp, hungUp, asked, time } = await talking(red)
    hangUp()
    expect([hungUp(), asked()]).toEqual([0, true])
    await time.advance(hangUpAnswerMs)
    hangUp()
    expect([hungUp(), asked()]).toEqual([1, false])
  })

  it('asks anew when the answer comes too late, as often as it takes', async () => {
    const { hangUp, hungUp, asked, forgetToast, time } = await talking(red)
    for (let slip = 0; slip < 3; slip += 1) {
      forgetToast()
      hangUp()
      expect([hungUp(), asked()]).toEqual([0, true])
      await time.advance(hangUpAnswerMs + 1)
    }
    hangUp()
    hangUp()
    expect(hungUp()).toBe(1)
  })

  it('does not take a press for the answer because the clock was set back', async () => {
    const { hangUp, hungUp, time } = await talking(red)
    hangUp()
    time.setClock(-3_600_000)
    await time.advance(hangUpAnswerMs + 1)
    hangUp()
    expect(hungUp()).toBe(0)
  })

  it('says so only as long as the answer counts', async () => {
    const { hangUp, view } = await talking(red)
    hangUp()
    expect(view.getState().toast).toMatchObject({ look: 'warn', forMs: hangUpAnswerMs })
  })

  it('asks too while a RED hint is not answered, and no more once it is refused', async () => {
    const words = { ...wageComplaint, description: '我站在楼顶上，不想活了' }
    const hinted = await talking({ values: words })
    hinted.hangUp()
    expect([hinted.hungUp(), hinted.asked()]).toEqual([0, true])
    const refused = await talking({ values: words, answeredSuggestions: [{ code: 'EXTREME', level: 'RED', answer: 'refused', reason: 'AT_WORK', at: 1 }] })
    refused.hangUp()
    expect(refused.hungUp()).toBe(1)
  })

  it('asks when the order has been submitted and the caller is still there', async () => {
    const { actions, draft, view, hangUp, hungUp, asked } = await talking(red)
    const submitted = await actions.submit(draft.id, { kind: 'sent-for-dispatch', proposal: noProposal })
    expect(submitted.ok).toBe(true)
    view.setState({ told: toldNumber(draft, draft.number, true, null) })
    hangUp()
    expect([hungUp(), asked()]).toEqual([0, true])
  })

  it('asks nobody else: every other call ends with the first press', async () => {
    const orange = await talking({ risks: [{ code: 'GROUP', severity: 'ORANGE', confirmedAt: 1, source: 'agent' }] })
    orange.hangUp()
    expect([orange.hungUp(), orange.asked()]).toEqual([1, false])
  })
})

describe('what the caller was told to write down', () => {
  const draft = draftOf(1)
  const callId = draft.call.callId as CallId

  it('is the number and the code of the order, and of the order it was added to', () => {
    expect(toldNumber(draft, draft.number, false, null)).toMatchObject({ number: draft.number, queryCode: queryCodeOf(draft.ticketId), isAnonymous: false })
    const order = ticketOf(draftOf(2, { values: wageComplaint }))
    expect(toldNumber({ ...draft, mergeInto: order.id }, order.number, false, order)).toMatchObject({ number: order.number, queryCode: queryCodeOf(order.id) })
    expect(toldNumber({ ...draft, mergeInto: testUuid(9) }, 'GD20261111000027', false, null).queryCode).toBeNull()
  })

  it('is all that an anonymous caller, or one without a number, will ever have', () => {
    expect(toldNumber({ ...draft, values: { anonymous: true } }, draft.number, false, null).isAnonymous).toBe(true)
    expect(toldNumber({ ...draft, call: { ...draft.call, historyKey: null } }, draft.number, false, null).isAnonymous).toBe(true)
  })

  it('stays as long as the call and its wrap-up, and goes with them', () => {
    const told = toldNumber(draft, draft.number, false, null)
    const since = epochMs(1)
    const kept = { next: { kind: 'ready' }, owesRest: false } as const
    const talk = { ...kept, heldSince: null, wantsWrapUp: false }
    expect(stillTold(told, { kind: 'talking', since, callId, ...talk })).toBe(told)
    expect(stillTold(told, { kind: 'wrap-up', since, callId, ...kept })).toBe(told)
    expect(stillTold(told, { kind: 'ready', since })).toBeNull()
    expect(stillTold(told, { kind: 'talking', since, callId: testUuid(8) as CallId, ...talk })).toBeNull()
  })
})
