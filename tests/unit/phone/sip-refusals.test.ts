import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answersToInvite, openScriptedPeer, sdp } from '../../support/scripted-peer'
import type { ScriptedPeer } from '../../support/scripted-peer'
import { answerTo, headerOf, okTo, invite } from './raw-pbx.fixture'

/** What the seat makes of a PBX that asks, refuses, puts off or sends elsewhere. */

let peer: ScriptedPeer

beforeEach(async () => {
  peer = await openScriptedPeer()
})

afterEach(() => peer.close())

const registration = () => peer.pbx.line.snapshot().registration
const registers = () => peer.pbx.received.filter((message) => message.startsWith('REGISTER'))

/** An answer with more header lines. */
const answerWith = (request: string, status: string, ...lines: readonly string[]) =>
  answerTo(request, status).replace('\r\nContent-Length', `\r\n${lines.join('\r\n')}\r\nContent-Length`)

const challenge = (nonce: string, ...more: readonly string[]) => ['Digest realm="pbx"', `nonce="${nonce}"`, ...more].join(', ')

/** Gives those answers to REGISTER, one after the other, and has the seat come back; the last one stays. */
async function comeBackTo(...answers: readonly ((request: string) => string)[]): Promise<void> {
  const left = [...answers]
  peer.pbx.answerTo = (request) => {
    if (!request.startsWith('REGISTER')) return okTo(request)
    return (left.length > 1 ? left.shift() : left[0])?.(request) ?? null
  }
  peer.pbx.wire.cut()
  await peer.time.rest()
  peer.pbx.wire.mend()
  const before = registers().length
  await peer.until(() => registers().length > before)
  await peer.time.rest()
}

const unauthorized = (nonce: string, ...more: readonly string[]) => (request: string) =>
  answerWith(request, '401 Unauthorized', `WWW-Authenticate: ${challenge(nonce, ...more)}`)

describe('REGISTER', () => {
  it('401 → the password is proven, once', async () => {
    const before = registers().length
    await comeBackTo(unauthorized('first'), okTo)
    expect(registration().state).toBe('registered')
    expect(registers().slice(before).map((message) => /nonce="(\w+)"/.exec(message)?.[1])).toEqual([undefined, 'first'])
  })

  it('401 for a nonce gone stale → proven again with the new one', async () => {
    const before = registers().length
    await comeBackTo(unauthorized('first'), unauthorized('second', 'stale=true'), okTo)
    expect(registration().state).toBe('registered')
    expect(registers().slice(before).map((message) => /nonce="(\w+)"/.exec(message)?.[1])).toEqual([undefined, 'first', 'second'])
  })

  it.each([
    ['401 that is not stale', ''],
    ['401 that is stale for ever', 'stale=true'],
  ])('%s → refused, and no loop', async (_what, stale) => {
    const before = registers().length
    await comeBackTo(unauthorized('again', ...(stale === '' ? [] : [stale])))
    expect(registration()).toMatchObject({ state: 'refused', sipCode: 401 })
    expect(registers().length - before).toBeLessThanOrEqual(3)
  })

  it('423 Interval Too Brief → asked again for as long as the PBX wants', async () => {
    await comeBackTo((request) => answerWith(request, '423 Interval Too Brief', 'Min-Expires: 300'), okTo)
    expect(registration().state).toBe('registered')
    expect(headerOf(registers().at(-1) ?? '', 'contact')).toMatch(/;expires=300$/)
  })

  it('423 that does not say how long → refused', async () => {
    await comeBackTo((request) => answerTo(request, '423 Interval Too Brief'))
    expect(registration()).toMatchObject({ state: 'refused', sipCode: 423 })
  })

  it.each(['60', '60 (in maintenance);duration=3600'])('503 with Retry-After: %s → no try before it, then registered', async (retryAfter) => {
    await comeBackTo((request) => answerWith(request, '503 Service Unavailable', `Retry-After: ${retryAfter}`), okTo)
    const askedAt = peer.time.clock.now()
    const before = registers().length
    expect(registration()).toMatchObject({ state: 'unreachable', nextTryAt: askedAt + 60_000 })
    await peer.time.advance(59_000)
    peer.pbx.wire.cut()
    peer.pbx.wire.mend()
    expect(registers()).toHaveLength(before)
    await peer.until(() => registration().state === 'registered')
    expect(peer.time.clock.now() - askedAt).toBeGreaterThanOrEqual(60_000)
  })

  it('503 with a Retry-After of years → tried after ten minutes all the same', async () => {
    await comeBackTo((request) => answerWith(request, '503 Service Unavailable', 'Retry-After: 4294967295'), okTo)
    await peer.time.advance(600_000)
    expect(registration().state).toBe('registered')
  })

  it('403 with Retry-After → not asked before it', async () => {
    await comeBackTo((request) => answerWith(request, '403 Forbidden', 'Retry-After: 120'), okTo)
    const before = registers().length
    await peer.time.advance(119_000)
    expect(registers()).toHaveLength(before)
    await peer.until(() => registration().state === 'registered')
  })

  it('302 → not followed', async () => {
    await comeBackTo((request) => answerWith(request, '302 Moved Temporarily', 'Contact: <sip:1001@evil.example>'))
    expect(registration()).toMatchObject({ state: 'refused', sipCode: 302 })
    expect(peer.pbx.received.filter((message) => message.includes('evil.example'))).toEqual([])
  })
})

describe('a call that the agent dials', () => {
  const evil = 'Contact: <sip:15400000666@evil.example>'
  const dial = (answer: (request: string) => string | null) => {
    peer.pbx.answerTo = answersToInvite(answer)
    return peer.execute({ kind: 'dial', number: '600' })
  }
  const ended = (sipCode: number | null) => expect(peer.call()).toMatchObject({ state: 'ended', outcome: { kind: 'failed', sipCode } })

  it('407 → the password is proven, and the call goes on', async () => {
    let asked = 0
    const answer = (request: string) => {
      asked += 1
      return asked === 1 ? answerWith(request, '407 Proxy Authentication Required', `Proxy-Authenticate: ${challenge('n')}`) : okTo(request, sdp.body)
    }
    expect(await dial(answer)).toMatchObject({ ok: true })
    expect(peer.pbx.received.filter((message) => /^Proxy-Authorization: Digest .*nonce="n"/m.test(message))).toHaveLength(1)
    expect(peer.call()).toMatchObject({ state: 'live' })
  })

  it('407 again and again → failed with 407, and no loop', async () => {
    const result = await dial((request) => answerWith(request, '407 Proxy Authentication Required', `Proxy-Authenticate: ${challenge('n')}`))
    expect(result).toEqual({ ok: false, error: { code: 'refused-by-pbx', sipCode: 407 } })
    ended(407)
  })

  it.each([300, 301, 302, 305, 380])('%i → not followed: failed with the code, and nobody else is called', async (code) => {
    const result = await dial((request) => answerWith(request, `${code} Elsewhere`, evil))
    expect(result).toEqual({ ok: false, error: { code: 'refused-by-pbx', sipCode: code } })
    ended(code)
    expect(peer.pbx.received.filter((message) => message.includes('evil.example'))).toEqual([])
  })

  it.each([
    ['no Contact', (answer: string) => answer.replace(/^Contact: .*\r\n/m, '')],
    ['no To tag', (answer: string) => answer.replace(';tag=pbx', '')],
  ])('200 with %s → failed instead of dialling for ever', async (_what, broken) => {
    const result = await dial((request) => broken(okTo(request, sdp.body)))
    expect(result).toMatchObject({ ok: false, error: { code: 'refused-by-pbx' } })
    ended(500)
  })

  it('a code of the queue that is redirected → refused, and the membership is what it was', async () => {
    peer.pbx.answerTo = answersToInvite((request) => answerWith(request, '302 Moved Temporarily', evil))
    expect(await peer.execute({ kind: 'resume-queue' })).toEqual({ ok: false, error: { code: 'refused-by-pbx', sipCode: 302 } })
    expect(peer.pbx.line.snapshot().membership.state).toBe('unknown')
  })
})

/** A request that belongs to no call, or says so of one that nobody knows. */
const outside = (method: string, headers: Readonly<Record<string, string>>) =>
  invite({ CSeq: `1 ${method}`, ...headers }, '', 'outside').replace(/^INVITE/, method)

describe('a request outside of any call', () => {
  it.each([
    ['OPTIONS', 200, 'the seat is there'],
    ['INFO', 405, 'there is no call that it could be about'],
    ['MESSAGE', 405, 'nobody would read it'],
    ['NOTIFY', 481, 'nothing was subscribed to'],
    ['SUBSCRIBE', 405, 'there is nothing to subscribe to'],
    ['REFER', 405, 'nobody sends this seat anywhere'],
    ['REGISTER', 405, 'this is no registrar'],
    ['PUBLISH', 405, 'not known here'],
    ['UPDATE', 405, 'not known here'],
    ['BREW', 405, 'not known anywhere'],
    ['PRACK', 500, 'sip.js trips over it'],
    ['BYE', 481, 'there is no such call'],
  ])('%s → %i: %s', async (method, code) => {
    await peer.tell(outside(method, { Event: 'dialog', 'Refer-To': '<sip:15400000666@evil.example>' }))
    expect(peer.said('outside')).toEqual([`${code} ${method}`])
    expect(peer.pbx.line.snapshot().calls).toEqual([])
  })

  it.each(['INFO', 'MESSAGE', 'SUBSCRIBE', 'REFER', 'BYE', 'INVITE', 'PRACK'])('%s of a call that nobody knows → 481', async (method) => {
    await peer.tell(outside(method, { To: '<sip:1001@pbx.example>;tag=gone' }))
    expect(peer.said('outside')).toEqual([`481 ${method}`])
  })

  it('a stray ACK → silence', async () => {
    await peer.tell(outside('ACK', {}))
    expect(peer.said('outside')).toEqual([])
  })
})

describe('a request in a call', () => {
  it.each([
    ['OPTIONS', 200],
    ['INFO', 200],
    ['NOTIFY', 200],
    ['MESSAGE', 405],
    ['SUBSCRIBE', 501],
    ['REFER', 603],
    ['UPDATE', 405],
    ['PRACK', 500],
  ])('%s → %i, and the call goes on', async (method, code) => {
    const call = await peer.talking()
    await call.send(method, { Event: 'dialog', 'Refer-To': '<sip:15400000666@evil.example>' })
    await peer.time.rest()
    expect(peer.said(call.callId).slice(-1)).toEqual([`${code} ${method}`])
    expect(peer.call()).toMatchObject({ state: 'live' })
    expect(peer.pbx.received.filter((message) => message.includes('evil.example'))).toEqual([])
  })
})
