import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Recordings } from '../../../electron/desk/recordings/recordings'
import { longestSound } from '../../../shared/recordings/recording'

/** A recorder as somebody meets it who asks for one recording. */
export interface Recorder extends Pick<Recordings, 'isConnected' | 'facts' | 'keep'> {
  heard(id: string): Promise<Uint8Array | 'gone' | 'too-long'>
}

export function recorderOf({ isConnected, facts, keep, sound }: Recordings): Recorder {
  return {
    isConnected, facts, keep,
    async heard(id) {
      const given = await sound(id)
      if (typeof given === 'string') return given
      const bytes = new Uint8Array(await new Response(given.stream as ReadableStream).arrayBuffer())
      expect(bytes.length).toBe(given.bytes)
      return bytes
    },
  }
}

/** A recorder and the hands of the PBX behind it. */
export interface RecorderHarness {
  readonly recordings: Recorder
  /** A call is being recorded; `end`: it is over. */
  begin(id: string): Promise<void>
  end(id: string, sound: Buffer): Promise<void>
  notice(id: string, isPlayed: boolean): Promise<void>
  /** Only its length counts. */
  tooLong(id: string): Promise<void>
  /** The house clears its recordings away. */
  clearAway(): Promise<void>
  /** The desk is started again; what it keeps is what is on its disk. */
  restart(): Promise<Recorder>
  /** Lets as much time pass as a wish may take. */
  wait(): Promise<void>
  close(): Promise<void>
}

export interface RecorderKind {
  readonly connects: boolean
  readonly keeps: boolean
  /** False for one that holds what a page has recorded of itself: no notice, and nothing that is too long. */
  readonly isOfPbx: boolean
}

const one = '1764500000.17'

/** What every adapter does, and what those without a capability never claim. */
export function recordingsContract(name: string, { connects, keeps, isOfPbx }: RecorderKind, open: () => Promise<RecorderHarness>, sound: Buffer): void {
  describe(`recordings: ${name}`, () => {
    let recorder: RecorderHarness
    beforeEach(async () => {
      recorder = await open()
    })
    afterEach(() => recorder.close())
    const heard = (id: string) => recorder.recordings.heard(id)

    it('says whether any reach the desk', () => expect(recorder.recordings.isConnected).toBe(connects))

    it('claims nothing of a call that it knows nothing of', async () => {
      expect(await recorder.recordings.facts(one)).toEqual({ sound: 'gone', seconds: null, notice: null, lock: keeps ? 'open' : 'by-hand' })
      expect(await heard(one)).toBe('gone')
      expect(await recorder.recordings.keep(one)).toBe('by-hand')
      expect((await recorder.recordings.facts(one)).lock).toBe(keeps ? 'open' : 'by-hand')
    })

    if (!connects) return
    it('has what was recorded once the call is over, to the last byte', async () => {
      await recorder.begin(one)
      expect(await recorder.recordings.facts(one)).toMatchObject({ sound: 'under-way', seconds: null })
      expect(await heard(one)).toBe('gone')
      await recorder.end(one, sound)
      expect(await recorder.recordings.facts(one)).toMatchObject({ sound: 'there', seconds: 2 })
      expect(Buffer.compare(await heard(one) as Uint8Array, sound)).toBe(0)
      expect(await heard('1764500000.1')).toBe('gone')
    })

    if (isOfPbx) it('says of the notice what the PBX has said, and nothing where it has said nothing', async () => {
      for (const id of ['a', 'b', 'c']) await recorder.end(id, sound)
      await recorder.notice('a', true)
      await recorder.notice('b', false)
      expect(await Promise.all(['a', 'b', 'c'].map(async (id) => (await recorder.recordings.facts(id)).notice))).toEqual([true, false, null])
    })

    if (isOfPbx) it('gives out nothing longer than its limit, and says that it is there', async () => {
      await recorder.tooLong(one)
      expect((await recorder.recordings.facts(one)).sound).toBe('there')
      expect((await recorder.recordings.facts(one)).seconds).toBeGreaterThan(longestSound / 16_000 - 1)
      expect(await heard(one)).toBe('too-long')
    })

    if (!keeps) it('never says that it keeps one where nothing can be kept', async () => {
      await recorder.end(one, sound)
      expect(await recorder.recordings.keep(one)).toBe('by-hand')
      await recorder.wait()
      expect((await recorder.recordings.facts(one)).lock).toBe('by-hand')
    })

    if (!keeps) return
    it('has what is locked still when the house has cleared away, and nothing else', async () => {
      await recorder.notice(one, true)
      await recorder.end(one, sound)
      await recorder.end('other', sound)
      expect(await recorder.recordings.keep(one)).toBe('locked')
      expect(await recorder.recordings.keep(one)).toBe('locked')
      await recorder.clearAway()
      expect(await recorder.recordings.facts(one)).toEqual({ sound: 'there', seconds: 2, notice: true, lock: 'locked' })
      expect(Buffer.compare(await heard(one) as Uint8Array, sound)).toBe(0)
      expect(await recorder.recordings.facts('other')).toMatchObject({ sound: 'gone', lock: 'open' })
    })

    it('says "asked" while the call goes on, and "locked" only once it is so', async () => {
      await recorder.begin(one)
      expect(await recorder.recordings.keep(one)).toBe('asked')
      await recorder.wait()
      expect(await recorder.recordings.facts(one)).toMatchObject({ sound: 'under-way', lock: 'asked' })
      await recorder.end(one, sound)
      await recorder.wait()
      await recorder.clearAway()
      expect(await recorder.recordings.facts(one)).toMatchObject({ sound: 'there', lock: 'locked' })
    })

    it('remembers over a restart what it was asked for', async () => {
      await recorder.begin(one)
      await recorder.recordings.keep(one)
      const again = await recorder.restart()
      expect((await again.facts(one)).lock).toBe('asked')
      await recorder.end(one, sound)
      await recorder.wait()
      expect((await again.facts(one)).lock).toBe('locked')
    })
  })
}
