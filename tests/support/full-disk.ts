import type { JournalFile, JournalFiles } from '../../electron/main/journal/journal-files'
import type { IndexedDbParts } from '../../renderer/storage/work-database'

/** What is left on a disk: counts the writes of all that lies on it, and refuses them from a planned one on. */
export interface Room {
  /** Writes so far, refused ones too. */
  writes(): number
  /** The write of that number and all after it find no room. */
  fillAt(write: number): void
  makeRoom(): void
  /** A write has been refused, and there is no room yet. */
  isFull(): boolean
  /** One more write; false when there is no room for it. */
  take(): boolean
}

export function createRoom(): Room {
  let count = 0
  let fullFrom = Number.POSITIVE_INFINITY
  return {
    writes: () => count,
    fillAt(write) {
      fullFrom = write
    },
    makeRoom() {
      fullFrom = Number.POSITIVE_INFINITY
    },
    isFull: () => count >= fullFrom,
    take() {
      count += 1
      return count < fullFrom
    },
  }
}

/** Files that answer ENOSPC when there is no room; an append has written its first half then. */
export function filesInRoom(files: JournalFiles, room: Room): JournalFiles {
  function inRoom<T>(run: () => Promise<T>, before: () => Promise<unknown> = () => Promise.resolve()): Promise<T> {
    if (room.take()) return run()
    return before().then(() => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    })
  }
  const fileInRoom = (file: JournalFile): JournalFile => ({
    append: (bytes) => inRoom(() => file.append(bytes), () => file.append(bytes.subarray(0, bytes.length / 2))),
    datasync: () => inRoom(() => file.datasync()),
    truncate: (length) => inRoom(() => file.truncate(length)),
    isThere: () => file.isThere(),
    close: () => file.close(),
  })
  return {
    list: () => files.list(),
    read: (name) => files.read(name),
    open: (name) => inRoom(async () => fileInRoom(await files.open(name))),
    rename: (name, next) => inRoom(() => files.rename(name, next)),
    remove: (name) => files.remove(name),
    syncFolder: () => inRoom(() => files.syncFolder()),
  }
}

/** How a browser engine says that there is no room: at a single write, or when all of them are to be committed. */
export type QuotaError = 'at-write' | 'at-commit'

/** The parts of a transaction of fake-indexeddb that have to fail. */
interface OpenTransaction {
  readonly mode: IDBTransactionMode
  _requests: readonly { readonly request: { readonly readyState: string } }[]
  _state: string
  _abort(name: string): void
  _start(): void
  _execRequestAsync(request: { readonly operation: () => unknown; readonly source: unknown }): IDBRequest
}

const noRoom = 'QuotaExceededError'

/** A database whose transactions fail as in a browser when there is no room for what they write. */
export function databaseInRoom({ indexedDB, IDBKeyRange }: IndexedDbParts, room: Room, how: QuotaError): IndexedDbParts {
  function spoil(database: IDBDatabase): void {
    const begin = database.transaction.bind(database)
    database.transaction = (...args) => {
      const transaction = begin(...args)
      if (args[1] !== 'readwrite') return transaction
      const parts = transaction as unknown as OpenTransaction
      if (how === 'at-commit') failAtCommit(parts, room)
      else failAtWrite(transaction, parts, room)
      return transaction
    }
  }
  const factory: Partial<IDBFactory> = {
    open(name, version) {
      const request = version === undefined ? indexedDB.open(name) : indexedDB.open(name, version)
      request.addEventListener('success', () => spoil(request.result))
      return request
    },
    deleteDatabase: (name) => indexedDB.deleteDatabase(name),
    databases: () => indexedDB.databases(),
    cmp: (one, other) => indexedDB.cmp(one, other),
  }
  return { indexedDB: factory as IDBFactory, IDBKeyRange }
}

function failAtCommit(transaction: OpenTransaction, room: Room): void {
  const start = transaction._start.bind(transaction)
  transaction._start = () => {
    const isLast = transaction._state !== 'finished' && transaction._requests.every(({ request }) => request.readyState === 'done')
    if (isLast && !room.take()) transaction._abort(noRoom)
    else start()
  }
}

function failAtWrite(transaction: IDBTransaction, parts: OpenTransaction, room: Room): void {
  const find = transaction.objectStore.bind(transaction)
  const spoilt = new Set<IDBObjectStore>()
  transaction.objectStore = (name) => {
    const store = find(name)
    if (spoilt.has(store)) return store
    spoilt.add(store)
    for (const write of ['put', 'add'] as const) {
      const run = store[write].bind(store)
      const refuse = () => {
        throw new DOMException('no room', noRoom)
      }
      store[write] = (...args) => (room.take() ? run(...args) : (parts._execRequestAsync({ operation: refuse, source: store }) as IDBRequest<IDBValidKey>))
    }
    return store
  }
}
