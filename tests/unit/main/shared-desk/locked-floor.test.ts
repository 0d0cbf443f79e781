import { describe, expect, it } from 'vitest'
import type { DeskQuestion, DeskReply } from '../../../../electron/main/shared-desk/desk-request'
import { createLockedFloor } from '../../../../electron/main/shared-desk/locked-floor'
import type { DeskLinkOfPerson } from '../../../../electron/main/shared-desk/person'
import type { DeskTrouble } from '../../../../shared/ipc/shared-desk-values'
import type { LockAlarm, LockWishes } from '../../../../shared/ipc/values'
import { err, ok, type Result } from '../../../../shared/lib/result'
import type { Role } from '../../../../shared/people/role'
import { createManualTime } from '../../../support/manual-time'

const calling = { help: { seat: '8003', drill: false, callingForMs: 12_000 } }
const nobody = { help: null }
const away: Result<DeskReply, DeskTrouble> = err({ code: 'refused' })
const said = (json: unknown, status = 200): Result<DeskReply, DeskTrouble> => ok({ status, json })

function setUp(roles: readonly Role[] = ['LEAD']) {
  const time = createManualTime()
  const asked: DeskQuestion[] = []
  const heard: LockAlarm[] = []
  const wished: LockWishes[] = []
  const refused: string[] = []
  const seat = { isLocked: false, link: { kind: 'with-desk', token: 'token-1' } as DeskLinkOfPerson, answer: said(nobody) as typeof away | Promise<typeof away>, hasEnded: true }
  const agent = { id: 'a-1', number: '8001', name: '周明兰' }
  const watch = createLockedFloor({
    access: {
      state: () => (seat.isLocked ? { state: 'locked', agent, since: 1, reason: 'agent', redCalls: [] } : { state: 'signed-in', agent }),
      link: () => seat.link,
    },
    roles: () => roles,
    ask: async (_desk, question) => {
      asked.push(question)
      return seat.answer
    },
    clock: time,
    timers: time,
    desk: () => ({ origin: 'https://desk.example', trust: { fingerprints: [], authorities: '' } }),
    newId: () => `00000000-0000-4000-8000-00000000000${asked.length}`,
    extension: () => '1001',
    unsent: async () => 2,
    async onRefused() {
      refused.push(seat.link.kind)
      if (seat.hasEnded) seat.link = { kind: 'ended', end: 'session-ended' }
    },
    onAlarm: (alarm) => heard.push(alarm),
    onWishes: (wishes) => wished.push(wishes),
  })
  const locks = async () => {
    seat.isLocked = true
    watch.follow()
    await time.advance(0)
  }
  return { time, asked, heard, wished, refused, seat, watch, locks }
}

describe('the locked seat of a lead', () => {
  it('hears a call for help within two seconds, as seat and time, until the desk says that it is over', async () => {
    const { time, asked, heard, seat, watch, locks } = setUp()
    await locks()
    expect(asked).toEqual([{ method: 'GET', path: '/v1/floor/locked', token: 'token-1' }])
    seat.answer = said(calling)
    await time.advance(2_000)
    expect(heard).toEqual([{ kind: 'calling', seat: '8003', since: expect.any(Number), drill: false }])
    seat.answer = said(nobody)
    await time.advance(2_000)
    expect(watch.alarm()).toEqual({ kind: 'quiet' })
  })

  it('tells its page of no more than the desk has said it may', async () => {
    const { heard, seat, locks } = setUp()
    seat.answer = said({ help: { ...calling.help, who: '陈小芒', number: '15400000012' } })
    await locks()
    expect(JSON.stringify(heard)).not.toMatch(/陈小芒|15400000012/)
    expect(heard).toHaveLength(1)
  })

  it('asks no more once it is opened, and is quiet', async () => {
    const { time, asked, heard, seat, watch, locks } = setUp()
    seat.answer = said(calling)
    await locks()
    seat.isLocked = false
    watch.follow()
    const before = asked.length
    await time.advance(10_000)
    expect(asked).toHaveLength(before)
    expect(heard.at(-1)).toEqual({ kind: 'quiet' })
  })

  it('takes no answer that comes once it is opened', async () => {
    const { time, heard, seat, watch, locks } = setUp()
    let arrive = (_answer: typeof away): void => undefined
    seat.answer = new Promise((resolve) => { arrive = resolve })
    await locks()
    seat.isLocked = false
    watch.follow()
    arrive(said(calling))
    await time.advance(1_000)
    expect(heard).toEqual([])
  })

  it('says that none can be heard where the desk is away, but never that a call for help is over', async () => {
    const { time, seat, watch, locks } = setUp()
    seat.answer = away
    await locks()
    expect(watch.alarm()).toEqual({ kind: 'quiet' })
    await time.advance(3_000)
    expect(watch.alarm()).toEqual({ kind: 'unheard' })
    seat.answer = said(calling)
    await time.advance(1_000)
    seat.answer = away
    await time.advance(10_000)
    expect(watch.alarm()).toMatchObject({ kind: 'calling', seat: '8003' })
  })

  it('is told of nothing without the desk, or once the desk has ended the session, and says so', async () => {
    const { time, asked, refused, seat, watch, locks } = setUp()
    seat.link = { kind: 'without-desk' }
    await locks()
    expect(watch.alarm()).toEqual({ kind: 'unheard' })
    expect(asked).toEqual([])
    seat.link = { kind: 'with-desk', token: 'token-2' }
    seat.answer = said({ code: 'unauthorized' }, 401)
    watch.follow()
    await time.advance(10_000)
    expect(asked).toHaveLength(1)
    expect(refused).toEqual(['with-desk'])
    expect(watch.alarm()).toEqual({ kind: 'unheard' })
  })

  it('says again that the desk refuses it, where nobody could ask why, and goes on once it does not', async () => {
    const { time, refused, seat, watch, locks } = setUp()
    seat.hasEnded = false
    seat.answer = said({ code: 'unauthorized' }, 401)
    await locks()
    expect(refused).toHaveLength(1)
    await time.advance(800)
    expect(refused).toHaveLength(2)
    expect(watch.alarm()).toEqual({ kind: 'unheard' })
    seat.answer = said(calling)
    await time.advance(800)
    expect(watch.alarm()).toMatchObject({ kind: 'calling', seat: '8003' })
  })
})

describe('the locked seat of an agent', () => {
  const order = { id: '00000000-0000-4000-8000-000000000001', bySeat: '8001', order: { kind: 'wrap-up-ended' } } as const
  const state = { state: 'wrap-up', since: 5, reason: null, queueCallId: 'q-1', severity: null } as const
  const posted = (asked: readonly DeskQuestion[], path: string) => asked.filter((question) => question.method === 'POST' && question.path === path).map((question) => ('body' in question ? question.body : null))

  it('is told what leads want, once for each change, and misses no call for help: it answers none', async () => {
    const { time, wished, seat, watch, locks } = setUp(['AGENT'])
    seat.answer = said({ help: null, orders: [{ ...order, text: '张三' }], messages: 2 })
    await locks()
    await time.advance(6_000)
    expect(wished).toEqual([{ orders: [order], messages: 2 }])
    expect(watch.wishes()).toEqual(wished[0])
    seat.answer = away
    await time.advance(20_000)
    expect(watch.alarm()).toEqual({ kind: 'quiet' })
    seat.isLocked = false
    watch.follow()
    expect(wished.at(-1)).toEqual({ orders: [], messages: 0 })
  })

  it('says what it does, that it is locked and how much waits there, at once and as long as it stays so', async () => {
    const { time, asked, watch, locks, seat } = setUp(['AGENT'])
    watch.report(state)
    await locks()
    watch.report(state)
    await time.advance(10_000)
    const told = { ...state, extension: '1001', isLocked: true, unsent: 2 }
    expect(posted(asked, '/v1/floor/status')).toEqual([told, told])
    seat.isLocked = false
    watch.follow()
    await time.advance(30_000)
    expect(posted(asked, '/v1/floor/status')).toHaveLength(2)
  })

  it('tells the leads what became of an order, again until the desk has it', async () => {
    const { time, asked, watch, locks, seat } = setUp(['AGENT'])
    await locks()
    seat.answer = away
    await watch.answer(order.id, false, 'locked')
    seat.answer = said({})
    await time.advance(10_000)
    const answers = posted(asked, '/v1/floor/signals')
    expect(answers).toHaveLength(2)
    expect(answers[1]).toEqual(answers[0])
    expect(answers[0]).toMatchObject({ to: { kind: 'leads' }, body: { kind: 'obeyed', signalId: order.id, done: false, why: 'locked' } })
  })
})
