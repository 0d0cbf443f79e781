import { describe, expect, it } from 'vitest'
import { changeMembership } from '../../../renderer/phone/sip/queue-membership'
import type { LineError } from '../../../shared/calls/phone-line'
import { err, ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import { at } from '../calls/calls.fixture'
import { createFakeLine } from './phone.fixture'

const clock = { now: () => at(5) }

function open(answer: () => Result<void, LineError>) {
  const { state } = createFakeLine()
  const dialled: string[] = []
  const dial = async (code: string) => {
    dialled.push(code)
    return answer()
  }
  return { state, dialled, parts: { state, clock, dial } }
}

describe("the seat's place in the queue", () => {
  it.each([
    ['wrap-up', '*311'],
    ['break', '*312'],
    ['meeting', '*313'],
    ['training', '*314'],
    ['busy', '*315'],
  ] as const)('a pause for %s dials %s', async (reason, code) => {
    const { state, dialled, parts } = open(() => ok(undefined))
    await changeMembership({ kind: 'pause-queue', reason }, parts)
    expect(dialled).toEqual([code])
    expect(state.snapshot().membership).toEqual({ state: 'paused', since: at(5), reason })
  })

  it('is changing until the PBX has said yes', async () => {
    const { state, parts } = open(() => {
      expect(state.snapshot().membership).toEqual({ state: 'changing', to: 'ready', since: at(5) })
      return ok(undefined)
    })
    await changeMembership({ kind: 'resume-queue' }, parts)
    expect(state.snapshot().membership).toEqual({ state: 'ready', since: at(5) })
  })

  it('stays what it was when the PBX says no', async () => {
    const { state, parts } = open(() => err({ code: 'refused-by-pbx', sipCode: 403 }))
    const before = state.snapshot().membership
    expect(await changeMembership({ kind: 'pause-queue', reason: 'break' }, parts)).toMatchObject({ ok: false })
    expect(state.snapshot().membership).toEqual(before)
  })

  it('is unknown when the connection was lost meanwhile', async () => {
    const { state, parts } = open(() => {
      state.set({ membership: { state: 'unknown' } })
      return err({ code: 'timed-out' })
    })
    await changeMembership({ kind: 'pause-queue', reason: 'break' }, parts)
    expect(state.snapshot().membership).toEqual({ state: 'unknown' })
  })
})
