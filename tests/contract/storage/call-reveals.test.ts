import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createReveals, type Reveals } from '../../../renderer/console/app/reveals'
import { createRevealTeller, type RevealTeller } from '../../../renderer/console/app/tell-reveals'
import { lineOfDraft } from '../../../renderer/console/seat/call-log-line'
import type { DeskHttp, DeskCallError } from '../../../renderer/desk-client/desk-http'
import type { DeskRefusal } from '../../../renderer/desk-client/desk-refusal'
import { ageCallLog } from '../../../renderer/storage/age-call-log'
import { openWorkStorage, type WorkStorage } from '../../../renderer/storage/open-work-storage'
import { DAY_MS } from '../../../shared/callers/local-day'
import { callLogDays, type CallLine } from '../../../shared/calls/call-log'
import { callRevealRoutes, callRevealSchema, type CallReveal } from '../../../shared/desk-api/call-reveals'
import { epochMs } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import { mostReveals } from '../../../shared/tickets/reveal'
import { agent8017, draftOf, morning, testUuid } from '../../support/drafts'
import { createRoom, databaseInRoom } from '../../support/full-disk'
import { journalInMemory } from '../../support/journal'
import { createManualTime } from '../../support/manual-time'
import { settle } from '../../support/settle'
import { bothSeals, newDisk, stoppedClock } from '../../support/storage'

const line: CallLine = { ...lineOfDraft(draftOf(1)), outcome: 'completed', queueCallId: 'pbx-1' }
const target = { kind: 'call' as const, id: line.callId, ticket: null, parts: ['number' as const] }
const away: DeskCallError = { code: 'unreachable' }
const forbidden: DeskCallError = { code: 'desk-error', httpStatus: 403, error: { code: 'forbidden', reason: 'reveal' } }

describe.each(bothSeals)('what the audit of a desk is told of looks at calls without an order, %s', (_name, seal) => {
  let disk = newDisk()
  let medium = journalInMemory()
  let isFull = false
  let storage: WorkStorage
  let time = createManualTime(morning)
  let reveals: Reveals
  let teller: RevealTeller
  let ids = 100
  let said: CallReveal[] = []
  let refusals: DeskRefusal[] = []
  /** What the desk says no with; null: it takes everything. */
  let no: ((reveal: CallReveal) => DeskCallError | null) = () => null
  const desk: Pick<DeskHttp, 'ask'> = {
    async ask(path, schema, body) {
      expect(path).toBe(callRevealRoutes.tell)
      const reveal = callRevealSchema.parse(body)
      said.push(reveal)
      const error = no(reveal)
      return error === null ? ok(schema.parse({})) : err(error)
    },
  }

  async function open(): Promise<void> {
    const journal = { ...medium.journal, writeJournal: (async (records) => (isFull ? err({ code: 'full' as const }) : medium.journal.writeJournal(records))) as typeof medium.journal.writeJournal }
    storage = await openWorkStorage({ mode: 'real', seal, ...medium, journal, clock: stoppedClock, onSetAside: (report) => { throw new Error(report.table) }, indexedDb: disk })
    time = createManualTime(morning)
    teller = createRevealTeller({ owed: storage.owedReveals, timers: time, onRefused: (why) => refusals.push(why) })
    reveals = createReveals({ outbox: storage.outbox, callLog: storage.callLog, clock: stoppedClock, timers: time, newId: () => testUuid((ids += 1)), author: agent8017, onOwed: teller.look })
    reveals.offer(target)
  }
  /** The page goes and comes again: a reload, a lock, a kill. */
  async function restart(): Promise<void> {
    teller.follow(null)
    storage.close()
    await open()
  }
  const owed = async () => (await storage.owedReveals.all()).map(({ id }) => id)
  const journaled = async () => {
    const content = await medium.journal.readJournal()
    return content.ok ? content.value.records.map(({ kind, id }) => `${kind} ${id}`) : []
  }

  beforeEach(async () => {
    disk = newDisk()
    medium = journalInMemory()
    isFull = false
    ids = 100
    said = []
    refusals = []
    no = () => null
    await open()
    await storage.callLog.write(line)
  })
  afterEach(() => storage.close())

  it('is told at once where the desk answers: which call, when, what and why', async () => {
    teller.follow(desk)
    expect(await reveals.reveal('other', '核对\u0000地址')).toBe(true)
    await settle()
    const call = { callId: line.callId, queueCallId: 'pbx-1', startedAt: line.startedAt }
    expect(said).toEqual([{ id: testUuid(101), call, at: morning, facts: { parts: ['number'], reason: 'other', note: '核对地址' } }])
    expect([await owed(), await journaled()]).toEqual([[], []])
    await restart()
    teller.follow(desk)
    await settle()
    expect(said).toHaveLength(1)
  })

  it('waits for a desk that is away, over every restart, and is told under the same id until it is answered', async () => {
    await reveals.reveal('call-back', null)
    await restart()
    expect(await owed()).toEqual([testUuid(101)])
    no = () => away
    teller.follow(desk)
    await settle()
    await restart()
    teller.follow(desk)
    await settle()
    no = () => null
    await time.advance(10_000)
    await settle()
    expect(said.map(({ id }) => id)).toEqual([testUuid(101), testUuid(101), testUuid(101)])
    expect([await owed(), await journaled()]).toEqual([[], []])
  })

  it('comes back from the journal alone, and the journal gets what only the database has', async () => {
    await reveals.reveal('call-back', null)
    disk = newDisk()
    await restart()
    expect(await owed()).toEqual([testUuid(101)])
    medium = journalInMemory()
    await restart()
    expect([await owed(), await journaled()]).toEqual([[testUuid(101)], [`reveal-owed ${testUuid(101)}`]])
  })

  it('is owed for as long as nobody has it: more than a line keeps, and longer', async () => {
    for (let count = 0; count <= mostReveals; count += 1) await reveals.reveal('call-back', null)
    expect((await storage.callLog.recent(1))[0]?.reveals).toHaveLength(mostReveals)
    const later = { now: () => epochMs(morning + (callLogDays + 1) * DAY_MS) }
    await ageCallLog({ mode: 'real', clock: later, indexedDb: disk, pause: () => Promise.resolve() })
    await restart()
    expect([(await storage.callLog.recent(1)).length, (await owed()).length]).toEqual([0, mostReveals + 1])
  })

  it('is none of what could not be put down, in whichever of the two places', async () => {
    isFull = true
    expect(await reveals.reveal('call-back', null)).toBe(false)
    isFull = false
    reveals.offer({ ...target, id: testUuid(77) })
    expect(await reveals.reveal('call-back', null)).toBe(false)
    const room = createRoom()
    disk = databaseInRoom(disk, room, 'at-commit')
    await restart()
    room.fillAt(room.writes() + 1)
    expect(await reveals.reveal('call-back', null)).toBe(false)
    room.makeRoom()
    await restart()
    expect([await owed(), await journaled(), (await storage.callLog.recent(1))[0]?.reveals]).toEqual([[], [], undefined])
  })

  it('is refused alone, is not asked about again, and is owed to the desk that answers next', async () => {
    await reveals.reveal('call-back', null)
    await reveals.reveal('lead-asked', null)
    no = ({ facts }) => (facts.reason === 'call-back' ? forbidden : null)
    teller.follow(desk)
    await settle()
    teller.look()
    await settle()
    await time.advance(60_000)
    expect([await owed(), refusals, said.length]).toEqual([[testUuid(101)], ['forbidden'], 2])
    no = () => null
    teller.follow(desk)
    await settle()
    expect([await owed(), said.at(-1)?.id]).toEqual([[], testUuid(101)])
  })

  it('is nothing where the desk has no audit', async () => {
    const alone = createReveals({ outbox: storage.outbox, callLog: storage.callLog, clock: stoppedClock, timers: time, newId: () => testUuid(1), author: agent8017, onOwed: null })
    alone.offer(target)
    expect(await alone.reveal('call-back', null)).toBe(true)
    expect([await owed(), await journaled(), (await storage.callLog.recent(1))[0]?.reveals?.length]).toEqual([[], [], 1])
  })
})
