import { describe, expect, it } from 'vitest'
import { callAfterCaller, nextCall } from '../../../shared/calls/call'
import type { Call, CallEvent, CallId } from '../../../shared/calls/call'
import { callCourseSchema, courseOf, mostSteps, nextConsulted, nextCourse } from '../../../shared/calls/call-course'
import { at, callsInEveryState, everyEvent } from './calls.fixture'

/** The course of a call that is moved by these events, one a second. */
function courseBy(first: Call, events: readonly CallEvent[]) {
  let call = first
  let course = courseOf(first, at(0))
  events.forEach((event, index) => {
    const next = nextCall(call, event)
    course = nextCourse(course, call, next, at(index + 1))
    call = next
  })
  return course
}

const kinds = (first: Call, events: readonly CallEvent[]) => courseBy(first, events).steps.map(({ kind }) => kind)

describe('the course of a call', () => {
  it('has a time for everything that happened to it', () => {
    const { steps } = courseBy(callsInEveryState.ringing, [
      everyEvent['answer-requested'], everyEvent.established, everyEvent['mute-changed'], { kind: 'mute-changed', muted: false },
      everyEvent['hold-requested'], everyEvent['hold-confirmed'], everyEvent['resume-requested'], everyEvent['resume-confirmed'],
      everyEvent['microphone-changed'], { kind: 'microphone-changed', canBeHeard: true }, everyEvent.ended,
    ])
    expect(steps).toEqual([
      { kind: 'rang', at: at(0) }, { kind: 'answer-pressed', at: at(1) }, { kind: 'answered', at: at(2) }, { kind: 'muted', at: at(3) }, { kind: 'unmuted', at: at(4) },
      { kind: 'held', at: at(6) }, { kind: 'resumed', at: at(8) }, { kind: 'microphone-lost', at: at(9) }, { kind: 'microphone-back', at: at(10) }, { kind: 'ended', at: at(9) },
    ])
  })

  it('of a call that the agent makes begins with dialling', () => {
    expect(kinds(callsInEveryState.dialling, [everyEvent.progress, everyEvent.progress, everyEvent.established, everyEvent.ended])).toEqual(['dialled', 'far-end-rang', 'answered', 'ended'])
  })

  it('has no step for a hold that was refused', () => {
    expect(kinds(callsInEveryState.live, [everyEvent['hold-requested'], everyEvent['hold-refused']])).toEqual(['rang', 'answered'])
  })

  it('tells of a call that was put through', () => {
    const ended: CallEvent = { kind: 'ended', at: at(9), outcome: { kind: 'transferred', to: '12333' } }
    expect(kinds(callsInEveryState.live, [ended])).toEqual(['rang', 'answered', 'transferred', 'ended'])
  })

  it('tells when somebody else was asked about it, and when all three were joined', () => {
    const consultId = 'asked' as CallId
    const { id } = callsInEveryState.live
    const [asked, joined] = [{ callId: id, consultId, joinedBy: null }, { callId: id, consultId, joinedBy: 'pbx' as const }]
    const course = courseOf(callsInEveryState.live, at(0))
    const after = nextConsulted(nextConsulted(course, null, asked, at(1)), asked, joined, at(2))
    expect(after.steps.slice(course.steps.length)).toEqual([{ kind: 'consulted', at: at(1) }, { kind: 'joined', at: at(2) }])
    expect(nextConsulted(after, joined, null, at(3))).toBe(after)
    const ofTheAsked = { ...course, callId: consultId }
    expect(nextConsulted(nextConsulted(ofTheAsked, null, asked, at(1)), asked, joined, at(2)).steps.at(-1)?.kind).toBe('joined')
    const ofSomebodyElse = { ...course, callId: 'third' as CallId }
    expect(nextConsulted(ofSomebodyElse, null, joined, at(1))).toBe(ofSomebodyElse)
  })

  it('tells when somebody left a room; what goes on without the caller begins there, and is not dialled', () => {
    const { 'room-entered': entered, 'room-joined': joined, 'room-left': left, ended } = everyEvent
    expect(kinds(callsInEveryState.live, [entered, joined, left, { ...left, number: null }, ended])).toEqual(['rang', 'answered', 'left', 'left', 'ended'])
    const live = nextCall(callsInEveryState.live, entered)
    if (live.state !== 'live') throw new Error('not live')
    const next = callAfterCaller(live, { id: 'next' as CallId, remote: live.remote, at: at(5) })
    expect(courseOf(next, at(6)).steps).toEqual([{ kind: 'joined', at: at(5) }, { kind: 'answered', at: at(5) }])
  })

  it('does not grow without end, and still has room for the end', () => {
    const toggles = Array.from({ length: 200 }, (_, index): CallEvent => ({ kind: 'mute-changed', muted: index % 2 === 0 }))
    const course = courseBy(callsInEveryState.live, [...toggles, everyEvent.ended])
    expect(course.steps).toHaveLength(mostSteps)
    expect(course.steps.at(-1)?.kind).toBe('ended')
    expect(callCourseSchema.parse(structuredClone(course))).toEqual(course)
  })
})
