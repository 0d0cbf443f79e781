import { describe, expect, it } from 'vitest'
import { createLogTail } from '../../../electron/desk/log-tail'
import type { SecretOrder } from '../../../electron/desk/store/secret-orders'
import type { Change } from '../../../shared/desk-api/desk-api'
import { callRecordedEvent } from '../../../shared/tickets/call-recorded-event'
import { withoutIdentity } from '../../../shared/tickets/secret-parts'
import { agent8017, draftOf, eventsOf, wageComplaint } from '../../support/drafts'
import { createManualTime } from '../../support/manual-time'
import { recordedCall } from '../../support/recorded-calls'

/** A log that grows, and who has asked it for what. */
function setUp(options: { readonly mostEntries?: number } = {}) {
  const time = createManualTime()
  const log: Change[] = []
  const asked: number[] = []
  const secret = new Map<string, SecretOrder>()
  const store = {
    newest: async () => log.length,
    async changesAfter(position: number, limit: number) {
      asked.push(position)
      return log.slice(position, position + limit)
    },
    secretOrdersAmong: async (ids: readonly string[]) => ids.flatMap((id) => secret.get(id) ?? []),
  }
  let orders = 0
  const grow = (count = 1) => {
    for (let n = 0; n < count; n += 1) {
      orders += 1
      for (const [index, event] of eventsOf(draftOf(orders, { values: wageComplaint })).entries()) log.push({ position: log.length + 1, version: index + 1, event })
    }
    return log.at(-1)?.event.ticketId ?? ''
  }
  const tail = createLogTail({ store, clock: time, ...options })
  const told = async (after: number, limit = 1_000, last?: string) => {
    const page = await tail.page({ after, limit, ...(last === undefined ? {} : { last }) })
    return page === null ? null : { changes: page.entries.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString().slice(1)) as Change), newest: page.newest }
  }
  return { time, log, asked, secret, grow, tail, told }
}

describe('the end of the log', () => {
  it('is read once, however many consoles are told it', async () => {
    const { log, asked, grow, told } = setUp()
    grow(10)
    for (const after of [0, 7, 20]) expect(await told(after)).toEqual({ changes: log.slice(after), newest: log.length })
    await Promise.all(Array.from({ length: 50 }, () => told(3)))
    expect(asked).toEqual([0])
    grow(2)
    expect(await told(40)).toEqual({ changes: log.slice(40), newest: log.length })
    expect(asked).toEqual([0, 40])
  })

  it('gives pages as they are asked for, nothing to whoever has everything, and nothing it does not have', async () => {
    const { log, grow, told } = setUp({ mostEntries: 50 })
    grow(10)
    expect(await told(4, 6)).toEqual({ changes: log.slice(4, 10), newest: log.length })
    expect(await told(log.length)).toEqual({ changes: [], newest: log.length })
    grow(10)
    expect(await told(0)).toBeNull()
    expect(await told(log.length - 50)).toMatchObject({ newest: log.length })
    // Far ahead of what it knew: it begins anew near the end.
    grow(400)
    expect(await told(100)).toBeNull()
    expect((await told(log.length - 20))?.changes).toEqual(log.slice(-20))
  })

  it('shows what has just been written to whoever asks after it', async () => {
    const { grow, told, log } = setUp()
    grow()
    const first = told(0)
    grow()
    const second = told(0)
    await first
    expect(await second).toEqual({ changes: log, newest: log.length })
  })

  it('tells nothing from memory for longer than three minutes', async () => {
    const { time, asked, grow, told, log } = setUp()
    grow(3)
    await told(0)
    await time.advance(181_000)
    expect(await told(log.length)).toEqual({ changes: [], newest: log.length })
    expect(await told(0)).toBeNull()
    grow()
    expect((await told(12))?.changes).toEqual(log.slice(12))
    expect(asked).toEqual([0, 12])
  })

  it('knows a call’s record also by the id under which it is told to those who may not know the call', async () => {
    const { log, grow, told } = setUp()
    const ticketId = grow()
    const record = { position: log.length + 1, version: log.length + 1, event: callRecordedEvent(ticketId, recordedCall(), agent8017) }
    log.push(record)
    const { id } = withoutIdentity(record, [])
    for (const last of [id, record.event.id]) expect(await told(log.length, 1, last)).toEqual({ changes: [], newest: log.length })
    expect(await told(log.length - 1, 1, id)).toBeNull()
  })

  it('answers whoever has the same event last, also once that is told from memory no more; of anything else the database is asked', async () => {
    const { time, grow, told, log } = setUp()
    const idAt = (position: number) => log[position - 1]?.event.id ?? ''
    grow(3)
    for (const [after, last] of [[12, idAt(12)], [3, idAt(3)], [0, 'whatever']] as const) expect((await told(after, 100, last))?.changes).toEqual(log.slice(after))
    for (const [after, last] of [[12, idAt(11)], [3, 'another'], [13, idAt(12)]] as const) expect(await told(after, 100, last)).toBeNull()
    await time.advance(181_000)
    expect(await told(12, 100, idAt(12))).toEqual({ changes: [], newest: 12 })
    await time.advance(30_000)
    expect(await told(12, 100, idAt(12))).toEqual({ changes: [], newest: 12 })
    expect(await told(12, 100, 'another')).toBeNull()
  })

  it('marks every change of an order from the one on that made it secret', async () => {
    const { log, grow, tail, secret } = setUp()
    grow()
    const ticketId = grow()
    const marks = async () => (await tail.page({ after: 0, limit: 100 }))?.entries.flatMap(({ change, isSecret }) => (isSecret ? [change.event.ticketId] : []))
    expect(await marks()).toEqual([])
    const last = log.at(-1)!
    log.push({ ...last, position: log.length + 1, version: last.version + 1 })
    secret.set(ticketId, { ticketId, events: [] })
    expect(await marks()).toEqual(log.filter(({ event }) => event.ticketId === ticketId).map(() => ticketId))
  })
})
