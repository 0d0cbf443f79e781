import { afterEach, expect, it } from 'vitest'
import { createPortServer } from '../../../renderer/phone/port-server'
import { createRingPort, silentMs } from '../../../renderer/ring/ring-port'
import type { CallId } from '../../../shared/calls/call'
import type { RingCall } from '../../../shared/calls/phone-wire'
import { createManualTime } from '../../support/manual-time'
import { createFakeCourses, createFakeDeviceList, createFakeSound, createFakeLine, eventually, noTrace } from '../phone/phone.fixture'

const callId = 'call-1' as CallId
const stops: (() => void)[] = []
afterEach(() => stops.splice(0).forEach((stop) => stop()))

function open() {
  const heard: (RingCall | null)[] = []
  const time = createManualTime()
  const ring = createRingPort((call) => heard.push(call), time.after)
  const line = createFakeLine()
  const server = createPortServer({ phoneId: 'phone-1', line, practice: null, devices: createFakeDeviceList(), sound: createFakeSound(), courses: createFakeCourses(), trace: noTrace, maskNumber: () => '154****0001' })
  stops.push(() => server.dispose())
  const connect = () => {
    const { port1, port2 } = new MessageChannel()
    stops.push(() => port1.close())
    ring.attach(port1)
    server.serve('ring', port2)
    return eventually(() => heard.length > 0)
  }
  return { ring, line, heard, time, connect }
}

it('without a phone every button says so', async () => {
  expect(await open().ring.ask({ kind: 'answer', callId })).toEqual({ ok: false, error: { code: 'phone-gone' } })
})

it('answers the call at the phone', async () => {
  const { ring, line, heard, connect } = open()
  await connect()
  line.has(callId, 'ringing')
  await eventually(() => heard.at(-1)?.callId === callId)
  expect(await ring.ask({ kind: 'answer', callId })).toMatchObject({ ok: true })
  expect(line.asked).toEqual([{ kind: 'answer', callId }])
})

it('an answer that was under way when the phone died is not waited for', async () => {
  const { ring, line, connect } = open()
  await connect()
  line.answer = () => new Promise(() => undefined)
  const asked = ring.ask({ kind: 'answer', callId })
  await connect()
  expect(await asked).toEqual({ ok: false, error: { code: 'phone-gone' } })
})

it('of a phone that hangs no answer is waited for', async () => {
  const { ring, line, time, connect } = open()
  await connect()
  line.answer = () => new Promise(() => undefined)
  const asked = ring.ask({ kind: 'answer', callId })
  await eventually(() => line.asked.length > 0)
  await time.advance(silentMs)
  expect(await asked).toEqual({ ok: false, error: { code: 'timed-out' } })
})

it('a phone that says it is answering is given its time', async () => {
  const { ring, line, heard, time, connect } = open()
  await connect()
  line.has(callId, 'ringing')
  line.answer = () => new Promise(() => undefined)
  let isSettled = false
  const asked = ring.ask({ kind: 'answer', callId }).finally(() => (isSettled = true))
  line.has(callId, 'answering')
  await eventually(() => heard.at(-1)?.state === 'answering')
  await time.advance(silentMs)
  expect(isSettled).toBe(false)
  await time.advance(10_000)
  expect(await asked).toEqual({ ok: false, error: { code: 'timed-out' } })
})
