import { systemDevice } from '../../../shared/calls/audio-devices'
import type { CallId } from '../../../shared/calls/call'
import type { SoundSample } from '../../../shared/calls/sound-sample'
import type { Clock, Timers } from '../../../shared/lib/clock'
import type { SampleListener } from '../call-courses'
import type { AudioNews, CallAudio, LineMedia } from '../sip/call-audio'
import { createFarVoice } from './far-voice'
import type { FarVoice } from './far-voice'
import type { Microphone } from './microphone'
import { createOwnVoice } from './own-voice'
import { createMix, type Mix } from './mix'
import { probeSound } from './sound-probe'
import { watchConnection } from './watch-connection'
import { createWebDescription } from './web-description'
import type { DescriptionOptions } from './web-description'

export interface WebMediaOptions {
  readonly microphone: Microphone
  readonly clock: Clock
  readonly timers: Timers
  /** Makes a track of silence. */
  silence(): MediaStreamTrack
  readonly description: DescriptionOptions
  /** `info`: key presses go as INFO although the media could carry them; the practice callers read those. */
  readonly digits: 'media' | 'info'
}

export interface WebMedia extends LineMedia {
  /** Output of the far ends' voices, of running calls too: the first of these that takes the sound. */
  setSpeaker(deviceIds: readonly string[]): void
  /** What is measured of each call's sound, every few seconds. */
  watchSamples(listener: SampleListener): void
}

const digitMs = 160
const gapMs = 70

/** Sound of a line's calls over WebRTC. */
export function createWebMedia(options: WebMediaOptions): WebMedia {
  const { microphone } = options
  const voices = new Set<FarVoice>()
  const sampleListeners = new Set<SampleListener>()
  let speakerIds: readonly string[] = [systemDevice]

  function openCall(id: CallId): CallAudio {
    const voice = createFarVoice(speakerIds)
    voices.add(voice)
    let now = id
    const audio = createCallAudio(options, voice, {
      onSample: (sample) => sampleListeners.forEach((listener) => listener(now, sample)),
      onClose: () => voices.delete(voice),
    })
    return {
      ...audio,
      goOnAs(next) {
        now = next
      },
    }
  }

  return {
    microphone: () => microphone.state(),
    watchMicrophone: (listener) => microphone.watch(listener),
    openCall,
    setSpeaker(deviceIds) {
      speakerIds = deviceIds
      for (const voice of voices) voice.setOutput(deviceIds)
    },
    watchSamples: (listener) => void sampleListeners.add(listener),
  }
}

interface CallAudioEvents {
  onSample(sample: SoundSample): void
  onClose(): void
}

function createCallAudio(options: WebMediaOptions, voice: FarVoice, events: CallAudioEvents): Omit<CallAudio, 'goOnAs'> {
  const local = new MediaStream()
  let connection: RTCPeerConnection | null = null
  let far: MediaStream | null = null
  let own: MediaStreamTrack | null = null
  let mix: Mix | null = null
  let isClosed = false
  let tell: (news: AudioNews) => void = () => undefined
  let stopWatching: () => void = () => undefined
  const ownVoice = createOwnVoice({
    ...options,
    async swap(next, before) {
      if (before !== null) local.removeTrack(before)
      local.addTrack(next)
      own = next
      if (mix === null) await send(next)
      else mix.setOwn(next)
    },
    tell: (news) => tell(news),
  })

  async function send(track: MediaStreamTrack): Promise<void> {
    await connection?.getSenders()[0]?.replaceTrack(track).catch(() => undefined)
  }

  return {
    openMicrophone: ownVoice.open,
    createSessionDescriptionHandler(session) {
      const description = createWebDescription(session, local, options.description)
      connection = description.connection
      far = description.remoteStream
      description.hear(voice.play)
      const stops = [
        watchConnection(connection, options.timers, { onCutOff: () => tell('media-cut-off'), onFailed: () => tell('media-failed') }),
        probeSound(connection, { clock: options.clock, timers: options.timers, tell: events.onSample }),
      ]
      stopWatching = () => stops.forEach((stop) => stop())
      return description.handler
    },
    setSending: ownVoice.setSending,
    isCutOff: () => connection?.connectionState === 'disconnected' || connection?.connectionState === 'failed',
    sendDigit(digit) {
      const sender = connection?.getSenders()[0]?.dtmf
      if (options.digits === 'info' || sender === null || sender === undefined || !sender.canInsertDTMF) return false
      // Inserting replaces what has not been sent yet.
      sender.insertDTMF(sender.toneBuffer + digit, digitMs, gapMs)
      return true
    },
    watch(listener) {
      tell = listener
    },
    farVoice: () => far,
    passOn(voice) {
      mix?.close()
      mix = null
      if (isClosed || own === null) return
      if (voice === null) return void send(own)
      mix = createMix(own, voice)
      void send(mix.track)
    },
    close() {
      if (isClosed) return
      isClosed = true
      stopWatching()
      mix?.close()
      ownVoice.close()
      voice.close()
      events.onClose()
    },
  }
}
