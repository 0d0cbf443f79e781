import { wavOf } from '../../../shared/recordings/wav'
import { createQuietContext } from '../audio/quiet-context'

/** What is said in one practice call, by everybody whose voice was given to it. */
export interface CallTape {
  /** Null when there is nothing to hear. */
  end(): Promise<Uint8Array<ArrayBuffer> | null>
}

/** As PBXs write it. */
const rate = 8_000
/** A practice call that is left standing fills no memory. */
const longestMs = 15 * 60_000
const pieceMs = 1_000

/**
 * Recorded by the browser, in memory alone, and written out as a PBX writes it. In a context of its own: Chromium lets go of a stream's
 * source only when its context is closed.
 */
export function startCallTape(voices: readonly MediaStream[]): CallTape {
  const context = createQuietContext()
  const tape = context.createMediaStreamDestination()
  for (const voice of voices) context.createMediaStreamSource(voice).connect(tape)
  void context.resume().catch(() => undefined)
  const pieces: Blob[] = []
  const recorder = new MediaRecorder(tape.stream)
  recorder.ondataavailable = ({ data }) => {
    if (pieces.length * pieceMs < longestMs) pieces.push(data)
  }
  recorder.start(pieceMs)

  return {
    async end() {
      if (recorder.state !== 'inactive') {
        await new Promise((resolve) => {
          recorder.onstop = resolve
          recorder.stop()
        })
      }
      recorder.ondataavailable = recorder.onstop = null
      for (const track of tape.stream.getTracks()) track.stop()
      void context.close().catch(() => undefined)
      if (pieces.length === 0) return null
      try {
        const sound = await new OfflineAudioContext(1, 1, rate).decodeAudioData(await new Blob(pieces).arrayBuffer())
        return wavOf(sound.getChannelData(0), rate)
      } catch {
        return null
      }
    },
  }
}
