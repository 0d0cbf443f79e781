import { describe, expect, it } from 'vitest'
import { createPool, type DatabaseAddress } from '../../electron/desk/store/connection'
import { openPostgresStore } from '../../electron/desk/store/postgres-store'
import { useDatabases } from '../support/desk/databases'
import { createMemoryDeskStore } from '../support/desk/memory-desk-store'
import { systemClock } from '../support/desk/system-time'
import { debianPostgres15, embeddedBinDir } from '../support/desk/test-postgres'
import { describeDeskStore } from './desk-store-contract'

function open(address: DatabaseAddress) {
  return openPostgresStore({ address, clock: systemClock, onLost: () => undefined })
}

function describePostgres(binDir: string, version: number): void {
  const databases = useDatabases(binDir)

  it('is the version that the name says', async () => {
    const pool = createPool(await databases.createDatabase())
    const shown = await pool.query<{ server_version: string }>('show server_version')
    await pool.end()
    expect(shown.rows[0]?.server_version).toMatch(new RegExp(`^${version}\\.`))
  })

  describeDeskStore(async () => open(await databases.createDatabase()))
}

describe('desk store in memory', () => describeDeskStore(async () => createMemoryDeskStore()))

describe('desk store on the embedded PostgreSQL', () => describePostgres(embeddedBinDir(), 18))

const debian = debianPostgres15()
const reason = debian === null ? ' (skipped: the package postgresql-15 is not installed)' : ''
describe.skipIf(debian === null)(`desk store on PostgreSQL 15${reason}`, () => describePostgres(debian ?? '', 15))
