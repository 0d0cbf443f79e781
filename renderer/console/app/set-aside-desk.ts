import { createStore, type StoreApi } from 'zustand/vanilla'
import type { WorkStorage } from '../../storage/open-work-storage'
import type { ReadAside } from '../../storage/aside-records'
import { createReveals, type RevealPorts, type Reveals } from './reveals'

export type { ReadAside } from '../../storage/aside-records'

/** What could not be read and nobody is done with yet. */
export interface SetAsideDesk {
  readonly store: StoreApi<{ readonly records: readonly ReadAside[] }>
  refresh(): Promise<void>
  /** Deletes a record. False when it is there still. */
  done(number: number): Promise<boolean>
  /** Of these records alone: what is offered on the screen behind the dialogue stays as it is. */
  readonly reveals: Reveals
}

export function createSetAsideDesk({ work, ...ports }: Omit<RevealPorts, 'callLog' | 'onOwed'> & { readonly work: Pick<WorkStorage, 'setAside' | 'forgetAside' | 'noteAsideReveal'> }): SetAsideDesk {
  const store = createStore<{ readonly records: readonly ReadAside[] }>(() => ({ records: [] }))
  const refresh = async () => {
    // A database that cannot be asked has nothing new; its own banner says so.
    const records = await work.setAside().catch(() => null)
    if (records !== null) store.setState({ records })
  }
  return {
    store,
    refresh,
    async done(number) {
      const isGone = await work.forgetAside(number)
      await refresh()
      return isGone
    },
    reveals: createReveals({ ...ports, onOwed: null, callLog: { noteReveal: (id, reveal) => work.noteAsideReveal(Number(id), reveal).then(refresh) } }),
  }
}
