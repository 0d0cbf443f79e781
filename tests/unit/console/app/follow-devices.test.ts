import { beforeEach, describe, expect, it } from 'vitest'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { followDevices } from '../../../../renderer/console/app/follow-devices'
import { createViewStore, type ViewStore } from '../../../../renderer/console/app/view-store'
import { noAudioDevices, type AudioDevices } from '../../../../shared/calls/audio-devices'
import { defaultSettings, type Settings } from '../../../../shared/settings/settings'
import seat from '../../../../shared/i18n/locales/zh-CN/seat.json'

const headset = { id: 'headset', label: 'USB 耳麦' }
const inside = { id: 'inside', label: 'Built-in' }

let view: ViewStore
let settings: StoreApi<Settings>
let plug: (microphones: AudioDevices['microphones'], speakers?: AudioDevices['speakers']) => void
let vanish: () => void

beforeEach(() => {
  view = createViewStore('seat')
  settings = createStore(() => ({ ...defaultSettings, audio: { microphoneId: 'headset', speakerId: 'headset' } }))
  let current = noAudioDevices
  let tell: () => void = () => undefined
  followDevices({ devices: { current: () => current, subscribe: (listener) => ((tell = listener), () => undefined) }, settings, view })
  plug = (microphones, speakers = microphones) => {
    current = { microphones, speakers }
    tell()
  }
  vanish = () => {
    current = noAudioDevices
    tell()
  }
})

const told = () => view.getState().toast
const forget = () => view.setState({ toast: null })

describe('a headset that is pulled', () => {
  beforeEach(() => plug([headset, inside]))

  it('is told once, with what takes its place, and told again when it is back', () => {
    expect(told()).toBeNull()
    plug([inside])
    expect(told()).toMatchObject({ key: 'seat.device.headset.stand-in', look: 'plain' })
    forget()
    plug([headset, inside])
    expect(told()).toMatchObject({ key: 'seat.device.headset.chosen', values: { label: 'USB 耳麦' } })
  })

  it('with nothing beside it is a warning that stays', () => {
    plug([])
    expect(told()).toMatchObject({ key: 'seat.device.headset.none', look: 'warn' })
  })

  it('of which only the microphone was chosen is one sentence too when nothing is left', () => {
    settings.setState({ audio: { microphoneId: 'headset', speakerId: null } })
    plug([])
    expect(told()).toMatchObject({ key: 'seat.device.headset.none' })
  })

  it('as a microphone alone is told as one', () => {
    plug([inside], [headset])
    expect(told()).toMatchObject({ key: 'seat.device.microphone.stand-in' })
  })
})

describe('what is not told', () => {
  it('the first list of a phone, and a phone that is gone', () => {
    plug([inside])
    vanish()
    plug([headset, inside])
    expect(told()).toBeNull()
  })

  it('a device that nobody chose, and a choice in the settings', () => {
    plug([headset])
    plug([headset, inside])
    settings.setState({ audio: { microphoneId: null, speakerId: null } })
    plug([headset, inside])
    expect(told()).toBeNull()
  })
})

it('has words for every part and every case', () => {
  const cases = ['chosen', 'stand-in', 'system', 'none']
  expect(Object.values(seat.device).map((words) => Object.keys(words))).toEqual([cases, cases, cases])
})
