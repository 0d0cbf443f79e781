import { describe, expect, it } from 'vitest'
import { categoriesOf, createTodayLog } from '../../../../renderer/console/app/today-store'
import type { CallLog, CallLogEntry } from '../../../../shared/calls/call-log'
import { epochMs } from '../../../../shared/lib/clock'
import { draftOf, morning, testUuid, ticketOf, wageComplaint } from '../../../support/drafts'
import { stoppedClock } from '../../../support/storage'

const order = ticketOf(draftOf(1, { values: wageComplaint, noRisk: true }))
const entryOf = (number: number, spread: Partial<CallLogEntry> = {}): CallLogEntry => ({
  callId: testUuid(number), queueCallId: null, direction: 'incoming', startedAt: morning + number, answeredAt: morning + number, endedAt: morning + number + 60_000, outcome: 'completed',
  queue: 'hotline', numberDisplay: '154-0000-0012', historyKey: '8615400000012', practice: false, record: null, ticketNumbers: [], ...spread,
})

/** A log on a slow disk: whatever is asked of it takes a turn of the event loop, or as many as `slow` says for one reading. */
function setUp(written: readonly CallLogEntry[] = []) {
  const lines = new Map(written.map((entry) => [entry.callId, entry]))
  const slow: number[] = []
  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0))
  }
  const log: CallLog = {
    write: async (line) => {
      await turns(1)
      lines.set(line.callId, { ...line, ticketNumbers: [] })
    },
    ofNumber: async () => [],
    recent: async (limit) => {
      const read = [...lines.values()].toReversed().slice(0, limit)
      await turns(slow.shift() ?? 1)
      return read
    },
  }
  const today = createTodayLog(log, { lookupTicket: async (number) => (number === order.number ? [{ ticket: order, isPending: true, kept: 'whole' }] : []) }, stoppedClock)
  return { today, lines, slow, calls: () => today.store.getState().calls }
}

describe('the agent’s own day', () => {
  it('shows the calls of today in Chongqing with the orders that came of them', async () => {
    const { today, calls } = setUp([
      entryOf(1, { startedAt: epochMs(Date.parse('2026-11-22T23:59:59+08:00')) }),
      entryOf(2, { startedAt: epochMs(Date.parse('2026-11-23T00:00:00+08:00')), ticketNumbers: [order.number] }),
      entryOf(3),
    ])
    await today.refresh()
    expect(calls().map(({ entry, tickets }) => [entry.callId, tickets.map(({ number }) => number)])).toEqual([[testUuid(3), []], [testUuid(2), [order.number]]])
  })

  it('counts the categories of the orders of today, and not that of an order which a call was put into', async () => {
    const { today, calls } = setUp([entryOf(1, { startedAt: morning - 86_400_000, ticketNumbers: [order.number] }), entryOf(2, { startedAt: morning, ticketNumbers: [order.number] }), entryOf(3, { ticketNumbers: [order.number] }), entryOf(4)])
    await today.refresh()
    expect(categoriesOf(calls())).toEqual({ 'WAGE-02': 1 })
  })

  it('shows a call as soon as its line is written', async () => {
    const { today, calls } = setUp()
    await today.callLog.write(entryOf(1))
    expect(calls().length).toBe(1)
  })

  it('shows last what was read last, however long the disk takes', async () => {
    const { today, lines, slow, calls } = setUp([entryOf(1)])
    slow.push(9)
    const early = today.refresh()
    await Promise.resolve()
    lines.set(testUuid(1), entryOf(1, { ticketNumbers: [order.number] }))
    await Promise.all([early, today.refresh()])
    expect(calls()[0]?.tickets.map(({ number }) => number)).toEqual([order.number])
  })
})
