import type { MiddlewareHandler } from 'hono'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export interface MetricSources {
  connections(): { readonly total: number; readonly idle: number; readonly waiting: number }
  streams(): number
  /** Null while the database does not answer. */
  position(): Promise<number | null>
  sessions(): Promise<number | null>
  /** SECURITY: the path of the contract, never what somebody typed behind the origin. */
  routeOf(path: string): string
}

export interface Metrics {
  readonly count: MiddlewareHandler
  /** Prometheus text format 0.0.4. */
  text(): Promise<string>
  readonly contentType: string
  close(): void
}

/** Bounds in seconds: what a person does not notice, notices, and gives up on. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** What a desk tells of itself: counts and times, never of whom. */
export function createMetrics(sources: MetricSources): Metrics {
  const register = new Registry()
  // Process, garbage collection and event-loop lag, as every Node service has them.
  collectDefaultMetrics({ register })
  const requests = new Counter({ name: 'lingxi_desk_requests_total', help: 'Requests answered', labelNames: ['method', 'route', 'status'], registers: [register] })
  const seconds = new Histogram({ name: 'lingxi_desk_request_seconds', help: 'Time to the answer', labelNames: ['method', 'route'], buckets, registers: [register] })
  new Gauge({
    name: 'lingxi_desk_database_connections', help: 'Connections to the database', labelNames: ['state'], registers: [register],
    collect() {
      for (const [state, count] of Object.entries(sources.connections())) this.set({ state }, count)
    },
  })
  new Gauge({ name: 'lingxi_desk_streams', help: 'Open streams of hints', registers: [register], collect() { this.set(sources.streams()) } })
  const fromDatabase = [
    ['lingxi_desk_position', 'Newest position of the log', sources.position],
    ['lingxi_desk_sessions', 'People signed in', sources.sessions],
  ] as const
  for (const [name, help, ask] of fromDatabase) {
    new Gauge({
      name, help, registers: [register],
      async collect() {
        const value = await ask()
        if (value === null) this.reset()
        else this.set(value)
      },
    })
  }

  return {
    async count(c, next) {
      const begunAt = performance.now()
      await next()
      const labels = { method: c.req.method, route: sources.routeOf(c.req.path) }
      requests.inc({ ...labels, status: c.res.status })
      seconds.observe(labels, (performance.now() - begunAt) / 1_000)
    },
    text: () => register.metrics(),
    contentType: register.contentType,
    close: () => register.clear(),
  }
}
