import type { z } from 'zod'
import type { DeskError } from '../../../shared/desk-api/desk-api'
import { err, ok, type Result } from '../../../shared/lib/result'
import { errorFacts } from '../desk-log'
import { unstorablePaths } from './unstorable-text'

export const statusOfError = {
  malformed: 400,
  unauthorized: 401,
  forbidden: 403,
  'password-change-due': 403,
  'not-found': 404,
  'event-id-reused': 409,
  stale: 409,
  taken: 409,
  'too-large': 413,
  refused: 422,
  'too-many-tries': 429,
  internal: 500,
  'not-ready': 503,
} as const satisfies Record<DeskError['code'], number>

const maxPaths = 20

/** Parses what came from outside. The error names the places that don't fit, never what stood there. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): Result<T, DeskError> {
  const parsed = schema.safeParse(input)
  const paths = parsed.success ? unstorablePaths(parsed.data) : parsed.error.issues.map((issue) => issue.path.join('.'))
  if (parsed.success && paths.length === 0) return ok(parsed.data)
  return err({ code: 'malformed', paths: [...new Set(paths)].slice(0, maxPaths) })
}

export function parseJson(text: string): Result<unknown, DeskError> {
  try {
    return ok(JSON.parse(text))
  } catch {
    return err({ code: 'malformed', paths: [] })
  }
}

/** errno and SQLSTATE (classes 08 and 57P) of a database that is stopping, starting or gone. */
const awayCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '08000', '08003', '08006', '57P01', '57P02', '57P03',
])

export function isDatabaseAway(error: unknown): boolean {
  return awayCodes.has(errorFacts(error).errorCode)
}
