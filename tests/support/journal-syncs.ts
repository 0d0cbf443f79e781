import type * as FilesInPromises from 'node:fs/promises'
import { journalKinds, type JournalKind } from '../../shared/journal/journal-record'
import type { LingxiApp } from './lingxi-app'

/** A record on its way to the disk: main has asked for the sync behind it, and that may have come back. */
export interface SyncedRecord {
  readonly kind: JournalKind
  /** Of the draft. */
  readonly id: string
  /** By main's clock, see `clocks.ts`; null while the sync runs. */
  readonly at: number | null
}

/** The syncs of the journal, seen and held back where the built program calls Node; nothing in it knows of that. */
export interface JournalSyncs {
  /** Of every write that has such a record in it, from now on. */
  hold(kind: JournalKind): Promise<void>
  release(): Promise<void>
  records(): Promise<readonly SyncedRecord[]>
}

/** What lies in main for that. */
interface Watched {
  readonly records: { kind: string; id: string; at: number | null }[]
  gate: { readonly kind: string; readonly isOpen: Promise<void>; open(): void } | null
}

export async function watchJournalSyncs({ electron }: LingxiApp): Promise<JournalSyncs> {
  await electron.evaluate(watchInMain, journalKinds)
  return {
    hold: (held) =>
      electron.evaluate((_, kind) => {
        const { journalSyncs } = globalThis as unknown as { journalSyncs: Watched }
        let open: () => void = () => undefined
        journalSyncs.gate = { kind, isOpen: new Promise((resolve) => (open = resolve)), open: () => open() }
      }, held),
    release: () =>
      electron.evaluate(() => {
        const { journalSyncs } = globalThis as unknown as { journalSyncs: Watched }
        journalSyncs.gate?.open()
        journalSyncs.gate = null
      }),
    records: () => electron.evaluate(() => (globalThis as unknown as { journalSyncs: Watched }).journalSyncs.records) as Promise<readonly SyncedRecord[]>,
  }
}

/** Runs in main. Open files share their functions, and nothing but the journal syncs data alone. */
async function watchInMain(_: unknown, kinds: readonly string[]): Promise<void> {
  const files = process.mainModule?.require('node:fs/promises') as typeof FilesInPromises
  const handle = await files.open(process.execPath, 'r')
  const shared = Object.getPrototypeOf(handle) as FilesInPromises.FileHandle
  await handle.close()
  const watched: Watched = { records: [], gate: null }
  Object.assign(globalThis, { journalSyncs: watched })
  const { appendFile, datasync } = shared
  const appended = new WeakMap<object, Watched['records']>()
  // As `frames.ts` lays them out.
  const recordsIn = (bytes: Buffer) => {
    const found: Watched['records'] = []
    for (let at = 0; at < bytes.length; at += 16 + bytes.readUInt32BE(at + 4)) {
      found.push({ kind: kinds[bytes.readUInt8(at + 16)] ?? '', id: bytes.toString('ascii', at + 21, at + 57), at: null })
    }
    return found
  }
  shared.appendFile = function (this: FilesInPromises.FileHandle, data, options) {
    if (Buffer.isBuffer(data) && data.toString('ascii', 0, 3) === 'LXJ') appended.set(this, [...(appended.get(this) ?? []), ...recordsIn(data)])
    return appendFile.call(this, data, options)
  }
  shared.datasync = async function (this: FilesInPromises.FileHandle) {
    const behind = appended.get(this) ?? []
    appended.delete(this)
    watched.records.push(...behind)
    if (behind.some(({ kind }) => kind === watched.gate?.kind)) await watched.gate?.isOpen
    await datasync.call(this)
    const at = performance.timeOrigin + performance.now()
    for (const record of behind) record.at = at
  }
}
