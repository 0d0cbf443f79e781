import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRecordingFiles } from '../../../electron/desk/recordings/recording-files'
import { eraseDue } from '../../../electron/desk/retention/retention-keeper'
import { createPool, type DatabaseAddress } from '../../../electron/desk/store/connection'
import { administrationRoutes, retentionSchema } from '../../../shared/desk-api/administration'
import { auditPageSchema, auditRoutes } from '../../../shared/desk-api/audit'
import { changesAnswerSchema, deskRoutes } from '../../../shared/desk-api/desk-api'
import { recordRoutes } from '../../../shared/desk-api/desk-records'
import { recordingRoutes, recordingsAnswerSchema } from '../../../shared/desk-api/recordings'
import { epochMs, type Clock } from '../../../shared/lib/clock'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import { draftOf, eventsOf, morning } from '../../support/drafts'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'
import { systemTimers } from '../../support/desk/system-time'
import { toneWav } from '../../support/wav'

const day = 86_400_000
const months = 12
const limit = Date.parse('2025-11-24T04:00:00+08:00')
/** The night after the policy was set. */
const night = Date.parse('2026-11-24T04:00:00+08:00')

/** All that a caller may have said about people, each of it to be found again wherever it went. */
const said = {
  caller_name: '卡纳里', id_no: '500999199003150013', callback_number: '15400007731', contact_person: '卡纳联系人', contact_phone: '15400007732',
  team_leader: '卡纳班组长', hospital: '卡纳医院', description: '卡纳叙述：十个人一周没有工钱。', demand: '卡纳诉求：今天拿到工资', note: '卡纳备注',
  participants: [{ name: '卡纳同伴', phone: '15400007733', amount_fen: null }],
}
const canaries = [...Object.values(said).flatMap((value) => (typeof value === 'string' ? [value] : value.flatMap(({ name, phone }) => [name, phone]))), '8615400007734', '154-0000-7734', '卡纳']

describe.skipIf(!postgres15.isThere)(`how long a shared desk keeps personal data${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let address: DatabaseAddress
  let place: string
  let desk: TestDesk
  let token: string
  let now: number
  const clock: Clock = { now: () => epochMs(now) }
  const keptFolder = () => path.join(place, 'kept')

  beforeEach(async () => {
    now = morning
    place = await mkdtemp(path.join(tmpdir(), 'lingxi-retention-'))
    await mkdir(path.join(place, 'pbx'))
    await mkdir(keptFolder())
    address = await prepareDatabase(databases)
    desk = await startTestDesk(address, { clock, recordingFolders: { folder: path.join(place, 'pbx'), keptFolder: keptFolder() } })
    await desk.person('root', ['ADMIN', 'AGENT'])
    ;({ token } = await desk.signIn('root'))
  })
  afterEach(async () => {
    await desk.stop()
    await rm(place, { recursive: true, force: true })
  })

  async function query(text: string, values: readonly unknown[] = []) {
    const pool = createPool(address)
    try {
      return (await pool.query<Record<string, unknown>>(text, [...values])).rows
    } finally {
      await pool.end()
    }
  }

  /** An order that ended with the call, at that time. */
  function orderOf(number: number, endedAt: number, queueCallId: string | null = null): readonly TicketEvent[] {
    const draft = draftOf(number, { values: { request_type: 'ZX', category: 'WAGE-02', employer_name: '重庆示例江岸装饰工程有限公司', work_district: '500103', ...said }, caller: { kind: 'anonymous' } })
    const call = { ...draft.call, startedAt: endedAt - 60_000, answeredAt: endedAt - 50_000, endedAt, queueCallId, historyKey: '8615400007734', numberDisplay: '154-0000-7734' }
    const events = eventsOf({ ...draft, call }, { kind: 'answered-directly' })
    return events.map((event) => ({ ...event, happenedAt: Math.min(event.happenedAt, endedAt), recordedAt: Math.min(event.recordedAt, endedAt) }))
  }
  const ticketOf = (number: number) => draftOf(number).ticketId
  const write = async (events: readonly TicketEvent[]) => {
    const answer = await desk.call(deskRoutes.events, { token, body: { events } })
    expect(answer).toMatchObject({ status: 200 })
    return answer.body
  }
  /** More than 100 are more than one batch. */
  const writeMany = (count: number) => Promise.all(Array.from({ length: count }, (_, index) => write(orderOf(index + 1, limit - (index + 1) * 1_000))))
  async function setMonths(value: number, version = 0) {
    return desk.call(recordRoutes.record, { method: 'PUT', token, body: { kind: 'policies', key: 'retention', value: { months: value }, isActive: true, version } })
  }
  /** A session of the day before is over. */
  async function comeTo(at: number) {
    now = at
    ;({ token } = await desk.signIn('root', { takeOver: true }))
  }
  const recordings = () => createRecordingFiles({ folder: path.join(place, 'pbx'), keptFolder: null, clock, timers: systemTimers, log: () => undefined })
  const erase = (facts = recordings().facts, wait: () => Promise<void> = () => Promise.resolve()) =>
    eraseDue({ store: desk.store, recordings: { facts }, clock, pause: { wait }, isStopped: () => false })

  /** Tables and columns where one of these stands in any form: as text, in JSON, or as the bytes of it. */
  async function foundAnywhere(ticketId?: string): Promise<string[]> {
    const tables = await query(`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`)
    const found: string[] = []
    for (const { name } of tables as { name: string }[]) {
      for (const { row } of (await query(`select to_jsonb(t)::text as row from "${name}" t`)) as { row: string }[]) {
        const hidden = canaries.filter((canary) => row.includes(canary) || row.includes(Buffer.from(canary).toString('hex')))
        if (hidden.length > 0 && (ticketId === undefined || row.includes(ticketId))) found.push(`${name}: ${hidden.join(' ')}`)
      }
    }
    return found
  }
  const personalOf = async (number: number) =>
    (await query('select event_id from event_personal p join events e on e.id = p.event_id where e.ticket_id = $1', [ticketOf(number)])).length
  const acts = async () => {
    const { body } = await desk.call(auditRoutes.read, { token, body: { day: localDateOf(epochMs(now)), limit: 1000 } })
    return auditPageSchema.parse(body).rows.map(({ entry }) => entry).filter(({ act }) => act.kind === 'personal-erased')
  }
  const last = async () => retentionSchema.parse((await desk.call(administrationRoutes.retention, { token })).body).last

  it('erases nothing as long as nobody has said how long, nor before three o\'clock of the night after somebody has', async () => {
    await write(orderOf(1, limit - 400 * day))
    await comeTo(night - day)
    await erase()
    expect(await personalOf(1)).toBeGreaterThan(0)
    expect((await setMonths(months)).status).toBe(200)
    await erase()
    await comeTo(night - 90 * 60_000)
    await erase()
    expect([await personalOf(1) > 0, await last(), await acts()]).toEqual([true, null, []])
    await comeTo(night)
    await erase()
    expect([await personalOf(1), await last()]).toMatchObject([0, { months, orders: 1, held: 0 }])
  })

  it.each([1, 5, 241, -1, 6.5])('%d months are refused', async (value) => {
    expect((await setMonths(value)).status).toBe(400)
  })

  it('leaves nothing personal of an order anywhere in its database, and everything that figures need', async () => {
    const events = orderOf(1, limit - 1)
    await write(events)
    const before = await query('select * from order_outlooks')
    await setMonths(months)
    expect((await foundAnywhere()).map((line) => line.split(':')[0])).toEqual(expect.arrayContaining(['event_personal', 'tickets']))
    await comeTo(night)
    await erase()
    expect(await foundAnywhere()).toEqual([])
    expect(await query('select history_key, query_code_hash, state, number from tickets')).toEqual([{ history_key: null, query_code_hash: null, state: 'ANSWERED', number: draftOf(1).number }])
    expect(await query('select * from order_outlooks')).toEqual(before)
    const { changes } = changesAnswerSchema.parse((await desk.call(`${deskRoutes.changes}?after=0&limit=100`, { token })).body)
    expect(changes.map(({ event }) => [event.type, event.data, event.personal])).toEqual(events.map(({ type, data }) => [type, data, null]))
  })

  it('an order that changed last at the limit stays, and one of a moment before goes', async () => {
    await write(orderOf(1, limit - 1))
    await write(orderOf(2, limit))
    await setMonths(months)
    await comeTo(night)
    await erase()
    expect([await personalOf(1), await personalOf(2) > 0]).toEqual([0, true])
    expect(await foundAnywhere(ticketOf(1))).toEqual([])
  })

  it('an order that is open stays whole; also where it was opened again after the run had found it', async () => {
    await write(orderOf(1, limit - day))
    const draft = draftOf(2, { values: { request_type: 'TS', category: 'WAGE-02', work_district: '500103', ...said } })
    await write(eventsOf(draft).map((event) => ({ ...event, happenedAt: limit - day, recordedAt: limit - day })))
    await setMonths(months)
    await comeTo(night)
    // No event opens an order again yet: an open one that the batch is told of stands for it.
    const run = await desk.store.retention.begin({ day: '2026-11-24', months, before: limit }, now)
    await desk.store.inOne(({ retention }) => retention.erase(run, [ticketOf(2)]))
    await erase()
    expect([await personalOf(1), await personalOf(2) > 0, await last()]).toMatchObject([0, true, { orders: 1 }])
    expect(await query('select history_key from tickets where id = $1', [ticketOf(2)])).toEqual([{ history_key: draft.call.historyKey }])
  })

  it('an order of whose calls a recording is locked stays until that is no longer so, and is counted', async () => {
    for (const id of ['locked-1', 'free-2']) await writeFile(path.join(place, 'pbx', `${id}.wav`), toneWav(1))
    await write(orderOf(1, limit - day, 'locked-1'))
    await write(orderOf(2, limit - day, 'free-2'))
    await setMonths(months)
    const kept = createRecordingFiles({ folder: path.join(place, 'pbx'), keptFolder: keptFolder(), clock, timers: systemTimers, log: () => undefined })
    expect(await kept.keep('locked-1')).toBe('locked')
    await comeTo(night)
    await erase(kept.facts)
    expect([await personalOf(1) > 0, await personalOf(2), await last()]).toMatchObject([true, 0, { orders: 1, held: 1 }])
    expect(await acts()).toMatchObject([{ act: { months, before: '2025-11-24', orders: 1, held: 1 } }])
    await rm(path.join(keptFolder(), 'locked-1.wav'), { force: true })
    await comeTo(night + day)
    await erase(kept.facts)
    await kept.stop()
    expect(await personalOf(1)).toBe(0)
  })

  it('whoever may not know the caller of a secret order hears no recording of one whose caller is erased', async () => {
    await writeFile(path.join(place, 'pbx', 'free-1.wav'), toneWav(1))
    await write(orderOf(1, limit - day, 'free-1'))
    await setMonths(months)
    await desk.person('qc', ['QC'])
    await desk.person('lead', ['LEAD'])
    const mayHear = async (login: string) => {
      const { token: own } = await desk.signIn(login, { takeOver: true })
      return recordingsAnswerSchema.parse((await desk.call(recordingRoutes.ofOrder, { token: own, body: { ticketId: ticketOf(1) } })).body).mayHear
    }
    expect([await mayHear('qc'), await mayHear('lead')]).toEqual([true, true])
    await comeTo(night)
    await erase()
    expect([await mayHear('qc'), await mayHear('lead')]).toEqual([false, true])
  })

  it('a second run does nothing more, and each leaves one line without anything personal', async () => {
    await writeMany(130)
    await setMonths(months)
    await comeTo(night)
    await erase()
    await erase()
    expect(await query('select count(*) as count from event_personal')).toEqual([{ count: 0 }])
    expect(await acts()).toEqual([{ by: { kind: 'desk' }, act: { kind: 'personal-erased', months, before: '2025-11-24', orders: 130, held: 0 } }])
    await comeTo(night + day)
    await erase()
    expect(await acts()).toMatchObject([{ act: { orders: 0 } }])
  })

  it('a policy that is taken back while a run is at work stops it at the next batch', async () => {
    await writeMany(130)
    await setMonths(months)
    await comeTo(night)
    await erase(undefined, async () => void (await setMonths(0, 1)))
    expect(await last()).toMatchObject({ orders: 100, endedAt: null })
    expect(await query('select count(distinct ticket_id) as count from events join event_personal on event_id = id')).toEqual([{ count: 30 }])
  })

  it('two processes erase each order once, and write one line', async () => {
    await writeMany(130)
    await setMonths(months)
    await comeTo(night)
    await Promise.all([erase(), erase()])
    expect([await acts(), await last()]).toMatchObject([[{ act: { orders: 130 } }], { orders: 130 }])
  })

  it('a crash in the middle of a batch leaves it whole, and the next run goes on', async () => {
    await writeMany(3)
    await setMonths(months)
    const before = await query('select * from event_personal order by event_id')
    await comeTo(night)
    const pool = createPool(address)
    const holder = await pool.connect()
    try {
      // The batch has erased and waits for a row of its orders when its connection dies.
      await holder.query('begin')
      await holder.query('select from tickets where id = $1 for update', [ticketOf(2)])
      const broken = expect(erase()).rejects.toThrow()
      await expect.poll(async () => (await query(`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).length, { timeout: 30_000 }).toBe(1)
      await query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
      await broken
    } finally {
      await holder.query('rollback')
      holder.release()
      await pool.end()
    }
    expect(await query('select * from event_personal order by event_id')).toEqual(before)
    expect(await query('select count(*) as count from tickets where history_key is not null')).toEqual([{ count: 3 }])
    expect(await last()).toMatchObject({ orders: 0, endedAt: null })
    await erase()
    expect(await foundAnywhere()).toEqual([])
  })

  it('what was broken off and never ended has its line the next day, also where the policy is gone', async () => {
    await write(orderOf(1, limit - day))
    await setMonths(months)
    await comeTo(night)
    const run = await desk.store.retention.begin({ day: '2026-11-24', months, before: limit }, now)
    await desk.store.inOne(({ retention }) => retention.erase(run, [ticketOf(1)]))
    await setMonths(0, 1)
    await comeTo(night + day)
    await erase()
    expect(await acts()).toMatchObject([{ act: { months, orders: 1 } }])
  })

  it('answers what was erased as the same when it is sent again, and erases what is added to it later', async () => {
    const events = orderOf(1, limit - day)
    const first = await write(events)
    await setMonths(months)
    await comeTo(night)
    await erase()
    expect(await write(events)).toEqual(first)
    expect(await personalOf(1)).toBe(0)
    // As an event does that a later program lets be added to an order that has ended.
    await query(`insert into event_personal (event_id, data) select id, '{"report": "卡纳"}' from events order by position desc limit 1`)
    await query('update tickets set erased_version = version - 1')
    await comeTo(night + day)
    await erase()
    expect(await foundAnywhere()).toEqual([])
  })

  it('only whoever may edit policies is told what was erased', async () => {
    await desk.person('li', ['AGENT'])
    const { token: agent } = await desk.signIn('li')
    expect((await desk.call(administrationRoutes.retention, { token: agent })).status).toBe(403)
    expect((await desk.call(administrationRoutes.retention)).status).toBe(401)
  })
})
