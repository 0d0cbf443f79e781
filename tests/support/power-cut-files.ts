import type { JournalFile, JournalFiles } from '../../electron/main/journal/journal-files'
import type { SeededRandom } from './seeded-random'

/** Sectors are written whole; what lies in the last one of a write that was under way is anybody's guess. */
const blockBytes = 64

interface Stored {
  content: Buffer
  /** What the disk has for sure. */
  synced: Buffer
}

type NameChange = { readonly kind: 'put'; readonly name: string; readonly file: Stored } | { readonly kind: 'gone'; readonly name: string }

/** Every operation fails with this once the power is gone. */
export class PowerIsOff extends Error {}

export interface PowerCutFiles {
  readonly files: JournalFiles
  /** Operations so far; a cut can be planned by this count. */
  operations(): number
  /** From the operation of that number on there is no power; that one may have come half-way. */
  cutAt(operation: number): void
  /** The next appends find no room: they write a part and fail. */
  fail(times: number): void
  /** Syncs say yes and do nothing: the mistake that the proofs have to find. */
  syncNothing(): void
  /**
   * The power comes back: what was synced is there. Of the rest each name may have kept its change or lost it, and each
   * file has a part of what was appended, its last block torn.
   */
  restart(): void
  /** The bytes of a file as the program sees them, to be spoiled. */
  contentOf(name: string): Buffer
  setContent(name: string, content: Buffer): void
}

/** A folder in memory that forgets at a power cut whatever a disk may forget. */
export function powerCutFiles(random: SeededRandom): PowerCutFiles {
  let names = new Map<string, Stored>()
  let durableNames = new Map<string, Stored>()
  let changes: NameChange[] = []
  let count = 0
  let cutAt = Number.POSITIVE_INFINITY
  let failures = 0
  let syncs = true

  /** Counts an operation; the one in which the power goes is done or not, as chance has it. */
  async function step<T>(run: () => T): Promise<T> {
    await Promise.resolve()
    count += 1
    if (count > cutAt) throw new PowerIsOff()
    if (count < cutAt) return run()
    if (random.below(2) === 0) run()
    throw new PowerIsOff()
  }

  function change(next: NameChange): void {
    changes.push(next)
    apply(names, next)
  }

  function found(name: string): Stored {
    const file = names.get(name)
    if (file === undefined) throw Object.assign(new Error(`no file ${name}`), { code: 'ENOENT' })
    return file
  }

  function fileOf(file: Stored): JournalFile {
    return {
      append: (bytes) =>
        step(() => {
          const isRefused = failures > 0
          failures = Math.max(0, failures - 1)
          const written = isRefused ? bytes.subarray(0, random.below(bytes.length)) : bytes
          file.content = Buffer.concat([file.content, written])
          if (isRefused) throw Object.assign(new Error('no room'), { code: 'ENOSPC' })
        }),
      datasync: () =>
        step(() => {
          if (syncs) file.synced = file.content
        }),
      truncate: (length) =>
        step(() => {
          file.content = file.content.subarray(0, length)
          if (syncs) file.synced = file.content
        }),
      isThere: () => Promise.resolve([...names.values()].includes(file)),
      close: () => Promise.resolve(),
    }
  }

  const files: JournalFiles = {
    list: () => step(() => [...names.keys()]),
    read: (name) => step(() => Buffer.from(found(name).content)),
    open: (name) =>
      step(() => {
        if (names.has(name)) throw Object.assign(new Error(`${name} is there`), { code: 'EEXIST' })
        const file: Stored = { content: Buffer.alloc(0), synced: Buffer.alloc(0) }
        change({ kind: 'put', name, file })
        return fileOf(file)
      }),
    rename: (name, next) =>
      step(() => {
        const file = found(name)
        change({ kind: 'gone', name })
        change({ kind: 'put', name: next, file })
      }),
    remove: (name) =>
      step(() => {
        found(name)
        change({ kind: 'gone', name })
      }),
    syncFolder: () =>
      step(() => {
        if (!syncs) return
        durableNames = new Map(names)
        changes = []
      }),
  }

  /** The synced beginning, some of what came after it, and rubbish where a block was under way. */
  function afterCut({ content, synced }: Stored): Buffer {
    if (content.length <= synced.length) return random.below(2) === 0 ? synced : content
    const kept = synced.length + random.below(content.length - synced.length + 1)
    const torn = Math.min(random.below(blockBytes), kept - synced.length)
    const rubbish = Buffer.alloc(torn, random.below(2) === 0 ? 0 : random.below(256))
    return Buffer.concat([content.subarray(0, kept - torn), rubbish])
  }

  return {
    files,
    operations: () => count,
    cutAt(operation) {
      cutAt = operation
    },
    fail(times) {
      failures = times
    },
    syncNothing() {
      syncs = false
    },
    restart() {
      const kept = new Map(durableNames)
      for (const one of changes) {
        if (random.below(2) === 0) apply(kept, one)
      }
      for (const file of new Set(kept.values())) {
        file.content = afterCut(file)
        file.synced = file.content
      }
      names = kept
      durableNames = new Map(kept)
      changes = []
      failures = 0
      cutAt = Number.POSITIVE_INFINITY
    },
    contentOf: (name) => Buffer.from(found(name).content),
    setContent(name, content) {
      const file = names.get(name) ?? { content, synced: content }
      file.content = content
      file.synced = content
      names.set(name, file)
      durableNames.set(name, file)
    },
  }
}

function apply(names: Map<string, Stored>, change: NameChange): void {
  if (change.kind === 'put') names.set(change.name, change.file)
  else names.delete(change.name)
}
