import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readRoomNews } from '../../../renderer/phone/sip/room-news'
import { openScriptedPeer, sdp } from '../../support/scripted-peer'
import type { ScriptedPeer } from '../../support/scripted-peer'
import { answerTo, headerOf, okTo, toDialler } from './raw-pbx.fixture'

/** What Asterisk 22 says, word for word, but for the numbers. */
const channel = (id: string, number: string, protocolId = '') => ({
  id, name: `PJSIP/trunk-${id}`, state: 'Up', protocol_id: protocolId, caller: { name: '', number }, creationtime: '2026-11-30T20:45:57.538+0000', language: 'en', admin: false, muted: false,
})
const bridge = { id: '3ca6f4f5-ec47-4ab4-9875-fb2d0ae6127b', name: '056952', creationtime: '2026-11-30T20:45:58.524+0000', video_mode: 'none' }
const told = (type: string, ...channels: readonly object[]) => JSON.stringify({ type, timestamp: '2026-11-30T20:45:58.547+0000', bridge, channels }, null, 2)

describe('what a room says', () => {
  it('is read for who is there, who comes and who leaves', () => {
    const caller = { id: '1796071557.0', protocolId: 'caller-1', number: '13800000001' }
    expect(readRoomNews(told('ConfbridgeWelcome', channel('1796071557.0', '13800000001', 'caller-1'), channel('2', '1001')))).toEqual({ kind: 'welcome', channels: [caller, { id: '2', protocolId: '', number: '1001' }] })
    expect(readRoomNews(told('ConfbridgeJoin', channel('1796071557.0', '13800000001', 'caller-1')))).toEqual({ kind: 'join', channels: [caller] })
    expect(readRoomNews(told('ConfbridgeLeave', channel('1796071557.0', '13800000001', 'caller-1')))).toEqual({ kind: 'leave', channels: [caller] })
  })

  it('is nothing to do with this seat where somebody is muted', () => {
    expect(readRoomNews(told('ConfbridgeMute', channel('2', '1001')))).toBe('other')
  })

  it.each([
    ['no JSON', 'hello'],
    ['nothing', ''],
    ['null', 'null'],
    ['without channels', '{"type":"ConfbridgeLeave"}'],
    ['a channel without an id', told('ConfbridgeLeave', { caller: { number: '110' } })],
    ['a number that is none', told('ConfbridgeLeave', { ...channel('2', ''), caller: { number: { toString: 1 } } })],
    ['two who leave at once', told('ConfbridgeLeave', channel('1', '110'), channel('2', '120'))],
    ['nobody who leaves', told('ConfbridgeLeave')],
    ['more than any room holds', told('ConfbridgeWelcome', ...Array.from({ length: 51 }, (_, index) => channel(String(index), '110')))],
    ['a number without end', told('ConfbridgeJoin', channel('1', '9'.repeat(5000)))],
    ['more than is looked at', told('ConfbridgeMute', channel('1', '110')) + ' '.repeat(40_000)],
  ])('is refused as malformed: %s', (_what, body) => expect(readRoomNews(body)).toBeNull())

  it('never trips, however it is mutated, and lets nothing through but short texts', () => {
    const honest = [told('ConfbridgeWelcome', channel('1', '13800000001', 'caller-1'), channel('2', '1001')), told('ConfbridgeLeave', channel('1', '13800000001'))]
    const cut = fc.record({ at: fc.nat(), length: fc.nat(40), insert: fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('{', '}', '[', '"', '\\u0000', '__proto__', '1e999', 'null', '<img src=x>')) })
    fc.assert(
      fc.property(fc.constantFrom(...honest), fc.array(cut, { minLength: 1, maxLength: 6 }), (text, cuts) => {
        const mutated = cuts.reduce((so, { at, length, insert }) => so.slice(0, at % so.length) + insert + so.slice((at % so.length) + length), text)
        const news = readRoomNews(mutated)
        if (news === null || news === 'other') return
        expect(['welcome', 'join', 'leave']).toContain(news.kind)
        for (const { id, number, protocolId } of news.channels) expect([typeof id, id.length <= 200, number.length <= 128, protocolId.length <= 256]).toEqual(['string', true, true, true])
      }),
      { numRuns: 2000, seed: 20_261_130 },
    )
  })
})

describe('a message in a call', () => {
  let peer: ScriptedPeer
  beforeEach(async () => {
    peer = await openScriptedPeer({ capabilities: { attendedTransfer: true, conference: 'pbx' } })
    peer.pbx.answerTo = (request) => (request.startsWith('REFER') ? answerTo(request, '202 Accepted') : okTo(request, request.startsWith('INVITE') ? sdp.body : ''))
  })
  afterEach(() => peer.close())

  const isInviteTo = (user: RegExp) => (message: string) => new RegExp(`^INVITE sip:${user.source}@`).test(message)
  const json = { 'Content-Type': 'application/x-asterisk-confbridge-event+json' }
  const answers = () => peer.pbx.received.filter((message) => message.startsWith('SIP/2.0') && headerOf(message, 'cseq').endsWith('MESSAGE'))
  const answer = () => answers().at(-1)?.split('\r\n')[0]

  /** A caller, the agent and a department in a room; the way to say something in the seat's call there. */
  async function inRoom() {
    const caller = await peer.talking()
    expect(await peer.execute({ kind: 'consult', callId: caller.id, to: '12333' })).toMatchObject({ ok: true })
    const joined = peer.pbx.line.execute({ kind: 'join', callId: caller.id })
    const arrived = { Event: 'refer', 'Subscription-State': 'terminated', 'Content-Type': 'message/sipfrag' }
    await peer.until(() => peer.said(caller.callId).includes('REFER'))
    await caller.send('NOTIFY', arrived, 'SIP/2.0 200 OK\r\n')
    await peer.until(() => peer.pbx.received.filter((message) => message.startsWith('REFER')).length === 2)
    const asked = peer.pbx.received.find(isInviteTo(/12333/)) ?? ''
    await peer.tell(toDialler(asked, 'NOTIFY', { headers: arrived, body: 'SIP/2.0 200 OK\r\n' }))
    expect(await peer.during(joined)).toMatchObject({ ok: true })
    const room = peer.pbx.received.find(isInviteTo(/\*5\d{6}/)) ?? ''
    let number = 0
    const say = (body: string, headers: Readonly<Record<string, string>> = json) => peer.tell(toDialler(room, 'MESSAGE', { number: (number += 1), headers, body }))
    const own = headerOf(room, 'call-id')
    await say(told('ConfbridgeWelcome', channel('c', '15400000001'), channel('s', '1001', own)))
    await say(told('ConfbridgeJoin', channel('d', '12333')))
    return { caller, say }
  }

  it('that is in a room says who leaves, and is answered', async () => {
    const { caller, say } = await inRoom()
    expect(answer()).toBe('SIP/2.0 200 OK')
    await say(told('ConfbridgeLeave', channel('d', '12333')))
    expect(peer.pbx.line.snapshot().calls.find(({ id }) => id === caller.id)).toMatchObject({ state: 'live', room: { isTold: true, met: [], left: ['12333'] } })
    await say(told('ConfbridgeLeave', channel('c', '15400000001')))
    expect(peer.pbx.line.snapshot().calls.find(({ id }) => id === caller.id)).toMatchObject({ state: 'ended', outcome: { kind: 'completed', endedBy: 'caller' } })
    // Alone in the room, the seat leaves it.
    expect(peer.said().at(-1)).toBe('BYE')
  })

  it('whose caller has left goes on with the others in the same session, on hold and off, to its end', async () => {
    const { say } = await inRoom()
    await say(told('ConfbridgeLeave', channel('c', '15400000001')))
    const { id } = peer.call()
    expect(peer.call()).toMatchObject({ state: 'live', direction: 'outgoing', hold: 'off', room: { met: ['12333'] } })
    expect(await peer.execute({ kind: 'hold', callId: id })).toMatchObject({ ok: true })
    expect(await peer.execute({ kind: 'resume', callId: id })).toMatchObject({ ok: true })
    expect(await peer.execute({ kind: 'hang-up', callId: id })).toMatchObject({ ok: true })
    expect([peer.call(), peer.said().at(-1)]).toMatchObject([{ id, state: 'ended', outcome: { kind: 'completed', endedBy: 'agent' } }, 'BYE'])
  })

  it('that comes before the answer to the call was read waits for it', async () => {
    const caller = await peer.talking()
    expect(await peer.execute({ kind: 'consult', callId: caller.id, to: '12333' })).toMatchObject({ ok: true })
    const before = peer.pbx.answerTo
    peer.pbx.answerTo = (request) => (isInviteTo(/\*5\d{6}/)(request) ? null : before(request))
    const joined = peer.pbx.line.execute({ kind: 'join', callId: caller.id })
    await peer.until(() => peer.pbx.received.some(isInviteTo(/\*5\d{6}/)))
    const room = peer.pbx.received.find(isInviteTo(/\*5\d{6}/)) ?? ''
    peer.pbx.sendAsIs(okTo(room, sdp.body))
    await peer.tell(toDialler(room, 'MESSAGE', { headers: json, body: told('ConfbridgeWelcome', channel('s', '1001', headerOf(room, 'call-id'))) }))
    await peer.until(() => peer.said(caller.callId).includes('REFER'))
    expect(answer()).toBe('SIP/2.0 200 OK')
    await caller.send('NOTIFY', { Event: 'refer', 'Subscription-State': 'terminated', 'Content-Type': 'message/sipfrag' }, 'SIP/2.0 200 OK\r\n')
    await peer.until(() => peer.call().state === 'live' && peer.pbx.line.snapshot().calls.some((call) => call.state === 'live' && call.room?.isTold === true))
    void joined
  })

  it('that is no news of a room is refused, and what cannot be read is counted', async () => {
    const { caller, say } = await inRoom()
    await say('hello', { 'Content-Type': 'text/plain' })
    expect(answers().at(-1)).toMatch(/^SIP\/2\.0 415[^]*^Accept: application\/x-asterisk-confbridge-event\+json$/m)
    const before = peer.pbx.line.snapshot().parserWarnings
    await say('{"type":')
    expect([answer(), peer.pbx.line.snapshot().parserWarnings]).toEqual(['SIP/2.0 400 Bad Request', before + 1])
    await caller.send('MESSAGE', json, told('ConfbridgeLeave', channel('c', '15400000001')))
    expect(peer.pbx.line.snapshot().calls.find(({ id }) => id === caller.id)).toMatchObject({ state: 'live', room: { left: [] } })
  })

  it('of any other call is refused, whatever it says', async () => {
    const caller = await peer.talking()
    await caller.send('MESSAGE', json, told('ConfbridgeLeave', channel('c', '15400000001')))
    await peer.time.rest()
    expect(answer()).toBe('SIP/2.0 405 Method Not Allowed')
    expect(peer.call()).toMatchObject({ state: 'live' })
  })
})
