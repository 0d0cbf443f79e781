import { bestFirst, systemDevice } from '../../../shared/calls/audio-devices'
import type { AudioDevice } from '../../../shared/calls/audio-devices'
import type { Timers } from '../../../shared/lib/clock'
import { bounded } from '../sip/bounded'
import type { MicrophoneState } from '../sip/call-audio'
import { devicesOf } from './device-list'

export type OpenedMicrophone =
  /** `device` tells which one it is, to be compared with `best()`. */
  | { readonly state: 'ready'; readonly track: MediaStreamTrack; readonly device: string }
  | { readonly state: 'missing' | 'denied' }

/** The agent's microphone: what is known of it, and a fresh track for each call. */
export interface Microphone {
  state(): MicrophoneState
  watch(listener: (state: MicrophoneState) => void): () => void
  /**
   * The chosen one, else the system's own, else any that opens. Never rejects; bounded in time, more narrowly while a caller
   * waits for the answer. The caller stops the track.
   */
  open(how?: { readonly isPatient: boolean }): Promise<OpenedMicrophone>
  /** Another device, in running calls too; null = the system's default. */
  choose(deviceId: string | null): void
  /** Which device a track should come from now. */
  best(): string
  /** Told when `best()` has become another one: chosen, plugged in or pulled out. */
  watchBest(listener: () => void): () => void
}

/** A driver that hangs must not keep a caller waiting: the call is answered without it. */
const openLimitMs = 3000
/** Nobody waits for a microphone that comes later. */
const patientLimitMs = 30_000

export function createMicrophone(devices: MediaDevices, timers: Timers): Microphone {
  let deviceId: string | null = null
  let state: MicrophoneState = 'missing'
  let found: readonly AudioDevice[] = []
  /** Under the system's own choice there may be another device from one moment to the next. */
  let systemLabel = ''
  let best = nameOf(systemDevice)
  const listeners = new Set<(state: MicrophoneState) => void>()
  const bestListeners = new Set<() => void>()

  function set(next: MicrophoneState): void {
    if (next === state) return
    state = next
    for (const listener of [...listeners]) listener(next)
  }

  function nameOf(id: string): string {
    return id === systemDevice ? `system ${systemLabel}` : id
  }

  function compareBest(): void {
    const next = nameOf(bestFirst(deviceId, found)[0] ?? systemDevice)
    if (next === best) return
    best = next
    for (const listener of [...bestListeners]) listener()
  }

  async function look(): Promise<void> {
    const all = await devices.enumerateDevices().catch(() => [])
    found = devicesOf(all, 'audioinput')
    systemLabel = all.find(({ kind, deviceId: id }) => kind === 'audioinput' && id === 'default')?.label ?? ''
    const isThere = all.some((device) => device.kind === 'audioinput')
    if (!isThere) set('missing')
    else if (state === 'missing') set('ready')
    compareBest()
  }

  async function openBest(): Promise<OpenedMicrophone> {
    for (const id of bestFirst(deviceId, found)) {
      const opened = await openTrack(devices, id)
      if (opened.state === 'ready') return { ...opened, device: nameOf(id) }
      if (opened.state === 'denied') return opened
    }
    return { state: 'missing' }
  }

  async function open(how: { readonly isPatient: boolean } = { isPatient: false }): Promise<OpenedMicrophone> {
    const late = { state: 'missing' } as const
    const opening = openBest()
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
      compareBest()
    },
    best: () => best,
    watchBest(listener) {
      bestListeners.add(listener)
      return () => void bestListeners.delete(listener)
    },
  }
}

type OpenedTrack = { readonly state: 'ready'; readonly track: MediaStreamTrack } | { readonly state: 'missing' | 'denied' }

const processing = { echoCancellation: true, noiseSuppression: true, autoGainControl: true } as const

async function openTrack(devices: MediaDevices, id: string): Promise<OpenedTrack> {
  const audio = id === systemDevice ? processing : { ...processing, deviceId: { exact: id } }
  try {
    const [track] = (await devices.getUserMedia({ audio })).getAudioTracks()
    return track === undefined ? { state: 'missing' } : { state: 'ready', track }
  } catch (error) {
    const isDenied = error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'SecurityError')
    return { state: isDenied ? 'denied' : 'missing' }
  }
}
