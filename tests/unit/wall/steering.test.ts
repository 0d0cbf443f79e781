import { beforeEach, describe, expect, it } from 'vitest'
import type { QueueDesk } from '../../../renderer/desk-client/listen-in'
import { createSteering } from '../../../renderer/wall/desk/steering'
import type { FloorBody, NewFloorSignal } from '../../../shared/floor/floor-signal'
import { epochMs } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { SeatStatus } from '../../../shared/queue/seat-state'
import { agentAtSeat, floorSignal } from '../../support/floor-signals'
import { testUuid } from '../../support/drafts'

const seat: SeatStatus = { ...agentAtSeat, extension: '1017', state: 'talking', reason: null, since: 0, queueCallId: null, severity: null, heardAt: 0 }

let said: NewFloorSignal[]
let commands: unknown[]
let refusal: string | null
let isAway: boolean
let ids: number
let steering: ReturnType<typeof createSteering>

function open(ownExtension: string | null = '1900', isShared = true): void {
  ids = 100
  steering = createSteering({
    newId: () => testUuid((ids += 1)), clock: { now: () => epochMs(5_000) }, ownExtension, isShared, onChange: () => undefined,
    async tell(signal) {
      if (isAway) return err({ code: 'unreachable' })
      said.push(signal)
      return ok(1)
    },
  })
  const desk: QueueDesk = {
    async ask(_path, schema, body) {
      if (body === undefined) return ok(schema.parse({ commands: ['add', 'listen', 'move', 'pause', 'remove', 'resume'] }))
      commands.push(body)
      return refusal === null ? ok(schema.parse({})) : err({ code: 'desk-error', httpStatus: 422, error: { code: 'refused', reason: refusal } })
    },
  }
  steering.follow(desk)
}

beforeEach(() => {
  said = []
  commands = []
  refusal = null
  isAway = false
  open()
})

/** What the PBX can do is asked and answered. */
const known = () => new Promise((resolve) => void setImmediate(resolve))

const obeyed = (signalId: string | undefined, done: boolean, why: string | null) =>
  steering.hear(floorSignal(1, { from: agentAtSeat, to: { kind: 'leads' }, body: { kind: 'obeyed', signalId: signalId ?? '', done, why } }))

describe('what a lead does from the wall', () => {
  it('is offered as far as the PBX, the consoles and the own telephone go', async () => {
    await known()
    expect([...steering.offered()].sort()).toEqual(['add', 'end-rest', 'end-wrap-up', 'listen', 'move', 'pause', 'remove', 'resume', 'sign-out', 'take-over'])
    open(null, false)
    await known()
    expect([...steering.offered()].sort()).toEqual(['add', 'move', 'pause', 'remove', 'resume'])
  })

  it.each<[Parameters<typeof steering.perform>[0], FloorBody]>([
    ['sign-out', { kind: 'signed-out' }],
    ['take-over', { kind: 'call-taken-over', extension: '1900' }],
    ['end-wrap-up', { kind: 'wrap-up-ended' }],
    ['resume', { kind: 'state-forced', state: 'ready', reason: null }],
  ])('%s is asked of the console, and has not been answered before it answers', async (what, body) => {
    expect((await steering.perform(what, '1017', [seat])).ok).toBe(true)
    expect(said).toMatchObject([{ to: { kind: 'person', personId: agentAtSeat.personId }, body }])
    expect(steering.steered('8017')).toMatchObject([{ what, at: 5_000, answer: { kind: 'waiting' } }])
  })

  it.each([
    [true, null, { kind: 'done', why: null }],
    [true, 'after-call', { kind: 'not-yet', why: 'after-call' }],
    [false, 'after-call', { kind: 'not-yet', why: 'after-call' }],
    [false, 'not-saved', { kind: 'not-done', why: 'not-saved' }],
    [false, 'of-a-later-console', { kind: 'not-done', why: 'unknown' }],
  ])('shows what the console answers: done %s, why %s', async (done, why, answer) => {
    await steering.perform('sign-out', '1017', [seat])
    obeyed(testUuid(999), true, null)
    expect(steering.steered('8017').map((each) => each.answer)).toEqual([{ kind: 'waiting' }])
    obeyed(said[0]?.id, done, why)
    expect(steering.steered('8017').map((each) => each.answer)).toEqual([answer])
  })

  it('that the desk has not got is not waited for', async () => {
    isAway = true
    expect(await steering.perform('sign-out', '1017', [seat])).toEqual(err({ code: 'not-reached' }))
    expect(steering.steered('8017')).toEqual([])
  })

  it('stays in sight beside what is asked next as long as it is to be done, unless that takes its place', async () => {
    const shown = () => steering.steered('8017').map(({ what, answer }) => [what, answer.kind])
    await steering.perform('sign-out', '1017', [seat])
    obeyed(said[0]?.id, false, 'after-call')
    await steering.perform('end-wrap-up', '1017', [seat])
    obeyed(said[1]?.id, true, null)
    obeyed(said[0]?.id, true, null)
    expect(shown()).toEqual([['sign-out', 'done'], ['end-wrap-up', 'done']])
    await steering.perform('sign-out', '1017', [seat])
    await steering.perform('resume', '1017', [seat])
    expect(shown()).toEqual([['resume', 'waiting']])
  })

  it('tells the agent nothing of listening before a telephone was answered', async () => {
    await steering.perform('listen', '1017', [seat])
    expect([said, commands]).toEqual([[], [{ kind: 'listen', extension: '1017', lead: '1900' }]])
  })

  it('moves a seat between queues at the PBX, and says in words why not', async () => {
    expect((await steering.changeQueues('1017', { kind: 'move', from: 'hotline', to: 'labour' })).ok).toBe(true)
    expect(commands).toEqual([{ kind: 'move', extension: '1017', from: 'hotline', to: 'labour' }])
    for (const reason of ['not-possible', 'no-such-member', 'already-member']) {
      refusal = reason
      expect(await steering.changeQueues('1017', { kind: 'add', queue: 'labour' })).toEqual(err({ code: reason }))
    }
  })
})
