import { describe, expect, it } from 'vitest'
import { authorityProblem, certificatesIn, fingerprintSchema, readFingerprint, readFingerprints } from '../../../shared/settings/server-trust'
import { defaultSettings, isSameSipAccount, serversOf, settingsSchema } from '../../../shared/settings/settings'

const fingerprint = Array.from({ length: 32 }, (_, at) => (at + 160).toString(16).toUpperCase()).join(':')
const bare = fingerprint.replaceAll(':', '')
const pem = '-----BEGIN CERTIFICATE-----\nMIIB/+==\nAAAA\n-----END CERTIFICATE-----'
const accepts = (sip: object) => settingsSchema.shape.sip.safeParse({ ...defaultSettings.sip, ...sip }).success

describe('a fingerprint', () => {
  it.each([fingerprint, bare, bare.toLowerCase(), ` ${fingerprint} `, `sha256 Fingerprint=${fingerprint}`, `SHA-256: ${bare}`, fingerprint.replaceAll(':', ' ')])(
    'is read as people write it: %s',
    (text) => expect(readFingerprint(text)).toBe(fingerprint),
  )

  it.each(['', 'AB:CD', bare.slice(2), `${bare}00`, bare.replace('A', 'G'), `sha1=${bare}`])('is none: %s', (text) => expect(readFingerprint(text)).toBeNull())

  it('is kept in one form', () => {
    expect(fingerprintSchema.safeParse(fingerprint).success).toBe(true)
    expect(fingerprintSchema.safeParse(bare).success).toBe(false)
  })

  it('may stand beside others, one a line or with commas', () => {
    expect(readFingerprints('')).toEqual([])
    expect(readFingerprints(`${bare}\n\n${fingerprint}， ${bare}`)).toEqual([fingerprint, fingerprint, fingerprint])
    expect(readFingerprints(`${bare}\nAB`)).toBeNull()
    expect(readFingerprints(Array.from({ length: 9 }, () => bare).join('\n'))).toBeNull()
  })
})

describe('certificates of an authority', () => {
  it('are found in the text that openssl prints around them', () => {
    expect(certificatesIn(`subject=CN = a\r\n${pem.replaceAll('\n', '\r\n')}\r\nmore\n${pem}\n`)).toHaveLength(2)
  })

  it.each(['', ' \n', pem, `${pem}\n${pem}\n`])('are taken: %j', (text) => expect(authorityProblem(text)).toBeNull())

  it.each(['abc', '-----BEGIN CERTIFICATE-----', pem.replace('MIIB', '话'), pem.replaceAll('CERTIFICATE', 'PRIVATE KEY'), pem + 'x'.repeat(40_000)])(
    'are none, or too many: %.60s',
    (text) => expect(authorityProblem(text)).toBe('pem'),
  )
})

describe('an account with several servers', () => {
  const one = { ...defaultSettings.sip, serverUrl: 'wss://one.example/ws', standbyUrls: ['wss://two.example/ws'], user: '1001' }

  it('has them in their order, each once, and none without a first one', () => {
    expect(serversOf(one)).toEqual(['wss://one.example/ws', 'wss://two.example/ws'])
    expect(serversOf({ ...one, standbyUrls: [one.serverUrl, ...one.standbyUrls] })).toHaveLength(2)
    expect(serversOf({ ...one, serverUrl: '' })).toEqual([])
  })

  it.each([[['']], [['two.example']], [['wss://pbx/ws; script-src *']], [Array.from({ length: 5 }, (_, at) => `wss://pbx${at}/ws`)]])('takes no other: %j', (standbyUrls) =>
    expect(accepts({ standbyUrls })).toBe(false),
  )

  it('may keep its password for other servers only when these are none but the ones before', () => {
    expect(isSameSipAccount(one, { ...one, standbyUrls: [] })).toBe(true)
    expect(isSameSipAccount(one, { ...one, serverUrl: 'wss://two.example/ws', standbyUrls: ['wss://one.example/ws'] })).toBe(true)
    expect(isSameSipAccount(one, { ...one, standbyUrls: ['wss://three.example/ws'] })).toBe(false)
    expect(isSameSipAccount(one, { ...one, serverUrl: 'wss://three.example/ws' })).toBe(false)
    expect(isSameSipAccount(one, { ...one, user: '1002' })).toBe(false)
    expect(isSameSipAccount(one, { ...one, serverUrl: '' })).toBe(false)
  })
})
