import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPortServer } from '../../../renderer/phone/port-server'
import type { PortRole, PortServer } from '../../../renderer/phone/port-server'
import type { CallCourse } from '../../../shared/calls/call-course'
import { epochMs } from '../../../shared/lib/clock'
import type { ToConsole, ToRing } from '../../../shared/calls/phone-wire'
import { createFakeCourses, createFakeDeviceList, createFakeLine, createFakeSound, eventually, noTrace } from './phone.fixture'
import type { FakeLine } from './phone.fixture'

let line: FakeLine
let devices: ReturnType<typeof createFakeDeviceList>
let sound: ReturnType<typeof createFakeSound>
let courses: ReturnType<typeof createFakeCourses>
let server: PortServer
const ports: MessagePort[] = []

beforeEach(() => {
  line = createFakeLine()
  devices = createFakeDeviceList()
  sound = createFakeSound()
  courses = createFakeCourses()
  server = createPortServer({ phoneId: 'phone-1', line, practice: null, devices, sound, courses, trace: noTrace, maskNumber: () => '154****0001' })
})

afterEach(() => {
  server.dispose()
  for (const port of ports.splice(0)) port.close()
})

/** A page of that role: what it has received, and its way to say something. */
function page<Message>(role: PortRole) {
  const { port1, port2 } = new MessageChannel()
  const received: Message[] = []
  port1.addEventListener('message', (event: MessageEvent<Message>) => received.push(event.data))
  port1.start()
  ports.push(port1, port2)
  server.serve(role, port2)
  return { received, say: (message: unknown) => port1.postMessage(message) }
}

describe('the console at the phone', () => {
  it('gets the snapshot first, then every change', async () => {
    const { received } = page<ToConsole>('console')
    line.has('call-1', 'ringing')
    await eventually(() => received.length === 2)
    expect(received[0]).toMatchObject({ kind: 'snapshot', phoneId: 'phone-1', practice: null, snapshot: { calls: [] } })
    expect(received[1]).toMatchObject({ kind: 'changed', event: null, snapshot: { calls: [{ id: 'call-1', state: 'ringing' }] } })
  })

  it('gets the names of the sound devices, and every change of them', async () => {
    const headset = { microphones: [{ id: 'm1', label: 'Headset' }], speakers: [{ id: 's1', label: 'Headset' }] }
    devices.change(headset)
    const { received } = page<ToConsole>('console')
    devices.change({ ...headset, speakers: [] })
    await eventually(() => received.length === 2)
    expect(received[0]).toMatchObject({ kind: 'snapshot', devices: headset })
    expect(received[1]).toEqual({ kind: 'devices-changed', devices: { ...headset, speakers: [] } })
  })

  it('gets the courses of the calls before the snapshot, and the step before the change', async () => {
    const callId = line.has('call-1', 'live')
    const course: CallCourse = { callId, steps: [], sound: null }
    courses.tell(course)
    const { received } = page<ToConsole>('console')
    const ended: CallCourse = { ...course, steps: [{ kind: 'ended', at: epochMs(1000) }] }
    courses.tell(ended)
    line.has('call-1', 'ended')
    await eventually(() => received.length === 4)
    expect(received.map(({ kind }) => kind)).toEqual(['course', 'snapshot', 'course', 'changed'])
    expect(received[2]).toEqual({ kind: 'course', course: ended })
  })

  it('gives commands and gets their answers', async () => {
    const { received, say } = page<ToConsole>('console')
    line.answer = () => Promise.resolve({ ok: false, error: { code: 'refused-by-pbx', sipCode: 486 } })
    say({ kind: 'command', requestId: 'r1', command: { kind: 'dial', number: '600' } })
    const answer = await eventually(() => received.find((message) => message.kind === 'answer'))
    expect(answer).toEqual({ kind: 'answer', requestId: 'r1', result: { ok: false, error: { code: 'refused-by-pbx', sipCode: 486 } } })
    expect(line.asked).toEqual([{ kind: 'dial', number: '600' }])
  })

  it('asks for levels, tones and the check, and hears what comes of them', async () => {
    const { received, say } = page<ToConsole>('console')
    say({ kind: 'sound', requestId: 's1', command: { kind: 'test-output', output: 'ring' } })
    const answer = await eventually(() => received.find((message) => message.kind === 'sound-answer'))
    expect(answer).toMatchObject({ requestId: 's1', result: { ok: true } })
    expect(sound.asked).toEqual([{ kind: 'test-output', output: 'ring' }])
    sound.tell({ kind: 'levels', levels: { microphone: 0.5, speaker: null, ring: null } })
    expect(await eventually(() => received.find((message) => message.kind === 'sound-changed'))).toMatchObject({ news: { levels: { microphone: 0.5 } } })
  })

  it('leaves no microphone open behind it when another console takes its place', async () => {
    page<ToConsole>('console')
    page<ToConsole>('console')
    expect(sound.rests).toBe(1)
  })

  it('hears that the phone is alive', async () => {
    const { received, say } = page<ToConsole>('console')
    say({ kind: 'ping', requestId: 'p1' })
    expect(await eventually(() => received.find((message) => message.kind === 'alive'))).toEqual({ kind: 'alive', requestId: 'p1' })
  })

  it('cannot practise on a line that is not for practice', async () => {
    const { received, say } = page<ToConsole>('console')
    say({ kind: 'practice', requestId: 'r1', command: { kind: 'play', callerId: 'C01' } })
    expect(await eventually(() => received.find((message) => message.kind === 'practice-answer'))).toMatchObject({
      result: { ok: false, error: { code: 'not-practice' } },
    })
  })

  it('gets no recording from a line that is not for practice, and none by a name that is none', async () => {
    const { received, say } = page<ToConsole>('console')
    say({ kind: 'recording', requestId: 'r1', id: '../x', withSound: true })
    expect(await eventually(() => received.find((message) => message.kind === 'answer'))).toMatchObject({ requestId: 'r1', result: { ok: false, error: { code: 'invalid-command' } } })
    say({ kind: 'recording', requestId: 'r2', id: 'practice-1', withSound: true })
    expect(await eventually(() => received.find((message) => message.kind === 'recording-answer'))).toMatchObject({ requestId: 'r2', result: { ok: false, error: { code: 'not-practice' } } })
  })

  it('is told at once of a command that is none; rubbish is counted and dropped', async () => {
    const { received, say } = page<ToConsole>('console')
    for (const rubbish of [null, 'hello', 42, {}, { kind: 'command' }, [1, 2]]) say(rubbish)
    say({ kind: 'command', requestId: 'r9', command: { kind: 'format-disk' } })
    expect(await eventually(() => received.find((message) => message.kind === 'answer'))).toEqual({
      kind: 'answer',
      requestId: 'r9',
      result: { ok: false, error: { code: 'invalid-command' } },
    })
    expect(server.badMessages()).toBe(7)
    expect(line.asked).toEqual([])
    line.has('call-1', 'ringing')
    expect(await eventually(() => received.find((message) => message.kind === 'changed'))).toMatchObject({ snapshot: { badMessages: 7 } })
  })

  it('takes the place of the console before it', async () => {
    const before = page<ToConsole>('console')
    await eventually(() => before.received.length === 1)
    const after = page<ToConsole>('console')
    line.has('call-1', 'ringing')
    await eventually(() => after.received.length === 2)
    before.say({ kind: 'command', requestId: 'r1', command: { kind: 'resume-queue' } })
    after.say({ kind: 'ping', requestId: 'p1' })
    await eventually(() => after.received.find((message) => message.kind === 'alive'))
    expect(before.received).toHaveLength(1)
    expect(line.asked).toEqual([])
  })
})

describe('the ring window at the phone', () => {
  it('sees the ringing call masked, and nothing when nothing rings', async () => {
    const { received } = page<ToRing>('ring')
    const id = line.has('call-1', 'ringing')
    line.has('call-1', 'answering')
    line.has('call-1', 'live')
    await eventually(() => received.length === 4)
    expect(received[0]).toEqual({ kind: 'ring', call: null })
    expect(received[1]).toEqual({
      kind: 'ring',
      call: {
        callId: id,
        state: 'ringing',
        maskedNumber: '154****0001',
        queue: 'hotline',
        waitedSeconds: 4,
        startedAt: expect.any(Number),
      },
    })
    expect(received[2]).toMatchObject({ call: { state: 'answering' } })
    expect(received[3]).toEqual({ kind: 'ring', call: null })
    expect(JSON.stringify(received)).not.toContain('15400000001')
  })

  it('may answer and decline', async () => {
    const { say } = page<ToRing>('ring')
    const callId = line.has('call-1', 'ringing')
    say({ kind: 'command', requestId: 'r1', command: { kind: 'answer', callId } })
    say({ kind: 'command', requestId: 'r2', command: { kind: 'decline', callId, reason: 'break' } })
    await eventually(() => line.asked.length === 2)
    expect(line.asked).toEqual([
      { kind: 'answer', callId },
      { kind: 'decline', callId, reason: 'break' },
    ])
  })

  it('may do nothing else', async () => {
    const { received, say } = page<ToRing>('ring')
    say({ kind: 'command', requestId: 'r1', command: { kind: 'dial', number: '110' } })
    say({ kind: 'ping', requestId: 'r2' })
    say({ kind: 'practice', requestId: 'r3', command: { kind: 'stop' } })
    await eventually(() => received.filter((message) => message.kind === 'answer').length === 3)
    expect(line.asked).toEqual([])
    expect(server.badMessages()).toBe(3)
  })

  it('is served beside the console', async () => {
    const consolePage = page<ToConsole>('console')
    const ringPage = page<ToRing>('ring')
    line.has('call-1', 'ringing')
    await eventually(() => consolePage.received.length === 2 && ringPage.received.length === 2)
  })
})
