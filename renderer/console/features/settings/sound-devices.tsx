import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AudioDevice, AudioDevices } from '../../../../shared/calls/audio-devices'
import type { Settings, SettingsChange } from '../../../../shared/settings/settings'
import classes from './settings-form.module.css'

export interface SoundDevicesProps {
  readonly settings: Pick<Settings, 'ring' | 'audio'>
  readonly devices: AudioDevices
  change(change: Pick<SettingsChange, 'ring' | 'audio'>): void
}

/** Where it rings, where the caller is heard, what the agent speaks into. */
export function SoundDevices({ settings, devices, change }: SoundDevicesProps) {
  const { t } = useTranslation()
  const { ring, audio } = settings
  return (
    <section className={classes.group}>
      <h2>{t('settings.sound.title')}</h2>
      <DeviceRow label={t('settings.sound.ring')} devices={devices.speakers} chosen={ring.deviceId} choose={(deviceId) => change({ ring: { ...ring, deviceId } })} />
      <DeviceRow label={t('settings.sound.speaker')} devices={devices.speakers} chosen={audio.speakerId} choose={(speakerId) => change({ audio: { ...audio, speakerId } })} />
      <DeviceRow label={t('settings.sound.microphone')} devices={devices.microphones} chosen={audio.microphoneId} choose={(microphoneId) => change({ audio: { ...audio, microphoneId } })} />
      <p className={classes.note}>{t('settings.sound.note')}</p>
    </section>
  )
}

interface DeviceRowProps {
  readonly label: string
  readonly devices: readonly AudioDevice[]
  readonly chosen: string | null
  choose(id: string | null): void
}

/** A device that was chosen stays chosen while it is not plugged in: the system's own stands in for it. */
function DeviceRow({ label, devices, chosen, choose }: DeviceRowProps) {
  const { t } = useTranslation()
  const isGone = chosen !== null && !devices.some((device) => device.id === chosen)
  const options = [
    { value: '', label: t('settings.sound.system') },
    ...devices.map((device, at) => ({ value: device.id, label: device.label === '' ? t('settings.sound.unnamed', { number: at + 1 }) : device.label })),
    ...(isGone ? [{ value: chosen, label: t('settings.sound.gone') }] : []),
  ]
  return (
    <div className={classes.row}>
      <span>{label}</span>
      <NativeSelect aria-label={label} w={220} value={chosen ?? ''} data={options}
        onChange={(event) => choose(event.currentTarget.value === '' ? null : event.currentTarget.value)} />
    </div>
  )
}
