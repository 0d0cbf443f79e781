import type { Result } from '../lib/result'
import type { Draft } from './draft'

export type DraftStoreError =
  /** Something newer is already durable; nothing was written. `stored` is its revision. */
  | { readonly code: 'stale-revision'; readonly stored: number }
  /** It stands in the outbox: what was submitted is no longer written over. */
  | { readonly code: 'already-submitted' }
  /** It would not be read back: `paths` say what does not fit, without its values. Nothing was written; it has to be mended first. */
  | { readonly code: 'malformed'; readonly paths: readonly string[] }
  /** The disk is full or the browser's quota is. The text lives in memory for sure, and in one of two places at most: say so at once. */
  | { readonly code: 'storage-full' }
  | { readonly code: 'storage-failed' }

/** Drafts on this seat's disk. Saved = the database and the journal have both been confirmed by the disk. */
export interface DraftStore {
  /** Resolves when the draft is durable, with the revision that now is. An older revision never overwrites a newer one. */
  save(draft: Draft): Promise<Result<{ readonly revision: number }, DraftStoreError>>
  get(id: string): Promise<Draft | null>
  /** Those that were not submitted, oldest first. A record that can't be read is set aside and left out. */
  unfinished(): Promise<readonly Draft[]>
}
