import { expect, it } from 'vitest'
import { proveNoGhosts } from '../../support/ghost-proof'

it('a call whose connection breaks at any moment is over when its far end is, 20 times', async () => {
  const { rounds, talking } = await proveNoGhosts({ count: 20, seed: 481 })
  expect(rounds).toBe(20)
  expect(talking).toBeGreaterThan(5)
})
