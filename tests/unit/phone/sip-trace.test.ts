import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSipTrace } from '../../../renderer/phone/sip/sip-trace'
import { phoneDiagnosticsSchema, traceLimits } from '../../../shared/calls/phone-diagnostics'
import { at } from '../calls/calls.fixture'

const clock = { now: () => at(0) }

function traced(text: string) {
  const trace = createSipTrace(clock)
  trace.note('in', text)
  const [message] = trace.messages()
  if (message === undefined) throw new Error('nothing was kept')
  return message
}

const sip = (...lines: readonly string[]) => lines.join('\r\n')

/** An INVITE as a PBX sends it, with a person in every place that has one. */
const invite = sip(
  'INVITE sip:canary-agent@10.9.8.7:5066;transport=ws SIP/2.0',
  'Via: SIP/2.0/WS 10.9.8.7:8088;branch=z9hG4bKcanary13800001111;rport',
  'From: "覃国富 canary" <sip:13800001111@trunk.canary.example>;tag=canary-tag-13800001111',
  'To: <sip:canary-agent@pbx.canary.example>',
  'Call-ID: 13800001111-canary@10.9.8.7',
  'CSeq: 4711 INVITE',
  'Contact: "覃国富" <sip:asterisk@10.9.8.7:5060>',
  'P-Asserted-Identity: "覃国富" <tel:+8613800001111>',
  'Subject: canary about wages',
  'X-Queue: canary-queue',
  'X-Note: canary',
  'Authorization: Digest username="canary-agent", realm="canary", nonce="canary", response="canary-secret"',
  'Proxy-Authorization: Digest username="canary-agent", response="canary-secret"',
  'WWW-Authenticate: Digest realm="canary-realm", nonce="canary-nonce", algorithm=MD5, stale=true',
  'Reason: Q.850;cause=16;text="canary text"',
  'User-Agent: canary-phone 13800001111',
  'Supported: 100rel, canary, timer',
  'Content-Type: application/sdp',
  'Content-Length: 31',
  '',
  'o=canary 13800001111 IN IP4 10.9.8.7',
)

describe('the SIP trace for support', () => {
  it('tells what went on, and nothing of whom', () => {
    const message = traced(invite)
    expect(message.start).toBe('INVITE sip:<12 letters>@host:5066')
    expect(message.headers).toContain('cseq: 4711 INVITE')
    expect(message.headers).toContain('p-asserted-identity: tel:host')
    expect(message.headers).toContain('reason: Q.850 16')
    expect(message.headers).toContain('www-authenticate: algorithm MD5, stale true')
    expect(message.headers).toContain('supported: 100rel, timer')
    expect(message.headers.find((header) => header.startsWith('from'))).toMatch(/^from: sip:<11 digits>@host tag [a-z]{6}$/)
    expect(message.bodyLength).toBeGreaterThan(0)
    const text = JSON.stringify(message)
    for (const secret of ['canary', '13800001111', '覃', '10.9.8.7', 'secret', 'asterisk', 'wages']) expect(text).not.toContain(secret)
  })

  it('tells messages of one call from those of another', () => {
    const callId = (value: string) => traced(sip('BYE sip:1@h SIP/2.0', `Call-ID: ${value}`, '', '')).headers[0]
    expect(callId('a@host')).toBe(callId('a@host'))
    expect(callId('a@host')).not.toBe(callId('b@host'))
  })

  it('keeps the code of an answer and not its phrase', () => {
    expect(traced(sip('SIP/2.0 486 覃国富 is busy', 'CSeq: 1 INVITE', '', '')).start).toBe('486')
  })

  it('keeps no more than the last messages', () => {
    const trace = createSipTrace(clock)
    for (let count = 0; count < traceLimits.messages + 50; count += 1) trace.note('out', sip(`SIP/2.0 ${count % 2 === 0 ? 200 : 404} x`, '', ''))
    expect(trace.messages()).toHaveLength(traceLimits.messages)
  })

  it('of anything that arrives, passes the border of the page', () => {
    const token = fc.string({ unit: 'grapheme', maxLength: 40 })
    const header = fc.tuple(fc.constantFrom('Call-ID', 'From', 'To', 'Contact', 'Via', 'CSeq', 'Reason', 'Content-Type', 'Privacy', 'Supported', 'WWW-Authenticate', '__proto__', 'constructor'), token).map(([name, value]) => `${name}: ${value}`)
    fc.assert(
      fc.property(token, fc.array(header, { maxLength: 30 }), token, (start, headers, body) => {
        const trace = createSipTrace(clock)
        trace.note('in', sip(start, ...headers, '', body))
        expect(phoneDiagnosticsSchema.safeParse({ trace: trace.messages(), courses: [] }).success).toBe(true)
      }),
    )
  })
})
