import { createStore, type StoreApi } from 'zustand/vanilla'
import { emptyOutbox, type OutboxCounts } from '../../shared/outbox/outbox-counts'
import type { LinkState } from './link-state'
import { notSyncing, type SyncState } from './sync-state'

/** What is known of the desk, with the times from which a screen makes ages. */
export interface DeskSituation {
  readonly link: LinkState
  readonly sync: SyncState
  readonly outbox: OutboxCounts
}

export type DeskSituationStore = StoreApi<DeskSituation>

export function createDeskSituationStore(): DeskSituationStore {
  return createStore<DeskSituation>(() => ({ link: { state: 'no-connection' }, sync: notSyncing, outbox: emptyOutbox }))
}
