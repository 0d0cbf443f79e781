import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { createMicrophone } from '../../../renderer/phone/audio/microphone'
import type { Microphone } from '../../../renderer/phone/audio/microphone'
import { createOwnVoice } from '../../../renderer/phone/audio/own-voice'
import type { OwnVoice } from '../../../renderer/phone/audio/own-voice'
import { createManualTime } from '../../support/manual-time'
import type { ManualTime } from '../../support/manual-time'
import { createFakeDevices, createFakeTrack, headset, nothingThere } from './fake-devices'
import type { FakeDevices, FakeTrack } from './fake-devices'

let time: ManualTime
let devices: FakeDevices
let microphone: Microphone
let voice: OwnVoice
let sent: FakeTrack[]
let news: string[]

beforeEach(() => {
  time = createManualTime()
  devices = createFakeDevices()
  microphone = createMicrophone(devices, time)
  sent = []
  news = []
  voice = createOwnVoice({
    microphone,
    timers: time,
    silence: () => createFakeTrack('silence'),
    swap: async (next) => void sent.push(next as FakeTrack),
    tell: (what) => news.push(what),
  })
})

const heard = () => sent.at(-1)?.from

describe('a call that is answered without a microphone', () => {
  it('sends silence, and the agent as soon as one is plugged in', async () => {
    devices.opens = nothingThere
    expect(await voice.open()).toBe('missing')
    expect(heard()).toBe('silence')
    devices.opens = () => Promise.resolve(createFakeTrack('microphone'))
    devices.plug(headset)
    await time.advance(0)
    expect([heard(), news]).toEqual(['microphone', ['microphone-back']])
    expect(sent[0]?.isStopped).toBe(true)
  })

  it('finds one that another program held, though nobody tells when it is free', async () => {
    devices.plug(headset)
    devices.opens = () => Promise.reject(new DOMException('', 'NotReadableError'))
    await voice.open()
    await time.advance(12_000)
    expect(heard()).toBe('silence')
    devices.opens = () => Promise.resolve(createFakeTrack('microphone'))
    await time.advance(5000)
    expect([heard(), news]).toEqual(['microphone', ['microphone-back']])
  })

  it('finds one whose driver took too long, though that takes as long again', async () => {
    devices.plug(headset)
    devices.opens = () => new Promise((resolve) => void time.after(4000, () => resolve(createFakeTrack('microphone'))))
    const opened = voice.open()
    await time.advance(3001)
    expect([await opened, heard()]).toEqual(['missing', 'silence'])
    await time.advance(5000)
    expect([heard(), news]).toEqual(['microphone', ['microphone-back']])
    expect(devices.tracks.filter((track) => !track.isStopped)).toEqual([sent.at(-1)])
  })

  it('looks for none after its end', async () => {
    devices.opens = nothingThere
    await voice.open()
    voice.close()
    devices.opens = () => Promise.resolve(createFakeTrack('microphone'))
    devices.plug(headset)
    await time.advance(20_000)
    expect([devices.asked(), news]).toEqual([1, []])
    expect(sent.every((track) => track.isStopped)).toBe(true)
  })
})

describe('a headset that is pulled out', () => {
  beforeEach(async () => {
    devices.plug(headset)
    await voice.open()
  })

  it('gives way to another microphone at once', async () => {
    devices.tracks[0]?.pull()
    await time.advance(0)
    expect([heard(), news]).toEqual(['microphone', ['microphone-lost', 'microphone-back']])
  })

  it('is taken back when it is put in again, also when the first try fails', async () => {
    devices.opens = nothingThere
    devices.plug()
    devices.tracks[0]?.pull()
    await time.advance(0)
    expect([heard(), news]).toEqual(['silence', ['microphone-lost']])
    devices.plug(headset)
    await time.advance(0)
    expect(heard()).toBe('silence')
    devices.opens = () => Promise.resolve(createFakeTrack('microphone'))
    devices.plug()
    await time.advance(0)
    devices.plug(headset)
    await time.advance(0)
    expect([heard(), news]).toEqual(['microphone', ['microphone-lost', 'microphone-back']])
  })

  it('may be pulled and put back again and again', async () => {
    for (const turn of [1, 2, 3]) {
      devices.tracks.at(-1)?.pull()
      await time.advance(0)
      expect(news).toHaveLength(turn * 2)
    }
    expect(devices.tracks.filter((track) => !track.isStopped)).toHaveLength(1)
  })

  it('comes back muted while the agent is', async () => {
    voice.setSending(false)
    devices.tracks[0]?.pull()
    await time.advance(0)
    expect(sent.at(-1)).toMatchObject({ from: 'microphone', enabled: false })
  })
})

describe('the chosen headset', () => {
  const webcam = { kind: 'audioinput', deviceId: 'webcam', label: 'Webcam' } as const
  const system = { kind: 'audioinput', deviceId: 'default', label: 'Default - Webcam' } as const

  beforeEach(async () => {
    devices.opens = (id) => Promise.resolve(createFakeTrack(id ?? 'system'))
    microphone.choose('headset')
    devices.plug(system, headset, webcam)
    await time.advance(0)
    await voice.open()
  })

  it('is what the call speaks into', () => expect(heard()).toBe('headset'))

  it('gives way to the system\'s own when it is pulled, and takes over again when it is back', async () => {
    devices.plug(system, webcam)
    devices.tracks[0]?.pull()
    await time.advance(0)
    expect(heard()).toBe('system')
    devices.plug(system, headset, webcam)
    await time.advance(0)
    expect([heard(), devices.tracks.filter((track) => !track.isStopped)]).toEqual(['headset', [sent.at(-1)]])
  })

  it('gives way to any that opens when the system\'s own does not', async () => {
    devices.opens = (id) => (id === 'webcam' ? Promise.resolve(createFakeTrack('webcam')) : nothingThere())
    devices.plug(system, webcam)
    devices.tracks[0]?.pull()
    await time.advance(0)
    expect(heard()).toBe('webcam')
  })

  it('stays muted over both', async () => {
    voice.setSending(false)
    devices.plug(system, webcam)
    devices.tracks[0]?.pull()
    await time.advance(0)
    devices.plug(system, headset, webcam)
    await time.advance(0)
    expect(sent.map(({ from, enabled }) => [from, enabled])).toEqual([['headset', false], ['silence', false], ['system', false], ['headset', false]])
    voice.setSending(true)
    expect(sent.at(-1)?.enabled).toBe(true)
  })

  it('is left for another one that is chosen in the call', async () => {
    microphone.choose('webcam')
    await time.advance(0)
    expect([heard(), devices.tracks.filter((track) => !track.isStopped)]).toEqual(['webcam', [sent.at(-1)]])
  })

  it('never lets a word out while muted, whatever is pulled, put back or chosen', async () => {
    const happens = fc.constantFrom('mute', 'unmute', 'pull', 'put back', 'choose webcam', 'choose headset', 'choose system', 'fails', 'works', 'time')
    await fc.assert(
      fc.asyncProperty(fc.array(happens, { maxLength: 25 }), async (events) => {
        let isMuted = false
        voice.setSending(true)
        for (const event of events) {
          if (event === 'mute' || event === 'unmute') voice.setSending(event === 'unmute')
          if (event === 'mute' || event === 'unmute') isMuted = event === 'mute'
          if (event === 'pull') {
            devices.plug(system, webcam)
            sent.at(-1)?.pull()
          }
          if (event === 'put back') devices.plug(system, headset, webcam)
          if (event.startsWith('choose')) microphone.choose(event === 'choose system' ? null : event.slice(7))
          if (event === 'fails') devices.opens = nothingThere
          if (event === 'works') devices.opens = (id) => Promise.resolve(createFakeTrack(id ?? 'system'))
          await time.advance(event === 'time' ? 6000 : 0)
          expect(sent.at(-1)?.enabled).toBe(!isMuted)
          expect(devices.tracks.filter((track) => !track.isStopped && track.enabled && track !== sent.at(-1))).toEqual([])
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('what is known of the microphone', () => {
  it('is told when the first is plugged in and the last pulled out', async () => {
    const told: string[] = []
    microphone.watch((state) => told.push(state))
    devices.plug(headset)
    await time.advance(0)
    devices.plug()
    await time.advance(0)
    expect(told).toEqual(['ready', 'missing'])
  })
})
