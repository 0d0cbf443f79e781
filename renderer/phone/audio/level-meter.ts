import { levelEveryMs } from '../../../shared/calls/sound-control'
import type { Timers } from '../../../shared/lib/clock'
import type { Microphone, OpenedMicrophone } from './microphone'

export interface MeterParts {
  readonly microphone: Microphone
  readonly timers: Timers
  /** Reads a track's loudness (0..1) whenever it is asked, until it is closed. */
  listen(track: MediaStreamTrack): { level(): number; close(): void }
}

export type MeterReading = number | Exclude<OpenedMicrophone['state'], 'ready'>

/**
 * Opens the microphone that a call would get now and tells how loud it is, ten times a second; `missing` or `denied` where
 * there is none. Goes over to another device as a call would. Returns the way to stop, which closes the microphone.
 */
export function startLevelMeter({ microphone, timers, listen }: MeterParts, tell: (reading: MeterReading) => void): () => void {
  let isOver = false
  let close: () => void = () => undefined
  let timer: { cancel(): void } | null = null
  let opening = 0

  async function open(): Promise<void> {
    opening += 1
    const mine = opening
    const opened = await microphone.open()
    if (isOver || mine !== opening) {
      if (opened.state === 'ready') opened.track.stop()
      return
    }
    release()
    if (opened.state !== 'ready') return tell(opened.state)
    const { track } = opened
    const ear = listen(track)
    track.onended = () => void open()
    close = () => {
      ear.close()
      track.stop()
    }
    const read = () => {
      tell(ear.level())
      timer = timers.after(levelEveryMs, read)
    }
    read()
  }

  function release(): void {
    timer?.cancel()
    close()
    close = () => undefined
  }

  const stopFollowing = microphone.watchBest(() => void open())
  void open()
  return () => {
    isOver = true
    stopFollowing()
    release()
  }
}
