import { describe, expect, it } from 'vitest'
import { declineAnswer } from '../../../renderer/phone/sip/decline-answers'
import { digitOfInfo, infoOfDigit } from '../../../renderer/phone/sip/dtmf'
import { outcomeOfCancel } from '../../../renderer/phone/sip/endings'
import { withoutLoopbackCandidates } from '../../../renderer/phone/sip/loopback-candidates'

describe('why a ring was taken back', () => {
  const early = { rangForMs: 3000, limitMs: 20_000 }

  it.each([
    ['SIP;cause=200;text="Call completed elsewhere"'],
    ['SIP ;cause=200 ;text="Call completed elsewhere"'],
    ['SIP;text="Call completed elsewhere"'],
    ['Q.850;cause=26'],
    ['Q.850;cause=0, SIP;cause=200'],
  ])('another seat has answered: %s', (reason) => {
    expect(outcomeOfCancel([reason], early)).toEqual({ kind: 'answered-elsewhere' })
  })

  it.each([[[]], [['Q.850;cause=0']], [['Q.850;cause=16;text="Normal Clearing"']], [['SIP;cause=487']], [['garbage;;;"']]])(
    'the caller gave up: %j',
    (reasons) => {
      expect(outcomeOfCancel(reasons, early)).toEqual({ kind: 'cancelled-by-caller' })
    },
  )

  it("Asterisk's queue says the same for a ring that was over, so the time tells it", () => {
    const at = (rangForMs: number) => outcomeOfCancel(['Q.850;cause=0'], { rangForMs, limitMs: 20_000 }).kind
    expect(at(19_400)).toBe('cancelled-by-caller')
    expect(at(19_980)).toBe('missed')
    expect(at(20_100)).toBe('missed')
  })

  it('without a known ring time nothing is called missed', () => {
    expect(outcomeOfCancel([], { rangForMs: 60_000, limitMs: null })).toEqual({ kind: 'cancelled-by-caller' })
  })
})

describe('declining', () => {
  it.each([
    ['busy-with-text', 486],
    ['break', 480],
    ['handover', 480],
    ['other', 603],
  ] as const)('"%s" is told as %i with its reason', (reason, statusCode) => {
    expect(declineAnswer(reason)).toEqual({
      statusCode,
      reasonHeader: `Reason: SIP;cause=${statusCode};text="${reason}"`,
    })
  })
})

describe('key presses by INFO', () => {
  it('what is sent can be read', () => {
    for (const digit of '0123456789ABCD*#') {
      const { contentType, content } = infoOfDigit(digit)
      expect(digitOfInfo(contentType, content)).toBe(digit)
    }
  })

  it('the bare form is read too', () => expect(digitOfInfo('application/dtmf', ' 5\r\n')).toBe('5'))

  it.each([
    ['application/dtmf-relay', 'Signal=12'],
    ['application/dtmf-relay', ''],
    ['application/dtmf', '55'],
    ['application/media_control+xml', '<picture_fast_update/>'],
    [undefined, 'Signal=1'],
  ])('anything else is no key: %s %j', (contentType, body) => expect(digitOfInfo(contentType, body)).toBeNull())
})

describe('candidates of the loopback', () => {
  const candidate = (address: string) => `a=candidate:1 1 udp 2113937151 ${address} 50000 typ host generation 0`
  const sdp = (connection: string, ...lines: string[]) =>
    ['v=0', `c=IN IP4 ${connection}`, 'm=audio 9 RTP/AVP 0', ...lines, 'a=sendrecv', ''].join('\r\n')

  it('are not told to a PBX', () => {
    expect(withoutLoopbackCandidates(sdp('192.0.2.2', candidate('127.0.0.1'), candidate('192.0.2.2'), candidate('::1')))).toBe(
      sdp('192.0.2.2', candidate('192.0.2.2')),
    )
  })

  it('are not the default address either', () => {
    expect(withoutLoopbackCandidates(sdp('127.0.0.1', candidate('127.0.0.1'), candidate('192.0.2.2')))).toBe(
      sdp('192.0.2.2', candidate('192.0.2.2')),
    )
  })

  it('stay where there are no others', () => {
    const alone = sdp('127.0.0.1', candidate('127.0.0.1'))
    expect(withoutLoopbackCandidates(alone)).toBe(alone)
  })
})
