import { afterEach, describe, expect, it } from 'vitest'
import { createDeskHttp } from '../../../renderer/desk-client/desk-http'
import { createSyncLoop, type SyncLoop } from '../../../renderer/desk-client/sync-loop'
import { progressOf, type SyncState } from '../../../renderer/desk-client/sync-state'
import { CacheDatabase, cacheDatabaseName, type MetaRow } from '../../../renderer/storage/cache-database'
import { openCacheWriter, openCallerCache } from '../../../renderer/storage/open-cache'
import { openSeal } from '../../../renderer/storage/seal'
import { epochMs } from '../../../shared/lib/clock'
import { draftOf, eventsOf, noProposal, testUuid, wageComplaint } from '../../support/drafts'
import { createScriptedDesk } from '../../support/scripted-desk'
import { newDisk } from '../../support/storage'
import { createVirtualTime } from '../../support/virtual-time'

const [yuzhong, shapingba] = ['QXGH@500103', 'QXGH@500106']
const sentTo = (number: number, leadUnit: string) =>
  eventsOf(draftOf(number, { values: wageComplaint }), { kind: 'sent-for-dispatch', proposal: { ...noProposal, leadUnit } })

interface CopyOptions {
  readonly desk?: ReturnType<typeof createScriptedDesk>
  readonly disk?: ReturnType<typeof newDisk>
  readonly pageSize?: number
  readonly askedAtOnce?: number
}

async function startCopy({ desk = createScriptedDesk(), disk = newDisk(), pageSize = 3, askedAtOnce = pageSize }: CopyOptions = {}) {
  const time = createVirtualTime()
  const cache = await openCacheWriter({ mode: 'real', seal: openSeal, clock: time.clock, onSetAside: () => undefined, indexedDb: disk })
  const reading = await openCallerCache({ mode: 'real', seal: openSeal, clock: time.clock, onSetAside: () => undefined, indexedDb: disk, pending: { entries: () => [] } })
  const states: SyncState[] = []
  const told: string[] = []
  /** How far the copy had come when the log was said to be another one. */
  const otherLogs: number[] = []
  const loop: SyncLoop = createSyncLoop({
    ...time, cache, random: () => 0.5, pageSize, askedAtOnce,
    onState: (state) => states.push(state),
    onApplied: (_position, keys) => told.push(...keys),
    onOtherLog: () => void otherLogs.push(states.at(-1)?.position ?? 0),
  })
  const http = createDeskHttp({ origin: 'http://127.0.0.1:1', token: desk.token }, { fetch: desk.fetch, timers: time.timers })
  return {
    time, desk, loop, states, told, otherLogs, cache,
    start: (deskId = desk.deskId) => loop.start(http, deskId),
    state: () => states.at(-1),
    write: (...numbers: number[]) => numbers.forEach((number) => desk.log.append(eventsOf(draftOf(number, { values: wageComplaint })))),
    reading,
    held: async (...numbers: number[]) => {
      const found = await Promise.all(numbers.map((number) => reading.ticket(draftOf(number).ticketId)))
      return numbers.filter((_, index) => found[index] !== null)
    },
    isAt: (position: number) => () => states.at(-1)?.state === 'synced' && states.at(-1)?.position === position,
    asked: () => desk.asked.filter((path) => path.endsWith('/changes')).length,
    end: () => {
      loop.stop()
      cache.close()
      reading.close()
    },
  }
}

/** As a version of before has left it. */
async function forgetLast(disk: ReturnType<typeof newDisk>): Promise<void> {
  const database = new CacheDatabase(cacheDatabaseName('real'), disk)
  const { last: _, ...row } = (await database.meta.get('position')) as Extract<MetaRow, { key: 'position' }>
  await database.meta.put(row)
  database.close()
}

describe('the copy of the desk’s log', () => {
  let copy: Awaited<ReturnType<typeof startCopy>>
  afterEach(() => copy.end())

  it('fetches page after page until it has all, and says how far it is', async () => {
    copy = await startCopy()
    copy.write(1, 2, 3)
    copy.start()
    await copy.time.until(copy.isAt(12))
    expect(copy.states.map(({ state, position }) => [state, position])).toEqual([
      ['syncing', 0], ['syncing', 3], ['syncing', 6], ['syncing', 9], ['synced', 12],
    ])
    expect(copy.told).toContain('8615400000012')
  })

  it('asks for many changes at once and applies them page by page', async () => {
    copy = await startCopy({ pageSize: 3, askedAtOnce: 8 })
    copy.write(1, 2, 3)
    copy.start()
    await copy.time.until(copy.isAt(12))
    expect(copy.states.map(({ position }) => position)).toEqual([0, 3, 6, 8, 11, 12])
    expect(copy.asked()).toBe(2)
  })

  it('of one unit’s orders is made anew when the unit is another one, and steps over the orders of others', async () => {
    copy = await startCopy({ pageSize: 3, askedAtOnce: 8 })
    for (const [number, unit] of [[1, yuzhong], [2, shapingba], [3, yuzhong]] as const) copy.desk.log.append(sentTo(number, unit))
    copy.start()
    await copy.time.until(copy.isAt(12))
    expect(await copy.held(1, 2, 3)).toEqual([1, 2, 3])
    for (const [unit, held] of [[shapingba, [2]], [yuzhong, [1, 3]], [null, [1, 2, 3, 4]]] as const) {
      copy.desk.onlyUnit = unit
      copy.write(4)
      copy.loop.hint(17)
      await copy.time.advance(40_000)
      await copy.time.until(copy.isAt(16))
      expect(await copy.held(1, 2, 3, 4)).toEqual(held)
    }
  })

  it.each([1, 2, 100])('is whole with an order that is sent to the unit late, in pages of %i', async (pageSize) => {
    copy = await startCopy({ pageSize, askedAtOnce: Math.max(pageSize, 3) })
    copy.desk.onlyUnit = yuzhong
    const late = sentTo(1, yuzhong)
    copy.desk.log.append(late.slice(0, -1))
    copy.desk.log.append(sentTo(2, shapingba))
    copy.start()
    await copy.time.until(copy.isAt(7))
    expect(await copy.held(1, 2)).toEqual([])
    copy.desk.log.append(late.slice(-1))
    copy.desk.log.append(sentTo(3, shapingba))
    copy.loop.hint(12)
    await copy.time.until(copy.isAt(12))
    expect(await copy.held(1, 2, 3)).toEqual([1])
    expect((await copy.reading.ticket(late[0]?.ticketId ?? ''))?.ticket).toMatchObject({ state: 'REVIEWING', leadUnit: yuzhong, version: late.length })
  })

  it('hears of what is written while it applies what was told before', async () => {
    copy = await startCopy({ pageSize: 3, askedAtOnce: 8 })
    copy.write(1)
    copy.start()
    await copy.time.until(() => copy.state()?.position === 3)
    copy.write(2)
    copy.loop.hint(8)
    const before = copy.time.clock.now()
    await copy.time.until(copy.isAt(8))
    expect(copy.time.clock.now()).toBe(before)
  })

  it('makes room for somebody who types: smaller pages, rests between them, and full speed again when nobody does', async () => {
    copy = await startCopy({ pageSize: 100 })
    const orders = Array.from({ length: 60 }, (_, index) => index + 1)
    copy.write(...orders)
    const { time, loop } = copy
    loop.makeRoom()
    const begun = time.clock.now()
    copy.start()
    await time.until(() => (copy.state()?.position ?? 0) >= 80)
    expect(copy.states.map(({ position }) => position)).toEqual([0, 20, 40, 60, 80])
    const rested = time.clock.now() - begun
    expect(rested).toBeGreaterThanOrEqual(3 * 4)
    await time.advance(2_000)
    await time.until(copy.isAt(240))
    loop.stop()
    expect(copy.states.filter(({ state }) => state !== 'stopped').map(({ position }) => position)).toEqual(expect.arrayContaining([100, 240]))
  })

  it('makes room for as long as somebody goes on typing, not only from the first key', async () => {
    copy = await startCopy({ pageSize: 100 })
    copy.write(...Array.from({ length: 60 }, (_, index) => index + 1))
    copy.loop.makeRoom()
    await copy.time.advance(1_000)
    copy.loop.makeRoom()
    await copy.time.advance(1_000)
    copy.start()
    await copy.time.until(() => (copy.state()?.position ?? 0) > 0)
    expect(copy.state()?.position).toBe(20)
  })

  it('rests between pages, and not when all is there: what is new then is fetched at once', async () => {
    copy = await startCopy({ pageSize: 100 })
    copy.write(1)
    copy.start()
    await copy.time.until(copy.isAt(4))
    copy.loop.makeRoom()
    copy.write(2)
    const before = copy.time.clock.now()
    copy.loop.hint(8)
    await copy.time.until(copy.isAt(8))
    copy.loop.hint(8)
    copy.write(3)
    copy.loop.hint(12)
    await copy.time.until(copy.isAt(12))
    expect(copy.time.clock.now()).toBe(before)
  })

  it('stopped in a rest it asks the desk for nothing more', async () => {
    copy = await startCopy({ pageSize: 100 })
    copy.write(...Array.from({ length: 20 }, (_, index) => index + 1))
    copy.loop.makeRoom()
    copy.start()
    await copy.time.until(() => copy.state()?.position === 20)
    copy.loop.stop()
    const asked = copy.asked()
    await copy.time.advance(5_000)
    expect(copy.asked()).toBe(asked)
  })

  it('goes on where it was after a restart in the middle', async () => {
    const parts = { desk: createScriptedDesk(), disk: newDisk() }
    copy = await startCopy(parts)
    copy.write(1, 2, 3)
    copy.start()
    await copy.time.until(() => copy.state()?.position === 6)
    copy.end()
    copy = await startCopy(parts)
    copy.start()
    await copy.time.until(copy.isAt(12))
    const [first] = copy.states
    expect(first?.position).toBeGreaterThanOrEqual(6)
    expect(first).toMatchObject({ state: 'syncing', from: first?.position })
  })

  it('shows its progress when it is long, and not for a few changes', () => {
    const syncing = { state: 'syncing', since: epochMs(0), newest: 100_000, position: 12_400 } as const
    expect(progressOf({ ...syncing, from: 0 })).toEqual({ done: 12_400, total: 100_000 })
    expect(progressOf({ ...syncing, from: 99_001, position: 99_500 })).toBeNull()
    expect(progressOf({ ...syncing, from: 0, newest: null })).toBeNull()
  })

  it('fetches at once what a hint announces', async () => {
    copy = await startCopy()
    copy.start()
    await copy.time.until(copy.isAt(0))
    const before = copy.time.clock.now()
    copy.write(1)
    copy.loop.hint(4)
    await copy.time.until(copy.isAt(4))
    expect(copy.time.clock.now()).toBe(before)
  })

  it('does not ask because of a heartbeat that announces nothing, and asks sometimes without a hint', async () => {
    copy = await startCopy()
    copy.start()
    await copy.time.until(copy.isAt(0))
    const asked = copy.asked()
    for (let beat = 0; beat < 5; beat += 1) copy.loop.hint(0)
    await copy.time.rest()
    expect(copy.asked()).toBe(asked)
    copy.write(1)
    await copy.time.advance(30_000)
    await copy.time.until(copy.isAt(4))
  })

  it('goes on after failures where it was, with growing pauses, and says why', async () => {
    copy = await startCopy()
    copy.write(1, 2)
    copy.desk.faults = ['none', 'internal', 'request-lost', 'garbage']
    copy.start()
    await copy.time.until(copy.isAt(8))
    expect(copy.states.filter(({ state }) => state === 'failing')).toMatchObject([
      { failure: 'desk-error', position: 3 }, { failure: 'unreachable', position: 3 }, { failure: 'bad-answer', position: 3 },
    ])
  })

  it('begins anew when the desk was set back, and when it is another desk', async () => {
    copy = await startCopy()
    copy.write(1, 2)
    copy.start()
    await copy.time.until(copy.isAt(8))
    copy.desk.log.setBack(4)
    copy.loop.hint(9)
    await copy.time.until(copy.isAt(4))
    expect(copy.otherLogs).toEqual([8])
    copy.start(testUuid(2))
    await copy.time.until(() => copy.states.some(({ position }, index) => index > 4 && position === 3))
    await copy.time.until(copy.isAt(4))
  })

  it('begins anew when the desk was set back and has written beyond where the copy was, and says so before anything of it goes', async () => {
    copy = await startCopy()
    copy.write(1, 2)
    copy.start()
    await copy.time.until(copy.isAt(8))
    copy.loop.stop()
    copy.desk.log.setBack(4)
    copy.write(3, 4)
    copy.start()
    await copy.time.until(copy.isAt(12))
    expect(copy.otherLogs).toEqual([8])
    expect(await copy.held(1, 2, 3, 4)).toEqual([1, 3, 4])
  })

  it('of one unit’s orders notices a desk that was set back by others’ orders as well', async () => {
    copy = await startCopy({ pageSize: 3, askedAtOnce: 8 })
    copy.desk.onlyUnit = yuzhong
    copy.desk.log.append(sentTo(1, yuzhong))
    copy.desk.log.append(sentTo(2, shapingba))
    copy.start()
    await copy.time.until(copy.isAt(8))
    copy.loop.stop()
    copy.desk.log.setBack(4)
    copy.desk.log.append(sentTo(3, yuzhong))
    copy.desk.log.append(sentTo(4, shapingba))
    copy.start()
    await copy.time.until(copy.isAt(12))
    expect(copy.otherLogs).toEqual([8])
    expect(await copy.held(1, 2, 3, 4)).toEqual([1, 3])
  })

  it('goes on as before where the log has only grown, and where an earlier version has not put down what it had last', async () => {
    const parts = { desk: createScriptedDesk(), disk: newDisk() }
    copy = await startCopy(parts)
    copy.write(1, 2)
    copy.start()
    await copy.time.until(copy.isAt(8))
    copy.end()
    for (const [number, position] of [[3, 12], [4, 16]] as const) {
      copy = await startCopy(parts)
      copy.write(number)
      copy.start()
      await copy.time.until(copy.isAt(position))
      expect(copy.states.every((state) => (state.position ?? 0) >= position - 4)).toBe(true)
      expect(copy.otherLogs).toEqual([])
      if (number === 4) break
      copy.end()
      await forgetLast(parts.disk)
    }
    expect(await copy.held(1, 2, 3, 4)).toEqual([1, 2, 3, 4])
  })

  it('is made anew once when it has a hole, and not over and over', async () => {
    copy = await startCopy()
    copy.write(1, 2)
    ;(copy.desk.log.changes as unknown as { version: number }[])[5]!.version = 7
    copy.start()
    await copy.time.until(() => copy.state()?.state === 'failing')
    expect(copy.state()).toMatchObject({ failure: 'has-holes' })
    const asked = copy.asked()
    await copy.time.advance(60_000)
    expect(copy.asked() - asked).toBeLessThan(12)
  })

  it('stops asking when it is stopped', async () => {
    copy = await startCopy()
    copy.start()
    await copy.time.until(copy.isAt(0))
    copy.loop.stop()
    const asked = copy.asked()
    copy.loop.hint(9)
    await copy.time.advance(120_000)
    expect(copy.asked()).toBe(asked)
    expect(copy.state()).toEqual({ state: 'stopped', position: 0, newest: 0 })
  })
})
