import { randomBytes } from 'node:crypto'
import type { Client } from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { connectWatched, type DatabaseAddress } from '../../../electron/desk/store/connection'
import type { DatabaseMaker } from './test-postgres'

/** What the tests of one file have on a server that they share with others. */
export interface Databases extends DatabaseMaker {
  /** A copy of one that is made once in a run, by whoever first asks for it under this name. */
  copyOf(name: string, make: (address: DatabaseAddress) => Promise<void>): Promise<DatabaseAddress>
  /** This one as it is now, to be restored later; nobody may be connected to it. */
  backUp(address: DatabaseAddress): Promise<DatabaseAddress>
}

/**
 * Databases on the server of this run (see `run-servers.ts`). They are gone when the tests around are over: call it first, so that
 * what those end after themselves has ended.
 *
 * @param binDir which PostgreSQL; null: one that is not installed, on which nothing can be asked for
 */
export function useDatabases(binDir: string | null): Databases {
  const own = new Set<string>()
  const ready = new Map<string, Promise<void>>()
  let address: DatabaseAddress
  // Here and not with the first database: a test has less time than this may take.
  beforeAll(async () => {
    if (binDir !== null) address = await findServer(binDir)
  })

  async function onServer<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const { client, close } = await connectWatched(address, () => undefined)
    try {
      return await work(client)
    } finally {
      await close()
    }
  }
  const create = (template: string) => onServer(async (client) => {
    const database = `test_${randomBytes(8).toString('hex')}`
    own.add(database)
    await client.query(`create database ${database} template ${template}`)
    return { ...address, database }
  })
  const drop = (database: string) => onServer(async (client) => {
    await client.query(`drop database if exists ${database} with (force)`)
    own.delete(database)
  })

  afterAll(async () => {
    for (const database of own) await drop(database)
  })

  return {
    createDatabase: () => create('template1'),
    async copyOf(name, make) {
      const isReady = ready.get(name) ?? onServer((client) => makeOnce(client, { ...address, database: name }, make))
      ready.set(name, isReady)
      await isReady
      return create(name)
    },
    backUp: ({ database }) => create(database),
    dropDatabase: ({ database }) => drop(database),
  }
}

async function findServer(binDir: string): Promise<DatabaseAddress> {
  const answer = await fetch(`${inject('runServers')}?${encodeURIComponent(binDir)}`)
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as DatabaseAddress
}

/** Whoever comes first of all workers makes it, the others wait; it bears its name once it is whole. */
async function makeOnce(client: Client, address: DatabaseAddress, make: (address: DatabaseAddress) => Promise<void>): Promise<void> {
  await client.query('select pg_advisory_lock(1)')
  const found = await client.query('select from pg_database where datname = $1', [address.database])
  if (found.rowCount === 1) return
  const database = `${address.database}_making`
  await client.query(`drop database if exists ${database} with (force)`)
  await client.query(`create database ${database}`)
  await make({ ...address, database })
  await client.query(`alter database ${database} rename to ${address.database}`)
}
