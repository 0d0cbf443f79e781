import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openCuttableLink, type CuttableLink } from '../../support/cuttable-link'
import { describeWithPbx } from '../../support/describe-with-pbx'
import { pbx } from '../../support/pbx'
import { openPlainSeat, type PlainSeat } from '../../support/plain-seat'
import { pictureOfShow, pictureOfState } from '../../support/queue-words'
import { call } from '../../support/sipp'
import { watchFeed, type WatchedFeed } from '../../support/watched-feed'

/** Numbers of nobody. */
const numbers = ['15400000012', '15400000013', '15400000014', '15400000015'] as const

describeWithPbx('the queue feed of a real Asterisk', () => {
  let feed: WatchedFeed
  let seat: PlainSeat
  let link: CuttableLink

  beforeAll(async () => {
    link = await openCuttableLink({ host: pbx.address, port: 5038 })
    feed = watchFeed({ host: '127.0.0.1', port: link.port })
    seat = await openPlainSeat('1011')
    await feed.until((state) => state.members.length === 2)
    await pbx.cli('queue add member PJSIP/1011 to hotline')
    await feed.until((state) => state.members.some(({ extension, device }) => extension === '1011' && device === 'idle'))
  })
  afterAll(async () => {
    feed.stop()
    seat.close()
    await link.close()
  })
  afterEach(async () => {
    await feed.until(({ waiting, calls }) => waiting.length === 0 && calls.length === 0)
    await sameAsTold()
  })

  /** The state is what the PBX's own command line says. */
  async function sameAsTold(): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      const told = pictureOfShow(await pbx.cli('queue show hotline'))
      const known = pictureOfState(feed.state(), 'hotline')
      if (JSON.stringify(told) === JSON.stringify(known)) return
      if (tries > 20) expect(known).toEqual(told)
    }
  }

  const kinds = (since: number) => feed.events().slice(since).filter(({ kind }) => kind !== 'member').map((event) => ('how' in event ? `${event.kind} ${event.how}` : 'why' in event ? `${event.kind} ${event.why}` : event.kind))

  it('tells of a caller who waits, is answered, held, and hangs up, under the id that the seats know', async () => {
    const since = feed.events().length
    seat.be('ring')
    const caller = await call({ from: numbers[0], headers: { 'X-Call-Id': 'told-by-the-trunk' } })
    await feed.until(({ waiting }) => waiting[0]?.offeredTo[0] === '1011')
    expect(feed.state().waiting[0]).toMatchObject({ queueCallId: 'told-by-the-trunk', queue: 'hotline', position: 1, caller: { maskedNumber: '154****0012', earlierToday: 0 } })
    await sameAsTold()
    seat.be('answer')
    await feed.until(({ calls }) => calls[0]?.extension === '1011')
    await sameAsTold()
    seat.hold(true)
    await feed.until(({ calls }) => typeof calls[0]?.heldSince === 'number')
    seat.hold(false)
    await feed.until(({ calls }) => calls[0]?.heldSince === null)
    await caller.hangUp()
    await feed.until(({ calls }) => calls.length === 0)
    expect(kinds(since)).toEqual(['entered', 'offered', 'answered', 'held', 'held', 'completed caller'])
  })

  it('tells who hung up while waiting, who was sent away by the clock, and where nobody was', async () => {
    await pbx.cli('queue pause member PJSIP/1011 queue hotline reason lunch')
    await feed.until((state) => state.members.some(({ membership, reason }) => membership === 'paused' && reason === 'lunch'))
    await sameAsTold()
    const since = feed.events().length
    const first = await call({ from: numbers[1] })
    await feed.until(({ waiting }) => waiting.length === 1)
    const second = await call({ from: numbers[2], target: '12353' })
    await feed.until(({ waiting }) => waiting.length === 2)
    await sameAsTold()
    await first.hangUp()
    await feed.until(({ waiting }) => waiting.length === 1)
    expect(feed.state().waiting[0]).toMatchObject({ position: 1, caller: { maskedNumber: '154****0014' } })
    await second.ended.catch(() => '')
    const third = await call({ from: 'anonymous', target: '12354', headers: { Privacy: 'id' } })
    await third.ended.catch(() => '')
    await feed.until(() => kinds(since).filter((kind) => kind.startsWith('left')).length === 3)
    expect(kinds(since)).toEqual(['entered', 'entered', 'left hung-up', 'left timed-out', 'entered', 'left no-agents'])
    await pbx.cli('queue unpause member PJSIP/1011 queue hotline')
    await feed.until((state) => state.members.every(({ membership }) => membership === 'available'))
  })

  it('tells a seat that declines from one where the caller gave up while it rang', async () => {
    const since = feed.events().length
    seat.be('decline')
    const caller = await call({ from: numbers[0] })
    await feed.until(() => kinds(since).includes('offer-ended declined'))
    seat.be('ring')
    await feed.until(({ waiting }) => waiting[0]?.offeredTo[0] === '1011')
    expect(feed.state().waiting[0]?.caller.earlierToday).toBe(1)
    await caller.hangUp()
    await feed.until(({ waiting }) => waiting.length === 0)
    expect(kinds(since).slice(-2)).toEqual(['offer-ended taken-back', 'left hung-up'])
  })

  describe('after a gap', () => {
    it('knows what a connection cut in the middle has kept from it', async () => {
      seat.be('ring')
      const staying = await call({ from: numbers[0], headers: { 'X-Call-Id': 'stays' } })
      await feed.until(({ waiting }) => waiting[0]?.offeredTo.length === 1)
      const before = feed.state().waiting[0]
      link.cut()
      await feed.until((_, news) => news.at(-1)?.kind === 'away')
      await pbx.cli('queue pause member PJSIP/1002 queue hotline reason course')
      const unheard = await call({ from: numbers[3] })
      await unheard.reached('calling')
      const reads = feed.news.filter(({ kind }) => kind === 'read').length
      link.mend()
      await feed.until((_, news) => news.filter(({ kind }) => kind === 'read').length > reads)
      await feed.until(({ waiting }) => waiting.length === 2)
      await sameAsTold()
      expect(feed.state().waiting[0]).toEqual(before)
      expect(feed.state().waiting[1]?.caller.maskedNumber).toBe('154****0015')
      seat.be('answer')
      await feed.until(({ calls }) => calls[0]?.queueCallId === 'stays')
      link.cut()
      await feed.until((_, news) => news.at(-1)?.kind === 'away')
      link.mend()
      await feed.until((_, news) => news.at(-1)?.kind === 'read')
      expect(feed.state().calls[0]).toMatchObject({ queueCallId: 'stays', extension: '1011' })
      seat.be('ring')
      await staying.hangUp()
      await feed.until(({ calls }) => calls.length === 0)
      await unheard.hangUp()
      await pbx.cli('queue unpause member PJSIP/1002 queue hotline')
      await feed.until((state) => state.members.every(({ membership }) => membership === 'available'))
    })

    it('says that the PBX is away while it is restarted, and has all of it again afterwards', async () => {
      const waiting = await call({ from: numbers[0] })
      await feed.until((state) => state.waiting.length === 1)
      waiting.ended.catch(() => '')
      await pbx.restart()
      await feed.until((_, news) => news.some(({ kind }) => kind === 'away') && news.at(-1)?.kind !== 'away', 30_000)
      await feed.until((state) => state.members.length === 2 && state.waiting.length === 0)
      await sameAsTold()
      await pbx.cli('queue add member PJSIP/1011 to hotline')
      await feed.until((state) => state.members.length === 3)
    })

    it('notices a PBX that hangs with its connections open', async () => {
      await pbx.whileFrozen(() => feed.until((_, news) => news.at(-1)?.kind === 'away', 30_000))
      await feed.until((_, news) => news.at(-1)?.kind !== 'away', 30_000)
    })
  })

  it('has written no number, name or secret into its log', () => {
    const words = JSON.stringify(feed.log)
    expect(words).toContain('pbx-read')
    expect(words).not.toMatch(/1540000|console|secret/)
  })
})
