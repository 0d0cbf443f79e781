import { describe, expect, it } from 'vitest'
import { createBaseApp } from '../../../../electron/desk/http/base-app'
import { createGuardedRoutes, type GuardedRoutes } from '../../../../electron/desk/http/guarded-routes'
import { addQueueRoutes, type SharedQueueOptions } from '../../../../electron/desk/http/queue-routes'
import { createFeedHub } from '../../../../electron/desk/pbx/feed-hub'
import type { QueueControl, QueueControlProblem } from '../../../../electron/desk/pbx/queue-control'
import { callerOf, type Caller } from '../../../../electron/desk/people/caller'
import type { LiveSession } from '../../../../electron/desk/store/sessions-table'
import type { AuditEntry } from '../../../../shared/desk-api/audit'
import { queueCapabilitiesSchema, queueRoutes, type QueueCommand } from '../../../../shared/desk-api/queue-api'
import { err, ok } from '../../../../shared/lib/result'
import type { Action } from '../../../../shared/people/permissions'
import type { Role } from '../../../../shared/people/role'
import { queueDeskApp } from '../../../support/desk/queue-desk-app'
import { testToken } from '../../../support/desk/running-desk'
import { testUuid } from '../../../support/drafts'
import { createManualTime } from '../../../support/manual-time'

function setUp(problem: QueueControlProblem | null = null, hasControl = true) {
  const time = createManualTime()
  const told: QueueCommand[] = []
  const asked: object[] = []
  const control: QueueControl = {
    capabilities: async () => new Set(['resume', 'pause'] as const),
    async perform(command) {
      told.push(command)
      return problem === null ? ok(null) : err(problem)
    },
  }
  const parts = {
    hub: createFeedHub({ clock: time, timers: time, newEpoch: () => testUuid(1), heartbeatMs: 2_000 }),
    events: { page: async (query: object) => (asked.push(query), { events: [], more: false, listened: [] }) },
    control: hasControl ? control : null,
  }
  const app = queueDeskApp(parts)
  const request = async (path: string, init: RequestInit = {}) => app.request(path, { ...init, headers: { Authorization: `Bearer ${testToken}` } })
  const post = (body: unknown) => request(queueRoutes.commands, { method: 'POST', body: JSON.stringify(body) })
  return { parts, told, asked, post, request }
}
const sessionOf = (role: Role): LiveSession => ({
  id: testUuid(2), personId: testUuid(3), login: 'li', name: '李敏', roles: [role], mustChangePassword: false, seatCode: '8001', seatName: '', unit: null, startedAt: 0, expiresAt: 1,
})
const pause = { kind: 'pause', extension: '1001', queue: null, reason: 'course' }

describe('the routes of the queues', () => {
  it('give the feed as lines, and the events of a time in pages', async () => {
    const { request, asked } = setUp()
    const feed = await request(`${queueRoutes.feed}?epoch=${testUuid(1)}&after=0`)
    expect(feed.headers.get('Content-Type')).toBe('application/x-ndjson')
    expect((await feed.body?.getReader().read())?.value?.length).toBeGreaterThan(50)
    expect((await request(`${queueRoutes.events}?from=1&to=2`)).status).toBe(200)
    expect(asked).toEqual([{ from: 1, to: 2, after: 0, limit: 1_000 }])
    expect((await request(`${queueRoutes.events}?from=1`)).status).toBe(400)
  })

  it('pass a command on, and say with a code what did not come of it', async () => {
    const { post, told } = setUp()
    expect((await post(pause)).status).toBe(200)
    expect(told).toEqual([pause])
    const refused = await setUp({ code: 'no-such-member' }).post(pause)
    expect([refused.status, await refused.json()]).toEqual([422, { code: 'refused', reason: 'no-such-member' }])
    const away = await setUp({ code: 'away' }).post(pause)
    expect([away.status, await away.json()]).toEqual([503, { code: 'not-ready' }])
  })

  it('tell the PBX nothing that could be more than one command', async () => {
    const { post, told } = setUp()
    for (const part of [{ extension: '1001\r\nAction: Command' }, { reason: 'x\nAction: Command' }, { queue: 'hotline\r\n' }, { kind: 'Command' }, { extension: '' }]) {
      expect((await post({ ...pause, ...part })).status).toBe(400)
    }
    expect(told).toEqual([])
  })

  it('offer what the PBX can do, and nothing where there is none', async () => {
    const offered = async (request: ReturnType<typeof setUp>['request']) => queueCapabilitiesSchema.parse(await (await request(queueRoutes.commands)).json()).commands
    expect(await offered(setUp().request)).toEqual(['pause', 'resume'])
    expect(await offered(setUp(null, false).request)).toEqual([])
    expect((await setUp(null, false).post(pause)).status).toBe(422)
  })

  it('ask at a shared desk for the right that a command takes, before anything is told', async () => {
    const { parts, told } = setUp()
    const asked: Action[] = []
    let perform: (command: unknown, caller: Caller) => Promise<unknown> = () => Promise.reject(new Error('no route'))
    const none = () => undefined
    const routes: GuardedRoutes = { get: none, put: none, delete: none, send: none, post: (_path, _need, _schema, given) => void (perform = given as typeof perform) }
    addQueueRoutes(routes, { queues: parts, store: { inOne: () => Promise.reject(new Error('nothing is written down')) }, clock: createManualTime() })
    const commands: QueueCommand[] = [
      { kind: 'pause', extension: '1001', queue: null, reason: 'x' }, { kind: 'resume', extension: '1001', queue: null }, { kind: 'add', extension: '1001', queue: 'a' },
      { kind: 'remove', extension: '1001', queue: 'a' }, { kind: 'move', extension: '1001', from: 'a', to: 'b' }, { kind: 'listen', extension: '1001', lead: '1900' },
      { kind: 'whisper', extension: '1001', lead: '1900' }, { kind: 'barge', extension: '1001', lead: '1900' },
    ]
    const caller = { ...callerOf(sessionOf('SUPERVISOR')), may: (right: Action) => (asked.push(right), false) }
    for (const command of commands) expect(await perform(command, caller)).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    expect(asked).toEqual(['force-state', 'force-state', 'move-between-queues', 'move-between-queues', 'move-between-queues', 'listen', 'whisper', 'barge'])
    expect(told).toEqual([])
  })

  it('write down at a shared desk what a lead has had the PBX told, and what did not come of it', async () => {
    for (const problem of [null, { code: 'no-such-member' }] as const) {
      const app = createBaseApp({ origins: [], methods: ['POST'], isAuthorized: null, routeOf: (path) => path, log: () => undefined })
      const { parts, told } = setUp(problem)
      const acts: unknown[] = []
      const store: SharedQueueOptions['store'] = { inOne: (work) => work({ audit: { add: async ({ act }: AuditEntry) => void acts.push(act) } } as never) }
      addQueueRoutes(createGuardedRoutes({ app, find: async () => sessionOf('LEAD') }), { queues: parts, store, clock: createManualTime() })
      const answer = await app.request(queueRoutes.commands, { method: 'POST', headers: { Authorization: `Bearer ${testToken}` }, body: JSON.stringify(pause) })
      expect(answer.status).toBe(problem === null ? 200 : 422)
      expect(told).toEqual([pause])
      expect(acts).toEqual([{ kind: 'queue-command', command: 'pause', extension: '1001', done: problem === null }])
    }
  })
})
