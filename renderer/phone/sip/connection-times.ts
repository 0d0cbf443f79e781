import type { ConnectionOptions } from './connection'

export type ConnectionTimes = Omit<ConnectionOptions, 'clock' | 'timers' | 'random' | 'servers' | 'hasCall' | 'dropSocket'>

export const connectionTimes: ConnectionTimes = {
  expiresSeconds: 120,
  refreshMs: 50_000,
  pingEveryMs: 2000,
  answerLimitMs: 2000,
  refusedRetryMs: 30_000,
  backoff: { spreadMs: 5000, baseMs: 250, capMs: 2000 },
  failback: { baseMs: 60_000, capMs: 600_000 },
}
