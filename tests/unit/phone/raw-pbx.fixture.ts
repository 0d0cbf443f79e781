import { createMemoryWire } from '../../../renderer/phone/practice/memory-wire'
import { createSipLine } from '../../../renderer/phone/sip/sip-line'
import type { PhoneLine } from '../../../shared/calls/phone-line'
import type { Clock } from '../../../shared/lib/clock'
import { createFakeMedia, systemClock, systemTimers } from '../../contract/phone-line.fakes'
import { newId } from '../../contract/phone-line-harness'
import { eventually } from './phone.fixture'

/** A PBX that says 200 to whatever it is asked, and otherwise sends exactly what a test gives it. */
export interface RawPbx {
  readonly line: PhoneLine
  /** Everything that the seat has said. */
  readonly received: readonly string[]
  send(message: string): Promise<void>
}

/** A registered seat at such a PBX. `ringSeconds` is the seat's own setting. */
export async function openRawPbx({ ringSeconds = null, clock = systemClock }: { readonly ringSeconds?: number | null; readonly clock?: Clock } = {}): Promise<RawPbx> {
  const wire = createMemoryWire()
  const FarEnd = wire.transport('far-end').create
  const pbx = new FarEnd(undefined as never, {})
  const received: string[] = []
  pbx.onMessage = (message) => {
    received.push(message)
    if (!message.startsWith('SIP/2.0') && !message.startsWith('ACK')) void pbx.send(okTo(message))
  }
  await pbx.connect()
  const line = createSipLine({
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
    ringSeconds,
    clock,
    timers: systemTimers,
    random: Math.random,
    newId,
  })
  await eventually(() => line.snapshot().registration.state === 'registered')
  return { line, received, send: (message) => pbx.send(message) }
}

function okTo(request: string): string {
  const header = (name: string) => request.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name}:`)) ?? ''
  const lines = ['via', 'from', 'call-id', 'cseq', 'contact'].map(header)
  return ['SIP/2.0 200 OK', ...lines, `${header('to')};tag=pbx`, 'Content-Length: 0', '', ''].filter((one, at) => one !== '' || at > 6).join('\r\n')
}

/** An INVITE with these header lines in the place of the usual ones. */
export function invite(headers: Readonly<Record<string, string>>, body = '', callId = newId()): string {
  return request('INVITE', headers, body, callId)
}

/** Takes the ring of that INVITE back, as Asterisk does. */
export function cancelOf(callId: string): string {
  return request('CANCEL', { Reason: 'Q.850;cause=0' }, '', callId)
}

function request(method: 'INVITE' | 'CANCEL', headers: Readonly<Record<string, string>>, body: string, callId: string): string {
  const all: Record<string, string> = {
    Via: `SIP/2.0/WS pbx.example;branch=z9hG4bK${callId}`,
    From: '<sip:15400000001@trunk.example>;tag=abc',
    To: '<sip:1001@pbx.example>',
    'Call-ID': callId,
    CSeq: `1 ${method}`,
    Contact: '<sip:pbx@pbx.example>',
    'Max-Forwards': '70',
    'Content-Length': String(new TextEncoder().encode(body).length),
    ...headers,
  }
  return [`${method} sip:1001@pbx.example SIP/2.0`, ...Object.entries(all).map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n')
}
