import { createJournal, type Journal } from '../../electron/main/journal/journal'
import type { JournalRecord } from '../../shared/journal/journal-record'
import { testUuid } from './drafts'
import { powerCutFiles, type PowerCutFiles } from './power-cut-files'
import { seededRandom, type SeededRandom } from './seeded-random'

/** A file every few records, so that files come, fill and go all the time. */
const segmentBytes = 600
const lives = 3
const idsPerRun = 6
/** A draft that rests keeps its old file while the others go on into new ones. */
const restTurns = [0, 0, 0, 100, 600]

/** What was asked for of one id, in order, and whether it was told to be durable. */
interface Asked {
  readonly record: JournalRecord
  told: boolean
}

/** How an agent's work treats one draft, step by step. */
interface Work {
  readonly id: string
  revision: number
  /** Revision under which it is queued. */
  queued: number | null
  readonly asked: Asked[]
}

export interface PowerCutProof {
  readonly cuts: number
  readonly told: number
}

/**
 * Works with a journal whose disk loses its power at a drawn operation, `lives` times on the same files. After every cut each
 * draft and submission must be as the last record that was told to be durable has left it, or as one that was asked for
 * after it would.
 *
 * @throws with the seed at the first id that is not
 */
export async function provePowerCut(seed: number, spoil: (disk: PowerCutFiles) => void = () => undefined): Promise<PowerCutProof> {
  const random = seededRandom(seed)
  const disk = powerCutFiles(random)
  spoil(disk)
  const works = Array.from({ length: idsPerRun }, (_, index): Work => ({ id: testUuid(index + 1), revision: 0, queued: null, asked: [] }))
  let told = 0
  for (let life = 0; life < lives; life += 1) {
    disk.cutAt(disk.operations() + 5 + random.below(90))
    await workUntilCut(open(disk), disk, works, random)
    disk.restart()
    told += works.flatMap(({ asked }) => asked).filter((one) => one.told).length
    await check(open(disk), works, seed)
  }
  return { cuts: lives, told }
}

function open({ files }: PowerCutFiles): Journal {
  return createJournal({ files, segmentBytes, onError: () => undefined })
}

/** Several drafts at once, so that appends share their syncs; each draft goes on only when its last answer is there. */
async function workUntilCut(journal: Journal, disk: PowerCutFiles, works: readonly Work[], random: SeededRandom): Promise<void> {
  const power = { isOn: true }
  await Promise.all(
    works.map(async (work) => {
      while (power.isOn) {
        const turns = random.pick(restTurns)
        for (let turn = 0; turn < turns && power.isOn; turn += 1) await Promise.resolve()
        if (random.below(25) === 0) disk.fail(1)
        const records = nextStep(work, random)
        const asked = records.map((record): Asked => ({ record, told: false }))
        work.asked.push(...asked)
        const result = await journal.append(records)
        if (result.ok) takeTold(work, asked)
        else if (result.error.code === 'failed') power.isOn = false
      }
    }),
  )
}

function nextStep(work: Work, random: SeededRandom): JournalRecord[] {
  const { id } = work
  const saved = (revision: number): JournalRecord => ({ kind: 'draft-saved', id, revision, sealed: 'x'.repeat(random.below(200)) })
  const gone = (revision: number): JournalRecord => ({ kind: 'draft-gone', id, revision, sealed: '' })
  const settled = (revision: number): JournalRecord => ({ kind: 'submission-settled', id, revision, sealed: '' })
  if (work.queued === null && random.below(3) > 0) {
    work.revision += 1
    return [saved(work.revision)]
  }
  if (work.queued === null) {
    if (random.below(3) === 0) return [gone(work.revision)]
    return [{ kind: 'submission-queued', id, revision: work.revision, sealed: 'y'.repeat(random.below(200)) }]
  }
  const { queued } = work
  return random.below(4) === 0 ? [saved(queued), settled(queued)] : [gone(queued), settled(queued)]
}

function takeTold(work: Work, asked: readonly Asked[]): void {
  for (const one of asked) {
    one.told = true
    if (one.record.kind === 'submission-queued') work.queued = one.record.revision
    if (one.record.kind === 'submission-settled') work.queued = null
  }
}

async function check(journal: Journal, works: readonly Work[], seed: number): Promise<void> {
  const content = await journal.read()
  if (!content.ok) throw new Error(`seed ${seed}: the journal does not open: ${content.error.code}`)
  for (const work of works) {
    const found = content.value.records.filter(({ id }) => id === work.id).map(({ kind, revision }) => `${kind} ${revision}`).sort().join(', ')
    const lastTold = work.asked.findLastIndex((one) => one.told)
    // What failed before something else was told has been cut off; what came last may be there or not.
    const told = work.asked.slice(0, lastTold + 1).filter((one) => one.told)
    const possible = new Set(subsets(work.asked.slice(lastTold + 1)).map((later) => owed([...told, ...later])))
    if (!possible.has(found)) throw new Error(`seed ${seed}: of ${work.id} there is "${found}", told was ${[...possible].join(' or ')}`)
    restartWork(work, content.value.records)
  }
}

/** The next life goes on with what is there, as a page does that has read the journal. */
function restartWork(work: Work, records: readonly JournalRecord[]): void {
  const mine = records.filter(({ id }) => id === work.id)
  work.queued = mine.find(({ kind }) => kind === 'submission-queued')?.revision ?? null
  work.asked.splice(0, work.asked.length, ...mine.map((record) => ({ record, told: true })))
}

/** What a page that wrote these would owe: plain words for the rule that the journal keeps by marks. */
function owed(asked: readonly Asked[]): string {
  let draft: number | null = null
  let submission: number | null = null
  for (const { record } of asked) {
    const { kind, revision } = record
    if (kind === 'draft-saved') draft = revision
    if (kind === 'submission-queued') submission = revision
    if (kind === 'submission-settled' && submission !== null && submission <= revision) submission = null
    if ((kind === 'draft-gone' || kind === 'submission-queued') && draft !== null && draft <= revision) draft = null
  }
  return [draft === null ? [] : [`draft-saved ${draft}`], submission === null ? [] : [`submission-queued ${submission}`]].flat().join(', ')
}

function subsets<T>(list: readonly T[]): T[][] {
  return list.reduce<T[][]>((all, one) => [...all, ...all.map((some) => [...some, one])], [[]])
}
