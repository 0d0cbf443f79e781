import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createPool, type DatabaseAddress } from '../../electron/desk/store/connection'
import { useDatabases } from '../support/desk/databases'
import { startRunServers } from '../support/desk/run-servers'
import { embeddedBinDir } from '../support/desk/test-postgres'

const databases = useDatabases(embeddedBinDir())

async function rowsOf<T extends object>(address: DatabaseAddress, text: string): Promise<readonly T[]> {
  const pool = createPool(address, 1)
  try {
    return (await pool.query<T>(text)).rows
  } finally {
    await pool.end()
  }
}

it('the servers of a run are one of each kind, and gone with all their files when the run is over', async () => {
  const servers = await startRunServers()
  const ask = async () => (await (await fetch(`${servers.origin}?${encodeURIComponent(embeddedBinDir())}`)).json()) as DatabaseAddress
  const [one, other] = await Promise.all([ask(), ask()])
  expect(other).toEqual(one)
  const [shown] = await rowsOf<{ data_directory: string }>(one, 'show data_directory')
  expect(existsSync(shown!.data_directory)).toBe(true)
  await servers.stop()
  expect(existsSync(shown!.data_directory)).toBe(false)
  await expect(rowsOf(one, 'select')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
}, 60_000)

it('what several files begin with is made once, and each has a copy of it to itself', async () => {
  let made = 0
  const copy = () => databases.copyOf('with_a_table', async (address) => {
    made += 1
    await rowsOf(address, 'create table found (n int)')
  })
  const [one, other] = await Promise.all([copy(), copy()])
  await rowsOf(one, 'insert into found values (1)')
  expect(await rowsOf(other, 'select n from found')).toEqual([])
  expect(made).toBe(1)
})

it('a database that a test has ended with is not there for the next', async () => {
  const address = await databases.createDatabase()
  await databases.dropDatabase(address)
  await expect(rowsOf(address, 'select')).rejects.toMatchObject({ code: '3D000' })
})
