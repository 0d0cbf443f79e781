import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { DatabaseAddress } from '../../../electron/desk/store/connection'
import { testSecret } from './shared-desk'

export interface RunningServer {
  readonly process: ChildProcess
  /** Where it answers; rejects when it ends before. */
  readonly origin: Promise<string>
  readonly ended: Promise<{ readonly code: number | null }>
  readonly log: readonly Record<string, unknown>[]
  /** What it said to whoever started it. */
  readonly words: () => string
}

export function urlOf({ host, port, user, password, database }: DatabaseAddress): string {
  return `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`
}

/** The shared desk as a process of its own, seen as a service manager sees it. An empty text takes a variable away. */
export function startServer(program: string, env: Readonly<Record<string, string>>, args: readonly string[] = []): RunningServer {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH, LINGXI_DESK_SECRET: testSecret, LINGXI_DESK_LISTEN: '127.0.0.1:0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log: Record<string, unknown>[] = []
  let words = ''
  child.stderr.on('data', (part: Buffer) => (words += part.toString('utf8')))
  const ended = new Promise<{ code: number | null }>((resolve) => child.on('close', (code) => resolve({ code })))
  const origin = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{')) {
        words += `${line}\n`
        return
      }
      const entry = JSON.parse(line) as Record<string, unknown>
      log.push(entry)
      if (entry.event === 'desk-ready') resolve(String(entry.origin))
    })
    void ended.then(({ code }) => reject(new Error(`ended with ${code}: ${words}`)))
  })
  origin.catch(() => undefined)
  return { process: child, origin, ended, log, words: () => words }
}
