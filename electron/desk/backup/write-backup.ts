import { randomBytes } from 'node:crypto'
import { access, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { writeBackupHead } from '../../../shared/backup/backup-head'
import type { BackupSetup, MadeBackup } from '../../../shared/backup/backup-state'
import type { Clock, EpochMs } from '../../../shared/lib/clock'
import { syncFolder } from '../sync-folder'
import { isLastLine, type ReadTables } from '../store/table-lines'
import { backupNameOf, prepareFolder, unfinishedNameOf } from './backup-folder'
import { openBackup } from './read-backup'
import { RestoreFailure } from './restore-failure'
import { fileKeyOf, sealChunks, sealOfHead } from './sealed-chunks'

/** What opens a backup again. */
export interface BackupKey {
  /** 32 bytes. */
  readonly key: Uint8Array
  /** What the password needs to give the key again, on whatever computer; stands in the head of the file. */
  readonly envelope: string
}

export interface WriteBackupOptions {
  readonly readTables: ReadTables
  readonly deskId: string
  readonly practice: boolean
  readonly place: Pick<BackupSetup, 'folder' | 'mayMakeFolder'>
  readonly key: BackupKey
  readonly clock: Clock
  /** Gives it up; what was written so far is removed. */
  readonly signal: AbortSignal
}

/**
 * Writes one moment of the desk to a file of its own: written aside, synced, opened with the key and read to its end, renamed. A
 * file under a backup's name is therefore whole, and the disk has it.
 *
 * @throws whatever stood in the way, in the words of who met it; `backupProblemOf` gives its code
 */
export async function writeBackup(options: WriteBackupOptions): Promise<MadeBackup> {
  const { readTables, deskId, practice, place, key, clock, signal } = options
  await prepareFolder(place)
  const unfinished = path.join(place.folder, unfinishedNameOf(deskId))
  const createdAt = clock.now()
  const salt = randomBytes(32)
  try {
    await readTables((moment, lines) => {
      const head = writeBackupHead({ deskId, practice, createdAt, ...moment, salt: salt.toString('base64'), envelope: key.envelope })
      return writeSealed({ file: unfinished, head, fileKey: fileKeyOf(key.key, salt), lines, signal })
    })
    await readToTheEnd(unfinished, key.key)
    const { size } = await stat(unfinished)
    await rename(unfinished, await freePlace(place.folder, createdAt))
    await syncFolder(place.folder)
    return { at: createdAt, bytes: size }
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined)
    throw error
  }
}

interface SealedFile {
  readonly file: string
  readonly head: string
  readonly fileKey: Uint8Array
  readonly lines: AsyncIterable<string>
  readonly signal: AbortSignal
}

async function writeSealed({ file, head, fileKey, lines, signal }: SealedFile): Promise<void> {
  const handle = await open(file, 'w', 0o600)
  try {
    const headBytes = Buffer.from(head, 'latin1')
    await handle.appendFile(Buffer.concat([headBytes, sealOfHead(fileKey, headBytes)]))
    await pipeline(
      lines,
      createGzip(),
      (packed: AsyncIterable<Uint8Array>) => sealChunks(fileKey, packed),
      async (sealed: AsyncIterable<Uint8Array>) => {
        for await (const chunk of sealed) await handle.appendFile(chunk)
      },
      { signal },
    )
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Nobody finds out years later that a backup can't be opened. */
async function readToTheEnd(file: string, key: Uint8Array): Promise<void> {
  const { lines } = await openBackup(file, key)
  let last = ''
  for await (const line of lines()) last = line
  if (!isLastLine(last)) throw new RestoreFailure('damaged', 'no last line')
}

async function freePlace(folder: string, at: EpochMs): Promise<string> {
  for (let number = 1; ; number += 1) {
    const place = path.join(folder, backupNameOf(at, number))
    const isTaken = await access(place).then(() => true, () => false)
    if (!isTaken) return place
  }
}
