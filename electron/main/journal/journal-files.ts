import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder, syncFolder } from '../durable-file'

/** A file that only grows, but for what was never told of. */
export interface JournalFile {
  append(bytes: Uint8Array): Promise<void>
  /** What was appended survives a power cut once this settles; its name does after `syncFolder`. */
  datasync(): Promise<void>
  /** Cuts off what comes behind that length, durably. */
  truncate(length: number): Promise<void>
  /** Whether a start would find it under its name: a folder can be taken away or replaced under a file that is open. */
  isThere(): Promise<boolean>
  close(): Promise<void>
}

/** The folder of a journal, as a port: tests put one there that loses power. */
export interface JournalFiles {
  /** Names in the folder; none where there is no folder. */
  list(): Promise<readonly string[]>
  read(name: string): Promise<Buffer>
  /** Opens a new file to append to. Rejects when the name is taken. */
  open(name: string): Promise<JournalFile>
  rename(name: string, next: string): Promise<void>
  remove(name: string): Promise<void>
  /** Makes new, changed and removed names durable. */
  syncFolder(): Promise<void>
}

/** A folder of this computer, readable by its owner only; it is made with the first file. */
export function journalFolder(folder: string): JournalFiles {
  const at = (name: string) => path.join(folder, name)
  return {
    async list() {
      try {
        return await readdir(folder)
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
        throw error
      }
    },
    read: (name) => readFile(at(name)),
    async open(name) {
      await makeFolder(folder)
      const handle = await open(at(name), 'ax', 0o600)
      return {
        append: (bytes) => handle.appendFile(bytes),
        datasync: () => handle.datasync(),
        async truncate(length) {
          // Not by the handle that appends: Windows lets nobody cut a file by one that may only append.
          const cutting = await open(at(name), 'r+')
          try {
            await cutting.truncate(length)
            await cutting.datasync()
          } finally {
            await cutting.close()
          }
        },
        async isThere() {
          const found = await stat(at(name), { bigint: true }).catch(() => null)
          // A handle that cannot even be asked has lost its disk, and leads to no file.
          const own = await handle.stat({ bigint: true }).catch(() => null)
          return found !== null && found.ino === own?.ino && found.dev === own.dev
        },
        close: () => handle.close(),
      }
    },
    rename: (name, next) => rename(at(name), at(next)),
    remove: (name) => rm(at(name)),
    syncFolder: () => syncFolder(folder),
  }
}
