import type { z } from 'zod'
import {
  changesAnswerSchema, deskErrorSchema, deskRoutes, eventBatchAnswerSchema, healthSchema, hintSchema,
  ticketStatusAnswerSchema, type ChangesAnswer, type DeskError, type DeskHealth, type EventBatchAnswer, type Hint, type TicketStatusAnswer,
} from '../../shared/desk-api/desk-api'
import { maxQueueEventsPage, queueEventsAnswerSchema, queueRoutes, type QueueEventsAnswer } from '../../shared/desk-api/queue-api'
import type { DeskConnection } from '../../shared/ipc/values'
import type { Timers } from '../../shared/lib/clock'
import { parseJson } from '../../shared/lib/parse-json'
import { err, ok, type Result } from '../../shared/lib/result'
import type { TicketEvent } from '../../shared/tickets/ticket-event'
import { readLines } from './read-lines'

/** Why a question to the desk has no answer that can be used. */
export type DeskCallError =
  /** Refused, reset, no network: nobody knows whether it arrived. */
  | { readonly code: 'unreachable' }
  | { readonly code: 'timed-out' }
  /** The connection was replaced by a newer one meanwhile. */
  | { readonly code: 'cancelled' }
  /** Something answered that does not speak the contract. */
  | { readonly code: 'bad-answer'; readonly httpStatus: number }
  | { readonly code: 'desk-error'; readonly httpStatus: number; readonly error: DeskError }

export type DeskAnswer<T> = Promise<Result<T, DeskCallError>>

/** The desk under one connection. Every answer is parsed; nothing rejects. */
export interface DeskHttp {
  health(): DeskAnswer<DeskHealth>
  accept(events: readonly TicketEvent[]): DeskAnswer<EventBatchAnswer>
  /** `last`: id of the event that is here at `after`, where it is known. */
  changes(after: number, limit: number, last?: string | null): DeskAnswer<ChangesAnswer>
  ticketStatus(queryCode: string, second: string): DeskAnswer<TicketStatusAnswer>
  /** What was heard of the queues from `from` on, behind that position; the desk's times. */
  queueEvents(from: number, to: number, after: number): DeskAnswer<QueueEventsAnswer>
  /** Hears hints until the stream ends, which it never does well; resolves with why. Silence counts as an end. */
  hints(hear: (hint: Hint) => void): Promise<DeskCallError>
  /**
   * The same for another stream of lines; `silenceMs` is asked for after every line. Times out when that long nothing comes. Where `take`
   * gives a promise the next line waits for it; a `take` that throws ends the stream.
   */
  lines(path: string, options: LinesOptions, take: (line: string) => unknown): Promise<DeskCallError>
  /** One question of another part of the contract: GET, or POST with a body, unless `method` says otherwise. */
  ask<T>(path: string, schema: z.ZodType<T>, body?: unknown, method?: 'PUT' | 'DELETE'): DeskAnswer<T>
  /** A POST that is answered by bytes, at most `longest` of them; times out when that long nothing comes. */
  bytes(path: string, body: unknown, longest: number): DeskAnswer<Uint8Array<ArrayBuffer>>
  /** Ends everything that is under way. */
  cancel(): void
}

export interface LinesOptions {
  readonly silenceMs: () => number
  /** In characters; a hint's length unless told. */
  readonly longestLine?: number
}

/** The desk sends a heartbeat of its hints every 5 s. */
export const hintSilenceMs = 15_000

export interface DeskHttpDeps {
  readonly fetch: typeof globalThis.fetch
  readonly timers: Timers
  readonly answerTimeoutMs?: number
  /** Of the stream of hints. */
  readonly silenceMs?: number
}

export function createDeskHttp(connection: DeskConnection, deps: DeskHttpDeps): DeskHttp {
  // Taken out of its object: the browser's own fetch does not work as a method of another.
  const { fetch, timers, answerTimeoutMs = 15_000, silenceMs = hintSilenceMs } = deps
  const open = new Set<Watch>()
  let isCancelled = false

  /** Runs a request under a limit. */
  async function watched<T>(limitMs: number, run: (watch: Watch) => DeskAnswer<T>): DeskAnswer<T> {
    if (isCancelled) return err({ code: 'cancelled' })
    const watch = createWatch(timers, limitMs)
    open.add(watch)
    try {
      return await run(watch)
    } catch {
      return err({ code: watch.endedBy() ?? 'unreachable' })
    } finally {
      open.delete(watch)
      watch.end(null)
    }
  }

  function send(path: string, watch: Watch, body?: unknown, method?: string): Promise<Response> {
    return fetch(`${connection.origin}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        Authorization: `Bearer ${connection.token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: watch.signal,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    })
  }

  function ask<T>(path: string, schema: z.ZodType<T>, body?: unknown, method?: 'PUT' | 'DELETE'): DeskAnswer<T> {
    return watched(answerTimeoutMs, async (watch) => {
      const response = await send(path, watch, body, method)
      const json = parseJson(await response.text())
      if (!response.ok) return err(troubleOf(response.status, json))
      const answer = schema.safeParse(json)
      return answer.success ? ok(answer.data) : err({ code: 'bad-answer', httpStatus: response.status })
    })
  }

  async function lines(path: string, options: LinesOptions, take: (line: string) => unknown): Promise<DeskCallError> {
    const ended = await watched<never>(options.silenceMs(), async (watch) => {
      const response = await send(path, watch)
      if (!response.ok) return err(troubleOf(response.status, parseJson(await response.text())))
      if (response.body === null) return err({ code: 'bad-answer', httpStatus: response.status })
      const takeLine = (line: string) => {
        const taken = take(line)
        watch.touch(options.silenceMs())
        return taken
      }
      await readLines(response.body, takeLine, options.longestLine)
      return err({ code: watch.endedBy() ?? 'unreachable' })
    })
    return ended.ok ? { code: 'unreachable' } : ended.error
  }

  function bytes(path: string, body: unknown, longest: number): DeskAnswer<Uint8Array<ArrayBuffer>> {
    return watched(answerTimeoutMs, async (watch) => {
      const response = await send(path, watch, body)
      if (!response.ok) return err(troubleOf(response.status, parseJson(await response.text())))
      const said = Number(response.headers.get('Content-Length'))
      if (response.body === null || !Number.isSafeInteger(said) || said <= 0 || said > longest) return err({ code: 'bad-answer', httpStatus: response.status })
      const whole = new Uint8Array(said)
      let got = 0
      for await (const piece of piecesOf(response.body)) {
        if (got + piece.length > said) return err({ code: 'bad-answer', httpStatus: response.status })
        whole.set(piece, got)
        got += piece.length
        watch.touch(answerTimeoutMs)
      }
      return got === said ? ok(whole) : err({ code: 'unreachable' })
    })
  }

  return {
    health: () => ask(deskRoutes.health, healthSchema),
    accept: (events) => ask(deskRoutes.events, eventBatchAnswerSchema, { events }),
    changes: (after, limit, last = null) =>
      ask(`${deskRoutes.changes}?after=${after}&limit=${limit}${last === null ? '' : `&last=${encodeURIComponent(last)}`}`, changesAnswerSchema),
    ticketStatus: (queryCode, second) => ask(deskRoutes.ticketStatus, ticketStatusAnswerSchema, { queryCode, second }),
    queueEvents: (from, to, after) => ask(`${queueRoutes.events}?from=${from}&to=${to}&after=${after}&limit=${maxQueueEventsPage}`, queueEventsAnswerSchema),
    hints: (hear) =>
      lines(deskRoutes.stream, { silenceMs: () => silenceMs }, (line) => {
        const hint = hintSchema.safeParse(parseJson(line))
        if (hint.success) hear(hint.data)
      }),
    lines,
    ask,
    bytes,
    cancel() {
      isCancelled = true
      for (const watch of open) watch.end('cancelled')
    },
  }
}

interface Watch {
  readonly signal: AbortSignal
  /** Begins a limit anew. */
  touch(limitMs: number): void
  end(why: 'cancelled' | null): void
  endedBy(): 'timed-out' | 'cancelled' | null
}

function createWatch(timers: Timers, limitMs: number): Watch {
  const abort = new AbortController()
  let endedBy: 'timed-out' | 'cancelled' | null = null
  const stop = (why: 'timed-out' | 'cancelled') => {
    endedBy ??= why
    abort.abort()
  }
  const start = (ms: number) => timers.after(ms, () => stop('timed-out'))
  let timer = start(limitMs)
  return {
    signal: abort.signal,
    touch(ms) {
      timer.cancel()
      timer = start(ms)
    },
    end(why) {
      timer.cancel()
      if (why !== null) stop(why)
    },
    endedBy: () => endedBy,
  }
}

async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function troubleOf(httpStatus: number, body: unknown): DeskCallError {
  const error = deskErrorSchema.safeParse(body)
  return error.success ? { code: 'desk-error', httpStatus, error: error.data } : { code: 'bad-answer', httpStatus }
}
