import type { Page } from '@playwright/test'

/** A draft that the page has put into its database, as what. */
export interface CommittedDraft {
  readonly id: string
  readonly state: 'unfinished' | 'submitted'
  /** When the page heard that the strict transaction is done, by its own clock; null before. */
  readonly at: number | null
}

/** Sees every draft that is put into the page's database from now on. */
export async function watchCommits(page: Page): Promise<() => Promise<readonly CommittedDraft[]>> {
  await page.evaluate(() => {
    const committed: { id: string; state: string; at: number | null }[] = []
    Object.assign(globalThis, { committedDrafts: committed })
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
      if (this.name === 'drafts') {
        const { id, state } = args[0] as CommittedDraft
        const draft = { id, state, at: null as number | null }
        committed.push(draft)
        // Not the time of this listener: Dexie's comes first, and what follows from it is done before the next one is asked.
        this.transaction.addEventListener('complete', ({ timeStamp }) => (draft.at = performance.timeOrigin + timeStamp))
      }
      return Reflect.apply(put, this, args)
    }
  })
  return () => page.evaluate(() => (globalThis as unknown as { committedDrafts: readonly CommittedDraft[] }).committedDrafts)
}

export interface HeldTable {
  /** How many of the page's transactions that write to the table wait since it is held. */
  waiting(): Promise<number>
  release(): Promise<void>
}

/**
 * Holds back whatever the page commits to a table of its unsent work: a transaction of the test's own has it, and keeps itself alive by
 * asking for something again and again.
 */
export async function holdTable(page: Page, table: 'drafts' | 'callLog'): Promise<HeldTable> {
  await page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('lingxi-practice-work')
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    const transaction = database.transaction(name, 'readwrite')
    const held = { isHeld: true, waiting: 0, end: Promise.resolve() }
    held.end = new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(database.close())
      transaction.onabort = () => reject(transaction.error)
    })
    const known = new WeakSet([transaction])
    // Dexie has bound the function that begins a transaction before anybody could put another in its place.
    const take = IDBTransaction.prototype.objectStore
    IDBTransaction.prototype.objectStore = function (this: IDBTransaction, ...args: Parameters<typeof take>) {
      if (!known.has(this) && this.mode === 'readwrite' && this.objectStoreNames.contains(name)) held.waiting += 1
      known.add(this)
      return Reflect.apply(take, this, args)
    }
    void held.end.finally(() => (IDBTransaction.prototype.objectStore = take))
    Object.assign(globalThis, { heldTable: held })
    await new Promise<void>((resolve) => {
      const ask = () => {
        if (held.isHeld) transaction.objectStore(name).count().onsuccess = ask
        resolve()
      }
      transaction.objectStore(name).count().onsuccess = ask
    })
  }, table)
  return {
    waiting: () => page.evaluate(() => (globalThis as unknown as { heldTable: { waiting: number } }).heldTable.waiting),
    release: () =>
      page.evaluate(() => {
        const { heldTable } = globalThis as unknown as { heldTable: { isHeld: boolean; end: Promise<void> } }
        heldTable.isHeld = false
        return heldTable.end
      }),
  }
}
