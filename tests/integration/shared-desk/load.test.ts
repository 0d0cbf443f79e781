import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runLoad } from '../../load/run-load'
import { buildDeskProgram, type DeskProgram } from '../../support/desk/desk-program'
import { postgres15 } from '../../support/desk/postgres-15'

/** What `npm run load` measures, small, and only for what must hold on any machine: numbers of things, never times. */
describe.skipIf(!postgres15.isThere)(`twenty consoles at one desk${postgres15.reason}`, () => {
  let program: DeskProgram
  beforeAll(async () => {
    program = await buildDeskProgram('start-server')
  })
  afterAll(() => program.remove())

  it('lose nothing and get nothing twice while calls go on, and are all back after every one of them was cut off', async () => {
    const result = await runLoad({
      consoles: 20, leads: 4, tickets: 2_000, seconds: 5, callsPerMinute: 30, storms: 1, pairSeconds: 0,
      program: program.file, binDir: postgres15.binDir, log: () => undefined,
    })
    const { orders, ...troubles } = result.counts
    expect(troubles).toMatchObject({ failed: 0, lost: 0, doubled: 0, streamsLost: 0 })
    expect(orders).toBeGreaterThanOrEqual(20)
    expect(result.ordersKept).toBe(orders)
    expect(result.upToDate).toBe(20)
    expect(result.messages.heardByAll).toBe(result.messages.sent)
    // Each kind of thing was measured at all.
    const measured = result.rows.map(({ what }) => what).join('\n')
    for (const what of ['order handed in', 'to another console having it', 'call at the PBX', 'state of a seat to a lead', 'one seat at a time cut off', 'everybody at once cut off', 'consoles cut off at once']) expect(measured).toContain(what)
  })
})
