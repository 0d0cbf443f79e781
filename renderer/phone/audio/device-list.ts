import { audioDeviceLimits, noAudioDevices } from '../../../shared/calls/audio-devices'
import type { AudioDevice, AudioDevices } from '../../../shared/calls/audio-devices'

/** The devices that an agent can choose from; only the phone page may read their names. */
export interface DeviceList {
  current(): AudioDevices
  /** Returns the way to stop. */
  watch(listener: (devices: AudioDevices) => void): () => void
}

export function createDeviceList(devices: MediaDevices): DeviceList {
  const listeners = new Set<(devices: AudioDevices) => void>()
  let current = noAudioDevices

  async function look(): Promise<void> {
    const found = await devices.enumerateDevices().catch(() => [])
    const next = { microphones: devicesOf(found, 'audioinput'), speakers: devicesOf(found, 'audiooutput') }
    if (JSON.stringify(next) === JSON.stringify(current)) return
    current = next
    for (const listener of [...listeners]) listener(current)
  }

  devices.addEventListener('devicechange', () => void look())
  void look()
  return {
    current: () => current,
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Chromium lists the system's choice once more under these names; that is what choosing nothing means. */
const systemChoices = ['default', 'communications']

/** What one can choose among all that the browser lists. */
export function devicesOf(found: readonly MediaDeviceInfo[], kind: MediaDeviceKind): readonly AudioDevice[] {
  return found
    .filter(({ deviceId, kind: its }) => its === kind && deviceId !== '' && deviceId.length <= audioDeviceLimits.id && !systemChoices.includes(deviceId))
    .slice(0, audioDeviceLimits.devices)
    .map(({ deviceId, label }) => ({ id: deviceId, label: label.slice(0, audioDeviceLimits.label) }))
}
