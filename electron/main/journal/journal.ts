import { oneAfterTheOther } from '../../../shared/lib/one-after-the-other'
import { err, ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import type { JournalContent, JournalProblem, JournalRecord } from '../../../shared/journal/journal-record'
import { isDiskFull } from '../disk-full'
import { encodeFrame, sealedOf } from './frames'
import type { JournalFile, JournalFiles } from './journal-files'
import { isEarlierPlace } from './live-records'
import type { Mark } from './live-records'
import { addFrame, isSpent, liveIn, newSegment, NewerJournal, readSegments } from './segments'
import type { Segment } from './segments'

/** The second medium of unsent work: append-only files in main, beside the page's database. */
export interface Journal {
  /** What is still owed. Comes after every append that was asked for before. */
  read(): Promise<Result<JournalContent, JournalProblem>>
  /** How much that is, without looking into any of it. */
  count(): Promise<Result<UnsentCounts, JournalProblem>>
  /** Resolves when all of it survives a power cut, or with the reason why it may not. Never rejects. */
  append(records: readonly JournalRecord[]): Promise<Result<undefined, JournalProblem>>
}

export interface UnsentCounts {
  readonly drafts: number
  readonly submissions: number
}

export interface JournalOptions {
  readonly files: JournalFiles
  /** A file that has grown to this gets no more records. */
  readonly segmentBytes: number
  /** A file could not be written, read or removed, for the log. */
  onError(error: unknown): void
}

interface Append {
  readonly records: readonly JournalRecord[]
  done(result: Result<undefined, JournalProblem>): void
}

interface OpenSegment {
  readonly segment: Segment
  readonly file: JournalFile
  /** Bytes that are durable. */
  length: number
}

/**
 * Every start writes into a file of its own, so that a torn end is never written behind. Appends that come while a sync runs
 * share the next one. What could not be made durable is cut off before anything else is written: after a failed sync nobody knows what
 * of it the disk has, and a later sync that succeeds says nothing about it.
 */
export function createJournal({ files, segmentBytes, onError }: JournalOptions): Journal {
  let segments: Segment[] | null = null
  let current: OpenSegment | null = null
  let doubtful: OpenSegment | null = null
  let nextNumber = 1
  /** A name was taken away, and nobody knows yet whether for good. */
  let isFolderBehind = false
  let waiting: Append[] = []
  const inTurn = oneAfterTheOther()

  async function known(): Promise<Segment[]> {
    segments ??= await readSegments(files)
    nextNumber = Math.max(nextNumber, (segments.at(-1)?.number ?? 0) + 1)
    return segments
  }

  async function settleDoubt(): Promise<void> {
    if (doubtful === null) return
    const { file, length } = doubtful
    if (await file.isThere()) {
      await file.truncate(length)
    } else {
      // Nothing that was known of the folder is worth anything now.
      segments = null
    }
    doubtful = null
    await file.close().catch(onError)
  }

  async function openCurrent(all: Segment[]): Promise<OpenSegment> {
    if (current !== null && current.length < segmentBytes) return current
    const full = current
    current = null
    await full?.file.close()
    // Never the same number again: a name whose folder could not be synced may be there or not.
    const segment = newSegment(nextNumber)
    nextNumber += 1
    const file = await files.open(segment.name)
    await files.syncFolder().catch(async (error: unknown) => {
      await file.close()
      throw error
    })
    all.push(segment)
    current = { segment, file, length: 0 }
    return current
  }

  async function write(records: readonly JournalRecord[]): Promise<void> {
    await settleDoubt()
    const open = await openCurrent(await known())
    const frames = records.map(encodeFrame)
    try {
      await open.file.append(Buffer.concat(frames))
      await open.file.datasync()
      if (!(await open.file.isThere())) throw new Error('the file of the journal is no longer in its folder')
    } catch (error) {
      current = null
      doubtful = open
      throw error
    }
    for (const [index, record] of records.entries()) {
      const length = frames[index]?.length ?? 0
      addFrame(open.segment, { ...record, offset: open.length, length })
      open.length += length
    }
  }

  async function flush(): Promise<void> {
    const batch = waiting
    waiting = []
    let result: Result<undefined, JournalProblem> = ok(undefined)
    try {
      await write(batch.flatMap(({ records }) => records))
    } catch (error) {
      onError(error)
      result = err(problemOf(error))
    }
    for (const { done } of batch) done(result)
    if (result.ok) await compact().catch(onError)
  }

  /** Oldest first, one by one: a file that takes something away must not be gone while what it took is still there. */
  async function compact(): Promise<void> {
    const all = await known()
    for (const segment of [...all]) {
      if (segment === current?.segment || !isSpent(segment, all)) continue
      if (isFolderBehind) await files.syncFolder()
      isFolderBehind = true
      // What could not be read in it may still be worth a lot to somebody.
      if (segment.damaged > 0) await files.rename(segment.name, `${segment.name}.damaged`)
      else await files.remove(segment.name)
      all.splice(all.indexOf(segment), 1)
      await files.syncFolder()
      isFolderBehind = false
    }
  }

  async function countLive(): Promise<UnsentCounts> {
    const all = await known()
    const live = idsIn(all).map((id) => liveIn(all, id))
    return { drafts: live.filter(({ draft }) => draft !== null).length, submissions: live.filter(({ submission }) => submission !== null).length }
  }

  async function readLive(): Promise<JournalContent> {
    const all = await known()
    const live = idsIn(all).flatMap((id) => {
      const { draft, submission, reveal } = liveIn(all, id)
      const records: { kind: JournalRecord['kind']; id: string; mark: Mark }[] = []
      if (draft !== null) records.push({ kind: 'draft-saved', id, mark: draft })
      if (submission !== null) records.push({ kind: 'submission-queued', id, mark: submission })
      if (reveal !== null) records.push({ kind: 'reveal-owed', id, mark: reveal })
      return records
    })
    const bytes = new Map<number, Buffer>()
    for (const { number, name } of all) {
      if (live.some(({ mark }) => mark.segment === number)) bytes.set(number, await files.read(name))
    }
    const records = live
      .sort((one, other) => (isEarlierPlace(one.mark, other.mark) ? -1 : 1))
      .map(({ kind, id, mark }) => ({ kind, id, revision: mark.revision, sealed: sealedOf(bytes.get(mark.segment) ?? Buffer.alloc(0), mark) }))
    return { records, damaged: all.reduce((sum, segment) => sum + segment.damaged, 0) }
  }

  const answer = <T>(look: () => Promise<T>): Promise<Result<T, JournalProblem>> =>
    inTurn(async () => {
      try {
        return ok(await look())
      } catch (error) {
        onError(error)
        return err(problemOf(error))
      }
    })

  return {
    read: () => answer(readLive),
    count: () => answer(countLive),
    append: (records) =>
      new Promise((done) => {
        waiting.push({ records, done })
        if (waiting.length === 1) void inTurn(flush)
      }),
  }
}

function idsIn(segments: readonly Segment[]): readonly string[] {
  return [...new Set(segments.flatMap(({ marks }) => [...marks.keys()]))]
}

function problemOf(error: unknown): JournalProblem {
  if (error instanceof NewerJournal) return { code: 'newer-version' }
  return { code: isDiskFull(error) ? 'full' : 'failed' }
}
