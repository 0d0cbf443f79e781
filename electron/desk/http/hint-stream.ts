import { ReadableStream } from 'node:stream/web'
import type { Hint } from '../../../shared/desk-api/desk-api'
import type { Clock } from '../../../shared/lib/clock'
import type { Desk } from '../desk'

export interface HintStreams {
  /** A stream of lines, one `Hint` each: at once how far the log is, then at every change and every heartbeat. */
  open(): ReadableStream<Uint8Array>
  /** Ends all streams, as when the desk stops. */
  closeAll(): void
}

export interface HintStreamOptions {
  readonly desk: Pick<Desk, 'newest' | 'onHint'>
  readonly clock: Clock
  readonly heartbeatMs: number
}

/** Lines that a reader may leave unread before further hints are dropped; the next heartbeat says the same anew. */
const unreadLines = 16

export function createHintStreams({ desk, clock, heartbeatMs }: HintStreamOptions): HintStreams {
  const openStreams = new Set<{ end(): void }>()
  const encoder = new TextEncoder()

  function open(): ReadableStream<Uint8Array> {
    let letGo = () => undefined as void
    return new ReadableStream<Uint8Array>(
      {
        start(controller) {
          const stream = {
            end() {
              letGo()
              controller.close()
            },
          }
          const send = (newest: number) => {
            if ((controller.desiredSize ?? 0) <= 0) return
            const hint: Hint = { newest, now: clock.now() }
            controller.enqueue(encoder.encode(`${JSON.stringify(hint)}\n`))
          }
          const ask = async () => {
            const newest = await desk.newest().catch(() => null)
            if (!openStreams.has(stream)) return
            if (newest === null) stream.end()
            else send(newest)
          }
          const unsubscribe = desk.onHint(send)
          const heartbeat = setInterval(() => void ask(), heartbeatMs)
          openStreams.add(stream)
          letGo = () => {
            openStreams.delete(stream)
            unsubscribe()
            clearInterval(heartbeat)
          }
          void ask()
        },
        cancel: () => letGo(),
      },
      { highWaterMark: unreadLines },
    )
  }

  return {
    open,
    closeAll() {
      for (const stream of openStreams) stream.end()
    },
  }
}
