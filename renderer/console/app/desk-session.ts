import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { DeskSession } from '../../../shared/ipc/shared-desk-values'

export type DeskSessionStore = StoreApi<DeskSession | null>

/** Whoever has signed in at a shared desk, as main last told it. */
export function followDeskSession(lingxi: Pick<PageApi<'console'>, 'on'>, known: DeskSession | null): DeskSessionStore {
  const store = createStore<DeskSession | null>(() => known)
  lingxi.on.deskSessionChanged((session) => store.setState(session, true))
  return store
}
