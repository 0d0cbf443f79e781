import type { Session } from 'sip.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWebDescription } from '../../../renderer/phone/audio/web-description'
import { createManualTime } from '../../support/manual-time'

const gatheredSoFar = ['v=0', 'm=audio 9 RTP/AVP 0', 'a=candidate:1 1 udp 2113937151 192.0.2.2 50000 typ host', ''].join('\r\n')

/** A peer connection whose STUN server never answers: it gathers for ever. */
class GatheringConnection extends EventTarget {
  readonly connectionState = 'new'
  readonly signalingState = 'stable'
  readonly iceGatheringState = 'gathering'
  readonly localDescription = { type: 'offer', sdp: gatheredSoFar }
  createOffer = async () => ({ type: 'offer', sdp: gatheredSoFar })
  setLocalDescription = async () => undefined
  readonly stopped: string[] = []
  isClosed = false
  getSenders = () => [{ track: { stop: () => this.stopped.push('own voice') } }]
  getReceivers = () => [{ track: { stop: () => this.stopped.push('far voice') } }]
  getTransceivers = () => []
  close = () => (this.isClosed = true)
}

class NoStream extends EventTarget {
  getTracks = () => []
  getAudioTracks = () => []
  getVideoTracks = () => []
}

function describeCall() {
  const time = createManualTime()
  const description = createWebDescription(session, new MediaStream(), { iceServers: ['stun:192.0.2.1'], isLoopbackAllowed: true, timers: time })
  return { ...description, time, connection: description.connection as unknown as GatheringConnection }
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
    const { handler } = describeCall()
    let body: string | null = null
    void handler.getDescription().then((description) => (body = description.body))
    await vi.advanceTimersByTimeAsync(399)
    expect(body).toBeNull()
    await vi.advanceTimersByTimeAsync(1)
    expect(body).toBe(gatheredSoFar)
  })
  it('stops both voices and takes no more orders when the call ends, even while its connection is not closed yet', async () => {
    const { handler, connection, time } = describeCall()
    handler.close()
    expect(connection.stopped.toSorted()).toEqual(['far voice', 'own voice'])
    expect(connection.isClosed).toBe(false)
    await expect(handler.getDescription()).rejects.toThrow('closed')
    handler.close()
    await time.advance(2000)
    expect(connection.isClosed).toBe(true)
    expect(connection.stopped).toHaveLength(2)
  })

  it('lets a voice be heard that comes, and none that comes after the end', () => {
    const { handler, connection, hear, remoteStream } = describeCall()
    const heard: MediaStream[] = []
    hear((stream) => heard.push(stream))
    connection.dispatchEvent(new Event('track'))
    expect(heard).toEqual([remoteStream])
    handler.close()
    connection.dispatchEvent(new Event('track'))
    expect(heard).toHaveLength(1)
  })

  it('leaves no handler of the library on a connection that is to be closed', () => {
    const { handler, connection } = describeCall()
    const handlers = () => Object.entries(connection).filter(([name, value]) => name.startsWith('on') && value !== null)
    expect(handlers()).not.toEqual([])
    handler.close()
    expect(handlers()).toEqual([])
  })
})
