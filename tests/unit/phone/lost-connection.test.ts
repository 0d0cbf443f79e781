import { afterEach, beforeEach, expect } from 'vitest'
import { answersToInvite, openScriptedPeer, sdp } from '../../support/scripted-peer'
import type { ScriptedPeer } from '../../support/scripted-peer'
import { byCaller, lost, outcomesOf, outcomeTable, transactionMs } from './outcome-table.fixture'
import { ackOf, answerTo, headerOf, invite, okTo } from './raw-pbx.fixture'

/** What comes out of a call whose connection to the PBX is lost. Each row is one script and its outcome. */

let peer: ScriptedPeer

const { answerReInvites, count, endedAs, live } = outcomesOf(() => peer)

beforeEach(async () => {
  peer = await openScriptedPeer()
})

afterEach(() => peer.close())

/** Pulls the wire and mends it a moment later. */
async function dropWire(): Promise<void> {
  peer.pbx.wire.cut()
  await peer.time.rest()
  peer.pbx.wire.mend()
}

/** The seat's answer to the INVITE of that call. */
function answerIn(callId: string): string {
  const found = peer.pbx.received.find((message) => message.startsWith('SIP/2.0 200') && headerOf(message, 'call-id') === callId)
  if (found === undefined) throw new Error('not answered')
  return found
}

const registered = () => peer.until(() => peer.pbx.line.snapshot().registration.state === 'registered')

outcomeTable('a connection that is lost', [
  {
    when: 'with the ACK to our 200',
    outcome: 'a re-INVITE tells the far end where we are; the call is not ended for want of that ACK',
    async run() {
      const call = await peer.talking({ isAcknowledged: false })
      answerReInvites('200 OK')
      await dropWire()
      await peer.until(() => count(call.callId, 'INVITE') === 1)
      await peer.time.advance(2 * transactionMs)
      live()
      await call.send('BYE', {})
      await peer.time.rest()
      endedAs(byCaller)
    },
  },
  {
    when: 'while it rings',
    outcome: 'it rings on and can be answered; the far end is told by a re-INVITE as soon as it has acknowledged the answer',
    async run() {
      const { id, callId } = await peer.ringing()
      answerReInvites('200 OK')
      await dropWire()
      await registered()
      expect(peer.call()).toMatchObject({ state: 'ringing' })
      expect(await peer.execute({ kind: 'answer', callId: id })).toMatchObject({ ok: true })
      await peer.tell(ackOf(answerIn(callId)))
      expect(peer.said(callId).slice(-3)).toEqual(['200 INVITE', 'INVITE', 'ACK'])
      live()
    },
  },
  {
    when: 'with our answer to its INVITE',
    outcome: 'the answer is given again as soon as the connection is back, and the re-INVITE follows its ACK',
    async run() {
      const { id, callId } = await peer.ringing()
      answerReInvites('200 OK')
      peer.pbx.wire.cut()
      await peer.time.rest()
      expect(await peer.execute({ kind: 'answer', callId: id })).toMatchObject({ ok: true })
      expect(peer.said(callId)).not.toContain('200 INVITE')
      peer.pbx.wire.mend()
      await registered()
      await peer.time.rest()
      expect(peer.said(callId).at(-1)).toBe('200 INVITE')
      await peer.tell(ackOf(answerIn(callId)))
      expect(peer.said(callId).slice(-2)).toEqual(['INVITE', 'ACK'])
      live()
    },
  },
  {
    when: 'while it rings, with the CANCEL of a caller who gives up',
    outcome: 'answered, the call is lost half a second later: nobody talks to nobody',
    async run() {
      const { id } = await peer.ringing()
      answerReInvites('481 Call/Transaction Does Not Exist')
      await dropWire()
      await registered()
      expect(await peer.execute({ kind: 'answer', callId: id })).toMatchObject({ ok: true })
      await peer.time.advance(500)
      endedAs(lost)
    },
  },
  {
    when: 'while it rings, and the PBX offers another call then',
    outcome: 'the first was taken back; the other one rings instead of being refused as a second call',
    async run() {
      const { id, callId } = await peer.ringing()
      await dropWire()
      await registered()
      await peer.tell(invite(sdp.headers, sdp.body, 'the-next'))
      expect(peer.said(callId).slice(-1)).toEqual(['480 INVITE'])
      expect(peer.pbx.line.snapshot()).toMatchObject({
        secondCallsRefused: 0,
        calls: [
          { id, state: 'ended', outcome: { kind: 'cancelled-by-caller' } },
          { state: 'ringing' },
        ],
      })
    },
  },
  {
    when: 'while the agent dials',
    outcome: 'lost at once; an answer that comes later is acknowledged and ended',
    async run() {
      let asked = ''
      peer.pbx.answerTo = answersToInvite((request) => {
        asked = request
        return answerTo(request, '180 Ringing')
      })
      await peer.execute({ kind: 'dial', number: '600' })
      await dropWire()
      endedAs(lost)
      await registered()
      await peer.tell(okTo(asked, sdp.body))
      expect(peer.said(headerOf(asked, 'call-id')).slice(-2)).toEqual(['ACK', 'BYE'])
    },
  },
  {
    when: 'while a PBX that is there has no registration for us just now',
    outcome: 'the ring goes on',
    async run() {
      await peer.ringing()
      peer.pbx.answerTo = (request) => (request.startsWith('REGISTER') ? answerTo(request, '503 Service Unavailable') : okTo(request))
      await peer.until(() => peer.pbx.line.snapshot().registration.state === 'unreachable')
      expect(peer.call()).toMatchObject({ state: 'ringing' })
    },
  },
])
