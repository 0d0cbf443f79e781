import type { Call, CallId } from '../../shared/calls/call'
import { courseOf, nextConsulted, nextCourse, withSound } from '../../shared/calls/call-course'
import type { CallCourse } from '../../shared/calls/call-course'
import { nextSound } from '../../shared/calls/call-sound'
import type { Consultation, PhoneLine } from '../../shared/calls/phone-line'
import type { SoundSample } from '../../shared/calls/sound-sample'
import type { Clock } from '../../shared/lib/clock'

export type SampleListener = (callId: CallId, sample: SoundSample) => void

export interface CallCourses {
  all(): readonly CallCourse[]
  of(callId: CallId): CallCourse | null
  /** Told of a step before any later listener of the line is; returns the way to stop. */
  watch(listener: (course: CallCourse) => void): () => void
}

/**
 * Writes down how the line's calls go and sound, here where it happens: a console that is loaded anew has missed nothing. A
 * course is kept as long as the line keeps its call.
 */
export function createCallCourses(line: PhoneLine, watchSamples: (listener: SampleListener) => void, clock: Clock): CallCourses {
  const courses = new Map<CallId, CallCourse>()
  const listeners = new Set<(course: CallCourse) => void>()
  let seen: readonly Call[] = []
  let asked: Consultation | null = null

  function set(course: CallCourse): void {
    courses.set(course.callId, course)
    for (const listener of [...listeners]) listener(course)
  }

  line.subscribe(({ calls, consultation }) => {
    if (calls !== seen) follow(calls)
    if (consultation === asked) return
    const before = asked
    asked = consultation
    for (const course of [...courses.values()]) {
      const next = nextConsulted(course, before, consultation, clock.now())
      if (next !== course) set(next)
    }
  })

  function follow(calls: readonly Call[]): void {
    const before = new Map(seen.map((call) => [call.id, call]))
    seen = calls
    for (const call of calls) {
      const known = courses.get(call.id)
      const next = known === undefined ? courseOf(call, clock.now()) : nextCourse(known, before.get(call.id) ?? null, call, clock.now())
      if (next !== known) set(next)
      before.delete(call.id)
    }
    for (const id of before.keys()) courses.delete(id)
  }

  watchSamples((callId, sample) => {
    const course = courses.get(callId)
    const isTalk = seen.some(({ id, state }) => id === callId && state === 'live')
    if (course !== undefined && isTalk) set(withSound(course, nextSound(course.sound, sample)))
  })

  return {
    all: () => [...courses.values()],
    of: (callId) => courses.get(callId) ?? null,
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
