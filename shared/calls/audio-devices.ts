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

/** More than any seat has; what lies beyond is not shown. */
export const audioDeviceLimits = { devices: 40, id: 200, label: 120 } as const

const deviceSchema = z.object({ id: z.string().min(1).max(audioDeviceLimits.id), label: z.string().max(audioDeviceLimits.label) })
const devicesSchema = z.array(deviceSchema).max(audioDeviceLimits.devices)

export const audioDevicesSchema = z.object({ microphones: devicesSchema, speakers: devicesSchema }) satisfies z.ZodType<AudioDevices>
