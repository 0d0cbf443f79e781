import type { AudioDevice } from '../../../shared/calls/audio-devices'
import { openCalls } from '../../../shared/calls/line-state'
import type { PhoneLine } from '../../../shared/calls/phone-line'
import { nextShiftCheck } from '../../../shared/calls/shift-check'
import type { ShiftCheck, ShiftCheckEvent, ShiftCheckFailure, ShiftCheckStep } from '../../../shared/calls/shift-check'
import type { Timers } from '../../../shared/lib/clock'
import type { MeterReading } from './level-meter'
import type { ProbeEcho } from './echo-probe'

export interface ShiftCheckParts {
  readonly timers: Timers
  readonly line: Pick<PhoneLine, 'snapshot' | 'subscribe'>
  /** Null where the line has no echo to call. */
  readonly probeEcho: ProbeEcho | null
  speakers(): readonly AudioDevice[]
  /** Measures the microphone until it is stopped. */
  meter(tell: (reading: MeterReading) => void): () => void
  /** Plays the tone; false = it did not sound. */
  playTone(): Promise<boolean>
}

export interface RunningCheck {
  answer(heard: boolean): void
  stop(): void
}

/** Together about 30 seconds at most. */
const limitsMs = { microphone: 8000, speaker: 10_000, line: 5000 } as const
/** Between a breath and a word spoken into a headset; 0.25 of 60 dB is -45 dBFS. */
const voiceLevel = 0.25
/** A knock is no voice: it has to last. */
const voiceReadings = 3

type StepResult = { readonly passed: true; readonly roundTripMs: number | null } | { readonly passed: false; readonly failure: ShiftCheckFailure }

const passed: StepResult = { passed: true, roundTripMs: null }
const failed = (failure: ShiftCheckFailure): StepResult => ({ passed: false, failure })

/**
 * Tries microphone, speaker, line and the round trip one after the other; one that fails does not end the check. A call that
 * comes does: the caller goes first.
 */
export function runShiftCheck(parts: ShiftCheckParts, publish: (check: ShiftCheck) => void): RunningCheck {
  let check: ShiftCheck = { state: 'idle' }
  let isOver = false
  let onAnswer: (heard: boolean) => void = () => undefined
  let abort: () => void = () => undefined
  const aborted = new Promise<void>((resolve) => (abort = resolve))

  function tell(event: ShiftCheckEvent): void {
    const next = nextShiftCheck(check, event)
    if (next === check) return
    check = next
    publish(check)
  }

  function stop(): void {
    if (isOver) return
    isOver = true
    stopWatching()
    tell({ kind: 'stopped' })
    abort()
  }

  /** Settles with what `start` says, with `late` after the limit, or never minded when the check is stopped. */
  function within(limitMs: number, late: StepResult, start: (settle: (result: StepResult) => void) => () => void): Promise<StepResult> {
    return new Promise((resolve) => {
      let end: () => void = () => undefined
      const settle = (result: StepResult) => {
        timer.cancel()
        end()
        resolve(result)
      }
      const timer = parts.timers.after(limitMs, () => settle(late))
      end = start(settle)
      void aborted.then(() => settle(late))
    })
  }

  const steps: Readonly<Record<ShiftCheckStep, () => Promise<StepResult>>> = {
    microphone: () =>
      within(limitsMs.microphone, failed('silent'), (settle) => {
        let heard = 0
        return parts.meter((reading) => {
          if (typeof reading !== 'number') return settle(failed(reading === 'denied' ? 'denied' : 'no-device'))
          heard = reading >= voiceLevel ? heard + 1 : heard
          if (heard >= voiceReadings) settle(passed)
        })
      }),
    speaker: () =>
      within(limitsMs.speaker, failed('unanswered'), (settle) => {
        if (parts.speakers().length === 0) queueMicrotask(() => settle(failed('no-device')))
        else {
          onAnswer = (heard) => settle(heard ? passed : failed('not-heard'))
          void parts.playTone().then((sounded) => !sounded && settle(failed('no-sound')))
        }
        return () => {
          onAnswer = () => undefined
        }
      }),
    line: () =>
      within(limitsMs.line, failed('not-registered'), (settle) =>
        parts.line.subscribe(({ registration }) => registration.state === 'registered' && queueMicrotask(() => settle(passed))),
      ),
    async 'round-trip'() {
      const { steps: so } = check as Extract<ShiftCheck, { state: 'running' }>
      if (so.line.state !== 'passed' || parts.probeEcho === null) return failed('not-tried')
      const result = await parts.probeEcho(() => !isOver)
      return result.ok ? { passed: true, roundTripMs: result.value } : failed(result.error)
    },
  }

  async function run(): Promise<void> {
    tell({ kind: 'started' })
    for (const step of ['microphone', 'speaker', 'line', 'round-trip'] as const) {
      if (isOver) return
      tell({ kind: 'step-began', step })
      const result = await steps[step]()
      if (isOver) return
      tell(result.passed ? { kind: 'step-passed', step, roundTripMs: result.roundTripMs } : { kind: 'step-failed', step, failure: result.failure })
    }
    isOver = true
    stopWatching()
    tell({ kind: 'finished' })
  }

  const stopWatching = parts.line.subscribe((snapshot) => openCalls(snapshot).length > 0 && queueMicrotask(stop))
  void run()
  return { answer: (heard) => onAnswer(heard), stop }
}
