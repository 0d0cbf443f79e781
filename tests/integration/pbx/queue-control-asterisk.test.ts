import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createAsteriskControl } from '../../../electron/desk/pbx/asterisk-control'
import type { QueueCommand } from '../../../shared/desk-api/queue-api'
import { describeWithPbx } from '../../support/describe-with-pbx'
import { watchPbx } from '../../support/pbx-events'
import { openPlainSeat, type PlainSeat } from '../../support/plain-seat'
import { call } from '../../support/sipp'
import { watchFeed, type WatchedFeed } from '../../support/watched-feed'

describeWithPbx('telling a real Asterisk', () => {
  let feed: WatchedFeed
  let seat: PlainSeat
  let lead: PlainSeat
  const perform = (command: QueueCommand) => createAsteriskControl(feed.feed.connection).perform(command)
  const code = async (command: QueueCommand) => {
    const done = await perform(command)
    return done.ok ? 'ok' : done.error.code
  }
  const queuesOf = (extension: string) => feed.state().members.filter((member) => member.extension === extension).map(({ queue }) => queue)

  beforeAll(async () => {
    feed = watchFeed()
    seat = await openPlainSeat('1011')
    lead = await openPlainSeat('1012')
    await feed.until((state) => state.members.length === 2)
  })
  afterAll(() => {
    feed.stop()
    seat.close()
    lead.close()
  })
  afterEach(async () => {
    for (const queue of queuesOf('1011')) await perform({ kind: 'remove', extension: '1011', queue })
    await feed.until(() => queuesOf('1011').length === 0)
  })

  it('what it can do is what it says itself', async () => {
    const can = await createAsteriskControl(feed.feed.connection).capabilities()
    expect([...can].sort()).toEqual(['add', 'barge', 'listen', 'move', 'pause', 'remove', 'resume', 'whisper'])
    expect(await createAsteriskControl(() => null).capabilities()).toEqual(new Set())
  })

  it('to add a seat, to pause it with a reason, to let it go on, to remove it: each comes back through the feed', async () => {
    expect(await code({ kind: 'add', extension: '1011', queue: 'hotline' })).toBe('ok')
    await feed.until(() => queuesOf('1011').includes('hotline'))
    expect(await code({ kind: 'pause', extension: '1011', queue: null, reason: 'course' })).toBe('ok')
    await feed.until((state) => state.members.some(({ extension, membership, reason }) => extension === '1011' && membership === 'paused' && reason === 'course'))
    expect(await code({ kind: 'resume', extension: '1011', queue: 'hotline' })).toBe('ok')
    await feed.until((state) => state.members.some(({ extension, membership, reason }) => extension === '1011' && membership === 'available' && reason === null))
    expect(await code({ kind: 'remove', extension: '1011', queue: 'hotline' })).toBe('ok')
    await feed.until(() => queuesOf('1011').length === 0)
  })

  it('what cannot be done is said with a code', async () => {
    await perform({ kind: 'add', extension: '1011', queue: 'hotline' })
    expect(await code({ kind: 'add', extension: '1011', queue: 'hotline' })).toBe('already-member')
    expect(await code({ kind: 'add', extension: '1011', queue: 'nowhere' })).toBe('no-such-queue')
    expect(await code({ kind: 'remove', extension: '1012', queue: 'hotline' })).toBe('no-such-member')
    expect(await code({ kind: 'pause', extension: '1999', queue: null, reason: 'x' })).toBe('no-such-member')
    expect(await code({ kind: 'move', extension: '1012', from: 'hotline', to: 'legal' })).toBe('no-such-member')
    expect(await code({ kind: 'listen', extension: '1011', lead: '1012' })).toBe('no-call')
    const away = createAsteriskControl(() => null)
    expect(await away.perform({ kind: 'resume', extension: '1011', queue: null })).toEqual({ ok: false, error: { code: 'away' } })
  })

  it('to move a seat to another queue takes its pause along', async () => {
    await perform({ kind: 'add', extension: '1011', queue: 'hotline' })
    await perform({ kind: 'pause', extension: '1011', queue: null, reason: 'course' })
    expect(await code({ kind: 'move', extension: '1011', from: 'hotline', to: 'legal' })).toBe('ok')
    await feed.until(() => queuesOf('1011').join() === 'legal')
    expect(feed.state().members.find(({ extension }) => extension === '1011')).toMatchObject({ membership: 'paused', reason: 'course' })
  })

  it('a seat that its configuration has put into a queue stays there, and is not put into another one either', async () => {
    expect(await code({ kind: 'move', extension: '1001', from: 'hotline', to: 'legal' })).toBe('not-possible')
    expect(queuesOf('1001')).toEqual(['hotline'])
  })

  it.each(['listen', 'whisper', 'barge'] as const)('to %s: the lead\'s own telephone rings, and is in the call when it is answered', async (kind) => {
    await perform({ kind: 'add', extension: '1011', queue: 'hotline' })
    seat.be('answer')
    lead.be('answer')
    const watch = await watchPbx()
    const caller = await call({ from: '15400000012' })
    await feed.until(({ calls }) => calls.length === 1)
    expect(await code({ kind, extension: '1011', lead: '1012' })).toBe('ok')
    const started = await watch.waitFor((event) => event['Event'] === 'ChanSpyStart')
    expect(started['SpyeeChannel']).toMatch(/^PJSIP\/1011-/)
    expect(started['SpyerChannel']).toMatch(/^PJSIP\/1012-/)
    // The lead's own call is nobody's call of the queue.
    expect(feed.state().calls.map(({ extension }) => extension)).toEqual(['1011'])
    await caller.hangUp()
    await watch.waitFor((event) => event['Event'] === 'ChanSpyStop')
    await watch.waitFor((event) => event['Event'] === 'Hangup' && event['Channel']?.startsWith('PJSIP/1012-') === true)
    watch.close()
    await feed.until(({ calls }) => calls.length === 0)
  })
})
