import { bestFirst } from '../../../shared/calls/audio-devices'
import type { CallId } from '../../../shared/calls/call'
import { openCalls } from '../../../shared/calls/line-state'
import type { PhoneLine } from '../../../shared/calls/phone-line'
import { alarmLeaseMs, levelEveryMs, levelLeaseMs, noLevels } from '../../../shared/calls/sound-control'
import type { SoundCommand, SoundControl, SoundError, SoundLevels, SoundNews, SoundOutput } from '../../../shared/calls/sound-control'
import type { ShiftCheck } from '../../../shared/calls/shift-check'
import type { PhoneConfiguration } from '../../../shared/ipc/values'
import { assertNever } from '../../../shared/lib/assert-never'
import type { Timers } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import type { DeviceList } from './device-list'
import type { ProbeEcho } from './echo-probe'
import type { MeterReading } from './level-meter'
import { runShiftCheck } from './shift-check-run'
import type { RunningCheck } from './shift-check-run'
import type { PlayTestTone } from './test-tone'

export interface PhoneSoundParts {
  readonly line: Pick<PhoneLine, 'snapshot' | 'subscribe'>
  readonly devices: DeviceList
  readonly timers: Timers
  readonly probeEcho: ProbeEcho | null
  /** Measures the microphone until it is stopped. */
  meter(tell: (reading: MeterReading) => void): () => void
  readonly playTone: PlayTestTone
  /** Rings, or stops ringing, because somebody calls for help. */
  alarm(on: boolean): void
  /** What is chosen now. */
  chosen(): Pick<PhoneConfiguration, 'ring' | 'audio'>
}

export interface PhoneSound extends SoundControl {
  headsetsChanged(names: readonly string[]): void
  /** False: nobody is there to be told. */
  hangUpWished(callId: CallId): boolean
  /** The page that asked for levels or a check is gone: neither goes on. */
  rest(): void
}

/** Loudness of the talk is the system's; a test tone has its own. */
const speakerTestVolume = 0.7

/** Levels, test tones and the check at the beginning of a shift. */
export function createPhoneSound(parts: PhoneSoundParts): PhoneSound {
  const { line, devices, timers } = parts
  const listeners = new Set<(news: SoundNews) => void>()
  let levels: SoundLevels = noLevels
  let check: ShiftCheck = { state: 'idle' }
  let headsets: readonly string[] = []
  let running: RunningCheck | null = null
  let stopMeter: (() => void) | null = null
  let lease = timers.after(0, () => undefined)
  let alarmLease = timers.after(0, () => undefined)
  const playing = new Set<SoundOutput>()
  let isResting = false

  function tell(news: SoundNews): void {
    for (const listener of [...listeners]) listener(news)
  }

  /** However many things are measured, they are told together and seldom enough. */
  function tellLevels(part: Partial<SoundLevels>): void {
    levels = { ...levels, ...part }
    if (isResting) return
    isResting = true
    const told = levels
    tell({ kind: 'levels', levels })
    timers.after(levelEveryMs, () => {
      isResting = false
      if (told !== levels) tellLevels({})
    })
  }

  function tellCheck(next: ShiftCheck): void {
    check = next
    tell({ kind: 'check', check })
  }

  function watchLevels(isOn: boolean): void {
    lease.cancel()
    if (isOn) {
      stopMeter ??= parts.meter((reading) => tellLevels({ microphone: typeof reading === 'number' ? reading : null }))
      lease = timers.after(levelLeaseMs, () => watchLevels(false))
      return
    }
    stopMeter?.()
    stopMeter = null
    tellLevels({ microphone: null })
  }

  function ringAlarm(isOn: boolean): void {
    alarmLease.cancel()
    if (isOn) alarmLease = timers.after(alarmLeaseMs, () => ringAlarm(false))
    parts.alarm(isOn)
  }

  /** The same output is not tested twice at a time. */
  async function testOutput(output: SoundOutput): Promise<Result<void, SoundError>> {
    const { speakers } = devices.current()
    if (speakers.length === 0) return err({ code: 'no-device' })
    if (playing.has(output)) return ok(undefined)
    playing.add(output)
    const { ring, audio } = parts.chosen()
    const tone = {
      output,
      deviceIds: bestFirst(output === 'ring' ? ring.deviceId : audio.speakerId, speakers),
      volume: output === 'ring' ? ring.volume : speakerTestVolume,
    }
    const sounded = await parts.playTone(tone, (loudness) => tellLevels({ [output]: loudness })).catch(() => false)
    playing.delete(output)
    tellLevels({ [output]: null })
    return sounded ? ok(undefined) : err({ code: 'no-sound' })
  }

  function startCheck(): Result<void, SoundError> {
    if (check.state === 'running') return ok(undefined)
    if (openCalls(line.snapshot()).length > 0) return err({ code: 'call-in-progress' })
    watchLevels(false)
    running = runShiftCheck(
      {
        timers,
        line,
        probeEcho: parts.probeEcho,
        speakers: () => devices.current().speakers,
        meter(tellReading) {
          const stop = parts.meter((reading) => {
            tellLevels({ microphone: typeof reading === 'number' ? reading : null })
            tellReading(reading)
          })
          return () => {
            stop()
            tellLevels({ microphone: null })
          }
        },
        playTone: async () => (await testOutput('speaker')).ok,
      },
      tellCheck,
    )
    return ok(undefined)
  }

  async function execute(command: SoundCommand): Promise<Result<void, SoundError>> {
    switch (command.kind) {
      case 'watch-levels':
        watchLevels(command.on)
        return ok(undefined)
      case 'test-output':
        return testOutput(command.output)
      case 'start-check':
        return startCheck()
      case 'stop-check':
        running?.stop()
        return ok(undefined)
      case 'answer-check':
        if (check.state !== 'running') return err({ code: 'not-in-this-state' })
        running?.answer(command.heard)
        return ok(undefined)
      case 'alarm':
        ringAlarm(command.on)
        return ok(undefined)
      default:
        return assertNever(command)
    }
  }

  return {
    execute,
    subscribe(listener) {
      listeners.add(listener)
      listener({ kind: 'check', check })
      listener({ kind: 'headsets', names: headsets })
      return () => void listeners.delete(listener)
    },
    headsetsChanged(names) {
      headsets = names
      tell({ kind: 'headsets', names })
    },
    hangUpWished(callId) {
      tell({ kind: 'hang-up-wished', callId })
      return listeners.size > 0
    },
    rest() {
      running?.stop()
      watchLevels(false)
      ringAlarm(false)
    },
  }
}
