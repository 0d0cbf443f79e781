import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lineOfDraft } from '../../../renderer/console/seat/call-log-line'
import { openSeal } from '../../../renderer/storage/seal'
import { openWorkStorage, type WorkStorage } from '../../../renderer/storage/open-work-storage'
import { WorkDatabase, workDatabaseName } from '../../../renderer/storage/work-database'
import type { DeliveryRefusal } from '../../../shared/outbox/delivery-refusal'
import { readyToSend } from '../../../shared/outbox/lanes'
import { longestText } from '../../../shared/tickets/fields/field-lengths'
import { epochMs } from '../../../shared/lib/clock'
import { err } from '../../../shared/lib/result'
import type { Draft } from '../../../shared/tickets/draft'
import type { DraftOutcome } from '../../../shared/tickets/submit-draft'
import { recordedCallOf } from '../../../shared/calls/recorded-call'
import { draftOf, eventsOf, morning, submissionOfDraft, ticketOf, wageComplaint } from '../../support/drafts'
import { journalInMemory } from '../../support/journal'
import { endedLine, recordSubmission } from '../../support/recorded-calls'
import { bothSeals, newDisk, stoppedClock } from '../../support/storage'

const at = morning
const refusal = { code: 'refused', eventId: null, reason: 'category-missing', paths: [] } satisfies DeliveryRefusal
const complaint = (number: number, spread: Partial<Draft> = {}) => draftOf(number, { values: wageComplaint, ...spread })

describe.each(bothSeals)('the outbox on the disk, %s', (_name, seal) => {
  let disk = newDisk()
  let reports: unknown[] = []
  let medium = journalInMemory()
  let storage: WorkStorage
  const open = () => openWorkStorage({ ...medium, mode: 'real', seal, clock: stoppedClock, onSetAside: (report) => reports.push(report), indexedDb: disk })
  const restart = async () => {
    storage.close()
    storage = await open()
  }
  const enqueue = async (draft: Draft, outcome?: DraftOutcome) => {
    const enqueued = await storage.outbox.enqueue(submissionOfDraft(draft, outcome))
    if (!enqueued.ok) throw new Error(enqueued.error.code)
    return enqueued.value
  }
  const refuse = async (id: string) => {
    await storage.outbox.move(id, { kind: 'claimed', at })
    await storage.outbox.move(id, { kind: 'refused', at, refusal })
  }

  beforeEach(async () => {
    disk = newDisk()
    medium = journalInMemory()
    reports = []
    storage = await open()
  })
  afterEach(() => storage.close())

  it('holds what was submitted, over a restart, in the order written', async () => {
    await enqueue(complaint(2))
    await enqueue(complaint(1))
    await restart()
    expect(storage.outbox.entries().map(({ id, events }) => [id, events])).toEqual([2, 1].map((n) => [complaint(n).id, eventsOf(complaint(n))]))
    expect(storage.outbox.counts()).toEqual({ waiting: 2, sending: 0, refused: 0, held: 0, oldestAt: morning })
  })

  it('takes the same submission once, however often it is made', async () => {
    const first = await enqueue(complaint(1))
    const again = await Promise.all([enqueue(complaint(1)), enqueue(complaint(1))])
    expect(again).toEqual([first, first])
    await restart()
    expect(storage.outbox.entries()).toHaveLength(1)
    await enqueue(complaint(1))
    expect(storage.outbox.entries()).toHaveLength(1)
  })

  it('does not take the same draft in another revision, nor one that is older than what is stored', async () => {
    await enqueue(complaint(1))
    expect(await storage.outbox.enqueue(submissionOfDraft(complaint(1, { revision: 2 })))).toMatchObject({ error: { code: 'already-submitted' } })
    await storage.drafts.save(complaint(2, { revision: 8 }))
    expect(await storage.outbox.enqueue(submissionOfDraft(complaint(2, { revision: 7 })))).toEqual({
      ok: false, error: { code: 'stale-revision', stored: 8 },
    })
    expect(storage.outbox.entries()).toHaveLength(1)
  })

  it('an entry and the mark on its draft are written together or not at all', async () => {
    const draft = complaint(1)
    await storage.drafts.save(draft)
    const broken = { ...submissionOfDraft({ ...draft, revision: 2 }), events: [{ ...eventsOf(draft)[0]!, id: Symbol('cannot be cloned') as never }] }
    if (seal === openSeal) {
      expect((await storage.outbox.enqueue(broken)).ok).toBe(false)
      expect(await storage.drafts.unfinished()).toEqual([draft])
      expect(storage.outbox.entries()).toEqual([])
    }
    await enqueue(draft)
    await restart()
    expect(await storage.drafts.unfinished()).toEqual([])
  })

  it('marks a call as told of in the transaction of what tells it, and takes that back with it', async () => {
    const draft = complaint(1)
    const recordedOn = async () => (await storage.callLog.recent(1))[0]?.recordedOn
    await enqueue(draft)
    await storage.callLog.write(endedLine(draft))
    expect(await recordedOn()).toEqual([])
    const record = recordSubmission(draft.ticketId, recordedCallOf(endedLine(draft)))
    const full = await openWorkStorage({ ...medium, journal: { ...medium.journal, writeJournal: async () => err({ code: 'full' as const }) }, mode: 'real', seal, clock: stoppedClock, onSetAside: () => undefined, indexedDb: disk })
    expect(await full.outbox.enqueue(record)).toMatchObject({ ok: false, error: { code: 'storage-full' } })
    full.close()
    await restart()
    expect([await recordedOn(), storage.outbox.entries().length]).toEqual([[], 1])
    expect(await storage.outbox.enqueue(record)).toMatchObject({ ok: true, value: { mayBePassed: true } })
    await storage.callLog.write(endedLine(draft))
    await restart()
    expect(await recordedOn()).toEqual([draft.ticketId])
    expect(storage.outbox.entries().map(({ mayBePassed }) => mayBePassed)).toEqual([undefined, true])
  })

  it('lets go by what is written behind a record that the desk does not take, and nothing else', async () => {
    const draft = complaint(1)
    await enqueue(draft)
    const [order] = storage.outbox.entries()
    await storage.outbox.move(order!.id, { kind: 'claimed', at })
    await storage.outbox.move(order!.id, { kind: 'accepted', at, position: 9 })
    const record = recordSubmission(draft.ticketId, recordedCallOf(endedLine(draft)))
    await storage.outbox.enqueue(record)
    await refuse(record.id)
    await enqueue(complaint(2, { mergeInto: draft.ticketId }), { kind: 'merged', ticket: ticketOf(draft) })
    await restart()
    expect(readyToSend(storage.outbox.entries(), at, 9).map(({ id }) => id)).toEqual([complaint(2).id])
    expect(storage.outbox.counts()).toMatchObject({ refused: 1, held: 0 })
  })

  it('never takes what the desk would refuse and a restart set aside', async () => {
    const overfull = { ...wageComplaint, contact_phone: '1'.repeat(longestText.contact_phone + 1) }
    const draft = complaint(1, { values: overfull })
    expect(await storage.outbox.enqueue(submissionOfDraft(draft))).toMatchObject({ ok: false, error: { code: 'malformed', paths: expect.arrayContaining(['draft.values.contact_phone']) } })
    expect(storage.outbox.entries()).toEqual([])
    await restart()
    expect([storage.outbox.entries(), await storage.drafts.unfinished(), await storage.setAside()]).toEqual([[], [], []])
  })

  it('an entry that was being sent when the page died waits again', async () => {
    const { id } = await enqueue(complaint(1))
    await storage.outbox.move(id, { kind: 'claimed', at })
    await restart()
    expect(storage.outbox.entries()[0]?.delivery).toEqual({ state: 'waiting', tries: 1, notBefore: at, lastFailure: 'interrupted' })
  })

  it('an accepted entry forgets its draft at once, itself when the cache has come so far', async () => {
    const draft = complaint(1)
    const { id } = await enqueue(draft)
    await storage.outbox.move(id, { kind: 'claimed', at })
    await storage.outbox.move(id, { kind: 'accepted', at, position: 40 })
    expect(await storage.drafts.get(draft.id)).toBeNull()
    await restart()
    expect(storage.outbox.counts()).toMatchObject({ waiting: 0, oldestAt: null })
    await storage.outbox.settle(39)
    expect(storage.outbox.entries()).toHaveLength(1)
    await storage.outbox.settle(40)
    expect(storage.outbox.entries()).toEqual([])
    await restart()
    expect(storage.outbox.entries()).toEqual([])
  })

  it('what the cache does not hold yet waits again before anything settles it, over a restart too, in the order written and without its draft', async () => {
    const ids = [(await enqueue(complaint(2))).id, (await enqueue(complaint(1))).id]
    await enqueue(complaint(3))
    for (const [index, id] of ids.entries()) {
      await storage.outbox.move(id, { kind: 'claimed', at })
      await storage.outbox.move(id, { kind: 'accepted', at, position: 40 + index })
    }
    await storage.outbox.settle(40)
    const owing = storage.outbox.oweAgain()
    await storage.outbox.settle(99)
    await owing
    for (const round of ['now', 'after a restart']) {
      expect(storage.outbox.entries().map(({ id, events, delivery }) => [id, events, delivery.state]), round).toEqual(
        [1, 3].map((number) => [complaint(number).id, eventsOf(complaint(number)), 'waiting']),
      )
      expect(await storage.drafts.unfinished(), round).toEqual([])
      // Nobody waits for what the desk has had, and there is no draft of it to repair.
      expect(storage.outbox.counts(), round).toMatchObject({ waiting: 1 })
      expect(storage.outbox.entries().map(({ draftId }) => draftId), round).toEqual([null, complaint(3).id])
      expect(await storage.outbox.owed(), round).toMatchObject([{ id: complaint(1).id, draft: null }, { id: complaint(3).id, draft: complaint(3) }])
      await restart()
    }
  })

  it('a refused entry is parked over a restart, and can be sent again as it is', async () => {
    const { id } = await enqueue(complaint(1))
    await refuse(id)
    await restart()
    expect(storage.outbox.entries()[0]?.delivery).toMatchObject({ state: 'refused', refusal })
    await storage.outbox.move(id, { kind: 'released', at })
    expect(storage.outbox.counts()).toMatchObject({ waiting: 1, refused: 0 })
  })

  it('a refused entry gives its draft back, and the repaired one takes its place in the row', async () => {
    const { id } = await enqueue(complaint(1))
    await enqueue(complaint(2))
    await refuse(id)
    const reopened = await storage.outbox.reopen(id)
    expect(reopened).toEqual({ ok: true, value: { ...complaint(1), revision: complaint(1).revision + 1 } })
    expect(await storage.drafts.unfinished()).toEqual([complaint(1, { revision: 2 })])
    const repaired = complaint(1, { revision: 3, values: { ...wageComplaint, category: 'WAGE-01' } })
    expect((await storage.drafts.save(repaired)).ok).toBe(true)
    await enqueue(repaired)
    for (const round of ['now', 'after a restart']) {
      expect(storage.outbox.entries().map((entry) => [entry.id, entry.delivery.state]), round).toEqual([
        [complaint(1).id, 'waiting'], [complaint(2).id, 'waiting'],
      ])
      expect(storage.outbox.entries()[0]?.events).toEqual(eventsOf(repaired))
      await restart()
    }
  })

  it('a reopened draft that is discarded takes the refused delivery and the number of its call with it', async () => {
    const { id } = await enqueue(complaint(1))
    await enqueue(complaint(2))
    await refuse(id)
    await storage.outbox.reopen(id)
    const told: number[] = []
    storage.outbox.subscribe(() => told.push(storage.outbox.counts().refused))
    expect((await storage.outbox.discard(id, lineOfDraft(complaint(1)))).ok).toBe(true)
    expect(told).toEqual([0])
    for (const round of ['now', 'after a restart']) {
      expect(storage.outbox.entries().map((entry) => entry.id), round).toEqual([complaint(2).id])
      expect(await storage.drafts.unfinished(), round).toEqual([])
      expect((await storage.callLog.recent(9)).map(({ callId, ticketNumbers }) => [callId, ticketNumbers]), round).toEqual(
        expect.arrayContaining([[complaint(1).call.callId, []], [complaint(2).call.callId, [complaint(2).number]]]),
      )
      await restart()
    }
  })

  it('a refused entry whose draft is submitted again as it was goes to the desk once more, also after a restart', async () => {
    const { id } = await enqueue(complaint(1))
    await refuse(id)
    await storage.outbox.reopen(id)
    await restart()
    const [draft] = await storage.drafts.unfinished()
    if (draft === undefined) throw new Error('no draft')
    await enqueue(draft)
    expect(storage.outbox.entries().map((entry) => entry.delivery.state)).toEqual(['waiting'])
  })

  it('draft, delivery and number go together or not at all', async () => {
    const { id } = await enqueue(complaint(1))
    await refuse(id)
    await storage.outbox.reopen(id)
    // What makes the last of the writes fail: a key that no database takes.
    const impossible = { ...lineOfDraft(complaint(1)), callId: Number.NaN as never }
    expect(await storage.outbox.discard(id, impossible)).toEqual({ ok: false, error: { code: 'storage-failed' } })
    for (const round of ['now', 'after a restart']) {
      expect(storage.outbox.entries().map((entry) => [entry.id, entry.delivery.state]), round).toEqual([[id, 'refused']])
      expect(await storage.drafts.unfinished(), round).toEqual([complaint(1, { revision: 2 })])
      expect((await storage.callLog.recent(9)).map(({ ticketNumbers }) => ticketNumbers), round).toEqual([[complaint(1).number]])
      await restart()
    }
  })

  it('what stood behind a discarded delivery is held by nothing any more', async () => {
    const further = draftOf(3, { mergeInto: complaint(1).ticketId, values: { note: '又来电催' } })
    const { id } = await enqueue(complaint(1))
    await storage.outbox.enqueue(submissionOfDraft(further, { kind: 'merged', ticket: ticketOf(complaint(1)) }))
    await refuse(id)
    expect(storage.outbox.counts()).toMatchObject({ refused: 1, held: 1 })
    await storage.outbox.reopen(id)
    await storage.outbox.discard(id, lineOfDraft(complaint(1)))
    expect(storage.outbox.counts()).toMatchObject({ refused: 0, held: 0, waiting: 1 })
    expect(readyToSend(storage.outbox.entries(), at, 9).map((entry) => entry.id)).toEqual([further.id])
  })

  it('discarding takes nothing from what is on its way to the desk again', async () => {
    const { id } = await enqueue(complaint(1))
    await refuse(id)
    await storage.outbox.reopen(id)
    await storage.outbox.move(id, { kind: 'released', at })
    await storage.outbox.discard(id, lineOfDraft(complaint(1)))
    expect(await storage.drafts.unfinished()).toEqual([])
    expect((await storage.callLog.recent(9))[0]?.ticketNumbers).toEqual([complaint(1).number])
    await restart()
    expect(storage.outbox.entries().map((entry) => entry.delivery.state)).toEqual(['waiting'])
  })

  it('only a refused entry gives its draft back', async () => {
    const { id } = await enqueue(complaint(1))
    expect(await storage.outbox.reopen(id)).toEqual({ ok: false, error: { code: 'not-refused' } })
  })

  const spoilDraft = async (id: string) => {
    const database = new WorkDatabase(workDatabaseName('real'), disk)
    await database.drafts.where('id').equals(id).modify({ sealed: { spoiled: true } })
    database.close()
  }

  it('a refused entry whose draft the database cannot read gives it back from the journal', async () => {
    const { id } = await enqueue(complaint(1))
    await refuse(id)
    await spoilDraft(id)
    expect(await storage.outbox.reopen(id)).toEqual({ ok: true, value: { ...complaint(1), revision: complaint(1).revision + 1 } })
    expect((await storage.drafts.unfinished()).map((draft) => draft.id)).toEqual([id])
  })

  it('a refused entry whose draft is lost in both places can be exported and thrown away', async () => {
    const { id } = await enqueue(complaint(1))
    await enqueue(complaint(2))
    await refuse(id)
    await spoilDraft(id)
    medium = journalInMemory()
    await restart()
    expect(await storage.outbox.reopen(id)).toEqual({ ok: false, error: { code: 'no-draft' } })
    expect((await storage.outbox.owed()).map((work) => [work.id, work.events, work.draft])).toEqual([
      [id, eventsOf(complaint(1)), null], [complaint(2).id, eventsOf(complaint(2)), complaint(2)],
    ])
    expect((await storage.outbox.discard(id, null)).ok).toBe(true)
    for (const round of ['now', 'after a restart']) {
      expect(storage.outbox.entries().map((entry) => entry.id), round).toEqual([complaint(2).id])
      await restart()
    }
  })

  it('what is on its way is thrown away by nobody', async () => {
    const { id } = await enqueue(complaint(1))
    await storage.outbox.discard(id, lineOfDraft(complaint(1)))
    expect(storage.outbox.entries().map((entry) => entry.id)).toEqual([id])
  })

  it('tells after every change', async () => {
    const told: number[] = []
    const stop = storage.outbox.subscribe(() => told.push(storage.outbox.counts().waiting))
    const { id } = await enqueue(complaint(1))
    await storage.outbox.move(id, { kind: 'claimed', at: epochMs(at + 1) })
    stop()
    await enqueue(complaint(2))
    expect(told).toEqual([1, 0])
  })

  it('gives the same objects until something changes, so that a screen may compare them', async () => {
    const { id } = await enqueue(complaint(1))
    const { counts, entries } = storage.outbox
    const before = [counts(), entries()]
    expect([counts(), entries()].every((value, index) => value === before[index])).toBe(true)
    await storage.outbox.move(id, { kind: 'claimed', at })
    expect(counts()).not.toBe(before[0])
  })

  it('a damaged entry is put aside and reported, the others go on', async () => {
    await enqueue(complaint(1))
    await enqueue(complaint(2))
    const database = new WorkDatabase(workDatabaseName('real'), disk)
    await database.outbox.where('id').equals(complaint(1).id).modify({ delivery: { state: 'lost' } })
    database.close()
    await restart()
    expect(storage.outbox.entries().map(({ id }) => id)).toEqual([complaint(2).id])
    expect(reports).toEqual([{ table: 'outbox', problem: { code: 'malformed', paths: ['delivery'] } }])
    expect(await storage.setAside()).toHaveLength(1)
  })
})
