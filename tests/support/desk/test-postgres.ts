import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBinaries } from '../../../electron/desk/embedded-postgres/binaries'
import { startEmbeddedPostgres } from '../../../electron/desk/embedded-postgres/embedded-postgres'
import { createPool, type DatabaseAddress } from '../../../electron/desk/store/connection'
import { putMadeCluster } from './made-cluster'
import { systemClock, systemTimers } from './system-time'

/** The server that comes with the program. */
export function embeddedBinDir(): string {
  return findBinaries({ from: fileURLToPath(new URL('.', import.meta.url)), platform: process.platform, arch: process.arch })
}

const debianBinDir = '/usr/lib/postgresql/15/bin'

/** Debian's PostgreSQL 15, the oldest that the desk has to run on; null where it is not installed. */
export function debianPostgres15(): string | null {
  return existsSync(path.join(debianBinDir, 'postgres')) ? debianBinDir : null
}

/** A server, as far as tests go that only need databases on it. */
export interface DatabaseMaker {
  /** A fresh, empty one. */
  createDatabase(): Promise<DatabaseAddress>
  /** Takes one away again, whoever is connected to it. */
  dropDatabase(address: DatabaseAddress): Promise<void>
}

export interface TestPostgres extends DatabaseMaker {
  readonly address: DatabaseAddress
  stop(): Promise<void>
}

/**
 * A server of its own in a folder of its own, gone with `stop`: for whoever does something to the server itself, or runs outside of
 * vitest. Others share that of their run (`useDatabases`).
 */
export async function startTestPostgres(binDir: string): Promise<TestPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lingxi-test-postgres-'))
  await putMadeCluster(folder, binDir)
  const postgres = await startEmbeddedPostgres({
    deskDir: folder, binDir, clock: systemClock, timers: systemTimers, log: () => undefined,
  })
  const pool = createPool(postgres.address)
  let databases = 0
  return {
    address: postgres.address,
    async createDatabase() {
      databases += 1
      const database = `test_${databases}`
      await pool.query(`create database ${database}`)
      return { ...postgres.address, database }
    },
    async dropDatabase({ database }) {
      await pool.query(`drop database ${database} with (force)`)
    },
    async stop() {
      await pool.end()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
