import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createRecordingFiles } from '../../../electron/desk/recordings/recording-files'
import type { Recordings } from '../../../electron/desk/recordings/recordings'
import { readWavHead, wavSamples } from '../../../shared/recordings/wav'
import { describeWithPbx } from '../../support/describe-with-pbx'
import { systemClock, systemTimers } from '../../support/desk/system-time'
import { pbx } from '../../support/pbx'
import { openPlainSeat, type PlainSeat } from '../../support/plain-seat'
import { call, type Caller } from '../../support/sipp'
import { toneWav } from '../../support/wav'

/** How much of a sound is that tone: between 0 and 1 (Goertzel). */
function shareOf(hertz: number, samples: Float32Array, rate: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / rate)
  let [before, last, energy] = [0, 0, 0]
  for (const sample of samples) {
    ;[before, last] = [last, sample + turn * last - before]
    energy += sample * sample
  }
  return energy === 0 ? 0 : (2 * (last * last + before * before - turn * last * before)) / (energy * samples.length)
}

describeWithPbx('recordings of a real Asterisk', () => {
  let seat: PlainSeat
  let kept: string
  let recordings: Recordings
  beforeAll(async () => {
    seat = await openPlainSeat('1011')
    await pbx.cli('queue add member PJSIP/1011 to hotline')
    kept = await mkdtemp(path.join(tmpdir(), 'lingxi-kept-'))
  })
  afterAll(async () => {
    seat.close()
    await rm(kept, { recursive: true, force: true })
  })
  beforeEach(async () => {
    await writeFile(pbx.recordings.notice, toneWav(0.5, 300))
    seat.be('answer')
    recordings = createRecordingFiles({ folder: pbx.recordings.folder, keptFolder: kept, clock: systemClock, timers: systemTimers, log: () => undefined })
  })
  afterEach(() => recordings.stop())
  const talking = async (caller: Caller) => {
    await caller.reached('answered')
    const id = await vi.waitFor(() => {
      const called = seat.queueCallId()
      if (called === null) throw new Error('not rung yet')
      return called
    }, 15_000)
    await vi.waitFor(async () => expect(await recordings.facts(id)).toMatchObject({ sound: 'under-way', seconds: null }), 10_000)
    return id
  }
  const samplesOf = async (id: string) => {
    const sound = await recordings.sound(id)
    if (typeof sound === 'string') throw new Error(sound)
    const file = new Uint8Array(await new Response(sound.stream as ReadableStream).arrayBuffer())
    const head = readWavHead(file)
    if (head === null) throw new Error('no recording')
    return { rate: head.rate, samples: wavSamples(file, head)[0] ?? new Float32Array() }
  }
  const whole = (id: string) => vi.waitFor(async () => expect((await recordings.facts(id)).sound).toBe('there'), 10_000)

  test('a call is found by what its seat was told, with the notice that was played, and holds the voice of the caller', async () => {
    const caller = await call({ from: '15400000012', target: '12355' })
    const id = await talking(caller)
    // Long enough for the packets of a second to come through.
    await vi.waitFor(async () => expect(await grown(id)).toBeGreaterThan(16_000), 15_000)
    expect(await recordings.facts(id)).toMatchObject({ sound: 'under-way', notice: true })
    await caller.hangUp()
    await whole(id)
    const { seconds, notice } = await recordings.facts(id)
    expect({ notice, isLong: (seconds ?? 0) > 0.9 }).toEqual({ notice: true, isLong: true })
    const { samples, rate } = await samplesOf(id)
    expect(shareOf(440, samples, rate)).toBeGreaterThan(0.5)
    expect(shareOf(300, samples, rate)).toBeLessThan(0.1)
  })

  test('a notice that could not be played is not said to have been', async () => {
    await rm(pbx.recordings.notice)
    const caller = await call({ from: '15400000012', target: '12355' })
    const id = await talking(caller)
    await caller.hangUp()
    await whole(id)
    expect((await recordings.facts(id)).notice).toBe(false)
  })

  test('asked to be kept while the caller talks, it is there still when the house has cleared away', async () => {
    const caller = await call({ from: '15400000012', target: '12355' })
    const id = await talking(caller)
    expect(await recordings.keep(id)).toBe('asked')
    await vi.waitFor(async () => expect(await grown(id)).toBeGreaterThan(8_000), 15_000)
    await caller.hangUp()
    await whole(id)
    // The next look, without waiting for it.
    await recordings.stop()
    recordings = createRecordingFiles({ folder: pbx.recordings.folder, keptFolder: kept, clock: systemClock, timers: systemTimers, log: () => undefined })
    await vi.waitFor(async () => expect((await recordings.facts(id)).lock).toBe('locked'), 5_000)
    await rm(pbx.recordings.folder, { recursive: true })
    await mkdir(path.join(pbx.recordings.folder, 'under-way'), { recursive: true })
    expect(await recordings.facts(id)).toMatchObject({ sound: 'there', notice: true, lock: 'locked' })
    expect((await samplesOf(id)).samples.length).toBeGreaterThan(4_000)
  })

  test('no name that a caller sends gets out of the folder, or into a command', async () => {
    const caller = await call({ from: '15400000012', target: '12355', headers: { 'X-Call-Id': '../../x$(touch%20/tmp/y)`;a' } })
    await caller.reached('answered')
    await vi.waitFor(() => expect(seat.queueCallId()).not.toBeNull(), 15_000)
    await caller.hangUp()
    await vi.waitFor(async () => expect((await readdir(pbx.recordings.folder)).sort()).toContain('....xtouch20tmpya.notice'), 10_000)
    expect(await readdir(path.dirname(pbx.recordings.folder))).toEqual(expect.not.arrayContaining([expect.stringMatching(/^x/)]))
  })

  /** Bytes of the call that is being recorded. */
  async function grown(id: string): Promise<number> {
    return (await stat(path.join(pbx.recordings.folder, 'under-way', `${id}.wav`))).size
  }
})
