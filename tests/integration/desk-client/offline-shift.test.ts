import { expect, it } from 'vitest'
import { useDatabases } from '../../support/desk/databases'
import { embeddedBinDir } from '../../support/desk/test-postgres'
import { proveOfflineShift } from '../../support/offline-shift-proof'

const server = useDatabases(embeddedBinDir())

it('a shift of eight hours without a desk, 300 calls, 60 orders, the power gone twice: then the desk has all of it once and in order', async () => {
  const proof = await proveOfflineShift({ server, seed: 20261128, calls: 300, orders: 60, restarts: 2 })
  expect(proof.merged).toBeGreaterThan(10)
  expect(proof.kept).toBeGreaterThan(3)
}, 120_000)
