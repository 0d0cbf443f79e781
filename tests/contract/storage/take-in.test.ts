import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkStorage, type WorkStorage } from '../../../renderer/storage/open-work-storage'
import { epochMs } from '../../../shared/lib/clock'
import { readUnsentWork, writeUnsentWork, type UnsentWork } from '../../../shared/outbox/unsent-work'
import type { Draft } from '../../../shared/tickets/draft'
import { draftOf, morning, submissionOfDraft, ticketOf, wageComplaint } from '../../support/drafts'
import { journalInMemory } from '../../support/journal'
import { recordedCall, recordSubmission } from '../../support/recorded-calls'
import { bothSeals, newDisk } from '../../support/storage'

const complaint = (number: number, spread: Partial<Draft> = {}) => draftOf(number, { values: wageComplaint, ...spread })
const nobodyHasIt = () => false
const at = morning

describe.each(bothSeals)('unsent work carried from seat to seat, %s', (_name, seal) => {
  let ticks = 0
  const seats: WorkStorage[] = []

  /** A seat with a disk of its own, and how to lose it. */
  async function newSeat() {
    let disk = newDisk()
    let medium = journalInMemory()
    const clock = { now: () => epochMs(at + (ticks += 1)) }
    const open = () => openWorkStorage({ ...medium, mode: 'real', seal, clock, indexedDb: disk, onSetAside: () => undefined })
    const seat = { storage: await open(), restart: async () => {
      seat.storage.close()
      medium = journalInMemory(medium.disk)
      seat.storage = await open()
    }, wipe: async () => {
      seat.storage.close()
      disk = newDisk()
      medium = journalInMemory()
      seat.storage = await open()
    }, noRoom: (times: number) => medium.disk.fail(times) }
    seats.push(seat.storage)
    return seat
  }

  const refuse = async ({ outbox }: WorkStorage, id: string) => {
    await outbox.move(id, { kind: 'claimed', at })
    await outbox.move(id, { kind: 'refused', at, refusal: { code: 'refused', eventId: null, reason: 'category-missing', paths: [] } })
  }
  /** What an export holds, through the text of the file. */
  async function exported({ drafts, outbox }: WorkStorage): Promise<UnsentWork> {
    const read = readUnsentWork(writeUnsentWork({ drafts: await drafts.unfinished(), submissions: await outbox.owed() }))
    if (read === null || read.unreadable > 0) throw new Error('it does not come back from its own text')
    return read
  }
  const holdings = async ({ drafts, outbox }: WorkStorage) => ({
    drafts: await drafts.unfinished(),
    submissions: outbox.entries().map(({ id, ticketId, events, draftId, draftRevision, enqueuedAt }) => ({ id, ticketId, events, draftId, draftRevision, enqueuedAt })),
  })

  let here: Awaited<ReturnType<typeof newSeat>>
  const further = draftOf(4, { mergeInto: complaint(2).ticketId, values: { note: '又来电催' } })
  beforeEach(async () => {
    ticks = 0
    here = await newSeat()
    await here.storage.drafts.save(complaint(1, { revision: 7 }))
    for (const submission of [submissionOfDraft(complaint(2)), submissionOfDraft(complaint(3, { revision: 5 })), submissionOfDraft(further, { kind: 'merged', ticket: ticketOf(complaint(2)) })]) {
      expect((await here.storage.outbox.enqueue(submission)).ok).toBe(true)
    }
    await refuse(here.storage, complaint(3).id)
    await here.storage.outbox.reopen(complaint(3).id)
  })
  afterEach(() => {
    here.storage.close()
    for (const seat of seats.splice(0)) seat.close()
  })

  it('counts a record of a call with its order, and brings both', async () => {
    const [from, to] = [await newSeat(), await newSeat()]
    const draft = complaint(1)
    await from.storage.outbox.enqueue(submissionOfDraft(draft))
    await from.storage.outbox.enqueue(recordSubmission(draft.ticketId, recordedCall()))
    expect(await to.storage.takeIn(await exported(from.storage), nobodyHasIt)).toMatchObject({ submissions: [draft.id], known: 0, failed: 0 })
    expect(to.storage.outbox.entries().map(({ events }) => events.at(-1)?.type)).toEqual(['sent-for-dispatch', 'call-recorded'])
    expect(await to.storage.takeIn(await exported(from.storage), nobodyHasIt)).toMatchObject({ submissions: [], known: 1 })
  })

  it('exported, lost and imported it is what it was, also after a start', async () => {
    const before = await holdings(here.storage)
    expect([before.drafts.map(({ id, revision }) => [id, revision]), before.submissions.length]).toEqual([[[complaint(1).id, 7], [complaint(3).id, 6]], 3])
    const file = await exported(here.storage)
    await here.wipe()
    expect(await holdings(here.storage)).toEqual({ drafts: [], submissions: [] })
    expect(await here.storage.takeIn(file, nobodyHasIt)).toMatchObject({ submissions: before.submissions.map(({ id }) => id), known: 0, inHand: 0, failed: 0 })
    for (const round of ['at once', 'after a start']) {
      expect(await holdings(here.storage), round).toEqual(before)
      await here.restart()
    }
  })

  it('imported it stands in the order in which it was queued, though the clock was set right in between', async () => {
    const [from, to] = [await newSeat(), await newSeat()]
    const draft = complaint(1)
    await from.storage.outbox.enqueue(submissionOfDraft(draft))
    ticks -= 240_000
    await from.storage.outbox.enqueue(recordSubmission(draft.ticketId, recordedCall()))
    await to.storage.takeIn(await exported(from.storage), nobodyHasIt)
    expect(to.storage.outbox.entries().map(({ events }) => events[0]?.type)).toEqual(['opened', 'call-recorded'])
  })

  it('imported at another seat, the words are still those of their author, and what was refused can be mended there', async () => {
    const there = await newSeat()
    await there.storage.takeIn(await exported(here.storage), nobodyHasIt)
    const authors = [...(await there.storage.drafts.unfinished()).map(({ author }) => author), ...there.storage.outbox.entries().flatMap(({ events }) => events.map(({ author }) => author))]
    expect(new Set(authors.map(({ id }) => id))).toEqual(new Set([complaint(1).author.id]))
    await refuse(there.storage, complaint(3).id)
    expect((await there.storage.outbox.enqueue(submissionOfDraft(complaint(3, { revision: 9 })))).ok).toBe(true)
    expect(there.storage.outbox.counts()).toMatchObject({ waiting: 3, refused: 0 })
    expect(await here.storage.outbox.owed()).toHaveLength(3)
    there.storage.close()
  })

  it('imported twice, or where it came from, it changes nothing', async () => {
    const file = await exported(here.storage)
    const before = await holdings(here.storage)
    for (const round of ['where it came from', 'once more']) {
      expect(await here.storage.takeIn(file, nobodyHasIt), round).toEqual({ drafts: [], submissions: [], known: 5, inHand: 0, failed: 0 })
      expect(await holdings(here.storage), round).toEqual(before)
    }
  })

  it('a later revision beats an earlier one, whichever was here', async () => {
    const file = await exported(here.storage)
    const later = complaint(1, { revision: 8, values: { ...wageComplaint, note: '又补了一句' } })
    await here.storage.drafts.save(later)
    expect(await here.storage.takeIn(file, nobodyHasIt)).toMatchObject({ drafts: [], known: 5 })
    expect(await here.storage.drafts.get(later.id)).toEqual(later)
    const latest = { ...later, revision: 12 }
    expect(await here.storage.takeIn({ drafts: [latest], submissions: [] }, nobodyHasIt)).toMatchObject({ drafts: [latest] })
    expect(await here.storage.drafts.get(later.id)).toEqual(latest)
  })

  it('leaves alone what the agent has in hand', async () => {
    const there = await newSeat()
    const taken = await there.storage.takeIn(await exported(here.storage), (id) => id === complaint(1).id)
    expect(taken).toMatchObject({ inHand: 1 })
    expect((await there.storage.drafts.unfinished()).map(({ id }) => id)).toEqual([complaint(3).id])
    there.storage.close()
  })

  it('what finds no room is told and comes with the next try', async () => {
    const file = await exported(here.storage)
    const there = await newSeat()
    there.noRoom(1)
    const first = await there.storage.takeIn(file, nobodyHasIt)
    expect([first.failed, first.submissions.length + first.drafts.length]).toEqual([1, 4])
    const second = await there.storage.takeIn(file, nobodyHasIt)
    expect([second.failed, second.known, second.submissions.length + second.drafts.length]).toEqual([0, 4, 1])
    expect((await holdings(there.storage)).submissions.map(({ id }) => id).sort()).toEqual(file.submissions.map(({ id }) => id).sort())
    there.storage.close()
  })
})
