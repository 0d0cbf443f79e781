import type { Context, Hono } from 'hono'
import type { DeskError } from '../../../shared/desk-api/desk-api'
import {
  feedQuerySchema, queueCommandSchema, queueEventsQuerySchema, queueRoutes, type QueueCapabilities, type QueueCommand, type QueueEventsAnswer,
} from '../../../shared/desk-api/queue-api'
import type { Clock } from '../../../shared/lib/clock'
import { err, ok, type Result } from '../../../shared/lib/result'
import type { Action } from '../../../shared/people/permissions'
import type { FeedHub } from '../pbx/feed-hub'
import type { QueueControl } from '../pbx/queue-control'
import type { SharedStore } from '../store/shared-store'
import { answer, fail } from './answers'
import { parseInput } from './desk-errors'
import type { GuardedRoutes } from './guarded-routes'

/** What was heard of the queues, and when somebody listened. */
export interface QueueEventsReader {
  page(query: { readonly from: number; readonly to: number; readonly after: number; readonly limit: number }): Promise<QueueEventsAnswer>
}

export interface QueueRouteParts {
  readonly hub: Pick<FeedHub, 'open'>
  readonly events: QueueEventsReader
  /** Null where there is nobody to be told, as in practice. */
  readonly control: QueueControl | null
}

export interface SharedQueueOptions {
  readonly queues: QueueRouteParts
  readonly store: Pick<SharedStore, 'inOne'>
  readonly clock: Clock
}

/** What somebody has to be allowed for a command. */
const rightFor = {
  pause: 'force-state', resume: 'force-state', add: 'move-between-queues', remove: 'move-between-queues', move: 'move-between-queues',
  listen: 'listen', whisper: 'whisper', barge: 'barge',
} as const satisfies Record<QueueCommand['kind'], Action>

/** The routes of `queue-api.ts` at a desk that knows who asks. What is done to a seat or a call is written down, done or not. */
export function addQueueRoutes(routes: GuardedRoutes, { queues, store, clock }: SharedQueueOptions): void {
  const answers = queueAnswers(queues)
  routes.get(queueRoutes.feed, 'watch-queue', async (_caller, c) => answers.feed(c))
  routes.get(queueRoutes.events, 'watch-queue', async (_caller, c) => answers.events(c))
  routes.get(queueRoutes.commands, 'watch-queue', async (_caller, c) => answers.capabilities(c))
  routes.post(queueRoutes.commands, 'watch-queue', queueCommandSchema, async (command, { by, may }) => {
    const need = rightFor[command.kind]
    if (!may(need)) return err({ code: 'forbidden', reason: need })
    const done = await answers.perform(command)
    await store.inOne(({ audit }) => audit.add({ by, act: { kind: 'queue-command', command: command.kind, extension: command.extension, done: done.ok } }, clock.now()))
    return done
  })
}

/** A shared desk without a PBX: there is nothing to be told, which is an answer to whoever asks what can be. */
export function addNoQueueRoutes(routes: GuardedRoutes): void {
  routes.get(queueRoutes.commands, 'watch-queue', async (_caller, c) => c.json({ commands: [] } satisfies QueueCapabilities))
}

/** The same at a desk with one agent, who may do everything that the PBX lets the desk do. */
export function mountQueueRoutes(app: Hono, parts: QueueRouteParts): void {
  const answers = queueAnswers(parts)
  app.get(queueRoutes.feed, answers.feed)
  app.get(queueRoutes.events, answers.events)
  app.get(queueRoutes.commands, answers.capabilities)
  app.post(queueRoutes.commands, (c: Context) => answer(c, queueCommandSchema, answers.perform))
}

function queueAnswers({ hub, events, control }: QueueRouteParts) {
  return {
    feed(c: Context): Response {
      const query = parseInput(feedQuerySchema, c.req.query())
      if (!query.ok) return fail(c, query.error)
      const { epoch, after } = query.value
      c.header('Content-Type', 'application/x-ndjson')
      return c.body(hub.open(epoch === undefined || after === undefined ? null : { epoch, after }) as ReadableStream)
    },
    async events(c: Context): Promise<Response> {
      const query = parseInput(queueEventsQuerySchema, c.req.query())
      return query.ok ? c.json(await events.page(query.value)) : fail(c, query.error)
    },
    async capabilities(c: Context): Promise<Response> {
      const told: QueueCapabilities = { commands: control === null ? [] : [...(await control.capabilities())].sort() }
      return c.json(told)
    },
    async perform(command: QueueCommand): Promise<Result<object, DeskError>> {
      if (control === null) return err({ code: 'refused', reason: 'not-possible' })
      const done = await control.perform(command)
      if (done.ok) return ok({})
      return err(done.error.code === 'away' ? { code: 'not-ready' } : { code: 'refused', reason: done.error.code })
    },
  }
}
