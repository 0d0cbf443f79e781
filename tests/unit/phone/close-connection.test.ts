import { describe, expect, it } from 'vitest'
import { closeConnection } from '../../../renderer/phone/audio/close-connection'
import { createManualTime } from '../../support/manual-time'

interface States {
  connectionState: RTCPeerConnectionState
  iceConnectionState: RTCIceConnectionState
  iceGatheringState: RTCIceGatheringState
}

const up: States = { connectionState: 'connected', iceConnectionState: 'connected', iceGatheringState: 'complete' }

function closing(states: Partial<States>) {
  const time = createManualTime()
  /** Whether an event was being told at the time; null = not closed. */
  const closedWhile: (string | null)[] = []
  let telling: string | null = null
  const connection = Object.assign(new EventTarget(), { ...up, ...states, close: () => void closedWhile.push(telling) })
  closeConnection(connection, time)
  const tell = (name: string) => {
    telling = name
    connection.dispatchEvent(new Event(name))
    telling = null
  }
  return { time, tell, closedWhile }
}

const inBetween: Partial<States>[] = [
  { connectionState: 'new' },
  { connectionState: 'connecting' },
  { connectionState: 'disconnected' },
  { connectionState: 'failed' },
  { iceConnectionState: 'new' },
  { iceConnectionState: 'checking' },
  { iceConnectionState: 'disconnected' },
  { iceGatheringState: 'new' },
  { iceGatheringState: 'gathering' },
]

describe('the connection of a call that is over', () => {
  it('closes at once when it is up and has all its candidates: no news of it is on its way', () => {
    expect(closing({}).closedWhile).toEqual([null])
    expect(closing({ iceConnectionState: 'completed' }).closedWhile).toEqual([null])
  })

  it.each(['connectionstatechange', 'icegatheringstatechange'])('closes while its next %s is told when anything of it is in between', (name) => {
    for (const states of inBetween) {
      const { tell, closedWhile } = closing(states)
      expect(closedWhile).toEqual([])
      tell(name)
      expect(closedWhile).toEqual([name])
    }
  })

  it('closes after two seconds without news', async () => {
    for (const states of inBetween) {
      const { time, closedWhile } = closing(states)
      await time.advance(1999)
      expect(closedWhile).toEqual([])
      await time.advance(1)
      expect(closedWhile).toEqual([null])
    }
  })

  it('closes once, whatever comes afterwards', async () => {
    const { time, tell, closedWhile } = closing({ connectionState: 'connecting' })
    tell('icegatheringstatechange')
    tell('connectionstatechange')
    await time.advance(10_000)
    expect(closedWhile).toEqual(['icegatheringstatechange'])
  })
})
