import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { followCallRecords } from '../../../renderer/console/app/call-records'
import { createTodayLog, type TodayLog } from '../../../renderer/console/app/today-store'
import { earlierCalls, lineOfDraft } from '../../../renderer/console/seat/call-log-line'
import { openCacheWriter, openCallerCache } from '../../../renderer/storage/open-cache'
import { openWorkStorage, type WorkStorage } from '../../../renderer/storage/open-work-storage'
import { WorkDatabase, workDatabaseName } from '../../../renderer/storage/work-database'
import type { Call, CallId } from '../../../shared/calls/call'
import type { LineSnapshot } from '../../../shared/calls/phone-line'
import { recordedCallOf } from '../../../shared/calls/recorded-call'
import { err } from '../../../shared/lib/result'
import type { Draft } from '../../../shared/tickets/draft'
import { agent8017, draftOf, morning, submissionOfDraft, testUuid, ticketOf, wageComplaint } from '../../support/drafts'
import { createFakeLine, live, ringing } from '../../support/fake-line'
import { journalInMemory } from '../../support/journal'
import { createManualTime } from '../../support/manual-time'
import { endedLine } from '../../support/recorded-calls'
import { settle } from '../../support/settle'
import { bothSeals, newDisk, stoppedClock } from '../../support/storage'

const calledIn = draftOf(1, { values: wageComplaint })
const onTheLine: Draft = { ...calledIn, call: { ...calledIn.call, endedAt: null } }
const { callId } = calledIn.call
const itsEnd = endedLine(calledIn)
const stillTalking = live(ringing('15400000012', morning, callId), morning + 4_000)

describe.each(bothSeals)('what the orders of a seat are told of their calls, %s', (_name, seal) => {
  let disk = newDisk()
  let medium = journalInMemory()
  let storage: WorkStorage
  let cache: Awaited<ReturnType<typeof openCallerCache>>
  let today: TodayLog
  let time = createManualTime()
  let stop = () => undefined as void
  let isFull = false
  const unknownYet: Partial<LineSnapshot> = { membership: { state: 'unknown' } }
  let line = createFakeLine([], unknownYet)

  async function open(): Promise<void> {
    const parts = { mode: 'real' as const, seal, onSetAside: () => undefined, indexedDb: disk }
    const journal = { ...medium.journal, writeJournal: (async (records) => (isFull ? err({ code: 'full' as const }) : medium.journal.writeJournal(records))) as typeof medium.journal.writeJournal }
    storage = await openWorkStorage({ ...parts, ...medium, journal, clock: stoppedClock })
    cache = await openCallerCache({ ...parts, clock: stoppedClock, pending: storage.outbox })
    today = createTodayLog(storage.callLog, cache, stoppedClock)
    time = createManualTime()
    line = createFakeLine([], unknownYet)
    const { dealtWith } = earlierCalls(await storage.callLog.recent(9))
    stop = followCallRecords({ today, outbox: storage.outbox, cache, line, open: dealtWith, clock: stoppedClock, timers: time, author: agent8017 })
  }
  /** The page goes and comes again, with what the phone has by then. */
  async function restart(calls: readonly Call[] = [stillTalking]): Promise<void> {
    close()
    await open()
    line.show(calls, { membership: { state: 'ready', since: stoppedClock.now() } })
    await look()
  }
  function close(): void {
    stop()
    storage.close()
    cache.close()
  }
  async function look(): Promise<void> {
    for (let time = 0; time < 3; time += 1) {
      await today.refresh()
      await settle()
    }
  }
  const submit = async (draft: Draft) => expect(await storage.outbox.enqueue(submissionOfDraft(draft))).toMatchObject({ ok: true })
  const told = () => storage.outbox.entries().flatMap(({ events }) => events).flatMap((event) => (event.type === 'call-recorded' ? [{ ticketId: event.ticketId, call: event.data }] : []))
  /** The desk takes the records, and the copy has them: nothing of them is left in the outbox. */
  const acceptRecords = async () => {
    for (const { id, mayBePassed } of storage.outbox.entries()) {
      if (mayBePassed !== true) continue
      await storage.outbox.move(id, { kind: 'claimed', at: stoppedClock.now() })
      await storage.outbox.move(id, { kind: 'accepted', at: stoppedClock.now(), position: 9 })
    }
    await storage.outbox.settle(9)
  }

  beforeEach(async () => {
    disk = newDisk()
    medium = journalInMemory()
    isFull = false
    await open()
  })
  afterEach(close)

  it('an order that is submitted after its call goes with the record behind it', async () => {
    await today.callLog.write(itsEnd)
    await submit(calledIn)
    await look()
    expect(storage.outbox.entries().map(({ ticketId, events }) => [ticketId, events.at(-1)?.type])).toEqual([[calledIn.ticketId, 'sent-for-dispatch'], [calledIn.ticketId, 'call-recorded']])
    expect(told()).toEqual([{ ticketId: calledIn.ticketId, call: recordedCallOf(itsEnd) }])
  })

  it('one that is submitted while the call goes on is told nothing before its end', async () => {
    await submit(onTheLine)
    await look()
    await restart()
    expect(told()).toEqual([])
    await today.callLog.write(itsEnd)
    await look()
    expect(told()).toEqual([{ ticketId: calledIn.ticketId, call: recordedCallOf(itsEnd) }])
  })

  it('is told once, however often the page goes, the desk has it and the line is written again', async () => {
    await submit(onTheLine)
    await today.callLog.write(itsEnd)
    await look()
    await restart()
    await today.callLog.write(itsEnd)
    await look()
    expect(told()).toHaveLength(1)
    await acceptRecords()
    await restart()
    await today.callLog.write(itsEnd)
    await look()
    expect([storage.outbox.entries().length, told()]).toEqual([1, []])
  })

  it('is told by the next page where this one died between the end of the call and the telling', async () => {
    await submit(onTheLine)
    await storage.callLog.write(itsEnd)
    await restart([])
    expect(told()).toEqual([{ ticketId: calledIn.ticketId, call: recordedCallOf(itsEnd) }])
  })

  it('comes back from the journal alone', async () => {
    await submit(onTheLine)
    await today.callLog.write(itsEnd)
    await look()
    disk = newDisk()
    await restart([])
    expect(told()).toEqual([{ ticketId: calledIn.ticketId, call: recordedCallOf(itsEnd) }])
  })

  it('waits for room in both media, and goes as soon as there is', async () => {
    await submit(onTheLine)
    isFull = true
    await today.callLog.write(itsEnd)
    await look()
    expect(told()).toEqual([])
    expect((await storage.callLog.recent(1))[0]?.recordedOn).toEqual([])
    isFull = false
    await time.advance(2_000)
    await settle()
    expect(told()).toHaveLength(1)
    expect((await storage.callLog.recent(1))[0]?.recordedOn).toEqual([calledIn.ticketId])
  })

  it('of a call whose end nobody saw is what is known, once the phone has said that it has it no more', async () => {
    await submit(onTheLine)
    close()
    await open()
    await look()
    expect(told()).toEqual([])
    line.show([], { membership: { state: 'ready', since: stoppedClock.now() } })
    await look()
    expect(told()).toEqual([{ ticketId: calledIn.ticketId, call: recordedCallOf(lineOfDraft(onTheLine)) }])
    expect(told()[0]?.call).toMatchObject({ outcome: null, endedAt: null, answeredAt: onTheLine.call.answeredAt })
    await restart([])
    expect(told()).toHaveLength(1)
  })

  it('goes to every order that came of the call, and to the one that it was dialled about', async () => {
    const further = draftOf(3, { call: onTheLine.call, values: wageComplaint })
    const dialled = endedLine(draftOf(4), { direction: 'outgoing', orders: [calledIn.number] })
    await submit(onTheLine)
    await submit(further)
    await today.callLog.write(itsEnd)
    await today.callLog.write(dialled)
    await look()
    expect(told().map(({ ticketId, call }) => [ticketId, call.callId]).sort()).toEqual(
      [[calledIn.ticketId, callId], [further.ticketId, callId], [calledIn.ticketId, dialled.callId]].sort(),
    )
  })

  it('of a call that was dialled about a draft goes to its order when there is one', async () => {
    await today.callLog.write(endedLine(draftOf(4), { direction: 'outgoing', orders: [calledIn.number] }))
    await look()
    expect(told()).toEqual([])
    await submit(onTheLine)
    await look()
    expect(told()).toMatchObject([{ ticketId: calledIn.ticketId, call: { direction: 'outgoing' } }])
  })

  it('goes to the order that the call was put into', async () => {
    const earlier = ticketOf(draftOf(2, { values: wageComplaint }))
    await submit(draftOf(2, { values: wageComplaint }))
    const merged = { ...calledIn, mergeInto: earlier.id }
    expect(await storage.outbox.enqueue(submissionOfDraft(merged, { kind: 'merged', ticket: earlier }))).toMatchObject({ ok: true })
    await today.callLog.write(itsEnd)
    await look()
    expect(told()).toMatchObject([{ ticketId: earlier.id, call: { callId } }])
  })

  it('is none of a call by hand, nor of a call without an order', async () => {
    await submit({ ...draftOf(5, { values: wageComplaint }), call: { ...draftOf(5).call, endedAt: null, manual: 'mobile' } })
    await today.callLog.write(endedLine(draftOf(6)))
    await restart([])
    expect(told()).toEqual([])
  })

  it('is none of a call whose line an earlier version wrote', async () => {
    await submit(calledIn)
    await storage.callLog.write(itsEnd)
    const database = new WorkDatabase(workDatabaseName('real'), disk)
    await database.callLog.toCollection().modify((row, at) => {
      const { recordedOn: _, ...early } = row
      at.value = early
    })
    database.close()
    await restart([])
    expect(told()).toEqual([])
  })

  describe('refused by a desk that has no such order', () => {
    const at = stoppedClock.now()
    const refuse = async (id: string, reason = 'not-opened') => {
      await storage.outbox.move(id, { kind: 'claimed', at })
      await storage.outbox.move(id, { kind: 'refused', at, refusal: { code: 'refused', eventId: null, reason, paths: [] } })
    }
    const states = () => storage.outbox.entries().map(({ mayBePassed, delivery }) => [mayBePassed === true ? 'record' : 'order', delivery.state])
    beforeEach(async () => {
      await submit(onTheLine)
      await today.callLog.write(itsEnd)
      await look()
    })

    it('is forgotten with an order that was refused and thrown away', async () => {
      const [order, record] = storage.outbox.entries()
      await refuse(order!.id, 'category-missing')
      await storage.outbox.discard(order!.id, itsEnd)
      await refuse(record!.id)
      await look()
      expect(told()).toEqual([])
      await restart([])
      expect(told()).toEqual([])
    })

    it('waits as long as the order does, and goes again once the desk has it', async () => {
      const [order, record] = storage.outbox.entries()
      await refuse(record!.id)
      await look()
      expect(states()).toEqual([['order', 'waiting'], ['record', 'refused']])
      await refuse(order!.id, 'category-missing')
      await look()
      expect(states()).toEqual([['order', 'refused'], ['record', 'refused']])
      await storage.outbox.move(order!.id, { kind: 'released', at })
      await storage.outbox.move(order!.id, { kind: 'claimed', at })
      await storage.outbox.move(order!.id, { kind: 'accepted', at, position: 9 })
      await look()
      expect(states()).toEqual([['order', 'accepted'], ['record', 'waiting']])
    })

    it('goes again where the copy of the desk’s orders has it already', async () => {
      const [order, record] = storage.outbox.entries()
      await refuse(record!.id)
      await storage.outbox.move(order!.id, { kind: 'claimed', at })
      await storage.outbox.move(order!.id, { kind: 'accepted', at, position: 9 })
      const writer = await openCacheWriter({ mode: 'real', seal, clock: stoppedClock, onSetAside: () => undefined, indexedDb: disk })
      await writer.begin(testUuid(99))
      await writer.apply(order!.events.map((event, index) => ({ position: index + 1, version: index + 1, event })))
      writer.close()
      await storage.outbox.settle(9)
      await look()
      expect(states()).toEqual([['record', 'waiting']])
    })
  })

  it('is held back by no call that is another seat’s', async () => {
    const heard = endedLine(draftOf(7), { callId: testUuid(77) as CallId, supervised: 'listen' })
    await today.callLog.write(heard)
    await submit(onTheLine)
    await today.callLog.write(itsEnd)
    await look()
    expect(told().map(({ call }) => call.callId)).toEqual([callId])
  })
})
