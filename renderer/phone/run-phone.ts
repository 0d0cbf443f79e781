import { bestFirst } from '../../shared/calls/audio-devices'
import { createCountReport } from '../../shared/calls/count-report'
import type { Counts } from '../../shared/calls/count-report'
import { openCalls } from '../../shared/calls/line-state'
import type { RemoteIdentity } from '../../shared/calls/call'
import type { PortRole } from '../../shared/ipc/port-handover'
import type { PageApi } from '../../shared/ipc/page-api'
import type { PhoneConfiguration } from '../../shared/ipc/values'
import type { Clock, SteadyMs, Timers } from '../../shared/lib/clock'
import type { NewId } from '../../shared/lib/uuid-v7'
import type { DeviceList } from './audio/device-list'
import { startLevelMeter } from './audio/level-meter'
import type { MeterParts } from './audio/level-meter'
import type { Microphone } from './audio/microphone'
import { createPhoneSound } from './audio/phone-sound'
import type { PlayTestTone } from './audio/test-tone'
import { toneFor } from './audio/tone-for'
import type { TonePlayer } from './audio/tones'
import { runHeadsets } from './headset/run-headsets'
import type { HidPort } from './headset/run-headsets'
import { createCallCourses } from './call-courses'
import { createLongMemory } from './long-memory'
import { needsNewLine } from './needs-new-line'
import { openNone } from './open-line'
import type { OpenedLine } from './open-line'
import { createPortServer } from './port-server'
import type { Upheaval } from './sip/connection'

export interface PhoneParts {
  readonly lingxi: Pick<PageApi<'phone'>, 'announceListening' | 'on'>
  readonly microphone: Microphone
  readonly tones: TonePlayer
  readonly devices: DeviceList
  /** Reads a track's loudness (0..1). */
  readonly listen: MeterParts['listen']
  readonly playTone: PlayTestTone
  /** Null where this system has no WebHID. */
  readonly hid: HidPort | null
  readonly clock: Clock
  readonly steadyMs: SteadyMs
  readonly timers: Timers
  readonly newId: NewId
  /** `isRemembering`: see `createLineState`. */
  openLine(configuration: PhoneConfiguration, isRemembering: () => boolean): Promise<OpenedLine>
  maskNumber(remote: RemoteIdentity): string | null
  /** Calls `take` with every port that main hands over. */
  onPort(take: (role: PortRole, port: MessagePort) => void): void
  /** Calls `onUpheaval` whenever this computer's network or its clock has changed. */
  watchSurroundings(onUpheaval: (what: Upheaval) => void): void
  report(code: string, error: unknown): void
  reportCounts(counts: Counts): void
  /** Loads the page anew, which is how it changes its line. */
  reload(): void
}

/**
 * Runs the phone page: a line, the pages it serves, what is heard of it. Whatever becomes of the line, the pages are served:
 * one that cannot be opened stands still and says so, and the next change of the account opens another.
 */
export async function runPhone(configuration: PhoneConfiguration, parts: PhoneParts): Promise<void> {
  const { lingxi, microphone, tones } = parts
  let wanted = configuration
  let isRenewing = false
  let isHelpCalled = false
  let sounds: () => void = () => undefined
  const memory = createLongMemory(parts.clock, configuration.isLocked)
  const opening = parts.openLine(configuration, memory.isRemembering).catch((error: unknown) => {
    parts.report('line-not-opened', error)
    return openNone('not-opened', parts.timers)
  })
  const serving = opening.then((opened) => {
    const { line, practice, probeEcho, watchSamples, trace } = opened
    const { devices, timers, steadyMs, hid, playTone, maskNumber } = parts
    const sound = createPhoneSound({
      line, devices, timers, probeEcho, playTone,
      meter: (tell) => startLevelMeter({ ...parts, microphone }, tell),
      chosen: () => wanted,
      alarm(on) {
        isHelpCalled = on
        sounds()
      },
    })
    runHeadsets({ hid, line, steadyMs, onNames: sound.headsetsChanged, wishHangUp: sound.hangUpWished })
    const courses = createCallCourses(line, watchSamples, parts.clock)
    return { opened, ports: createPortServer({ phoneId: parts.newId(), line, practice, devices, courses, trace, sound, maskNumber }) }
  })

  async function applyAudio(): Promise<void> {
    tones.setOutput(wanted.ring)
    microphone.choose(wanted.audio.microphoneId)
    const { opened } = await serving
    opened.setSpeaker(bestFirst(wanted.audio.speakerId, parts.devices.current().speakers))
  }

  /** Another account means another line, and that a new page; a call that goes on is never cut for it. */
  async function renewWhenFree(): Promise<void> {
    const { opened, ports } = await serving
    if (isRenewing || !needsNewLine(configuration, wanted) || openCalls(opened.line.snapshot()).length > 0) return
    isRenewing = true
    ports.dispose()
    await opened.line.dispose()
    parts.reload()
  }

  const recheck = (what: Upheaval) => void serving.then(({ opened }) => opened.recheck(what))

  void applyAudio()
  lingxi.on.systemResumed(() => recheck('resumed'))
  parts.watchSurroundings(recheck)
  // What was pulled gives way to the next best at once, and takes its place again when it is back.
  parts.devices.watch(() => void applyAudio())
  lingxi.on.configurationChanged((next) => {
    wanted = next
    memory.seatIs(next.isLocked)
    void applyAudio()
    void renewWhenFree()
  })
  parts.onPort((role, port) => void serving.then(({ ports }) => ports.serve(role, port)))
  await lingxi.announceListening()
  const { opened, ports } = await serving
  sounds = () => tones.play(toneFor(opened.line.snapshot(), isHelpCalled))
  const counts = createCountReport(parts.timers, parts.reportCounts)
  opened.line.subscribe((snapshot) => {
    const { parserWarnings, secondCallsRefused } = snapshot
    counts.look({ parserWarnings, secondCallsRefused, badMessages: ports.badMessages() })
    sounds()
    void renewWhenFree()
  })
}
