import assert from 'node:assert/strict'
import { identityLimits } from '../../../shared/calls/call-schemas'
import { headerOf, invite, okTo, answerTo } from '../../unit/phone/raw-pbx.fixture'
import type { RawCall } from '../../unit/phone/raw-pbx.fixture'
import { openScriptedPeer, sdp } from '../scripted-peer'
import type { ScriptedPeer } from '../scripted-peer'
import { seededRandom } from '../seeded-random'
import type { SeededRandom } from '../seeded-random'
import { mutate } from './mutations'

export interface MalformedSipProof {
  readonly messages: number
  /** Messages that the line counted as malformed or suspicious. */
  readonly warnings: number
  /** Good calls in between, each answered, talked and ended. */
  readonly goodCalls: number
  /** The one message that took longest, in milliseconds of this machine. */
  readonly slowestMs: number
}

/** After so many messages the line must take a good call. */
const batch = 100
/** No message may hold up the phone for longer, on a machine that is busy with other things too. */
const longestMs = 1000

/**
 * Sends spoiled messages to a seat that is idle, rings, talks or dials, and spoils the answers to what it asks itself. After
 * each batch a good call must come through, and nothing may be left over of the bad ones.
 *
 * @throws at the first message after which something is not as it should be; its text is in the error
 */
export async function proveLineOutlivesMalformedSip(options: { readonly count: number; readonly seed: number; log?(line: string): void }): Promise<MalformedSipProof> {
  const random = seededRandom(options.seed)
  const strays = watchForStrays()
  // sip.js draws its tags and branches there: the same seed is to be the same run.
  const { random: chance } = Math
  const drawn = seededRandom(options.seed)
  Math.random = () => drawn.below(2 ** 31) / 2 ** 31
  // Each ping is parsed as often as a spoiled message; the proof is not about them.
  const peer = await openScriptedPeer({ connection: { pingEveryMs: 20_000 } })
  let slowestMs = 0
  let goodCalls = 0
  let last = ''
  try {
    for (let sent = 0; sent < options.count; sent += batch) {
      const scene = await setScene(peer, random)
      for (let left = Math.min(batch, options.count - sent); left > 0; left -= 1) {
        last = mutate(scene.next(), random)
        const startedAt = performance.now()
        peer.pbx.sendAsIs(last)
        await turns(4)
        const tookMs = performance.now() - startedAt
        slowestMs = Math.max(slowestMs, tookMs)
        assert.ok(tookMs < longestMs, `took ${tookMs} ms`)
        checkCalls(peer)
        strays.check()
      }
      await clearUp(peer)
      await goodCall(peer)
      goodCalls += 1
      strays.check()
      if (sent % 2000 === 0 && sent > 0) options.log?.(`${sent} messages`)
    }
    await peer.time.advance(40_000)
    checkNothingLeft(peer)
    return { messages: options.count, warnings: peer.pbx.line.snapshot().parserWarnings, goodCalls, slowestMs: Math.round(slowestMs) }
  } catch (error) {
    throw new Error(`seed ${options.seed}, after: ${JSON.stringify(last)}`, { cause: error })
  } finally {
    Math.random = chance
    await peer.close().finally(strays.stop)
  }
}

/** Where the seat is while it is sent a batch, and what an honest far end could say there. */
interface Scene {
  next(): string
}

async function setScene(peer: ScriptedPeer, random: SeededRandom): Promise<Scene> {
  const scenes = [idle, ringing, talking, dialling, unregistered] as const
  return random.pick(scenes)(peer, random)
}

let calls = 0
const nextCallId = () => `spoiled-${(calls += 1)}`
const methods = ['OPTIONS', 'INFO', 'MESSAGE', 'NOTIFY', 'SUBSCRIBE', 'REFER', 'BYE', 'PRACK', 'UPDATE', 'REGISTER', 'CANCEL', 'ACK'] as const

const named = { From: '"重庆 \\"x\\" <b>" <sip:15400000001@trunk.example;user=phone>;tag=abc', 'P-Asserted-Identity': '<sip:15400000001@trunk.example>', 'X-Queue': 'hotline' }

async function idle(_peer: ScriptedPeer, random: SeededRandom): Promise<Scene> {
  return {
    next() {
      const callId = nextCallId()
      if (random.below(2) === 0) return invite({ ...sdp.headers, ...named }, sdp.body, callId)
      const method = random.pick(methods)
      return invite({ CSeq: `1 ${method}`, Event: 'dialog', 'Refer-To': '<sip:15400000666@evil.example>' }, '', callId).replace(/^INVITE/, method)
    },
  }
}

async function ringing(peer: ScriptedPeer, random: SeededRandom): Promise<Scene> {
  const { callId } = await peer.ringing()
  return {
    next: () => {
      const method = random.pick(['CANCEL', 'ACK', 'INVITE', 'BYE', 'PRACK'] as const)
      return invite({ CSeq: `1 ${method}` }, '', callId).replace(/^INVITE/, method)
    },
  }
}

async function talking(peer: ScriptedPeer, random: SeededRandom): Promise<Scene> {
  const call: RawCall = await peer.talking()
  let cseq = 10
  return {
    next() {
      cseq += 1
      const method = random.pick([...methods, 'INVITE', 'INVITE', 'INFO'] as const)
      const body = method === 'INVITE' ? sdp : method === 'INFO' ? { headers: { 'Content-Type': 'application/dtmf-relay' }, body: 'Signal=5\r\n' } : { headers: {}, body: '' }
      return call.text(method, { CSeq: `${cseq} ${method}`, Event: 'refer', 'Refer-To': '<sip:15400000666@evil.example>', ...body.headers }, body.body)
    },
  }
}

/** The far end's answers to the seat's own INVITE. */
async function dialling(peer: ScriptedPeer, random: SeededRandom): Promise<Scene> {
  let asked = ''
  const dial = () => {
    void peer.pbx.line.execute({ kind: 'dial', number: '600' })
  }
  peer.pbx.answerTo = (request) => {
    if (!request.startsWith('INVITE')) return okTo(request)
    asked = request
    return answerTo(request, '180 Ringing')
  }
  dial()
  await peer.until(() => asked !== '')
  const statuses = ['100 Trying', '180 Ringing', '183 Progress', '200 OK', '302 Moved', '401 Unauthorized', '407 Proxy', '422 X', '486 Busy', '491 X', '500 X', '503 X', '603 X', '699 X']
  return {
    next() {
      if (peer.call().state === 'ended') dial()
      return answerTo(asked, random.pick(statuses), random.below(2) === 0 ? sdp.body : '')
    },
  }
}

/** The PBX's answers to REGISTER and OPTIONS; the seat goes on asking while time passes. */
async function unregistered(peer: ScriptedPeer, random: SeededRandom): Promise<Scene> {
  let asked = peer.pbx.received.findLast((message) => message.startsWith('REGISTER')) ?? ''
  peer.pbx.answerTo = (request) => {
    asked = request
    return random.below(3) === 0 ? null : mutate(okTo(request), random)
  }
  await peer.time.advance(10_000)
  const statuses = ['200 OK', '401 Unauthorized', '403 Forbidden', '423 Interval Too Brief', '302 Moved', '503 X']
  return { next: () => answerTo(asked, random.pick(statuses)) }
}

/** What the line says of its calls stays text of bounded length, without controls, whatever came. */
function checkCalls(peer: ScriptedPeer): void {
  for (const { remote, offer } of peer.pbx.line.snapshot().calls) {
    for (const [text, limit] of [
      [remote.from, identityLimits.from],
      [remote.displayName, identityLimits.displayName],
      [remote.assertedIdentity, identityLimits.assertedIdentity],
      [offer.queue, identityLimits.queue],
    ] as const) {
      assert.ok(text === null || (text.length <= limit && !/\p{Cc}/u.test(text)), `hostile text came through: ${JSON.stringify(text)}`)
    }
  }
  const dialled = peer.pbx.received.filter((message) => message.startsWith('INVITE') && !headerOf(message, 'to').includes('tag='))
  assert.ok(dialled.every((message) => message.startsWith('INVITE sip:600@pbx.example ')), 'a call to somewhere else')
}

/** Ends what the batch has left, as an agent would; what is not over then, time ends. */
async function clearUp(peer: ScriptedPeer): Promise<void> {
  peer.pbx.answerTo = (request) => {
    if (request.startsWith('CANCEL')) peer.pbx.sendAsIs(answerTo(inviteOf(request), '487 Request Terminated'))
    return okTo(request)
  }
  const inviteOf = (cancel: string) =>
    peer.pbx.received.findLast((message) => message.startsWith('INVITE') && headerOf(message, 'via') === headerOf(cancel, 'via')) ?? ''
  for (const { id, state } of peer.pbx.line.snapshot().calls) {
    if (state === 'ringing') await peer.execute({ kind: 'decline', callId: id, reason: 'other' })
    else if (state !== 'ended') await peer.execute({ kind: 'hang-up', callId: id })
  }
  // Longer than any transaction; a Retry-After that the line believes may be longer still.
  await peer.time.advance(40_000)
  assert.ok(peer.pbx.line.snapshot().calls.every(({ state }) => state === 'ended'), `a call without an end: ${JSON.stringify(peer.pbx.line.snapshot())}`)
  await peer.until(() => peer.pbx.line.snapshot().registration.state === 'registered')
  peer.pbx.forget()
}

async function goodCall(peer: ScriptedPeer): Promise<void> {
  const call = await peer.talking()
  await call.send('BYE', {})
  await peer.time.rest()
  assert.deepEqual(peer.call().state === 'ended' && peer.call(), { ...peer.call(), outcome: { kind: 'completed', endedBy: 'caller' } })
}

function checkNothingLeft(peer: ScriptedPeer): void {
  const { userAgentClients, userAgentServers, dialogs } = peer.pbx.seat.userAgentCore
  const left = [...userAgentClients.values(), ...userAgentServers.values()].map(({ transaction }) => `${transaction.state}: ${transaction.request.toString()}`)
  assert.deepEqual([...left, ...dialogs.keys()], [])
}

/** Rejections that nobody handles, errors that nobody catches, and anything fetched. */
function watchForStrays() {
  const strays: unknown[] = []
  const onStray = (stray: unknown) => void strays.push(stray)
  const { fetch } = globalThis
  process.on('unhandledRejection', onStray)
  process.on('uncaughtException', onStray)
  globalThis.fetch = (input) => {
    onStray(new Error(`fetched ${String(input)}`))
    return Promise.reject(new Error('not here'))
  }
  return {
    check() {
      const [first] = strays.splice(0)
      if (first !== undefined) throw first
    },
    stop() {
      process.off('unhandledRejection', onStray)
      process.off('uncaughtException', onStray)
      globalThis.fetch = fetch
    },
  }
}

async function turns(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) await new Promise((resolve) => setImmediate(resolve))
}
