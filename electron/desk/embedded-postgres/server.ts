import { rename, stat } from 'node:fs/promises'
import { DeskFailure } from '../desk-failure'
import type { DatabaseAddress } from '../store/connection'
import { clusterRole, type ClusterFolder } from './cluster-folder'
import { findFreePort } from './free-port'
import type { Programs } from './programs'

const startTimeoutS = 60
const maxLogBytes = 1024 * 1024

/** A server that this desk has started. */
export interface RunningServer {
  readonly address: DatabaseAddress
}

export function addressOf(cluster: ClusterFolder, port: number): DatabaseAddress {
  return { host: '127.0.0.1', port, user: clusterRole, password: cluster.password, database: 'postgres' }
}

/** Enough for one desk and whoever looks at its database beside it. */
const usualConnections = 24

/**
 * Starts the server on a free port of 127.0.0.1 and waits until it answers. After a crash that includes its recovery.
 *
 * @param connections how many it takes at the same time
 * @returns null when it did not start; its log says why
 */
export async function startServer(programs: Programs, cluster: ClusterFolder, connections = usualConnections): Promise<RunningServer | null> {
  await turnLog(cluster.logFile)
  const port = await findFreePort()
  const started = await programs.run(
    'pg_ctl',
    [
      `--pgdata=${cluster.dataDir}`, `--log=${cluster.logFile}`, `--options=${settings(port, connections)}`,
      '--wait', `--timeout=${startTimeoutS}`, 'start',
    ],
    (startTimeoutS + 10) * 1000,
  )
  return started.code === 0 ? { address: addressOf(cluster, port) } : null
}

/** @returns whether the server has stopped */
export async function stopServer(
  programs: Programs,
  { dataDir }: ClusterFolder,
  mode: 'fast' | 'immediate',
  timeoutS: number,
): Promise<boolean> {
  const stopped = await programs.run(
    'pg_ctl',
    [`--pgdata=${dataDir}`, `--mode=${mode}`, '--wait', `--timeout=${timeoutS}`, 'stop'],
    (timeoutS + 5) * 1000,
  )
  return stopped.code === 0
}

/**
 * Given on the command line, so that every start of every version has exactly these. Durability stays as PostgreSQL
 * ships it, except where its default may stop at the disk's cache (documentation 18, 28.1 Reliability).
 * SECURITY: no socket file, no other address; neither statements nor values in its log.
 */
function settings(port: number, connections: number): string {
  const chosen: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: connections,
    shared_buffers: '64MB',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length: 0,
    log_checkpoints: 'off',
    ...(process.platform === 'linux' ? {} : { wal_sync_method: 'fsync_writethrough' }),
  }
  return Object.entries(chosen).map(([name, value]) => `-c ${name}=${value}`).join(' ')
}

/** One log of this start and one of those before, neither growing for ever. */
async function turnLog(logFile: string): Promise<void> {
  const size = await stat(logFile).then((stats) => stats.size, () => 0)
  if (size <= maxLogBytes) return
  await rename(logFile, `${logFile}.old`).catch((error: unknown) => {
    throw new DeskFailure('data-unreachable', String(error))
  })
}
