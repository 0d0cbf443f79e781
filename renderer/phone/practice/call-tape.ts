import { wavOf } from '../../../shared/recordings/wav'

/** What is said in one practice call, by both. */
export interface CallTape {
  /** Everything that is joined to it is recorded from `begin` on. */
  readonly input: AudioNode
  begin(): void
  /** Null when there is nothing: never begun, or it could not be read. */
  end(): Promise<Uint8Array<ArrayBuffer> | null>
}

/** As PBXs write it. */
const rate = 8_000
/** A practice call that is left standing fills no memory. */
const longestMs = 15 * 60_000

/** Recorded by the browser, in memory alone, and written out as a PBX writes it. */
export function createCallTape(context: AudioContext): CallTape {
  const tape = context.createMediaStreamDestination()
  const pieces: Blob[] = []
  let recorder: MediaRecorder | null = null

  return {
    input: tape,
    begin() {
      if (recorder !== null) return
      recorder = new MediaRecorder(tape.stream)
      recorder.ondataavailable = ({ data }) => {
        if (pieces.length * pieceMs < longestMs) pieces.push(data)
      }
      recorder.start(pieceMs)
    },
    async end() {
      const running = recorder
      if (running !== null && running.state !== 'inactive') {
        await new Promise((resolve) => {
          running.onstop = resolve
          running.stop()
        })
      }
      for (const track of tape.stream.getTracks()) track.stop()
      if (running === null || pieces.length === 0) return null
      try {
        const sound = await new OfflineAudioContext(1, 1, rate).decodeAudioData(await new Blob(pieces).arrayBuffer())
        return wavOf(sound.getChannelData(0), rate)
      } catch {
        return null
      }
    },
  }
}

const pieceMs = 1_000
