import type { ConnectionOptions } from './connection'

export type ConnectionTimes = Omit<ConnectionOptions, 'clock' | 'timers' | 'random' | 'servers' | 'hasCall' | 'dropSocket'>

export const connectionTimes: ConnectionTimes = {
  expiresSeconds: 120,
  refreshMs: 50_000,
  // With the answer's limit 3.5 s: a hanging PBX is noticed within 5 s by a busy computer, too.
  pingEveryMs: 1500,
  answerLimitMs: 2000,
  refusedRetryMs: 30_000,
  backoff: { spreadMs: 5000, baseMs: 250, capMs: 2000 },
  failback: { baseMs: 60_000, capMs: 600_000 },
}
