import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { windowStateSchema } from './window-placement'
import type { WindowState } from './window-placement'

/** Null when there is none or it makes no sense: a window can always open in the middle. */
export function readWindowState(file: string): WindowState | null {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Losing it costs nothing, so it neither waits for the disk nor fails. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 })
  } catch {
    // The next start opens it in the middle.
  }
}
