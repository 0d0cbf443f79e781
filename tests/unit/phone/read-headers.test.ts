import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readIdentity, splitNameAddr } from '../../../renderer/phone/sip/read-headers'
import { callSchema, identityLimits } from '../../../shared/calls/call-schemas'
import { callsInEveryState } from '../calls/calls.fixture'

/** Headers of an INVITE by lower-case name. */
const read = (headers: Readonly<Record<string, string | readonly string[]>>) =>
  readIdentity((name) => [headers[name] ?? []].flat())

describe('who calls, read from an INVITE', () => {
  it('a call from the queue brings number, queue, wait and ring time', () => {
    expect(
      read({
        from: '<sip:15400000001@trunk.example>;tag=9fxced',
        'p-asserted-identity': '<sip:+8615400000001@trunk.example>',
        privacy: 'id',
        'x-queue': 'hotline',
        'x-call-id': '1795467236.0',
        'x-queue-wait': '12',
        'x-ring-timeout': '20',
      }),
    ).toEqual({
      remote: {
        from: 'sip:15400000001@trunk.example',
        displayName: null,
        assertedIdentity: '<sip:+8615400000001@trunk.example>',
        privacy: 'id',
      },
      offer: { queue: 'hotline', queueCallId: '1795467236.0', waitedSeconds: 12, ringSeconds: 20, answerAfterSeconds: null, supervises: null },
      suspicious: false,
    })
  })

  it.each([
    [{ 'call-info': '<sip:pbx.example>;answer-after=2' }, 2],
    [{ 'call-info': '<sip:pbx.example>; Answer-After = 0' }, 0],
    [{ 'alert-info': '<http://127.0.0.1>;info=alert-autoanswer' }, 0],
    [{ 'alert-info': 'Auto Answer' }, 0],
    [{ 'alert-info': '<http://127.0.0.1/ring.wav>' }, null],
    [{ 'call-info': '<sip:pbx.example>;answer-after=-1' }, null],
  ])('%o asks to be answered after %s seconds', (headers, seconds) => {
    expect(read({ from: 'sip:1@a', ...headers }).offer.answerAfterSeconds).toBe(seconds)
  })

  it.each([
    ['listen 1001', { how: 'listen', extension: '1001' }],
    [' barge  8017 ', { how: 'barge', extension: '8017' }],
    ['record 1001', null],
    ['listen', null],
    ['listen 1001 1002', null],
    ['listen <script>', null],
    [`listen ${'9'.repeat(21)}`, null],
  ])('%o says whose call is to be heard: %o', (header, supervises) => {
    expect(read({ from: 'sip:1@a', 'x-supervises': header }).offer.supervises).toEqual(supervises)
  })

  it('what the PBX does not tell is null, an empty header too', () => {
    expect(read({ from: 'sip:1@a', 'x-queue': '' })).toMatchObject({
      offer: { queue: null, queueCallId: null, waitedSeconds: null, ringSeconds: null, answerAfterSeconds: null, supervises: null },
      suspicious: false,
    })
  })

  it('several asserted identities stay one text', () => {
    const asserted = ['<sip:15400000001@a>', '<tel:+8615400000001>']
    expect(read({ from: 'sip:1@a', 'p-asserted-identity': asserted }).remote.assertedIdentity).toBe(asserted.join(', '))
  })

  it('a wait that is no number of seconds is not believed', () => {
    for (const wait of ['-1', '1e9', 'NaN', '999999', '3.5', '']) {
      expect(read({ from: 'sip:1@a', 'x-queue-wait': wait }).offer.waitedSeconds).toBeNull()
    }
    expect(read({ from: 'sip:1@a', 'x-queue-wait': '99999' }).offer.waitedSeconds).toBe(86_400)
  })

  it('a ring time that is no number of seconds, or none, is not believed', () => {
    for (const time of ['0', '-5', 'soon', '1e3', '']) {
      expect(read({ from: 'sip:1@a', 'x-ring-timeout': time }).offer.ringSeconds).toBeNull()
    }
  })

  it('controls and marks that turn text round are taken out and counted', () => {
    const { remote, suspicious } = read({ from: '"abc\u202edef\u0007" <sip:1@a>' })
    expect(remote.displayName).toBe('abc def')
    expect(suspicious).toBe(true)
  })

  it('a name of any length is cut, never inside a character', () => {
    const { remote, suspicious } = read({ from: `"${'𠮷'.repeat(500)}" <sip:1@a>` })
    expect(remote.displayName).toBe('𠮷'.repeat(identityLimits.displayName / 2))
    expect(suspicious).toBe(true)
    expect(read({ from: `"a${'𠮷'.repeat(500)}" <sip:1@a>` }).remote.displayName).toHaveLength(identityLimits.displayName - 1)
  })

  it('whatever arrives fits the wire', () => {
    const codePoint = fc.integer({ min: 0, max: 0x10ffff })
    const text = fc.array(codePoint, { maxLength: 600, size: 'max' }).map((points) => String.fromCodePoint(...points))
    fc.assert(
      fc.property(text, text, text, text, (from, asserted, queue, wait) => {
        const { remote, offer } = read({ from, 'p-asserted-identity': asserted, 'x-queue': queue, 'x-queue-wait': wait })
        callSchema.parse({ ...callsInEveryState.ringing, remote, offer })
      }),
      { numRuns: 30 },
    )
  })
})

describe('display name and address', () => {
  it.each([
    ['<sip:1@a>;tag=x', null, 'sip:1@a'],
    ['sip:1@a;tag=x', null, 'sip:1@a'],
    ['sip:02390000008;ext=801@a', null, 'sip:02390000008'],
    ['<sip:02390000008;ext=801@a>;tag=x', null, 'sip:02390000008;ext=801@a'],
    ['"Caller 1" <sip:1@a>', 'Caller 1', 'sip:1@a'],
    ['Caller <sip:1@a>', 'Caller', 'sip:1@a'],
    [String.raw`"a \"quoted\" \\ name" <sip:1@a>`, String.raw`a "quoted" \ name`, 'sip:1@a'],
    ['"<sip:110@evil>" <sip:1@a>', '<sip:110@evil>', 'sip:1@a'],
    ['"" <sip:1@a>', null, 'sip:1@a'],
    ['"no end', null, '"no end'],
    ['<sip:1@a', null, 'sip:1@a'],
    ['', null, ''],
  ])('of %j', (header, displayName, uri) => {
    expect(splitNameAddr(header)).toEqual({ displayName, uri })
  })
})
