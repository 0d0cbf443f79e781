import type { Hono } from 'hono'
import { changesQuerySchema, deskRoutes, eventBatchSchema, ticketStatusQuerySchema } from '../../../shared/desk-api/desk-api'
import { shiftRoutes } from '../../../shared/shift/shift-api'
import type { Desk } from '../desk'
import type { DeskLog } from '../desk-log'
import { answer, fail } from './answers'
import { createBaseApp } from './base-app'
import { createBearerCheck } from './bearer'
import { parseInput } from './desk-errors'
import type { HintStreams } from './hint-stream'
import { mountQueueRoutes, type QueueRouteParts } from './queue-routes'
import { mountShiftRoutes, type OwnShiftOptions } from './shift-routes'

export interface DeskAppOptions {
  readonly desk: Desk
  readonly token: string
  readonly streams: HintStreams
  readonly log: DeskLog
  /** Null where no PBX is told of. */
  readonly queues?: QueueRouteParts | null
  readonly shift?: OwnShiftOptions | null
}

const known: readonly string[] = [...Object.values(deskRoutes), ...Object.values(shiftRoutes)]

/** The routes of a desk on one PC: one token stands for its one agent. */
export function createDeskApp({ desk, token, streams, log, queues = null, shift = null }: DeskAppOptions): Hono {
  const app = createBaseApp({
    origins: ['app://console', 'app://wall'],
    methods: ['GET', 'POST'],
    isAuthorized: createBearerCheck(token),
    routeOf: (path) => known.find((route) => route === path) ?? 'other',
    log,
  })

  app.get(deskRoutes.health, async (c) => c.json(await desk.health()))
  app.get(deskRoutes.changes, async (c) => {
    const query = parseInput(changesQuerySchema, c.req.query())
    return query.ok ? c.json(await desk.changes(query.value)) : fail(c, query.error)
  })
  app.get(deskRoutes.stream, (c) => {
    c.header('Content-Type', 'application/x-ndjson')
    return c.body(streams.open() as ReadableStream)
  })
  app.post(deskRoutes.events, (c) => answer(c, eventBatchSchema, desk.accept))
  app.post(deskRoutes.ticketStatus, (c) => answer(c, ticketStatusQuerySchema, desk.ticketStatus))
  if (queues !== null) mountQueueRoutes(app, queues)
  if (shift !== null) mountShiftRoutes(app, shift)
  return app
}
