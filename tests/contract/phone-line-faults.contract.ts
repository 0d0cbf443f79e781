import assert from 'node:assert/strict'
import type { LineEvent } from '../../shared/calls/phone-line'
import { callIn, done, refusedWith, registered, talking, until } from './phone-line.contract'
import type { ContractCase } from './phone-line.contract'

/** What every line does when its PBX, its connection or its microphone fails; the harness has to be able to break them. */
export const linesWithFaults: readonly ContractCase[] = [
  {
    title: 'a call that another seat has answered says so',
    async run({ line, ring }) {
      await registered(line)
      const caller = await ring()
      const { id } = await callIn(line, 'ringing')
      caller.cancel('SIP;cause=200;text="Call completed elsewhere"')
      assert.deepEqual((await callIn(line, 'ended', id)).outcome, { kind: 'answered-elsewhere' })
    },
  },
  {
    title: 'a key that the caller presses is told',
    async run(harness) {
      const { line } = harness
      const { caller, id } = await talking(harness)
      const events: LineEvent[] = []
      line.subscribe((_snapshot, event) => event !== null && events.push(event))
      caller.sendDigit('5')
      await until(line, 'the digit', () => events.length > 0)
      assert.deepEqual(events, [{ kind: 'digit-received', callId: id, digit: '5' }])
      await done(line, { kind: 'hang-up', callId: id })
    },
  },
  {
    title: 'without a microphone a call is answered all the same, and says that nobody hears the agent',
    async run(harness) {
      const { line, microphone, ring } = harness
      await registered(line)
      microphone?.set('missing')
      await until(line, 'no microphone', (snapshot) => snapshot.microphone === 'missing')
      await ring()
      const { id } = await callIn(line, 'ringing')
      await done(line, { kind: 'answer', callId: id })
      assert.equal((await callIn(line, 'live', id)).canBeHeard, false)
      await done(line, { kind: 'hang-up', callId: id })
    },
  },
  {
    title: 'a practice line never dials',
    async run({ line }) {
      await registered(line)
      if (line.snapshot().capabilities.practice) await refusedWith(line, { kind: 'dial', number: '110' }, 'practice-never-dials')
    },
  },
  {
    title: 'a PBX that says no is not a PBX that is not there, and is asked again',
    async run({ line, faults }) {
      await registered(line)
      faults?.answerRegister(403)
      faults?.cut()
      await until(line, 'unreachable', (snapshot) => snapshot.registration.state === 'unreachable')
      await refusedWith(line, { kind: 'resume-queue' }, 'not-registered')
      faults?.mend()
      const refused = await until(line, 'refused', ({ registration }) => registration.state === 'refused' && registration)
      assert.equal(refused.sipCode, 403)
      faults?.answerRegister(200)
      await registered(line)
    },
  },
  {
    title: 'a PBX that cannot now has not refused the seat',
    async run({ line, faults }) {
      await registered(line)
      faults?.answerRegister(503)
      faults?.cut()
      faults?.mend()
      await until(line, 'a second try', ({ registration }) => registration.state === 'unreachable' && registration.attempt > 1)
      faults?.answerRegister(200)
      await registered(line)
    },
  },
  {
    title: 'a connection that broke while idle is noticed and mended, and the queue membership is unknown then',
    async run({ line, faults }) {
      await registered(line)
      assert.equal(line.snapshot().membership.state, 'unknown')
      await done(line, { kind: 'resume-queue' })
      faults?.cut()
      const lost = await until(line, 'unreachable', ({ registration }) => registration.state === 'unreachable' && registration)
      assert.ok(lost.nextTryAt >= lost.since)
      assert.equal(line.snapshot().membership.state, 'unknown')
      await until(line, 'a second try', ({ registration }) => registration.state === 'unreachable' && registration.attempt > 1)
      faults?.mend()
      await registered(line)
    },
  },
  {
    title: 'a connection that is dead without knowing it is noticed',
    async run({ line, faults }) {
      await registered(line)
      faults?.setSilent(true)
      await until(line, 'unreachable', (snapshot) => snapshot.registration.state === 'unreachable')
      faults?.setSilent(false)
      await registered(line)
    },
  },
  {
    title: 'the PBX is proven to be there again and again',
    async run({ line }) {
      await registered(line)
      const first = line.snapshot().registration
      await until(line, 'a later proof', ({ registration }) => {
        if (registration.state !== 'registered' || first.state !== 'registered') return false
        return registration.provenAt > first.provenAt && registration.since === first.since
      })
    },
  },
  {
    title: 'a call outlives a broken connection and can be ended by the caller afterwards',
    async run(harness) {
      const { line, faults } = harness
      const { caller, id } = await talking(harness)
      faults?.cut()
      await until(line, 'unreachable', (snapshot) => snapshot.registration.state === 'unreachable')
      assert.equal((await callIn(line, 'live', id)).state, 'live')
      faults?.mend()
      await registered(line)
      caller.hangUp()
      assert.deepEqual((await callIn(line, 'ended', id)).outcome, { kind: 'completed', endedBy: 'caller' })
    },
  },
]
