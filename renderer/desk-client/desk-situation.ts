import { emptyOutbox, type OutboxCounts } from '../../shared/outbox/outbox-counts'
import type { LinkState } from './link-state'
import { notSyncing, type SyncState } from './sync-state'

/** What is known of the desk, with the times from which a screen makes ages. */
export interface DeskSituation {
  readonly link: LinkState
  readonly sync: SyncState
  readonly outbox: OutboxCounts
}

/** To be watched; of the shape that zustand's `useStore` takes. */
export interface DeskSituationStore {
  getState(): DeskSituation
  getInitialState(): DeskSituation
  subscribe(listener: (situation: DeskSituation, before: DeskSituation) => void): () => void
}

const initial: DeskSituation = { link: { state: 'no-connection' }, sync: notSyncing, outbox: emptyOutbox }

/** The situation, and the one way to change it. */
export function createDeskSituation(): { readonly store: DeskSituationStore; change(part: Partial<DeskSituation>): void } {
  let situation = initial
  const listeners = new Set<(situation: DeskSituation, before: DeskSituation) => void>()
  return {
    store: {
      getState: () => situation,
      getInitialState: () => initial,
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    change(part) {
      const before = situation
      situation = { ...situation, ...part }
      listeners.forEach((listener) => listener(situation, before))
    },
  }
}
