import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Timers } from '../../../shared/lib/clock'
import { ServerProblem } from '../server/server-problem'
import type { ServerConfig } from '../server/server-config'

export interface SharedServerOptions extends Pick<ServerConfig, 'host' | 'port' | 'tls'> {
  readonly app: Hono
  readonly timers: Timers
  /** How long requests under way may take to finish. */
  readonly drainMs?: number
}

export interface SharedServer {
  /** As this computer reaches it. */
  readonly origin: string
  /** SHA-256 of the certificate that is served, written as consoles show it, so that it can be compared; null without TLS. */
  fingerprint(): string | null
  /** Takes the certificate anew from its files. False when it is no use; the one before stays. */
  renewCertificate(): boolean
  /** Takes no new requests, lets those under way finish, then ends, in `drainMs` at the latest. */
  close(): Promise<void>
}

const idleLookMs = 100
/**
 * A console says every few seconds what it does: on a connection that is closed after five idle ones, as Node does, each time would
 * begin with a handshake, and a question that meets the closing is lost. Longer than usual proxies keep theirs (60 s).
 */
const keptAliveMs = 75_000

/** @throws ServerProblem `address-taken`, `address-not-here`, `tls-unusable` */
export async function startSharedServer({ app, host, port, tls, timers, drainMs = 10_000 }: SharedServerOptions): Promise<SharedServer> {
  const server = makeServer(app, tls)
  let served = tls === null ? null : fingerprintOf(tls)
  server.keepAliveTimeout = keptAliveMs
  await listen(server, host, port)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the desk listens on no port')

  return {
    origin: `${tls === null ? 'http' : 'https'}://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    fingerprint: () => served,
    renewCertificate() {
      if (tls === null) return true
      try {
        ;(server as TlsServer).setSecureContext(readPair(tls))
        served = fingerprintOf(tls)
        return true
      } catch {
        return false
      }
    },
    close: () =>
      new Promise((resolve) => {
        const limit = timers.after(drainMs, () => server.closeAllConnections())
        let look = { cancel: () => undefined as void }
        // A connection is idle only once its last request is answered; a kept-alive one would hold up the stop for seconds.
        const closeIdle = () => {
          server.closeIdleConnections()
          look = timers.after(idleLookMs, closeIdle)
        }
        server.close(() => {
          limit.cancel()
          look.cancel()
          resolve()
        })
        closeIdle()
      }),
  }
}

function makeServer(app: Hono, tls: ServerConfig['tls']): Server | TlsServer {
  if (tls === null) return createAdaptorServer({ fetch: app.fetch }) as Server
  try {
    const serverOptions = { ...readPair(tls), minVersion: 'TLSv1.2' as const }
    return createAdaptorServer({ fetch: app.fetch, createServer: createTlsServer, serverOptions }) as TlsServer
  } catch {
    throw new ServerProblem('tls-unusable')
  }
}

function readPair({ certificateFile, keyFile }: NonNullable<ServerConfig['tls']>) {
  return { cert: readFileSync(certificateFile), key: readFileSync(keyFile) }
}

const fingerprintOf = ({ certificateFile }: NonNullable<ServerConfig['tls']>) => new X509Certificate(readFileSync(certificateFile)).fingerprint256

function listen(server: Server | TlsServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(new ServerProblem('address-taken', { port }))
      else if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') reject(new ServerProblem('address-not-here', { host, port }))
      else reject(error)
    })
    server.listen({ host, port, exclusive: true }, resolve)
  })
}
