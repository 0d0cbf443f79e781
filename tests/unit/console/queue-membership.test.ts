import { beforeEach, describe, expect, it } from 'vitest'
import { keepQueueMembership } from '../../../renderer/console/seat/queue-membership'
import { createSeatStore } from '../../../renderer/console/seat/seat-store'
import type { SeatStore } from '../../../renderer/console/seat/seat-store'
import type { LineError, LineSnapshot } from '../../../shared/calls/phone-line'
import { epochMs } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import { createFakeLine } from '../../support/fake-line'
import { createManualTime } from '../../support/manual-time'
import type { ManualTime } from '../../support/manual-time'

const minute = 60_000
const refused = (sipCode: number) => err<LineError>({ code: 'refused-by-pbx', sipCode })

let time: ManualTime
let store: SeatStore
let asked: string[]
/** What the PBX says to the next question. */
let answer: Result<void, LineError>

beforeEach(() => {
  time = createManualTime()
  asked = []
  const line = createFakeLine([], { membership: { state: 'unknown' } })
  const since = time.now()
  store = createSeatStore({ line: line.snapshot(), agent: { kind: 'ready', since }, callers: new Map(), draftOnStage: null, draftOfCall: new Map(), queueTrouble: null })
  const asking = { ...line, execute: async (command: Parameters<typeof line.execute>[0]) => {
    asked.push(command.kind === 'pause-queue' ? `pause ${command.reason}` : command.kind)
    return answer
  } }
  answer = ok(undefined)
  keepQueueMembership(asking, store, { timers: time, random: () => 1 })
})

const show = (more: Partial<LineSnapshot>) => store.setState(({ line }) => ({ line: { ...line, ...more } }))
const takeBreak = () => store.setState({ agent: { kind: 'break', reason: 'MEAL', since: time.now() } })
const trouble = () => store.getState().queueTrouble

async function reconnect(): Promise<void> {
  show({ registration: { state: 'unreachable', since: time.now(), attempt: 1, nextTryAt: time.now() } })
  await time.advance(1000)
  show({ registration: { state: 'registered', since: time.now(), provenAt: time.now(), standby: 0 } })
  await time.advance(0)
}

describe('a PBX that does not follow the agent', () => {
  it.each([404, 403, 484, 501, 603])('is not asked again after a clear no (%i), and the agent is told', async (code) => {
    answer = refused(code)
    takeBreak()
    await time.advance(60 * minute)
    expect(asked.filter((what) => what === 'pause break')).toHaveLength(1)
    expect(trouble()).toEqual({ kind: 'refused', sipCode: code })
  })

  it('is asked again once the connection is new', async () => {
    answer = refused(404)
    takeBreak()
    await time.advance(minute)
    asked = []
    await reconnect()
    expect(asked).toEqual(['pause break'])
    answer = ok(undefined)
    await reconnect()
    show({ membership: { state: 'paused', since: time.now(), reason: 'break' } })
    await time.advance(minute)
    expect(trouble()).toBeNull()
  })

  it('is asked again, once, when the agent does something else', async () => {
    answer = refused(404)
    takeBreak()
    await time.advance(minute)
    asked = []
    store.setState({ agent: { kind: 'ready', since: time.now() } })
    await time.advance(60 * minute)
    takeBreak()
    await time.advance(60 * minute)
    expect(asked).toEqual(['resume-queue', 'pause break'])
    expect(trouble()).toEqual({ kind: 'refused', sipCode: 404 })
  })

  it.each([['no answer', err<LineError>({ code: 'timed-out' })], ['not now', refused(503)], ['busy', refused(486)]])('with %s is asked less and less often, and the agent is told', async (_what, no) => {
    await time.advance(minute)
    answer = no
    asked = []
    takeBreak()
    await time.advance(0)
    expect([asked.length, trouble()]).toEqual([1, null])
    await time.advance(2000)
    expect([asked.length, trouble()]).toEqual([2, { kind: 'failing', tries: 2 }])
    await time.advance(4000)
    expect(asked).toHaveLength(3)
    await time.advance(60 * minute)
    expect(asked.length).toBeLessThan(70)
    expect(asked.length).toBeGreaterThan(55)
  })

  it('that takes it at last is no trouble any more', async () => {
    answer = err({ code: 'timed-out' })
    takeBreak()
    await time.advance(10_000)
    expect(trouble()).toMatchObject({ kind: 'failing' })
    answer = ok(undefined)
    await time.advance(minute)
    expect(trouble()).toBeNull()
  })

  it('is asked at once for another state, whatever became of the last one', async () => {
    answer = err({ code: 'timed-out' })
    takeBreak()
    await time.advance(10 * minute)
    asked = []
    store.setState({ agent: { kind: 'ready', since: epochMs(time.now()) } })
    await time.advance(0)
    expect(asked).toEqual(['resume-queue'])
  })
})
