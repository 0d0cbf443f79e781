import { describe, expect, it } from 'vitest'
import { createDesk, type Desk } from '../../../../electron/desk/desk'
import type { DeskLogEntry } from '../../../../electron/desk/desk-log'
import { createDeskApp } from '../../../../electron/desk/http/desk-app'
import { createHintStreams } from '../../../../electron/desk/http/hint-stream'
import {
  changesAnswerSchema, deskErrorSchema, deskRoutes, eventBatchAnswerSchema, healthSchema, ticketStatusAnswerSchema,
} from '../../../../shared/desk-api/desk-api'
import { agent8017, draftOf, eventsOf, morning, wageComplaint } from '../../../support/drafts'
import { systemTimers } from '../../../support/desk/system-time'
import { createMemoryDeskStore } from '../../../support/desk/memory-desk-store'

const token = 'a-token-of-thirty-two-characters-or-more'
const events = eventsOf(draftOf(1, { values: wageComplaint }))
const clock = { now: () => morning }

function appWith(replaced: Partial<Desk> = {}) {
  const store = createMemoryDeskStore()
  const desk = { ...createDesk({ store, clock, author: agent8017, practice: false }), ...replaced }
  const lines: DeskLogEntry[] = []
  const streams = createHintStreams({ desk, clock, timers: systemTimers, heartbeatMs: 60_000 })
  const app = createDeskApp({ desk, token, streams, log: (entry) => lines.push(entry) })
  const call = (path: string, init: RequestInit = {}, headers: Record<string, string> = {}) =>
    app.request(path, { ...init, headers: { Authorization: `Bearer ${token}`, ...headers } })
  const post = (path: string, body: unknown) =>
    call(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })
  return { app, call, post, lines, streams }
}

async function errorOf(response: Response) {
  return deskErrorSchema.parse(await response.json())
}

describe('who may talk to the desk', () => {
  it.each([
    ['no token', {}],
    ['another token', { Authorization: `Bearer ${'x'.repeat(token.length)}` }],
    ['a shorter token', { Authorization: 'Bearer a' }],
    ['another scheme', { Authorization: `Basic ${token}` }],
    ['the token from another page', { Authorization: `Bearer ${token}`, Origin: 'https://example.invalid' }],
    ['the token from another page of the app', { Authorization: `Bearer ${token}`, Origin: 'app://phone' }],
    ['the token from a page without an origin', { Authorization: `Bearer ${token}`, Origin: 'null' }],
  ])('nobody with %s, on any route', async (_, headers) => {
    const { app } = appWith()
    for (const route of [...Object.values(deskRoutes), '/v1/other']) {
      const response = await app.request(route, { headers: headers as Record<string, string> })
      expect(response.status).toBe(401)
      expect(await errorOf(response)).toEqual({ code: 'unauthorized' })
    }
  })

  it('scripts of the console page and of no other', async () => {
    const { app, call } = appWith()
    const answered = await call(deskRoutes.health, {}, { Origin: 'app://console' })
    expect(answered.headers.get('Access-Control-Allow-Origin')).toBe('app://console')
    const preflight = (origin: string) =>
      app.request(deskRoutes.events, {
        method: 'OPTIONS',
        headers: {
          Origin: origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization',
        },
      })
    const allowed = await preflight('app://console')
    expect(allowed.headers.get('Access-Control-Allow-Origin')).toBe('app://console')
    expect(allowed.headers.get('Access-Control-Allow-Headers')).toMatch(/authorization/i)
    expect((await preflight('https://example.invalid')).headers.get('Access-Control-Allow-Origin')).toBeNull()
  })
})

describe('the routes of the contract', () => {
  it('health says which desk it is and who writes', async () => {
    const health = healthSchema.parse(await (await appWith().call(deskRoutes.health)).json())
    expect(health).toMatchObject({ practice: false, author: agent8017, now: morning })
  })

  it('a batch is accepted, read back by position, and its code answers', async () => {
    const { call, post } = appWith()
    const accepted = await post(deskRoutes.events, { events })
    expect(accepted.status).toBe(200)
    expect(eventBatchAnswerSchema.parse(await accepted.json()).receipts).toHaveLength(events.length)

    const changes = changesAnswerSchema.parse(await (await call(`${deskRoutes.changes}?after=2&limit=1`)).json())
    expect(changes).toMatchObject({ newest: events.length, changes: [{ position: 3, event: events[2] }] })
    const queryCode = events.map(({ personal }) => personal?.queryCode).find((code) => code !== undefined)
    const status = await post(deskRoutes.ticketStatus, { queryCode, second: '012' })
    expect(ticketStatusAnswerSchema.parse(await status.json())).toMatchObject({ state: 'REVIEWING' })
  })

  it('nothing is kept by a cache on the way', async () => {
    expect((await appWith().call(deskRoutes.health)).headers.get('Cache-Control')).toBe('no-store')
  })
})

describe('what is wrong comes back as a code', () => {
  it.each<[string, number, string, string, unknown]>([
    ['no JSON', 400, 'malformed', deskRoutes.events, '{'],
    ['an empty batch', 400, 'malformed', deskRoutes.events, { events: [] }],
    ['a batch against the rules', 422, 'refused', deskRoutes.events, { events: events.slice(1) }],
    ['a code of seven digits', 400, 'malformed', deskRoutes.ticketStatus, { queryCode: '1234567', second: '012' }],
    ['a code that nobody has', 404, 'not-found', deskRoutes.ticketStatus, { queryCode: '12345678', second: '012' }],
    ['a route that is none', 404, 'not-found', '/v1/nothing', {}],
  ])('%s: %i %s', async (_, status, code, route, body) => {
    const response = await appWith().post(route, body)
    expect(response.status).toBe(status)
    expect((await errorOf(response)).code).toBe(code)
  })

  it('an id that comes back with other content: 409 and which one', async () => {
    const { post } = appWith()
    await post(deskRoutes.events, { events })
    const response = await post(deskRoutes.events, { events: [{ ...events[0], happenedAt: 1 }] })
    expect(response.status).toBe(409)
    expect(await errorOf(response)).toEqual({ code: 'event-id-reused', eventId: events[0]!.id })
  })

  it('the refused event and the reason', async () => {
    const response = await appWith().post(deskRoutes.events, { events: events.slice(1) })
    expect(await errorOf(response)).toEqual({ code: 'refused', eventId: events[1]!.id, reason: 'not-opened' })
  })

  it('malformed names the places and never what stood there', async () => {
    const wrong = { ...events[0], happenedAt: '秦木根 15400000012' }
    const response = await appWith().post(deskRoutes.events, { events: [wrong] })
    const text = await response.text()
    expect(JSON.parse(text)).toEqual({ code: 'malformed', paths: ['events.0.happenedAt'] })
  })

  it.each([
    ['half of a pair', '😀'.slice(0, 1)],
    ['U+0000', '工\u0000资'],
  ])('a text that no database keeps (%s) is malformed, not an accident', async (_, text) => {
    const index = events.findIndex(({ personal }) => personal?.values?.description !== undefined)
    const event = events[index]!
    const broken = { ...event, personal: { ...event.personal, values: { ...event.personal!.values, description: text } } }
    const response = await appWith().post(deskRoutes.events, { events: [broken] })
    expect(await errorOf(response)).toEqual({ code: 'malformed', paths: ['events.0.personal.values.description'] })
    expect(response.status).toBe(400)
  })

  it('a body beyond all measure is not read', async () => {
    const response = await appWith().post(deskRoutes.events, 'x'.repeat(9 * 1024 * 1024))
    expect(response.status).toBe(413)
    expect(await errorOf(response)).toEqual({ code: 'too-large' })
  })

  it.each([['ECONNREFUSED', 503, 'not-ready'], ['57P01', 503, 'not-ready'], ['XX000', 500, 'internal']])(
    'an error %s of the database: %i %s',
    async (errorCode, status, code) => {
      const failing = { health: () => Promise.reject(Object.assign(new Error('no'), { code: errorCode })) }
      const response = await appWith(failing).call(deskRoutes.health)
      expect(response.status).toBe(status)
      expect(await errorOf(response)).toEqual({ code })
    },
  )
})

describe('the log', () => {
  it('holds nothing that a caller or an agent has given, whatever goes wrong', async () => {
    const secret = '秦木根15400000012'
    const failing = { accept: async () => Promise.reject(new Error(`duplicate key (${secret})`)), newest: async () => 0 }
    const { call, post, lines } = appWith(failing)
    await post(deskRoutes.events, { events })
    await post(`/v1/${secret}`, { secret })
    await call(`${deskRoutes.changes}?after=${secret}`)
    await post(deskRoutes.ticketStatus, { queryCode: secret, second: secret })
    expect(lines).toEqual([{ event: 'request-failed', method: 'POST', route: deskRoutes.events, error: 'Error', errorCode: '' }])
  })
})
