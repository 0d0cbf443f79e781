import { createStore, type StoreApi } from 'zustand/vanilla'

/** The order desk as this seat last heard of it. `since` = last answer while it answers, else since when it does not. */
export interface DeskStatus {
  readonly state: 'starting' | 'synced' | 'syncing' | 'unreachable' | 'failed'
  readonly since: number | null
  /** How far the cache has come, 0..100, while syncing. */
  readonly percent: number | null
  /** Asks the desk for the status behind a query code and its second factor. */
  askStatus(queryCode: string, second: string): Promise<StatusAnswer>
}

export type StatusAnswer = { readonly kind: 'known'; readonly state: string } | { readonly kind: 'unknown' } | { readonly kind: 'failed' }

export type DeskStatusStore = StoreApi<DeskStatus>

export function createDeskStatusStore(askStatus: DeskStatus['askStatus']): DeskStatusStore {
  return createStore<DeskStatus>(() => ({ state: 'starting', since: null, percent: null, askStatus }))
}
