import { useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { formatSpan } from '../../../ui/format-time'
import { useFocusBack } from '../../../ui/use-focus-back'
import classes from './recordings.module.css'

export interface RecordingPlayerProps {
  readonly seconds: number
  readonly at: number
  readonly isPlaying: boolean
  toggle(): void
  goTo(seconds: number): void
  close(): void
}

const stepSeconds = 5

export function RecordingPlayer({ seconds, at, isPlaying, toggle, goTo, close }: RecordingPlayerProps) {
  const { t } = useTranslation()
  useFocusBack()
  const player = useRef<HTMLDivElement>(null)
  // The browser brings only the button with the focus into sight.
  useEffect(() => player.current?.scrollIntoView({ block: 'nearest' }), [])
  const acts: Readonly<Record<string, () => void>> = {
    ' ': toggle, ArrowLeft: () => goTo(at - stepSeconds), ArrowRight: () => goTo(at + stepSeconds), Home: () => goTo(0), Escape: close,
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const act = acts[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }
  return (
    <div ref={player} className={classes.player} role="group" aria-label={t('recordings.player')} data-testid="recording-player" data-playing={isPlaying} onKeyDown={onKeyDown}>
      <button type="button" className={classes.button} autoFocus data-act="toggle" onClick={toggle}>{t(isPlaying ? 'recordings.pause' : 'recordings.play')}</button>
      <input
        type="range" min={0} max={seconds} step={0.1} value={at} aria-label={t('recordings.place')} aria-valuetext={`${formatSpan(1000 * at)} / ${formatSpan(1000 * seconds)}`}
        onChange={(event) => goTo(Number(event.currentTarget.value))}
      />
      <span className={classes.time}>{formatSpan(1000 * at)} / {formatSpan(1000 * seconds)}</span>
      <button type="button" className={classes.button} data-act="close" onClick={close}>{t('recordings.close')}</button>
      <p className={classes.facts}>{t('recordings.keys')}</p>
    </div>
  )
}
