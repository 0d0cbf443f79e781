import { noAudioDevices } from '../../../shared/calls/audio-devices'
import type { AudioDevices } from '../../../shared/calls/audio-devices'
import type { CallId } from '../../../shared/calls/call'
import type { CallCourse } from '../../../shared/calls/call-course'
import { createLineState } from '../../../shared/calls/line-state'
import type { LineState } from '../../../shared/calls/line-state'
import type { LineCommand, LineError, PhoneLine } from '../../../shared/calls/phone-line'
import type { SoundCommand, SoundError, SoundNews } from '../../../shared/calls/sound-control'
import { epochMs } from '../../../shared/lib/clock'
import type { Timers } from '../../../shared/lib/clock'
import { ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import { identity } from '../calls/calls.fixture'

const never: Timers = { after: () => ({ cancel: () => undefined }) }

export interface FakeLine extends PhoneLine {
  readonly state: LineState
  readonly asked: LineCommand[]
  /** What the next commands are answered with. */
  answer: () => Promise<Result<void, LineError>>
  /** A call in that state, as if it had come. */
  has(id: string, state: 'ringing' | 'answering' | 'live' | 'ended'): CallId
}

/** A line that does what a test says, and remembers what it was asked. */
export function createFakeLine(): FakeLine {
  const state = createLineState(
    {
      capabilities: {
        dial: true,
        dtmf: true,
        hold: true,
        queueMembership: true,
        expectCaller: true,
        blindTransfer: false,
        attendedTransfer: false,
        conference: 'none',
        practice: false,
      },
      registration: { state: 'registered', since: epochMs(1), provenAt: epochMs(2), standby: 0 },
      membership: { state: 'ready', since: epochMs(1) },
      microphone: 'ready',
    },
    never,
  )
  const fake: FakeLine = {
    state,
    asked: [],
    answer: () => Promise.resolve(ok(undefined)),
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    execute(command) {
      fake.asked.push(command)
      return fake.answer()
    },
    dispose: () => Promise.resolve(),
    has(name, wanted) {
      const id = name as CallId
      const at = epochMs(1000)
      if (state.call(id) === undefined) state.add({ ...identity, id, state: 'ringing' })
      const now = () => state.call(id)?.state
      if (wanted !== 'ringing' && now() === 'ringing') state.move(id, { kind: 'answer-requested', at })
      if (wanted === 'live') state.move(id, { kind: 'established', at, canBeHeard: true })
      if (wanted === 'ended') state.move(id, { kind: 'ended', at, outcome: { kind: 'cancelled-by-caller' } })
      return id
    },
  }
  return fake
}

/** A list of devices that a test changes. */
export function createFakeDeviceList() {
  let current = noAudioDevices
  const listeners = new Set<(devices: AudioDevices) => void>()
  return {
    current: () => current,
    watch(listener: (devices: AudioDevices) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    change(next: AudioDevices) {
      current = next
      for (const listener of listeners) listener(next)
    },
  }
}

/** Sound of a seat that only remembers what it was asked and tells what a test says. */
export function createFakeSound() {
  const listeners = new Set<(news: SoundNews) => void>()
  const asked: SoundCommand[] = []
  const fake = {
    asked,
    rests: 0,
    execute: (command: SoundCommand): Promise<Result<void, SoundError>> => {
      asked.push(command)
      return Promise.resolve(ok(undefined))
    },
    subscribe(listener: (news: SoundNews) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    rest() {
      fake.rests += 1
    },
    tell(news: SoundNews) {
      for (const listener of listeners) listener(news)
    },
  }
  return fake
}

/** Courses that a test tells. */
export function createFakeCourses() {
  const known = new Map<string, CallCourse>()
  const listeners = new Set<(course: CallCourse) => void>()
  return {
    all: () => [...known.values()],
    watch(listener: (course: CallCourse) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tell(course: CallCourse) {
      known.set(course.callId, course)
      for (const listener of listeners) listener(course)
    },
  }
}

export const noTrace = { messages: () => [] }

/** Waits for what comes over a port. @throws when it does not come within 2 s. */
export async function eventually<T>(look: () => T | undefined | null | false): Promise<T> {
  for (let turn = 0; turn < 400; turn += 1) {
    const found = look()
    if (found !== undefined && found !== null && found !== false) return found
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('it never came')
}
