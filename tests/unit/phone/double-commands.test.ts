import { afterEach, describe, expect, it } from 'vitest'
import type { CallAudio, LineMedia } from '../../../renderer/phone/sip/call-audio'
import type { LineCommand } from '../../../shared/calls/phone-line'
import { createFakeMedia } from '../../contract/phone-line.fakes'
import { answersToInvite, openScriptedPeer, sdp } from '../../support/scripted-peer'
import type { ScriptedPeer } from '../../support/scripted-peer'
import { answerTo, byeOf, headerOf, okTo } from './raw-pbx.fixture'

/** Commands that cross each other or the far end. Slow sound makes the moments between them long enough to be hit. */

let peer: ScriptedPeer

afterEach(() => peer.close())

type Slow = 'microphone' | 'description' | 'answer'

/** Sound that gets no further than there until it is let go. */
function slowMedia(slow: Slow): LineMedia & { letGo(): void } {
  const media = createFakeMedia()
  let letGo = () => undefined as void
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const slowed = (audio: CallAudio): CallAudio => ({
    ...audio,
    async openMicrophone() {
      if (slow === 'microphone') await gate
      return audio.openMicrophone()
    },
    createSessionDescriptionHandler(session) {
      const handler = audio.createSessionDescriptionHandler(session)
      const getDescription = handler.getDescription.bind(handler)
      const setDescription = handler.setDescription.bind(handler)
      return {
        ...handler,
        getDescription: (...asked) => (slow === 'description' ? gate : Promise.resolve()).then(() => getDescription(...asked)),
        setDescription: (...told) => (slow === 'answer' ? gate : Promise.resolve()).then(() => setDescription(...told)),
      }
    },
  })
  return { ...media, openCall: (id) => slowed(media.openCall(id)), letGo: () => letGo() }
}

const count = (callId: string, what: string) => peer.said(callId).filter((said) => said === what).length

describe.each<Slow>(['microphone', 'description'])('while the %s is slow', (slow) => {
  /** A call that is being answered and gets no further. */
  async function answering() {
    const media = slowMedia(slow)
    peer = await openScriptedPeer({ media })
    const ring = await peer.ringing()
    const answered = peer.pbx.line.execute({ kind: 'answer', callId: ring.id })
    await peer.time.rest()
    expect(peer.call()).toMatchObject({ state: 'answering' })
    return { ...ring, answered, letGo: media.letGo }
  }

  it('answer pressed twice answers once', async () => {
    const { id, callId, answered, letGo } = await answering()
    const again = peer.pbx.line.execute({ kind: 'answer', callId: id })
    letGo()
    expect(await peer.during(Promise.all([answered, again]))).toMatchObject([{ ok: true }, { ok: true }])
    expect(count(callId, '200 INVITE')).toBe(1)
    expect(peer.call()).toMatchObject({ state: 'live' })
    expect(await peer.execute({ kind: 'answer', callId: id })).toMatchObject({ ok: true })
  })

  it.each<[string, Omit<Extract<LineCommand, { kind: 'hang-up' | 'decline' }>, 'callId'>, number]>([
    ['hang-up', { kind: 'hang-up' }, 480],
    ['decline', { kind: 'decline', reason: 'other' } as never, 603],
  ])('%s during answer ends the ring, and no 200 follows', async (_name, command, code) => {
    const { id, callId, answered, letGo } = await answering()
    expect(await peer.execute({ ...command, callId: id } as LineCommand)).toMatchObject({ ok: true })
    expect(peer.call()).toMatchObject({ state: 'ended', outcome: { kind: 'rejected', reason: 'other' } })
    letGo()
    expect(await peer.during(answered)).toEqual({ ok: false, error: { code: 'not-in-this-state' } })
    expect(peer.said(callId).slice(-1)).toEqual([`${code} INVITE`])
  })

  it('a caller who gives up during answer has given up, and no 200 follows', async () => {
    const { callId, answered, cancel, letGo } = await answering()
    await cancel()
    expect(peer.call()).toMatchObject({ state: 'ended', outcome: { kind: 'cancelled-by-caller' } })
    letGo()
    expect(await peer.during(answered)).toEqual({ ok: false, error: { code: 'not-in-this-state' } })
    expect(peer.said(callId).slice(-2)).toEqual(['200 CANCEL', '487 INVITE'])
  })

  it('answer, hang-up and the CANCEL of the caller in one moment: the caller gets one final answer', async () => {
    const { id, callId, answered, cancel, letGo } = await answering()
    letGo()
    const hungUp = peer.pbx.line.execute({ kind: 'hang-up', callId: id })
    await cancel()
    await peer.during(Promise.all([answered, hungUp]))
    await peer.time.advance(1000)
    expect(peer.call().state).toBe('ended')
    expect(new Set(peer.said(callId).filter((said) => /^[2-6]\d\d INVITE$/.test(said))).size).toBe(1)
  })
})

describe.each<Slow | null>(['microphone', 'description', null])('a call that is dialled and given up at once (slow: %s)', (slow) => {
  it('has not failed: the agent wanted it so', async () => {
    const media = slow === null ? null : slowMedia(slow)
    peer = await openScriptedPeer(media === null ? {} : { media })
    peer.pbx.answerTo = (request) => (request.startsWith('INVITE') ? null : okTo(request))
    const dialled = peer.pbx.line.execute({ kind: 'dial', number: '600' })
    await peer.time.rest()
    const hungUp = peer.pbx.line.execute({ kind: 'hang-up', callId: peer.call().id })
    media?.letGo()
    if (slow === null) {
      const invite = peer.pbx.received.find((message) => message.startsWith('INVITE'))
      await peer.tell(answerTo(invite ?? '', '487 Request Terminated'))
    }
    expect(await peer.during(Promise.all([dialled, hungUp]))).toEqual([{ ok: true, value: undefined }, { ok: true, value: undefined }])
    await peer.time.advance(5000)
    expect(peer.call()).toMatchObject({ state: 'ended', outcome: { kind: 'completed', endedBy: 'agent' } })
  })

  it('is dialled again as soon as it is over', async () => {
    const media = slow === null ? null : slowMedia(slow)
    peer = await openScriptedPeer(media === null ? {} : { media })
    // A far end that says nothing, not even to CANCEL: the longest that a call which is given up may take.
    peer.pbx.answerTo = (request) => (/^(INVITE|CANCEL)/.test(request) ? null : okTo(request))
    void peer.pbx.line.execute({ kind: 'dial', number: '600' })
    await peer.time.rest()
    const { id } = peer.call()
    await peer.pbx.line.execute({ kind: 'hang-up', callId: id })
    media?.letGo()
    await peer.time.rest()
    if (slow === null) await peer.time.advance(2000)
    expect(peer.call()).toMatchObject({ id, state: 'ended' })
    void peer.pbx.line.execute({ kind: 'dial', number: '600' })
    await peer.time.rest()
    expect(peer.call()).toMatchObject({ state: 'dialling' })
    expect(peer.call().id).not.toBe(id)
  })
})

it('a far end that answers a dialled call and hangs up at once has hung up, although its answer is still being read', async () => {
  const media = slowMedia('answer')
  peer = await openScriptedPeer({ media })
  let asked = ''
  peer.pbx.answerTo = answersToInvite((request) => {
    asked = request
    return okTo(request, sdp.body)
  })
  await peer.execute({ kind: 'dial', number: '600' })
  expect(peer.call()).toMatchObject({ state: 'dialling' })
  await peer.tell(byeOf(asked))
  media.letGo()
  await peer.time.advance(1000)
  expect(peer.call()).toMatchObject({ state: 'ended', outcome: { kind: 'completed', endedBy: 'caller' } })
  expect(peer.said(headerOf(asked, 'call-id')).slice(-2)).toEqual(['ACK', '200 BYE'])
})

describe('in a call', () => {
  it('hold while their re-INVITE is being described waits for it', async () => {
    const media = createFakeMedia()
    let gate: Promise<void> = Promise.resolve()
    const openCall: LineMedia['openCall'] = (id) => {
      const audio = media.openCall(id)
      return {
        ...audio,
        createSessionDescriptionHandler(session) {
          const handler = audio.createSessionDescriptionHandler(session)
          const getDescription = handler.getDescription.bind(handler)
          return { ...handler, getDescription: (...asked) => gate.then(() => getDescription(...asked)) }
        },
      }
    }
    peer = await openScriptedPeer({ media: { ...media, openCall } })
    const call = await peer.talking()
    peer.pbx.answerTo = answersToInvite((request) => okTo(request, sdp.body))
    let letGo = () => undefined as void
    gate = new Promise((resolve) => {
      letGo = resolve
    })
    await call.send('INVITE', sdp.headers, sdp.body)
    await peer.time.rest()
    const held = peer.pbx.line.execute({ kind: 'hold', callId: call.id })
    await peer.time.rest()
    expect(count(call.callId, 'INVITE')).toBe(0)
    letGo()
    await peer.time.rest()
    await call.send('ACK', { CSeq: '2 ACK' })
    expect(await peer.during(held)).toMatchObject({ ok: true })
    expect(peer.said(call.callId).slice(-3)).toEqual(['200 INVITE', 'INVITE', 'ACK'])
    expect(peer.call()).toMatchObject({ state: 'live', hold: 'held' })
  })

  it('hang-up pressed twice says BYE once', async () => {
    peer = await openScriptedPeer()
    const call = await peer.talking()
    const hangUp = () => peer.pbx.line.execute({ kind: 'hang-up', callId: call.id })
    expect(await peer.during(Promise.all([hangUp(), hangUp()]))).toMatchObject([{ ok: true }, { ok: true }])
    expect(await peer.execute({ kind: 'hang-up', callId: call.id })).toMatchObject({ ok: true })
    expect(count(call.callId, 'BYE')).toBe(1)
  })

  it('hang-up does not wait for a hold that nobody answers', async () => {
    peer = await openScriptedPeer()
    const call = await peer.talking()
    peer.pbx.answerTo = answersToInvite(() => null)
    const held = peer.pbx.line.execute({ kind: 'hold', callId: call.id })
    await peer.time.rest()
    const askedAt = peer.time.clock.now()
    expect(await peer.execute({ kind: 'hang-up', callId: call.id })).toMatchObject({ ok: true })
    expect(peer.time.clock.now() - askedAt).toBeLessThanOrEqual(500)
    expect(peer.call()).toMatchObject({ state: 'ended', outcome: { kind: 'completed', endedBy: 'agent' } })
    expect(await peer.during(held)).toMatchObject({ ok: false })
  })
})
