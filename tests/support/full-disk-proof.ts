import { isDeepStrictEqual } from 'node:util'
import type { JournalCalls } from '../../renderer/storage/work-journal'
import type { Submission } from '../../shared/outbox/outbox'
import type { Draft } from '../../shared/tickets/draft'
import { epochMs } from '../../shared/lib/clock'
import { noProposal, testUuid, wageComplaint } from './drafts'
import { createRoom, databaseInRoom, filesInRoom, type QuotaError, type Room } from './full-disk'
import { journalInMemory } from './journal'
import { powerCutFiles } from './power-cut-files'
import { seededRandom } from './seeded-random'
import { newDisk } from './storage'
import { createVirtualTime } from './virtual-time'
import { openWorkingSeat, type WorkingSeat } from './working-seat'

export const endings = ['room', 'crash', 'crash-without-database', 'crash-without-journal', 'start-while-full', 'start-while-full-without-database'] as const

export interface FullDisk {
  /** Which media find no room; both, where they lie on one disk. */
  readonly full: 'journal' | 'database' | 'both'
  readonly how: QuotaError
  /** The write of that number is the first to find none. */
  readonly at: number
  /** Whether there is room again while the page is open, or everything dies while there is none, and what is gone then. */
  readonly ending: (typeof endings)[number]
  /** A mistake that the proof has to find. */
  spoil?(journal: JournalCalls): JournalCalls
}

export interface FullDiskProof {
  /** Writes that were refused. */
  readonly refused: number
  readonly submitted: number
}

const mostCalls = 16
/** What goes on afterwards. */
const callsWithRoomAgain = 2
const pieces = ['工地的活干完了，', '班长说月底结清，', '现在电话也不接。']
const longestTries = 12

interface Claims {
  /** By draft: what the page has shown as saved. */
  readonly saved: Map<string, Pick<Draft, 'revision' | 'values'>>
  readonly submitted: Submission[]
  /** Somebody wished to submit it, or to throw it away; what became of that may not have been told. */
  readonly wished: Set<string>
  /** Told to be thrown away. */
  readonly gone: Set<string>
}

/**
 * An agent works, and from a write on the disk is full. What was shown as saved or submitted has to be so, whatever dies meanwhile;
 * with room again work goes on in the same page; in the end every order is there once, in its order, and every draft.
 *
 * @throws at the first thing that is otherwise
 */
export async function proveFullDisk(disk: FullDisk): Promise<FullDiskProof> {
  const desk = createSeatOnDisk(disk)
  try {
    await desk.open()
    const outageSteps = 1 + (disk.at % 4)
    let fullSteps = 0
    for (let call = 1, callsLeft = callsWithRoomAgain; call <= mostCalls && callsLeft > 0; call += 1) {
      if (desk.hasOutageEnded()) callsLeft -= 1
      await workOnCall(desk, call, async () => {
        if (desk.room.isFull()) fullSteps += 1
        if (fullSteps === outageSteps) await desk.endOutage()
      })
    }
    if (desk.room.isFull()) await desk.endOutage()
    await desk.checkGoingOn()
    desk.room.makeRoom()
    await desk.reopen({ without: null })
    await desk.checkAll()
    await desk.reopen({ without: 'database' })
    await desk.checkAll()
    return { refused: desk.refused(), submitted: desk.claims.submitted.length }
  } catch (error) {
    throw new Error(`${JSON.stringify(disk)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  } finally {
    desk.seat().close()
  }
}

type SeatOnDisk = ReturnType<typeof createSeatOnDisk>

function createSeatOnDisk({ full, how, at, ending, spoil = (journal) => journal }: FullDisk) {
  const time = createVirtualTime()
  const room = createRoom()
  const claims: Claims = { saved: new Map(), submitted: [], wished: new Set(), gone: new Set() }
  let files = powerCutFiles(seededRandom(1))
  let indexedDb = newDisk()
  let seat: WorkingSeat | null = null
  let ids = 0
  let numbers = 0
  let refused = 0
  let hasEnded = false
  const counted: Room = {
    ...room,
    take() {
      const isRoom = room.take()
      if (!isRoom) refused += 1
      return isRoom
    },
  }

  async function open(): Promise<void> {
    const medium = journalInMemory(full === 'database' ? files : { ...files, files: filesInRoom(files.files, counted) })
    const media = { medium: { ...medium, journal: spoil(medium.journal) }, indexedDb: full === 'journal' ? indexedDb : databaseInRoom(indexedDb, counted, how) }
    const opened = await openWorkingSeat({
      time, media,
      fetch: () => Promise.reject(new TypeError('no network')),
      newId: () => testUuid((ids += 1) * 1_000_000),
      nextNumber: () => Promise.resolve(`20261123-8017-${String((numbers += 1)).padStart(3, '0')}-1`),
      onSubmitted(submission) {
        claims.submitted.push(submission)
        claims.saved.delete(submission.id)
      },
    })
    const look = () => {
      for (const { draft, savedAt, isDirty } of opened.keeper.all()) {
        if (savedAt !== null && !isDirty && !claims.submitted.some(({ id }) => id === draft.id)) claims.saved.set(draft.id, draft)
      }
    }
    // What counts is what can be seen, and no screen is drawn within a turn.
    opened.keeper.subscribe(() => void setImmediate(look))
    seat = opened
  }

  function current(): WorkingSeat {
    if (seat === null) throw new Error('no page is open')
    return seat
  }

  /** Everything dies where it is, and is started again on what lies on the disk. */
  async function reopen({ without }: { readonly without: 'database' | 'journal' | null }): Promise<void> {
    current().close()
    await time.rest()
    if (without === 'database') indexedDb = newDisk()
    if (without === 'journal') files = powerCutFiles(seededRandom(2))
    await open()
  }

  async function checkAll(): Promise<void> {
    const { drafts, outbox, unsaved } = current().storage
    const unfinished = new Map([...(await drafts.unfinished()), ...unsaved].map((draft) => [draft.id, draft]))
    const queued = outbox.entries().map(({ id }) => id)
    if (new Set(queued).size !== queued.length) throw new Error('an order is there twice')
    const back = [...queued, ...unfinished.keys()].find((id) => claims.gone.has(id))
    if (back !== undefined) throw new Error(`${back} was thrown away and is back`)
    const both = queued.find((id) => unfinished.has(id))
    if (both !== undefined) throw new Error(`${both} is an order and a draft`)
    const wanted = claims.submitted.map(({ id }) => id)
    const found = queued.filter((id) => wanted.includes(id))
    if (found.join() !== wanted.join()) throw new Error(`submitted ${wanted.length} orders, there are ${found.length}, or in another order`)
    for (const { id, events } of claims.submitted) {
      if (!isDeepStrictEqual(outbox.entries().find((entry) => entry.id === id)?.events, events)) throw new Error(`order ${id} says something else`)
    }
    const unasked = queued.find((id) => !claims.wished.has(id))
    if (unasked !== undefined) throw new Error(`nobody has submitted ${unasked}`)
    for (const [id, { revision, values }] of claims.saved) {
      const draft = unfinished.get(id)
      if (draft === undefined && claims.wished.has(id)) continue
      const isThere = draft !== undefined && draft.revision >= revision && (draft.values.description ?? '').startsWith(values.description ?? '')
      if (!isThere) throw new Error(`saved was revision ${revision} of ${id}, there is ${draft?.revision ?? 'none'}`)
    }
  }

  room.fillAt(at)
  return {
    time,
    room,
    claims,
    open,
    reopen,
    checkAll,
    seat: current,
    refused: () => refused,
    hasOutageEnded: () => hasEnded,
    async endOutage() {
      if (hasEnded) return
      hasEnded = true
      if (ending === 'room') return room.makeRoom()
      current().close()
      if (ending === 'start-while-full' || ending === 'start-while-full-without-database') {
        await reopen({ without: ending === 'start-while-full' ? null : 'database' })
        await checkAll()
        return room.makeRoom()
      }
      room.makeRoom()
      await reopen({ without: ending === 'crash-without-database' ? 'database' : ending === 'crash-without-journal' ? 'journal' : null })
      await checkAll()
    },
    /** With room again nothing is left unsaved, and nobody had to start anything anew. */
    async checkGoingOn() {
      await time.advance(5_000)
      const left = current().keeper.all().find(({ isDirty, problem }) => isDirty || problem !== null)
      if (left !== undefined) throw new Error(`${left.draft.id} is not saved though there is room: ${left.problem}`)
    },
  }
}

/** Answers, types, hangs up and decides. Every step tells; the outage may end in any, and with it this page. */
async function workOnCall(desk: SeatOnDisk, call: number, onStep: () => Promise<void>): Promise<void> {
  const { time, claims } = desk
  const id = await desk.seat().answers(`1540000${String(1_000 + call)}`)
  if (id === null) throw new Error('no draft was opened')
  await onStep()
  for (const words of pieces) {
    desk.seat().types(id, words)
    await time.advance(400)
    await onStep()
  }
  await desk.seat().hangsUp()
  await onStep()
  // A crash may have made an order of it, or may have taken it away with words that nobody was told are saved.
  const isThere = () => desk.seat().keeper.get(id) !== null
  if (call % 4 === 0) return insist(desk, onStep, async () => !isThere() || desk.seat().actions.keepForLater(id))
  claims.wished.add(id)
  const throwAway = async () => {
    if (!isThere() || !(await desk.seat().actions.discard(id))) return !isThere()
    claims.saved.delete(id)
    claims.gone.add(id)
    return true
  }
  if (call % 4 === 3) return insist(desk, onStep, throwAway)
  let hasFailed = false
  return insist(desk, onStep, async () => {
    if (!isThere()) return true
    // Whoever is told that it has not worked may write on and try again with that, or give it up.
    if (hasFailed && call % 4 === 1) return throwAway()
    if (hasFailed && call % 8 === 2) desk.seat().types(id, '再补一句。')
    const isIncomplete = desk.seat().keeper.get(id)?.draft.values.category === undefined
    if (isIncomplete) desk.seat().actions.change(id, (draft) => ({ ...draft, values: { ...wageComplaint, ...draft.values } }))
    const end = await desk.seat().actions.submit(id, { kind: 'sent-for-dispatch', proposal: { ...noProposal, handleDueAt: epochMs(time.clock.now() + 86_400_000) } })
    if (!end.ok && end.error.code === 'draft-gone') throw new Error(`${id} can no longer be submitted`)
    hasFailed = !end.ok
    return end.ok
  })
}

/** An agent who is told that it has not worked tries again. */
async function insist({ time, room }: SeatOnDisk, onStep: () => Promise<void>, run: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < longestTries; tries += 1) {
    const wasFull = room.isFull()
    const isDone = await run()
    if (isDone) return
    if (!wasFull && !room.isFull()) throw new Error('it does not work though there is room')
    await time.advance(1_500)
    await onStep()
  }
  throw new Error('it does not work at all')
}
