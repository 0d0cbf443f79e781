import { backoffMs } from '../../../shared/lib/backoff'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { errorFacts, type DeskLog } from '../desk-log'
import type { HeardEvent, Listening, QueueHistory } from '../store/queue-history'
import type { QueueNews } from './queue-feed'

export interface QueueRecorderOptions {
  readonly history: Pick<QueueHistory, 'keep' | 'forgetOld'>
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly newRun: () => string
  readonly log: DeskLog
}

/** Keeps what a feed tells. Nobody waits for it: the wall is told before anything is written. */
export interface QueueRecorder {
  hear(news: QueueNews): void
  /** Writes what is left. */
  stop(): Promise<void>
}

const gatherMs = 250
/** Also when nothing happens, so that a quiet night can be told from a desk that did not listen. */
const listenedEveryMs = 10_000
const mostAtOnce = 1_000
/** A database that is away for hours must not fill the memory: what is dropped is no longer listened to either. */
const mostHeld = 100_000
const forgetEveryMs = 3_600_000
const forgottenAtOnce = 5_000
const pauses = { baseMs: 500, capMs: 30_000 }

export function createQueueRecorder({ history, clock, timers, random, newRun, log }: QueueRecorderOptions): QueueRecorder {
  let held: HeardEvent[] = []
  let run: { readonly id: string; readonly from: number } | null = null
  /** The end of the stretch before, where it has to be written still. */
  let ended: Listening[] = []
  let timer: { cancel(): void } | null = null
  let writing: Promise<void> | null = null
  let failures = 0
  let isStopped = false

  function endRun(): void {
    if (run !== null) ended.push({ run: run.id, from: run.from, until: clock.now() })
    run = null
  }

  function plan(ms: number): void {
    if (timer !== null || isStopped) return
    timer = timers.after(ms, () => {
      timer = null
      void write().then(() => plan(failures > 0 ? backoffMs(failures, pauses, random) : held.length > 0 ? gatherMs : listenedEveryMs))
    })
  }

  function soon(): void {
    if (failures > 0 || writing !== null) return
    timer?.cancel()
    timer = null
    plan(gatherMs)
  }

  function write(): Promise<void> {
    writing ??= writeAll().finally(() => {
      writing = null
    })
    return writing
  }

  async function writeAll(): Promise<void> {
    try {
      do {
        const batch = held.slice(0, mostAtOnce)
        const [over] = ended
        const now = clock.now()
        // What is still held has happened before now: the stretch goes as far as what is written.
        const until = held.length > batch.length ? (batch.at(-1)?.heardAt ?? now) : now
        const listening = over ?? (run === null ? null : { run: run.id, from: run.from, until: Math.max(run.from, until) })
        if (batch.length === 0 && listening === null) break
        await history.keep(batch, listening)
        held = held.slice(batch.length)
        if (over !== undefined) ended = ended.slice(1)
      } while (held.length > 0 || ended.length > 0)
      failures = 0
    } catch (error) {
      failures += 1
      log({ event: 'queue-events-not-kept', held: held.length, tries: failures, ...errorFacts(error) })
    }
  }

  let forgetting = timers.after(forgetEveryMs, forget)
  function forget(): void {
    void history.forgetOld(forgottenAtOnce).catch(() => undefined)
    forgetting = timers.after(forgetEveryMs, forget)
  }

  return {
    hear(news) {
      switch (news.kind) {
        case 'read':
          endRun()
          run = { id: newRun(), from: clock.now() }
          return soon()
        case 'away':
          endRun()
          return soon()
        case 'happened':
          if (news.event.kind === 'moved') return
          held.push({ event: news.event, heardAt: clock.now() })
          if (held.length > mostHeld) {
            log({ event: 'queue-events-dropped', count: held.length })
            held = []
            ended = []
            run = null
          }
          return soon()
      }
    },
    async stop() {
      isStopped = true
      timer?.cancel()
      forgetting.cancel()
      endRun()
      await writing
      await write()
    },
  }
}
