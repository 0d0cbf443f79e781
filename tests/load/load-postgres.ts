import { chown, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { majorVersionOf } from '../../electron/desk/embedded-postgres/binaries'
import { makeCluster, readCluster } from '../../electron/desk/embedded-postgres/cluster-folder'
import { findFreePort } from '../../electron/desk/embedded-postgres/free-port'
import { createPrograms } from '../../electron/desk/embedded-postgres/programs'
import { findServerAccount } from '../../electron/desk/embedded-postgres/server-account'
import { addressOf } from '../../electron/desk/embedded-postgres/server'
import { createPool, type DatabaseAddress } from '../../electron/desk/store/connection'

export interface LoadPostgres {
  readonly address: DatabaseAddress
  /** Seconds of processor time of all its processes that are there now; null where they cannot be read. */
  cpuSeconds(): Promise<number | null>
  stop(): Promise<void>
}

/** As somebody who runs a database for a call centre would set it; durability stays as PostgreSQL ships it. */
const settings = {
  listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 120, shared_buffers: '1GB', effective_cache_size: '3GB',
  max_wal_size: '8GB', checkpoint_timeout: '15min', maintenance_work_mem: '256MB',
} as const

/** A server of its own for one run. A small run asks for little memory. */
export async function startLoadPostgres(binDir: string, isSmall: boolean): Promise<LoadPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lingxi-load-'))
  const account = await findServerAccount(folder)
  const programs = createPrograms(binDir, account)
  const major = await majorVersionOf(programs)
  if (account.owner !== null) await chown(folder, account.owner.uid, account.owner.gid)
  await makeCluster(folder, { programs, account, major })
  const cluster = await readCluster(folder, major)
  if (cluster === null) throw new Error('the database is not there')
  const port = await findFreePort()
  const chosen = { ...settings, ...(isSmall ? { shared_buffers: '64MB' } : {}), port }
  const options = Object.entries(chosen).map(([name, value]) => `-c ${name}=${value}`).join(' ')
  const started = await programs.run('pg_ctl', [`--pgdata=${cluster.dataDir}`, `--log=${cluster.logFile}`, `--options=${options}`, '--wait', '--timeout=60', 'start'], 70_000)
  if (started.code !== 0) throw new Error(`PostgreSQL does not start: ${started.output}`)
  const server = addressOf(cluster, port)
  const pool = createPool(server, 1)
  await pool.query('create database lingxi')
  await pool.end()
  const postmaster = Number((await readFile(path.join(cluster.dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0])
  return {
    address: { ...server, database: 'lingxi' },
    cpuSeconds: () => cpuOfChildren(postmaster),
    async stop() {
      await programs.run('pg_ctl', [`--pgdata=${cluster.dataDir}`, '--mode=immediate', '--wait', 'stop'], 60_000)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const ticksPerSecond = 100

async function cpuOfChildren(parent: number): Promise<number | null> {
  const names = await readdir('/proc').catch(() => null)
  if (names === null) return null
  let ticks = 0
  for (const name of names.filter((one) => /^\d+$/.test(one))) {
    const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    // Behind the name in brackets: state, parent, ...; user and system time are the 14th and 15th of all (proc(5)).
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    if (Number(name) === parent || Number(fields[1]) === parent) ticks += Number(fields[11]) + Number(fields[12])
  }
  return ticks / ticksPerSecond
}
