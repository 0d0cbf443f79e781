import { describe, expect, it } from 'vitest'
import { createDeskHttp } from '../../../renderer/desk-client/desk-http'
import { readLines } from '../../../renderer/desk-client/read-lines'
import { draftOf, eventsOf, testUuid, wageComplaint } from '../../support/drafts'
import { createScriptedDesk, type Fault } from '../../support/scripted-desk'
import { createVirtualTime } from '../../support/virtual-time'

function connect() {
  const time = createVirtualTime()
  const desk = createScriptedDesk()
  const requests: { url: string; init: RequestInit }[] = []
  const fetch: typeof globalThis.fetch = (url, init = {}) => {
    requests.push({ url: String(url), init })
    return desk.fetch(url, init)
  }
  const http = createDeskHttp({ origin: 'http://127.0.0.1:1', token: desk.token }, { fetch, timers: time.timers })
  return { time, desk, http, requests }
}

const events = eventsOf(draftOf(1, { values: wageComplaint }))

describe('a question to the desk', () => {
  it('carries the token in a header and nothing personal in its address', async () => {
    const { http, requests } = connect()
    await http.health()
    await http.accept(events)
    await http.changes(7, 200)
    await http.changes(7, 200, testUuid(7))
    await http.ticketStatus('12345678', '012')
    for (const { url, init } of requests) {
      expect(new Headers(init.headers).get('Authorization')).toMatch(/^Bearer /)
      expect(url).not.toMatch(/1540000|12345678|token/)
    }
  })

  it('is answered with what was asked for', async () => {
    const { http, desk } = connect()
    expect(await http.health()).toMatchObject({ ok: true, value: { deskId: desk.deskId } })
    const accepted = await http.accept(events)
    expect(accepted.ok && accepted.value.receipts.map(({ position }) => position)).toEqual([1, 2, 3, 4])
    const changes = await http.changes(2, 200)
    expect(changes.ok && changes.value.changes.map(({ event }) => event)).toEqual(events.slice(2))
  })

  it.each([
    ['request-lost', { code: 'unreachable' }],
    ['answer-lost', { code: 'unreachable' }],
    ['garbage', { code: 'bad-answer', httpStatus: 200 }],
    ['internal', { code: 'desk-error', httpStatus: 500, error: { code: 'internal' } }],
    ['not-ready', { code: 'desk-error', httpStatus: 503, error: { code: 'not-ready' } }],
    ['unauthorized', { code: 'desk-error', httpStatus: 401, error: { code: 'unauthorized' } }],
  ] as const)('when it goes wrong (%s) gives a code and never rejects', async (fault, error) => {
    const { http, desk } = connect()
    desk.faults = [fault satisfies Fault]
    expect(await http.health()).toEqual({ ok: false, error })
  })

  it('has a limit', async () => {
    const { http, desk, time } = connect()
    desk.faults = ['no-answer']
    const answer = http.health()
    await time.advance(14_999)
    const early = await Promise.race([answer, Promise.resolve('nothing yet')])
    expect(early).toBe('nothing yet')
    await time.advance(1)
    expect(await answer).toEqual({ ok: false, error: { code: 'timed-out' } })
  })

  it('is given up when the connection is replaced, and so is every later one', async () => {
    const { http, desk } = connect()
    desk.faults = ['no-answer']
    const answer = http.accept(events)
    http.cancel()
    expect(await answer).toEqual({ ok: false, error: { code: 'cancelled' } })
    expect(await http.health()).toEqual({ ok: false, error: { code: 'cancelled' } })
  })
})

describe('the stream of hints', () => {
  it('is heard line by line until it ends', async () => {
    const { http, desk, time } = connect()
    const heard: number[] = []
    const ended = http.hints((hint) => heard.push(hint.newest))
    await time.rest()
    desk.log.append(events)
    desk.hint()
    await time.rest()
    desk.endStreams()
    expect(await ended).toEqual({ code: 'unreachable' })
    expect(heard).toEqual([0, 4])
  })

  it('that has fallen silent is over', async () => {
    const { http, desk, time } = connect()
    let why: unknown = null
    void http.hints(() => undefined).then((error) => (why = error))
    await time.rest()
    for (let beat = 0; beat < 5; beat += 1) {
      await time.advance(14_000)
      desk.hint()
      await time.rest()
    }
    expect(why).toBeNull()
    await time.advance(15_000)
    expect(why).toEqual({ code: 'timed-out' })
    expect(desk.openStreams()).toBe(0)
  })
})

describe('lines of a stream', () => {
  const streamOf = (...pieces: string[]) => {
    const bytes = pieces.map((piece) => new TextEncoder().encode(piece))
    return new ReadableStream<Uint8Array>({ pull: (controller) => void (bytes[0] ? controller.enqueue(bytes.shift()!) : controller.close()) })
  }
  const linesOf = async (...pieces: string[]) => {
    const lines: string[] = []
    await readLines(streamOf(...pieces), (line) => lines.push(line))
    return lines
  }

  it('may come in pieces and several at once; half a line is none', async () => {
    expect(await linesOf('{"a"', ':1}\n{"b":2}\n\n{"c"', ':3}\n{"d')).toEqual(['{"a":1}', '{"b":2}', '{"c":3}'])
  })

  it('may be cut in the middle of a character', async () => {
    const bytes = new TextEncoder().encode('"渝"\n')
    const stream = new ReadableStream<Uint8Array>({ start: (c) => { c.enqueue(bytes.slice(0, 2)); c.enqueue(bytes.slice(2)); c.close() } })
    const lines: string[] = []
    await readLines(stream, (line) => lines.push(line))
    expect(lines).toEqual(['"渝"'])
  })

  it('that never end are no hints', async () => {
    await expect(linesOf('x'.repeat(40_000), 'x'.repeat(40_000))).rejects.toThrow()
  })
})
