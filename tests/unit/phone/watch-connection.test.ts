import { describe, expect, it } from 'vitest'
import { watchConnection } from '../../../renderer/phone/audio/watch-connection'
import { createManualTime } from '../../support/manual-time'

function watch() {
  const time = createManualTime()
  let failures = 0
  let cutOffs = 0
  const connection = Object.assign(new EventTarget(), { connectionState: 'connected' as RTCPeerConnectionState })
  const stop = watchConnection(connection, time, { onCutOff: () => (cutOffs += 1), onFailed: () => (failures += 1) })
  const become = (state: RTCPeerConnectionState) => {
    connection.connectionState = state
    connection.dispatchEvent(new Event('connectionstatechange'))
  }
  return { time, become, stop, failures: () => failures, cutOffs: () => cutOffs }
}

describe('the media of a call', () => {
  it('that have failed look for another way at once, and are beyond repair where none is found', async () => {
    const { become, failures, cutOffs, time } = watch()
    become('failed')
    expect([cutOffs(), failures()]).toEqual([1, 0])
    become('connecting')
    await time.advance(14_000)
    expect(failures()).toBe(0)
    await time.advance(1_000)
    expect([cutOffs(), failures()]).toEqual([1, 1])
  })

  it('that have failed and found another way are as good as ever', async () => {
    const { become, failures, cutOffs, time } = watch()
    become('failed')
    become('connecting')
    become('connected')
    await time.advance(60_000)
    expect([cutOffs(), failures()]).toEqual([1, 0])
    become('failed')
    expect(cutOffs()).toBe(2)
  })

  it('look for no other way while a blip may mend itself', async () => {
    const { become, cutOffs, time } = watch()
    become('disconnected')
    await time.advance(2_900)
    become('connected')
    await time.advance(60_000)
    expect(cutOffs()).toBe(0)
    become('disconnected')
    await time.advance(3_000)
    expect(cutOffs()).toBe(1)
    // It has been cut off all the time.
    become('failed')
    expect(cutOffs()).toBe(2)
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
