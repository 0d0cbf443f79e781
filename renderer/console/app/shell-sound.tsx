import { IconVolumeOff } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallId } from '../../../shared/calls/call'
import { CallBarSignal } from '../features/call-bar/call-bar'
import { liveCall } from '../seat/seat-store'
import classes from './outage-banner.module.css'
import { useServices } from './services'
import { soundGrade, troubleOf, type SoundTrouble } from './sound-trouble'
import { useSlice } from './use-vanilla-store'

/** How the call sounds, at a glance. Drawn again only when the grade changes, not for each sample. */
export function ShellSound({ callId }: { readonly callId: CallId }) {
  const { t } = useTranslation()
  const { line } = useServices()
  const grade = useSyncExternalStore(line.courses.subscribe, () => soundGrade(line.courses.of(callId)))
  return grade === null ? null : <CallBarSignal grade={grade} label={t(`sound.grade.${grade}`)} />
}

/** What is wrong with the sound of the call that is talked on. */
export function useSoundTrouble(): SoundTrouble | null {
  const { line, seat } = useServices()
  const { callId } = useSlice(seat.store, (state) => ({ callId: liveCall(state.line)?.id ?? null }))
  return useSyncExternalStore(line.courses.subscribe, () => (callId === null ? null : troubleOf(line.courses.of(callId))))
}

/** The trouble and what to do about it, in the context line: nothing moves for it. */
export function SoundBanner({ trouble }: { readonly trouble: SoundTrouble }) {
  const { t } = useTranslation()
  const title = t(`sound.trouble.${trouble}.title`)
  const advice = t(`sound.trouble.${trouble}.advice`)
  return (
    <div className={classes.banner} role="status" data-testid="sound-trouble" data-trouble={trouble} title={`${title} ${advice}`}>
      <IconVolumeOff size={16} stroke={1.8} aria-hidden />
      <b>{title}</b>
      <span>{advice}</span>
    </div>
  )
}
