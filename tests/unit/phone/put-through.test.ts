import { afterEach, beforeEach, expect } from 'vitest'
import type { LineEvent } from '../../../shared/calls/phone-line'
import { createFakeMedia, type FakeMedia } from '../../contract/phone-line.fakes'
import { openScriptedPeer, sdp } from '../../support/scripted-peer'
import type { ScriptedPeer } from '../../support/scripted-peer'
import { byAgent, outcomesOf, outcomeTable } from './outcome-table.fixture'
import { answerTo, okTo, type RawCall } from './raw-pbx.fixture'

/** What becomes of a caller who is put through without asking there. The rows do what Asterisk 22 does, or says that it may do. */

let peer: ScriptedPeer
let media: FakeMedia
let events: LineEvent[]

const { count, endedAs } = outcomesOf(() => peer)
const department = '12333'
const arrived = { kind: 'transferred', to: department }
const notTaken = { kind: 'lost', cause: 'transfer' }
const failure = (farEnd: string, sipCode: number) => [{ kind: 'put-through-failed', callId: peer.call().id, to: department, sipCode, farEnd }]

beforeEach(async () => {
  media = createFakeMedia()
  peer = await openScriptedPeer({ media, capabilities: { blindTransfer: true } })
  events = []
  peer.pbx.line.subscribe((_snapshot, event) => event !== null && events.push(event))
})

afterEach(() => peer.close())

/** A caller who has set out: the PBX has taken the REFER. */
async function onTheWay(): Promise<RawCall> {
  const call = await peer.talking()
  answer({ REFER: '202 Accepted' })
  expect(await peer.execute({ kind: 'transfer', callId: call.id, to: department })).toMatchObject({ ok: true })
  expect(peer.call()).toMatchObject({ state: 'live', goesTo: department })
  return call
}

/** Answers requests of that method so, and others with 200; null = silence. */
function answer(answers: Readonly<Record<string, string | null>>): void {
  peer.pbx.answerTo = (request) => {
    const status = answers[request.split(' ')[0] ?? '']
    return status === null ? null : status === undefined ? okTo(request, request.startsWith('INVITE') ? sdp.body : '') : answerTo(request, status)
  }
}

async function notify(call: RawCall, status: string): Promise<void> {
  const state = status.startsWith('1') ? 'active;expires=600' : 'terminated;reason=noresource'
  await call.send('NOTIFY', { Event: 'refer', 'Subscription-State': state, 'Content-Type': 'message/sipfrag;version=2.0' }, `SIP/2.0 ${status}\r\n`)
  await peer.time.rest()
}

outcomeTable('whoever is put through to a department', [
  {
    when: 'that rings for a minute before it answers',
    outcome: 'is on the way for that long, then there; this seat has left',
    async run() {
      const call = await onTheWay()
      await notify(call, '180 Ringing')
      await peer.time.advance(60_000)
      expect(peer.call()).toMatchObject({ state: 'live', goesTo: department })
      expect(media.isSending()).toBe(false)
      await notify(call, '200 OK')
      endedAs(arrived)
      expect(count(call.callId, 'BYE')).toBe(1)
      expect(events).toEqual([])
    },
  },
  {
    when: 'that is busy, and the PBX has hung up on them: it tells with a BYE once it is asked',
    outcome: 'is gone, and that is no hanging up of theirs',
    async run() {
      const call = await onTheWay()
      answer({ INVITE: null })
      await notify(call, '503 Service Unavailable')
      expect(count(call.callId, 'INVITE')).toBe(1)
      await call.send('BYE', {})
      await peer.time.rest()
      endedAs(notTaken)
      expect(events).toEqual(failure('gone', 503))
      expect(count(call.callId, 'BYE')).toBe(0)
    },
  },
  {
    when: 'that is busy, and the PBX knows the call no more',
    outcome: 'is gone',
    async run() {
      const call = await onTheWay()
      answer({ INVITE: '481 Call/Transaction Does Not Exist' })
      await notify(call, '486 Busy Here')
      endedAs(notTaken)
      expect(events).toEqual(failure('gone', 486))
    },
  },
  {
    when: 'that the PBX does not have',
    outcome: 'is here still, can be heard, held and put through again',
    async run() {
      const call = await onTheWay()
      await notify(call, '404 Not Found')
      expect(events).toEqual(failure('here', 404))
      expect(peer.call()).not.toHaveProperty('goesTo')
      expect(media.isSending()).toBe(true)
      expect(await peer.execute({ kind: 'hold', callId: call.id })).toMatchObject({ ok: true })
      answer({ REFER: '202 Accepted' })
      expect(await peer.execute({ kind: 'transfer', callId: call.id, to: department })).toMatchObject({ ok: true })
      await notify(call, '200 OK')
      endedAs(arrived)
    },
  },
  {
    when: 'in vain, at a PBX that does not answer the question whether they are back',
    outcome: 'is said to be nobody knows where; the call stays',
    async run() {
      const call = await onTheWay()
      answer({ INVITE: null })
      await notify(call, '480 Temporarily Unavailable')
      await peer.time.advance(6000)
      expect(events).toEqual(failure('unknown', 480))
      expect(peer.call()).toMatchObject({ state: 'live', hold: 'off' })
      answer({})
      expect(await peer.execute({ kind: 'hold', callId: call.id })).toMatchObject({ ok: true })
    },
  },
  {
    when: 'whose ringing nobody tells the end of',
    outcome: 'is left there after two minutes',
    async run() {
      const call = await onTheWay()
      await peer.time.advance(119_000)
      expect(peer.call().state).toBe('live')
      await peer.time.advance(1000)
      endedAs(arrived)
      expect(count(call.callId, 'BYE')).toBe(1)
    },
  },
  {
    when: 'and the agent hangs up meanwhile',
    outcome: 'goes on: they were put through',
    async run() {
      const call = await onTheWay()
      expect(await peer.execute({ kind: 'hang-up', callId: call.id })).toMatchObject({ ok: true })
      endedAs(arrived)
    },
  },
  {
    when: 'and the PBX ends this leg, or takes its sound away, before it says how that went',
    outcome: 'has arrived',
    async run() {
      const call = await onTheWay()
      media.tell('media-cut-off')
      media.tell('media-failed')
      await peer.time.rest()
      expect(peer.call()).toMatchObject({ state: 'live', goesTo: department })
      await call.send('BYE', {})
      await peer.time.rest()
      endedAs(arrived)
    },
  },
])

outcomeTable('while a caller is on the way to a department', [
  {
    when: 'hold, or putting them through once more, is pressed',
    outcome: 'there is nobody to do that with',
    async run() {
      const { id, callId } = await onTheWay()
      for (const kind of ['hold', 'transfer'] as const) {
        const command = kind === 'hold' ? { kind, callId: id } : { kind, callId: id, to: '600' }
        expect(await peer.execute(command)).toEqual({ ok: false, error: { code: 'not-in-this-state' } })
      }
      expect(count(callId, 'REFER')).toBe(1)
    },
  },
])

outcomeTable('the PBX', [
  {
    when: 'will have none of it',
    outcome: 'nothing has happened: the agent hangs up as from any call',
    async run() {
      const call = await peer.talking()
      answer({ REFER: '405 Method Not Allowed' })
      expect(await peer.execute({ kind: 'transfer', callId: call.id, to: department })).toEqual({ ok: false, error: { code: 'refused-by-pbx', sipCode: 405 } })
      await peer.execute({ kind: 'hang-up', callId: call.id })
      endedAs(byAgent)
    },
  },
  {
    when: 'takes it only after the screen has said that it did not answer',
    outcome: 'the caller is on the way all the same, and is shown so',
    async run() {
      const call = await peer.talking()
      let request = ''
      peer.pbx.answerTo = (told) => {
        if (!told.startsWith('REFER')) return okTo(told)
        request = told
        return null
      }
      expect(await peer.execute({ kind: 'transfer', callId: call.id, to: department })).toEqual({ ok: false, error: { code: 'timed-out' } })
      await peer.tell(answerTo(request, '202 Accepted'))
      expect(peer.call()).toMatchObject({ state: 'live', goesTo: department })
      await notify(call, '200 OK')
      endedAs(arrived)
    },
  },
])
