import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { z } from 'zod'

/** Null when there is none or it makes no sense: a window can always open in the middle. */
export function readWindowState<State>(file: string, schema: z.ZodType<State>): State | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Losing it costs nothing, so it neither waits for the disk nor fails. */
export function writeWindowState(file: string, state: object): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 })
  } catch {
    // The next start opens it in the middle.
  }
}
