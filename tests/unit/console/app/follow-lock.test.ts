import { describe, expect, it } from 'vitest'
import { followLock, lockSeat } from '../../../../renderer/console/app/follow-lock'
import { createViewStore } from '../../../../renderer/console/app/view-store'
import { nextCall } from '../../../../shared/calls/call'
import type { ReadyToLock } from '../../../../shared/ipc/values'
import { epochMs } from '../../../../shared/lib/clock'
import { err, ok } from '../../../../shared/lib/result'
import { draftOf } from '../../../support/drafts'
import { createFakeLingxi } from '../../../support/fake-lingxi'
import { ringing } from '../../../support/fake-line'
import { createActingSeat } from './acting-seat.fixture'

const draft = draftOf(1)
const live = nextCall(nextCall(ringing('15400000012', 0, draft.call.callId), { kind: 'answer-requested', at: epochMs(1) }), { kind: 'established', at: epochMs(2), canBeHeard: true })

function setUp(isRed = false, isRinging = () => false) {
  const seat = createActingSeat([draft])
  const view = createViewStore('seat')
  const answers: (ReadyToLock & { readonly wasCovered: boolean })[] = []
  const { lingxi, emit } = createFakeLingxi('console', {
    readyToLock(answer) {
      answers.push({ ...answer, wasCovered: view.getState().isCovered })
      return ok(undefined)
    },
  })
  followLock({ lingxi, line: seat.line, keeper: seat.keeper, view, timers: seat.time, isRed: () => isRed, isRingingDuty: isRinging })
  return { ...seat, view, answers, lockComes: () => emit('lockComing', { reason: 'agent' }) }
}

describe('a console whose seat is about to be locked', () => {
  it('covers its screen, saves what was typed last and then says that it is ready', async () => {
    const { keeper, time, disk, view, answers, lockComes } = setUp()
    keeper.change(draft.id, (before) => ({ ...before, values: { ...before.values, description: '三个月没发工资' } }))
    lockComes()
    expect(view.getState().isCovered).toBe(true)
    await time.advance(0)
    expect(disk.get(draft.id)?.values.description).toBe('三个月没发工资')
    expect(answers).toEqual([{ saved: true, redCalls: [], wasCovered: true }])
  })

  it('waits for words that a field hands over only when it goes', async () => {
    const { keeper, time, disk, answers, view, lockComes } = setUp()
    keeper.expectWords(draft.id, true)
    view.subscribe(({ isCovered }) => {
      if (!isCovered) return
      keeper.change(draft.id, (before) => ({ ...before, values: { ...before.values, description: '还在字段里' } }))
      keeper.expectWords(draft.id, false)
    })
    lockComes()
    await time.advance(0)
    expect(disk.get(draft.id)?.values.description).toBe('还在字段里')
    expect(answers).toMatchObject([{ saved: true }])
  })

  it('stays, shows its screen again and says why, when the disk does not take the words', async () => {
    const { keeper, time, broken, view, answers, lockComes } = setUp()
    broken.disk = true
    keeper.change(draft.id, (before) => ({ ...before, touched: true }))
    lockComes()
    await time.advance(0)
    expect(answers).toMatchObject([{ saved: false, wasCovered: false }])
    expect(view.getState().toast).toMatchObject({ look: 'warn', key: 'lock.notSaved' })
  })

  it('stays while it calls for help: the next one on duty is rung from here; once nobody is, it is locked', async () => {
    let isRinging = true
    const { time, view, answers, lockComes } = setUp(true, () => isRinging)
    lockComes()
    await time.advance(0)
    expect([view.getState().isCovered, view.getState().toast?.key, answers]).toMatchObject([false, 'lock.helpRings', [{ saved: false }]])
    isRinging = false
    lockComes()
    await time.advance(0)
    expect(answers.at(-1)).toMatchObject({ saved: true, wasCovered: true })
  })

  it('tells main which of the calls that go on are RED, by nothing but their ids', async () => {
    const { line, time, answers, lockComes } = setUp(true)
    line.show([live])
    lockComes()
    await time.advance(0)
    expect(answers).toMatchObject([{ redCalls: [live.id] }])
  })
})

describe('an agent who presses the key of the lock', () => {
  const toastAfter = async (code: 'not-in-this-mode' | 'not-signed-in' | null) => {
    const view = createViewStore('seat')
    const { lingxi } = createFakeLingxi('console', { lock: () => (code === null ? ok(undefined) : err({ code })) })
    await lockSeat(lingxi, view)
    return view.getState().toast?.key ?? null
  }

  it('is told in practice that there is nothing to lock', async () => {
    expect(await toastAfter('not-in-this-mode')).toBe('lock.practice')
    expect(await toastAfter('not-signed-in')).toBe('lock.notNow')
    expect(await toastAfter(null)).toBeNull()
  })
})
