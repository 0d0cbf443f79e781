import { describe, expect, it } from 'vitest'
import { gradeOf, nextSound } from '../../../shared/calls/call-sound'
import type { CallSound } from '../../../shared/calls/call-sound'
import type { SoundSample } from '../../../shared/calls/sound-sample'
import { at } from './calls.fixture'

const good: Omit<SoundSample, 'at'> = {
  spanMs: 2000, packetsIn: 100, packetsOut: 100, lossIn: 0, lossOut: 0, jitterMs: 2, roundTripMs: 30, bufferMs: 40, expectsIn: true, expectsOut: true,
}
const lossy = { lossIn: 0.12 }

/** A sample every two seconds from second 2 on. */
function after(...samples: readonly Partial<SoundSample>[]): CallSound {
  const sound = samples.reduce<CallSound | null>((before, sample, index) => nextSound(before, { ...good, at: at(2 * index + 2), ...sample }), null)
  if (sound === null) throw new Error('no samples')
  return sound
}

const times = (count: number, sample: Partial<SoundSample> = {}) => Array.from({ length: count }, () => sample)

describe('the sound of a call', () => {
  it('is good as long as it is', () => {
    const sound = after(...times(20))
    expect(sound).toMatchObject({ condition: { state: 'good' }, oneWay: null, summary: { samples: 20, worstLoss: 0, oneWayTimes: 0 } })
    expect(gradeOf(sound.opinion)).toBe('good')
  })

  it('is called bad after six seconds, and not before', () => {
    expect(after(...times(3), ...times(3, lossy)).condition).toMatchObject({ state: 'doubtful', since: at(8) })
    expect(after(...times(3), ...times(4, lossy)).condition).toEqual({ state: 'bad', since: at(14), fault: 'loss' })
  })

  it('is not called bad for a hiccup', () => {
    expect(after(...times(3), ...times(2, lossy), {}, ...times(3, lossy)).condition.state).toBe('doubtful')
  })

  it('stays bad until it has been good for eight seconds', () => {
    const bad = times(5, lossy)
    expect(after(...bad, ...times(4)).condition).toMatchObject({ state: 'mending', fault: 'loss' })
    expect(after(...bad, ...times(4), lossy).condition).toMatchObject({ state: 'bad', since: at(8) })
    expect(after(...bad, ...times(5)).condition).toEqual({ state: 'good' })
  })

  it('does not come and go between the two bounds', () => {
    // An opinion of about 3.7: neither bad enough to begin with nor good enough to end with.
    const between = { lossIn: 0.065 }
    expect(after(...times(10, between)).condition.state).toBe('good')
    expect(after(...times(5, lossy), ...times(10, between)).condition.state).toBe('bad')
  })

  it('names what is wrong with it', () => {
    const faultOf = (sample: Partial<SoundSample>) => after(...times(5, sample)).condition
    expect(faultOf({ roundTripMs: 900 })).toMatchObject({ fault: 'delay' })
    expect(faultOf({ bufferMs: 500, jitterMs: 90 })).toMatchObject({ fault: 'jitter' })
    expect(faultOf({ lossOut: 0.2 })).toMatchObject({ fault: 'loss' })
  })

  it('goes one way when nothing has arrived for five seconds although we send', () => {
    expect(after(...times(2), ...times(2, { packetsIn: 0 })).oneWay).toBeNull()
    expect(after(...times(2), ...times(3, { packetsIn: 0 }))).toMatchObject({ oneWay: 'agent-hears-nothing', summary: { oneWayTimes: 1 } })
    expect(after(...times(2), ...times(3, { packetsIn: 0 }), {})).toMatchObject({ oneWay: null, summary: { oneWayTimes: 1 } })
  })

  it('goes the other way when the far end reports that it gets nothing, or when nothing of ours leaves', () => {
    expect(after(...times(3, { lossOut: 1 })).oneWay).toBe('caller-hears-nothing')
    expect(after(...times(3, { packetsOut: 0, lossOut: null })).oneWay).toBe('caller-hears-nothing')
  })

  it('is not one-way on hold, nor when neither side hears: the connection itself tells that', () => {
    expect(after(...times(9, { packetsIn: 0, expectsIn: false })).oneWay).toBeNull()
    expect(after(...times(9, { packetsOut: 0, expectsOut: false, lossOut: 1 })).oneWay).toBeNull()
    expect(after(...times(9, { packetsIn: 0, packetsOut: 0 })).oneWay).toBeNull()
  })

  it('is not judged on hold or in silence: what was known stays', () => {
    const before = after(...times(5))
    for (const sample of [{ expectsIn: false, lossOut: 0.5 }, { packetsIn: 0, lossOut: 0.5 }]) {
      const sound = after(...times(5), ...times(5, sample))
      expect(sound).toMatchObject({ opinion: before.opinion, condition: { state: 'good' }, summary: { samples: 5 } })
    }
  })

  it('leaves its worst and its mean in the record', () => {
    const { summary } = after({}, lossy, { roundTripMs: 200, jitterMs: 30 }, { roundTripMs: null })
    expect(summary).toMatchObject({ samples: 4, worstLoss: 0.12, worstJitterMs: 30, worstRoundTripMs: 200 })
    expect(summary.worstOpinion).toBeLessThan(3.6)
    expect(summary.meanOpinion).toBeGreaterThan(summary.worstOpinion)
  })
})
