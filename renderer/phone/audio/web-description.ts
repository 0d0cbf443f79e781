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
  takeBackRefused(handler, connection)
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

/**
 * An offer that was refused leaves the session as it was (RFC 3261, section 14.1; RFC 8829, section 4.1.10.2). sip.js asks its
 * handler for that, but its own has no answer: the connection would wait for an answer for ever, and make no offer any more.
 */
function takeBackRefused(handler: SessionDescriptionHandler, connection: RTCPeerConnection): void {
  handler.rollbackDescription = async () => {
    if (connection.signalingState === 'have-local-offer') await connection.setLocalDescription({ type: 'rollback' })
    if (connection.signalingState === 'have-remote-offer') await connection.setRemoteDescription({ type: 'rollback' })
  }
}
