import type { Outbox, QueuedWork } from '../../shared/outbox/outbox'
import { countedWork } from '../../shared/outbox/outbox-counts'
import type { UnsentWork } from '../../shared/outbox/unsent-work'
import type { Draft } from '../../shared/tickets/draft'
import type { WorkStoreDeps } from './draft-store'
import { bringDraft } from './reconcile'

/** What became of unsent work that was brought here: each draft counts once, and each submission as an agent counts it (`countedWork`). */
export interface TakenIn {
  /** Drafts that are here now and were not, or in an older revision. */
  readonly drafts: readonly Draft[]
  /** Ids of submissions that wait here for the desk now. */
  readonly submissions: readonly string[]
  /** Were here in that revision or a later one. */
  readonly known: number
  /** Left alone, since the agent has them in hand. */
  readonly inHand: number
  /** Could not be written. */
  readonly failed: number
}

type End = 'taken' | 'known' | 'in-hand' | 'failed'

/**
 * Brings unsent work in as a start brings in what only the journal has: by id and revision, each once, submissions in the order in
 * which they were queued and before the drafts. Doing it again changes nothing; what the desk has already it recognises by the ids.
 */
export async function takeIn(deps: WorkStoreDeps, outbox: Pick<Outbox, 'entries' | 'enqueue'>, work: UnsentWork, isInHand: (draftId: string) => boolean): Promise<TakenIn> {
  const ends: End[] = []
  const submissions: string[] = []
  const drafts: Draft[] = []
  const counted = new Set(countedWork(work.submissions))
  for (const submission of work.submissions) {
    const end = isInHand(submission.id) ? 'in-hand' : await takeSubmission(outbox, submission)
    if (!counted.has(submission) && end !== 'failed') continue
    ends.push(end)
    if (end === 'taken') submissions.push(submission.id)
  }
  for (const draft of work.drafts) {
    const end = isInHand(draft.id) ? 'in-hand' : await takeDraft(deps, draft)
    ends.push(end)
    if (end === 'taken') drafts.push(draft)
  }
  const count = (wanted: End) => ends.filter((end) => end === wanted).length
  return { drafts, submissions, known: count('known'), inHand: count('in-hand'), failed: count('failed') }
}

async function takeSubmission(outbox: Pick<Outbox, 'entries' | 'enqueue'>, work: QueuedWork): Promise<End> {
  const held = outbox.entries().find(({ id }) => id === work.id)
  if (held !== undefined && (held.draftRevision ?? 0) >= (work.draft?.revision ?? 0)) return 'known'
  const queued = await outbox.enqueue(work)
  if (queued.ok) return 'taken'
  return queued.error.code === 'already-submitted' || queued.error.code === 'stale-revision' ? 'known' : 'failed'
}

/** The journal first: what the database does not take then comes with the next start. */
async function takeDraft(deps: WorkStoreDeps, draft: Draft): Promise<End> {
  try {
    const stored = await deps.database.drafts.get(draft.id)
    if (stored !== undefined && stored.revision >= draft.revision) return 'known'
    const journaled = await deps.journal.saveDraft(draft)
    if (!journaled.ok) return 'failed'
    await bringDraft(deps, draft)
    return 'taken'
  } catch {
    return 'failed'
  }
}
