import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Clock } from '../../shared/lib/clock'
import type { Redactor } from './redactor'

export type LogLevel = 'info' | 'warning' | 'error'

/** An entry is a code in kebab-case and small facts; whatever is personal in the facts is taken out before the disk. */
export interface Log {
  info(code: string, facts?: Readonly<Record<string, unknown>>): void
  warning(code: string, facts?: Readonly<Record<string, unknown>>): void
  error(code: string, facts?: Readonly<Record<string, unknown>>): void
}

export interface LogOptions {
  readonly folder: string
  readonly maxBytes: number
  /** How many files are kept, the one being written among them. */
  readonly files: number
  readonly clock: Clock
  readonly redact: Redactor
}

/** JSON lines in `lingxi.log`, older ones in `lingxi.1.log` and up. A disk that takes no more never stops the program. */
export function createLog({ folder, maxBytes, files, clock, redact }: LogOptions): Log {
  const nameOf = (age: number) => path.join(folder, age === 0 ? 'lingxi.log' : `lingxi.${age}.log`)
  let size = sizeOf(nameOf(0))

  function write(level: LogLevel, code: string, facts: Readonly<Record<string, unknown>> = {}) {
    const own = { at: new Date(clock.now()).toISOString(), level, code }
    const entry = { ...own, ...(redact(facts) as object), ...own }
    const line = `${JSON.stringify(entry)}\n`
    const bytes = Buffer.byteLength(line)
    try {
      if (size > 0 && size + bytes > maxBytes) {
        rotate()
        size = 0
      }
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      appendFileSync(nameOf(0), line, { mode: 0o600 })
      size += bytes
    } catch {
      // There is nowhere left to say it.
    }
  }

  function rotate() {
    rmSync(nameOf(files - 1), { force: true })
    for (let age = files - 2; age >= 0; age -= 1) {
      if (sizeOf(nameOf(age)) > 0) renameSync(nameOf(age), nameOf(age + 1))
    }
  }

  return {
    info: (code, facts) => write('info', code, facts),
    warning: (code, facts) => write('warning', code, facts),
    error: (code, facts) => write('error', code, facts),
  }
}

function sizeOf(file: string): number {
  try {
    return statSync(file, { throwIfNoEntry: false })?.size ?? 0
  } catch {
    return 0
  }
}
