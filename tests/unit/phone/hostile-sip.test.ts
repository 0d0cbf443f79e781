import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from './phone.fixture'
import { invite, okTo, openRawPbx } from './raw-pbx.fixture'
import type { RawPbx } from './raw-pbx.fixture'

let pbx: RawPbx
const rejections: unknown[] = []
const onRejection = (reason: unknown) => rejections.push(reason)

beforeEach(async () => {
  process.on('unhandledRejection', onRejection)
  pbx = await openRawPbx()
})

afterEach(async () => {
  await pbx.stop()
  process.off('unhandledRejection', onRejection)
  expect(rejections.splice(0)).toEqual([])
})

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
    expect((await pbx.ring()).remote.from).toBe('sip:15400000002@trunk.example')
  })

  it('counts what it had to drop', async () => {
    const before = pbx.line.snapshot().parserWarnings
    await pbx.send('INVITE sip:1001@pbx.example SIP/2.0\r\nFrom: ;;;\r\n\r\n')
    await eventually(() => pbx.line.snapshot().parserWarnings > before)
  })

  it('refuses a body of no kind, which would be tripped over later', async () => {
    await pbx.send(invite({}, 'v=0\r\n'))
    await eventually(() => pbx.received.some((message) => message.startsWith('SIP/2.0 400')))
    expect(pbx.line.snapshot()).toMatchObject({ calls: [], parserWarnings: 1 })
  })

  it('shows a name full of escapes and markup as the text it is', async () => {
    await pbx.send(invite({ From: String.raw`"<b>\"x\" \\ <script>" <sip:15400000001@trunk.example>;tag=abc` }))
    expect((await pbx.ring()).remote.displayName).toBe(String.raw`<b>"x" \ <script>`)
  })

  it('cuts headers of any length and says that it did', async () => {
    await pbx.send(invite({ 'P-Asserted-Identity': `<sip:${'9'.repeat(5000)}@a>`, 'X-Queue': 'q'.repeat(5000) }))
    const call = await pbx.ring()
    expect(call.remote.assertedIdentity).toHaveLength(512)
    expect(call.offer.queue).toHaveLength(128)
    expect(pbx.line.snapshot().parserWarnings).toBe(1)
  })
})

describe('a call that is sent what no honest PBX sends', () => {
  it('goes nowhere else because somebody refers it there', async () => {
    const { send, answer } = await pbx.talking()
    await send('REFER', { 'Refer-To': '<sip:15400000666@evil.example>' })
    expect(await eventually(() => answer('REFER'))).toMatch(/^SIP\/2\.0 603/)
    await send('OPTIONS', {})
    await eventually(() => answer('OPTIONS'))
    expect(pbx.received.filter((message) => message.startsWith('INVITE'))).toEqual([])
    expect(pbx.line.snapshot().calls).toMatchObject([{ state: 'live' }])
  })

  it('refuses a re-INVITE that does not say whose it is', async () => {
    const { send, answer } = await pbx.talking()
    await send('INVITE', { Contact: null })
    expect(await eventually(() => answer('INVITE'))).toMatch(/^SIP\/2\.0 400/)
    expect(pbx.line.snapshot()).toMatchObject({ calls: [{ state: 'live' }], parserWarnings: 1 })
  })

  it('ends a call whose answer holds a body of no kind', async () => {
    pbx.answerTo = (request) => okTo(request).replace('Content-Length: 0\r\n\r\n', request.startsWith('INVITE') ? 'Content-Length: 5\r\n\r\nv=0\r\n' : 'Content-Length: 0\r\n\r\n')
    await pbx.line.execute({ kind: 'dial', number: '600' })
    await eventually(() => pbx.line.snapshot().calls.some((call) => call.state === 'ended'))
    await eventually(() => pbx.received.some((message) => message.startsWith('BYE')))
    expect(pbx.line.snapshot().parserWarnings).toBe(1)
  })

  it.each(['INVITE', 'INFO'])('refuses an %s with a body of no kind, counts it, and goes on', async (method) => {
    const { send, answer } = await pbx.talking()
    await send(method, {}, 'Signal=5\r\n')
    expect(await eventually(() => answer(method))).toMatch(/^SIP\/2\.0 400/)
    expect(pbx.line.snapshot()).toMatchObject({ calls: [{ state: 'live' }], parserWarnings: 1 })
    await send('BYE', {})
    await eventually(() => pbx.line.snapshot().calls.some((call) => call.state === 'ended'))
  })
})
