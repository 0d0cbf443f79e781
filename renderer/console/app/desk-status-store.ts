import { createStore, type StoreApi } from 'zustand/vanilla'

/** The order desk as this seat last heard of it. `since` = last answer while it answers, else since when it does not. */
export interface DeskStatus {
  readonly state: 'starting' | 'synced' | 'syncing' | 'unreachable' | 'failed'
  readonly since: number | null
  /** How far the cache has come, 0..100, while syncing. */
  readonly percent: number | null
}

export type DeskStatusStore = StoreApi<DeskStatus>

export function createDeskStatusStore(): DeskStatusStore {
  return createStore<DeskStatus>(() => ({ state: 'starting', since: null, percent: null }))
}
