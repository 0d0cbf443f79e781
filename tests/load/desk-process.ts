import { startServer, urlOf } from '../support/desk/running-server'
import type { DatabaseAddress } from '../../electron/desk/store/connection'
import { openWire } from './wire'

export interface DeskProcess {
  readonly origin: string
  /** What it tells of itself; also begins the event loop's lag anew. */
  read(): Promise<DeskFigures>
  stop(): Promise<void>
}

export interface DeskFigures {
  readonly atMs: number
  readonly cpuSeconds: number
  readonly memoryBytes: number
  /** Since it was read before; of Node's own timer, which alone makes ten milliseconds of it. */
  readonly lagP99Ms: number
  readonly longestLagMs: number
  readonly requests: number
}

export interface DeskProcessOptions {
  readonly program: string
  readonly database: DatabaseAddress
  readonly pbxUrl: string
}

/** The product's own program, as `npm run desk` runs it. */
export async function startDeskProcess({ program, database, pbxUrl }: DeskProcessOptions): Promise<DeskProcess> {
  const server = startServer(program, { DATABASE_URL: urlOf(database), LINGXI_AMI_URL: pbxUrl, LINGXI_AMI_USER: 'load', LINGXI_AMI_SECRET: 'load' })
  const origin = await server.origin
  const wire = openWire(origin, null)
  return {
    origin,
    async read() {
      const { body } = await wire.ask('/metrics')
      const text = body.toString('utf8')
      const sum = (name: string) => text.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`)).reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' ') + 1)), 0)
      return {
        atMs: performance.now(),
        cpuSeconds: sum('process_cpu_seconds_total'),
        memoryBytes: sum('process_resident_memory_bytes'),
        lagP99Ms: 1_000 * sum('nodejs_eventloop_lag_p99_seconds'),
        longestLagMs: 1_000 * sum('nodejs_eventloop_lag_max_seconds'),
        requests: sum('lingxi_desk_requests_total'),
      }
    },
    async stop() {
      wire.cut()
      server.process.kill('SIGTERM')
      await server.ended
    },
  }
}
