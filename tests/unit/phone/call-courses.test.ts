import { describe, expect, it } from 'vitest'
import { createCallCourses } from '../../../renderer/phone/call-courses'
import type { SampleListener } from '../../../renderer/phone/call-courses'
import type { SoundSample } from '../../../shared/calls/sound-sample'
import { at } from '../calls/calls.fixture'
import { createFakeLine } from './phone.fixture'

const sample: SoundSample = {
  at: at(1), spanMs: 2000, packetsIn: 100, packetsOut: 100, lossIn: 0, lossOut: null, jitterMs: 1, roundTripMs: null, bufferMs: 20, expectsIn: true, expectsOut: true,
}

function setUp() {
  const line = createFakeLine()
  let measure: SampleListener = () => undefined
  const courses = createCallCourses(line, (listener) => { measure = listener }, { now: () => at(5) })
  return { line, courses, measure: (...told: Parameters<SampleListener>) => measure(...told) }
}

describe('the courses of the calls of a line', () => {
  it('are known before any later listener of the line hears of the change', () => {
    const { line, courses } = setUp()
    const seen: unknown[] = []
    line.subscribe(({ calls }) => calls.forEach((call) => seen.push([call.state, courses.of(call.id)?.steps.at(-1)?.kind])))
    line.has('call-1', 'live')
    line.has('call-1', 'ended')
    expect(seen).toEqual([['ringing', 'rang'], ['answering', 'answer-pressed'], ['live', 'answered'], ['ended', 'ended']])
  })

  it('hold what is measured of a talk, without a change of the line', () => {
    const { line, courses, measure } = setUp()
    const id = line.has('call-1', 'live')
    const { sequence } = line.snapshot()
    measure(id, sample)
    measure(id, { ...sample, at: at(3) })
    expect(courses.of(id)?.sound?.summary.samples).toBe(2)
    expect(line.snapshot().sequence).toBe(sequence)
  })

  it('take no sample of a call that rings, has ended or is unknown', () => {
    const { line, courses, measure } = setUp()
    const id = line.has('call-1', 'ringing')
    measure(id, sample)
    line.has('call-1', 'ended')
    measure(id, sample)
    measure('nobody' as never, sample)
    expect(courses.all().map(({ sound }) => sound)).toEqual([null])
  })
})
