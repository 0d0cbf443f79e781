import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPool, type DatabaseAddress } from '../../../electron/desk/store/connection'
import { changesAnswerSchema, deskRoutes } from '../../../shared/desk-api/desk-api'
import type { SignInAnswer } from '../../../shared/desk-api/sessions'
import { parcelAnswerSchema, parcelRoute, type ParcelContent, type SealedParcel } from '../../../shared/desk-api/unsent-parcel'
import { draftOf, eventsOf, testUuid, wageComplaint } from '../../support/drafts'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { sealParcel } from '../../support/desk/seal-parcel'
import { prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'

const order = (number: number) => ({ id: testUuid(number), events: [...eventsOf(draftOf(number, { values: wageComplaint }))] })
const parcelId = testUuid(77)

describe.skipIf(!postgres15.isThere)(`unsent work that another seat delivers${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let address: DatabaseAddress
  let desk: TestDesk
  let wang: SignInAnswer
  let li: SignInAnswer
  beforeEach(async () => {
    address = await prepareDatabase(databases)
    desk = await startTestDesk(address)
    await desk.person('wang', ['AGENT'])
    await desk.person('li', ['AGENT'])
    wang = await desk.signIn('wang')
    li = await desk.signIn('li')
  })
  afterEach(() => desk.stop())

  const contentOf = (numbers: readonly number[], spread: Partial<ParcelContent> = {}): ParcelContent => ({
    author: { personId: wang.session.person.id, seat: wang.session.seat.code },
    token: wang.token,
    submissions: numbers.map((number) => order(number)),
    ...spread,
  })
  const seal = (content: ParcelContent) => sealParcel(parcelId, content, wang.session.recoveryKey)
  const deliver = (parcel: SealedParcel) => desk.call(parcelRoute, { token: li.token, body: parcel })
  async function log() {
    return changesAnswerSchema.parse((await desk.call(`${deskRoutes.changes}?after=0&limit=1000`, { token: li.token })).body).changes
  }
  async function rowsOf(text: string) {
    const pool = createPool(address)
    try {
      return (await pool.query<Record<string, unknown>>(text)).rows
    } finally {
      await pool.end()
    }
  }

  it('keeps its author, and says beside each event and in the audit who has brought it', async () => {
    const { status, body } = await deliver(await seal(contentOf([1, 2])))
    expect(status).toBe(200)
    const { results } = parcelAnswerSchema.parse(body)
    expect(results.map(({ kind, id }) => [kind, id])).toEqual([['accepted', testUuid(1)], ['accepted', testUuid(2)]])
    const events = (await log()).map(({ event }) => event)
    expect(events).toHaveLength(order(1).events.length * 2)
    for (const { author } of events) expect(author).toMatchObject({ kind: 'agent', id: wang.session.person.id, name: 'wang', seat: wang.session.seat.code })
    const deliveries = await rowsOf('select * from deliveries')
    expect(deliveries).toHaveLength(events.length)
    for (const row of deliveries) expect(row).toMatchObject({ parcel_id: parcelId, delivered_by: li.session.person.id })
    const audited = (await rowsOf(`select entry from audit where entry like '%work-delivered%' order by number`)).map(({ entry }) => JSON.parse(String(entry)) as unknown)
    expect(audited).toEqual([1, 2].map(() => ({
      by: { kind: 'person', id: li.session.person.id, seat: li.session.seat.code },
      act: { kind: 'work-delivered', parcelId, authorId: wang.session.person.id, events: order(1).events.length, proven: true },
    })))
  })

  it('is there once, however often it is brought and though its author has sent it as well', async () => {
    await desk.call(deskRoutes.events, { token: wang.token, body: { events: order(1).events } })
    const parcel = await seal(contentOf([1, 2]))
    const answers = [await deliver(parcel), await deliver(parcel)]
    expect(answers[0]).toEqual(answers[1])
    expect(await log()).toHaveLength(order(1).events.length * 2)
    expect(await rowsOf('select * from deliveries')).toHaveLength(order(2).events.length)
  })

  it('is taken order by order: one that is against the rules keeps no other back', async () => {
    const broken = { id: testUuid(3), events: order(3).events.slice(1) }
    const { body } = await deliver(await seal(contentOf([], { submissions: [order(1), broken, order(2)] })))
    const { results } = parcelAnswerSchema.parse(body)
    expect(results.map(({ kind }) => kind)).toEqual(['accepted', 'refused', 'accepted'])
    expect(results[1]).toMatchObject({ error: { code: 'refused', reason: 'not-opened' } })
  })

  it.each([
    ['a character that no database keeps', '厂里\u0000欠薪'],
    ['half of a character', '厂里欠薪\ud83d'],
  ])('is taken but for the order with %s, of which its author is told as when sending it', async (_, note) => {
    const spoilt = { id: testUuid(3), events: order(3).events.map((event) => (event.type === 'facts-recorded' ? { ...event, data: { values: { ...event.data.values, note } } } : event)) }
    const { status, body } = await deliver(await seal(contentOf([], { submissions: [order(1), spoilt, order(2)] })))
    expect(status).toBe(200)
    const { results } = parcelAnswerSchema.parse(body)
    expect(results.map(({ kind }) => kind)).toEqual(['accepted', 'refused', 'accepted'])
    const toAuthor = await desk.call(deskRoutes.events, { token: wang.token, body: { events: spoilt.events } })
    expect(results[1]).toEqual({ kind: 'refused', id: spoilt.id, error: toAuthor.body })
    expect(toAuthor.body).toMatchObject({ code: 'malformed', paths: [expect.stringContaining('note')] })
  })

  it('is taken but for the order that fails for a reason of its own, and the log of the desk says why', async () => {
    await rowsOf(`create function stumble() returns trigger language plpgsql as $$ begin raise exception 'stumbled'; end $$`)
    await rowsOf(`create trigger stumbles before insert on events for each row when (new.ticket_id = '${order(2).events[0]!.ticketId}') execute function stumble()`)
    const { status, body } = await deliver(await seal(contentOf([1, 2, 3])))
    expect(status).toBe(200)
    const { results } = parcelAnswerSchema.parse(body)
    expect(results.map(({ kind }) => kind)).toEqual(['accepted', 'refused', 'accepted'])
    expect(results[1]).toMatchObject({ id: testUuid(2), error: { code: 'internal' } })
    expect(desk.lines).toContainEqual({ event: 'parcel-part-failed', error: 'error', errorCode: 'P0001' })
  })

  it('is bounded by what its author may do, not by what the bearer may', async () => {
    await desk.person('chen', ['HANDLER'])
    const chen = await desk.signIn('chen')
    const { body } = await deliver(await seal(contentOf([1], {
      author: { personId: chen.session.person.id, seat: chen.session.seat.code }, token: chen.token,
    })))
    expect(parcelAnswerSchema.parse(body).results).toMatchObject([{ kind: 'refused', error: { reason: 'not-allowed' } }])
  })

  it('without a token of its author is taken and marked; with one of somebody else it is not', async () => {
    const refused = await deliver(await seal(contentOf([1], { token: li.token })))
    expect(refused).toEqual({ status: 422, body: { code: 'refused', reason: 'parcel-author' } })
    expect((await deliver(await seal(contentOf([1], { token: null })))).status).toBe(200)
    expect((await rowsOf(`select entry from audit where entry like '%"proven":false%'`))).toHaveLength(1)
  })

  it('is taken and marked as unproven where the token is of a sign-in since the backup that was restored', async () => {
    const parcel = await seal(contentOf([1]))
    await rowsOf(`delete from sessions where person_id = '${wang.session.person.id}'`)
    const { status, body } = await deliver(parcel)
    expect([status, parcelAnswerSchema.safeParse(body).data?.results]).toMatchObject([200, [{ kind: 'accepted', id: testUuid(1) }]])
    for (const { event: { author } } of await log()) expect(author).toMatchObject({ id: wang.session.person.id })
    const [line] = await rowsOf(`select entry from audit where entry like '%work-delivered%'`)
    expect(JSON.parse(String(line?.['entry']))).toMatchObject({
      by: { id: li.session.person.id }, act: { kind: 'work-delivered', authorId: wang.session.person.id, proven: false },
    })
  })

  it('is still taken after its author has signed out and left the hotline', async () => {
    const parcel = await seal(contentOf([1]))
    const person = await desk.store.people.byLogin('wang')
    await desk.store.people.change(person!.id, 1, { isActive: false }, 0)
    expect((await deliver(parcel)).status).toBe(200)
  })

  it.each<[string, (parcel: SealedParcel) => SealedParcel]>([
    ['its number', (parcel) => ({ ...parcel, id: testUuid(78) })],
    ['its key', (parcel) => ({ ...parcel, wrapped: flipped(parcel.wrapped) })],
    ['its content', (parcel) => ({ ...parcel, content: flipped(parcel.content) })],
    ['its beginning', (parcel) => ({ ...parcel, iv: flipped(parcel.iv) })],
  ])('is refused whole when %s was changed on the way', async (_, change) => {
    const { status, body } = await deliver(change(await seal(contentOf([1]))))
    expect([status, body]).toEqual([422, { code: 'refused', reason: 'parcel-not-for-this-desk' }])
    expect(await log()).toEqual([])
  })
})

function flipped(text: string): string {
  const bytes = Buffer.from(text, 'base64')
  bytes[bytes.length >> 1]! ^= 1
  return bytes.toString('base64')
}
