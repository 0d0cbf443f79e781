import { afterEach, beforeEach, expect } from 'vitest'
import { answersToInvite, openScriptedPeer, sdp } from '../../support/scripted-peer'
import type { ScriptedPeer } from '../../support/scripted-peer'
import { byAgent, byCaller, lost, outcomesOf, outcomeTable, transactionMs } from './outcome-table.fixture'
import { answerTo, headerOf, invite, okTo } from './raw-pbx.fixture'

/** What comes out when the far end is late, crosses us or loses something. Each row is one script and its outcome. */

let peer: ScriptedPeer

const { answerReInvites, count, endedAs, lastReInvite, live } = outcomesOf(() => peer)

beforeEach(async () => {
  peer = await openScriptedPeer()
})

afterEach(() => peer.close())

outcomeTable('the ACK to our 200', [
  {
    when: 'is lost, and comes for a repeated 200',
    outcome: 'the 200 is sent again until then and not after, the call goes on',
    async run() {
      const call = await peer.talking({ isAcknowledged: false })
      await peer.time.advance(3600)
      expect(count(call.callId, '200 INVITE')).toBe(4)
      await call.send('ACK', {})
      await peer.time.advance(2 * transactionMs)
      expect(count(call.callId, '200 INVITE')).toBe(4)
      live()
    },
  },
  {
    when: 'comes after hold was pressed',
    outcome: 'hold waits for it: sip.js would end the call, taking it for an answer without a description',
    async run() {
      const call = await peer.talking({ isAcknowledged: false })
      answerReInvites('silence')
      const held = peer.pbx.line.execute({ kind: 'hold', callId: call.id })
      await peer.time.rest()
      expect(count(call.callId, 'INVITE')).toBe(0)
      await call.send('ACK', {})
      await peer.time.rest()
      expect(count(call.callId, 'INVITE')).toBe(1)
      live()
      await peer.tell(okTo(lastReInvite(), sdp.body))
      expect(await peer.during(held)).toMatchObject({ ok: true })
    },
  },
  {
    when: 'never comes',
    outcome: 'BYE after 32 s, the call is lost',
    async run() {
      const { callId } = await peer.talking({ isAcknowledged: false })
      await peer.time.advance(transactionMs - 1000)
      live()
      await peer.time.advance(2000)
      endedAs(lost)
      expect(count(callId, 'BYE')).toBe(1)
    },
  },
  {
    when: 'is still on its way when the agent hangs up',
    outcome: 'ended at once, BYE as soon as it is there',
    async run() {
      const call = await peer.talking({ isAcknowledged: false })
      expect(await peer.execute({ kind: 'hang-up', callId: call.id })).toMatchObject({ ok: true })
      endedAs(byAgent)
      expect(count(call.callId, 'BYE')).toBe(0)
      await call.send('ACK', {})
      await peer.time.rest()
      expect(count(call.callId, 'BYE')).toBe(1)
    },
  },
  {
    when: 'is lost and the caller hangs up',
    outcome: '200 to the BYE, no 200 to the INVITE any more',
    async run() {
      const call = await peer.talking({ isAcknowledged: false })
      await call.send('BYE', {})
      await peer.time.rest()
      endedAs(byCaller)
      const before = count(call.callId, '200 INVITE')
      await peer.time.advance(2 * transactionMs)
      expect(peer.said(call.callId).slice(-1)).toEqual(['200 BYE'])
      expect(count(call.callId, '200 INVITE')).toBe(before)
    },
  },
])

outcomeTable('CANCEL', [
  {
    when: 'comes before the answer',
    outcome: '200 to it, 487 to the INVITE, the caller gave up',
    async run() {
      const ring = await peer.ringing()
      await ring.cancel()
      expect(peer.said(ring.callId).slice(-2)).toEqual(['200 CANCEL', '487 INVITE'])
      endedAs({ kind: 'cancelled-by-caller' })
    },
  },
  {
    when: 'crosses our 200',
    outcome: '200 to it and nothing else; the caller ends the call with a BYE',
    async run() {
      const call = await peer.talking({ isAcknowledged: false })
      await peer.tell(invite({ CSeq: '1 CANCEL' }, '', call.callId).replaceAll('INVITE', 'CANCEL'))
      expect(peer.said(call.callId).slice(-1)).toEqual(['200 CANCEL'])
      live()
      await call.send('ACK', {})
      await call.send('BYE', {})
      await peer.time.rest()
      endedAs(byCaller)
    },
  },
  {
    when: 'is about a call that nobody knows',
    outcome: '481',
    async run() {
      await peer.tell(invite({ CSeq: '1 CANCEL' }, '', 'nobody').replaceAll('INVITE', 'CANCEL'))
      expect(peer.said('nobody')).toEqual(['481 CANCEL'])
    },
  },
  {
    when: 'is ours and crosses their 200',
    outcome: 'ACK and BYE, nobody is left hanging',
    async run() {
      let asked = ''
      peer.pbx.answerTo = answersToInvite((request) => {
        asked = request
        return answerTo(request, '180 Ringing')
      })
      await peer.execute({ kind: 'dial', number: '600' })
      await peer.execute({ kind: 'hang-up', callId: peer.call().id })
      await peer.tell(okTo(asked, sdp.body))
      await peer.time.advance(3000)
      expect(peer.said(headerOf(asked, 'call-id'))).toEqual(['INVITE', 'CANCEL', 'ACK', 'BYE'])
      endedAs(byAgent)
    },
  },
])

outcomeTable('BYE', [
  {
    when: 'comes twice',
    outcome: '200, then 481; one end',
    async run() {
      const call = await peer.talking()
      await call.send('BYE', {})
      await call.send('BYE', {})
      await peer.time.rest()
      expect(peer.said(call.callId).slice(-2)).toEqual(['200 BYE', '481 BYE'])
      endedAs(byCaller)
    },
  },
  {
    when: 'comes while hold is under way',
    outcome: '200, ended by the caller, the hold is refused',
    async run() {
      const call = await peer.talking()
      answerReInvites('silence')
      const held = peer.pbx.line.execute({ kind: 'hold', callId: call.id })
      await peer.until(() => count(call.callId, 'INVITE') === 1)
      await call.send('BYE', {})
      expect(await peer.during(held)).toMatchObject({ ok: false })
      expect(peer.said(call.callId)).toContain('200 BYE')
      endedAs(byCaller)
    },
  },
  {
    when: 'crosses ours',
    outcome: '481 to theirs, ended by the agent',
    async run() {
      const call = await peer.talking()
      peer.pbx.answerTo = (request) => (request.startsWith('BYE') ? null : okTo(request))
      await peer.execute({ kind: 'hang-up', callId: call.id })
      await call.send('BYE', {})
      await peer.time.rest()
      expect(peer.said(call.callId).slice(-2)).toEqual(['BYE', '481 BYE'])
      endedAs(byAgent)
    },
  },
])
