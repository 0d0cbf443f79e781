import type { Session, SessionDescriptionHandler } from 'sip.js'
import { createPump } from '../audio/pump'
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
    const pump = createPump()
    void context.resume().catch(() => undefined)
    return {
      createSessionDescriptionHandler(session) {
        const { handler, hear } = createWebDescription(session, mouth.stream, description)
        hear((stream) => {
          pump.play(stream)
          context.createMediaStreamSource(stream).connect(mouth)
        })
        return handler
      },
      close() {
        pump.close()
        mouth.disconnect()
      },
    }
  }
}
