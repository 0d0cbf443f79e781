import { mkdir, realpath } from 'node:fs/promises'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { DeskFailure } from '../desk-failure'
import type { DeskLog } from '../desk-log'
import type { DatabaseAddress } from '../store/connection'
import { majorVersionOf } from './binaries'
import {
  makeCluster, readCluster, removeUnfinished, setAsideHalfMade, type ClusterFolder, type ClusterMaker,
} from './cluster-folder'
import { takeFolderLock, type FolderLock } from './folder-lock'
import { clearLeftBehind, type Found } from './left-behind'
import { createPrograms, type Programs } from './programs'
import { reachablePrograms } from './reachable-programs'
import { startServer, stopServer } from './server'
import { findServerAccount } from './server-account'
import { wait } from '../wait'

export interface EmbeddedPostgresOptions {
  /** The desk's folder; the database lies in `postgres/` below it. */
  readonly deskDir: string
  /** Folder with initdb, pg_ctl and postgres. */
  readonly binDir: string
  /** How many connections the server takes at the same time, where it serves more than one desk. */
  readonly connections?: number
  readonly clock: Clock
  readonly timers: Timers
  readonly log: DeskLog
}

export interface EmbeddedPostgres {
  readonly address: DatabaseAddress
  readonly setAside: readonly string[]
  stop(): Promise<void>
}

const maxFailedStarts = 6
const retryMs = 250
/** The desk of a program that has just ended may still be stopping its server; a living one never lets go. */
const inUsePatienceMs = 4_000

/**
 * Brings up the database of a desk on this PC, whatever state the last one left it in, and takes it for this desk alone.
 *
 * @throws DeskFailure `data-unreachable`, `data-in-use`, `data-other-major`, `data-damaged`, `database-not-starting`,
 *   `database-programs-missing`
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const deskDir = await makeDeskDir(options.deskDir)
  const lock = await lockFolder(deskDir, options)
  try {
    const started = await startLocked(deskDir, options)
    return {
      ...started,
      async stop() {
        // Held to the end: no other desk can begin with this server while it stops.
        await started.stop()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** @returns the folder's one true path, by which a running server is recognised */
async function makeDeskDir(deskDir: string): Promise<string> {
  try {
    await mkdir(deskDir, { recursive: true, mode: 0o700 })
    return await realpath(deskDir)
  } catch (error) {
    throw new DeskFailure('data-unreachable', String(error))
  }
}

async function lockFolder(deskDir: string, { timers, log }: EmbeddedPostgresOptions): Promise<FolderLock> {
  for (let waitedMs = 0; ; waitedMs += retryMs) {
    const lock = await takeFolderLock(deskDir)
    if (lock !== null) return lock
    if (waitedMs === 0) log({ event: 'folder-in-use' })
    if (waitedMs >= inUsePatienceMs) throw new DeskFailure('data-in-use')
    await wait(timers, retryMs)
  }
}

async function startLocked(deskDir: string, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = await findServerAccount(deskDir)
  const programs = createPrograms(await reachablePrograms(options.binDir), account)
  const major = await majorVersionOf(programs)
  const { cluster, setAside } = await findOrMakeCluster(deskDir, { programs, account, major }, options)
  const address = await startCleared(cluster, programs, options)
  await removeUnfinished(deskDir)
  return {
    address,
    setAside,
    async stop() {
      if (!(await stopServer(programs, cluster, 'fast', 30))) await stopServer(programs, cluster, 'immediate', 10)
    },
  }
}

async function findOrMakeCluster(
  deskDir: string,
  maker: ClusterMaker,
  { clock, log }: EmbeddedPostgresOptions,
): Promise<{ cluster: ClusterFolder; setAside: readonly string[] }> {
  const found = await readCluster(deskDir, maker.major)
  if (found !== null) return { cluster: found, setAside: [] }

  const halfMade = await setAsideHalfMade(deskDir, String(clock.now()))
  const begunAt = clock.now()
  await makeCluster(deskDir, maker)
  log({ event: 'database-made', ms: clock.now() - begunAt })
  const cluster = await readCluster(deskDir, maker.major)
  if (cluster === null) throw new DeskFailure('data-damaged', 'gone after it was made')
  return { cluster, setAside: halfMade === null ? [] : [halfMade] }
}

async function startCleared(
  cluster: ClusterFolder,
  programs: Programs,
  { connections, clock, timers, log }: EmbeddedPostgresOptions,
): Promise<DatabaseAddress> {
  const begunAt = clock.now()
  let before: Found = 'nothing'
  for (let failedStarts = 0; failedStarts < maxFailedStarts; failedStarts += 1) {
    const found = await clearLeftBehind(cluster, { programs, timers })
    if (found !== before) log({ event: 'server-found', found })
    before = found
    const started = found === 'not-stopping' ? null : await startServer(programs, cluster, connections)
    if (started !== null) {
      log({ event: 'server-started', failedStarts, ms: clock.now() - begunAt })
      return started.address
    }
    await wait(timers, retryMs)
  }
  throw new DeskFailure('database-not-starting', 'see server.log in the folder of the database')
}
