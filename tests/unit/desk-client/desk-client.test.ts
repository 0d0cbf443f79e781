import { afterEach, describe, expect, it } from 'vitest'
import type { HistoryKey } from '../../../shared/callers/phone-number'
import { deskRoutes } from '../../../shared/desk-api/desk-api'
import { openConnectedSeat } from '../../support/connected-seat'
import { draftOf, eventsOf, testUuid, wageComplaint } from '../../support/drafts'
import { meaningOf } from '../../../shared/tickets/ticket-search'
import { createScriptedDesk } from '../../support/scripted-desk'
import { createVirtualTime } from '../../support/virtual-time'

const mobile = '8615400000012' as HistoryKey
const origin = 'http://127.0.0.1:1'

async function startSeat(reachDisk = () => undefined as void) {
  const time = createVirtualTime()
  const desk = createScriptedDesk()
  /** A first copy takes hours: meanwhile nothing of the log arrives. */
  const copying = { isHeldUp: false }
  const fetch: typeof desk.fetch = (input, init) =>
    copying.isHeldUp && String(input).includes(deskRoutes.changes) ? Promise.reject(new TypeError('fetch failed')) : desk.fetch(input, init)
  const seat = await openConnectedSeat({ ...time, fetch, reachDisk })
  return {
    ...seat,
    time,
    desk,
    copying,
    connect: () => seat.client.connect({ origin, token: desk.token }),
    isSettled: () => seat.isSettledAt(desk.log.changes.length),
  }
}

const complaint = (number: number) => draftOf(number, { values: wageComplaint, caller: { kind: 'known', personId: testUuid(900) } })

describe('a seat and its desk', () => {
  let seat: Awaited<ReturnType<typeof startSeat>>
  afterEach(() => seat.close())
  const orders = () => seat.shownAt(mobile)

  it('an order submitted while the desk is away shows at the next ring, arrives when it is back, and never shows twice', async () => {
    seat = await startSeat()
    await seat.submit(complaint(1))
    expect(await orders()).toEqual([complaint(1).ticketId])
    seat.desk.isDown = true
    seat.connect()
    await seat.time.until(() => seat.situation().link.state === 'unreachable')
    await seat.submit(complaint(2))
    expect(seat.situation().outbox).toMatchObject({ waiting: 2 })
    seat.desk.isDown = false
    await seat.time.until(seat.isSettled)
    expect([...(await orders())].sort()).toEqual([complaint(1).ticketId, complaint(2).ticketId].sort())
    expect(seat.desk.log.changes).toHaveLength(8)
    expect(seat.situation().outbox).toMatchObject({ waiting: 0, oldestAt: null })
  })

  describe('after a desk has lost its day', () => {
    const write = (...numbers: number[]) => numbers.forEach((number) => seat.desk.log.append(eventsOf(complaint(number))))
    const submitUnseen = async (number: number) => {
      seat.copying.isHeldUp = true
      await seat.submit(complaint(number))
      await seat.time.until(() => seat.storage.outbox.entries()[0]?.delivery.state === 'accepted')
    }
    const isInLogOnce = (number: number) => seat.desk.log.changes.filter(({ event }) => event.ticketId === complaint(number).ticketId).length === eventsOf(complaint(number)).length

    it('it gets once more what it had accepted and the copy had not come to, though the copy noticed nothing', async () => {
      seat = await startSeat()
      seat.connect()
      write(1)
      await seat.time.until(seat.isSettled)
      write(2)
      await submitUnseen(3)
      seat.desk.isDown = true
      seat.desk.endStreams()
      await seat.time.until(() => seat.situation().link.state === 'unreachable')
      seat.desk.log.setBack(8)
      write(4, 5)
      seat.copying.isHeldUp = false
      seat.desk.isDown = false
      await seat.time.until(seat.isSettled)
      expect(isInLogOnce(3)).toBe(true)
      expect([...(await orders())].sort()).toEqual([1, 2, 3, 4, 5].map((number) => complaint(number).ticketId).sort())
    })

    it('it gets once more what the copy had not come to, also when it was set back under a connection that stands', async () => {
      seat = await startSeat()
      seat.connect()
      write(1, 2, 3)
      await seat.time.until(seat.isSettled)
      await submitUnseen(4)
      seat.desk.log.setBack(8)
      write(5, 6)
      seat.copying.isHeldUp = false
      seat.desk.hint()
      await seat.time.until(seat.isSettled)
      expect(isInLogOnce(4)).toBe(true)
      expect([...(await orders())].sort()).toEqual([1, 2, 4, 5, 6].map((number) => complaint(number).ticketId).sort())
    })

    it('another one that was only away has it once all the same', async () => {
      seat = await startSeat()
      seat.connect()
      await seat.time.until(seat.isSettled)
      await submitUnseen(1)
      seat.desk.isDown = true
      seat.desk.endStreams()
      await seat.time.until(() => seat.situation().link.state === 'unreachable')
      seat.copying.isHeldUp = false
      seat.desk.isDown = false
      await seat.time.until(seat.isSettled)
      expect(seat.desk.log.changes).toHaveLength(4)
      expect(seat.situation().outbox).toMatchObject({ waiting: 0, oldestAt: null })
    })
  })

  it('at no moment between submitting and the confirmed copy is the order missing or double', async () => {
    seat = await startSeat()
    seat.connect()
    await seat.time.until(() => seat.situation().sync.state === 'synced')
    await seat.submit(complaint(1))
    for (let look = 0; look < 60; look += 1) {
      expect(await orders()).toEqual([complaint(1).ticketId])
      await new Promise((resolve) => setImmediate(resolve))
      if (look === 20) seat.desk.hint()
    }
    await seat.time.until(seat.isSettled)
    expect(await orders()).toEqual([complaint(1).ticketId])
  })

  it('follows the desk to a new port and token while a request is under way', async () => {
    seat = await startSeat()
    seat.connect()
    await seat.time.until(seat.isSettled)
    seat.desk.faults = ['no-answer']
    await seat.submit(complaint(1))
    await seat.time.rest()
    expect(seat.situation().outbox).toMatchObject({ sending: 1 })
    const before = seat.time.clock.now()
    seat.desk.token = 'another-token-of-a-desk-started-again-32'
    seat.connect()
    await seat.time.until(seat.isSettled)
    expect(seat.time.clock.now() - before).toBeLessThan(3_000)
    expect(seat.desk.log.changes).toHaveLength(4)
  })

  it('tells since when the desk answers, when it last did, and that it no longer does', async () => {
    seat = await startSeat()
    expect(seat.situation().link).toEqual({ state: 'no-connection' })
    seat.connect()
    await seat.time.until(() => seat.situation().link.state === 'reachable')
    const since = seat.time.clock.now()
    await seat.time.advance(5_000)
    seat.desk.hint()
    await seat.time.rest()
    expect(seat.situation().link).toMatchObject({ state: 'reachable', since, lastAnswerAt: since + 5_000 })
    seat.desk.isDown = true
    seat.desk.endStreams()
    await seat.time.until(() => seat.situation().link.state === 'unreachable')
    expect(seat.situation().link).toMatchObject({ lastAnswerAt: since + 5_000, failure: 'unreachable' })
    expect(seat.situation().sync.state).toBe('stopped')
    seat.client.connect(null)
    expect(seat.situation().link).toEqual({ state: 'no-connection' })
  })

  it('sends nothing to a desk of the other kind: practice and real work never meet', async () => {
    seat = await startSeat()
    seat.desk.practice = true
    await seat.submit(complaint(1))
    seat.connect()
    await seat.time.until(() => seat.situation().link.state === 'unreachable')
    await seat.time.advance(60_000)
    expect(seat.situation().link).toMatchObject({ failure: 'practice-mismatch' })
    expect(new Set(seat.desk.asked)).toEqual(new Set(['/v1/health']))
  })

  it('a wrong token is told as such, and the next connection works', async () => {
    seat = await startSeat()
    seat.client.connect({ origin, token: 'of-the-run-before' })
    await seat.time.until(() => seat.situation().link.state === 'unreachable')
    expect(seat.situation().link).toMatchObject({ failure: 'unauthorized' })
    seat.connect()
    await seat.time.until(() => seat.situation().link.state === 'reachable')
  })

  it('tells under which numbers something has changed', async () => {
    seat = await startSeat()
    const keys: string[] = []
    seat.client.onCallersChanged((changed) => keys.push(...changed))
    seat.desk.log.append(eventsOf(complaint(1)))
    seat.connect()
    await seat.time.until(seat.isSettled)
    expect(keys).toEqual([mobile])
  })

  it('replaces a worker that broke down and goes on', async () => {
    seat = await startSeat()
    seat.connect()
    await seat.time.until(seat.isSettled)
    seat.workers[0]?.onerror?.({ preventDefault: () => undefined } as ErrorEvent)
    seat.desk.log.append(eventsOf(complaint(1)))
    await seat.time.until(seat.isSettled)
    expect(seat.workers).toHaveLength(2)
    expect(await orders()).toEqual([complaint(1).ticketId])
  })

  it('a copy that could not be opened is opened once the disk takes it again, and what the desk accepted meanwhile is settled', async () => {
    let isFull = true
    seat = await startSeat(() => {
      if (isFull) throw new Error('no room')
    })
    seat.connect()
    await seat.time.until(() => seat.situation().link.state === 'reachable' && seat.situation().sync.state === 'failing')
    const failing = seat.situation().sync
    expect(failing).toMatchObject({ failure: 'storage-failed', position: null })
    await seat.submit(complaint(1))
    const told: string[] = []
    seat.client.search(meaningOf('隔天结账', '023'), ({ state }) => told.push(state))
    expect(told).toEqual(['failed'])
    await seat.time.until(() => seat.workers.length === 3)
    await seat.time.rest()
    expect(seat.situation().sync).toMatchObject({ state: 'failing', since: failing.state === 'failing' && failing.since })
    isFull = false
    await seat.time.until(seat.isSettled)
    expect(await orders()).toEqual([complaint(1).ticketId])
    seat.client.search(meaningOf('隔天结账', '023'), ({ state }) => told.push(state))
    await seat.time.until(() => told.at(-1) === 'done')
  })

  it('a search asked of a worker that cannot open its copy has failed', async () => {
    seat = await startSeat(() => {
      throw new Error('no room')
    })
    const told: string[] = []
    seat.client.search(meaningOf('隔天结账', '023'), ({ state }) => told.push(state))
    await seat.time.until(() => told.length > 0)
    expect(told).toEqual(['failed'])
  })

  it('asks where an order stands, and says so when the desk does not answer', async () => {
    seat = await startSeat()
    expect(await seat.client.ticketStatus('12345678', '012')).toEqual({ ok: false, error: { code: 'unreachable' } })
    seat.connect()
    await seat.time.until(() => seat.situation().link.state === 'reachable')
    expect(await seat.client.ticketStatus('12345678', '012')).toMatchObject({ ok: true, value: { state: 'HANDLING' } })
  })

  it('searches its copy while the desk is away; a new search stops the one before', async () => {
    seat = await startSeat()
    seat.connect()
    seat.desk.log.append(eventsOf(complaint(1)))
    await seat.time.until(seat.isSettled)
    seat.desk.isDown = true
    const told: string[] = []
    const search = (text: string) => seat.client.search(meaningOf(text, '023'), ({ state, hits }) => told.push(`${text} ${state} ${hits.length}`))
    search('隔天结账')
    search('15400000012')
    await seat.time.until(() => told.some((line) => line.includes('done')))
    expect(told.every((line) => line.startsWith('15400000012'))).toBe(true)
    expect(told[0]).toBe('15400000012 searching 1')
    const stop = search('秦木根')
    stop()
    await seat.time.rest()
    expect(told.some((line) => line.startsWith('秦木根'))).toBe(false)
  })

  it('a search that its worker broke down at has failed, and the next one is answered', async () => {
    seat = await startSeat()
    const told: string[] = []
    seat.client.search(meaningOf('隔天结账', '023'), ({ state }) => told.push(state))
    seat.workers.at(-1)?.onerror?.({ preventDefault: () => undefined } as ErrorEvent)
    expect(told).toEqual(['failed'])
    await seat.time.advance(2_500)
    seat.client.search(meaningOf('隔天结账', '023'), ({ state }) => told.push(state))
    await seat.time.until(() => told.at(-1) === 'done')
  })

  it('keeps by another policy as soon as it is told', async () => {
    seat = await startSeat()
    seat.connect()
    for (const number of [1, 2, 3]) seat.desk.log.append(eventsOf(complaint(number)))
    await seat.time.until(seat.isSettled)
    seat.client.keepBy({ months: 24, tickets: 1, wordsDays: 30 })
    for (let look = 0; look < 50 && (await orders()).length > 1; look += 1) await seat.time.rest()
    expect(await orders()).toHaveLength(1)
  })
})
