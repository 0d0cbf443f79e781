import { randomBytes } from 'node:crypto'
import { copyFile, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ReadableStream } from 'node:stream/web'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { longestSound, recordingIdSchema, type RecordingFacts } from '../../../shared/recordings/recording'
import { errorFacts, type DeskLog } from '../desk-log'
import { syncFolder } from '../sync-folder'
import { fileOf, isNotThere, noticeOf, openRecording, readNotice, underWayFolder, type RecordingFile } from './recording-file'
import type { Recordings } from './recordings'

/**
 * Recordings that the PBX writes as `<queueCallId>.wav` where the desk can read; nothing is ever changed there. What is kept is a copy in
 * a folder of the desk's own, which no clean-up of the PBX knows: that takes no right in the PBX's folder, and works over file systems.
 */
export interface RecordingFilesOptions {
  readonly folder: string
  /** Null: nothing can be kept here. */
  readonly keptFolder: string | null
  readonly clock: Clock
  readonly timers: Timers
  readonly log: DeskLog
}

/** A call that is to be kept is over some time; nobody waits for the copy. */
const lookAgainMs = 15_000
/** No call lasts longer: what is not there by then never comes. */
const wishedForMs = 24 * 3_600_000
const wishEnd = '.wanted'
const pieceBytes = 64 * 1024

export function createRecordingFiles({ folder, keptFolder, clock, timers, log }: RecordingFilesOptions): Recordings {
  const wishOf = (kept: string, id: string) => path.join(kept, `${id}${wishEnd}`)
  const isThere = (file: string) => stat(file).then(() => true, (error: unknown) => {
    if (isNotThere(error)) return false
    throw error
  })
  let isStopped = false
  let timer = { cancel: () => undefined as void }
  let underWay = Promise.resolve()

  /** The kept one first: it is the one that stays. */
  async function find(id: string): Promise<(RecordingFile & { readonly isKept: boolean }) | null> {
    const kept = keptFolder === null ? null : await openRecording(fileOf(keptFolder, id))
    if (kept !== null) return { ...kept, isKept: true }
    const there = await openRecording(fileOf(folder, id))
    return there === null ? null : { ...there, isKept: false }
  }

  async function facts(id: string): Promise<RecordingFacts> {
    const found = await find(id)
    await found?.handle.close()
    const isMade = found?.isWhole !== true && (found !== null || (await isThere(fileOf(path.join(folder, underWayFolder), id))))
    const notice = (keptFolder === null ? null : await readNotice(noticeOf(keptFolder, id))) ?? (await readNotice(noticeOf(folder, id)))
    const lock = keptFolder === null ? 'by-hand' : found?.isKept === true ? 'locked' : (await isThere(wishOf(keptFolder, id))) ? 'asked' : 'open'
    return { sound: isMade ? 'under-way' : found === null ? 'gone' : 'there', seconds: found?.isWhole === true ? found.seconds : null, notice, lock }
  }

  async function keep(id: string): Promise<RecordingFacts['lock']> {
    const { sound, lock } = await facts(id)
    if (keptFolder === null || lock === 'locked') return lock
    // What is not there can't be asked for: somebody has to find out why.
    if (sound === 'gone') return lock === 'asked' ? 'asked' : 'by-hand'
    if (sound === 'under-way') {
      await writeFile(wishOf(keptFolder, id), '')
      await syncFolder(keptFolder)
      return 'asked'
    }
    await copy(keptFolder, id)
    return (await facts(id)).lock
  }

  /** It has its name only once all of it is on the disk; nobody writes to it afterwards. */
  async function copy(kept: string, id: string): Promise<void> {
    const notice = await readNotice(noticeOf(folder, id))
    if (notice !== null) await writeFile(noticeOf(kept, id), notice ? 'SUCCESS' : 'FAILED')
    const fresh = path.join(kept, `.${id}.${randomBytes(4).toString('hex')}`)
    try {
      await copyFile(fileOf(folder, id), fresh)
      const copied = await open(fresh, 'r+')
      try {
        await copied.chmod(0o440)
        await copied.sync()
      } finally {
        await copied.close()
      }
      await rename(fresh, fileOf(kept, id))
    } catch (error) {
      await rm(fresh, { force: true })
      throw error
    }
    await rm(wishOf(kept, id), { force: true })
    await syncFolder(kept)
    log({ event: 'recording-kept' })
  }

  async function fulfil(kept: string): Promise<void> {
    for (const name of await readdir(kept)) {
      const id = recordingIdSchema.safeParse(name.endsWith(wishEnd) ? name.slice(0, -wishEnd.length) : null)
      if (!id.success || isStopped) continue
      const { sound, lock } = await facts(id.data)
      if (sound === 'there' && lock !== 'locked') await copy(kept, id.data)
      else if (lock === 'locked') await rm(wishOf(kept, id.data), { force: true })
      else if (sound === 'gone' && (await stat(wishOf(kept, id.data))).mtimeMs < clock.now() - wishedForMs) {
        await rm(wishOf(kept, id.data), { force: true })
        log({ event: 'recording-to-keep-never-came' })
      }
    }
  }

  function look(kept: string): void {
    underWay = fulfil(kept).catch((error: unknown) => log({ event: 'recording-not-kept', ...errorFacts(error) })).then(() => {
      if (!isStopped) timer = timers.after(lookAgainMs, () => look(kept))
    })
  }
  if (keptFolder !== null) look(keptFolder)

  return {
    isConnected: true,
    facts,
    keep,
    async sound(id) {
      const found = await find(id)
      if (found?.isWhole === true && found.bytes <= longestSound) return { bytes: found.bytes, stream: streamOf(found) }
      await found?.handle.close()
      return found?.isWhole === true ? 'too-long' : 'gone'
    },
    async stop() {
      isStopped = true
      timer.cancel()
      await underWay
    },
  }
}

/** Exactly as many bytes as were said, some at a time, and the file closed however it ends. */
function streamOf({ handle, bytes }: RecordingFile): ReadableStream<Uint8Array> {
  let given = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { bytesRead, buffer } = await handle.read(new Uint8Array(Math.min(pieceBytes, bytes - given)), 0, Math.min(pieceBytes, bytes - given), given)
          if (bytesRead === 0) throw new Error('shorter than it was')
          given += bytesRead
          controller.enqueue(buffer.subarray(0, bytesRead))
          if (given < bytes) return
          await handle.close()
          controller.close()
        } catch (error) {
          await handle.close()
          controller.error(error)
        }
      },
      cancel: () => handle.close(),
    },
    { highWaterMark: 1 },
  )
}
