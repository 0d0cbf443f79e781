import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import type { Clock } from '../../shared/lib/clock'
import type { IndexedDbParts } from '../../renderer/storage/work-database'
import type { Seal } from '../../renderer/storage/seal'
import { morning } from './drafts'

/** A disk of its own for each test; opening the same one twice is a restart of the page. */
export function newDisk(): IndexedDbParts {
  return { indexedDB: new IDBFactory(), IDBKeyRange }
}

export const stoppedClock: Clock = { now: () => morning }

/**
 * A seal that really hides: what lies on the disk can't be read without it, look-up keys are hashes, and every step takes a
 * turn of the event loop, as WebCrypto does. Waiting for it inside a transaction loses the transaction.
 */
export function rot13Seal(secret = 7): Seal {
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0))
  const shift = (text: string, by: number) => Array.from(text, (char) => String.fromCodePoint((char.codePointAt(0) ?? 0) + by)).join('')
  return {
    async seal(record) {
      await turn()
      return { cipher: shift(JSON.stringify(record), secret) }
    },
    async open(sealed) {
      await turn()
      return JSON.parse(shift((sealed as { cipher: string }).cipher, -secret))
    },
    async indexKey(plain) {
      await turn()
      return shift(plain, secret).split('').reverse().join('')
    },
  }
}
