import type { JournalKind } from '../../../shared/journal/journal-record'
import type { FoundFrame } from './frames'

/** A record by what decides about others: its revision, and where it stands. */
export interface Mark extends Pick<FoundFrame, 'revision' | 'offset' | 'length'> {
  /** Number of the file. */
  readonly segment: number
}

/** The latest record of each kind, of one id. */
export type Marks = Partial<Readonly<Record<JournalKind, Mark>>>

export interface Live {
  readonly draft: Mark | null
  readonly submission: Mark | null
  readonly reveal: Mark | null
}

/**
 * What is still owed of one id. A revision beats an earlier one wherever both stand, since saves may land out of order; the same
 * revision twice is decided by the place. What was queued has taken its draft with it; a draft that could not be submitted
 * after all is saved again.
 */
export function liveOf(marks: Marks): Live {
  const { 'draft-saved': saved, 'draft-gone': gone, 'submission-queued': queued, 'submission-settled': settled, 'reveal-owed': owed, 'reveal-told': told } = marks
  const submission = queued !== undefined && isLater(queued, settled) ? queued : null
  const draft = saved !== undefined && isLater(saved, gone) && isLater(saved, queued) ? saved : null
  const reveal = owed !== undefined && isLater(owed, told) ? owed : null
  return { draft, submission, reveal }
}

/** The same marks with one more record. */
export function withMark(marks: Marks | undefined, kind: JournalKind, mark: Mark): Marks {
  return isLater(mark, marks?.[kind]) ? { ...marks, [kind]: mark } : (marks ?? {})
}

/** Marks of several files as if they were one. */
export function joinMarks(several: readonly (Marks | undefined)[]): Marks {
  let joined: Marks = {}
  for (const marks of several) {
    for (const [kind, mark] of Object.entries(marks ?? {})) joined = withMark(joined, kind as JournalKind, mark)
  }
  return joined
}

export function isEarlierPlace(one: Mark, other: Mark): boolean {
  return one.segment === other.segment ? one.offset < other.offset : one.segment < other.segment
}

function isLater(one: Mark, other: Mark | undefined): boolean {
  if (other === undefined) return true
  return one.revision === other.revision ? isEarlierPlace(other, one) : one.revision > other.revision
}
