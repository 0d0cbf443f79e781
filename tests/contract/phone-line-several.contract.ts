import assert from 'node:assert/strict'
import type { CallId } from '../../shared/calls/call'
import { callIn, done, refusedWith, talking, until, type ContractCase, type LineHarness } from './phone-line.contract'

/** Asking, putting through and three at once, for every line that can. */

async function asking(harness: LineHarness): Promise<{ id: CallId; consultId: CallId } & Awaited<ReturnType<typeof talking>>> {
  const { caller, id } = await talking(harness)
  return { caller, id, consultId: await asks(harness, id) }
}

/** Whoever answers there is asked about that call. */
async function asks({ line, asked }: LineHarness, id: CallId, to = asked.answers): Promise<CallId> {
  await done(line, { kind: 'consult', callId: id, to })
  const consultId = await until(line, 'a consultation', ({ consultation }) => consultation?.consultId)
  await callIn(line, 'live', consultId)
  return consultId
}

const roomOf = (harness: LineHarness, id: CallId) => {
  const call = harness.line.snapshot().calls.find((each) => each.id === id)
  return call?.state === 'live' ? call.room : undefined
}

/** Where it is and who was brought there; what the PBX tells of it comes when it comes. */
const placeOf = (harness: LineHarness, id: CallId) => {
  const room = roomOf(harness, id)
  return room === null || room === undefined ? room : { code: room.code, met: room.met }
}

const holdOf = (harness: LineHarness, id: CallId) => {
  const call = harness.line.snapshot().calls.find((each) => each.id === id)
  return call?.state === 'live' ? call.hold : call?.state
}

const heldAs = (harness: LineHarness, id: CallId, hold: string) => until(harness.line, `${hold}`, () => holdOf(harness, id) === hold)

export const severalCalls: readonly ContractCase[] = [
  {
    title: 'a caller who is put through goes on elsewhere, and the call says where',
    async run(harness) {
      const { line, asked } = harness
      const { caller, id } = await talking(harness)
      await done(line, { kind: 'transfer', callId: id, to: asked.answers })
      assert.deepEqual((await callIn(line, 'ended', id)).outcome, { kind: 'transferred', to: asked.answers })
      if (harness.tellsSeatCodes) await caller.meets('referred')
      else caller.hangUp()
      await caller.meets('ended')
    },
  },
  {
    title: 'the caller waits on hold while somebody is asked, and is back when that is over',
    async run(harness) {
      const { line } = harness
      const { id, consultId, caller } = await asking(harness)
      await caller.meets('held')
      assert.equal(holdOf(harness, id), 'held')
      assert.deepEqual(line.snapshot().consultation, { callId: id, consultId, joinedBy: null })
      await done(line, { kind: 'hang-up', callId: consultId })
      assert.deepEqual((await callIn(line, 'ended', consultId)).outcome, { kind: 'completed', endedBy: 'agent' })
      await heldAs(harness, id, 'off')
      assert.equal(line.snapshot().consultation, null)
      await done(line, { kind: 'hang-up', callId: id })
    },
  },
  {
    title: 'asking twice in one breath asks once',
    async run(harness) {
      const { line, asked } = harness
      const { id } = await talking(harness)
      const consult = { kind: 'consult', callId: id, to: asked.answers } as const
      await Promise.all([done(line, consult), done(line, consult)])
      assert.equal(line.snapshot().calls.filter((call) => call.direction === 'outgoing' && call.state !== 'ended').length, 1)
      await refusedWith(line, { ...consult, to: asked.unknown }, 'not-in-this-state')
      for (const call of line.snapshot().calls) await line.execute({ kind: 'hang-up', callId: call.id })
      await callIn(line, 'ended', id)
    },
  },
  {
    title: 'whoever cannot be reached leaves the agent with the caller',
    async run(harness) {
      const { line, asked } = harness
      const { id } = await talking(harness)
      // Refused at once, or after the PBX has begun to try.
      await line.execute({ kind: 'consult', callId: id, to: asked.unknown })
      const asking = await until(line, 'the end of the asking', ({ calls }) => calls.findLast(({ direction, state }) => direction === 'outgoing' && state === 'ended'))
      assert.equal(asking.state === 'ended' && asking.outcome.kind, 'failed')
      await heldAs(harness, id, 'off')
      assert.equal(line.snapshot().consultation, null)
      await done(line, { kind: 'hang-up', callId: id })
    },
  },
  {
    title: 'the agent changes between the caller and whoever is asked, one of them always on hold',
    async run(harness) {
      const { line } = harness
      const { id, consultId } = await asking(harness)
      await done(line, { kind: 'talk-to', callId: id })
      assert.deepEqual([holdOf(harness, id), holdOf(harness, consultId)], ['off', 'held'])
      await done(line, { kind: 'talk-to', callId: consultId })
      assert.deepEqual([holdOf(harness, id), holdOf(harness, consultId)], ['held', 'off'])
      await done(line, { kind: 'hang-up', callId: consultId })
      await heldAs(harness, id, 'off')
      await done(line, { kind: 'hang-up', callId: id })
    },
  },
  {
    title: 'the caller is put through to whoever was asked, and both calls leave this seat',
    async run(harness) {
      const { line, asked } = harness
      const { id, consultId, caller } = await asking(harness)
      await done(line, { kind: 'complete-transfer', callId: id })
      for (const each of [id, consultId]) assert.deepEqual((await callIn(line, 'ended', each)).outcome, { kind: 'transferred', to: asked.answers })
      assert.equal(line.snapshot().consultation, null)
      if (!harness.tellsSeatCodes) caller.hangUp()
      await caller.meets('ended')
    },
  },
  {
    title: 'nobody is put through and nothing is joined before somebody was asked',
    async run(harness) {
      const { line } = harness
      const { id } = await talking(harness)
      await refusedWith(line, { kind: 'complete-transfer', callId: id }, 'no-consultation')
      await refusedWith(line, { kind: 'join', callId: id }, 'no-consultation')
      await done(line, { kind: 'hang-up', callId: id })
    },
  },
  {
    title: 'all three talk, and the caller’s call goes on as the same call',
    async run(harness) {
      const { line } = harness
      const { id, consultId, caller } = await asking(harness)
      // What the line can do is known once it is registered.
      const by = line.snapshot().capabilities.conference === 'pbx' ? 'pbx' : 'line'
      await done(line, { kind: 'join', callId: id })
      // In a room of the PBX whoever was asked is no call of this seat any more, and somebody else can be asked.
      assert.deepEqual(line.snapshot().consultation, by === 'pbx' ? null : { callId: id, consultId, joinedBy: by })
      assert.deepEqual(roomOf(harness, id)?.met, by === 'pbx' ? [harness.asked.answers] : undefined)
      assert.equal(holdOf(harness, id), 'off')
      if (by === 'line') {
        await done(line, { kind: 'hang-up', callId: consultId })
        await callIn(line, 'ended', consultId)
        assert.equal(holdOf(harness, id), 'off')
      } else {
        assert.deepEqual((await callIn(line, 'ended', consultId)).outcome.kind, 'transferred')
      }
      await done(line, { kind: 'hang-up', callId: id })
      assert.deepEqual((await callIn(line, 'ended', id)).outcome, { kind: 'completed', endedBy: 'agent' })
      if (by === 'pbx') caller.hangUp()
      await caller.meets('ended')
    },
  },
  {
    title: 'somebody else is asked out of a room and comes into the same one; out of three who are mixed here nobody is',
    async run(harness) {
      const { line, asked } = harness
      const { id, consultId, caller } = await asking(harness)
      await done(line, { kind: 'join', callId: id })
      if (line.snapshot().capabilities.conference === 'pbx') {
        const room = placeOf(harness, id)
        assert.notEqual(await asks(harness, id), consultId)
        assert.deepEqual([holdOf(harness, id), placeOf(harness, id)], ['held', room])
        await refusedWith(line, { kind: 'complete-transfer', callId: id }, 'not-in-this-state')
        await done(line, { kind: 'join', callId: id })
        await heldAs(harness, id, 'off')
        assert.deepEqual(placeOf(harness, id), { code: room?.code, met: [asked.answers, asked.answers] })
        await refusedWith(line, { kind: 'transfer', callId: id, to: asked.answers }, 'not-in-this-state')
        assert.equal(line.snapshot().consultation, null)
      } else {
        await refusedWith(line, { kind: 'consult', callId: id, to: asked.unknown }, 'not-in-this-state')
        await done(line, { kind: 'hang-up', callId: consultId })
        await callIn(line, 'ended', consultId)
      }
      const isInRoom = roomOf(harness, id) != null
      await done(line, { kind: 'hang-up', callId: id })
      if (isInRoom) caller.hangUp()
      await caller.meets('ended')
    },
  },
  {
    title: 'the caller who hangs up while all three talk ends that call, and the agent goes on with whoever was asked',
    async run(harness) {
      const { line, asked } = harness
      const { id, consultId, caller } = await asking(harness)
      await done(line, { kind: 'join', callId: id })
      if (line.snapshot().capabilities.conference === 'pbx') await until(line, 'a word of the room', () => roomOf(harness, id)?.isTold)
      caller.hangUp()
      assert.deepEqual((await callIn(line, 'ended', id)).outcome, { kind: 'completed', endedBy: 'caller' })
      // In a room of the PBX that is another call, with the others who are there.
      const rest = await until(line, 'what goes on', ({ calls }) => calls.find(({ state }) => state === 'live'))
      if (line.snapshot().capabilities.conference === 'pbx') assert.deepEqual([rest.direction, roomOf(harness, rest.id)?.met, roomOf(harness, rest.id)?.after], ['outgoing', [asked.answers], id])
      else assert.equal(rest.id, consultId)
      assert.deepEqual([holdOf(harness, rest.id), line.snapshot().consultation], ['off', null])
      await done(line, { kind: 'hang-up', callId: rest.id })
      assert.deepEqual((await callIn(line, 'ended', rest.id)).outcome, { kind: 'completed', endedBy: 'agent' })
    },
  },
  {
    title: 'whoever was asked and hangs up while all three talk leaves the agent with the caller, about whom somebody else can be asked',
    async run(harness) {
      const { line, asked } = harness
      const { id, caller } = await talking(harness)
      const someone = harness.someoneWhoLeaves()
      const consultId = await asks(harness, id, someone.number)
      await done(line, { kind: 'join', callId: id })
      const isAtPbx = line.snapshot().capabilities.conference === 'pbx'
      if (isAtPbx) await until(line, 'a word of the room', () => roomOf(harness, id)?.isTold)
      await someone.hangUp()
      if (isAtPbx) {
        await until(line, 'who has left', () => roomOf(harness, id)?.left.includes(someone.number))
        assert.deepEqual(roomOf(harness, id)?.met, [])
      } else assert.deepEqual((await callIn(line, 'ended', consultId)).outcome, { kind: 'completed', endedBy: 'caller' })
      assert.deepEqual([holdOf(harness, id), line.snapshot().consultation], ['off', null])
      await asks(harness, id)
      await done(line, { kind: 'join', callId: id })
      if (isAtPbx) assert.deepEqual(roomOf(harness, id)?.met, [asked.answers])
      for (const each of line.snapshot().calls) if (each.state === 'live') await line.execute({ kind: 'hang-up', callId: each.id })
      if (isAtPbx) caller.hangUp()
      await caller.meets('ended')
    },
  },
  {
    title: 'whoever is asked out of a room and does not answer leaves the agent in it',
    async run(harness) {
      const { line, asked } = harness
      if (line.snapshot().capabilities.conference !== 'pbx') return
      const { id, caller } = await asking(harness)
      await done(line, { kind: 'join', callId: id })
      const room = placeOf(harness, id)
      await line.execute({ kind: 'consult', callId: id, to: asked.unknown })
      await heldAs(harness, id, 'off')
      assert.deepEqual([placeOf(harness, id), line.snapshot().consultation], [room, null])
      await done(line, { kind: 'hang-up', callId: id })
      caller.hangUp()
      await caller.meets('ended')
    },
  },
  {
    title: 'the caller who hangs up while somebody is asked leaves the agent with that one',
    async run(harness) {
      const { line } = harness
      const { id, consultId, caller } = await asking(harness)
      caller.hangUp()
      assert.deepEqual((await callIn(line, 'ended', id)).outcome, { kind: 'completed', endedBy: 'caller' })
      assert.equal(line.snapshot().consultation, null)
      assert.equal(holdOf(harness, consultId), 'off')
      await done(line, { kind: 'hang-up', callId: consultId })
    },
  },
]

/** How long that is, is the line's own to say. */
export const unansweredAsking: readonly ContractCase[] = [
  {
    title: 'whoever does not answer is not waited for for ever',
    async run(harness) {
      const { line, asked } = harness
      const { id } = await talking(harness)
      await done(line, { kind: 'consult', callId: id, to: asked.neverAnswers })
      const consultId = await until(line, 'a consultation', ({ consultation }) => consultation?.consultId)
      assert.deepEqual((await callIn(line, 'ended', consultId)).outcome, { kind: 'failed', sipCode: 408 })
      await heldAs(harness, id, 'off')
      await done(line, { kind: 'hang-up', callId: id })
    },
  },
]

/** For a line that lets a second call wait. */
export const waitingCalls: readonly ContractCase[] = [
  {
    title: 'a second call rings beside the first, whose call is not touched, and a third one is refused',
    async run(harness) {
      const { line } = harness
      const { id } = await talking(harness)
      const before = line.snapshot().calls.find((call) => call.id === id)
      const second = await harness.ring({ from: 'sip:15400000099@trunk.example' })
      await callIn(line, 'ringing')
      assert.deepEqual(line.snapshot().calls.find((call) => call.id === id), before)
      const third = await harness.ring({ from: 'sip:15400000098@trunk.example' })
      await third.meets('ended')
      second.cancel()
      await second.meets('ended')
      assert.equal(holdOf(harness, id), 'off')
      await done(line, { kind: 'hang-up', callId: id })
    },
  },
  {
    title: 'answering the second puts the first on hold, and the agent can turn back',
    async run(harness) {
      const { line } = harness
      const { id, caller } = await talking(harness)
      const second = await harness.ring({ from: 'sip:15400000099@trunk.example' })
      const { id: secondId } = await callIn(line, 'ringing')
      await done(line, { kind: 'answer', callId: secondId })
      await callIn(line, 'live', secondId)
      await caller.meets('held')
      await done(line, { kind: 'talk-to', callId: id })
      assert.deepEqual([holdOf(harness, id), holdOf(harness, secondId)], ['off', 'held'])
      second.hangUp()
      await callIn(line, 'ended', secondId)
      assert.equal(holdOf(harness, id), 'off')
      await done(line, { kind: 'hang-up', callId: id })
    },
  },
]
