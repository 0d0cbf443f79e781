import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import {
  changesAnswerSchema, deskRoutes, eventBatchAnswerSchema, type Change, type EventBatchAnswer,
} from '../../../shared/desk-api/desk-api'
import { deskMessageSchema, type DeskMessage } from '../../../shared/desk-api/desk-process'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'

export const testToken = 'a-token-of-thirty-two-characters-or-more'

export interface DeskStart {
  /** The built program. */
  readonly program: string
  readonly deskDir: string
  /** Over the usual environment; an empty text removes a variable. */
  readonly env?: Readonly<Record<string, string>>
}

/** A desk as a process of its own, seen from outside as the app sees it. */
export interface RunningDesk {
  readonly process: ChildProcess
  /** Its first word: ready, or why not. Rejects when it ends without one. */
  readonly first: Promise<DeskMessage>
  /** Its exit code, null when a signal ended it; `last` is its last word. */
  readonly ended: Promise<{ readonly code: number | null; readonly last: DeskMessage | null }>
  /** What it logged. */
  readonly log: readonly Record<string, unknown>[]
}

export function startDesk({ program, deskDir, env = {} }: DeskStart): RunningDesk {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, ...deskEnvironmentOf(deskDir), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log: Record<string, unknown>[] = []
  let last: DeskMessage | null = null
  createInterface({ input: child.stderr }).on('line', (line) => log.push(parseLogLine(line)))
  const ended = new Promise<{ code: number | null; last: DeskMessage | null }>((resolve) =>
    child.on('close', (code) => resolve({ code, last })),
  )
  const first = new Promise<DeskMessage>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      last = deskMessageSchema.parse(JSON.parse(line))
      resolve(last)
    })
    void ended.then(({ code }) => reject(new Error(`the desk ended with ${code}: ${JSON.stringify(log)}`)))
  })
  first.catch(() => undefined)
  return { process: child, first, ended, log }
}

/** The environment of a desk in a folder, as the app would give it. */
export function deskEnvironmentOf(deskDir: string): Record<string, string> {
  return {
    LINGXI_DESK_DATA: deskDir,
    LINGXI_DESK_PORT: '0',
    LINGXI_DESK_TOKEN: testToken,
    LINGXI_DESK_AUTHOR: JSON.stringify({ id: 'a1', name: '练习', seat: '8017' }),
  }
}

/** @throws when it said anything but ready */
export async function originOf(desk: RunningDesk): Promise<string> {
  const message = await desk.first
  if (message.kind !== 'ready') throw new Error(`not ready: ${JSON.stringify(message)} ${JSON.stringify(desk.log)}`)
  return message.origin
}

/** @throws when it was ready */
export async function failureOf(desk: RunningDesk): Promise<string> {
  const message = await desk.first
  if (message.kind !== 'failed') throw new Error(`${message.kind} against expectation`)
  await desk.ended
  return message.code
}

export async function sendEvents(origin: string, events: readonly TicketEvent[]): Promise<EventBatchAnswer> {
  const response = await fetch(`${origin}${deskRoutes.events}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${testToken}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ events }),
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return eventBatchAnswerSchema.parse(await response.json())
}

/** The whole log, page by page. */
export async function readLog(origin: string, token = testToken): Promise<Change[]> {
  const log: Change[] = []
  for (;;) {
    const query = `after=${log.at(-1)?.position ?? 0}&limit=1000`
    const response = await fetch(`${origin}${deskRoutes.changes}?${query}`, { headers: { Authorization: `Bearer ${token}` } })
    const { changes } = changesAnswerSchema.parse(await response.json())
    if (changes.length === 0) return log
    log.push(...changes)
  }
}

export async function stopDesk(desk: RunningDesk): Promise<void> {
  desk.process.kill('SIGTERM')
  await desk.ended
}

export async function killDesk(desk: RunningDesk): Promise<void> {
  desk.process.kill('SIGKILL')
  await desk.ended
}

function parseLogLine(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return { line }
  }
}
