import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDeskService, type DeskService } from '../../../electron/desk/desk-service'
import type { DatabaseAddress } from '../../../electron/desk/store/connection'
import { createDeskHttp, type DeskHttp } from '../../../renderer/desk-client/desk-http'
import { createQueueFeedReader, type QueueFeedReader } from '../../../renderer/desk-client/queue-feed'
import type { QueueFeedState } from '../../../renderer/desk-client/queue-feed-state'
import { queueEventsAnswerSchema, queueRoutes } from '../../../shared/desk-api/queue-api'
import type { FeedLine } from '../../../shared/queue/queue-state'
import { describeWithPbx } from '../../support/describe-with-pbx'
import { embeddedBinDir, startTestPostgres, type TestPostgres } from '../../support/desk/test-postgres'
import { testToken } from '../../support/desk/running-desk'
import { systemClock, systemTimers } from '../../support/desk/system-time'
import { agent8017 } from '../../support/drafts'
import { pbx } from '../../support/pbx'
import { openPlainSeat, type PlainSeat } from '../../support/plain-seat'
import { call } from '../../support/sipp'
import { managerAccount } from '../../support/watched-feed'

/** A console's end, with what it was told. */
function watchDesk(service: DeskService) {
  const http: DeskHttp = createDeskHttp({ origin: service.origin, token: testToken }, { fetch: globalThis.fetch, timers: systemTimers })
  const listeners = new Set<(state: QueueFeedState) => void>()
  const lines: FeedLine[] = []
  const reader: QueueFeedReader = createQueueFeedReader({
    clock: systemClock, timers: systemTimers, random: Math.random,
    onState: (state) => listeners.forEach((listener) => listener(state)), onLine: (line) => lines.push(line),
  })
  reader.follow(http)
  return {
    lines,
    state: () => reader.state(),
    until: (holds: (state: QueueFeedState) => boolean, withinMs = 15_000) =>
      new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`not within ${withinMs} ms: ${JSON.stringify(reader.state())}`)), withinMs)
        const look = (state: QueueFeedState) => {
          if (!holds(state)) return
          clearTimeout(timer)
          listeners.delete(look)
          resolve()
        }
        listeners.add(look)
        look(reader.state())
      }),
    close() {
      reader.dispose()
      http.cancel()
    },
  }
}

describeWithPbx('two desks on one database and one Asterisk', () => {
  let server: TestPostgres
  let database: DatabaseAddress
  let seat: PlainSeat
  const log: object[] = []

  const open = () =>
    openDeskService({
      config: { author: agent8017, practice: false, token: testToken }, address: database, port: 0, clock: systemClock, timers: systemTimers, random: Math.random,
      log: (entry) => log.push(entry), onLost: () => undefined, onBackupState: () => undefined, beforeAnswering: async () => undefined,
      queueSource: { kind: 'asterisk', homeArea: '023', address: { host: pbx.address, port: 5038, ...managerAccount } },
    })
  const page = async ({ origin }: DeskService) => {
    const response = await fetch(`${origin}${queueRoutes.events}?from=0&to=${Date.now() + 60_000}`, { headers: { Authorization: `Bearer ${testToken}` } })
    return queueEventsAnswerSchema.parse(await response.json())
  }

  beforeAll(async () => {
    server = await startTestPostgres(embeddedBinDir())
    database = await server.createDatabase()
    seat = await openPlainSeat('1011')
  })
  afterAll(async () => {
    seat.close()
    await server.stop()
  })

  it('show the same, keep each event once, and one that is started again knows what was', async () => {
    const desks = [await open(), await open()]
    const [one, other] = desks
    if (one === undefined || other === undefined) throw new Error('no desks')
    const consoles = desks.map(watchDesk)
    for (const { until } of consoles) await until((state) => state.state === 'live' && state.queues.members.length === 2)
    await pbx.cli('queue add member PJSIP/1011 to hotline')
    seat.be('answer')
    const caller = await call({ from: '15400000012' })
    for (const { until } of consoles) await until((state) => state.state === 'live' && state.queues.calls.length === 1)
    const [here, there] = consoles.map(({ state }) => state())
    expect(here?.state === 'live' && here.queues.calls).toEqual(there?.state === 'live' && there.queues.calls)
    await caller.hangUp()
    for (const { until } of consoles) await until((state) => state.state === 'live' && state.queues.calls.length === 0)

    await one.stop()
    await consoles[0]?.until((state) => state.state === 'stale')
    const again = await open()
    const newConsole = watchDesk(again)
    seat.be('ring')
    await newConsole.until((state) => state.state === 'live')
    const second = await call({ from: '15400000012' })
    await newConsole.until((state) => state.state === 'live' && state.queues.waiting[0]?.caller.earlierToday === 1)
    await second.hangUp()
    await newConsole.until((state) => state.state === 'live' && state.queues.waiting.length === 0)
    for (const each of consoles) each.close()
    newConsole.close()
    await again.stop()

    for (let tries = 0; (await page(other)).events.filter(({ event }) => event.kind === 'left').length < 1; tries += 1) if (tries > 200) throw new Error('not kept')
    const kept = await page(other)
    const kinds = kept.events.map(({ event }) => event.kind).filter((kind) => kind !== 'member')
    expect(kinds.filter((kind) => !kind.startsWith('offer'))).toEqual(['entered', 'answered', 'completed', 'entered', 'left'])
    expect(new Set(kept.events.map(({ event }) => JSON.stringify([event.kind, event.at, 'extension' in event && event.extension, 'device' in event && event.device]))).size).toBe(kept.events.length)
    expect(kept.listened).toHaveLength(1)
    await other.stop()
  }, 60_000)

  it('ask for a token like every other route, and refuse a place that is none', async () => {
    const desk = await open()
    expect((await fetch(`${desk.origin}${queueRoutes.feed}`)).status).toBe(401)
    const bad = await fetch(`${desk.origin}${queueRoutes.feed}?epoch=x`, { headers: { Authorization: `Bearer ${testToken}` } })
    expect([bad.status, await bad.json()]).toEqual([400, { code: 'malformed', paths: ['epoch'] }])
    await desk.stop()
  })

  it('have written no number and no secret into their log, nor into their database', async () => {
    expect(JSON.stringify(log)).not.toMatch(/1540000|console-secret/)
    const desk = await open()
    expect(JSON.stringify(await page(desk))).not.toMatch(/1540000\d/)
    await desk.stop()
  })
})
