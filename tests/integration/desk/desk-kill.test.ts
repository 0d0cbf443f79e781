import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildDeskProgram, type DeskProgram } from '../../support/desk/desk-program'
import { proveAcceptedSurvivesKill } from '../../support/desk/desk-kill-proof'

let program: DeskProgram
beforeAll(async () => {
  program = await buildDeskProgram()
})
afterAll(() => program.remove())

it('kill -9 of the desk right after "accepted", ten times: every order is there', async () => {
  const proof = await proveAcceptedSurvivesKill({ program: program.file, count: 10, seed: 2026 })
  console.log(`ready again after a kill: ${proof.readyAfterMs.join(' ')} ms`)
  expect(proof.rounds).toBe(10)
  expect(proof.serverKilledToo).toBeGreaterThan(0)
  expect(proof.serverKilledToo).toBeLessThan(10)
}, 120_000)
