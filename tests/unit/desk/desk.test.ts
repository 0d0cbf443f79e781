import { describe, expect, it } from 'vitest'
import { createDesk } from '../../../electron/desk/desk'
import { epochMs } from '../../../shared/lib/clock'
import { draftOf, eventsOf, morning, agent8017, wageComplaint } from '../../support/drafts'
import { callRecordedEvent } from '../../../shared/tickets/call-recorded-event'
import { withoutIdentity } from '../../../shared/tickets/secret-parts'
import { recordedCall } from '../../support/recorded-calls'
import { createMemoryDeskStore } from '../../support/desk/memory-desk-store'

const hour = 3_600_000
const events = eventsOf(draftOf(1, { values: wageComplaint }))

function deskAt(options: { perCode?: number; together?: number } = {}) {
  let now: number = morning
  const store = createMemoryDeskStore()
  const desk = createDesk({
    store,
    clock: { now: () => epochMs(now) },
    author: agent8017,
    practice: false,
    queryLimits: { windowMs: hour, perCode: 5, together: 100, ...options },
  })
  return { desk, store, pass: (ms: number) => void (now += ms) }
}

describe('accepting a batch', () => {
  it('answers a receipt for every event, in the order of the batch', async () => {
    const { desk } = deskAt()
    const accepted = await desk.accept({ events })
    const receipts = events.map(({ id }, index) => ({ eventId: id, position: index + 1, version: index + 1 }))
    expect(accepted).toEqual({ ok: true, value: { receipts } })
  })

  it('answers the same receipts when it is sent again, also between other batches', async () => {
    const { desk } = deskAt()
    const first = await desk.accept({ events })
    await desk.accept({ events: eventsOf(draftOf(2, { values: wageComplaint })) })
    expect(await desk.accept({ events })).toEqual(first)
    expect((await desk.changes({ after: 0, limit: 1000 })).newest).toBe(events.length * 2)
  })

  it('takes nothing of a batch in which one event is wrong', async () => {
    const { desk } = deskAt()
    const wrong = eventsOf(draftOf(2, { values: wageComplaint })).slice(1)
    expect(await desk.accept({ events: [...events, ...wrong] })).toMatchObject({ ok: false, error: { reason: 'not-opened' } })
    expect(await desk.newest()).toBe(0)
  })

  it('takes the same batch from two senders at once only once', async () => {
    const { desk } = deskAt()
    const [one, two] = await Promise.all([desk.accept({ events }), desk.accept({ events })])
    expect(one).toEqual(two)
    expect(await desk.newest()).toBe(events.length)
  })
})

describe('the record of a call', () => {
  const { ticketId } = draftOf(1)
  const told = callRecordedEvent(ticketId, recordedCall(), agent8017)

  it('is added to an order in whatever state, once, however often and beside whatever it is sent', async () => {
    const { desk } = deskAt()
    await desk.accept({ events })
    const first = await desk.accept({ events: [told] })
    expect(first).toMatchObject({ ok: true, value: { receipts: [{ eventId: told.id, version: events.length + 1 }] } })
    expect(await desk.accept({ events: [told] })).toEqual(first)
    expect(await desk.accept({ events: [...events, told] })).toMatchObject({ ok: true })
    const { changes } = await desk.changes({ after: 0, limit: 1000 })
    expect(changes.filter(({ event }) => event.type === 'call-recorded').map(({ event }) => event.data)).toEqual([told.data])
  })

  it('is the end of the same log for whoever was told it under another id, not to know the call', async () => {
    const { desk } = deskAt()
    await desk.accept({ events: [...events, told] })
    const { changes: [record], newest } = await desk.changes({ after: events.length, limit: 1 })
    const { id } = withoutIdentity(record!, [])
    expect(id).not.toBe(told.id)
    for (const last of [id, told.id]) expect(await desk.changes({ after: newest, limit: 1, last })).toEqual({ changes: [], newest })
    expect(await desk.changes({ after: newest - 1, limit: 1, last: id })).toMatchObject({ isAnotherLog: true })
  })

  it('is refused for an order that is not there, and under its id for another call', async () => {
    const { desk } = deskAt()
    expect(await desk.accept({ events: [told] })).toMatchObject({ ok: false, error: { code: 'refused', reason: 'not-opened' } })
    await desk.accept({ events: [...events, told] })
    expect(await desk.accept({ events: [{ ...told, data: { ...told.data, outcome: 'missed' } }] })).toMatchObject({ ok: false, error: { code: 'event-id-reused' } })
  })
})

describe('what a console reads', () => {
  it('changes after N come page by page, with the newest position beside them', async () => {
    const { desk } = deskAt()
    await desk.accept({ events })
    const page = await desk.changes({ after: 1, limit: 2 })
    expect(page.changes.map(({ position }) => position)).toEqual([2, 3])
    expect(page.newest).toBe(events.length)
  })

  it('of a log that was set back meanwhile is told as such, also when that goes further by now', async () => {
    const { desk } = deskAt()
    await desk.accept({ events })
    const end = { after: events.length, limit: 2, last: events.at(-1)?.id ?? '' }
    expect(await desk.changes(end)).toEqual({ changes: [], newest: events.length })
    const { desk: restored } = deskAt()
    expect(await restored.changes(end)).toEqual({ changes: [], newest: 0, isAnotherLog: true })
    for (const number of [2, 3]) await restored.accept({ events: eventsOf(draftOf(number, { values: wageComplaint })) })
    expect(await restored.changes(end)).toEqual({ changes: [], newest: events.length * 2, isAnotherLog: true })
    const { changes } = await restored.changes({ after: 1, limit: 2, last: eventsOf(draftOf(2, { values: wageComplaint }))[0]?.id ?? '' })
    expect(changes.map(({ position }) => position)).toEqual([2, 3])
  })
})

describe('a caller asks where the order stands', () => {
  async function asked(options: Parameters<typeof deskAt>[0] = {}) {
    const setup = deskAt(options)
    const draft = draftOf(1, { values: wageComplaint, caller: { kind: 'anonymous' } })
    const submitted = eventsOf(draft)
    await setup.desk.accept({ events: submitted })
    const queryCode = submitted.map(({ personal }) => personal?.queryCode).find((code) => code !== undefined)!
    const ask = (second: string, code = queryCode) => setup.desk.ticketStatus({ queryCode: code, second })
    return { ...setup, ask }
  }
  const found = { ok: true, value: { state: 'REVIEWING' } }
  const notFound = { ok: false, error: { code: 'not-found' } }
  const tooMany = { ok: false, error: { code: 'too-many-tries' } }

  it('with the code and the last three digits of the phone, or the day of the call, hears the state and nothing else', async () => {
    const { ask } = await asked()
    expect(await ask('012')).toMatchObject(found)
    expect(await ask('20261123')).toMatchObject(found)
    const answer = await ask('012')
    expect(answer.ok && Object.keys(answer.value).sort()).toEqual(['changedAt', 'state'])
  })

  it('hears the same "not found" for a wrong code and for a wrong second factor', async () => {
    const { ask } = await asked()
    expect(await ask('013')).toEqual(notFound)
    expect(await ask('20261122')).toEqual(notFound)
    expect(await ask('012', '00000000')).toEqual(notFound)
  })

  it('is stopped after too many tries of one code, and may try again when the hour is over', async () => {
    const { ask, pass } = await asked({ perCode: 3 })
    for (let tries = 0; tries < 3; tries += 1) expect(await ask('999')).toEqual(notFound)
    expect(await ask('012')).toEqual(tooMany)
    pass(hour)
    expect(await ask('012')).toMatchObject(found)
  })

  it('a right answer clears the tries of its code', async () => {
    const { ask } = await asked({ perCode: 2 })
    expect(await ask('999')).toEqual(notFound)
    for (let round = 0; round < 4; round += 1) expect(await ask('012')).toMatchObject(found)
  })

  it('nobody tries all codes one after the other', async () => {
    const { ask } = await asked({ together: 10 })
    for (let code = 0; code < 10; code += 1) expect(await ask('012', `9000000${code}`)).toEqual(notFound)
    expect(await ask('012')).toEqual(tooMany)
  })
})
