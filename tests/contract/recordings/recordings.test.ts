import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, open, readdir, rename, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { createRecordingFiles } from '../../../electron/desk/recordings/recording-files'
import { noRecordings, type Recordings } from '../../../electron/desk/recordings/recordings'
import { createPracticeRecordings } from '../../../renderer/console/app/practice-recordings'
import type { Timers } from '../../../shared/lib/clock'
import { ok } from '../../../shared/lib/result'
import { createHeldRecordings } from '../../../shared/recordings/held-recordings'
import { longestSound } from '../../../shared/recordings/recording'
import { testUuid } from '../../support/drafts'
import { createManualTime } from '../../support/manual-time'
import { toneWav } from '../../support/wav'
import { recorderOf, recordingsContract, type Recorder, type RecorderHarness } from './recordings.contract'

const places: string[] = []
afterAll(() => Promise.all(places.map((place) => rm(place, { recursive: true, force: true }))))

const nothing = () => Promise.resolve()
recordingsContract('no adapter', { connects: false, keeps: false, isOfPbx: false }, () => Promise.resolve({
  recordings: recorderOf(noRecordings), begin: nothing, end: nothing, notice: nothing, tooLong: nothing, clearAway: nothing, restart: () => Promise.resolve(recorderOf(noRecordings)), wait: nothing, close: nothing,
}), toneWav(2))

/** A folder as a PBX fills it. */
async function openFiles(keeps: boolean): Promise<RecorderHarness & { readonly files: () => Recordings; readonly folder: string; readonly kept: string; readonly lines: object[]; readonly time: ReturnType<typeof createManualTime> }> {
  const place = await mkdtemp(path.join(tmpdir(), 'lingxi-recordings-'))
  places.push(place)
  const [folder, kept] = [path.join(place, 'pbx'), path.join(place, 'kept')]
  await mkdir(path.join(folder, 'under-way'), { recursive: true })
  await mkdir(kept)
  const time = createManualTime(Date.now())
  const lines: object[] = []
  /** Nothing of its own accord is under way on the disk. */
  let isWaiting = false
  const timers: Timers = {
    after(delayMs, run) {
      isWaiting = true
      return time.after(delayMs, () => {
        isWaiting = false
        run()
      })
    },
  }
  const start = () => createRecordingFiles({ folder, keptFolder: keeps ? kept : null, clock: time, timers, log: (line) => void lines.push(line) })
  let recordings = start()
  const underWay = (id: string) => path.join(folder, 'under-way', `${id}.wav`)
  return {
    folder, kept, lines, time,
    files: () => recordings,
    get recordings() {
      return recorderOf(recordings)
    },
    begin: (id) => writeFile(underWay(id), toneWav(0)),
    async end(id, sound) {
      await writeFile(underWay(id), sound)
      await rename(underWay(id), path.join(folder, `${id}.wav`))
    },
    notice: (id, isPlayed) => writeFile(path.join(folder, `${id}.notice`), `${isPlayed ? 'SUCCESS' : 'FAILED'}\n`),
    async tooLong(id) {
      const file = path.join(folder, `${id}.wav`)
      const head = toneWav(0)
      head.writeUInt32LE(longestSound, 40)
      await writeFile(file, head)
      await truncate(file, longestSound + 44)
    },
    async clearAway() {
      await rm(folder, { recursive: true })
      await mkdir(folder)
    },
    async restart() {
      await recordings.stop()
      recordings = start()
      return recorderOf(recordings)
    },
    async wait() {
      // Two looks, so that whatever was there before the first is done by the end of the second.
      for (let looks = 0; keeps && looks < 2; looks += 1) {
        await vi.waitFor(() => expect(isWaiting).toBe(true))
        await time.advance(15_000)
      }
      if (keeps) await vi.waitFor(() => expect(isWaiting).toBe(true))
    },
    close: () => recordings.stop(),
  }
}

recordingsContract('files of a PBX', { connects: true, keeps: true, isOfPbx: true }, () => openFiles(true), toneWav(2))
recordingsContract('files of a PBX without a folder of the desk’s own', { connects: true, keeps: false, isOfPbx: true }, () => openFiles(false), toneWav(2))

recordingsContract('practice', { connects: true, keeps: false, isOfPbx: false }, () => {
  const held = createHeldRecordings(5)
  const client = createPracticeRecordings({
    practice: { recording: async (id, { withSound }) => ok({ facts: held.facts(id), sound: withSound ? held.sound(id) : null }) },
    cache: { ticket: () => Promise.resolve(null) },
  })
  const call = (id: string) => ({ ticketId: testUuid(1), id })
  const recordings: Recorder = {
    isConnected: true,
    facts: (id) => Promise.resolve(held.facts(id)),
    async heard(id) {
      const got = await client.sound(call(id), { reason: 'quality', note: null })
      if (got.ok) return got.value
      if (got.error === 'gone' || got.error === 'too-long') return got.error
      throw new Error(got.error)
    },
    async keep(id) {
      const kept = await client.lock(call(id))
      if (!kept.ok) throw new Error(kept.error)
      return kept.value
    },
  }
  return Promise.resolve({
    recordings, notice: nothing, tooLong: nothing, clearAway: nothing, wait: nothing, close: nothing,
    restart: () => Promise.resolve(recordings),
    begin: (id) => Promise.resolve(held.begin(id)),
    end: (id, sound) => Promise.resolve(held.end(id, new Uint8Array(sound))),
  })
}, toneWav(2))

it('files: neither a link that leads out, nor a folder, nor a pipe is a recording', async () => {
  const { folder, recordings, close } = await openFiles(true)
  const elsewhere = path.join(path.dirname(folder), 'secret.wav')
  await writeFile(elsewhere, toneWav(2))
  await symlink(elsewhere, path.join(folder, 'link.wav'))
  await mkdir(path.join(folder, 'folder.wav'))
  execFileSync('mkfifo', [path.join(folder, 'pipe.wav')])
  await writeFile(path.join(folder, 'text.wav'), 'RIFF of something else that is long enough')
  for (const id of ['link', 'folder', 'pipe', 'text']) {
    expect(await recordings.heard(id)).toBe('gone')
    expect((await recordings.facts(id)).sound).toBe('gone')
    expect(await recordings.keep(id)).toBe('by-hand')
  }
  await close()
})

it('files: one that is still being brought is not whole, and is not kept as if it were', async () => {
  const { folder, kept, recordings, wait, close } = await openFiles(true)
  const file = path.join(folder, 'a.wav')
  await writeFile(file, toneWav(2).subarray(0, 20_000))
  expect((await recordings.facts('a')).sound).toBe('under-way')
  expect(await recordings.keep('a')).toBe('asked')
  await wait()
  expect(await readdir(kept)).toEqual(['a.wanted'])
  await writeFile(file, toneWav(2))
  await wait()
  expect(await readdir(kept)).toEqual(['a.wav'])
  await close()
})

it('files: what is kept can be changed by nobody who is not told to, and has its name only when it is whole', async () => {
  const { kept, recordings, end, close } = await openFiles(true)
  await end('a', toneWav(2))
  await recordings.keep('a')
  expect((await stat(path.join(kept, 'a.wav'))).mode & 0o222).toBe(0)
  expect(await readdir(kept)).toEqual(['a.wav'])
  await close()
})

it('files: a copy that fails is not said to be kept, and is tried again', async () => {
  const { kept, lines, recordings, begin, end, wait, close } = await openFiles(true)
  await begin('a')
  expect(await recordings.keep('a')).toBe('asked')
  // A folder stands where the copy is to be.
  await mkdir(path.join(kept, 'a.wav'))
  await end('a', toneWav(2))
  await wait()
  expect((await recordings.facts('a')).lock).toBe('asked')
  await vi.waitFor(() => expect(lines).toContainEqual(expect.objectContaining({ event: 'recording-not-kept' })))
  await rm(path.join(kept, 'a.wav'), { recursive: true })
  await wait()
  expect((await recordings.facts('a')).lock).toBe('locked')
  await close()
})

it('files: a wish for what never came is given up after a day, and said', async () => {
  const { folder, kept, lines, time, recordings, begin, wait, close } = await openFiles(true)
  await begin('a')
  await recordings.keep('a')
  await rm(path.join(folder, 'under-way', 'a.wav'))
  await wait()
  expect((await recordings.facts('a')).lock).toBe('asked')
  time.setClock(25 * 3_600_000)
  await wait()
  expect(await readdir(kept)).toEqual([])
  expect(lines).toContainEqual({ event: 'recording-to-keep-never-came' })
  await close()
})

it('files: the file is closed however the listening ends', async () => {
  const { folder, files, end, close } = await openFiles(false)
  const recordings = files()
  await end('a', toneWav(20))
  const openFilesOf = async () => (await readdir('/proc/self/fd', { withFileTypes: false })).length
  const before = await openFilesOf()
  for (let times = 0; times < 20; times += 1) {
    const sound = await recordings.sound('a')
    if (typeof sound === 'string') throw new Error(sound)
    const reader = sound.stream.getReader()
    await reader.read()
    await reader.cancel()
    await recordings.facts('a')
  }
  expect(await openFilesOf()).toBeLessThan(before + 5)
  // Shortened under the reader's hands: an end that is no good one, never another file's bytes.
  const sound = await recordings.sound('a')
  if (typeof sound === 'string') throw new Error(sound)
  await chmod(path.join(folder, 'a.wav'), 0o600)
  await truncate(path.join(folder, 'a.wav'), 100)
  await expect(new Response(sound.stream as ReadableStream).arrayBuffer()).rejects.toThrow()
  await (await open(path.join(folder, 'a.wav'))).close()
  await close()
})
