/**
 * An AudioContext that makes sound without a loudspeaker: for recorded voices and for silence. It runs on machines without
 * any sound device.
 */
export function createQuietContext(): AudioContext {
  return new AudioContext({ sinkId: { type: 'none' } } as AudioContextOptions)
}

/** Silence that flows: a destination that nothing flows into sends not even that. */
export function createBreath(context: AudioContext): ConstantSourceNode {
  const breath = context.createConstantSource()
  breath.offset.value = 0
  breath.start()
  return breath
}

/** Makes tracks of silence, to stand in for a microphone. The caller stops them. */
export function createSilence(context: AudioContext): () => MediaStreamTrack {
  const mouth = context.createMediaStreamDestination()
  createBreath(context).connect(mouth)
  return () => {
    const [track] = mouth.stream.getAudioTracks()
    if (track === undefined) throw new Error('an audio destination has no track')
    return track.clone()
  }
}
