import { findFrames } from './frames'
import type { FoundFrame } from './frames'
import type { JournalFiles } from './journal-files'
import { joinMarks, liveOf, withMark } from './live-records'
import type { Live, Mark, Marks } from './live-records'

/** One file of the journal, as far as it counts: what is in it by id. */
export interface Segment {
  readonly number: number
  readonly name: string
  readonly marks: Map<string, Marks>
  readonly damaged: number
}

/** Thrown where a later version has written. */
export class NewerJournal extends Error {
  constructor() {
    super('the journal was written by a later version')
    this.name = 'NewerJournal'
  }
}

export function segmentName(number: number): string {
  return `${String(number).padStart(9, '0')}.journal`
}

export function newSegment(number: number): Segment {
  return { number, name: segmentName(number), marks: new Map(), damaged: 0 }
}

/**
 * Every file of the folder, oldest first.
 *
 * @throws {NewerJournal} when one of them is of a later version
 */
export async function readSegments(files: JournalFiles): Promise<Segment[]> {
  const names = (await files.list()).filter((name) => /^\d{9}\.journal$/.test(name))
  const segments: Segment[] = []
  for (const name of [...names].sort()) {
    const bytes = await files.read(name)
    const { frames, damaged, hasNewer } = findFrames(bytes)
    if (hasNewer) throw new NewerJournal()
    const segment: Segment = { number: Number.parseInt(name, 10), name, marks: new Map(), damaged }
    for (const frame of frames) addFrame(segment, frame)
    segments.push(segment)
  }
  return segments
}

export function addFrame(segment: Segment, { kind, id, revision, offset, length }: FoundFrame): void {
  const mark: Mark = { revision, offset, length, segment: segment.number }
  segment.marks.set(id, withMark(segment.marks.get(id), kind, mark))
}

/** What is owed of an id by everything in these files. */
export function liveIn(segments: readonly Segment[], id: string): Live {
  return liveOf(joinMarks(segments.map((segment) => segment.marks.get(id))))
}

/**
 * Whether nothing would be owed more or less without this file: everything in it is superseded or settled, and nothing that it
 * takes away is left in the others. A record that takes away is needed as long as what it took could come back.
 */
export function isSpent(segment: Segment, all: readonly Segment[]): boolean {
  const others = all.filter((other) => other !== segment)
  return [...segment.marks.keys()].every((id) => {
    const now = liveIn(all, id)
    const without = liveIn(others, id)
    return now.draft === without.draft && now.submission === without.submission && now.reveal === without.reveal
  })
}
