import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import type { Clock } from '../../shared/lib/clock'
import type { IndexedDbParts } from '../../renderer/storage/work-database'
import { openSeal, type Seal } from '../../renderer/storage/seal'
import { createSeal, importSealing, type Sealing } from '../../renderer/storage/sealing'
import { morning } from './drafts'

/** A disk of its own for each test; opening the same one twice is a restart of the page. */
export function newDisk(): IndexedDbParts {
  return { indexedDB: new IDBFactory(), IDBKeyRange }
}

export const stoppedClock: Clock = { now: () => morning }

/** Keys of somebody; another number is somebody else. */
export function sealingOf(person: number): Promise<Extract<Sealing, { kind: 'sealed' }>> {
  return importSealing({ seal: new Uint8Array(32).fill(person), index: new Uint8Array(32).fill(person + 100) })
}

export const keyedSeal: Seal = createSeal(await sealingOf(1))

/** Practice and real work: every suite of the storage runs with both. */
export const bothSeals: readonly (readonly [name: string, seal: Seal])[] = [
  ['open', openSeal],
  ['sealed', keyedSeal],
]
