import { ReadableStream } from 'node:stream/web'

/** Somebody who reads lines as they come, at the reader's own speed. */
export interface LineReader {
  /** False once there is nobody any more, or so much unread that nothing more is taken. */
  send(bytes: Uint8Array, lines?: number): boolean
  /** Ends the stream well. */
  end(): void
  /** Ends it as broken: whoever read asks again from where it was. */
  cut(): void
}

export interface LineStreamOptions {
  /** Lines that may lie unread. */
  readonly unreadLines: number
  /** Called once with whoever reads; what it returns is called once that is over, whoever ended it. */
  begin(reader: LineReader): () => void
}

const encoder = new TextEncoder()

/** Lines as they go over the wire; the same bytes serve any number of readers. */
export function bytesOfLines(text: string): Uint8Array {
  return encoder.encode(text)
}

/** A stream of lines that never holds more for a slow reader than it may. */
export function openLineStream({ unreadLines, begin }: LineStreamOptions): ReadableStream<Uint8Array> {
  let leave = () => undefined as void
  let weight = 1
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let isOver = false
        const over = (how: () => void) => {
          if (isOver) return
          leave()
          how()
        }
        const left = begin({
          send(bytes, lines = 1) {
            if (isOver || (controller.desiredSize ?? 0) <= 0) return false
            weight = lines
            controller.enqueue(bytes)
            return true
          },
          end: () => over(() => controller.close()),
          cut: () => over(() => controller.error(new Error('a reader that does not read'))),
        })
        leave = () => {
          if (isOver) return
          isOver = true
          left()
        }
      },
      cancel: () => leave(),
    },
    { highWaterMark: unreadLines, size: () => weight },
  )
}
