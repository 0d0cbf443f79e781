import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { errorFacts, type DeskLog } from '../desk-log'
import { fail } from './answers'
import { isDatabaseAway } from './desk-errors'

/** One event with every text at its limit takes some 200 kB, an ordinary batch a few. */
const maxBodyBytes = 8 * 1024 * 1024

const maxPreflightAgeS = 600

/** Looking for the body of one of these would make a whole `Request` of it. */
const hasNoBody: ReadonlySet<string> = new Set(['GET', 'HEAD'])

export interface BaseAppOptions {
  /** Pages that may call the desk; everybody else's scripts get no CORS answer. */
  readonly origins: readonly string[]
  readonly methods: readonly ('GET' | 'POST' | 'PUT' | 'DELETE')[]
  /** Checked before anything of a request is read; null: whoever asks is looked at by each route. */
  readonly isAuthorized: ((authorization: string | undefined) => boolean) | null
  /** SECURITY: the path of the contract, never what somebody typed behind the origin. */
  readonly routeOf: (path: string) => string
  readonly log: DeskLog
  /** Sees every request and what came of it. */
  readonly observe?: MiddlewareHandler
}

/** What every desk does with every request, before and after its routes. Knows nothing of sockets. */
export function createBaseApp({ origins, methods, isAuthorized, routeOf, log, observe }: BaseAppOptions): Hono {
  const app = new Hono()
  if (observe !== undefined) app.use(observe)
  const preflight = cors({ origin: [...origins], allowMethods: [...methods], allowHeaders: ['Authorization', 'Content-Type'], maxAge: maxPreflightAgeS })
  app.use(async (c: Context, next) => {
    if (c.req.method === 'OPTIONS') return preflight(c, next)
    // Before there is an answer: a header that is added to one behind it makes a stream of its body.
    c.header('Vary', 'Origin')
    c.header('Cache-Control', 'no-store')
    c.header('X-Content-Type-Options', 'nosniff')
    // SECURITY: a request that says it comes from another page is turned away before anything of it is read.
    const origin = c.req.header('Origin')
    if (origin !== undefined && !origins.includes(origin)) return fail(c, { code: 'unauthorized' })
    if (origin !== undefined) c.header('Access-Control-Allow-Origin', origin)
    if (isAuthorized !== null && !isAuthorized(c.req.header('Authorization'))) return fail(c, { code: 'unauthorized' })
    return next()
  })
  const limit = bodyLimit({ maxSize: maxBodyBytes, onError: (c) => fail(c, { code: 'too-large' }) })
  app.use((c, next) => (hasNoBody.has(c.req.method) ? next() : limit(c, next)))

  app.notFound((c) => fail(c, { code: 'not-found' }))
  app.onError((error, c) => {
    log({ event: 'request-failed', method: c.req.method, route: routeOf(c.req.path), ...errorFacts(error) })
    return fail(c, { code: isDatabaseAway(error) ? 'not-ready' : 'internal' })
  })
  return app
}
