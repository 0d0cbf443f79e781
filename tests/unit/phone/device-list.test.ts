import { describe, expect, it } from 'vitest'
import { createDeviceList } from '../../../renderer/phone/audio/device-list'
import { audioDevicesSchema, type AudioDevices } from '../../../shared/calls/audio-devices'
import { createFakeDevices, headset } from './fake-devices'
import { eventually } from './phone.fixture'

const speaker = { kind: 'audiooutput', deviceId: 'box', label: 'Loudspeaker' } as const

describe('the list of sound devices', () => {
  it('holds what one can choose, without the system\'s own choice, cameras and devices without a name to keep', async () => {
    const devices = createFakeDevices()
    const list = createDeviceList(devices)
    devices.plug(
      { kind: 'audioinput', deviceId: 'default', label: 'Default - Headset' },
      { kind: 'audiooutput', deviceId: 'communications', label: 'Communications - Headset' },
      { kind: 'videoinput', deviceId: 'camera', label: 'Camera' },
      { kind: 'audioinput', deviceId: '', label: '' },
      headset,
      speaker,
    )
    await eventually(() => list.current().speakers.length > 0)
    expect(list.current()).toEqual({ microphones: [{ id: 'headset', label: 'Headset' }], speakers: [{ id: 'box', label: 'Loudspeaker' }] })
  })

  it('tells a change once, and nothing when nothing has changed', async () => {
    const devices = createFakeDevices()
    const list = createDeviceList(devices)
    const told: AudioDevices[] = []
    list.watch((next) => told.push(next))
    devices.plug(headset)
    await eventually(() => told.length === 1)
    devices.plug(headset)
    devices.plug(headset, speaker)
    await eventually(() => told.at(-1)?.speakers.length === 1)
    expect(told).toHaveLength(2)
  })

  it('goes over the port whatever a driver calls itself', async () => {
    const devices = createFakeDevices()
    const list = createDeviceList(devices)
    const many = Array.from({ length: 99 }, (_, at) => ({ ...headset, deviceId: `headset-${at}`, label: '🎧'.repeat(200) }))
    devices.plug(...many, { ...headset, deviceId: 'x'.repeat(500) })
    await eventually(() => list.current().microphones.length > 0)
    expect(audioDevicesSchema.safeParse(list.current()).success).toBe(true)
  })
})
