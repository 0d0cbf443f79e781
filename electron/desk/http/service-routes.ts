import type { Context, Hono } from 'hono'
import { getConnInfo } from '@hono/node-server/conninfo'
import { createBearerCheck } from './bearer'
import type { Metrics } from './metrics'

/** Routes for whoever runs the desk, beside those of the contract. */
export const serviceRoutes = {
  /** 200 while the process answers at all. */
  live: '/healthz/live',
  /** 200 while it can do its work: the database answers, and it is not about to stop. 503 otherwise. */
  ready: '/healthz/ready',
  /** Both in one, with the status of `ready`. */
  health: '/healthz',
  metrics: '/metrics',
} as const

export interface ServiceRouteOptions {
  readonly isReady: () => Promise<boolean>
  readonly metrics: Metrics
  /** Null: this computer alone may read the metrics. */
  readonly metricsToken: string | null
}

export function addServiceRoutes(app: Hono, { isReady, metrics, metricsToken }: ServiceRouteOptions): void {
  const hasToken = metricsToken === null ? null : createBearerCheck(metricsToken)
  const health = async (c: Context) => {
    const ready = await isReady()
    return c.json({ live: true, ready }, ready ? 200 : 503)
  }
  app.get(serviceRoutes.live, (c) => c.json({ live: true }))
  app.get(serviceRoutes.ready, health)
  app.get(serviceRoutes.health, health)
  app.get(serviceRoutes.metrics, async (c) => {
    const isAllowed = hasToken === null ? isFromThisComputer(c) : hasToken(c.req.header('Authorization'))
    if (!isAllowed) return c.json({ code: 'unauthorized' }, 401)
    c.header('Content-Type', metrics.contentType)
    return c.body(await metrics.text())
  })
}

/** SECURITY: a proxy on this computer brings requests of others; it says so in these headers (RFC 7239 and its forerunner). */
function isFromThisComputer(c: Context): boolean {
  if (c.req.header('Forwarded') !== undefined || c.req.header('X-Forwarded-For') !== undefined || c.req.header('X-Real-IP') !== undefined) return false
  const { address = '' } = getConnInfo(c).remote
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}
