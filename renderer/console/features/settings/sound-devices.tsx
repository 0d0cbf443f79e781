import { NativeSelect } from '@mantine/core'
import { IconHeadset } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { deviceInUse } from '../../../../shared/calls/audio-devices'
import type { AudioDevice, AudioDevices } from '../../../../shared/calls/audio-devices'
import type { SoundLevels } from '../../../../shared/calls/sound-control'
import type { Settings, SettingsChange } from '../../../../shared/settings/settings'
import { LevelBar } from '../../../ui/level-bar'
import classes from './settings-form.module.css'

export type SoundPart = keyof SoundLevels

/** What is tried now and what came of the last try. */
export interface SoundTrial {
  readonly levels: SoundLevels
  /** Whether the microphone is open for its meter. */
  readonly isListening: boolean
  readonly problem: { readonly part: SoundPart; readonly code: string } | null
  /** Plays the tone, or opens and closes the microphone. */
  press(part: SoundPart): void
}

export interface SoundDevicesProps {
  readonly settings: Pick<Settings, 'ring' | 'audio'>
  readonly devices: AudioDevices
  readonly trial: SoundTrial
  /** Headsets whose buttons act on calls. */
  readonly headsets: readonly string[]
  /** Whether everything was tried at the beginning of the shift. */
  readonly check: ReactNode
  change(change: Pick<SettingsChange, 'ring' | 'audio'>): void
}

/** Where it rings, where the caller is heard, what the agent speaks into; each with its level and a try. */
export function SoundDevices({ settings, devices, trial, headsets, check, change }: SoundDevicesProps) {
  const { t } = useTranslation()
  const { ring, audio } = settings
  return (
    <section className={classes.group}>
      <h2>{t('settings.sound.title')}</h2>
      <DeviceRow part="ring" devices={devices.speakers} chosen={ring.deviceId} trial={trial} choose={(deviceId) => change({ ring: { ...ring, deviceId } })} />
      <DeviceRow part="speaker" devices={devices.speakers} chosen={audio.speakerId} trial={trial} choose={(speakerId) => change({ audio: { ...audio, speakerId } })} />
      <DeviceRow part="microphone" devices={devices.microphones} chosen={audio.microphoneId} trial={trial} choose={(microphoneId) => change({ audio: { ...audio, microphoneId } })} />
      <p className={classes.note}>{t('settings.sound.note')}</p>
      <div className={classes.row} data-testid="headset-buttons">
        <span>{t('settings.sound.headset')}</span>
        <span className={classes.headset}>
          {headsets.length === 0 ? t('settings.sound.noHeadset') : <><IconHeadset size={16} stroke={1.8} aria-hidden /> {headsets.join(t('app.list.items'))}</>}
        </span>
      </div>
      {check}
    </section>
  )
}

interface DeviceRowProps {
  readonly part: SoundPart
  readonly devices: readonly AudioDevice[]
  readonly chosen: string | null
  readonly trial: SoundTrial
  choose(id: string | null): void
}

/** A device that was chosen stays chosen while it is not plugged in: the system's own stands in for it. */
function DeviceRow({ part, devices, chosen, trial, choose }: DeviceRowProps) {
  const { t } = useTranslation()
  const label = t(`settings.sound.${part}`)
  const inUse = deviceInUse(chosen, devices)
  const options = [
    { value: '', label: t('settings.sound.system') },
    ...devices.map((device, at) => ({ value: device.id, label: device.label === '' ? t('settings.sound.unnamed', { number: at + 1 }) : device.label })),
    ...(chosen !== null && inUse.kind !== 'chosen' ? [{ value: chosen, label: t('settings.sound.gone') }] : []),
  ]
  const level = trial.levels[part]
  const isOn = part === 'microphone' ? trial.isListening : level !== null
  const problem = trial.problem?.part === part ? t(`settings.sound.problem.${trial.problem.code}`) : null
  return (
    <div className={classes.device} data-part={part}>
      <span>{label}</span>
      <NativeSelect aria-label={label} value={chosen ?? ''} data={options}
        onChange={(event) => choose(event.currentTarget.value === '' ? null : event.currentTarget.value)} />
      <div className={classes.trial}>
        <LevelBar label={t('settings.sound.level', { part: label })} level={level} />
        <button type="button" aria-pressed={part === 'microphone' ? isOn : undefined} disabled={inUse.kind === 'none'} onClick={() => trial.press(part)}>
          {t(isOn ? (part === 'microphone' ? 'settings.sound.stop' : 'settings.sound.playing') : part === 'microphone' ? 'settings.sound.speak' : 'settings.sound.play')}
        </button>
      </div>
      {(problem !== null || inUse.kind === 'none' || inUse.kind === 'stand-in') && (
        <p className={`${classes.note} ${classes.problem}`} role="status">{problem ?? t(`settings.sound.inUse.${inUse.kind}`)}</p>
      )}
    </div>
  )
}
