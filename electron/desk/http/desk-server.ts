import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Timers } from '../../../shared/lib/clock'
import { wait } from '../wait'

const host = '127.0.0.1'

export interface DeskServer {
  readonly origin: string
  /** Takes no new requests, lets those under way finish for a while, then ends. */
  close(): Promise<void>
}

export interface DeskServerOptions {
  readonly app: Hono
  /** 0 = any. */
  readonly port: number
  readonly timers: Timers
  /** How long a taken port is tried again, in case its holder is a desk about to end. */
  readonly portRetryMs?: number
}

const portRetryStepMs = 100
const drainMs = 3_000

/** Listens on the wanted port of 127.0.0.1, or on another one if somebody else keeps it; `origin` says which. */
export async function startDeskServer({ app, port, timers, portRetryMs = 2_000 }: DeskServerOptions): Promise<DeskServer> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  let isListening = await listens(server, port)
  for (let waited = 0; !isListening && waited < portRetryMs; waited += portRetryStepMs) {
    await wait(timers, portRetryStepMs)
    isListening = await listens(server, port)
  }
  if (!isListening) await listens(server, 0)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the desk listens on no port')

  return {
    origin: `http://${host}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        const limit = timers.after(drainMs, () => server.closeAllConnections())
        server.close(() => {
          limit.cancel()
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

/** False when the port is taken; other errors reject. */
function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      server.removeListener('listening', listening)
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false)
      else reject(error)
    }
    const listening = () => {
      server.removeListener('error', failed)
      resolve(true)
    }
    server.once('error', failed)
    server.once('listening', listening)
    server.listen({ host, port, exclusive: true })
  })
}
