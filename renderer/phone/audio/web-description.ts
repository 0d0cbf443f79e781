import { Web } from 'sip.js'
import type { Session, SessionDescriptionHandler } from 'sip.js'
import type { Timers } from '../../../shared/lib/clock'
import { withoutLoopbackCandidates } from '../sip/loopback-candidates'
import { closeConnection } from './close-connection'

export interface DescriptionOptions {
  readonly iceServers: readonly string[]
  /** The practice line talks over the loopback; a PBX must not hear of it. */
  readonly isLoopbackAllowed: boolean
  readonly timers: Timers
}

/** How long an offer or an answer waits for candidates; a dead STUN server must not delay the answer (0 would hang). */
const iceGatheringLimitMs = 400

export interface WebDescription {
  readonly handler: SessionDescriptionHandler
  readonly connection: RTCPeerConnection
  readonly remoteStream: MediaStream
  /** Calls `onVoice` whenever sound of the far end begins to come; never after the end of the call. */
  hear(onVoice: (stream: MediaStream) => void): void
}

/** sip.js's own one, which closes its connection whenever the call ends; see `closeConnection` for what that leaves behind. */
class CallDescription extends Web.SessionDescriptionHandler {
  readonly #timers: Timers
  readonly #ended = new AbortController()

  constructor(timers: Timers, ...parts: ConstructorParameters<typeof Web.SessionDescriptionHandler>) {
    super(...parts)
    this.#timers = timers
  }

  hear(onVoice: (stream: MediaStream) => void): void {
    this._peerConnection?.addEventListener('track', () => onVoice(this.remoteMediaStream), { signal: this.#ended.signal })
  }

  /** What comes from here on is nothing to a call that is over, whenever its connection closes. */
  override close(): void {
    const connection = this._peerConnection
    if (connection === undefined) return
    this._peerConnection = undefined
    this.#ended.abort()
    for (const { track } of [...connection.getReceivers(), ...connection.getSenders()]) track?.stop()
    takeHandlersOff(connection)
    closeConnection(connection, this.#timers)
  }
}

/** sip.js's WebRTC handler over a stream of our own. The handler stops the stream's tracks when the call ends. */
export function createWebDescription(session: Session, local: MediaStream, options: DescriptionOptions): WebDescription {
  const handler = new CallDescription(
    options.timers,
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
  return { handler, connection, remoteStream: handler.remoteMediaStream, hear: (onVoice) => handler.hear(onVoice) }
}

/** Those that sip.js sets: each of them holds the handler, and with it the session. */
function takeHandlersOff(connection: RTCPeerConnection): void {
  connection.onconnectionstatechange = null
  connection.ondatachannel = null
  connection.onicecandidate = null
  connection.onicecandidateerror = null
  connection.oniceconnectionstatechange = null
  connection.onicegatheringstatechange = null
  connection.onnegotiationneeded = null
  connection.onsignalingstatechange = null
  connection.ontrack = null
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
