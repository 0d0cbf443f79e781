import type { SessionDescriptionHandler } from 'sip.js'
import type { CallerAudio } from '../../renderer/phone/practice/far-end'
import type { AudioNews, CallAudio, LineMedia, MicrophoneState } from '../../renderer/phone/sip/call-audio'
import { epochMs } from '../../shared/lib/clock'
import type { Clock, Timers } from '../../shared/lib/clock'

export const systemClock: Clock = { now: () => epochMs(Date.now()) }

export const systemTimers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return { cancel: () => clearTimeout(timer) }
  },
}

/** Descriptions without media: enough for offer, answer and hold to be negotiated where there is no WebRTC. */
export function createFakeDescription(): SessionDescriptionHandler {
  return {
    close: () => undefined,
    getDescription: (options?: object) =>
      Promise.resolve({
        body: `v=0\r\nm=audio 9 RTP/AVP 0\r\na=${(options as { hold?: boolean } | undefined)?.hold === true ? 'sendonly' : 'sendrecv'}\r\n`,
        contentType: 'application/sdp',
      }),
    hasDescription: (contentType) => contentType === 'application/sdp',
    setDescription: () => Promise.resolve(),
    sendDtmf: () => false,
  }
}

export interface FakeMedia extends LineMedia {
  /** What the next call finds. */
  setMicrophone(state: MicrophoneState): void
  /** Something happens to the sound of the newest call. */
  tell(news: AudioNews): void
  /** Whether the newest call's voice leaves the page. */
  isSending(): boolean
  /** Calls whose sound was not closed. */
  openCalls(): number
}

export function createFakeMedia(): FakeMedia {
  let microphone: MicrophoneState = 'ready'
  let sending = true
  let open = 0
  let listener: (news: AudioNews) => void = () => undefined
  const watchers = new Set<(state: MicrophoneState) => void>()

  function openCall(): CallAudio {
    open += 1
    sending = true
    let isOpen = true
    return {
      openMicrophone: async () => microphone,
      createSessionDescriptionHandler: createFakeDescription,
      setSending: (next) => {
        sending = next
      },
      isCutOff: () => false,
      sendDigit: () => false,
      watch: (next) => {
        listener = next
      },
      farVoice: () => null,
      passOn: () => undefined,
      goOnAs: () => undefined,
      close: () => {
        if (isOpen) open -= 1
        isOpen = false
      },
    }
  }

  return {
    microphone: () => microphone,
    watchMicrophone(watcher) {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    openCall,
    setMicrophone(state) {
      microphone = state
      for (const watcher of watchers) watcher(state)
    },
    tell: (news) => listener(news),
    isSending: () => sending,
    openCalls: () => open,
  }
}

/** A caller without a voice; every sentence takes no time. */
export function createFakeCallerAudio(): CallerAudio {
  return {
    createSessionDescriptionHandler: createFakeDescription,
    say: () => Promise.resolve(),
    close: () => undefined,
  }
}
