import type { AudioNews, CallAudio, LineMedia } from '../sip/call-audio'
import { createFarVoice } from './far-voice'
import type { FarVoice } from './far-voice'
import type { Microphone } from './microphone'
import { createWebDescription } from './web-description'
import type { DescriptionOptions } from './web-description'

export interface WebMediaOptions {
  readonly microphone: Microphone
  /** Makes a track of silence. */
  silence(): MediaStreamTrack
  readonly description: DescriptionOptions
  /** `info`: key presses go as INFO although the media could carry them; the practice callers read those. */
  readonly digits: 'media' | 'info'
}

export interface WebMedia extends LineMedia {
  /** Output of the far ends' voices, of running calls too; null = the system's default. */
  setSpeaker(deviceId: string | null): void
}

const digitMs = 160
const gapMs = 70

/** Sound of a line's calls over WebRTC. */
export function createWebMedia(options: WebMediaOptions): WebMedia {
  const { microphone } = options
  const voices = new Set<FarVoice>()
  let speakerId: string | null = null

  function openCall(): CallAudio {
    const voice = createFarVoice(speakerId)
    voices.add(voice)
    return createCallAudio(options, voice, () => voices.delete(voice))
  }

  return {
    microphone: () => microphone.state(),
    watchMicrophone: (listener) => microphone.watch(listener),
    openCall,
    setSpeaker(deviceId) {
      speakerId = deviceId
      for (const voice of voices) voice.setOutput(deviceId)
    },
  }
}

function createCallAudio(options: WebMediaOptions, voice: FarVoice, onClose: () => void): CallAudio {
  const { microphone, silence } = options
  const local = new MediaStream()
  let connection: RTCPeerConnection | null = null
  let track: MediaStreamTrack | null = null
  let isSending = true
  let isClosed = false
  let tell: (news: AudioNews) => void = () => undefined

  function use(next: MediaStreamTrack): void {
    track = next
    track.enabled = isSending
    local.addTrack(track)
  }

  /**
   * Without a microphone the far end gets silence, not nothing: a PBX takes a stream that stops for a dead call, and a
   * microphone that comes later can take the place of the silence without a word to the PBX.
   */
  async function openMicrophone() {
    const opened = await microphone.open()
    if (isClosed) {
      if (opened.state === 'ready') opened.track.stop()
      return opened.state
    }
    use(opened.state === 'ready' ? opened.track : silence())
    if (opened.state === 'ready') opened.track.onended = () => void onMicrophoneLost()
    return opened.state
  }

  /** A headset was pulled: its track sends nothing from now on, without an error. */
  async function onMicrophoneLost(): Promise<void> {
    if (isClosed) return
    tell('microphone-lost')
    await replace(silence())
    const stopWatching = microphone.watch((state) => state === 'ready' && void takeBack().then(stopWatching))
    void takeBack().then((isBack) => isBack && stopWatching())
  }

  async function takeBack(): Promise<boolean> {
    if (isClosed) return true
    const opened = await microphone.open()
    if (opened.state !== 'ready') return false
    opened.track.onended = () => void onMicrophoneLost()
    await replace(opened.track)
    tell('microphone-back')
    return true
  }

  async function replace(next: MediaStreamTrack): Promise<void> {
    const before = track
    if (before !== null) local.removeTrack(before)
    use(next)
    await connection?.getSenders()[0]?.replaceTrack(next).catch(() => undefined)
    before?.stop()
  }

  return {
    openMicrophone,
    createSessionDescriptionHandler(session) {
      const description = createWebDescription(session, local, options.description)
      connection = description.connection
      connection.addEventListener('track', () => voice.play(description.remoteStream))
      connection.addEventListener('connectionstatechange', () => {
        if (connection?.connectionState === 'failed') tell('media-failed')
      })
      return description.handler
    },
    setSending(next) {
      isSending = next
      if (track !== null) track.enabled = next
    },
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
    close() {
      if (isClosed) return
      isClosed = true
      track?.stop()
      voice.close()
      onClose()
    },
  }
}
