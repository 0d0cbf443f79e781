import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSipLine } from '../../../renderer/phone/sip/sip-line'
import type { SipLine } from '../../../renderer/phone/sip/sip-line'
import { createFakeMedia } from '../../contract/phone-line.fakes'
import { newId } from '../../contract/phone-line-harness'
import { seededUnit } from '../../support/seeded-random'
import { createVirtualTime } from '../../support/virtual-time'
import type { VirtualTime } from '../../support/virtual-time'
import { createFakeLine, eventually } from './phone.fixture'
import { answerTo, invite, okTo, talkingAt } from './raw-pbx.fixture'
import { createScriptedServers } from './scripted-servers.fixture'
import type { ScriptedServer, ScriptedServers } from './scripted-servers.fixture'

/** A seat whose account names several servers, with the times of the product. */

let time: VirtualTime
let servers: ScriptedServers
let line: SipLine
let first: ScriptedServer
let second: ScriptedServer

beforeEach(async () => {
  time = createVirtualTime()
  servers = createScriptedServers(2)
  ;[first, second] = servers.all as [ScriptedServer, ScriptedServer]
  open(1)
  await time.until(() => isAt(first), 5000)
})

afterEach(async () => {
  await Promise.all([line.dispose(), time.advance(3000)])
  expect(servers.mostAtOnce(), 'servers that had the registration at one time').toBe(1)
})

function open(seed: number): void {
  line = createSipLine({
    account: { user: '1001', domain: 'pbx.example', password: 'secret', displayName: '' },
    transport: servers.transport,
    media: createFakeMedia(),
    capabilities: createFakeLine().snapshot().capabilities,
    secondCalls: 'busy',
    ringSeconds: null,
    clock: time.clock,
    timers: time.timers,
    random: seededUnit(seed),
    newId,
  })
}

const state = () => line.snapshot().registration.state
const isAt = (server: ScriptedServer) => state() === 'registered' && server.isRegistered()
const rings = () => line.snapshot().calls.filter((call) => call.state === 'ringing').length
const talkTo = (server: ScriptedServer) =>
  talkingAt({ line, received: server.received, send: server.send, ring: () => eventually(() => line.snapshot().calls.find((call) => call.state === 'ringing')) })
const minutes = (count: number) => count * 60_000

async function failOver(): Promise<void> {
  first.goDown()
  await time.until(() => isAt(second), 15_000)
}

describe('a seat with two servers', () => {
  it('is at the first one, and at that alone', async () => {
    await time.advance(minutes(3))
    expect([first.isRegistered(), second.isRegistered()]).toEqual([true, false])
    expect(second.received).toEqual([])
  })

  it('goes to the second when the first closes and does not come back', async () => {
    await failOver()
    expect(first.isRegistered()).toBe(false)
  })

  it('comes back to the first after a hiccup, without a look at the second', async () => {
    first.goDown()
    await time.rest()
    first.comeBack()
    await time.until(() => isAt(first), 15_000)
    expect(second.received).toEqual([])
  })

  it('goes to the second when the first has fallen silent', async () => {
    first.isSilent = true
    const from = time.clock.now()
    await time.until(() => isAt(second), 15_000)
    expect(time.clock.now() - from).toBeLessThan(6000)
  })

  it('goes to the second when the first says that it cannot now', async () => {
    first.answerTo = (request) => (request.startsWith('REGISTER') ? answerTo(request, '503 Service Unavailable') : okTo(request))
    await time.until(() => isAt(second), minutes(2))
  })

  it('starts at the second when the first is not there', async () => {
    await Promise.all([line.dispose(), time.advance(3000)])
    first.goDown()
    open(2)
    await time.until(() => isAt(second), 15_000)
  })

  it('goes round until one of them is there', async () => {
    second.goDown()
    first.goDown()
    await time.advance(minutes(1))
    expect(state()).toBe('unreachable')
    second.comeBack()
    await time.until(() => isAt(second), 5000)
  })

  it('does not ask another server to take an account that the first one refuses', async () => {
    first.answerTo = (request) => (request.startsWith('REGISTER') ? answerTo(request, '403 Forbidden') : okTo(request))
    await time.until(() => state() === 'refused', minutes(2))
    await time.advance(minutes(2))
    expect(second.received).toEqual([])
  })
})

describe('a seat at its second server', () => {
  it('goes back when the first is there again: not at once, and leaves the second before', async () => {
    await failOver()
    first.comeBack()
    const from = time.clock.now()
    await time.until(() => isAt(first), minutes(3))
    expect(time.clock.now() - from).toBeGreaterThanOrEqual(25_000)
    expect(second.received.at(-1)).toMatch(/^REGISTER [\s\S]*;expires=0\r\n/)
  })

  it('stays while the first is not there or does not answer, and its registration is never interrupted', async () => {
    await failOver()
    const registeredSince = () => {
      const { registration } = line.snapshot()
      return registration.state === 'registered' ? registration.since : null
    }
    const since = registeredSince()
    await time.advance(minutes(3))
    first.comeBack()
    first.isSilent = true
    await time.advance(minutes(10))
    expect(registeredSince()).toBe(since)
  })

  it('keeps its server as long as a call goes on, and goes back once it is over', async () => {
    await failOver()
    const { id } = await talkTo(second)
    first.comeBack()
    await time.advance(minutes(20))
    expect(isAt(second)).toBe(true)
    expect(line.snapshot().calls).toMatchObject([{ state: 'live' }])
    expect(await line.execute({ kind: 'hang-up', callId: id })).toMatchObject({ ok: true })
    await time.until(() => isAt(first), 10_000)
  })

  it('stays when a call comes while it is about to leave', async () => {
    await failOver()
    first.comeBack()
    second.answerTo = (request) => {
      if (request.includes(';expires=0')) void second.send(invite({ 'Content-Type': 'application/sdp' }, 'v=0\r\n'))
      return okTo(request)
    }
    await time.until(() => rings() === 1, minutes(3))
    await time.advance(5000)
    expect([isAt(second), first.isRegistered(), rings()]).toEqual([true, false, 1])
  })

  it('tries ever more rarely to go back to a first one that takes connections and no registration', async () => {
    await failOver()
    first.comeBack()
    first.answerTo = (request) => (request.startsWith('REGISTER') ? answerTo(request, '503 Service Unavailable') : okTo(request))
    await time.advance(minutes(30))
    const tries = first.received.filter((message) => message.startsWith('REGISTER')).length
    expect(tries).toBeGreaterThan(3)
    expect(tries).toBeLessThan(12)
  })

  it('rings once for a call, whichever servers it has been at', async () => {
    await failOver()
    const call = invite({ 'Content-Type': 'application/sdp' }, 'v=0\r\n')
    await first.send(call)
    expect(rings()).toBe(0)
    await second.send(call)
    await time.rest()
    expect(rings()).toBe(1)
  })
})

describe('a seat whose server goes away under a call', () => {
  it('waits for that server alone: the call lives there', async () => {
    await talkTo(first)
    first.goDown()
    await time.advance(minutes(1))
    expect(second.received).toEqual([])
    expect(line.snapshot().calls).toMatchObject([{ state: 'live' }])
    first.comeBack()
    await time.until(() => isAt(first), 5000)
  })

  it('goes to the other as soon as the call is over', async () => {
    const { id } = await talkTo(first)
    first.goDown()
    await time.advance(10_000)
    await Promise.all([line.execute({ kind: 'hang-up', callId: id }), time.advance(2000)])
    await time.until(() => isAt(second), 5000)
  })
})

describe('many seats that have failed over', () => {
  it('go back spread out', async () => {
    const back: number[] = []
    for (let seed = 1; seed <= 12; seed += 1) {
      await Promise.all([line.dispose(), time.advance(3000)])
      first.comeBack()
      open(seed)
      await time.until(() => isAt(first), 5000)
      await failOver()
      first.comeBack()
      const from = time.clock.now()
      await time.until(() => isAt(first), minutes(3))
      back.push(time.clock.now() - from)
    }
    expect(Math.max(...back) - Math.min(...back)).toBeGreaterThan(10_000)
    expect(new Set(back).size).toBeGreaterThanOrEqual(8)
  })
})
