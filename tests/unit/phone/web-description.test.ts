import type { Session } from 'sip.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWebDescription } from '../../../renderer/phone/audio/web-description'

const gatheredSoFar = ['v=0', 'm=audio 9 RTP/AVP 0', 'a=candidate:1 1 udp 2113937151 192.0.2.2 50000 typ host', ''].join('\r\n')

/** A peer connection whose STUN server never answers: it gathers for ever. */
class GatheringConnection extends EventTarget {
  readonly signalingState = 'stable'
  readonly iceGatheringState = 'gathering'
  readonly localDescription = { type: 'offer', sdp: gatheredSoFar }
  createOffer = async () => ({ type: 'offer', sdp: gatheredSoFar })
  setLocalDescription = async () => undefined
  getSenders = () => []
  getReceivers = () => []
  getTransceivers = () => []
}

class NoStream extends EventTarget {
  getTracks = () => []
  getAudioTracks = () => []
  getVideoTracks = () => []
}

const logger = { log() {}, warn() {}, error() {}, debug() {} }
const session = { userAgent: { getLogger: () => logger } } as unknown as Session

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('RTCPeerConnection', GatheringConnection)
  vi.stubGlobal('MediaStream', NoStream)
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('the description of a call', () => {
  it('waits 400 ms for candidates and no longer: a dead STUN server does not delay the answer', async () => {
    const { handler } = createWebDescription(session, new MediaStream(), { iceServers: ['stun:192.0.2.1'], isLoopbackAllowed: true })
    let body: string | null = null
    void handler.getDescription().then((description) => (body = description.body))
    await vi.advanceTimersByTimeAsync(399)
    expect(body).toBeNull()
    await vi.advanceTimersByTimeAsync(1)
    expect(body).toBe(gatheredSoFar)
  })
})
