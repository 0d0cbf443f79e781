import type { PageApi } from '../../../shared/ipc/page-api'
import type { Clock, Timers } from '../../../shared/lib/clock'
import type { WorkStorage } from '../../storage/open-work-storage'
import { createDeskStatusStore, type DeskStatusStore } from './desk-status-store'

export interface FollowDeskPorts {
  readonly lingxi: PageApi<'console'>
  readonly work: WorkStorage
  readonly mode: 'practice' | 'real'
  readonly clock: Clock
  readonly timers: Timers
  /** Something in the cache or the outbox has changed. */
  onChanged(): void
}

export function followDesk(_ports: FollowDeskPorts): DeskStatusStore {
  return createDeskStatusStore()
}
