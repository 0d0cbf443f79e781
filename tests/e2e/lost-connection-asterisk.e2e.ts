import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { registered, until } from '../contract/phone-line.contract'
import { pbx } from '../support/pbx'
import { whyNoPbx } from '../support/pbx/prepare-pbx.mjs'
import { packetsReceived } from '../support/phone-packets'
import { call } from '../support/sipp'
import { openSurvivalSeat } from '../support/survival-seat'
import type { SurvivalSeat } from '../support/survival-seat'

/** What becomes of a call when the connection to the PBX is lost, or the PBX itself: one row of the table each. */

const reason = whyNoPbx()
test.skip(reason !== undefined, reason ?? '')

let seat: SurvivalSeat

/** One that answers. */
const department = '12333'
/** Milliseconds into something at which the connection is lost. */
const moments = [0, 5, 10, 20, 35, 50, 80, 120, 150, 200]
const byCaller = { kind: 'completed', endedBy: 'caller' }

test.beforeAll(async () => {
  // Another file, or another checkout, may have the PBX until now.
  test.setTimeout(150_000)
  await pbx.start()
  seat = await openSurvivalSeat()
})

test.afterAll(async () => {
  await seat.close()
  await pbx.stop()
})

test.beforeEach(async () => {
  await registered(seat.line)
})

/** What hangs on a moment is tried more often than once. */
function tenTimes(title: string, run: () => Promise<void>): void {
  for (let turn = 1; turn <= 10; turn += 1) test(`${title} (${turn} of 10)`, run)
}

tenTimes("dropped in a call: the call goes on, and so does the sound; the far end's BYE ends it", async () => {
  const { caller, callId } = await seat.talk()
  await expect.poll(() => packetsReceived(seat.phone)).toBeGreaterThan(50)
  seat.link.cut()
  await until(seat.line, 'unreachable', ({ registration }) => registration.state === 'unreachable')
  // Sound goes on while nobody can be told of anything.
  for (let look = 0; look < 5; look += 1) {
    const before = await packetsReceived(seat.phone)
    await expect.poll(() => packetsReceived(seat.phone), { intervals: [20] }).toBeGreaterThan(before)
  }
  expect(seat.find(callId)).toMatchObject({ state: 'live', hold: 'off' })
  seat.link.mend()
  await seat.told(callId)
  await caller.hangUp()
  expect(await seat.ended(callId)).toMatchObject({ outcome: byCaller })
})

tenTimes('dropped on hold: it is held still, can be resumed, and the far end can end it', async () => {
  const { caller, callId } = await seat.talk()
  expect(await seat.line.execute({ kind: 'hold', callId })).toMatchObject({ ok: true })
  await seat.dropLink()
  await registered(seat.line)
  expect(seat.find(callId)).toMatchObject({ state: 'live', hold: 'held' })
  expect(await seat.line.execute({ kind: 'resume', callId })).toMatchObject({ ok: true })
  await caller.hangUp()
  expect(await seat.ended(callId)).toMatchObject({ outcome: byCaller })
})

tenTimes('hold pressed while the connection is out: nobody can be asked for it, and it can be asked for again afterwards', async () => {
  const { caller, callId } = await seat.talk()
  seat.link.cut()
  await until(seat.line, 'unreachable', ({ registration }) => registration.state === 'unreachable')
  expect(await seat.line.execute({ kind: 'hold', callId })).toMatchObject({ ok: false })
  seat.link.mend()
  await seat.told(callId)
  expect(seat.find(callId)).toMatchObject({ state: 'live', hold: 'off' })
  expect(await seat.line.execute({ kind: 'hold', callId })).toMatchObject({ ok: true })
  expect(await seat.line.execute({ kind: 'resume', callId })).toMatchObject({ ok: true })
  await caller.hangUp()
  expect(await seat.ended(callId)).toMatchObject({ outcome: byCaller })
})

tenTimes('the far end hangs up while the connection is out: the call ends once it is back', async () => {
  const { caller, callId } = await seat.talk()
  seat.link.cut()
  await until(seat.line, 'unreachable', ({ registration }) => registration.state === 'unreachable')
  await caller.hangUp()
  seat.link.mend()
  expect(await seat.ended(callId)).toMatchObject({ outcome: { kind: 'lost', cause: 'signalling' } })
})

tenTimes('dropped while it rings: it rings on, and can be answered over the next connection', async () => {
  const { caller, callId } = await seat.ring()
  await seat.dropLink()
  await registered(seat.line)
  expect(seat.find(callId)).toMatchObject({ state: 'ringing' })
  expect(await seat.line.execute({ kind: 'answer', callId })).toMatchObject({ ok: true })
  await caller.reached('answered')
  await caller.hangUp()
  // As soon as this the PBX may still have to be told where the call is, and then knows of none.
  expect(['completed', 'lost']).toContain((await seat.ended(callId)).outcome.kind)
})

tenTimes('dropped while it rings, and the caller gives up meanwhile: answered, the call is over at once', async () => {
  const { caller, callId } = await seat.ring()
  seat.link.cut()
  await until(seat.line, 'unreachable', ({ registration }) => registration.state === 'unreachable')
  expect(await caller.hangUp()).toBe('gave up')
  seat.link.mend()
  await registered(seat.line)
  await seat.line.execute({ kind: 'answer', callId })
  const answeredAt = Date.now()
  await seat.ended(callId)
  expect(Date.now() - answeredAt).toBeLessThan(2000)
})

tenTimes('dropped while it rings, the caller gives up, and somebody else calls: the seat is free for that', async () => {
  const first = await seat.ring()
  seat.link.cut()
  await until(seat.line, 'unreachable', ({ registration }) => registration.state === 'unreachable')
  expect(await first.caller.hangUp()).toBe('gave up')
  seat.link.mend()
  await registered(seat.line)
  const next = await call({ from: '15400000002', target: '1001' })
  expect(await seat.ended(first.callId)).toMatchObject({ outcome: { kind: 'cancelled-by-caller' } })
  await until(seat.line, 'the next ring', ({ calls }) => calls.find(({ state }) => state === 'ringing'))
  expect(await next.hangUp()).toBe('gave up')
})

for (const afterMs of moments) {
  test(`dropped ${afterMs} ms into the answer: answered over the next connection, and the far end's BYE ends it`, async () => {
    const { caller, callId } = await seat.ring()
    const answered = seat.line.execute({ kind: 'answer', callId })
    await delay(afterMs)
    await seat.dropLink()
    expect(await answered).toMatchObject({ ok: true })
    await caller.reached('answered')
    await seat.told(callId)
    await caller.hangUp()
    expect(await seat.ended(callId)).toMatchObject({ outcome: byCaller })
  })
}

tenTimes('dropped before a transfer could be said: it fails, the caller stays, and can be put through afterwards', async () => {
  const { caller, callId } = await seat.talk()
  seat.link.cut()
  await until(seat.line, 'unreachable', ({ registration }) => registration.state === 'unreachable')
  expect(await seat.line.execute({ kind: 'transfer', callId, to: department })).toMatchObject({ ok: false })
  expect(seat.find(callId)).toMatchObject({ state: 'live', hold: 'off' })
  seat.link.mend()
  await seat.told(callId)
  expect(await seat.line.execute({ kind: 'transfer', callId, to: department })).toMatchObject({ ok: true })
  expect(await seat.ended(callId)).toMatchObject({ outcome: { kind: 'transferred', to: department } })
  expect(await caller.hangUp()).toBe('hung up')
})

for (const afterMs of moments) {
  test(`dropped ${afterMs} ms into a transfer: the caller is there, or here still and can be put through again`, async () => {
    const { caller, callId } = await seat.talk()
    const transferred = seat.line.execute({ kind: 'transfer', callId, to: department })
    await delay(afterMs)
    await seat.dropLink()
    const { ok } = await transferred
    const after = seat.find(callId)
    // Where the PBX has taken it, the caller is on the way, and the end of the call is that.
    if (after?.state === 'live' && after.goesTo === undefined) {
      expect(ok).toBe(false)
      await seat.told(callId)
      // The PBX may have heard it although its answer was lost.
      if (seat.find(callId)?.state === 'live') expect(await seat.line.execute({ kind: 'transfer', callId, to: department })).toMatchObject({ ok: true })
    }
    const { outcome } = await seat.ended(callId)
    // Where the PBX's answer was lost, nobody told the seat what the end of the call means.
    expect([{ kind: 'transferred', to: department }, { kind: 'lost', cause: 'signalling' }, byCaller]).toContainEqual(outcome)
    await expect.poll(() => pbx.cli('core show channels concise')).toContain(department)
    expect(await caller.hangUp()).toBe('hung up')
  })
}

tenTimes('the PBX is killed in a call and started again: ended within 10 s, and the line comes back by itself', async () => {
  const { callId } = await seat.talk()
  const killedAt = Date.now()
  await pbx.kill()
  await pbx.restart()
  expect(await seat.ended(callId)).toMatchObject({ outcome: { kind: 'lost', cause: 'signalling' } })
  expect(Date.now() - killedAt).toBeLessThan(10_000)
  await registered(seat.line)
  const next = await seat.talk()
  await next.caller.hangUp()
  expect(await seat.ended(next.callId)).toMatchObject({ outcome: byCaller })
})
