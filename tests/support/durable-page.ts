import { openWorkStorage } from '../../renderer/storage/open-work-storage'
import { createSeal, importSealing } from '../../renderer/storage/sealing'
import { epochMs } from '../../shared/lib/clock'
import type { PageApi } from '../../shared/ipc/page-api'
import type { Draft } from '../../shared/tickets/draft'

/** Entry of the script that the bench of durable writes puts into the console's page, see `page-script.ts`. */

/** Opens a sealed storage beside the page's own, with main's real journal, and a database with nothing around it. */
async function prepareDurable(draft: Draft, bytes: number): Promise<void> {
  const { lingxi } = window as unknown as { lingxi: PageApi<'console'> }
  const random = () => crypto.getRandomValues(new Uint8Array(32))
  const seal = createSeal(await importSealing({ seal: random(), index: random() }))
  const clock = { now: () => epochMs(Date.now()) }
  const { drafts } = await openWorkStorage({ mode: 'real', seal, clock, onSetAside: () => undefined, journal: lingxi, onJournalAway: () => undefined })
  const bare = await openBare()
  let revision = draft.revision
  Object.assign(globalThis, {
    /** What the agent waits for: sealed, in both media. */
    async saveBoth() {
      revision += 1
      const begunAt = performance.now()
      const end = await drafts.save({ ...draft, revision })
      if (!end.ok) throw new Error(end.error.code)
      return performance.now() - begunAt
    },
    /** A strict transaction that puts as many bytes. */
    async bareTransaction() {
      const begunAt = performance.now()
      await new Promise<void>((resolve, reject) => {
        const transaction = bare.transaction('rows', 'readwrite', { durability: 'strict' })
        transaction.objectStore('rows').put({ id: 1, revision, sealed: new Uint8Array(bytes) })
        transaction.oncomplete = () => resolve()
        transaction.onabort = () => reject(transaction.error)
      })
      return performance.now() - begunAt
    },
  })
}

function openBare(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('bench-bare', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('rows', { keyPath: 'id' })
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}

Object.assign(globalThis, { prepareDurable })
