import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { pbx, type Pbx } from './pbx'

/** Telephones that the PBX knows without a registration (pbx/conf/pjsip.conf), and where it looks for them. */
const portOf = { '1011': 5181, '1012': 5182 } as const

/** What a plain telephone does with a call: it is told beforehand. */
export type PlainManner = 'ring' | 'answer' | 'decline'

/**
 * A telephone without sound and without a browser, for what is about the PBX alone: RFC 3261 as far as one call at a time over UDP
 * on the loopback needs it.
 */
export interface PlainSeat {
  readonly extension: keyof typeof portOf
  /** How the next calls are taken; a call that rings already is answered when it says so. */
  be(manner: PlainManner): void
  /** Puts the present call on hold, or takes it back. */
  hold(on: boolean): void
  hangUp(): void
  /** What the PBX calls the present call (X-Call-Id). */
  queueCallId(): string | null
  close(): void
}

interface Message {
  readonly first: string
  readonly headers: ReadonlyMap<string, readonly string[]>
}

/** A dialogue as the side that was called has it. */
interface Call {
  readonly invite: Message
  readonly from: { readonly address: string; readonly port: number }
  state: 'ringing' | 'talking'
  cseq: number
}

export async function openPlainSeat(extension: keyof typeof portOf, at: Pbx = pbx): Promise<PlainSeat> {
  const port = portOf[extension]
  const socket: Socket = createSocket('udp4')
  let manner: PlainManner = 'ring'
  let call: Call | null = null

  const send = (lines: readonly string[], body = '') => {
    const text = [...lines, `Content-Length: ${body.length}`, '', body].join('\r\n')
    socket.send(text, 5160, at.address)
  }
  const contact = `Contact: <sip:${extension}@${at.address}:${port}>`

  function reply(to: Message, status: string, body = ''): void {
    const copied = ['via', 'from', 'call-id', 'cseq', 'record-route'].flatMap((name) => (to.headers.get(name) ?? []).map((value) => `${name}: ${value}`))
    const [toHeader = ''] = to.headers.get('to') ?? []
    const tagged = toHeader.includes('tag=') ? toHeader : `${toHeader};tag=plain-${extension}`
    send([`SIP/2.0 ${status}`, ...copied, `to: ${tagged}`, contact, ...(body === '' ? [] : ['Content-Type: application/sdp'])], body)
  }

  /** A request of ours within the dialogue. */
  function request(method: string, of: Call, body = ''): void {
    of.cseq += 1
    const [from = ''] = of.invite.headers.get('from') ?? []
    const [to = ''] = of.invite.headers.get('to') ?? []
    const [id = ''] = of.invite.headers.get('call-id') ?? []
    const [remote = ''] = of.invite.headers.get('contact') ?? []
    const target = /<([^>]+)>/.exec(remote)?.[1] ?? remote
    send([
      `${method} ${target} SIP/2.0`, `Via: SIP/2.0/UDP ${at.address}:${port};branch=z9hG4bK-${extension}-${of.cseq}-${id}`, 'Max-Forwards: 70',
      `From: ${to};tag=plain-${extension}`, `To: ${from}`, `Call-ID: ${id}`, `CSeq: ${of.cseq} ${method}`, contact,
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
    ], body)
  }

  const sdp = (direction: string, version: number) => [
    'v=0', `o=plain 1 ${version} IN IP4 ${at.address}`, 's=-', `c=IN IP4 ${at.address}`, 't=0 0', `m=audio ${port + 1000} RTP/AVP 0`, 'a=rtpmap:0 PCMU/8000', `a=${direction}`, '',
  ].join('\r\n')

  function take(of: Call): void {
    if (manner === 'decline') {
      reply(of.invite, '486 Busy Here')
      call = null
    } else if (manner === 'answer') {
      of.state = 'talking'
      reply(of.invite, '200 OK', sdp('sendrecv', 1))
    } else reply(of.invite, '180 Ringing')
  }

  function hear(message: Message, from: Call['from']): void {
    const [method = ''] = message.first.split(' ')
    const isOfCall = call !== null && call.invite.headers.get('call-id')?.[0] === message.headers.get('call-id')?.[0]
    switch (method) {
      case 'INVITE':
        if (call !== null) return void reply(message, isOfCall ? '100 Trying' : '486 Busy Here')
        call = { invite: message, from, state: 'ringing', cseq: 100 }
        return take(call)
      case 'CANCEL':
        reply(message, '200 OK')
        if (call !== null && isOfCall) reply(call.invite, '487 Request Terminated')
        call = null
        return
      case 'BYE':
        reply(message, '200 OK')
        if (isOfCall) call = null
        return
      case 'OPTIONS':
        return reply(message, '200 OK')
      case 'SIP/2.0':
        // The answer to a request of ours: an accepted re-INVITE has to be acknowledged (RFC 3261, 13.2.2.4).
        if (/INVITE/.test(message.headers.get('cseq')?.[0] ?? '') && / 2\d\d /.test(message.first) && call !== null) acknowledge(call)
    }
  }

  function acknowledge(of: Call): void {
    of.cseq -= 1
    request('ACK', of)
  }

  socket.on('message', (data, from) => hear(parse(data.toString('utf8')), from))
  socket.bind(port, at.address)
  await once(socket, 'listening')
  return {
    extension,
    be(next) {
      manner = next
      if (call?.state === 'ringing') take(call)
    },
    hold(on) {
      if (call !== null) request('INVITE', call, sdp(on ? 'sendonly' : 'sendrecv', 2 + call.cseq))
    },
    hangUp() {
      if (call !== null) request('BYE', call)
      call = null
    },
    queueCallId: () => call?.invite.headers.get('x-call-id')?.[0] ?? null,
    close: () => socket.close(),
  }
}

function parse(text: string): Message {
  const [head = ''] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const headers = new Map<string, readonly string[]>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()])
  }
  return { first, headers }
}
