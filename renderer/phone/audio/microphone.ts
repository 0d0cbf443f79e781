import type { Timers } from '../../../shared/lib/clock'
import { bounded } from '../sip/bounded'
import type { MicrophoneState } from '../sip/call-audio'

export type OpenedMicrophone =
  | { readonly state: 'ready'; readonly track: MediaStreamTrack }
  | { readonly state: 'missing' | 'denied' }

/** The agent's microphone: what is known of it, and a fresh track for each call. */
export interface Microphone {
  state(): MicrophoneState
  watch(listener: (state: MicrophoneState) => void): () => void
  /** Never rejects; bounded in time, more narrowly while a caller waits for the answer. The caller stops the track. */
  open(how?: { readonly isPatient: boolean }): Promise<OpenedMicrophone>
  /** Another device from the next call on; null = the system's default. */
  choose(deviceId: string | null): void
}

/** A driver that hangs must not keep a caller waiting: the call is answered without it. */
const openLimitMs = 3000
/** Nobody waits for a microphone that comes later. */
const patientLimitMs = 30_000

export function createMicrophone(devices: MediaDevices, timers: Timers): Microphone {
  let deviceId: string | null = null
  let state: MicrophoneState = 'missing'
  const listeners = new Set<(state: MicrophoneState) => void>()

  function set(next: MicrophoneState): void {
    if (next === state) return
    state = next
    for (const listener of [...listeners]) listener(next)
  }

  async function look(): Promise<void> {
    const found = await devices.enumerateDevices().catch(() => [])
    const isThere = found.some((device) => device.kind === 'audioinput')
    if (!isThere) set('missing')
    else if (state === 'missing') set('ready')
  }

  async function open(how: { readonly isPatient: boolean } = { isPatient: false }): Promise<OpenedMicrophone> {
    const late = { state: 'missing' } as const
    const opening = openTrack(devices, deviceId)
    const opened = await bounded(opening, how.isPatient ? patientLimitMs : openLimitMs, late, timers)
    if (opened === late) void opening.then(onLate)
    set(opened.state)
    return opened
  }

  /** A track that comes after all would stay open behind the call that does without it; that it came is news all the same. */
  function onLate(result: OpenedMicrophone): void {
    if (result.state !== 'ready') return
    result.track.stop()
    set('ready')
  }

  devices.addEventListener('devicechange', () => void look())
  void look()

  return {
    state: () => state,
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    open,
    choose(next) {
      deviceId = next
    },
  }
}

const processing = { echoCancellation: true, noiseSuppression: true, autoGainControl: true } as const

async function openTrack(devices: MediaDevices, deviceId: string | null): Promise<OpenedMicrophone> {
  // "ideal": a chosen headset that was left at home must not make the agent mute.
  const audio = deviceId === null ? processing : { ...processing, deviceId: { ideal: deviceId } }
  try {
    const [track] = (await devices.getUserMedia({ audio })).getAudioTracks()
    return track === undefined ? { state: 'missing' } : { state: 'ready', track }
  } catch (error) {
    const isDenied = error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'SecurityError')
    return { state: isDenied ? 'denied' : 'missing' }
  }
}
