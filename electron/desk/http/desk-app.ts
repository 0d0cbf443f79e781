import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import {
  changesQuerySchema, deskRoutes, eventBatchSchema, historyQuerySchema, ticketStatusQuerySchema, type DeskError,
} from '../../../shared/desk-api/desk-api'
import type { z } from 'zod'
import type { Result } from '../../../shared/lib/result'
import type { Desk } from '../desk'
import { errorFacts, type DeskLog } from '../desk-log'
import { createBearerCheck } from './bearer'
import { isDatabaseAway, parseInput, parseJson, statusOfError } from './desk-errors'
import type { HintStreams } from './hint-stream'

/** The one page that may call the desk; everybody else's scripts get no CORS answer. */
const consoleOrigin = 'app://console'

/** One event with every text at its limit takes some 200 kB, an ordinary batch a few. */
const maxBodyBytes = 8 * 1024 * 1024

const maxPreflightAgeS = 600

export interface DeskAppOptions {
  readonly desk: Desk
  readonly token: string
  readonly streams: HintStreams
  readonly log: DeskLog
}

/** The desk's routes over HTTP: authorisation, parsing, status codes. Knows nothing of sockets. */
export function createDeskApp({ desk, token, streams, log }: DeskAppOptions): Hono {
  const app = new Hono()
  const isAuthorized = createBearerCheck(token)

  app.use(cors({
    origin: consoleOrigin,
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['Authorization', 'Content-Type'],
    maxAge: maxPreflightAgeS,
  }))
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store')
    c.header('X-Content-Type-Options', 'nosniff')
    // SECURITY: a request that says it comes from another page is turned away before anything of it is read.
    const origin = c.req.header('Origin')
    if (origin !== undefined && origin !== consoleOrigin) return fail(c, { code: 'unauthorized' })
    if (!isAuthorized(c.req.header('Authorization'))) return fail(c, { code: 'unauthorized' })
    return next()
  })
  app.use(bodyLimit({ maxSize: maxBodyBytes, onError: (c) => fail(c, { code: 'too-large' }) }))

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
  app.post(deskRoutes.history, (c) =>
    answer(c, historyQuerySchema, async (query) => ({ ok: true, value: await desk.history(query) })),
  )
  app.post(deskRoutes.ticketStatus, (c) => answer(c, ticketStatusQuerySchema, desk.ticketStatus))

  app.notFound((c) => fail(c, { code: 'not-found' }))
  app.onError((error, c) => {
    log({ event: 'request-failed', method: c.req.method, route: routeOf(c), ...errorFacts(error) })
    return fail(c, { code: isDatabaseAway(error) ? 'not-ready' : 'internal' })
  })
  return app
}

async function answer<T>(
  c: Context,
  schema: z.ZodType<T>,
  perform: (input: T) => Promise<Result<object, DeskError>>,
): Promise<Response> {
  const json = parseJson(await c.req.text())
  if (!json.ok) return fail(c, json.error)
  const input = parseInput(schema, json.value)
  if (!input.ok) return fail(c, input.error)
  const result = await perform(input.value)
  return result.ok ? c.json(result.value) : fail(c, result.error)
}

function fail(c: Context, error: DeskError): Response {
  return c.json(error, statusOfError[error.code])
}

/** SECURITY: the path of the contract, never what somebody typed behind the origin. */
function routeOf(c: Context): string {
  return Object.values<string>(deskRoutes).find((route) => route === c.req.path) ?? 'other'
}
