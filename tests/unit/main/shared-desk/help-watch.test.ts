import { describe, expect, it } from 'vitest'
import type { DeskQuestion, DeskReply } from '../../../../electron/main/shared-desk/desk-request'
import { createHelpWatch } from '../../../../electron/main/shared-desk/help-watch'
import type { DeskTrouble } from '../../../../shared/ipc/shared-desk-values'
import type { LockAlarm } from '../../../../shared/ipc/values'
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
  const seat = { isLocked: false, link: { kind: 'with-desk', token: 'token-1' } as { kind: 'with-desk'; token: string } | { kind: 'without-desk' }, answer: said(nobody) as typeof away | Promise<typeof away> }
  const agent = { id: 'a-1', number: '8001', name: '周明兰' }
  const watch = createHelpWatch({
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
    onChange: (alarm) => heard.push(alarm),
  })
  const locks = async () => {
    seat.isLocked = true
    watch.follow()
    await time.advance(0)
  }
  return { time, asked, heard, seat, watch, locks }
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
    expect(watch.current()).toEqual({ kind: 'quiet' })
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
    expect(watch.current()).toEqual({ kind: 'quiet' })
    await time.advance(3_000)
    expect(watch.current()).toEqual({ kind: 'unheard' })
    seat.answer = said(calling)
    await time.advance(1_000)
    seat.answer = away
    await time.advance(10_000)
    expect(watch.current()).toMatchObject({ kind: 'calling', seat: '8003' })
  })

  it('is told of nothing without the desk, or once the desk has ended the session, and says so', async () => {
    const { time, asked, seat, watch, locks } = setUp()
    seat.link = { kind: 'without-desk' }
    await locks()
    expect(watch.current()).toEqual({ kind: 'unheard' })
    expect(asked).toEqual([])
    seat.link = { kind: 'with-desk', token: 'token-2' }
    seat.answer = said({ code: 'unauthorized' }, 401)
    watch.follow()
    await time.advance(10_000)
    expect(asked).toHaveLength(1)
    expect(watch.current()).toEqual({ kind: 'unheard' })
  })
})

it('the locked seat of an agent asks for nothing', async () => {
  const { asked, watch, locks } = setUp(['AGENT'])
  await locks()
  expect(asked).toEqual([])
  expect(watch.current()).toEqual({ kind: 'quiet' })
})
