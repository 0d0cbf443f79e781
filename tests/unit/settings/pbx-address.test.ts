import fc from 'fast-check'
import { UserAgent, Web } from 'sip.js'
import { describe, expect, test } from 'vitest'
import { domainProblem, hostOfServer, serverUrlProblem } from '../../../shared/settings/pbx-address'
import { defaultSettings, settingsSchema } from '../../../shared/settings/settings'

const accepts = (sip: object) => settingsSchema.shape.sip.safeParse({ ...defaultSettings.sip, ...sip }).success

describe('the address of a PBX', () => {
  test.each([
    '',
    'ws://127.0.0.1:8088/ws',
    'wss://pbx.example.org/ws',
    'wss://pbx.example.org:7443',
    'wss://PBX.example.org/ws/%7Ea?tenant=1',
    'wss://3com.cn:65535/',
  ])('is taken as usual: %s', (serverUrl) => {
    expect(serverUrlProblem(serverUrl)).toBeNull()
    expect(accepts({ serverUrl })).toBe(true)
  })

  test.each([
    ['https://pbx.example', 'scheme'],
    ['pbx.example', 'scheme'],
    ['ws://', 'host'],
    ['ws://10.0.0.300/ws', 'host'],
    ['ws://10.0.0/ws', 'host'],
    ['ws://010.0.0.1/ws', 'host'],
    ['ws://pbx_1/ws', 'host'],
    ['ws://1pbx/ws', 'host'],
    ['ws://pbx.example./ws', 'host'],
    ['ws://pbx..example/ws', 'host'],
    ['ws://-pbx/ws', 'host'],
    ['ws://[::1]:8088/ws', 'host'],
    ['ws://user@pbx.example/', 'host'],
    ['ws://a b/', 'host'],
    ['ws://话机/ws', 'host'],
    ['wss://pbx.example:80880/ws', 'port'],
    ['wss://pbx:port/ws', 'port'],
    ['wss://pbx:/ws', 'port'],
    ['wss://pbx:0/ws', 'port'],
    ['wss://pbx:80:80/ws', 'port'],
    ['wss://pbx/电话', 'path'],
    ['wss://pbx/a b', 'path'],
    ['wss://pbx/%zz', 'path'],
    ['wss://pbx/ws#a', 'path'],
    ['wss://pbx?tenant=1', 'path'],
    [`wss://pbx/${'w'.repeat(300)}`, 'path'],
  ] as const)('with a slip is refused and told where it is: %.40s', (serverUrl, problem) => {
    expect(serverUrlProblem(serverUrl)).toBe(problem)
    expect(accepts({ serverUrl })).toBe(false)
    expect(hostOfServer(serverUrl)).toBeNull()
  })

  test.each(['ws://pbx.example; script-src *', "ws://pbx.example/'unsafe-inline'", 'ws://pbx.example/,ws://b', 'ws://pbx/a\\b'])(
    'that would not stand safely in a page policy is refused: %s',
    (serverUrl) => expect(accepts({ serverUrl })).toBe(false),
  )
})

describe('the domain of an account', () => {
  test.each(['', 'pbx', 'pbx.example.org', 'pbx.example.org:5060', '10.0.0.3'])('is taken: %j', (domain) => {
    expect(accepts({ domain })).toBe(true)
  })

  test.each([
    ['pbx_1', 'host'],
    ['10.0.0', 'host'],
    ['192.168.1.300', 'host'],
    ['1pbx', 'host'],
    ['pbx.example.', 'host'],
    ['::1', 'host'],
    ['pbx:99999', 'port'],
    ['pbx:', 'port'],
  ] as const)('that no SIP address can have is refused: %s', (domain, problem) => {
    expect(domainProblem(domain)).toBe(problem)
    expect(accepts({ domain })).toBe(false)
  })
})

/** Drawn from what names, addresses and slips of the finger are made of, so that many of them are good. */
const label = fc.string({ unit: fc.constantFrom('a', 'p', 'Z', '0', '9', '-', '_'), minLength: 0, maxLength: 5 }).filter((text) => !text.startsWith('xn--'))
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'))
const address = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 3, maxLength: 5 }).map((numbers) => numbers.join('.'))
const host = fc.oneof(name, address, fc.ipV4())
const port = fc.oneof(fc.constant(''), fc.integer({ min: 0, max: 99_999 }).map((digits) => `:${digits}`))
const path = fc.string({ unit: fc.constantFrom('/', 'w', 's', '?', '%', '2', '=', '[', '#', '话') }).map((text) => `/${text}`)

const logger = { log() {}, warn() {}, error() {}, debug() {} } as never

describe('whatever the settings take', () => {
  test('makes a SIP address', () => {
    fc.assert(
      fc.property(host, port, (drawn, at) => {
        fc.pre(domainProblem(drawn + at) === null && drawn + at !== '')
        expect(UserAgent.makeURI(`sip:1001@${drawn}${at}`)).toBeDefined()
      }),
    )
  })

  test('opens a WebSocket, and its host makes a SIP address', () => {
    fc.assert(
      fc.property(fc.constantFrom('ws://', 'wss://'), host, port, path, (scheme, drawn, at, rest) => {
        const serverUrl = `${scheme}${drawn}${at}${rest}`
        fc.pre(serverUrlProblem(serverUrl) === null)
        expect(new URL(serverUrl).protocol).toMatch(/^wss?:$/)
        expect(() => new Web.Transport(logger, { server: serverUrl })).not.toThrow()
        expect(UserAgent.makeURI(`sip:1001@${hostOfServer(serverUrl)}`)).toBeDefined()
      }),
    )
  })
})
