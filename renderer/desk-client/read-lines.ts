/** A hint is some sixty characters; whoever sends lines like this is no desk. */
const longestHint = 64 * 1024

/**
 * Reads a stream of lines (newline-delimited JSON) until it ends. A line may come in pieces and several at once; what stands
 * behind the last newline is no line. Rejects when reading fails or a line does not end. Where `take` gives a promise the next line waits
 * for it, and so in the end does whoever sends.
 */
export async function readLines(stream: ReadableStream<Uint8Array>, take: (line: string) => unknown, longestLine = longestHint): Promise<void> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > longestLine) throw new Error('a line does not end')
      for (const line of lines) {
        if (line.trim() === '') continue
        const taken = take(line)
        if (taken instanceof Promise) await taken
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
