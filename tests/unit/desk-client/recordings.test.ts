import { describe, expect, it } from 'vitest'
import { createDeskHttp } from '../../../renderer/desk-client/desk-http'
import { createRecordingsClient } from '../../../renderer/desk-client/recordings'
import type { DeskError } from '../../../shared/desk-api/desk-api'
import { keptAnswerSchema, keepQuerySchema, recordingRoutes, soundQuerySchema } from '../../../shared/desk-api/recordings'
import { longestSound } from '../../../shared/recordings/recording'
import { testUuid } from '../../support/drafts'
import { createVirtualTime } from '../../support/virtual-time'
import { toneWav } from '../../support/wav'

const call = { ticketId: testUuid(1), id: 'call-1' }
const why = { reason: 'other', note: '复核' } as const

function connect(answer: (path: string, body: unknown, signal: AbortSignal) => Response) {
  const asked: { path: string; body: unknown }[] = []
  const time = createVirtualTime()
  const fetch: typeof globalThis.fetch = (url, init) => {
    const { pathname: path } = new URL(String(url))
    const body: unknown = JSON.parse(String(init?.body))
    asked.push({ path, body })
    return Promise.resolve(answer(path, body, init?.signal ?? new AbortController().signal))
  }
  const http = createDeskHttp({ origin: 'http://127.0.0.1:1', token: 'x' }, { fetch, timers: time.timers })
  return { client: createRecordingsClient(() => http), asked, http, time }
}
const bytes = (data: Uint8Array<ArrayBuffer>, length: string | null = String(data.length)) => new Response(data, { headers: length === null ? {} : { 'Content-Length': length } })
const refusal = (code: DeskError['code'], status: number) => () => Response.json({ code }, { status })

describe('recordings of a shared desk', () => {
  it('come whole, and are asked for in the words of the contract', async () => {
    const { client, asked } = connect(() => bytes(new Uint8Array(toneWav(1))))
    const got = await client.sound(call, why)
    expect(got.ok && got.value.length).toBe(toneWav(1).length)
    expect(asked).toEqual([{ path: recordingRoutes.sound, body: soundQuerySchema.parse({ ...call, ...why }) }])
  })

  it.each<[string, () => Response]>([
    ['shorter than they are said to be', () => bytes(new Uint8Array(toneWav(1)), '20000')],
    ['longer than they are said to be', () => bytes(new Uint8Array(toneWav(1)), '100')],
    ['of no length', () => bytes(new Uint8Array(toneWav(1)), null)],
    ['longer than anything that is taken', () => bytes(new Uint8Array(toneWav(1)), String(longestSound + 1))],
  ])('%s are none', async (_, answer) => expect(await connect(answer).client.sound(call, why)).toEqual({ ok: false, error: 'away' }))

  it('that stop coming are given up', async () => {
    const { client, time } = connect((_path, _body, signal) => new Response(new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(9))
        signal.addEventListener('abort', () => controller.error(new Error('aborted')))
      },
    }), { headers: { 'Content-Length': '99' } }))
    const got = client.sound(call, why)
    await time.rest()
    await time.advance(60_000)
    expect(await got).toEqual({ ok: false, error: 'away' })
  })

  it.each([['forbidden', 403, 'forbidden'], ['not-found', 404, 'gone'], ['too-large', 413, 'too-long'], ['internal', 500, 'away'], ['malformed', 400, 'refused']] as const)('a desk that says %s', async (code, status, problem) => {
    const { client } = connect(refusal(code, status))
    expect([await client.sound(call, why), await client.ofOrder(call.ticketId), await client.lock(call)]).toEqual(Array.from({ length: 3 }, () => ({ ok: false, error: problem })))
  })

  it('without a desk nothing is known', async () => {
    const client = createRecordingsClient(() => null)
    expect([await client.sound(call, why), await client.keep('call-1')]).toEqual([{ ok: false, error: 'away' }, { kind: 'failed' }])
  })

  it.each([['asked', 'asked'], ['locked', 'locked'], ['by-hand', 'by-hand'], ['open', 'by-hand']] as const)('under RED, a desk that says %s', async (lock, kind) => {
    const { client, asked } = connect(() => Response.json(keptAnswerSchema.parse({ lock })))
    expect(await client.keep('call-1')).toEqual({ kind })
    expect(asked).toEqual([{ path: recordingRoutes.keep, body: keepQuerySchema.parse({ id: 'call-1' }) }])
  })

  it('under RED, a call that has no name at the PBX is for somebody to see to', async () => {
    const { client, asked } = connect(() => Response.json({}))
    expect([await client.keep(null), await client.keep('../x'), asked]).toEqual([{ kind: 'by-hand' }, { kind: 'by-hand' }, []])
  })
})
