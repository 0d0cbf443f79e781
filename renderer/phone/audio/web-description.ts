import { Web } from 'sip.js'
import type { Session, SessionDescriptionHandler } from 'sip.js'
import { withoutLoopbackCandidates } from '../sip/loopback-candidates'

export interface DescriptionOptions {
  readonly iceServers: readonly string[]
  /** The practice line talks over the loopback; a PBX must not hear of it. */
  readonly isLoopbackAllowed: boolean
}

/** How long an offer or an answer waits for candidates; a dead STUN server must not delay the answer (0 would hang). */
const iceGatheringLimitMs = 400

export interface WebDescription {
  readonly handler: SessionDescriptionHandler
  readonly connection: RTCPeerConnection
  readonly remoteStream: MediaStream
}

/** sip.js's WebRTC handler over a stream of our own. The handler stops the stream's tracks when the call ends. */
export function createWebDescription(session: Session, local: MediaStream, options: DescriptionOptions): WebDescription {
  const handler = new Web.SessionDescriptionHandler(
    session.userAgent.getLogger('sip.SessionDescriptionHandler'),
    () => Promise.resolve(local),
    {
      iceGatheringTimeout: iceGatheringLimitMs,
      peerConnectionConfiguration: { iceServers: options.iceServers.map((urls) => ({ urls })) },
    },
  )
  const connection = handler.peerConnection
  if (connection === undefined) throw new Error('a new description without a connection')
  if (!options.isLoopbackAllowed) {
    const getDescription = handler.getDescription.bind(handler)
    // Modifiers run before there are candidates, so the finished description is what is filtered.
    handler.getDescription = async (descriptionOptions, modifiers) => {
      const description = await getDescription(descriptionOptions, modifiers)
      return { ...description, body: withoutLoopbackCandidates(description.body) }
    }
  }
  return { handler, connection, remoteStream: handler.remoteMediaStream }
}
