import { readFileSync } from 'node:fs'
import type { DatabaseAddress } from '../store/connection'
import { readDatabaseUrl } from './database-url'
import { ServerProblem } from './server-problem'

/** What a shared desk reads from its environment. A name with `_FILE` behind it names a file that holds the value. */
export const serverEnvironment = {
  /** `postgres://user:password@host:port/database`, with `sslmode` and `sslrootcert` as libpq has them. */
  database: 'DATABASE_URL',
  /** The same for a database that a backup was put into; read by `prove-restore` alone. */
  restored: 'LINGXI_RESTORED_DATABASE_URL',
  /** At least 32 characters; opens what the desk has sealed in its database. */
  secret: 'LINGXI_DESK_SECRET',
  /** `address:port` or `port`. */
  listen: 'LINGXI_DESK_LISTEN',
  certificate: 'LINGXI_DESK_TLS_CERT',
  key: 'LINGXI_DESK_TLS_KEY',
  /** `1`: something in front of the desk does the TLS, and nobody else reaches its address. */
  behindProxy: 'LINGXI_DESK_BEHIND_PROXY',
  /** Without it only this computer may read the metrics. */
  metricsToken: 'LINGXI_DESK_METRICS_TOKEN',
  /** Connections to the database at most. */
  connections: 'LINGXI_DESK_CONNECTIONS',
} as const

export interface ServerConfig {
  readonly database: DatabaseAddress
  readonly connections: number
  readonly secret: string
  readonly host: string
  /** 0 = any. */
  readonly port: number
  readonly tls: { readonly certificateFile: string; readonly keyFile: string } | null
  readonly metricsToken: string | null
}

export type Environment = Readonly<Record<string, string | undefined>>

const minSecretLength = 32
const minMetricsToken = 16
const usualPort = 8351
const usualConnections = 20
const loopback = '127.0.0.1'

/** @throws ServerProblem with the first thing that is wrong */
export function readServerConfig(env: Environment): ServerConfig {
  const database = readDatabase(env)
  const secret = readSecret(env)
  const tls = readTls(env)
  const { host, port } = readListen(env, tls !== null)
  return { database, secret, tls, host, port, connections: readConnections(env), metricsToken: readMetricsToken(env) }
}

/** What a command needs that only works on the database. @throws ServerProblem */
export function readDatabaseConfig(env: Environment): Pick<ServerConfig, 'database' | 'secret'> {
  return { database: readDatabase(env), secret: readSecret(env) }
}

/** Where a backup was put, to be held against the desk. @throws ServerProblem */
export function readRestoredConfig(env: Environment): DatabaseAddress {
  return readDatabase(env, serverEnvironment.restored)
}

function readDatabase(env: Environment, name: string = serverEnvironment.database): DatabaseAddress {
  const url = valueOf(env, name)
  if (url === null) throw new ServerProblem(name === serverEnvironment.restored ? 'restore-missing' : 'database-missing')
  const address = readDatabaseUrl(url, readText)
  if (address === null) throw new ServerProblem('database-malformed')
  return address
}

function readSecret(env: Environment): string {
  const secret = valueOf(env, serverEnvironment.secret)
  if (secret === null) throw new ServerProblem('secret-missing')
  if (secret.length < minSecretLength) throw new ServerProblem('secret-short', { least: minSecretLength })
  return secret
}

function readTls(env: Environment): ServerConfig['tls'] {
  const certificateFile = env[serverEnvironment.certificate] ?? ''
  const keyFile = env[serverEnvironment.key] ?? ''
  if (certificateFile === '' && keyFile === '') return null
  if (certificateFile === '' || keyFile === '') throw new ServerProblem('tls-half')
  for (const file of [certificateFile, keyFile]) if (readText(file) === null) throw new ServerProblem('file-unreadable', { file })
  return { certificateFile, keyFile }
}

function readListen(env: Environment, hasTls: boolean): { host: string; port: number } {
  const text = env[serverEnvironment.listen] ?? ''
  const usualHost = hasTls ? '0.0.0.0' : loopback
  if (text === '') return { host: usualHost, port: usualPort }
  const found = /^(?:\[?([0-9a-zA-Z.:_-]+?)\]?:)?(\d{1,5})$/.exec(text)
  const port = Number(found?.[2])
  if (found === null || port > 65_535) throw new ServerProblem('listen-malformed', { value: text })
  const host = found[1] ?? usualHost
  // SECURITY: passwords and what callers have said never go over a network in clear because somebody forgot a line.
  if (!hasTls && !isLoopback(host) && env[serverEnvironment.behindProxy] !== '1') throw new ServerProblem('listen-in-clear', { value: text })
  return { host, port }
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

function readConnections(env: Environment): number {
  const text = env[serverEnvironment.connections] ?? ''
  if (text === '') return usualConnections
  if (!/^\d{1,3}$/.test(text) || Number(text) < 2) throw new ServerProblem('connections-malformed')
  return Number(text)
}

function readMetricsToken(env: Environment): string | null {
  const token = valueOf(env, serverEnvironment.metricsToken)
  if (token !== null && token.length < minMetricsToken) throw new ServerProblem('metrics-token-short', { least: minMetricsToken })
  return token
}

/** Null for one that is not set. @throws ServerProblem `file-unreadable` */
export function valueOf(env: Environment, name: string): string | null {
  const file = env[`${name}_FILE`] ?? ''
  if (file === '') return (env[name] ?? '') === '' ? null : (env[name] ?? null)
  const text = readText(file)
  if (text === null) throw new ServerProblem('file-unreadable', { file })
  return text.trim() === '' ? null : text.trim()
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
