import type { Timers } from '../../../shared/lib/clock'
import type { MicrophoneState } from '../sip/call-audio'
import type { Microphone, OpenedMicrophone } from './microphone'

export interface OwnVoiceParts {
  readonly microphone: Microphone
  readonly timers: Timers
  /** Makes a track of silence. */
  silence(): MediaStreamTrack
  /** Sends `next` in the place of `before`; null = nothing was sent yet. */
  swap(next: MediaStreamTrack, before: MediaStreamTrack | null): Promise<void>
  tell(news: 'microphone-lost' | 'microphone-back'): void
}

/** The agent's voice in one call. */
export interface OwnVoice {
  /** Never rejects; bounded in time. */
  open(): Promise<MicrophoneState>
  /** False while muted or held. */
  setSending(isSending: boolean): void
  close(): void
}

/** A microphone that another program holds tells nobody when it is free again. */
const tryAgainMs = 5000

/**
 * Without a microphone the far end gets silence, not nothing: a PBX takes a stream that stops for a dead call, and a
 * microphone that comes later, or comes back, takes the place of the silence without a word to the PBX.
 */
export function createOwnVoice({ microphone, timers, silence, swap, tell }: OwnVoiceParts): OwnVoice {
  let track: MediaStreamTrack | null = null
  /** Where the voice comes from now; null = silence stands in. */
  let device: string | null = null
  let isSending = true
  let isClosed = false
  let stopWaiting: (() => void) | null = null
  let stopFollowing: () => void = () => undefined

  async function use(next: MediaStreamTrack, from: string | null): Promise<void> {
    const before = track
    track = next
    device = from
    // Muted stays muted, whatever it comes from.
    track.enabled = isSending
    await swap(next, before)
    before?.stop()
  }

  function useMicrophone(opened: Extract<OpenedMicrophone, { state: 'ready' }>): Promise<void> {
    opened.track.onended = () => void (track === opened.track && onLost())
    return use(opened.track, opened.device)
  }

  async function open(): Promise<MicrophoneState> {
    const opened = await microphone.open()
    if (isClosed) {
      if (opened.state === 'ready') opened.track.stop()
      return opened.state
    }
    stopFollowing = microphone.watchBest(() => void change())
    if (opened.state === 'ready') await useMicrophone(opened)
    else {
      await use(silence(), null)
      waitForMicrophone()
    }
    return opened.state
  }

  /** A headset was pulled: its track sends nothing from now on, without an error. Another one may be there already. */
  async function onLost(): Promise<void> {
    if (isClosed) return
    tell('microphone-lost')
    await use(silence(), null)
    waitForMicrophone()?.()
  }

  /** A better device is there than the one in use: it takes over without a gap. Silence waits for any device anyway. */
  async function change(): Promise<void> {
    if (isClosed || device === null || device === microphone.best()) return
    const opened = await microphone.open({ isPatient: true })
    if (opened.state !== 'ready') return
    if (isClosed || device === null || device === opened.device) return opened.track.stop()
    await useMicrophone(opened)
    tell('microphone-back')
  }

  /** Tries whenever a microphone seems to be there, and now and then anyway, until one is. Returns the way to try now. */
  function waitForMicrophone(): (() => void) | null {
    if (isClosed || stopWaiting !== null) return null
    let isTrying = false
    const attempt = async () => {
      if (isTrying || stopWaiting !== stop) return
      isTrying = true
      const opened = await microphone.open({ isPatient: true })
      isTrying = false
      if (opened.state !== 'ready') return
      if (stopWaiting !== stop) return opened.track.stop()
      stop()
      await useMicrophone(opened)
      tell('microphone-back')
    }
    const stopWatching = microphone.watch((state) => state === 'ready' && void attempt())
    let timer = timers.after(tryAgainMs, again)
    function again(): void {
      void attempt()
      timer = timers.after(tryAgainMs, again)
    }
    function stop(): void {
      stopWatching()
      timer.cancel()
      stopWaiting = null
    }
    stopWaiting = stop
    return () => void attempt()
  }

  return {
    open,
    setSending(next) {
      isSending = next
      if (track !== null) track.enabled = next
    },
    close() {
      isClosed = true
      stopFollowing()
      stopWaiting?.()
      track?.stop()
    },
  }
}
