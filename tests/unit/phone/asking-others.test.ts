import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Call, CallId } from '../../../shared/calls/call'
import { openScriptedPeer, sdp } from '../../support/scripted-peer'
import type { ScriptedPeer } from '../../support/scripted-peer'
import { answerTo, byeOf, headerOf, okTo, type RawCall } from './raw-pbx.fixture'

/** Somebody is asked about a caller, or all three are to talk, and the PBX, the connection or whoever was asked does not go along. */

let peer: ScriptedPeer
/** What a request is answered with, by the test; undefined = 200. */
let scripted: (request: string) => string | null | undefined

beforeEach(async () => {
  peer = await openScriptedPeer({ capabilities: { attendedTransfer: true, conference: 'pbx' } })
  scripted = () => undefined
  peer.pbx.answerTo = (request) => {
    const answer = scripted(request)
    return answer === undefined ? okTo(request, request.startsWith('INVITE') ? sdp.body : '') : answer
  }
})

afterEach(() => peer.close())

const department = '12333'
const isTo = (request: string, method: string, user: RegExp) => new RegExp(`^${method} sip:${user.source}@`).test(request)
const isToRoom = (request: string) => isTo(request, 'INVITE', /\*5\d{6}/)
const isOf = (request: string, { callId }: RawCall) => headerOf(request, 'call-id') === callId
const snapshot = () => peer.pbx.line.snapshot()
const callOf = (id: CallId): Call | undefined => snapshot().calls.find((call) => call.id === id)
const dialled = (user: RegExp) => peer.pbx.received.filter((message) => isTo(message, 'INVITE', user))

/** A caller on hold and a department that has answered. */
async function asked(): Promise<{ caller: RawCall; consultId: CallId; invite: string }> {
  const caller = await peer.talking()
  expect(await peer.execute({ kind: 'consult', callId: caller.id, to: department })).toMatchObject({ ok: true })
  await peer.until(() => callOf(snapshot().consultation?.consultId ?? caller.id)?.state === 'live')
  const consultId = snapshot().consultation?.consultId ?? caller.id
  return { caller, consultId, invite: dialled(/12333/)[0] ?? '' }
}

async function arrived(call: RawCall): Promise<void> {
  await call.send('NOTIFY', { Event: 'refer', 'Subscription-State': 'terminated', 'Content-Type': 'message/sipfrag' }, 'SIP/2.0 200 OK\r\n')
  await peer.time.rest()
}

/** All three are to meet in a room, and the caller is on the way there. */
async function joining() {
  const three = await asked()
  scripted = (request) => (request.startsWith('REFER') ? answerTo(request, '202 Accepted') : undefined)
  return { ...three, join: () => peer.pbx.line.execute({ kind: 'join', callId: three.caller.id }) }
}

describe('a connection that is lost', () => {
  it('while a number is dialled that has not even been tried yet: it can be dialled again once the connection is back', async () => {
    scripted = (request) => (request.startsWith('INVITE') ? null : undefined)
    const dial = { kind: 'dial', number: '600' } as const
    const first = peer.pbx.line.execute(dial)
    await peer.time.rest()
    const { id } = peer.call()
    peer.pbx.wire.cut()
    expect(await peer.during(first)).toEqual({ ok: false, error: { code: 'not-registered' } })
    expect(callOf(id)).toMatchObject({ state: 'ended', outcome: { kind: 'lost' } })
    peer.pbx.wire.mend()
    await peer.until(() => snapshot().registration.state === 'registered')
    void peer.pbx.line.execute(dial)
    await peer.time.rest()
    expect(peer.call()).toMatchObject({ state: 'dialling' })
    expect(peer.call().id).not.toBe(id)
  })

  it('while a department is being asked: the agent is back with the caller as soon as it returns', async () => {
    const caller = await peer.talking()
    scripted = (request) => (isTo(request, 'INVITE', /12333/) ? answerTo(request, '180 Ringing') : undefined)
    expect(await peer.execute({ kind: 'consult', callId: caller.id, to: department })).toMatchObject({ ok: true })
    expect(callOf(caller.id)).toMatchObject({ hold: 'held' })
    peer.pbx.wire.cut()
    await peer.until(() => snapshot().consultation === null)
    await peer.time.rest()
    expect(callOf(caller.id)).toMatchObject({ state: 'live', hold: 'held' })
    peer.pbx.wire.mend()
    await peer.until(() => snapshot().registration.state === 'registered')
    await peer.time.advance(1000)
    expect(callOf(caller.id)).toMatchObject({ state: 'live', hold: 'off' })
    expect(peer.pbx.received.findLast((message) => message.startsWith('INVITE') && isOf(message, caller))).toContain('a=sendrecv')
  })
})

describe('a department that hangs up while all three are being joined', () => {
  const isBackWithCaller = async (id: CallId) => {
    expect(snapshot().consultation).toBeNull()
    expect(callOf(id)).toMatchObject({ state: 'live', hold: 'off' })
    expect(await peer.execute({ kind: 'consult', callId: id, to: '600' })).toMatchObject({ ok: true })
  }

  it('before the room is entered: nobody is sent there', async () => {
    const { caller, invite, join } = await joining()
    const before = scripted
    scripted = (request) => (isToRoom(request) ? null : before(request))
    const joined = join()
    await peer.time.rest()
    await peer.tell(byeOf(invite))
    await peer.tell(okTo(dialled(/\*5\d{6}/)[0] ?? '', sdp.body))
    expect(await peer.during(joined)).toEqual({ ok: false, error: { code: 'no-consultation' } })
    expect(peer.said(caller.callId)).not.toContain('REFER')
    await isBackWithCaller(caller.id)
  })

  it('while the caller is on the way to the room: the agent is there with the caller, and can ask again', async () => {
    const { caller, invite, join } = await joining()
    const joined = join()
    await peer.until(() => peer.said(caller.callId).includes('REFER'))
    await peer.tell(byeOf(invite))
    await arrived(caller)
    expect(await peer.during(joined)).toEqual({ ok: false, error: { code: 'no-consultation' } })
    await isBackWithCaller(caller.id)
  })

  it('while it is sent to the room itself', async () => {
    const { caller, invite, join } = await joining()
    scripted = (request) => (!request.startsWith('REFER') ? undefined : isOf(request, caller) ? answerTo(request, '202 Accepted') : null)
    const joined = join()
    await peer.until(() => peer.said(caller.callId).includes('REFER'))
    await arrived(caller)
    await peer.until(() => peer.said(headerOf(invite, 'call-id')).includes('REFER'))
    await peer.tell(byeOf(invite))
    expect(await peer.during(joined)).toMatchObject({ ok: false })
    await isBackWithCaller(caller.id)
  })
})

it('hold pressed while the caller is on the way to the room does not keep the three apart', async () => {
  const { caller, invite, join } = await joining()
  expect(await peer.execute({ kind: 'talk-to', callId: caller.id })).toMatchObject({ ok: true })
  const before = scripted
  scripted = (request) => (request.startsWith('INVITE') && isOf(request, caller) ? null : before(request))
  const joined = join()
  await peer.until(() => peer.said(caller.callId).includes('REFER'))
  void peer.pbx.line.execute({ kind: 'hold', callId: caller.id })
  await peer.time.rest()
  expect(callOf(caller.id)).toMatchObject({ hold: 'holding' })
  await arrived(caller)
  await peer.until(() => peer.said(headerOf(invite, 'call-id')).includes('REFER'))
  // Gone to the room: the PBX ends the leg that it was asked over.
  await peer.tell(byeOf(invite))
  expect(await peer.during(joined)).toMatchObject({ ok: true })
  await peer.time.advance(10_000)
  expect(callOf(caller.id)).toMatchObject({ state: 'live', hold: 'off', room: { met: [department] } })
})

describe('a PBX without rooms', () => {
  it.each(['404 Not Found', '484 Address Incomplete', '488 Not Acceptable Here'])('that says %s: the voices are mixed here, and no room is asked for again', async (status) => {
    const { caller, consultId, join } = await joining()
    scripted = (request) => (isToRoom(request) ? answerTo(request, status) : undefined)
    expect(await peer.during(join())).toMatchObject({ ok: true })
    expect(snapshot()).toMatchObject({ consultation: { callId: caller.id, consultId, joinedBy: 'line' }, capabilities: { conference: 'local' } })
    for (const id of [caller.id, consultId]) expect(callOf(id)).toMatchObject({ state: 'live', hold: 'off' })
    await peer.execute({ kind: 'hang-up', callId: consultId })
    expect(await peer.execute({ kind: 'consult', callId: caller.id, to: department })).toMatchObject({ ok: true })
    await peer.until(() => callOf(snapshot().consultation?.consultId ?? caller.id)?.state === 'live')
    expect(await peer.execute({ kind: 'join', callId: caller.id })).toMatchObject({ ok: true })
    expect(dialled(/\*5\d{6}/)).toHaveLength(1)
  })

  it('is not taken for one because its room is full just now', async () => {
    const { caller, consultId, join } = await joining()
    scripted = (request) => (isToRoom(request) ? answerTo(request, '503 Service Unavailable') : undefined)
    expect(await peer.during(join())).toEqual({ ok: false, error: { code: 'refused-by-pbx', sipCode: 503 } })
    expect(snapshot()).toMatchObject({ consultation: { callId: caller.id, consultId, joinedBy: null }, capabilities: { conference: 'pbx' } })
  })
})
