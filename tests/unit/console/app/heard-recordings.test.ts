import { describe, expect, it } from 'vitest'
import { createHeardRecordings } from '../../../../renderer/console/app/heard-recordings'
import type { OpenSound, Sound } from '../../../../renderer/console/app/sound-output'
import { createViewStore } from '../../../../renderer/console/app/view-store'
import type { RecordingProblem } from '../../../../renderer/desk-client/recordings'
import { err, ok, type Result } from '../../../../shared/lib/result'
import type { PlayFacts } from '../../../../shared/recordings/recording'
import { testUuid } from '../../../support/drafts'
import { ended, ringing } from '../../../support/fake-line'
import { toneWav } from '../../../support/wav'
import { createActingSeat } from './acting-seat.fixture'

const call = { ticketId: testUuid(1), id: 'call-1' }
const why: PlayFacts = { reason: 'quality', note: null }

/** Loudspeakers that go by the clock of the test. */
function hearing(got: () => Promise<Result<Uint8Array<ArrayBuffer>, RecordingProblem>> = () => Promise.resolve(ok(new Uint8Array(toneWav(10))))) {
  const { line, seat, time } = createActingSeat([])
  const view = createViewStore('seat')
  const asked: unknown[] = []
  const sounds: { readonly sound: Sound; isOpen: boolean; isPlaying: boolean; atEnd: () => void }[] = []
  const recordings = createHeardRecordings({
    client: {
      ofOrder: () => Promise.resolve(err('away')), lock: () => Promise.resolve(err('away')),
      sound: (of, reason) => {
        asked.push([of, reason])
        return got()
      },
    },
    output(sound): OpenSound {
      const heard = { sound, isOpen: true, isPlaying: false, atEnd: () => undefined as void }
      let [place, since] = [0, 0]
      const at = () => (heard.isPlaying ? place + (time.now() - since) / 1000 : place)
      sounds.push(heard)
      return {
        seconds: 10, at,
        play(from, onEnd) {
          ;[place, since, heard.isPlaying] = [from, time.now(), true]
          heard.atEnd = () => {
            ;[place, heard.isPlaying] = [10, false]
            onEnd()
          }
        },
        pause() {
          ;[place, heard.isPlaying] = [at(), false]
          return place
        },
        close: () => void (heard.isOpen = heard.isPlaying = false),
      }
    },
    seat: seat.store, view, timers: time,
  })
  return { recordings, line, view, time, asked, sounds, state: () => recordings.store.getState() }
}

describe('a recording that somebody listens to', () => {
  it('is asked for with the reason, plays from its beginning, and says where it is', async () => {
    const { recordings, asked, sounds, state, time } = hearing()
    await recordings.hear(call, why)
    expect(asked).toEqual([[call, why]])
    expect(sounds[0]?.sound.rate).toBe(8_000)
    expect(sounds[0]?.sound.channels[0]).toHaveLength(80_000)
    await time.advance(2_000)
    expect(state()).toEqual({ kind: 'open', id: 'call-1', seconds: 10, at: 2, isPlaying: true })
  })

  it('stands still and goes on, forwards and backwards, and never past its ends', async () => {
    const { recordings, state, time, sounds } = hearing()
    await recordings.hear(call, why)
    await time.advance(3_000)
    recordings.toggle()
    await time.advance(5_000)
    expect(state()).toMatchObject({ at: 3, isPlaying: false })
    recordings.goTo(-4)
    expect(state()).toMatchObject({ at: 0 })
    recordings.goTo(8)
    recordings.toggle()
    await time.advance(1_000)
    expect(state()).toMatchObject({ at: 9, isPlaying: true })
    recordings.goTo(5)
    await time.advance(500)
    expect(state()).toMatchObject({ at: 5.5, isPlaying: true })
    sounds[0]?.atEnd()
    expect(state()).toMatchObject({ at: 10, isPlaying: false })
    recordings.toggle()
    expect(state()).toMatchObject({ at: 0, isPlaying: true })
  })

  it('stops and is gone at a ring, and says so', async () => {
    const { recordings, line, view, state, sounds, time } = hearing()
    await recordings.hear(call, why)
    line.show([ringing('13800138000', 0)])
    await time.advance(0)
    expect([state().kind, sounds[0]?.isOpen, view.getState().toast?.key]).toEqual(['silent', false, 'recordings.stopped'])
    recordings.toggle()
    recordings.goTo(3)
    expect(sounds[0]?.isPlaying).toBe(false)
  })

  it('is not even asked for while there is a call, and is once it is over', async () => {
    const { recordings, line, state, asked, time } = hearing()
    const ring = ringing('13800138000', 0)
    line.show([ring])
    await time.advance(0)
    await recordings.hear(call, why)
    expect([state(), asked]).toEqual([{ kind: 'silent', problem: 'in-call' }, []])
    line.show([ended(ring, 1)])
    await time.advance(0)
    await recordings.hear(call, why)
    expect(state().kind).toBe('open')
  })

  it.each(['ring', 'lock', 'leaving'] as const)('that comes too late for a %s is not heard', async (what) => {
    let give: (got: Result<Uint8Array<ArrayBuffer>, RecordingProblem>) => void = () => undefined
    const { recordings, line, view, state, sounds, time } = hearing(() => new Promise((resolve) => (give = resolve)))
    const heard = recordings.hear(call, why)
    expect(state().kind).toBe('loading')
    if (what === 'ring') line.show([ringing('13800138000', 0)])
    else if (what === 'lock') view.setState({ isCovered: true })
    else recordings.close()
    await time.advance(0)
    give(ok(new Uint8Array(toneWav(1))))
    await heard
    expect([state(), sounds]).toEqual([{ kind: 'silent', problem: null }, []])
  })

  it('is gone with the lock', async () => {
    const { recordings, view, state, sounds } = hearing()
    await recordings.hear(call, why)
    view.setState({ isCovered: true })
    expect([state().kind, sounds[0]?.isOpen]).toEqual(['silent', false])
  })

  it.each(['forbidden', 'away', 'gone', 'too-long', 'refused'] as const)('that is %s is silence with its reason', async (problem) => {
    const { recordings, state } = hearing(() => Promise.resolve(err(problem)))
    await recordings.hear(call, why)
    expect(state()).toEqual({ kind: 'silent', problem })
  })

  it('that cannot be read is silence, too', async () => {
    const { recordings, state } = hearing(() => Promise.resolve(ok(new Uint8Array(99))))
    await recordings.hear(call, why)
    expect(state()).toEqual({ kind: 'silent', problem: 'unreadable' })
  })
})
