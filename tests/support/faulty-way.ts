import { once } from 'node:events'
import { createServer, request as ask, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deskRoutes } from '../../shared/desk-api/desk-api'
import { queueRoutes } from '../../shared/desk-api/queue-api'
import type { Timers } from '../../shared/lib/clock'
import { seededRandom, spread, type SeededRandom } from './seeded-random'

/** What may become of a request on a bad network. */
export const wayFaults = [
  /** The connection breaks before the desk has anything. */
  'request-lost',
  /** The desk has it and answers, and the connection breaks. */
  'answer-lost',
  /** The connection stands, the desk never hears of it. */
  'half-open',
  /** The desk has it, its answer never comes, the connection stands. */
  'answer-held',
  /** Two copies at the same moment. */
  'twice',
  /** The connection breaks, and the request arrives all the same, after whatever was asked meanwhile. */
  'late',
  /** It takes its time, perhaps more than anybody waits. */
  'slow',
  'cut-in-request',
  'cut-in-answer',
] as const
export type WayFault = (typeof wayFaults)[number]

/** A stream has no end that could be held or doubled. */
const streams: readonly string[] = [deskRoutes.stream, queueRoutes.feed]
const streamFaults: readonly WayFault[] = ['request-lost', 'half-open', 'cut-in-answer']
const longestDelayMs = 40_000
const longestStreamPieces = 12
const idHeader = 'x-way-id'

export interface FaultyWayOptions {
  /** The desk at its end. */
  readonly target: string
  readonly timers: Timers
  readonly seed: number
  /** How many of a hundred requests meet one of these. */
  readonly percent: number
  readonly faults: readonly WayFault[]
}

/** The network between a console and its desk: real sockets, and faults that come out the same for the same seed. */
export interface FaultyWay {
  readonly origin: string
  /** The console's own, which says when an answer is complete. */
  readonly fetch: typeof globalThis.fetch
  /** Requests so far, and what became of those that met a fault. */
  readonly seen: { requests: number; readonly faults: Map<WayFault, number> }
  /** Something is really on its way, so that no time may pass. What a fault holds back waits for time, and is not. */
  isBusy(): boolean
  /** From now on nothing goes wrong with a request that comes. What hangs goes on hanging, and what is late still comes. */
  heal(): void
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export async function openFaultyWay({ target, timers, seed, percent, faults }: FaultyWayOptions): Promise<FaultyWay> {
  const seen = { requests: 0, faults: new Map<WayFault, number>() }
  /** Each route has a chance of its own: which of two reaches a socket first is not for the seed to say. */
  const chances = new Map<string, SeededRandom>()
  const asked = new Set<string>()
  const held = new Set<string>()
  let forwarding = 0
  let isHealed = false
  let ids = 0

  function draw(route: string): { fault: WayFault | null; delayMs: number } {
    const chance = chances.get(route) ?? seededRandom(spread(seed, Object.values<string>(deskRoutes).indexOf(route)))
    chances.set(route, chance)
    const possible = streams.includes(route) ? faults.filter((fault) => streamFaults.includes(fault)) : faults
    const isHit = chance.below(100) < percent
    const delayMs = chance.below(longestDelayMs)
    if (!isHit || isHealed || possible.length === 0) return { fault: null, delayMs }
    const fault = chance.pick(possible)
    seen.faults.set(fault, (seen.faults.get(fault) ?? 0) + 1)
    return { fault, delayMs }
  }

  function open(incoming: IncomingMessage, { length, onAnswer, onEnd }: { length: number; onAnswer(answer: IncomingMessage): void; onEnd(): void }): ClientRequest {
    const headers = { ...endToEnd(incoming.headers), 'content-length': length }
    const sent = ask(`${target}${incoming.url ?? ''}`, { method: incoming.method ?? 'GET', headers, agent: false })
    sent.on('response', onAnswer)
    sent.on('error', onEnd)
    sent.on('close', onEnd)
    return sent
  }

  /** Null when the desk breaks off. */
  async function forward(incoming: IncomingMessage, body: Buffer): Promise<Answer | null> {
    forwarding += 1
    try {
      const response = await new Promise<IncomingMessage | null>((resolve) => open(incoming, { length: body.length, onAnswer: resolve, onEnd: () => resolve(null) }).end(body))
      return response === null ? null : { status: response.statusCode ?? 500, headers: response.headers, body: await bodyOf(response) }
    } catch {
      return null
    } finally {
      forwarding -= 1
    }
  }

  /** Half of it reaches the desk, which sees the connection break. */
  function forwardHalf(incoming: IncomingMessage, body: Buffer): Promise<void> {
    forwarding += 1
    return new Promise<void>((resolve) => {
      const sent = open(incoming, { length: body.length, onAnswer: (answer) => answer.resume(), onEnd: resolve })
      sent.write(body.subarray(0, Math.floor(body.length / 2)), () => sent.destroy())
    }).finally(() => {
      forwarding -= 1
    })
  }

  /** @param cutAfter so many pieces go through before one is cut in its middle; null: all */
  function forwardStream(incoming: IncomingMessage, response: ServerResponse, cutAfter: number | null): void {
    const onAnswer = (answer: IncomingMessage) => {
      response.writeHead(answer.statusCode ?? 500, endToEnd(answer.headers))
      response.flushHeaders()
      answer.on('error', () => response.destroy())
      if (cutAfter === null) return void answer.pipe(response)
      let pieces = 0
      answer.on('data', (piece: Buffer) => {
        pieces += 1
        if (pieces <= cutAfter) response.write(piece)
        else if (pieces === cutAfter + 1) response.write(piece.subarray(0, piece.length / 2), () => response.destroy())
      })
    }
    const sent = open(incoming, { length: 0, onAnswer, onEnd: () => response.destroy() })
    response.on('close', () => sent.destroy())
    sent.end()
  }

  async function carry(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = String(incoming.headers[idHeader])
    const route = new URL(incoming.url ?? '', target).pathname
    const body = await bodyOf(incoming)
    seen.requests += 1
    const { fault, delayMs } = draw(route)
    const answerWith = (answer: Answer | null) => (answer === null ? void response.destroy() : send(response, answer))
    if (fault === 'half-open') return void held.add(id)
    if (fault === 'request-lost') return void response.destroy()
    if (streams.includes(route)) return forwardStream(incoming, response, fault === 'cut-in-answer' ? (route === deskRoutes.stream ? 0 : delayMs % longestStreamPieces) : null)
    switch (fault) {
      case null:
        return answerWith(await forward(incoming, body))
      case 'answer-lost':
        await forward(incoming, body)
        return void response.destroy()
      case 'answer-held':
        await forward(incoming, body)
        return void held.add(id)
      case 'twice':
        return answerWith((await Promise.all([forward(incoming, body), forward(incoming, body)]))[delayMs % 2] ?? null)
      case 'late':
        timers.after(delayMs, () => void forward(incoming, body))
        return void response.destroy()
      case 'slow':
        timers.after(delayMs, () => {
          held.delete(id)
          void forward(incoming, body).then(answerWith)
        })
        return void held.add(id)
      case 'cut-in-request':
        await forwardHalf(incoming, body)
        return void response.destroy()
      case 'cut-in-answer':
        return cut(response, await forward(incoming, body))
    }
  }

  const server = createServer((incoming, response) => {
    response.on('error', () => undefined)
    carry(incoming, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    isBusy: () => forwarding > 0 || [...asked].some((id) => !held.has(id)),
    heal() {
      isHealed = true
    },
    async fetch(input, init = {}) {
      ids += 1
      const id = String(ids)
      asked.add(id)
      try {
        const response = await globalThis.fetch(input, { ...init, headers: { ...(init.headers as Record<string, string>), [idHeader]: id } })
        if (streams.includes(new URL(String(input)).pathname)) return response
        return new Response(await response.arrayBuffer(), { status: response.status, headers: response.headers })
      } finally {
        asked.delete(id)
      }
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of message) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

/** Headers that are not about one connection alone. */
function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const hop = ['host', 'connection', 'keep-alive', 'transfer-encoding', idHeader]
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hop.includes(name)))
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.destroyed) return
  response.writeHead(status, { ...endToEnd(headers), 'content-length': body.length })
  response.end(body)
}

/** Says how long the answer is, and breaks off in its middle. */
function cut(response: ServerResponse, answer: Answer | null): void {
  if (answer === null || response.destroyed) return void response.destroy()
  response.writeHead(answer.status, { ...endToEnd(answer.headers), 'content-length': answer.body.length })
  response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => response.destroy())
}
