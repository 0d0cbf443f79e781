import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DeskProblem } from './desk-trouble'

/**
 * The order desk as this seat last heard of it. `copy-failing`: it answers, and its log cannot be copied to this computer. `since` = last
 * answer while all is well, else since when it is not.
 */
export interface DeskStatus {
  readonly state: 'starting' | 'synced' | 'syncing' | 'copy-failing' | 'unreachable' | 'failed'
  readonly since: number | null
  /** Why it did not start, while it has `failed`. */
  readonly problem: DeskProblem | null
  /** When the local copy of its log was last known to be whole, in this load of the page. */
  readonly syncedAt: number | null
  /** Minutes by which this computer's clock is fast (above zero) or slow, by the desk's; zero while nobody knows or it is right. */
  readonly clockOff: number
  /** How far the cache has come, 0..100, while syncing. */
  readonly percent: number | null
  /** The same in changes of its log, when that takes more than a moment. */
  readonly progress: { readonly done: number; readonly total: number } | null
  /** Asks the desk for the status behind a query code and its second factor. */
  askStatus(queryCode: string, second: string): Promise<StatusAnswer>
}

export type StatusAnswer = { readonly kind: 'known'; readonly state: string } | { readonly kind: 'unknown' } | { readonly kind: 'failed' }

/** How much of what the desk knows can be trusted to be in the local copy; how old an `old` one is, `DataAge` tells. */
export type CopyState = { readonly kind: 'whole' | 'starting' | 'old' } | { readonly kind: 'filling'; readonly percent: number }

export function copyOf({ state, percent }: Pick<DeskStatus, 'state' | 'percent'>): CopyState {
  switch (state) {
    case 'synced':
      return { kind: 'whole' }
    case 'syncing':
      return { kind: 'filling', percent: percent ?? 0 }
    case 'starting':
      return { kind: 'starting' }
    case 'copy-failing':
    case 'unreachable':
    case 'failed':
      return { kind: 'old' }
  }
}

export type DeskStatusStore = StoreApi<DeskStatus>

export function createDeskStatusStore(askStatus: DeskStatus['askStatus']): DeskStatusStore {
  return createStore<DeskStatus>(() => ({ state: 'starting', since: null, percent: null, progress: null, problem: null, syncedAt: null, clockOff: 0, askStatus }))
}
