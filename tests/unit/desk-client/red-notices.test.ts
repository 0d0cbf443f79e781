import { describe, expect, it } from 'vitest'
import { createDeskHttp } from '../../../renderer/desk-client/desk-http'
import { createRedNoticesClient } from '../../../renderer/desk-client/red-notices'
import { redNoticeRoutes, redNoticeWishSchema } from '../../../shared/desk-api/red-notices'
import { testUuid } from '../../support/drafts'
import { createVirtualTime } from '../../support/virtual-time'

const wish = { redId: testUuid(1), code: 'DISTRICT_HEAD', place: { work_district: '500103' }, orderNumber: null }

function connect(answer: (signal: AbortSignal) => Promise<Response>) {
  const asked: { path: string; body: unknown }[] = []
  const time = createVirtualTime()
  const fetch: typeof globalThis.fetch = (url, init) => {
    asked.push({ path: new URL(String(url)).pathname, body: JSON.parse(String(init?.body)) as unknown })
    return answer(init?.signal ?? new AbortController().signal)
  }
  const http = createDeskHttp({ origin: 'http://127.0.0.1:1', token: 'x' }, { fetch, timers: time.timers })
  return { client: createRedNoticesClient(() => http), asked, time }
}

describe('messages by way of a shared desk', () => {
  it('are asked for in the words of the contract, and the time is the desk’s', async () => {
    const { client, asked } = connect(() => Promise.resolve(Response.json({ kind: 'handed-over', at: 7 })))
    expect(await client.tell(wish)).toEqual({ kind: 'handed-over', to: 'sms-gateway', at: 7 })
    expect(asked).toEqual([{ path: redNoticeRoutes.tell, body: redNoticeWishSchema.parse(wish) }])
  })

  it.each(['failed', 'by-hand'] as const)('that the desk calls %s are that', async (kind) => {
    expect(await connect(() => Promise.resolve(Response.json({ kind }))).client.tell(wish)).toEqual({ kind })
  })

  it('are nobody’s without a desk, or when it is not to be reached', async () => {
    expect(await createRedNoticesClient(() => null).tell(wish)).toEqual({ kind: 'by-hand' })
    expect(await connect(() => Promise.reject(new TypeError('fetch failed'))).client.tell(wish)).toEqual({ kind: 'by-hand' })
  })

  it.each<[string, () => Response]>([
    ['refuses', () => Response.json({ code: 'refused', reason: 'no-call-for-help' }, { status: 422 })],
    ['forbids', () => Response.json({ code: 'forbidden', reason: 'accept-red' }, { status: 403 })],
    ['says that they were read', () => Response.json({ kind: 'delivered', at: 7 })],
    ['is an older one', () => new Response('not found', { status: 404 })],
  ])('that a desk %s were not handed over', async (_, answer) => {
    expect(await connect(() => Promise.resolve(answer())).client.tell(wish)).toEqual({ kind: 'failed' })
  })

  it('that a desk does not answer for were not handed over, as far as anybody knows', async () => {
    const { client, time } = connect((signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))))
    const told = client.tell(wish)
    await time.rest()
    await time.advance(60_000)
    expect(await told).toEqual({ kind: 'failed' })
  })
})
