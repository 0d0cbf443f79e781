import { afterEach, beforeEach, expect } from 'vitest'
import { createFakeMedia, type FakeMedia } from '../../contract/phone-line.fakes'
import { answersToInvite, openScriptedPeer, sdp } from '../../support/scripted-peer'
import type { ScriptedPeer } from '../../support/scripted-peer'
import { byCaller, lost, outcomesOf, outcomeTable, transactionMs } from './outcome-table.fixture'
import { answerTo, headerOf, okTo } from './raw-pbx.fixture'

/** What comes out of renegotiations that are refused, cross each other or lose something. Each row is one script and its outcome. */

let peer: ScriptedPeer
let media: FakeMedia

const { answerReInvites, count, endedAs, lastDirection, lastReInvite, live } = outcomesOf(() => peer)

beforeEach(async () => {
  media = createFakeMedia()
  peer = await openScriptedPeer({ media })
})

afterEach(() => peer.close())

outcomeTable('glare', [
  {
    when: 'our hold meets a 491',
    outcome: 'asked again within 2 s, then held',
    async run() {
      const { id, callId } = await peer.talking()
      answerReInvites('491 Request Pending', '200 OK')
      const startedAt = peer.time.clock.now()
      expect(await peer.execute({ kind: 'hold', callId: id })).toMatchObject({ ok: true })
      expect(peer.time.clock.now() - startedAt).toBeLessThanOrEqual(2000)
      expect(count(callId, 'INVITE')).toBe(2)
      expect(peer.call()).toMatchObject({ state: 'live', hold: 'held' })
    },
  },
  {
    when: 'nothing but 491 for longer than 5 s',
    outcome: 'refused with 491, not held, the next try works',
    async run() {
      const { id } = await peer.talking()
      answerReInvites('491 Request Pending')
      expect(await peer.execute({ kind: 'hold', callId: id })).toEqual({ ok: false, error: { code: 'refused-by-pbx', sipCode: 491 } })
      expect(peer.call()).toMatchObject({ state: 'live', hold: 'off' })
      answerReInvites('200 OK')
      expect(await peer.execute({ kind: 'hold', callId: id })).toMatchObject({ ok: true })
    },
  },
  {
    when: 'theirs comes while ours is under way',
    outcome: '491 to theirs, ours is confirmed, their next try is answered as held',
    async run() {
      const call = await peer.talking()
      answerReInvites('silence')
      const held = peer.pbx.line.execute({ kind: 'hold', callId: call.id })
      await peer.until(() => count(call.callId, 'INVITE') === 1)
      const ours = lastReInvite()
      await call.send('INVITE', sdp.headers, sdp.body)
      await peer.time.rest()
      expect(peer.said(call.callId).slice(-1)).toEqual(['491 INVITE'])
      await peer.tell(okTo(ours, sdp.body))
      expect(await peer.during(held)).toMatchObject({ ok: true })
      await call.send('INVITE', sdp.headers, sdp.body)
      await peer.time.rest()
      expect(peer.said(call.callId).slice(-1)).toEqual(['200 INVITE'])
      expect(lastDirection()).toBe('sendonly')
    },
  },
  {
    when: 'hold is asked for before the ACK to their re-INVITE is there',
    outcome: 'not sent until then, then held',
    async run() {
      const call = await peer.talking()
      answerReInvites('200 OK')
      await call.send('INVITE', sdp.headers, sdp.body)
      await peer.time.rest()
      const held = peer.pbx.line.execute({ kind: 'hold', callId: call.id })
      await peer.time.rest()
      expect(count(call.callId, 'INVITE')).toBe(0)
      await call.send('ACK', { CSeq: '2 ACK' })
      expect(await peer.during(held)).toMatchObject({ ok: true })
      expect(peer.call()).toMatchObject({ hold: 'held' })
    },
  },
  {
    when: 'the ACK to their re-INVITE is lost for good',
    outcome: 'the call goes on, can be held half a minute later, and their BYE ends it',
    async run() {
      const call = await peer.talking()
      answerReInvites('200 OK')
      await call.send('INVITE', sdp.headers, sdp.body)
      await peer.time.advance(transactionMs + 1000)
      live()
      expect(await peer.execute({ kind: 'hold', callId: call.id })).toMatchObject({ ok: true })
      await call.send('INVITE', sdp.headers, sdp.body)
      await peer.time.rest()
      expect(peer.said(call.callId).slice(-1)).toEqual(['200 INVITE'])
      await call.send('BYE', {})
      await peer.time.rest()
      endedAs(byCaller)
    },
  },
])

outcomeTable('our re-INVITE', [
  {
    when: 'is refused with 488',
    outcome: 'not held, and their re-INVITE is answered as not held',
    async run() {
      const call = await peer.talking()
      answerReInvites('488 Not Acceptable Here')
      expect(await peer.execute({ kind: 'hold', callId: call.id })).toMatchObject({ ok: false, error: { sipCode: 488 } })
      expect(peer.call()).toMatchObject({ state: 'live', hold: 'off' })
      await call.send('INVITE', sdp.headers, sdp.body)
      await peer.time.rest()
      expect(lastDirection()).toBe('sendrecv')
    },
  },
  {
    when: 'is redirected with 302',
    outcome: 'not followed, not held, and can be asked again',
    async run() {
      const { id } = await peer.talking()
      answerReInvites('silence', '200 OK')
      const held = peer.pbx.line.execute({ kind: 'hold', callId: id })
      await peer.time.rest()
      await peer.tell(answerTo(lastReInvite(), '302 Moved Temporarily'))
      expect(await peer.during(held)).toMatchObject({ ok: false, error: { sipCode: 302 } })
      expect(peer.call()).toMatchObject({ state: 'live', hold: 'off' })
      expect(await peer.execute({ kind: 'hold', callId: id })).toMatchObject({ ok: true })
    },
  },
  {
    when: 'is answered with 481',
    outcome: 'the call is lost: the far end has none',
    async run() {
      const { id } = await peer.talking()
      answerReInvites('481 Call/Transaction Does Not Exist')
      expect(await peer.execute({ kind: 'hold', callId: id })).toMatchObject({ ok: false })
      endedAs(lost)
    },
  },
])

outcomeTable('our re-INVITE that nobody answers', [
  ...[null, '100 Trying'].map((told) => ({
    when: `hold, and ${told ?? 'nothing'} comes back`,
    outcome: 'has failed after 6 s: the agent is heard, and the next press works',
    async run() {
      const { id, callId } = await peer.talking()
      peer.pbx.answerTo = answersToInvite((request) => (told === null ? null : answerTo(request, told)))
      expect(await peer.execute({ kind: 'hold', callId: id })).toEqual({ ok: false, error: { code: 'timed-out' } })
      expect(peer.call()).toMatchObject({ state: 'live', hold: 'off' })
      expect(media.isSending()).toBe(true)
      answerReInvites('200 OK')
      expect(await peer.execute({ kind: 'hold', callId: id })).toMatchObject({ ok: true })
      expect(peer.call()).toMatchObject({ state: 'live', hold: 'held' })
      expect(count(callId, 'INVITE')).toBe(2)
    },
  })),
  {
    when: 'resume, and 100 Trying comes back',
    outcome: 'has failed after 6 s: still held, and the next press works',
    async run() {
      const { id } = await peer.talking()
      answerReInvites('200 OK', '100 Trying', '200 OK')
      await peer.execute({ kind: 'hold', callId: id })
      expect(await peer.execute({ kind: 'resume', callId: id })).toEqual({ ok: false, error: { code: 'timed-out' } })
      expect(peer.call()).toMatchObject({ state: 'live', hold: 'held' })
      expect(await peer.execute({ kind: 'resume', callId: id })).toMatchObject({ ok: true })
      expect(media.isSending()).toBe(true)
    },
  },
  {
    when: 'hold, and the PBX does it after all',
    outcome: 'that is acknowledged, and it is told that the call goes on',
    async run() {
      const { id, callId } = await peer.talking()
      answerReInvites('silence', '200 OK')
      await peer.execute({ kind: 'hold', callId: id })
      const late = lastReInvite()
      await peer.tell(okTo(late, sdp.body))
      await peer.tell(okTo(late, sdp.body))
      await peer.time.advance(transactionMs)
      expect(peer.pbx.received.filter((message) => message.startsWith('ACK') && headerOf(message, 'cseq') === headerOf(late, 'cseq').replace('INVITE', 'ACK')).length).toBeGreaterThanOrEqual(2)
      expect(count(callId, 'INVITE')).toBe(2)
      expect(lastDirection()).toBe('sendrecv')
      expect(peer.call()).toMatchObject({ state: 'live', hold: 'off' })
    },
  },
  {
    when: 'hold, and a 491 came before',
    outcome: 'is not asked once more after it has failed',
    async run() {
      const { id, callId } = await peer.talking()
      answerReInvites('491 Request Pending', 'silence')
      await peer.execute({ kind: 'hold', callId: id })
      await peer.time.advance(transactionMs)
      expect(count(callId, 'INVITE')).toBe(2)
      expect(peer.call()).toMatchObject({ state: 'live', hold: 'off' })
    },
  },
])

outcomeTable('their re-INVITE without a description', [
  {
    when: 'comes in a call',
    outcome: 'our 200 offers, their ACK answers, the call goes on',
    async run() {
      const call = await peer.talking()
      await call.send('INVITE', {})
      await peer.time.rest()
      expect(call.answer('INVITE')).toMatch(/^SIP\/2\.0 200 [^]*a=sendrecv/)
      await call.send('ACK', { CSeq: '2 ACK', ...sdp.headers }, sdp.body)
      await peer.time.advance(transactionMs)
      live()
    },
  },
  {
    when: 'comes on hold',
    outcome: 'our 200 offers hold',
    async run() {
      const call = await peer.talking()
      answerReInvites('200 OK')
      await peer.execute({ kind: 'hold', callId: call.id })
      await call.send('INVITE', {})
      await peer.time.rest()
      expect(lastDirection()).toBe('sendonly')
    },
  },
])
