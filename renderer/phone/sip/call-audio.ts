import type { Session, SessionDescriptionHandler } from 'sip.js'
import type { CallId } from '../../../shared/calls/call'

export type MicrophoneState = 'ready' | 'missing' | 'denied'

export type AudioNews =
  /** The device of this call was pulled out or taken away: the far end hears nothing now. */
  | 'microphone-lost'
  | 'microphone-back'
  /** The media connection is cut off, and another way for it may be found. */
  | 'media-cut-off'
  /** The media connection is beyond repair. */
  | 'media-failed'

/** Sound of one call. */
export interface CallAudio {
  /** Opens the microphone, or lets silence stand in for it. Never rejects; bounded in time. */
  openMicrophone(): Promise<MicrophoneState>
  createSessionDescriptionHandler(session: Session): SessionDescriptionHandler
  /** Whether the agent's voice leaves the page: off while muted and on hold. */
  setSending(isSending: boolean): void
  /** Whether the sound is cut off from the far end, as far as the browser can tell. */
  isCutOff(): boolean
  /** Sends a digit in the media (RFC 4733); false when this call's media cannot. */
  sendDigit(digit: string): boolean
  watch(listener: (news: AudioNews) => void): void
  /** What comes from the far end; null before anything does, and in calls without sound. */
  farVoice(): MediaStream | null
  /** Lets the far end hear that voice beside the agent's own; null = the agent alone again. */
  passOn(voice: MediaStream | null): void
  /** From now on it is the sound of that call. */
  goOnAs(id: CallId): void
  close(): void
}

/** Where a line gets its sound from: WebRTC in a page, silence in a test. */
export interface LineMedia {
  microphone(): MicrophoneState
  watchMicrophone(listener: (state: MicrophoneState) => void): () => void
  openCall(id: CallId): CallAudio
}
