import { Agent, request, type IncomingMessage } from 'node:http'

export interface Answer {
  readonly status: number
  /** As it came: most answers are only counted, and reading them costs more than sending them. */
  readonly body: Buffer
  readonly ms: number
}

/** The connections of one simulated console to one desk. Bare `node:http`, so that five hundred of them leave the processor to the desk. */
export interface Wire {
  /** Rejects when no answer comes. */
  ask(path: string, body?: unknown): Promise<Answer>
  /** Resolves when the stream is over, with its status, or 0 where there was no answer. */
  lines(path: string, onOpen: () => void, take: (line: string) => void): Promise<number>
  /** Breaks every connection at this moment, as a pulled cable does. */
  cut(): void
}

const answerWithinMs = 30_000

export function openWire(origin: string, token: string | null): Wire {
  const { hostname, port } = new URL(origin)
  let agent = newAgent()
  const streams = new Set<() => void>()
  const headers = token === null ? {} : { Authorization: `Bearer ${token}` }

  function newAgent(): Agent {
    return new Agent({ keepAlive: true, maxSockets: 4, maxFreeSockets: 2 })
  }

  return {
    ask(path, body) {
      const text = body === undefined ? null : Buffer.from(JSON.stringify(body))
      const begunAt = performance.now()
      return new Promise((resolve, reject) => {
        const sent = request({
          agent, hostname, port, path, method: text === null ? 'GET' : 'POST', timeout: answerWithinMs,
          headers: { ...headers, ...(text === null ? {} : { 'Content-Type': 'application/json', 'Content-Length': text.byteLength }) },
        }, (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('error', reject)
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body: parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts), ms: performance.now() - begunAt }))
        })
        sent.on('timeout', () => sent.destroy(new Error('no answer')))
        sent.on('error', reject)
        sent.end(text ?? undefined)
      })
    },

    lines(path, onOpen, take) {
      return new Promise((resolve) => {
        const over = (status: number) => {
          streams.delete(cut)
          resolve(status)
        }
        // A connection of its own: it stays for as long as it is read.
        const sent = request({ agent: false, hostname, port, path, headers }, (response: IncomingMessage) => {
          const status = response.statusCode ?? 0
          if (status === 200) onOpen()
          let rest = ''
          response.setEncoding('utf8')
          response.on('data', (part: string) => {
            const texts = (rest + part).split('\n')
            rest = texts.pop() ?? ''
            if (status === 200) for (const text of texts) take(text)
          })
          response.on('close', () => over(status))
          response.on('error', () => undefined)
        })
        const cut = () => void sent.destroy()
        streams.add(cut)
        sent.on('error', () => over(0))
        sent.end()
      })
    },

    cut() {
      agent.destroy()
      agent = newAgent()
      for (const cut of [...streams]) cut()
    },
  }
}
