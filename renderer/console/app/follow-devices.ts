import type { StoreApi } from 'zustand/vanilla'
import { deviceInUse, noAudioDevices } from '../../../shared/calls/audio-devices'
import type { AudioDevices, DeviceInUse } from '../../../shared/calls/audio-devices'
import type { Settings } from '../../../shared/settings/settings'
import type { RemoteDevices } from '../phone/remote-line'
import { showToast, type ViewStore } from './view-store'

export interface DeviceFollowing {
  readonly devices: RemoteDevices
  readonly settings: Pick<StoreApi<Settings>, 'getState'>
  readonly view: ViewStore
}

type Part = 'microphone' | 'speaker'
type InUse = Readonly<Record<Part, DeviceInUse>>

/**
 * Says in words when a headset was pulled and what takes its place, and when it is back. What the agent changes in the
 * settings is not told: only the devices themselves are. Returns the way to stop.
 */
export function followDevices({ devices, settings, view }: DeviceFollowing): () => void {
  let before = devices.current()

  function look(): void {
    const now = devices.current()
    // A phone that has just begun, or is gone, has told nothing of its devices yet.
    const isKnown = before !== noAudioDevices && now !== noAudioDevices
    const was = inUse(before)
    before = now
    if (!isKnown) return
    const is = inUse(now)
    const changed = (['microphone', 'speaker'] as const).filter((part) => was[part].kind !== is[part].kind)
    if (changed.length === 0) return
    // A headset is both, and one sentence is enough.
    const both = changed.length === 2 && is.microphone.kind === is.speaker.kind
    const part = both ? 'headset' : (changed[0] ?? 'microphone')
    const use = is[part === 'headset' ? 'microphone' : part]
    showToast(view, use.kind === 'none' ? 'warn' : 'plain', `seat.device.${part}.${use.kind}`, { label: use.kind === 'chosen' ? use.label : '' })
  }

  function inUse(now: AudioDevices): InUse {
    const { audio } = settings.getState()
    return { microphone: deviceInUse(audio.microphoneId, now.microphones), speaker: deviceInUse(audio.speakerId, now.speakers) }
  }

  return devices.subscribe(look)
}
