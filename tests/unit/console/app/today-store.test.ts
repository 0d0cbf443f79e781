import { describe, expect, it } from 'vitest'
import { createTodayLog } from '../../../../renderer/console/app/today-store'
import type { CallLog, CallLogEntry } from '../../../../shared/calls/call-log'
import { epochMs } from '../../../../shared/lib/clock'
import { draftOf, morning, testUuid, ticketOf, wageComplaint } from '../../../support/drafts'
import { stoppedClock } from '../../../support/storage'

const order = ticketOf(draftOf(1, { values: wageComplaint, noRisk: true }))
const entryOf = (number: number, spread: Partial<CallLogEntry> = {}): CallLogEntry => ({
  callId: testUuid(number), direction: 'incoming', startedAt: morning + number, answeredAt: morning + number, endedAt: morning + number + 60_000, outcome: 'completed',
  queue: 'hotline', numberDisplay: '154-0000-0012', historyKey: '8615400000012', practice: false, ticketNumber: null, ...spread,
})

/** A log on a slow disk: whatever is asked of it takes a turn of the event loop. */
function setUp(written: readonly CallLogEntry[] = []) {
  const lines = new Map(written.map((entry) => [entry.callId, entry]))
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0))
  const log: CallLog = {
    write: async (entry) => { await turn(); lines.set(entry.callId, entry) },
    recent: async (limit) => { await turn(); return [...lines.values()].toReversed().slice(0, limit) },
  }
  const today = createTodayLog(log, { lookupTicket: async (number) => (number === order.number ? [{ ticket: order, isPending: true }] : []) }, stoppedClock)
  return { today, lines, calls: () => today.store.getState().calls }
}

describe('the agent’s own day', () => {
  it('shows the calls of today in Chongqing with the orders that came of them', async () => {
    const { today, calls } = setUp([
      entryOf(1, { startedAt: epochMs(Date.parse('2026-11-22T23:59:59+08:00')) }),
      entryOf(2, { startedAt: epochMs(Date.parse('2026-11-23T00:00:00+08:00')), ticketNumber: order.number }),
      entryOf(3),
    ])
    await today.refresh()
    expect(calls().map(({ entry, ticket }) => [entry.callId, ticket?.number ?? null])).toEqual([[testUuid(3), null], [testUuid(2), order.number]])
  })

  it('shows a call as soon as its line is written', async () => {
    const { today, calls } = setUp()
    await today.callLog.write(entryOf(1))
    expect(calls().length).toBe(1)
  })

  it('marks a call that is over with the number of its order', async () => {
    const { today, calls } = setUp([entryOf(1)])
    await today.ticketOf(testUuid(1), order.number)
    expect(calls()[0]?.ticket?.number).toBe(order.number)
  })

  it('keeps the number of an order submitted during the call for the call’s line', async () => {
    const { today, lines } = setUp()
    await today.ticketOf(testUuid(1), order.number)
    await today.callLog.write(entryOf(1))
    expect(lines.get(testUuid(1))?.ticketNumber).toBe(order.number)
  })

  it('loses no number when the call ends while its order is being submitted', async () => {
    for (const turned of [false, true]) {
      const { today, lines } = setUp()
      const both = [() => today.ticketOf(testUuid(1), order.number), () => today.callLog.write(entryOf(1))]
      await Promise.all((turned ? both.toReversed() : both).map((each) => each()))
      expect(lines.get(testUuid(1))?.ticketNumber).toBe(order.number)
    }
  })
})
