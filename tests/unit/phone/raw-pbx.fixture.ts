import type { Transport, UserAgent } from 'sip.js'
import { createMemoryWire } from '../../../renderer/phone/practice/memory-wire'
import type { MemoryWire } from '../../../renderer/phone/practice/memory-wire'
import type { LineMedia } from '../../../renderer/phone/sip/call-audio'
import { createSipLine } from '../../../renderer/phone/sip/sip-line'
import type { SipLine, SipLineOptions } from '../../../renderer/phone/sip/sip-line'
import type { CallId } from '../../../shared/calls/call'
import type { LineCapabilities, PhoneLine } from '../../../shared/calls/phone-line'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { createFakeMedia, systemClock, systemTimers } from '../../contract/phone-line.fakes'
import { newId } from '../../contract/phone-line-harness'
import { createFakeLine, eventually } from './phone.fixture'

type Headers = Readonly<Record<string, string | null>>

/** A call that is up, as its PBX sees it. */
export interface RawCall {
  readonly id: CallId
  readonly callId: string
  /** Sends a request in the call; a header that is null is left out. */
  send(method: string, headers: Headers, body?: string): Promise<void>
  /** The same request, not sent. */
  text(method: string, headers: Headers, body?: string): string
  /** The line's answer to a request that was sent in the call. */
  answer(method: string): string | undefined
}

/** A line, and a PBX that sends exactly what a test gives it and otherwise says 200 to whatever it is asked. */
export interface RawPbx {
  readonly line: SipLine
  readonly wire: MemoryWire
  readonly received: readonly string[]
  /** What a request is answered with; null = silence. 200 without a body unless a test says otherwise. */
  answerTo: (request: string) => string | null
  /** Sends; a request outside of calls goes to the seat's own address, whatever address it has. */
  send(message: string): Promise<void>
  /** Sends, and changes nothing. */
  sendAsIs(message: string): void
  /** Empties `received`. */
  forget(): void
  /** The seat's user agent: what it has left over can be counted. */
  readonly seat: UserAgent
  /** Waits for a call that rings. */
  ring(): Promise<ReturnType<PhoneLine['snapshot']>['calls'][number]>
  /** A call that is answered; with `isAcknowledged: false` the ACK is lost. */
  talking(options?: { readonly isAcknowledged: boolean }): Promise<RawCall>
  stop(): Promise<void>
}

export interface RawPbxOptions {
  /** The seat's own setting. */
  readonly ringSeconds?: number | null
  readonly clock?: Clock
  readonly timers?: Timers
  readonly media?: LineMedia
  /** Short waits unless a test has its own; null = those of the product. */
  readonly connection?: SipLineOptions['connection'] | null
  /** Beyond those of a fake line. */
  readonly capabilities?: Partial<LineCapabilities>
}

const shortWaits: SipLineOptions['connection'] = { pingEveryMs: 50, answerLimitMs: 150, backoff: { spreadMs: 40, baseMs: 20, capMs: 60 } }

/** A registered seat at such a PBX. */
export async function openRawPbx(options: RawPbxOptions = {}): Promise<RawPbx> {
  const { ringSeconds = null, clock = systemClock, timers = systemTimers, media = createFakeMedia(), connection = shortWaits } = options
  const wire = createMemoryWire(systemTimers)
  const FarEnd = wire.transport('far-end').create
  const transport: Transport = new FarEnd(undefined as never, {})
  const received: string[] = []
  transport.onMessage = (message) => {
    received.push(message)
    const answer = message.startsWith('SIP/2.0') || message.startsWith('ACK') ? null : pbx.answerTo(message)
    if (answer !== null) void transport.send(answer)
  }
  await transport.connect()
  const seats: UserAgent[] = []
  const seatEnd = wire.transport('seat')
  const line = createSipLine({
    account: { user: '1001', domain: 'pbx.example', password: 'secret', displayName: '' },
    transport: {
      ...seatEnd,
      onUserAgent(ua) {
        seatEnd.onUserAgent?.(ua)
        seats.push(ua)
      },
    },
    media,
    capabilities: { ...createFakeLine().snapshot().capabilities, ...options.capabilities },
    secondCalls: 'busy',
    ringSeconds,
    clock,
    timers,
    random: Math.random,
    newId,
    connection: connection ?? undefined,
    refreshBackoff: { baseMs: 30, capMs: 60 },
  })
  const [seat] = seats
  if (seat === undefined) throw new Error('a line without a user agent')
  const pbx: RawPbx = {
    line,
    wire,
    received,
    answerTo: okTo,
    seat,
    forget: () => void received.splice(0),
    send: (message) => transport.send(message),
    sendAsIs: (message) => queueMicrotask(() => seat.isConnected() && seat.transport.onMessage?.(message)),
    ring: () => eventually(() => line.snapshot().calls.find((call) => call.state === 'ringing')),
    talking: (how) => talkingAt(pbx, how?.isAcknowledged ?? true),
    stop: () => line.dispose(),
  }
  await eventually(() => line.snapshot().registration.state === 'registered')
  return pbx
}

/** A 200 to that request, without a body unless one is given. */
export function okTo(request: string, body = ''): string {
  return answerTo(request, '200 OK', body)
}

export function answerTo(request: string, status: string, body = ''): string {
  const header = (name: string) => headerOf(request, name)
  const to = /;tag=/.test(header('to')) ? header('to') : `${header('to')};tag=pbx`
  const copied = [`Via: ${header('via')}`, `From: ${header('from')}`, `To: ${to}`, `Call-ID: ${header('call-id')}`, `CSeq: ${header('cseq')}`]
  const type = body === '' ? [] : ['Content-Type: application/sdp']
  const contact = header('contact') === '' ? [] : [`Contact: ${header('contact')}`]
  return [`SIP/2.0 ${status}`, ...copied, ...contact, ...type, `Content-Length: ${lengthOf(body)}`, '', body].join('\r\n')
}

/** Value of the first header of that name; empty when there is none. */
export function headerOf(message: string, name: string): string {
  return new RegExp(`^${name}: (.*)$`, 'im').exec(message)?.[1]?.trim() ?? ''
}

/** An INVITE with these header lines in the place of the usual ones. */
export function invite(headers: Headers, body = '', callId = newId()): string {
  return request('INVITE', 'sip:1001@pbx.example', { ...outsideOfCalls('INVITE', callId), 'Content-Length': lengthOf(body), ...headers }, body)
}

/** Acknowledges the seat's answer to an INVITE. */
export function ackOf(accepted: string): string {
  const ofTheCall = Object.fromEntries(['From', 'To', 'Call-ID'].map((name) => [name, headerOf(accepted, name)]))
  const headers = { Via: 'SIP/2.0/WS pbx.example;branch=z9hG4bKack', ...ofTheCall, CSeq: '1 ACK', 'Content-Length': '0' }
  return request('ACK', contactOf(accepted), headers, '')
}

/** Hangs up on the seat that has sent this INVITE and got a 200 to it. */
export function byeOf(invite: string): string {
  return toDialler(invite, 'BYE')
}

/** Says something in the call of the seat that has sent this INVITE and got a 200 to it. */
export function toDialler(invite: string, method: string, { number = 1, headers = {}, body = '' }: { readonly number?: number; readonly headers?: Headers; readonly body?: string } = {}): string {
  const usual = {
    Via: `SIP/2.0/WS pbx.example;branch=z9hG4bK${method}${number}`,
    From: `${headerOf(invite, 'to')};tag=pbx`,
    To: headerOf(invite, 'from'),
    'Call-ID': headerOf(invite, 'call-id'),
    CSeq: `${number} ${method}`,
    'Content-Length': lengthOf(body),
  }
  return request(method, contactOf(invite), { ...usual, ...headers }, body)
}

/** Takes the ring of that INVITE back, as Asterisk does. */
export function cancelOf(callId: string): string {
  return request('CANCEL', 'sip:1001@pbx.example', { ...outsideOfCalls('CANCEL', callId), Reason: 'Q.850;cause=0', 'Content-Length': '0' }, '')
}

function outsideOfCalls(method: 'INVITE' | 'CANCEL', callId: string): Headers {
  return {
    Via: `SIP/2.0/WS pbx.example;branch=z9hG4bK${callId}`,
    From: '<sip:15400000001@trunk.example>;tag=abc',
    To: '<sip:1001@pbx.example>',
    'Call-ID': callId,
    CSeq: `1 ${method}`,
  }
}

function request(method: string, target: string, headers: Headers, body: string): string {
  const all: Headers = { Contact: '<sip:pbx@pbx.example>', 'Max-Forwards': '70', ...headers }
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]))
  return [`${method} ${target} SIP/2.0`, ...lines, '', body].join('\r\n')
}

const contactOf = (message: string) => /<([^>]+)>/.exec(headerOf(message, 'contact'))?.[1] ?? ''
const lengthOf = (body: string) => String(new TextEncoder().encode(body).length)

/** A call that comes, is answered and stays. */
export async function talkingAt(pbx: Pick<RawPbx, 'line' | 'received' | 'send' | 'ring'>, isAcknowledged = true): Promise<RawCall> {
  const callId = newId()
  await pbx.send(invite({ 'Content-Type': 'application/sdp' }, 'v=0\r\n', callId))
  const { id } = await pbx.ring()
  void pbx.line.execute({ kind: 'answer', callId: id })
  const accepted = await eventually(() =>
    pbx.received.find((message) => message.startsWith('SIP/2.0 200') && headerOf(message, 'call-id') === callId),
  )
  const contact = contactOf(accepted)
  let cseq = 1
  const text: RawCall['text'] = (method, headers, body = '') => {
    const number = method === 'ACK' ? 1 : (cseq += 1)
    const usual: Headers = {
      Via: `SIP/2.0/WS pbx.example;branch=z9hG4bK${callId}${method}${number}`,
      From: headerOf(accepted, 'from'),
      To: headerOf(accepted, 'to'),
      'Call-ID': callId,
      CSeq: `${number} ${method}`,
      'Content-Length': lengthOf(body),
    }
    return request(method, contact, { ...usual, ...headers }, body)
  }
  const send: RawCall['send'] = (...parts) => pbx.send(text(...parts))
  if (isAcknowledged) await send('ACK', {})
  await eventually(() => pbx.line.snapshot().calls.some((call) => call.id === id && call.state === 'live'))
  return {
    id,
    callId,
    send,
    text,
    answer: (method) =>
      pbx.received.find((message) => message.startsWith('SIP/2.0') && new RegExp(`^[2-9] ${method}$`).test(headerOf(message, 'cseq'))),
  }
}
