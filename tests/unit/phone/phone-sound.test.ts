import { beforeEach, describe, expect, it } from 'vitest'
import { startLevelMeter } from '../../../renderer/phone/audio/level-meter'
import { loudestOf, loudnessOf } from '../../../renderer/phone/audio/loudness'
import { createMicrophone } from '../../../renderer/phone/audio/microphone'
import type { ProbeEcho } from '../../../renderer/phone/audio/echo-probe'
import { createPhoneSound } from '../../../renderer/phone/audio/phone-sound'
import type { PhoneSound } from '../../../renderer/phone/audio/phone-sound'
import type { TestTone } from '../../../renderer/phone/audio/test-tone'
import type { ShiftCheck } from '../../../shared/calls/shift-check'
import { alarmLeaseMs, type SoundLevels } from '../../../shared/calls/sound-control'
import { epochMs } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import { createManualTime } from '../../support/manual-time'
import type { ManualTime } from '../../support/manual-time'
import { createFakeDevices, headset, nothingThere } from './fake-devices'
import type { FakeDevices } from './fake-devices'
import { createFakeDeviceList, createFakeLine } from './phone.fixture'
import type { FakeLine } from './phone.fixture'

let time: ManualTime
let devices: FakeDevices
let list: ReturnType<typeof createFakeDeviceList>
let line: FakeLine
let sound: PhoneSound
let levels: SoundLevels[]
let checks: ShiftCheck[]
let tones: TestTone[]
let alarms: boolean[]
let voice: number
let sounds: boolean
let probeEcho: ProbeEcho
const ears: { isOpen: boolean }[] = []

beforeEach(() => {
  time = createManualTime()
  devices = createFakeDevices()
  devices.plug(headset)
  list = createFakeDeviceList()
  list.change({ microphones: [{ id: 'headset', label: 'Headset' }], speakers: [{ id: 's1', label: 'Headset' }] })
  line = createFakeLine()
  levels = []
  checks = []
  tones = []
  voice = 0.6
  sounds = true
  ears.splice(0)
  probeEcho = async () => ok(43)
  const microphone = createMicrophone(devices, time)
  const listen = () => {
    const ear = { isOpen: true }
    ears.push(ear)
    return { level: () => voice, close: () => void (ear.isOpen = false) }
  }
  alarms = []
  sound = createPhoneSound({
    line, devices: list, timers: time,
    probeEcho: (isWanted) => probeEcho(isWanted),
    meter: (tell) => startLevelMeter({ microphone, timers: time, listen }, tell),
    playTone: async (tone) => {
      tones.push(tone)
      return sounds
    },
    alarm: (on) => void alarms.push(on),
    chosen: () => ({ ring: { volume: 0.4, deviceId: 's1' }, audio: { microphoneId: null, speakerId: 'at-home' } }),
  })
  sound.subscribe((news) => {
    if (news.kind === 'levels') levels.push(news.levels)
    if (news.kind === 'check') checks.push(news.check)
  })
})

describe('the alarm of a call for help', () => {
  it('rings as long as it is asked for, and not behind a page that died', async () => {
    await sound.execute({ kind: 'alarm', on: true })
    await time.advance(alarmLeaseMs - 1)
    await sound.execute({ kind: 'alarm', on: true })
    await time.advance(alarmLeaseMs - 1)
    expect(alarms).toEqual([true, true])
    await time.advance(1)
    expect(alarms.at(-1)).toBe(false)
  })

  it('stops when it is said so, and with the page that asked for it', async () => {
    await sound.execute({ kind: 'alarm', on: true })
    await sound.execute({ kind: 'alarm', on: false })
    expect(alarms).toEqual([true, false])
    await sound.execute({ kind: 'alarm', on: true })
    sound.rest()
    expect(alarms.at(-1)).toBe(false)
  })
})

describe('the level of the microphone', () => {
  const open = () => devices.tracks.filter((track) => !track.isStopped).length

  it('is told at most ten times a second, and only while it is asked for', async () => {
    await time.advance(5000)
    expect([levels, open()]).toEqual([[], 0])
    await sound.execute({ kind: 'watch-levels', on: true })
    await time.advance(3000)
    expect(levels.at(-1)?.microphone).toBe(0.6)
    expect(levels.length).toBeGreaterThan(20)
    expect(levels.length).toBeLessThanOrEqual(31)
    await sound.execute({ kind: 'watch-levels', on: false })
    const told = levels.length
    await time.advance(5000)
    expect([levels.length - told, levels.at(-1)?.microphone, open(), ears.filter(({ isOpen }) => isOpen)]).toEqual([1, null, 0, []])
  })

  it('ends by itself behind a page that died', async () => {
    await sound.execute({ kind: 'watch-levels', on: true })
    await time.advance(11_000)
    expect(open()).toBe(0)
  })

  it('follows to another microphone, and is none where there is none', async () => {
    await sound.execute({ kind: 'watch-levels', on: true })
    await time.advance(200)
    devices.opens = nothingThere
    devices.tracks[0]?.pull()
    await time.advance(200)
    expect([levels.at(-1)?.microphone, open()]).toEqual([null, 0])
  })

  it('is drawn over 60 decibels', () => {
    expect(loudnessOf(new Float32Array(8))).toBe(0)
    expect(loudnessOf(new Float32Array(8).fill(1))).toBe(1)
    expect(loudnessOf(new Float32Array(8).fill(0.0316))).toBeCloseTo(0.5, 2)
  })

  it('hears a short word between two readings as loud as it was, wherever in that time it fell', () => {
    for (const at of [0, 2048, 6144]) {
      const samples = new Float32Array(8192)
      samples.fill(0.0316, at, at + 2048)
      expect(loudestOf(samples)).toBeCloseTo(0.5, 2)
    }
    expect(loudestOf(new Float32Array(8192))).toBe(0)
  })
})

describe('a test tone', () => {
  it('sounds on the chosen output, or on what stands in for it', async () => {
    await sound.execute({ kind: 'test-output', output: 'ring' })
    await sound.execute({ kind: 'test-output', output: 'speaker' })
    expect(tones.map(({ output, deviceIds }) => [output, ...deviceIds])).toEqual([['ring', 's1', ''], ['speaker', '', 's1']])
    expect(tones[0]?.volume).toBe(0.4)
  })

  it('that does not sound is told, and so is a computer without an output', async () => {
    sounds = false
    expect(await sound.execute({ kind: 'test-output', output: 'ring' })).toEqual(err({ code: 'no-sound' }))
    list.change({ microphones: [], speakers: [] })
    expect(await sound.execute({ kind: 'test-output', output: 'ring' })).toEqual(err({ code: 'no-device' }))
  })
})

describe('the check at the beginning of a shift', () => {
  const start = () => sound.execute({ kind: 'start-check' })
  const step = (name: 'microphone' | 'speaker' | 'line' | 'round-trip') => {
    const check = checks.at(-1)
    return check === undefined || check.state === 'idle' ? null : check.steps[name]
  }

  it('passes with a voice, a heard tone, a line and an echo', async () => {
    await start()
    await time.advance(600)
    expect([step('microphone'), step('speaker')]).toEqual([{ state: 'passed' }, { state: 'running' }])
    await sound.execute({ kind: 'answer-check', heard: true })
    await time.advance(100)
    expect(checks.at(-1)).toMatchObject({ state: 'done', roundTripMs: 43, steps: { line: { state: 'passed' }, 'round-trip': { state: 'passed' } } })
    expect(devices.tracks.filter((track) => !track.isStopped)).toEqual([])
    await time.advance(1_000)
    expect(levels.at(-1)?.microphone).toBeNull()
  })

  it('ends within half a minute though nobody says a word, and names everything that failed', async () => {
    voice = 0.1
    line.state.set({ registration: { state: 'unreachable', since: epochMs(1), attempt: 3, nextTryAt: epochMs(9) } })
    await start()
    await time.advance(30_000)
    expect(checks.at(-1)).toMatchObject({
      state: 'done',
      steps: {
        microphone: { failure: 'silent' },
        speaker: { failure: 'unanswered' },
        line: { failure: 'not-registered' },
        'round-trip': { failure: 'not-tried' },
      },
    })
  })

  it('tells a missing microphone, a deaf ear and an echo that does not come back', async () => {
    devices.opens = nothingThere
    probeEcho = async () => err('nothing-back')
    await start()
    await time.advance(600)
    expect(step('microphone')).toEqual({ state: 'failed', failure: 'no-device' })
    await sound.execute({ kind: 'answer-check', heard: false })
    await time.advance(100)
    expect([step('speaker'), step('round-trip')]).toEqual([{ state: 'failed', failure: 'not-heard' }, { state: 'failed', failure: 'nothing-back' }])
  })

  it('gives way to a call, and does not begin during one', async () => {
    let isWanted: () => boolean = () => true
    probeEcho = (wanted) => {
      isWanted = wanted
      return new Promise(() => undefined)
    }
    await start()
    await time.advance(600)
    await sound.execute({ kind: 'answer-check', heard: true })
    await time.advance(100)
    expect(isWanted()).toBe(true)
    line.has('call-1', 'ringing')
    await time.advance(0)
    expect([checks.at(-1), isWanted()]).toEqual([{ state: 'idle' }, false])
    expect(await start()).toEqual(err({ code: 'call-in-progress' }))
  })

  it('can be skipped, and leaves no microphone open', async () => {
    voice = 0
    await start()
    await time.advance(500)
    await sound.execute({ kind: 'stop-check' })
    await time.advance(0)
    expect([checks.at(-1), devices.tracks.filter((track) => !track.isStopped)]).toEqual([{ state: 'idle' }, []])
    const told = checks.length
    await time.advance(30_000)
    expect(checks).toHaveLength(told)
  })
})
