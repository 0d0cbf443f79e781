import { beforeEach, describe, expect, it } from 'vitest'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { keepShiftChecks, type ShiftCheckStore } from '../../../../renderer/console/app/shift-check-store'
import { nextShiftCheck, type ShiftCheck, type ShiftCheckEvent } from '../../../../shared/calls/shift-check'
import { err, ok } from '../../../../shared/lib/result'
import { defaultSettings, type Settings } from '../../../../shared/settings/settings'
import { createFakeLingxi } from '../../../support/fake-lingxi'
import { createManualTime } from '../../../support/manual-time'
import { createFakeSound, eventually } from '../../phone/phone.fixture'

let sound: ReturnType<typeof createFakeSound>
let settings: StoreApi<Settings>
let checks: ShiftCheckStore
let canWrite: boolean
let notKept: number
const time = createManualTime()

beforeEach(() => {
  sound = createFakeSound()
  settings = createStore(() => defaultSettings)
  canWrite = true
  notKept = 0
  const { lingxi } = createFakeLingxi('console', { changeSettings: ({ shiftChecks = defaultSettings.shiftChecks }) => (canWrite ? ok({ ...settings.getState(), shiftChecks }) : err({ code: 'not-saved' })) })
  checks = keepShiftChecks({ sound, settings, lingxi, mode: 'practice', clock: time, onNotKept: () => (notKept += 1) })
})

function run(...events: readonly ShiftCheckEvent[]): void {
  let check: ShiftCheck = { state: 'idle' }
  for (const event of events) {
    check = nextShiftCheck(check, event)
    sound.tell({ kind: 'check', check })
  }
}

const passed = (step: 'microphone' | 'speaker' | 'line' | 'round-trip') => ({ kind: 'step-passed', step, roundTripMs: step === 'round-trip' ? 43 : null }) as const
const started = { kind: 'started' } as const
const finished = { kind: 'finished' } as const

describe('what is kept of a check', () => {
  it('is when it was over and what did not pass, under the line that was checked', async () => {
    run(started, passed('microphone'), { kind: 'step-failed', step: 'speaker', failure: 'not-heard' }, passed('line'), passed('round-trip'), finished)
    await eventually(() => settings.getState().shiftChecks.practice)
    expect(settings.getState().shiftChecks).toEqual({ practice: { at: time.now(), failed: ['speaker'], roundTripMs: 43 }, real: null })
  })

  it('is nothing when it was skipped', () => {
    run(started, passed('microphone'), { kind: 'stopped' }, finished)
    expect([checks.store.getState().check, settings.getState().shiftChecks.practice]).toEqual([{ state: 'idle' }, null])
  })

  it('is told when it could not be kept', async () => {
    canWrite = false
    run(started, finished)
    await eventually(() => notKept === 1)
  })
})

it('asks the phone to begin, to take the answer, and to end, and says why it could not begin', async () => {
  await checks.start()
  checks.answer(true)
  checks.stop()
  expect(sound.asked).toEqual([{ kind: 'start-check' }, { kind: 'answer-check', heard: true }, { kind: 'stop-check' }])
  sound.execute = () => Promise.resolve(err({ code: 'call-in-progress' }))
  await checks.start()
  expect(checks.store.getState().problem).toBe('call-in-progress')
})
