import { describe, expect, it } from 'vitest'
import { watchConnection } from '../../../renderer/phone/audio/watch-connection'
import { createManualTime } from '../../support/manual-time'

function watch() {
  const time = createManualTime()
  let failures = 0
  const connection = Object.assign(new EventTarget(), { connectionState: 'connected' as RTCPeerConnectionState })
  const stop = watchConnection(connection, time, () => (failures += 1))
  const become = (state: RTCPeerConnectionState) => {
    connection.connectionState = state
    connection.dispatchEvent(new Event('connectionstatechange'))
  }
  return { time, become, stop, failures: () => failures }
}

describe('the media of a call', () => {
  it('that have failed are beyond repair at once', () => {
    const { become, failures } = watch()
    become('failed')
    expect(failures()).toBe(1)
  })

  it('that are disconnected for long are beyond repair, once', async () => {
    const { become, failures, time } = watch()
    become('disconnected')
    await time.advance(14_000)
    expect(failures()).toBe(0)
    await time.advance(1000)
    expect(failures()).toBe(1)
    become('failed')
    expect(failures()).toBe(1)
  })

  it('that come back in time are not', async () => {
    const { become, failures, time } = watch()
    become('disconnected')
    await time.advance(10_000)
    become('connected')
    await time.advance(60_000)
    become('disconnected')
    await time.advance(10_000)
    expect(failures()).toBe(0)
  })

  it('of an ended call are nobody’s concern', async () => {
    const { become, stop, failures, time } = watch()
    become('disconnected')
    stop()
    await time.advance(60_000)
    become('failed')
    expect(failures()).toBe(0)
  })
})
