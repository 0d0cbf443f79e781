import { expect, test } from '@playwright/test'
import { proveNothingLostByKill } from '../support/kill-proof'

/** Kills as far as a program can play them: SIGKILL to one of its processes, or to all of them in the same moment. */

const rounds = 10

test('whichever process is killed while an agent works, every order is at the desk once and every draft as it was saved', async () => {
  test.setTimeout(rounds * 60_000)
  const { killed, atPoint, atRemoval, commits, orders, drafts } = await proveNothingLostByKill({ count: rounds, seed: 20261128 })
  expect(killed).toEqual({ main: 3, everything: 2, console: 2, desk: 1, postgres: 1, phone: 1 })
  expect(atPoint).toBeGreaterThan(1)
  expect(atRemoval).toBeGreaterThan(0)
  expect(commits).toBeGreaterThan(rounds)
  expect(orders).toBeGreaterThan(rounds / 2)
  expect(drafts).toBeGreaterThan(1)
})
