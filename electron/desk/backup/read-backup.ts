import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { longestBackupHead, readBackupHead, type BackupHead } from '../../../shared/backup/backup-head'
import { fileKeyOf, isSealOfHead, openChunks, tagBytes } from './sealed-chunks'
import { RestoreFailure } from './restore-failure'

interface ReadHead {
  readonly head: BackupHead
  /** The head as it stands in the file. */
  readonly bytes: Uint8Array
  readonly seal: Uint8Array
}

/**
 * What can be known of a file without its key; nothing vouches for it then.
 *
 * @throws RestoreFailure `file-unreadable`, `not-a-backup`, `later-version`, `damaged`
 */
export async function readHeadOf(file: string): Promise<ReadHead> {
  const start = await readStart(file).catch((error: unknown) => {
    throw new RestoreFailure('file-unreadable', codeOf(error))
  })
  const read = readBackupHead(start.toString('latin1'))
  if (!read.ok) throw new RestoreFailure(read.error)
  const { head, bytes } = read.value
  const seal = start.subarray(bytes, bytes + tagBytes)
  if (seal.length < tagBytes) throw new RestoreFailure('damaged', 'cut off')
  return { head, bytes: start.subarray(0, bytes), seal }
}

async function readStart(file: string): Promise<Buffer> {
  const handle = await open(file, 'r')
  try {
    const start = Buffer.alloc(longestBackupHead)
    const { bytesRead } = await handle.read(start, 0, start.length, 0)
    return start.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** A backup whose head fits its key. */
export interface OpenedBackup {
  readonly head: BackupHead
  /**
   * Its lines one after the other. Only when they have come to their end without an error is the file known to be whole.
   *
   * @throws RestoreFailure `damaged`, `file-unreadable`
   */
  lines(): AsyncIterable<string>
}

/** @throws RestoreFailure as `readHeadOf`, and `wrong-key` */
export async function openBackup(file: string, backupKey: Uint8Array): Promise<OpenedBackup> {
  const { head, bytes, seal } = await readHeadOf(file)
  const fileKey = fileKeyOf(backupKey, Buffer.from(head.salt, 'base64'))
  if (!isSealOfHead(fileKey, bytes, seal)) throw new RestoreFailure('wrong-key')
  return { head, lines: () => linesOf(unpacked(openChunks(fileKey, createReadStream(file, { start: bytes.length + tagBytes })))) }
}

async function* unpacked(packed: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip()
  // What goes wrong on the way in comes out at the other end.
  pipeline(packed, gunzip).catch(() => undefined)
  try {
    yield* gunzip as AsyncIterable<Uint8Array>
  } catch (error) {
    throw error instanceof RestoreFailure ? error : new RestoreFailure(codeOf(error).startsWith('Z_') ? 'damaged' : 'file-unreadable', codeOf(error))
  }
}

/** errno, or zlib's word (`Z_DATA_ERROR`). */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let begun = ''
  for await (const piece of pieces) {
    const lines = (begun + decoder.decode(piece, { stream: true })).split('\n')
    begun = lines.pop() ?? ''
    yield* lines
  }
  if (begun !== '') throw new RestoreFailure('damaged', 'half a line')
}
