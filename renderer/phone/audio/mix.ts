/** What one far end hears when three talk: the agent and the other far end. */
export interface Mix {
  readonly track: MediaStreamTrack
  /** The agent speaks through another device, or is silent. */
  setOwn(track: MediaStreamTrack): void
  close(): void
}

/** `own` that is switched off while muted is silence here too; the other voice goes on. */
export function createMix(own: MediaStreamTrack, other: MediaStream): Mix {
  const context = new AudioContext()
  const mouth = context.createMediaStreamDestination()
  const from = (stream: MediaStream) => {
    const source = context.createMediaStreamSource(stream)
    source.connect(mouth)
    return source
  }
  from(other)
  let mine = from(new MediaStream([own]))
  void context.resume().catch(() => undefined)
  const [track] = mouth.stream.getAudioTracks()
  if (track === undefined) throw new Error('an audio destination has no track')
  return {
    track,
    setOwn(next) {
      mine.disconnect()
      mine = from(new MediaStream([next]))
    },
    close() {
      track.stop()
      void context.close().catch(() => undefined)
    },
  }
}
