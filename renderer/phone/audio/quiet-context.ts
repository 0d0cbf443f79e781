/**
 * An AudioContext that makes sound without a loudspeaker: for recorded voices and for silence. It runs on machines without
 * any sound device.
 */
export function createQuietContext(): AudioContext {
  return new AudioContext({ sinkId: { type: 'none' } } as AudioContextOptions)
}

/** A track of silence in the place of a microphone. The caller stops it. */
export function silentTrack(context: AudioContext): MediaStreamTrack {
  const [track] = context.createMediaStreamDestination().stream.getAudioTracks()
  if (track === undefined) throw new Error('an audio destination has no track')
  return track
}
