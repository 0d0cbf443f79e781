/** Samples to be heard. */
export interface Sound {
  readonly rate: number
  readonly channels: readonly Float32Array<ArrayBuffer>[]
}

/** A sound that can be heard from any place on; the samples are gone once it is closed. */
export interface OpenSound {
  readonly seconds: number
  /** `onEnd`: it has come to its end by itself. */
  play(fromSeconds: number, onEnd: () => void): void
  /** Gives the place where it stood, in seconds. */
  pause(): number
  /** Where it is now. */
  at(): number
  close(): void
}

export type SoundOutput = (sound: Sound) => OpenSound

/**
 * By Web Audio, from this page's memory. SECURITY: neither a `blob:` URL, which Chromium may page out to the disk, nor an element, which
 * would want a source that the page's policy refuses.
 */
export function createSoundOutput(): SoundOutput {
  return ({ rate, channels }) => {
    const context = new AudioContext()
    const buffer = context.createBuffer(channels.length, Math.max(1, channels[0]?.length ?? 0), rate)
    channels.forEach((samples, channel) => buffer.copyToChannel(samples, channel))
    let playing: { readonly source: AudioBufferSourceNode; readonly since: number; readonly from: number } | null = null
    let place = 0
    const at = () => (playing === null ? place : Math.min(buffer.duration, playing.from + context.currentTime - playing.since))

    function pause(): number {
      place = at()
      if (playing !== null) {
        playing.source.onended = null
        playing.source.stop()
        playing.source.disconnect()
      }
      playing = null
      return place
    }

    return {
      seconds: buffer.duration,
      play(fromSeconds, onEnd) {
        pause()
        const source = context.createBufferSource()
        source.buffer = buffer
        source.connect(context.destination)
        source.onended = () => {
          pause()
          onEnd()
        }
        void context.resume().catch(() => undefined)
        source.start(0, fromSeconds)
        playing = { source, since: context.currentTime, from: fromSeconds }
      },
      pause,
      at,
      close() {
        pause()
        void context.close().catch(() => undefined)
      },
    }
  }
}
