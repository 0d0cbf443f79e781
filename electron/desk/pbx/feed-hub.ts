import type { ReadableStream } from 'node:stream/web'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { nextQueueState, noQueues } from '../../../shared/queue/next-queue-state'
import type { FeedLine, QueueState } from '../../../shared/queue/queue-state'
import { bytesOfLines, openLineStream, type LineReader } from '../line-stream'
import type { QueueNews } from './queue-feed'

/** Where a reader was when its stream ended. */
export interface FeedPlace {
  readonly epoch: string
  readonly after: number
}

export interface FeedHubOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly newEpoch: () => string
  readonly heartbeatMs: number
  /** Changes that are kept for readers who come back. */
  readonly keptLines?: number
  /** Lines that a reader may leave unread before it is cut. */
  readonly unreadLines?: number
  /**
   * What is told within so long after something was told goes in one piece: at eighty events a second and five hundred readers every
   * event by itself would be forty thousand writes. What comes after a pause is told at once.
   */
  readonly gatherMs?: number
}

/**
 * Numbers what a feed tells and gives it to any number of readers. An epoch begins with everything read from the PBX: within it
 * nothing is missing, so a reader either goes on where it was or begins with a snapshot.
 */
export interface FeedHub {
  hear(news: QueueNews): void
  /** Lines of `FeedLine`, first what the reader lacks. A slow reader's stream fails; it asks again from where it was. */
  open(place: FeedPlace | null): ReadableStream<Uint8Array>
  state(): QueueState
  /** Since when the PBX tells nothing; null while it does. */
  pbxAwaySince(): number | null
  close(): void
}

export function createFeedHub(options: FeedHubOptions): FeedHub {
  const { clock, timers, heartbeatMs, keptLines = 2_000, unreadLines = 512, gatherMs = 100 } = options
  const readers = new Set<LineReader>()
  let gathered: string[] = []
  let gathering: { cancel(): void } | null = null
  let state = noQueues
  let epoch = options.newEpoch()
  let sequence = 0
  /** Since the beginning, until the PBX has been read for the first time. */
  let pbxAwaySince: number | null = clock.now()
  /** The last changes of this epoch, the newest at the end. */
  let kept: string[] = []

  function sendAll(text: string): void {
    gathered.push(text)
    if (gathering !== null) return
    tellGathered()
    gathering = timers.after(gatherMs, tellWaiting)
  }

  /** Encoded once for everybody. */
  function tellGathered(): void {
    if (gathered.length === 0) return
    const bytes = bytesOfLines(gathered.join(''))
    const lines = gathered.length
    gathered = []
    for (const reader of readers) if (!reader.send(bytes, lines)) reader.cut()
  }

  function tellWaiting(): void {
    gathering = null
    if (gathered.length === 0) return
    tellGathered()
    gathering = timers.after(gatherMs, tellWaiting)
  }

  function tell(line: Extract<FeedLine, { kind: 'change' | 'pbx' }>): void {
    const text = write(line)
    kept.push(text)
    // In large steps: taking one off the front of a long list at every line costs as much as the list is long.
    if (kept.length > 2 * keptLines) kept = kept.slice(-keptLines)
    sendAll(text)
  }

  function snapshot(): string {
    return write({ kind: 'snapshot', epoch, sequence, at: clock.now(), heartbeatMs, state, pbxAwaySince })
  }

  /** What a reader at that place lacks: the changes behind it if all of them are there, else everything. */
  function missing(place: FeedPlace | null): string[] {
    if (place === null || place.epoch !== epoch || place.after > sequence || place.after < sequence - kept.length) return [snapshot()]
    const changes = place.after === sequence ? [] : kept.slice(place.after - sequence)
    return [...changes, heartbeat()]
  }

  const heartbeat = () => write({ kind: 'heartbeat', epoch, sequence, at: clock.now() })

  function beat(): void {
    sendAll(heartbeat())
    timer = timers.after(heartbeatMs, beat)
  }
  let timer = timers.after(heartbeatMs, beat)

  return {
    hear(news) {
      switch (news.kind) {
        case 'read':
          state = news.state
          epoch = options.newEpoch()
          sequence = 0
          kept = []
          pbxAwaySince = null
          return sendAll(snapshot())
        case 'happened':
          state = nextQueueState(state, news.event)
          sequence += 1
          return tell({ kind: 'change', epoch, sequence, at: clock.now(), event: news.event })
        case 'away':
          if (pbxAwaySince !== null) return
          pbxAwaySince = news.since
          sequence += 1
          return tell({ kind: 'pbx', epoch, sequence, at: clock.now(), awaySince: news.since })
      }
    },
    open(place) {
      return openLineStream({
        unreadLines,
        begin(reader) {
          // What is gathered is within what a new reader begins with, and would come twice.
          tellGathered()
          // Counted as one line: a reader that comes back far behind has not been slow yet.
          reader.send(bytesOfLines(missing(place).join('')))
          readers.add(reader)
          return () => void readers.delete(reader)
        },
      })
    },
    state: () => state,
    pbxAwaySince: () => pbxAwaySince,
    close() {
      timer.cancel()
      tellGathered()
      gathering?.cancel()
      for (const reader of [...readers]) reader.end()
    },
  }
}

function write(line: FeedLine): string {
  return `${JSON.stringify(line)}\n`
}
