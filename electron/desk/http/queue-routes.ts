import type { Context, Hono } from 'hono'
import type { DeskError } from '../../../shared/desk-api/desk-api'
import {
  feedQuerySchema, queueCommandSchema, queueEventsQuerySchema, queueRoutes, type QueueCapabilities, type QueueCommand, type QueueEventsAnswer,
} from '../../../shared/desk-api/queue-api'
import { err } from '../../../shared/lib/result'
import type { FeedHub } from '../pbx/feed-hub'
import type { QueueControl } from '../pbx/queue-control'
import { parseInput, parseJson, statusOfError } from './desk-errors'

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

/** What somebody has to be allowed for a command: the names of the rights of a desk that several share. */
export const rightFor = {
  pause: 'force-state', resume: 'force-state', add: 'move-between-queues', remove: 'move-between-queues', move: 'move-between-queues',
  listen: 'listen', whisper: 'whisper', barge: 'barge',
} as const satisfies Record<QueueCommand['kind'], string>

export type QueueRight = (typeof rightFor)[QueueCommand['kind']]

/** The answers, for an app that decides by itself who may watch. */
export function queueAnswers({ hub, events, control }: QueueRouteParts) {
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
      const answer: QueueCapabilities = { commands: control === null ? [] : [...(await control.capabilities())].sort() }
      return c.json(answer)
    },
    /** @param may whether whoever asks has that right; and `lead`, where it rings at their own telephone */
    async command(c: Context, may: (right: QueueRight, command: QueueCommand) => boolean): Promise<Response> {
      const json = parseJson(await c.req.text())
      if (!json.ok) return fail(c, json.error)
      const command = parseInput(queueCommandSchema, json.value)
      if (!command.ok) return fail(c, command.error)
      const right = rightFor[command.value.kind]
      if (!may(right, command.value)) return fail(c, { code: 'refused', reason: 'not-allowed' })
      const done = await (control?.perform(command.value) ?? Promise.resolve(err({ code: 'not-possible' as const })))
      if (done.ok) return c.json({})
      return fail(c, done.error.code === 'away' ? { code: 'not-ready' } : { code: 'refused', reason: done.error.code })
    },
  }
}

/** Into an app of one agent, who may do everything that the PBX lets the desk do. */
export function mountQueueRoutes(app: Hono, parts: QueueRouteParts): void {
  const answers = queueAnswers(parts)
  app.get(queueRoutes.feed, answers.feed)
  app.get(queueRoutes.events, answers.events)
  app.get(queueRoutes.commands, answers.capabilities)
  app.post(queueRoutes.commands, (c) => answers.command(c, () => true))
}

function fail(c: Context, error: DeskError): Response {
  return c.json(error, statusOfError[error.code])
}
