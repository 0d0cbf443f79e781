import { Dexie } from 'dexie'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lineOfDraft } from '../../../renderer/console/seat/call-log-line'
import { ageCallLog } from '../../../renderer/storage/age-call-log'
import { openWorkStorage, type WorkStorage } from '../../../renderer/storage/open-work-storage'
import { placeOf } from '../../../renderer/storage/places'
import { WorkDatabase, workDatabaseName } from '../../../renderer/storage/work-database'
import type { HistoryKey } from '../../../shared/callers/phone-number'
import type { CallLine } from '../../../shared/calls/call-log'
import { epochMs } from '../../../shared/lib/clock'
import { draftOf, morning, submissionOfDraft, testUuid, wageComplaint } from '../../support/drafts'
import { journalInMemory } from '../../support/journal'
import { keyedSeal, newDisk, stoppedClock } from '../../support/storage'

const missed = (number: number): CallLine => ({
  callId: testUuid(number), queueCallId: null, direction: 'incoming', startedAt: morning + number, answeredAt: null, endedAt: morning + number + 9_000,
  outcome: 'missed', queue: 'hotline', numberDisplay: '154-0000-0012', historyKey: '8615400000012', practice: false, record: null,
})
const calledIn = draftOf(1, { values: wageComplaint })
const onTheLine = { ...calledIn, call: { ...calledIn.call, endedAt: null } }
const itsEnd: CallLine = { ...lineOfDraft(calledIn), outcome: 'completed' }

describe('the call log on the disk', () => {
  const seal = keyedSeal
  let disk = newDisk()
  let medium = journalInMemory()
  let storage: WorkStorage
  const open = () => openWorkStorage({ ...medium, mode: 'real', seal, clock: stoppedClock, onSetAside: () => undefined, indexedDb: disk })
  const restart = async () => {
    storage.close()
    storage = await open()
  }
  const lines = async () => (await storage.callLog.recent(9)).map(({ callId, outcome, endedAt, ticketNumbers }) => ({ callId, outcome, endedAt, ticketNumbers }))
  const { callId } = calledIn.call
  const { endedAt } = calledIn.call

  beforeEach(async () => {
    disk = newDisk()
    medium = journalInMemory()
    storage = await open()
  })
  afterEach(() => storage.close())

  it('an unanswered ring leaves a line in place of its untouched draft', async () => {
    await storage.drafts.save(draftOf(1, { touched: false }))
    await storage.callLog.write(missed(1), draftOf(1).id)
    await storage.callLog.write(missed(2))
    await storage.callLog.write({ ...missed(1), outcome: 'cancelled-by-caller' })
    expect((await lines()).map((line) => [line.callId, line.outcome])).toEqual([[testUuid(2), 'missed'], [testUuid(1), 'cancelled-by-caller']])
    expect(await storage.callLog.recent(1)).toHaveLength(1)
    expect(await storage.drafts.unfinished()).toEqual([])
  })

  it('a look at the number of a call stands in its line after a restart, and the numbers of its orders stay', async () => {
    const reveal = { by: { id: '8017', name: '练习' }, at: morning, parts: ['number' as const], reason: 'call-back' as const, note: null }
    await storage.callLog.write(missed(1))
    await storage.outbox.enqueue(submissionOfDraft(onTheLine))
    await storage.callLog.noteReveal(testUuid(1), reveal, null)
    await storage.callLog.noteReveal(testUuid(1), { ...reveal, reason: 'lead-asked' }, null)
    await storage.callLog.noteReveal(callId, reveal, null)
    await restart()
    const found = new Map((await storage.callLog.recent(9)).map((entry) => [entry.callId, entry]))
    expect(found.get(testUuid(1))?.reveals?.map(({ reason }) => reason)).toEqual(['call-back', 'lead-asked'])
    expect(found.get(callId)).toEqual({ ...lineOfDraft(onTheLine), reveals: [reveal], ticketNumbers: [calledIn.number], recordedOn: [] })
    await expect(storage.callLog.noteReveal(testUuid(5), reveal, null)).rejects.toThrow()
  })

  it('a call that was dialled about an order stands with its number, and with those that came of it', async () => {
    const dialled = { ...itsEnd, direction: 'outgoing' as const, orders: ['20261122-8017-004-2'] }
    await storage.callLog.write(dialled)
    await storage.outbox.enqueue(submissionOfDraft(calledIn))
    await restart()
    expect(await lines()).toMatchObject([{ callId, outcome: 'completed', ticketNumbers: [calledIn.number, '20261122-8017-004-2'] }])
  })

  it('a call whose order is submitted while it goes on has its line with the number in that moment', async () => {
    await storage.outbox.enqueue(submissionOfDraft(onTheLine))
    await restart()
    expect(await storage.callLog.recent(9)).toEqual([{ ...lineOfDraft(onTheLine), ticketNumbers: [calledIn.number], recordedOn: [] }])
  })

  it('the line, the order and the mark on its draft are written together or not at all', async () => {
    await storage.drafts.save(onTheLine)
    // A key that no database takes: the line is what cannot be written.
    const call = { line: { ...lineOfDraft(onTheLine), callId: Number.NaN as never }, ticketNumber: onTheLine.number }
    expect(await storage.outbox.enqueue({ ...submissionOfDraft(onTheLine), call })).toEqual({ ok: false, error: { code: 'storage-failed' } })
    await restart()
    expect(await storage.drafts.unfinished()).toEqual([onTheLine])
    expect(storage.outbox.entries()).toEqual([])
  })

  it('keeps both the end of a call and the number of its order, whichever is written first or both at once', async () => {
    const steps = [() => storage.outbox.enqueue(submissionOfDraft(onTheLine)), () => storage.callLog.write(itsEnd)]
    for (const order of [steps, steps.toReversed()]) {
      for (const atOnce of [false, true]) {
        storage.close()
        disk = newDisk()
        storage = await open()
        if (atOnce) await Promise.all(order.map((step) => step()))
        else for (const step of order) await step()
        expect(await lines()).toEqual([{ callId, outcome: 'completed', endedAt, ticketNumbers: [calledIn.number] }])
      }
    }
  })

  it('takes the number from the order that the call was put into, and another when the repaired one has another', async () => {
    const at = morning
    const repaired = { ...calledIn, revision: 2 }
    await storage.outbox.enqueue({ ...submissionOfDraft(calledIn), call: { line: lineOfDraft(calledIn), ticketNumber: '20261122-8017-004-2' } })
    expect((await lines())[0]?.ticketNumbers).toEqual(['20261122-8017-004-2'])
    await storage.outbox.move(calledIn.id, { kind: 'claimed', at })
    await storage.outbox.move(calledIn.id, { kind: 'refused', at, refusal: { code: 'refused', eventId: null, reason: 'not-opened', paths: [] } })
    await storage.outbox.enqueue(submissionOfDraft(repaired))
    expect((await lines())[0]?.ticketNumbers).toEqual([calledIn.number])
  })

  it('names every order that came of one call, and forgets only the one that was discarded', async () => {
    const further = draftOf(3, { call: onTheLine.call, values: wageComplaint })
    await storage.outbox.enqueue(submissionOfDraft(onTheLine))
    await storage.outbox.enqueue(submissionOfDraft(further))
    await storage.callLog.write(itsEnd)
    expect(await lines()).toEqual([{ callId, outcome: 'completed', endedAt, ticketNumbers: [onTheLine.number, further.number] }])
    await storage.drafts.save(draftOf(4, { call: onTheLine.call }))
    await storage.outbox.discard(draftOf(4).id, lineOfDraft(draftOf(4, { call: onTheLine.call })))
    expect((await lines())[0]?.ticketNumbers).toEqual([onTheLine.number, further.number])
  })

  it('keeps how a call went, and reads one whose record a later version has written otherwise', async () => {
    const record: CallLine['record'] = {
      endedBy: 'caller', declineReason: null, sipCode: null, transferredTo: null, lostBy: null,
      steps: [{ kind: 'rang', at: epochMs(morning) }, { kind: 'answered', at: epochMs(morning + 3000) }, { kind: 'ended', at: epochMs(morning + 9000) }],
      sound: { samples: 3, worstOpinion: 3.1, meanOpinion: 4.2, worstLoss: 0.1, worstJitterMs: 12, worstRoundTripMs: null, oneWayTimes: 1 },
    }
    await storage.callLog.write({ ...itsEnd, record })
    await storage.callLog.write({ ...missed(2), record: { ...record, endedBy: 'a robot', steps: [{ kind: 'beamed', at: 1 }], sound: 'fine' } as never })
    await restart()
    const read = new Map((await storage.callLog.recent(9)).map((line) => [line.callId, line.record]))
    expect(read.get(callId)).toEqual(record)
    expect(read.get(testUuid(2))).toEqual({ ...record, endedBy: null, steps: [], sound: null })
  })

  it('opens a line of the version that kept no record', async () => {
    const { record: _, ...old } = itsEnd
    const database = new WorkDatabase(workDatabaseName('real'), disk)
    await database.callLog.put({ callId, startedAt: itsEnd.startedAt, newestFirst: -itsEnd.startedAt, sealed: await seal.seal(placeOf.callLog({ callId }), old) })
    database.close()
    expect(await storage.callLog.recent(9)).toEqual([{ ...old, record: null, ticketNumbers: [] }])
  })

  it('finds the last calls of a number and no other, newest first', async () => {
    const other = { historyKey: '8615400000099' }
    for (const line of [missed(3), missed(1), { ...missed(2), ...other }, { ...missed(4), historyKey: null }, missed(5)]) await storage.callLog.write(line)
    await restart()
    const found = async (key: string, limit: number) => (await storage.callLog.ofNumber(key as HistoryKey, limit)).map(({ callId: id }) => id)
    expect(await found('8615400000012', 9)).toEqual([testUuid(5), testUuid(3), testUuid(1)])
    expect(await found('8615400000012', 2)).toEqual([testUuid(5), testUuid(3)])
    expect(await found(other.historyKey, 9)).toEqual([testUuid(2)])
  })

  it('opens a database of the version before numbers could be looked up', async () => {
    const old = newDisk()
    const before = new Dexie(workDatabaseName('real'), old)
    before.version(1).stores({ drafts: 'id, state', outbox: '++order, &id', callLog: 'callId, startedAt', setAside: '++number' })
    const { queueCallId: _, ...oldLine } = itsEnd
    await before.table('callLog').put({ callId, startedAt: itsEnd.startedAt, ticketNumber: calledIn.number, sealed: await seal.seal(placeOf.callLog({ callId }), oldLine) })
    before.close()
    disk = old
    await restart()
    expect(await lines()).toEqual([{ callId, outcome: 'completed', endedAt, ticketNumbers: [calledIn.number] }])
    await storage.callLog.write(missed(2))
    expect(await storage.callLog.ofNumber('8615400000012' as HistoryKey, 9)).toMatchObject([{ callId: testUuid(2) }])
  })

  it('finds the calls of a number in the database of the version that knew no newest first', async () => {
    const old = newDisk()
    const before = new Dexie(workDatabaseName('real'), old)
    before.version(2).stores({ drafts: 'id, state', outbox: '++order, &id', callLog: 'callId, startedAt, [number+startedAt]', setAside: '++number' })
    const number = await seal.indexKey('8615400000012')
    for (const line of [missed(1), missed(2)]) await before.table('callLog').put({ callId: line.callId, startedAt: line.startedAt, number, sealed: await seal.seal(placeOf.callLog(line), line) })
    before.close()
    disk = old
    await restart()
    expect(await storage.callLog.ofNumber('8615400000012' as HistoryKey, 9)).toMatchObject([{ callId: testUuid(2) }, { callId: testUuid(1) }])
  })

  it('reads the lines of an older version, which held the number with the rest', async () => {
    const database = new WorkDatabase(workDatabaseName('real'), disk)
    await database.callLog.put({ callId, startedAt: itsEnd.startedAt, newestFirst: -itsEnd.startedAt, sealed: await seal.seal(placeOf.callLog({ callId }), { ...itsEnd, ticketNumber: calledIn.number }) })
    database.close()
    expect(await lines()).toEqual([{ callId, outcome: 'completed', endedAt, ticketNumbers: [calledIn.number] }])
  })

  it('lines older than ninety days go, younger ones and what else could not be read stay', async () => {
    const day = 86_400_000
    for (const [number, age] of [91, 90, 0].entries()) await storage.callLog.write({ ...missed(number), startedAt: morning - age * day })
    const database = new WorkDatabase(workDatabaseName('real'), disk)
    for (const table of ['callLog', 'drafts']) {
      await database.setAside.add({ table, key: table, problem: { code: 'cannot-be-opened' }, at: morning - 91 * day, record: {} })
    }
    await ageCallLog({ mode: 'real', clock: stoppedClock, indexedDb: disk, pause: async () => undefined })
    expect((await lines()).map((line) => line.callId)).toEqual([testUuid(2), testUuid(1)])
    expect((await database.setAside.toArray()).map(({ table }) => table)).toEqual(['drafts'])
    database.close()
  })
})
