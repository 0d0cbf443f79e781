import { afterEach, describe, expect, it } from 'vitest'
import { createVirtualTime } from '../../support/virtual-time'
import type { VirtualTime } from '../../support/virtual-time'
import { headerOf, okTo, openRawPbx } from './raw-pbx.fixture'
import type { RawPbx } from './raw-pbx.fixture'

/** A connection that is dead without knowing it, with the times of the product. */

const limitMs = 5000
const seconds = (count: number) => count * 1000

let pbx: RawPbx
let time: VirtualTime

async function open(): Promise<void> {
  time = createVirtualTime()
  pbx = await openRawPbx({ clock: time.clock, timers: time.timers, connection: null })
}

afterEach(() => Promise.all([pbx.stop(), time.advance(3000)]))

const state = () => pbx.line.snapshot().registration.state

/** How long the line still says "registered" once nothing is carried any more. */
async function noticedAfterMs(): Promise<number> {
  const from = time.clock.now()
  pbx.wire.setSilent(true)
  await time.until(() => state() !== 'registered', seconds(20))
  expect(state()).toBe('unreachable')
  return time.clock.now() - from
}

describe('a half-open connection', () => {
  it.each([0, 1, 499, 1000, 1999, 2000, 2001, 3500, 49_990, 50_001])('is noticed within 5 s, whenever it begins: %i ms after the line is up', async (afterMs) => {
    await open()
    await time.advance(afterMs)
    expect(await noticedAfterMs()).toBeLessThanOrEqual(limitMs - 900)
  })

  it('is noticed within 5 s in a call, and the call is told to the PBX when it carries again', async () => {
    await open()
    await pbx.talking()
    pbx.answerTo = (request) => okTo(request, request.startsWith('INVITE') ? 'v=0\r\n' : '')
    expect(await noticedAfterMs()).toBeLessThanOrEqual(limitMs - 900)
    expect(pbx.line.snapshot().calls).toMatchObject([{ state: 'live' }])
    pbx.wire.setSilent(false)
    const told = () => pbx.received.filter((message) => message.startsWith('INVITE') && headerOf(message, 'to').includes('tag=')).length
    await time.until(() => state() === 'registered' && told() === 1, seconds(20))
    expect(pbx.line.snapshot().calls).toMatchObject([{ state: 'live' }])
  })

  it('is none while the PBX answers, however long nothing else happens', async () => {
    await open()
    await time.advance(seconds(300))
    expect(state()).toBe('registered')
    const registrations = pbx.received.filter((message) => message.startsWith('REGISTER')).length
    expect(registrations).toBeGreaterThanOrEqual(5)
    expect(registrations).toBeLessThanOrEqual(8)
  })
})
