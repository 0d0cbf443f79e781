import type { Session, SessionDescriptionHandler } from 'sip.js'
import { createWebDescription } from '../audio/web-description'
import type { DescriptionOptions } from '../audio/web-description'

/** The far end of a call to the echo: what it hears it sends back. */
export interface Echo {
  createSessionDescriptionHandler(session: Session): SessionDescriptionHandler
  close(): void
}

/** Makes echoes over the same WebRTC as a PBX would. */
export function createEchoes(context: AudioContext, description: DescriptionOptions): () => Echo {
  return () => {
    const mouth = context.createMediaStreamDestination()
    // Chromium lets a far end's sound flow only where somebody plays it.
    const pump = new Audio()
    pump.muted = true
    void context.resume().catch(() => undefined)
    return {
      createSessionDescriptionHandler(session) {
        const { handler, connection, remoteStream } = createWebDescription(session, mouth.stream, description)
        connection.addEventListener('track', () => {
          pump.srcObject = remoteStream
          void pump.play().catch(() => undefined)
          context.createMediaStreamSource(remoteStream).connect(mouth)
        })
        return handler
      },
      close() {
        pump.pause()
        pump.srcObject = null
        mouth.disconnect()
      },
    }
  }
}
