import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRemoteLine } from '../../../../renderer/console/phone/remote-line'
import type { RemoteLine } from '../../../../renderer/console/phone/remote-line'
import { createPortServer } from '../../../../renderer/phone/port-server'
import { noAudioDevices } from '../../../../shared/calls/audio-devices'
import type { CallId } from '../../../../shared/calls/call'
import { epochMs } from '../../../../shared/lib/clock'
import type { LineSnapshot } from '../../../../shared/calls/phone-line'
import { createManualTime } from '../../../support/manual-time'
import type { ManualTime } from '../../../support/manual-time'
import { createFakeCourses, createFakeDeviceList, createFakeSound, createFakeLine, eventually, noTrace } from '../../phone/phone.fixture'

let time: ManualTime
let remote: RemoteLine
let ids = 0
const stops: (() => void)[] = []

beforeEach(() => {
  time = createManualTime()
  remote = createRemoteLine({ clock: time, timers: time, newId: () => `id-${(ids += 1)}`, commandTimeoutMs: 5000 })
})

afterEach(async () => {
  await remote.dispose()
  for (const stop of stops.splice(0)) stop()
})

/** A phone page with its line; `connect` hands the console a new port to it. */
function startPhone(phoneId: string) {
  const line = createFakeLine()
  const devices = createFakeDeviceList()
  const sound = createFakeSound()
  const courses = createFakeCourses()
  const server = createPortServer({ phoneId, line, practice: null, devices, sound, courses, trace: noTrace, maskNumber: () => null })
  stops.push(() => server.dispose())
  const connect = () => {
    const { port1, port2 } = new MessageChannel()
    server.serve('console', port2)
    remote.attach(port1)
    return eventually(() => remote.snapshot().registration.state === 'registered')
  }
  return { line, devices, sound, courses, connect }
}

const states = () => remote.snapshot().calls.map((call) => (call.state === 'ended' ? `ended: ${call.outcome.kind}` : call.state))

describe('a console that was opened over a locked seat', () => {
  it('hears of the calls that were lost with their phone meanwhile, and not before the phone says what there is now', async () => {
    const phone = startPhone('phone-1')
    phone.line.has('call-1', 'live')
    await phone.connect()
    remote.phoneStopped()
    const lostBefore = remote.snapshot().calls
    await remote.dispose()
    remote = createRemoteLine({ clock: time, timers: time, newId: () => `id-${(ids += 1)}`, lostBefore })
    expect(states()).toEqual([])
    const next = startPhone('phone-2')
    next.line.has('call-2', 'ringing')
    await next.connect()
    expect(states()).toEqual(['ended: lost', 'ringing'])
    await time.advance(60_000)
    expect(states()).toEqual(['ringing'])
  })
})

describe('a console without a phone', () => {
  it('says so, and can do nothing', async () => {
    expect(remote.snapshot()).toMatchObject({ registration: { state: 'connecting' }, calls: [], capabilities: { dial: false } })
    expect(await remote.execute({ kind: 'resume-queue' })).toEqual({ ok: false, error: { code: 'phone-gone' } })
    expect(await remote.practice.execute({ kind: 'stop' })).toEqual({ ok: false, error: { code: 'phone-gone' } })
    expect(remote.practice.snapshot()).toBeNull()
  })
})

describe('a console with a phone', () => {
  it('shows what the phone shows', async () => {
    const phone = startPhone('phone-1')
    phone.line.has('call-1', 'live')
    await phone.connect()
    expect(remote.snapshot()).toMatchObject({ ...phone.line.snapshot(), sequence: expect.any(Number) })
  })

  it('passes events on with their snapshot', async () => {
    const phone = startPhone('phone-1')
    const callId = phone.line.has('call-1', 'live')
    await phone.connect()
    const seen: unknown[] = []
    remote.subscribe((_snapshot, event) => event !== null && seen.push(event))
    phone.line.state.tell({ kind: 'digit-received', callId, digit: '7' })
    await eventually(() => seen.length === 1)
    expect(seen).toEqual([{ kind: 'digit-received', callId, digit: '7' }])
  })

  it('knows the sound devices of the phone, and none when the phone is gone', async () => {
    const phone = startPhone('phone-1')
    await phone.connect()
    let changes = 0
    remote.devices.subscribe(() => (changes += 1))
    const headset = { microphones: [{ id: 'm1', label: 'Headset' }], speakers: [] }
    phone.devices.change(headset)
    await eventually(() => changes === 1)
    expect(remote.devices.current()).toEqual(headset)
    await phone.connect()
    await eventually(() => changes === 2)
    expect(remote.devices.current()).toEqual(headset)
    remote.phoneStopped()
    expect(remote.devices.current()).toEqual(noAudioDevices)
  })

  it('knows how a call went when it hears of its end, and forgets the oldest of many', async () => {
    const phone = startPhone('phone-1')
    const callId = phone.line.has('call-1', 'live')
    phone.courses.tell({ callId, steps: [{ kind: 'rang', at: epochMs(1) }], sound: null })
    await phone.connect()
    expect(remote.courses.of(callId)?.steps).toHaveLength(1)
    const { sequence } = remote.snapshot()
    let told = 0
    remote.courses.subscribe(() => (told += 1))
    for (let count = 0; count < 310; count += 1) phone.courses.tell({ callId: `other-${count}` as CallId, steps: [], sound: null })
    await eventually(() => told === 310)
    expect([remote.courses.of(callId), remote.courses.of('other-309' as CallId)?.steps]).toEqual([null, []])
    expect(remote.snapshot().sequence).toBe(sequence)
  })

  it('asks the phone what it has for support', async () => {
    expect(await remote.diagnostics()).toEqual({ ok: false, error: { code: 'phone-gone' } })
    const phone = startPhone('phone-1')
    await phone.connect()
    expect(await remote.diagnostics()).toEqual({ ok: true, value: { trace: [], courses: [] } })
  })

  it('waits for an answer no longer than it said', async () => {
    const phone = startPhone('phone-1')
    await phone.connect()
    phone.line.answer = () => new Promise(() => undefined)
    const answer = remote.execute({ kind: 'resume-queue' })
    await time.advance(5001)
    expect(await answer).toEqual({ ok: false, error: { code: 'timed-out' } })
  })

  it('knows that this line is not for practice', async () => {
    await startPhone('phone-1').connect()
    expect(await remote.practice.execute({ kind: 'play', callerId: 'C01' })).toEqual({ ok: false, error: { code: 'not-practice' } })
    expect(await remote.practice.recording('practice-1', { withSound: true })).toEqual({ ok: false, error: { code: 'not-practice' } })
  })

  it('counts what is no message, and goes on', async () => {
    const phone = startPhone('phone-1')
    await phone.connect()
    const { port1, port2 } = new MessageChannel()
    stops.push(() => port2.close())
    remote.attach(port1)
    for (const rubbish of [null, {}, { kind: 'snapshot' }, { kind: 'changed', snapshot: { sequence: -1 }, event: null }]) port2.postMessage(rubbish)
    await eventually(() => remote.badMessages() === 4)
    expect(remote.snapshot().badMessages).toBe(4)
    await phone.connect()
  })

  it("adds what the phone could not read to what it could not read itself", async () => {
    const { port1, port2 } = new MessageChannel()
    stops.push(() => port2.close())
    remote.attach(port1)
    const snapshot: LineSnapshot = { ...createFakeLine().snapshot(), badMessages: 3 }
    port2.postMessage({ kind: 'snapshot', phoneId: 'phone-1', snapshot, practice: null, devices: noAudioDevices })
    port2.postMessage('rubbish')
    await eventually(() => remote.snapshot().badMessages === 4)
    port2.postMessage({ kind: 'changed', snapshot: { ...snapshot, sequence: 9, badMessages: 5 }, event: null })
    await eventually(() => remote.snapshot().badMessages === 6)
    remote.phoneStopped()
    expect(remote.snapshot().badMessages).toBe(1)
  })

  it('drops a snapshot that is older than the one it has', async () => {
    const phone = startPhone('phone-1')
    await phone.connect()
    const { port1, port2 } = new MessageChannel()
    stops.push(() => port2.close())
    remote.attach(port1)
    const snapshot: LineSnapshot = phone.line.snapshot()
    port2.postMessage({ kind: 'snapshot', phoneId: 'phone-1', snapshot: { ...snapshot, sequence: 9, parserWarnings: 9 }, practice: null, devices: noAudioDevices })
    port2.postMessage({ kind: 'changed', snapshot: { ...snapshot, sequence: 8, parserWarnings: 8 }, event: null })
    port2.postMessage({ kind: 'changed', snapshot: { ...snapshot, sequence: 10, parserWarnings: 10 }, event: null })
    await eventually(() => remote.snapshot().parserWarnings >= 10)
    expect(remote.snapshot().parserWarnings).toBe(10)
  })
})

describe('when the phone page dies', () => {
  it('what was talked on it is lost, and every question is answered at once', async () => {
    const phone = startPhone('phone-1')
    phone.line.has('call-1', 'live')
    await phone.connect()
    phone.line.answer = () => new Promise(() => undefined)
    const answer = remote.execute({ kind: 'resume-queue' })
    remote.phoneStopped()
    expect(await answer).toEqual({ ok: false, error: { code: 'phone-gone' } })
    expect(remote.snapshot()).toMatchObject({ registration: { state: 'connecting' }, membership: { state: 'unknown' } })
    expect(remote.snapshot().calls).toMatchObject([{ id: 'call-1', state: 'ended', outcome: { kind: 'lost', cause: 'phone-restarted' } }])
  })

  it('its restart is a new phone: lost stays lost, and what is new is shown beside it', async () => {
    const phone = startPhone('phone-1')
    phone.line.has('call-1', 'live')
    await phone.connect()
    remote.phoneStopped()
    const next = startPhone('phone-2')
    next.line.has('call-2', 'ringing')
    await next.connect()
    expect(states()).toEqual(['ended: lost', 'ringing'])
    await time.advance(60_001)
    expect(states()).toEqual(['ringing'])
  })

  it('unheard of, the new phone tells it by its name', async () => {
    const phone = startPhone('phone-1')
    phone.line.has('call-1', 'live')
    await phone.connect()
    await startPhone('phone-2').connect()
    await eventually(() => states()[0] === 'ended: lost')
  })
})

describe('when only the port is new', () => {
  it('nothing is lost: the call goes on', async () => {
    const phone = startPhone('phone-1')
    phone.line.has('call-1', 'live')
    await phone.connect()
    await phone.connect()
    expect(states()).toEqual(['live'])
    phone.line.has('call-1', 'ended')
    await eventually(() => states()[0] === 'ended: cancelled-by-caller')
  })
})

describe('when the phone says nothing', () => {
  it('it is not called reachable any more, its call stays on the screen, and its first word makes it reachable again', async () => {
    const line = createFakeLine()
    line.has('call-1', 'live')
    const { port1, port2 } = new MessageChannel()
    stops.push(() => port2.close())
    remote.attach(port1)
    port2.postMessage({ kind: 'snapshot', phoneId: 'phone-1', snapshot: line.snapshot(), practice: null, devices: noAudioDevices })
    await eventually(() => states()[0] === 'live')
    await time.advance(8001)
    expect(remote.snapshot().registration).toMatchObject({ state: 'connecting' })
    expect(states()).toEqual(['live'])
    port2.postMessage({ kind: 'alive', requestId: 'id-1' })
    await eventually(() => remote.snapshot().registration.state === 'registered')
  })
})
