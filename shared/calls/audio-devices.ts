import { z } from 'zod'

/** A device as it stands in a list; `id` is what the settings keep. */
export interface AudioDevice {
  readonly id: string
  /** The system's own name for it; empty when the system does not tell. */
  readonly label: string
}

/** What sound can come from and go to at this computer, besides the system's default. */
export interface AudioDevices {
  readonly microphones: readonly AudioDevice[]
  readonly speakers: readonly AudioDevice[]
}

export const noAudioDevices: AudioDevices = { microphones: [], speakers: [] }

/** What Chromium calls the system's own choice. */
export const systemDevice = ''

/** Ids to try one after the other: the chosen device where it is plugged in, else the system's own, else any. */
export function bestFirst(chosen: string | null, devices: readonly AudioDevice[]): readonly string[] {
  const ids = devices.map(({ id }) => id)
  const first = chosen !== null && ids.includes(chosen) ? [chosen, systemDevice] : [systemDevice]
  return [...first, ...ids.filter((id) => id !== chosen)]
}

/**
 * What sound comes from or goes to now. `system`: nothing was chosen; `stand-in`: the chosen one is not plugged in and the
 * system's own takes its place until it is back.
 */
export type DeviceInUse =
  | { readonly kind: 'chosen'; readonly label: string }
  | { readonly kind: 'system' }
  | { readonly kind: 'stand-in' }
  | { readonly kind: 'none' }

export function deviceInUse(chosen: string | null, devices: readonly AudioDevice[]): DeviceInUse {
  if (devices.length === 0) return { kind: 'none' }
  if (chosen === null) return { kind: 'system' }
  const device = devices.find(({ id }) => id === chosen)
  return device === undefined ? { kind: 'stand-in' } : { kind: 'chosen', label: device.label }
}

/** More than any seat has; what lies beyond is not shown. */
export const audioDeviceLimits = { devices: 40, id: 200, label: 120 } as const

const deviceSchema = z.object({ id: z.string().min(1).max(audioDeviceLimits.id), label: z.string().max(audioDeviceLimits.label) })
const devicesSchema = z.array(deviceSchema).max(audioDeviceLimits.devices)

export const audioDevicesSchema = z.object({ microphones: devicesSchema, speakers: devicesSchema }) satisfies z.ZodType<AudioDevices>
