import { describe, expect, it } from 'vitest'
import { createManualCalls } from '../../../../renderer/console/app/manual-calls'
import { stillTold, toldNumber } from '../../../../renderer/console/app/told-number'
import { agentFound } from '../../../../renderer/console/seat/agent-found'
import { earlierCalls } from '../../../../renderer/console/seat/call-log-line'
import type { CallId } from '../../../../shared/calls/call'
import { epochMs } from '../../../../shared/lib/clock'
import { agent8017, draftOf, noProposal, wageComplaint } from '../../../support/drafts'
import { createActingSeat } from './acting-seat.fixture'

function seatWithoutLine(nextNumber: () => Promise<string> = () => Promise.resolve('20261123-8017-009-1')) {
  const acting = createActingSeat([draftOf(2)])
  const { seat, keeper, time, newId } = acting
  const problems: string[] = []
  const manual = createManualCalls({ keeper, seat, clock: time, newId, author: agent8017, practice: false, nextNumber, onProblem: (code) => void problems.push(code) })
  return { ...acting, manual, problems, onStage: () => seat.store.getState().draftOnStage }
}

describe('a call that no line carries', () => {
  it('is begun on the stage with a number of its own, now, and goes the way of every order', async () => {
    const { manual, keeper, onStage, actions, submitted, time } = seatWithoutLine()
    expect(await manual.open()).toBe(true)
    const id = onStage() ?? ''
    expect(keeper.get(id)?.draft).toMatchObject({ number: '20261123-8017-009-1', call: { manual: 'mobile', startedAt: time.now(), endedAt: null, historyKey: null } })
    actions.change(id, (draft) => ({ ...draft, values: wageComplaint, call: { ...draft.call, manual: 'in-person' } }))
    expect(await actions.submit(id, { kind: 'sent-for-dispatch', proposal: noProposal })).toMatchObject({ ok: true })
    expect(submitted[0]).toMatchObject({ call: { line: { manual: 'in-person', outcome: null } } })
    expect(onStage()).toBeNull()
  })

  it('is the agent’s own until something else comes to the stage', async () => {
    const { manual, onStage, seat } = seatWithoutLine()
    await manual.open()
    const id = onStage() ?? ''
    expect(manual.isInHand(id)).toBe(true)
    seat.showDraft(draftOf(2).id)
    seat.showDraft(id)
    expect(manual.isInHand(id)).toBe(false)
  })

  it('is begun once when the key is pressed twice, and anew once something stands in the first', async () => {
    const { manual, onStage, actions } = seatWithoutLine()
    await manual.open()
    const first = onStage() ?? ''
    await manual.open()
    expect(onStage()).toBe(first)
    actions.change(first, (draft) => draft)
    await manual.open()
    expect(onStage()).not.toBe(first)
  })

  it('says so when no number can be had', async () => {
    const { manual, problems, onStage } = seatWithoutLine(() => Promise.reject(new Error('full')))
    expect([await manual.open(), problems, onStage()]).toEqual([false, ['no-ticket-number'], null])
  })

  it('is no wrap-up after a restart', () => {
    const { line } = createActingSeat([])
    const paused = { ...line.snapshot(), membership: { state: 'paused' as const, since: 1 as never, reason: 'wrap-up' as const } }
    const draft = draftOf(1)
    expect(agentFound(paused, [draft], earlierCalls([]), epochMs(2))).toMatchObject({ kind: 'wrap-up' })
    expect(agentFound(paused, [{ ...draft, call: { ...draft.call, manual: 'mobile' } }], earlierCalls([]), epochMs(2))).toBeNull()
  })

  it('leaves what the caller writes down on the screen until the next call', () => {
    const draft = draftOf(1)
    const told = toldNumber({ ...draft, call: { ...draft.call, manual: 'in-person' } }, draft.number, false, null)
    const since = 1 as never
    expect(stillTold(told, { kind: 'ready', since })).toBe(told)
    expect(stillTold(told, { kind: 'ringing', since, callId: 'x' as CallId, next: { kind: 'ready' }, owesRest: false, awaySince: null, wrapUp: null })).toBeNull()
  })
})
