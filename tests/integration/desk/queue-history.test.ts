import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createPool, type DatabaseAddress } from '../../../electron/desk/store/connection'
import { openPostgresStore } from '../../../electron/desk/store/postgres-store'
import { openQueueHistory, type HeardEvent, type QueueHistory } from '../../../electron/desk/store/queue-history'
import { createQueueRecorder } from '../../../electron/desk/pbx/queue-recorder'
import type { QueueEvent } from '../../../shared/queue/queue-event'
import { useDatabases } from '../../support/desk/databases'
import { systemClock } from '../../support/desk/system-time'
import { debianPostgres15, embeddedBinDir } from '../../support/desk/test-postgres'
import { createManualTime } from '../../support/manual-time'
import { createQueueModel, modelCaller } from '../../support/queue-model'
import { seededRandom } from '../../support/seeded-random'

const day = 86_400_000
const now = Date.now()
const entered = (id: string, at: number): QueueEvent => ({ kind: 'entered', queueCallId: id, queue: 'hotline', at, position: 1, caller: modelCaller(7) })
const heard = (event: QueueEvent, heardAt = event.at): HeardEvent => ({ event, heardAt })

describe.each([['the PostgreSQL that comes with the program', embeddedBinDir()], ['PostgreSQL 15', debianPostgres15()]])('the history of the queues on %s', (_, binDir) => {
  if (binDir === null) return void it.skip('it is not installed', () => undefined)
  const databases = useDatabases(binDir)
  let address: DatabaseAddress
  let history: QueueHistory

  afterAll(() => history.close())
  beforeEach(async () => {
    await history?.close()
    address = await databases.createDatabase()
    await (await openPostgresStore({ address, clock: systemClock, onLost: () => undefined })).close()
    history = openQueueHistory(address)
  })
  const page = (query: object = {}) => history.page({ from: 0, to: now + day, after: 0, limit: 100, ...query })

  it('keeps what was heard and gives it back as it was, in pages', async () => {
    const model = createQueueModel(seededRandom(1))
    const events = Array.from({ length: 25 }, () => heard(model.next(), now))
    await history.keep(events, null)
    const first = await page({ limit: 10 })
    const second = await page({ limit: 10, after: first.events.at(-1)?.position })
    const third = await page({ limit: 10, after: second.events.at(-1)?.position })
    expect([first.more, second.more, third.more]).toEqual([true, true, false])
    expect([...first.events, ...second.events, ...third.events].map(({ event, heardAt }) => ({ event, heardAt }))).toEqual(events)
  })

  it('keeps an event once, however many desks heard it and whatever each found out about the caller', async () => {
    const other = openQueueHistory(address)
    const events = Array.from({ length: 40 }, (_unused, n) => entered(`call-${n}`, now + n))
    const seenByOther = events.map((event) => heard({ ...event, caller: { ...modelCaller(7), earlierToday: 3 } } as QueueEvent, now + 5_000))
    await Promise.all([...events.map((event) => history.keep([heard(event)], null)), ...seenByOther.map((event) => other.keep([event], null))])
    await other.close()
    expect((await page()).events.map(({ event }) => 'queueCallId' in event && event.queueCallId).sort()).toEqual(events.map((event) => 'queueCallId' in event && event.queueCallId).sort())
  })

  it('tells apart what happened twice: the same call in another queue, or again later', async () => {
    await history.keep([heard(entered('a', now)), heard(entered('a', now + 1)), heard({ ...entered('a', now), queue: 'legal' } as QueueEvent), heard(entered('a', now))], null)
    expect((await page()).events).toHaveLength(3)
  })

  it('gives those of a time only, and of a late one a high position', async () => {
    await history.keep([heard(entered('b', now))], null)
    await history.keep([heard(entered('a', now - 3_600_000), now)], null)
    expect((await page({ from: now - 3_600_001, to: now })).events.map(({ position, event }) => [position, event.at])).toEqual([[2, now - 3_600_000]])
  })

  it('says when somebody listened: stretches of several desks together, cut to the time asked for', async () => {
    const [one, other, third] = [randomUUID(), randomUUID(), randomUUID()]
    await history.keep([], { run: one, from: 100, until: 200 })
    await history.keep([], { run: one, from: 100, until: 300 })
    await history.keep([], { run: other, from: 250, until: 400 })
    await history.keep([], { run: third, from: 500, until: 600 })
    expect((await page({ from: 150, to: 550 })).listened).toEqual([{ from: 150, to: 400 }, { from: 500, to: 550 }])
  })

  it('lets nobody change or remove what is younger than 13 months, and forgets what is older bit by bit', async () => {
    await history.keep([heard(entered('new', now)), ...Array.from({ length: 5 }, (_unused, n) => heard(entered('old', now - 397 * day - n)))], { run: randomUUID(), from: 1, until: 2 })
    const pool = createPool(address)
    await expect(pool.query(`delete from queue_events`)).rejects.toMatchObject({ code: 'LX001' })
    await expect(pool.query(`update queue_events set kind = 'left'`)).rejects.toMatchObject({ code: 'LX001' })
    await expect(pool.query(`truncate queue_events`)).rejects.toMatchObject({ code: 'LX001' })
    expect([await history.forgetOld(3), await history.forgetOld(3), await history.forgetOld(3)]).toEqual([3, 2, 0])
    expect((await pool.query(`select count(*)::int as n from queue_events`)).rows).toEqual([{ n: 1 }])
    await pool.end()
  })

  it('knows the callers of the last day by their keys, and has a secret of its own for them', async () => {
    await history.keep([heard(entered('a', now - 2 * day)), heard(entered('b', now - 1_000))], null)
    expect(await history.callersSince(now - day)).toEqual([{ callerKey: 'key-7', at: now - 1_000 }])
    const secret = await history.secret()
    expect(secret).toHaveLength(32)
    expect(await history.secret()).toEqual(secret)
  })

  it('reads a window by its index, not the whole table', async () => {
    const pool = createPool(address)
    await pool.query(`insert into queue_events select n, decode(md5(n::text) || md5(n::text), 'hex'), 'left', n * 1000, n * 1000, '{}' from generate_series(1, 30000) n`)
    await pool.query('analyze queue_events')
    const plan = await pool.query<{ 'QUERY PLAN': string }>(`explain select position from queue_events where at_ms >= 1000000 and at_ms < 1600000 and position > 0 order by position limit 1001`)
    expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('queue_events_by_time')
    await pool.end()
  })
})

describe('keeping what a feed tells', () => {
  const entry = (n: number) => ({ kind: 'happened' as const, event: entered(`call-${n}`, n) })

  it('writes in order and nothing twice, through a database that is away for a while, and says how far it has listened', async () => {
    const time = createManualTime()
    const kept: string[] = []
    const stretches: (readonly [number, number])[] = []
    let isAway = false
    const recorder = createQueueRecorder({
      clock: time, timers: time, random: () => 0, newRun: randomUUID, log: () => undefined,
      history: {
        async keep(events, listening) {
          if (isAway) throw new Error('away')
          kept.push(...events.map(({ event }) => ('queueCallId' in event ? event.queueCallId : '')))
          if (listening !== null) stretches.push([listening.from, listening.until])
        },
        forgetOld: async () => 0,
      },
    })
    const begun = time.now()
    recorder.hear({ kind: 'read', at: begun, state: { queues: [], waiting: [], calls: [], members: [] } })
    recorder.hear(entry(1))
    await time.advance(1_000)
    isAway = true
    recorder.hear(entry(2))
    await time.advance(60_000)
    recorder.hear(entry(3))
    isAway = false
    await time.advance(60_000)
    expect(kept).toEqual(['call-1', 'call-2', 'call-3'])
    expect(stretches.at(-1)?.[0]).toBe(begun)
    expect(stretches.at(-1)?.[1]).toBeGreaterThan(begun + 100_000)
    recorder.hear({ kind: 'away', since: time.now() })
    const endedAt = time.now()
    await time.advance(60_000)
    expect(stretches.at(-1)).toEqual([begun, endedAt])
    recorder.hear({ kind: 'read', at: time.now(), state: { queues: [], waiting: [], calls: [], members: [] } })
    recorder.hear(entry(4))
    await recorder.stop()
    expect(kept.at(-1)).toBe('call-4')
    expect(stretches.at(-1)?.[0]).toBe(endedAt + 60_000)
  })
})
