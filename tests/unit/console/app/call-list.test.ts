import { describe, expect, it } from 'vitest'
import { callsMatching, createCallList, redialNumber } from '../../../../renderer/console/app/call-list'
import type { LoggedCall } from '../../../../renderer/console/app/logged-call'
import type { CallLogEntry } from '../../../../shared/calls/call-log'
import { draftOf, morning, testUuid, ticketOf, wageComplaint } from '../../../support/drafts'

const order = ticketOf(draftOf(1, { values: { ...wageComplaint, caller_name: '覃国富' }, noRisk: true }))
const secret = ticketOf(draftOf(2, { values: { ...wageComplaint, caller_name: '欧阳静', confidential: true }, noRisk: true }))

const entryOf = (number: number, spread: Partial<CallLogEntry> = {}): CallLogEntry => ({
  callId: testUuid(number), queueCallId: null, direction: 'incoming', startedAt: morning + number, answeredAt: null, endedAt: morning + number + 9_000, outcome: 'missed',
  queue: 'hotline', numberDisplay: '', historyKey: '8615400000012', practice: false, record: null, ticketNumbers: [], ...spread,
})

const calls: readonly LoggedCall[] = [
  { entry: entryOf(1, { ticketNumbers: [order.number] }), tickets: [order] },
  { entry: entryOf(2, { historyKey: '862390000003' }), tickets: [] },
  { entry: entryOf(3, { historyKey: null }), tickets: [] },
  { entry: entryOf(4, { historyKey: '8615400000099', ticketNumbers: [secret.number] }), tickets: [secret] },
]
const found = (text: string) => callsMatching(calls, text).map(({ entry }) => calls.findIndex((call) => call.entry === entry) + 1)

describe('the search in the list of calls', () => {
  it('finds by part of a number, however it is written', () => {
    expect(found('0012')).toEqual([1])
    expect(found('154 0000')).toEqual([1])
    expect(found('023-9000')).toEqual([2])
  })

  it('finds by the name of the caller and by the number of the order', () => {
    expect(found('国富')).toEqual([1])
    expect(found(order.number)).toEqual([1])
    expect(found(order.number.slice(9, 17))).toContain(1)
  })

  it('shows all for nothing, and none for what nobody is called', () => {
    expect(found('  ')).toEqual([1, 2, 3, 4])
    expect(found('无此人')).toEqual([])
  })

  it('finds a confidential caller by the number of the order alone', () => {
    expect(found('欧阳')).toEqual([])
    expect(found('0099')).toEqual([])
    expect(found(secret.number)).toEqual([4])
  })
})

describe('the list of calls', () => {
  it('finds older calls by their number, and knows every call that it has read', async () => {
    const older = entryOf(9)
    const asked: string[] = []
    const list = createCallList(
      { recent: async () => calls.map(({ entry }) => entry), ofNumber: async (key) => { asked.push(key); return [older] } },
      { lookupTicket: async (number) => (number === order.number ? [{ ticket: order, isPending: false, kept: 'whole' }] : []) },
      '023',
    )
    await list.refresh()
    expect(list.store.getState().calls[0]?.tickets).toEqual([order])
    expect(await list.ofNumber('0012')).toBeNull()
    expect(await list.ofNumber('154 0000 0012')).toEqual([{ entry: older, tickets: [] }])
    expect(asked).toEqual(['8615400000012'])
    expect([list.find(older.callId)?.entry, list.find(testUuid(2))?.entry.callId, list.find('nobody')]).toEqual([older, testUuid(2), null])
  })

  it('redials as one dials from inside the country, and nobody whose number is not known', () => {
    expect([entryOf(1), entryOf(2, { historyKey: '862390000003' }), entryOf(3, { historyKey: null })].map(redialNumber)).toEqual(['15400000012', '02390000003', null])
  })
})
