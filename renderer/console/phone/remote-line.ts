import { assertNever } from '../../../shared/lib/assert-never'
import type { Clock, EpochMs, Timers } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import type { NewId } from '../../../shared/lib/uuid-v7'
import { noAudioDevices } from '../../../shared/calls/audio-devices'
import type { AudioDevices } from '../../../shared/calls/audio-devices'
import { nextCall } from '../../../shared/calls/call'
import type { Call, CallId } from '../../../shared/calls/call'
import type { CallCourse } from '../../../shared/calls/call-course'
import type { LineCommand, LineError, LineListener, LineSnapshot, PhoneLine } from '../../../shared/calls/phone-line'
import type { PhoneDiagnostics } from '../../../shared/calls/phone-diagnostics'
import { toConsoleSchema } from '../../../shared/calls/phone-wire'
import type { ToConsole } from '../../../shared/calls/phone-wire'
import type { SoundControl, SoundNews } from '../../../shared/calls/sound-control'
import type { PracticeControl, PracticeError, PracticeListener, PracticeRecording, PracticeSnapshot } from '../../../shared/calls/practice'
import { createRequests } from './requests'

export interface RemoteLineOptions {
  readonly clock: Clock
  readonly timers: Timers
  /** Ids of requests; unique within this page. */
  readonly newId: NewId
  /** Longer than anything the phone itself takes to give up. */
  readonly commandTimeoutMs?: number
  /** A phone that has said nothing for this long is not there. */
  readonly silenceMs?: number
  /** How long a call that was lost with its phone stays in the snapshot. */
  readonly keepLostMs?: number
  /** Calls of an earlier line of this page that were lost so: told together with the phone's first word. */
  readonly lostBefore?: readonly Call[]
}

export interface RemoteDevices {
  current(): AudioDevices
  /** Returns the way to stop. */
  subscribe(listener: () => void): () => void
}

/** How the calls of the last while went and sound, apart from the snapshot: it comes every few seconds of a talk. */
export interface RemoteCourses {
  /** The same object until the phone tells anew; null for a call that it has told nothing of. */
  of(callId: CallId): CallCourse | null
  /** Returns the way to stop. */
  subscribe(listener: () => void): () => void
}

/** The console's end of the phone page: a line over a MessagePort that comes, goes and comes again. */
export interface RemoteLine extends PhoneLine {
  readonly practice: PracticeControl
  /** Sound devices as the phone finds them; none while no phone is known. */
  readonly devices: RemoteDevices
  /** Levels, test tones, the check of a shift's beginning; nothing is told while no phone is known. */
  readonly sound: SoundControl
  readonly courses: RemoteCourses
  /** What the phone has for support. */
  diagnostics(): Promise<Result<PhoneDiagnostics, LineError>>
  /** Takes a port of role `console`, at any time; the snapshot that it brings first replaces what was known. */
  attach(port: MessagePort): void
  /** The phone page died: what was talked on it is lost, and nothing works until the next port. */
  phoneStopped(): void
  /** Messages that did not parse so far. */
  badMessages(): number
}

const defaultCommandTimeoutMs = 15_000
/** What asks the PBX several things in turn, each with a limit of its own: hold, dial a room, send both there. */
const severalTimeoutMs = 40_000
const timeoutsMs: Partial<Record<LineCommand['kind'], number>> = {
  dial: 20_000,
  consult: severalTimeoutMs,
  'complete-transfer': severalTimeoutMs,
  join: severalTimeoutMs,
  'talk-to': severalTimeoutMs,
  // Somebody rings for 20 s before the answer is known.
  'ring-duty': 25_000,
}
const defaultSilenceMs = 6000
const defaultKeepLostMs = 60_000
const noSoundNews: readonly SoundNews[] = [{ kind: 'check', check: { state: 'idle' } }, { kind: 'headsets', names: [] }]
/** More than a phone has calls in its snapshot. */
const mostCourses = 300

export function createRemoteLine(options: RemoteLineOptions): RemoteLine {
  const { clock, timers, newId } = options
  const silenceMs = options.silenceMs ?? defaultSilenceMs
  const keepLostMs = options.keepLostMs ?? defaultKeepLostMs
  const requests = createRequests(newId, timers, options.commandTimeoutMs ?? defaultCommandTimeoutMs)
  const listeners = new Set<LineListener>()
  const practiceListeners = new Set<PracticeListener>()
  const deviceListeners = new Set<() => void>()
  const soundListeners = new Set<(news: SoundNews) => void>()
  const courses = createCourses()

  let port: MessagePort | null = null
  let phoneId: string | null = null
  /** The last snapshot of this phone as it came; null while no phone is known. */
  let received: LineSnapshot | null = null
  let practice: PracticeSnapshot | null = null
  let devices = noAudioDevices
  let soundNews: readonly SoundNews[] = noSoundNews
  let lost: readonly Call[] = options.lostBefore ?? []
  let shown = withoutPhone(0, clock.now(), [], 0)
  let bad = 0
  let heardAt = clock.now()
  let heartbeat = timers.after(0, () => undefined)

  function publish(next: LineSnapshot, event: Parameters<LineListener>[1] = null): void {
    shown = { ...next, sequence: shown.sequence + 1 }
    for (const listener of [...listeners]) listener(shown, event)
  }

  function publishPractice(next: PracticeSnapshot | null): void {
    practice = next
    for (const listener of [...practiceListeners]) listener(next)
  }

  function publishDevices(next: AudioDevices): void {
    devices = next
    for (const listener of [...deviceListeners]) listener()
  }

  function publishSound(news: SoundNews): void {
    if (news.kind !== 'hang-up-wished') soundNews = [...soundNews.filter(({ kind }) => kind !== news.kind), news]
    for (const listener of [...soundListeners]) listener(news)
  }

  /** Ends what the vanished phone was talking on, and keeps it in the snapshot like any other ended call. */
  function loseCalls(): void {
    const at = clock.now()
    const outcome = { kind: 'lost', cause: 'phone-restarted' } as const
    const open = (received?.calls ?? []).filter((call) => call.state !== 'ended')
    lost = [...lost, ...open.map((call) => nextCall(call, { kind: 'ended', at, outcome }))]
    if (open.length > 0) timers.after(keepLostMs, () => forget(at))
    received = null
    phoneId = null
  }

  function forget(lostAt: EpochMs): void {
    lost = lost.filter((call) => call.state !== 'ended' || call.endedAt > lostAt)
    publish(received === null ? { ...shown, calls: lost } : merge(received, lost, bad))
  }

  function take(message: ToConsole): void {
    switch (message.kind) {
      case 'snapshot':
        if (phoneId !== message.phoneId) loseCalls()
        phoneId = message.phoneId
        received = message.snapshot
        publish(merge(received, lost, bad))
        publishDevices(message.devices)
        return publishPractice(message.practice)
      case 'changed':
        if (received === null || message.snapshot.sequence < received.sequence) return
        received = message.snapshot
        return publish(merge(received, lost, bad), message.event)
      case 'practice-changed':
        return publishPractice(message.practice)
      case 'devices-changed':
        return publishDevices(message.devices)
      case 'sound-changed':
        return publishSound(message.news)
      case 'course':
        return courses.take(message.course)
      case 'answer':
      case 'sound-answer':
      case 'practice-answer':
      case 'recording-answer':
        return requests.settle(message.requestId, message.result)
      case 'diagnostics-answer':
        return requests.settle(message.requestId, ok(message.diagnostics))
      case 'alive':
        return
      default:
        return assertNever(message)
    }
  }

  function onMessage(event: MessageEvent<unknown>): void {
    const parsed = toConsoleSchema.safeParse(event.data)
    if (!parsed.success) return countBad()
    const wasSilent = clock.now() - heardAt >= silenceMs
    heardAt = clock.now()
    if (wasSilent && received !== null) publish(merge(received, lost, bad))
    take(parsed.data)
  }

  function countBad(): void {
    bad += 1
    publish({ ...shown, badMessages: (received?.badMessages ?? 0) + bad })
  }

  function detach(): void {
    heartbeat.cancel()
    requests.failAll('phone-gone')
    port?.removeEventListener('message', onMessage)
    port?.removeEventListener('messageerror', countBad)
    port?.close()
    port = null
  }

  /** Asks for a sign of life; a phone that hangs keeps its calls on the screen, but says no longer that it is reachable. */
  function beat(): void {
    port?.postMessage({ kind: 'ping', requestId: newId() })
    if (received !== null && clock.now() - heardAt >= silenceMs && shown.registration.state !== 'connecting') {
      publish({ ...shown, registration: { state: 'connecting', since: heardAt, attempt: 1 } })
    }
    heartbeat = timers.after(Math.ceil(silenceMs / 3), beat)
  }

  const openedAt = clock.now()
  if (lost.length > 0) timers.after(keepLostMs, () => forget(openedAt))

  return {
    snapshot: () => shown,
    subscribe(listener) {
      listeners.add(listener)
      listener(shown, null)
      return () => void listeners.delete(listener)
    },
    execute: (command) => requests.ask(port, (requestId) => ({ kind: 'command', requestId, command }), timeoutsMs[command.kind]),
    practice: {
      snapshot: () => practice,
      subscribe(listener) {
        practiceListeners.add(listener)
        listener(practice)
        return () => void practiceListeners.delete(listener)
      },
      async execute(command) {
        if (port !== null && practice === null) return err({ code: 'not-practice' })
        return requests.ask(port, (requestId) => ({ kind: 'practice', requestId, command }))
      },
      async recording(id, { withSound }) {
        if (port !== null && practice === null) return err({ code: 'not-practice' })
        return requests.ask<PracticeError, PracticeRecording>(port, (requestId) => ({ kind: 'recording', requestId, id, withSound }))
      },
    },
    devices: {
      current: () => devices,
      subscribe(listener) {
        deviceListeners.add(listener)
        return () => void deviceListeners.delete(listener)
      },
    },
    sound: {
      execute: (command) => requests.ask(port, (requestId) => ({ kind: 'sound', requestId, command })),
      subscribe(listener) {
        soundListeners.add(listener)
        for (const news of soundNews) listener(news)
        return () => void soundListeners.delete(listener)
      },
    },
    courses,
    diagnostics: () => requests.ask<LineError, PhoneDiagnostics>(port, (requestId) => ({ kind: 'diagnostics', requestId })),
    attach(next) {
      detach()
      port = next
      heardAt = clock.now()
      port.addEventListener('message', onMessage)
      port.addEventListener('messageerror', countBad)
      port.start()
      beat()
    },
    phoneStopped() {
      detach()
      loseCalls()
      publish(withoutPhone(shown.sequence, clock.now(), lost, bad))
      publishPractice(null)
      publishDevices(noAudioDevices)
      for (const news of noSoundNews) publishSound(news)
    },
    badMessages: () => bad,
    async dispose() {
      detach()
      listeners.clear()
      practiceListeners.clear()
      deviceListeners.clear()
      soundListeners.clear()
      courses.clear()
    },
  }
}

function createCourses() {
  const known = new Map<CallId, CallCourse>()
  const listeners = new Set<() => void>()
  return {
    of: (callId: CallId) => known.get(callId) ?? null,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    take(course: CallCourse) {
      // As the newest, so that the oldest call is the one that is forgotten.
      known.delete(course.callId)
      known.set(course.callId, course)
      const [oldest] = known.keys()
      if (known.size > mostCourses && oldest !== undefined) known.delete(oldest)
      for (const listener of [...listeners]) listener()
    },
    clear: () => listeners.clear(),
  }
}

function merge(received: LineSnapshot, lost: readonly Call[], bad: number): LineSnapshot {
  const calls = lost.length === 0 ? received.calls : [...lost, ...received.calls]
  return { ...received, calls, badMessages: received.badMessages + bad }
}

function withoutPhone(sequence: number, since: EpochMs, calls: readonly Call[], badMessages: number): LineSnapshot {
  return {
    sequence,
    capabilities: {
      dial: false,
      dtmf: false,
      hold: false,
      queueMembership: false,
      expectCaller: false,
      blindTransfer: false,
      attendedTransfer: false,
      conference: 'none',
      practice: false,
    },
    registration: { state: 'connecting', since, attempt: 1 },
    membership: { state: 'unknown' },
    microphone: 'missing',
    calls,
    consultation: null,
    parserWarnings: 0,
    secondCallsRefused: 0,
    badMessages,
  }
}
