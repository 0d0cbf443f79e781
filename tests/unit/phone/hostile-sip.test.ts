import type { Transport } from 'sip.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryWire } from '../../../renderer/phone/practice/memory-wire'
import { createSipLine } from '../../../renderer/phone/sip/sip-line'
import type { PhoneLine } from '../../../shared/calls/phone-line'
import { createFakeMedia, systemClock, systemTimers } from '../../contract/phone-line.fakes'
import { newId } from '../../contract/phone-line-harness'
import { eventually } from './phone.fixture'

let line: PhoneLine
let pbx: Transport
let received: string[]
const rejections: unknown[] = []
const onRejection = (reason: unknown) => rejections.push(reason)

/** A PBX that says 200 to whatever it is asked, and otherwise sends exactly what a test gives it. */
beforeEach(async () => {
  process.on('unhandledRejection', onRejection)
  const wire = createMemoryWire()
  const FarEnd = wire.transport('far-end').create
  pbx = new FarEnd(undefined as never, {})
  received = []
  pbx.onMessage = (message) => {
    received.push(message)
    if (!message.startsWith('SIP/2.0') && !message.startsWith('ACK')) void pbx.send(okTo(message))
  }
  await pbx.connect()
  line = createSipLine({
    account: { user: '1001', domain: 'pbx.example', password: 'secret', displayName: '' },
    transport: wire.transport('seat'),
    media: createFakeMedia(),
    capabilities: {
      dial: true,
      dtmf: true,
      hold: true,
      queueMembership: true,
      blindTransfer: false,
      attendedTransfer: false,
      conference: 'none',
      practice: false,
    },
    serviceCodes: { pausePrefix: '*31', resume: '*30' },
    ringLimitMs: null,
    clock: systemClock,
    timers: systemTimers,
    random: Math.random,
    newId,
  })
  await eventually(() => line.snapshot().registration.state === 'registered')
})

afterEach(async () => {
  await line.dispose()
  process.off('unhandledRejection', onRejection)
  expect(rejections.splice(0)).toEqual([])
})

function okTo(request: string): string {
  const header = (name: string) => request.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name}:`)) ?? ''
  const lines = ['via', 'from', 'call-id', 'cseq', 'contact'].map(header)
  return ['SIP/2.0 200 OK', ...lines, `${header('to')};tag=pbx`, 'Content-Length: 0', '', ''].filter((one, at) => one !== '' || at > 6).join('\r\n')
}

/** An INVITE with these header lines in the place of the usual ones. */
function invite(headers: Readonly<Record<string, string>>, body = '', callId = newId()): string {
  const all: Record<string, string> = {
    Via: `SIP/2.0/WS pbx.example;branch=z9hG4bK${callId}`,
    From: '<sip:15400000001@trunk.example>;tag=abc',
    To: '<sip:1001@pbx.example>',
    'Call-ID': callId,
    CSeq: '1 INVITE',
    Contact: '<sip:pbx@pbx.example>',
    'Max-Forwards': '70',
    'Content-Length': String(new TextEncoder().encode(body).length),
    ...headers,
  }
  return ['INVITE sip:1001@pbx.example SIP/2.0', ...Object.entries(all).map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n')
}

const ring = () => eventually(() => line.snapshot().calls.find((call) => call.state === 'ringing'))

describe('a line that is sent what no honest PBX sends', () => {
  it.each([
    ['text that is no SIP', 'hello'],
    ['an empty line', '\r\n\r\n'],
    ['a request without headers', 'INVITE sip:1001@pbx.example SIP/2.0\r\n\r\n'],
    ['a tel: From', invite({ From: '<tel:+8615400000001>;tag=abc' })],
    ['a bare name that is not ASCII', invite({ From: '重庆 <sip:15400000001@trunk.example>;tag=abc' })],
    ['a From that is nothing', invite({ From: ';;;' })],
    ['a CSeq that is nothing', invite({ CSeq: 'x' })],
  ])('outlives %s', async (_what, message) => {
    await pbx.send(message)
    await pbx.send(invite({ From: '<sip:15400000002@trunk.example>;tag=abc' }))
    expect((await ring()).remote.from).toBe('sip:15400000002@trunk.example')
  })

  it('counts what it had to drop', async () => {
    const before = line.snapshot().parserWarnings
    await pbx.send('INVITE sip:1001@pbx.example SIP/2.0\r\nFrom: ;;;\r\n\r\n')
    await eventually(() => line.snapshot().parserWarnings > before)
  })

  it('refuses a body of no kind, which would be tripped over later', async () => {
    await pbx.send(invite({}, 'v=0\r\n'))
    await eventually(() => received.some((message) => message.startsWith('SIP/2.0 400')))
    expect(line.snapshot()).toMatchObject({ calls: [], parserWarnings: 1 })
  })

  it('shows a name full of escapes and markup as the text it is', async () => {
    await pbx.send(invite({ From: String.raw`"<b>\"x\" \\ <script>" <sip:15400000001@trunk.example>;tag=abc` }))
    expect((await ring()).remote.displayName).toBe(String.raw`<b>"x" \ <script>`)
  })

  it('cuts headers of any length and says that it did', async () => {
    await pbx.send(invite({ 'P-Asserted-Identity': `<sip:${'9'.repeat(5000)}@a>`, 'X-Queue': 'q'.repeat(5000) }))
    const call = await ring()
    expect(call.remote.assertedIdentity).toHaveLength(512)
    expect(call.offer.queue).toHaveLength(128)
    expect(line.snapshot().parserWarnings).toBe(1)
  })
})
