import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Upheaval } from '../../../renderer/phone/sip/connection'
import { watchSurroundings } from '../../../renderer/phone/watch-surroundings'
import { epochMs } from '../../../shared/lib/clock'
import type { Clock } from '../../../shared/lib/clock'
import { createManualTime } from '../../support/manual-time'
import { createVirtualTime } from '../../support/virtual-time'
import type { VirtualTime } from '../../support/virtual-time'
import { headerOf, okTo, openRawPbx } from './raw-pbx.fixture'
import type { RawPbx } from './raw-pbx.fixture'

/** Sleep, another network, a clock that jumps: nothing that was known of the line before holds any more. */

const upheavals = ['resumed', 'network-changed', 'clock-jumped'] as const

let time: VirtualTime
let pbx: RawPbx
let jumpedByMs: number

beforeEach(async () => {
  time = createVirtualTime()
  jumpedByMs = 0
  const clock: Clock = { now: () => epochMs(time.clock.now() + jumpedByMs) }
  pbx = await openRawPbx({ clock, timers: time.timers, connection: null })
  pbx.answerTo = (request) => okTo(request, request.startsWith('INVITE') ? 'v=0\r\n' : '')
})

afterEach(() => Promise.all([pbx.stop(), time.advance(3000)]))

const registration = () => pbx.line.snapshot().registration
const count = (method: string) => pbx.received.filter((message) => message.startsWith(method)).length
const reInvites = () => pbx.received.filter((message) => message.startsWith('INVITE') && headerOf(message, 'to').includes('tag=')).length

describe.each(upheavals)('a line after "%s"', (what) => {
  it('registers anew at once, and says "registered" all the while', async () => {
    const before = count('REGISTER')
    pbx.line.recheck(what)
    await time.rest()
    expect(count('REGISTER')).toBe(before + 1)
    expect(registration().state).toBe('registered')
  })

  it('finds a dead connection within the limit of an answer, and is back without the wide spread', async () => {
    pbx.wire.setSilent(true)
    pbx.line.recheck(what)
    await time.until(() => registration().state === 'unreachable', 2600)
    pbx.wire.setSilent(false)
    await time.until(() => registration().state === 'registered', 2000)
  })

  it('does not wait for the next try when it was out of reach', async () => {
    pbx.wire.cut()
    await time.advance(20_000)
    pbx.wire.mend()
    pbx.line.recheck(what)
    await time.rest()
    expect(registration().state).toBe('registered')
  })

  it('asks a PBX that had refused the seat once more', async () => {
    pbx.answerTo = (request) => okTo(request).replace('200 OK', request.startsWith('REGISTER') ? '403 Forbidden' : '200 OK')
    await time.until(() => registration().state === 'refused', 60_000)
    pbx.answerTo = okTo
    pbx.line.recheck(what)
    await time.rest()
    expect(registration().state).toBe('registered')
  })

  it('keeps a call, and tells it to the PBX when the sound may have to take another way', async () => {
    await pbx.talking()
    pbx.line.recheck(what)
    await time.rest()
    expect(pbx.line.snapshot().calls).toMatchObject([{ state: 'live' }])
    expect(reInvites()).toBe(what === 'clock-jumped' ? 0 : 1)
  })

  it('has nothing to prove when it stands still', async () => {
    await Promise.all([pbx.stop(), time.advance(3000)])
    const before = pbx.received.length
    pbx.line.recheck(what)
    await time.advance(10_000)
    expect(pbx.received).toHaveLength(before)
  })
})

describe('a clock that jumps unseen', () => {
  it.each([-86_400_000, 86_400_000])('neither lets the registration run out nor floods the PBX: by %i ms', async (byMs) => {
    jumpedByMs = byMs
    const before = count('REGISTER')
    await time.advance(10 * 60_000)
    const perMinute = (count('REGISTER') - before) / 10
    expect(perMinute).toBeGreaterThanOrEqual(1)
    expect(perMinute).toBeLessThanOrEqual(1.5)
  })
})

describe('what happens around the page', () => {
  let monotonicMs: number
  let wallMs: number
  let seen: Upheaval[]
  let network: EventTarget
  const page = createManualTime

  function watch() {
    const timers = page()
    ;[monotonicMs, wallMs, seen, network] = [0, 0, [], new EventTarget()]
    watchSurroundings({ clock: { now: () => epochMs(wallMs + 1e12) }, timers, monotonicMs: () => monotonicMs, network }, (what) => seen.push(what))
    return {
      async pass(ranMs: number, clockMs: number) {
        monotonicMs += ranMs
        wallMs += clockMs
        await timers.advance(1000)
      },
    }
  }

  it.each(['online', 'offline'])('a network that goes %s', (name) => {
    watch()
    network.dispatchEvent(new Event(name))
    expect(seen).toEqual(['network-changed'])
  })

  it.each([
    ['a day forward', 86_400_000],
    ['an hour back', -3_600_000],
    ['three seconds forward', 3000],
  ])('a clock that is put %s', async (_how, byMs) => {
    const { pass } = watch()
    await pass(1000, 1000 + byMs)
    expect(seen).toEqual(['clock-jumped'])
    await pass(1000, 1000)
    expect(seen).toHaveLength(1)
  })

  it('a page that was not run for long', async () => {
    const { pass } = watch()
    await pass(60_000, 60_000)
    expect(seen).toEqual(['resumed'])
  })

  it('nothing, while time passes as it should and a little worse', async () => {
    const { pass } = watch()
    for (let second = 0; second < 60; second += 1) await pass(1000 + second * 20, 1000 + second * 20 + (second % 2) * 500)
    expect(seen).toEqual([])
  })
})
