/**
 * An AudioContext that makes sound without a loudspeaker: for recorded voices and for silence. It runs on machines without
 * any sound device.
 */
export function createQuietContext(): AudioContext {
  return new AudioContext({ sinkId: { type: 'none' } } as AudioContextOptions)
}

/** Makes tracks of silence, to stand in for a microphone. The caller stops them. */
export function createSilence(context: AudioContext): () => MediaStreamTrack {
  const nothing = context.createConstantSource()
  nothing.offset.value = 0
  const mouth = context.createMediaStreamDestination()
  // A destination that nothing flows into sends not even silence.
  nothing.connect(mouth)
  nothing.start()
  return () => {
    const [track] = mouth.stream.getAudioTracks()
    if (track === undefined) throw new Error('an audio destination has no track')
    return track.clone()
  }
}
