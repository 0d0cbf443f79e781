import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { readWavHead, wavHeadBytes, wavSeconds } from '../../../shared/recordings/wav'

/** A recording in a folder, open. */
export interface RecordingFile {
  readonly handle: FileHandle
  readonly bytes: number
  readonly seconds: number
  /** False: its head says more than is there, as while it is still being written or brought. */
  readonly isWhole: boolean
}

/** Where the PBX has a recording while the call goes on, below its folder: what lies in the folder itself is whole. */
export const underWayFolder = 'under-way'

export const fileOf = (folder: string, id: string) => path.join(folder, `${id}.wav`)
/** A word of the PBX beside the sound: how the notice went (`PLAYBACKSTATUS`). */
export const noticeOf = (folder: string, id: string) => path.join(folder, `${id}.notice`)

const longestNotice = 64

/**
 * Null: not there, or no recording that can be read. Whoever gets one closes it.
 *
 * @throws the error of the operating system for anything else than a file that is not there
 */
export async function openRecording(file: string): Promise<RecordingFile | null> {
  const handle = await openPlain(file)
  if (handle === null) return null
  try {
    const { size } = await handle.stat()
    const start = Buffer.alloc(Math.min(size, wavHeadBytes))
    await handle.read(start, 0, start.length, 0)
    const head = readWavHead(start)
    if (head !== null) return { handle, bytes: size, seconds: wavSeconds(head), isWhole: head.from + head.bytes <= size }
  } catch (error) {
    await handle.close()
    throw error
  }
  await handle.close()
  return null
}

/** What the PBX has said of the notice; null: nothing, or nothing that is known here. */
export async function readNotice(file: string): Promise<boolean | null> {
  const handle = await openPlain(file)
  if (handle === null) return null
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestNotice), 0, longestNotice, 0)
    const word = buffer.toString('latin1', 0, bytesRead).trim()
    return word === 'SUCCESS' ? true : word === 'FAILED' ? false : null
  } finally {
    await handle.close()
  }
}

/** SECURITY: what lies there under such a name but leads elsewhere, or is no file, is not there; a pipe would be waited for. */
async function openPlain(file: string): Promise<FileHandle | null> {
  try {
    const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    if ((await handle.stat()).isFile()) return handle
    await handle.close()
    return null
  } catch (error) {
    if (isNotThere(error)) return null
    throw error
  }
}

export function isNotThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ELOOP')
}
