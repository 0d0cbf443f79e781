import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expireAudit } from '../../../electron/desk/audit/audit-keeper'
import { createPool, type DatabaseAddress } from '../../../electron/desk/store/connection'
import { administrationRoutes } from '../../../shared/desk-api/administration'
import { auditPageSchema, auditProofSchema, auditRoutes, type AuditHead } from '../../../shared/desk-api/audit'
import { changesAnswerSchema, deskRoutes, type Change } from '../../../shared/desk-api/desk-api'
import { recordRoutes } from '../../../shared/desk-api/desk-records'
import type { SignInAnswer } from '../../../shared/desk-api/sessions'
import { epochMs, type Clock } from '../../../shared/lib/clock'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { agent8017, draftOf, eventsOf, morning, noProposal, testUuid, wageComplaint } from '../../support/drafts'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { addPersonOver, goodPassword, prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'

const dayMs = 86_400_000
/** Older than anything that the trigger still keeps at the time of this test. */
const longAgo = epochMs(Date.parse('2024-02-05T10:00:00+08:00'))

describe.skipIf(!postgres15.isThere)(`the audit of a shared desk${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let address: DatabaseAddress
  let desk: TestDesk
  let admin: SignInAnswer
  let now: number
  const clock: Clock = { now: () => epochMs(now) }
  beforeEach(async () => {
    now = morning
    address = await prepareDatabase(databases)
    desk = await startTestDesk(address, { clock })
    await desk.person('root', ['ADMIN'])
    admin = await desk.signIn('root')
  })
  afterEach(() => desk.stop())

  async function query(text: string, values: readonly unknown[] = []) {
    const pool = createPool(address)
    try {
      return await pool.query<Record<string, unknown>>(text, [...values])
    } finally {
      await pool.end()
    }
  }
  /** What somebody who owns the database can do. */
  const tamper = (text: string) => query(`alter table audit disable trigger user; alter table audit_days disable trigger user; ${text}`)
  const verify = async (head?: AuditHead) => {
    const { body } = await desk.call(auditRoutes.verify, { token: admin.token, body: head === undefined ? {} : { head } })
    return auditProofSchema.parse(body)
  }
  async function acts(day = localDateOf(epochMs(now))) {
    const { body } = await desk.call(auditRoutes.read, { token: admin.token, body: { day, limit: 1000 } })
    return auditPageSchema.parse(body).rows.map(({ entry }) => entry)
  }
  /** Some lines on several days. */
  async function fillDays(days: number, perDay = 4): Promise<void> {
    for (let day = 0; day < days; day += 1) {
      for (let number = 0; number < perDay; number += 1) {
        await desk.store.inOne(({ audit }) => audit.add({ by: { kind: 'desk' }, act: { kind: 'seat-freed', seat: String(1_000 + number) } }, now))
      }
      now += dayMs
    }
    admin = await desk.signIn('root', { takeOver: true })
  }

  it('has a line for every act of an administrator, with who and at which seat', async () => {
    const { person } = await addPersonOver(desk, admin.token, { login: 'wang', name: '王', roles: ['AGENT'] })
    const put = (route: string, body: unknown) => desk.call(route, { method: 'PUT', token: admin.token, body })
    const post = (route: string, body: unknown) => desk.call(route, { token: admin.token, body })
    const { people, passwordReset, revoke, seats, freeSeat } = administrationRoutes
    const done = [
      await put(people, { id: person.id, version: 1, name: '王五', roles: ['AGENT', 'LEAD'], isActive: true }),
      await post(passwordReset, { id: person.id }),
      await post(revoke, { id: person.id }),
      await post(seats, { code: '2001', name: '窗边', sip: null }),
      await put(seats, { code: '2001', version: 1, name: '门口', isActive: false }),
      await post(freeSeat, { code: '2001' }),
      await put(recordRoutes.record, { kind: 'queues', key: 'hotline', value: { zh: '热线', en: 'Hotline', colour: '#2266aa' }, isActive: true, version: 0 }),
    ]
    expect(done.map(({ status }) => status)).toEqual(done.map(() => 200))
    const written = (await acts()).filter(({ by }) => by.kind === 'person' && by.id === admin.session.person.id)
    expect(written.map(({ act }) => act.kind)).toEqual([
      'signed-in', 'person-added', 'person-changed', 'password-reset', 'sessions-revoked', 'seat-added', 'seat-changed', 'seat-freed', 'record-changed', 'audit-read',
    ])
    for (const { by } of written) expect(by).toEqual({ kind: 'person', id: admin.session.person.id, seat: admin.session.seat.code })
    expect(JSON.stringify(written)).not.toContain(goodPassword)
  })

  it('has a line when somebody fails to sign in', async () => {
    const id = await desk.person('wang', ['AGENT'])
    await desk.signIn('wang', { password: 'wrong' }).catch(() => undefined)
    expect(await acts()).toContainEqual({ by: { kind: 'desk' }, act: { kind: 'sign-in-failed', personId: id } })
  })

  it('has a line for a look at what is masked, written with the event or not at all', async () => {
    await desk.person('wang', ['AGENT'])
    const wang = await desk.signIn('wang')
    const events = eventsOf(draftOf(1, { values: wageComplaint }))
    await desk.call(deskRoutes.events, { token: wang.token, body: { events } })
    const facts = { parts: ['name' as const], reason: 'call-back' as const, note: null }
    const look = {
      id: testUuid(99), ticketId: events[0]!.ticketId, author: agent8017, happenedAt: now, recordedAt: now, basedOn: 0, personal: null,
      type: 'personal-revealed', data: facts,
    }
    for (let times = 0; times < 2; times += 1) {
      expect((await desk.call(deskRoutes.events, { token: wang.token, body: { events: [look] } })).status).toBe(200)
    }
    const lines = (await acts()).filter(({ act }) => act.kind === 'personal-revealed')
    expect(lines).toEqual([{
      by: { kind: 'person', id: wang.session.person.id, seat: wang.session.seat.code },
      act: { kind: 'personal-revealed', ticketId: look.ticketId, eventId: look.id, facts },
    }])
  })

  describe('of a secret order', () => {
    const secret = { ...wageComplaint, confidential: true, contact_phone: '15400000099' }
    const read = async (login: string): Promise<Change[]> => {
      const { token } = await desk.signIn(login, { takeOver: true })
      return changesAnswerSchema.parse((await desk.call(`${deskRoutes.changes}?after=0&limit=1000`, { token })).body).changes
    }
    beforeEach(async () => {
      for (const [login, role] of [['wang', 'AGENT'], ['li', 'AGENT'], ['lead', 'LEAD'], ['handler', 'HANDLER'], ['disp', 'DISPATCHER']] as const) await desk.person(login, [role], role === 'HANDLER' ? 'QXGH@500103' : undefined)
      const { token } = await desk.signIn('wang')
      const words = { ...secret, description: '秦木根说 15400000012 欠薪' }
      const toUnit = { kind: 'sent-for-dispatch', proposal: { ...noProposal, leadUnit: 'QXGH@500103' } } as const
      for (const events of [eventsOf(draftOf(1, { values: words }), toUnit), eventsOf(draftOf(2, { values: wageComplaint }), toUnit)]) {
        await desk.call(deskRoutes.events, { token, body: { events } })
      }
    })

    it.each(['handler', 'disp', 'li'])('%s gets what was said without who has called', async (login) => {
      const changes = await read(login)
      const ofSecret = changes.filter(({ event }) => event.ticketId === testUuid(1_500_000))
      const text = JSON.stringify(ofSecret)
      expect(text).not.toMatch(/秦木根|15400000012|154-0000-0012|15400000099/)
      expect(text).toContain('秦**说 154****0012 欠薪')
      expect(text).not.toContain(testUuid(1_600_000))
      const ofOther = JSON.stringify(changes.filter((change) => !ofSecret.includes(change)))
      expect(ofOther).toContain('秦木根')
      expect(ofOther).toContain(testUuid(2_600_000))
      expect((await acts()).some(({ act }) => act.kind === 'secret-orders-read')).toBe(false)
    })

    it('nobody finds by a number whether its owner has one', async () => {
      const { token } = await desk.signIn('li')
      expect((await desk.call('/v1/history', { token, body: { historyKey: '8615400000012', limit: 50 } })).status).toBe(404)
    })

    it('the lead sees who it is, and that is written down; whoever wrote it sees it without', async () => {
      expect(JSON.stringify(await read('wang'))).toContain('15400000099')
      expect((await acts()).some(({ act }) => act.kind === 'secret-orders-read')).toBe(false)
      expect(JSON.stringify(await read('lead'))).toContain('15400000099')
      expect((await acts()).filter(({ act }) => act.kind === 'secret-orders-read').map(({ act }) => act))
        .toEqual([{ kind: 'secret-orders-read', ticketIds: [testUuid(1_500_000)], through: 'changes' }])
    })
  })

  it.each(["update audit set entry = '{}'", 'delete from audit', 'truncate audit', 'delete from audit_days', 'truncate audit_days cascade'])(
    'is append-only: "%s" is refused',
    async (statement) => {
      await expect(query(statement)).rejects.toMatchObject({ code: 'LX002' })
    },
  )

  it('is whole over days and over lines of many at the same moment', async () => {
    await fillDays(3)
    const other = await startTestDesk(address, { clock })
    await Promise.all(Array.from({ length: 20 }, (_, number) =>
      (number % 2 === 0 ? desk : other).store.inOne(({ audit }) => audit.add({ by: { kind: 'desk' }, act: { kind: 'seat-freed', seat: '1001' } }, now))))
    await other.stop()
    expect(await verify()).toMatchObject({ days: 4, expiredDays: 0, broken: null })
  })

  it.each<[string, string, { readonly number: number; readonly what: string }]>([
    ['a line was taken out', 'delete from audit where day = $day and number = 2', { number: 2, what: 'missing' }],
    ['the last line of a day was taken out', 'delete from audit where day = $day and number = 4', { number: 4, what: 'missing' }],
    ['a line was changed', `update audit set entry = replace(entry, '1001', '1009') where day = $day and number = 2`, { number: 2, what: 'changed' }],
    ['the time of a line was changed', 'update audit set at_ms = at_ms + 1 where day = $day and number = 3', { number: 3, what: 'changed' }],
    ['two lines changed places', 'update audit set number = -number where day = $day and number in (2, 3)', { number: 2, what: 'changed' }],
    ['a line was put in at the end of a past day', `insert into audit select day, 5, at_ms, entry, hash from audit where day = $day and number = 4`, { number: 5, what: 'changed' }],
    ['a line was taken out and the end of its day was made to fit', `delete from audit where day = $day and number = 4; update audit_days set last_number = 3, last_hash = (select hash from audit where day = $day and number = 3) where day = $day`, { number: 1, what: 'changed' }],
  ])('shows when %s', async (_, statement, { number, what }) => {
    await fillDays(3)
    const day = localDateOf(epochMs(morning + dayMs))
    const swap = statement.includes('-number') ? `alter table audit drop constraint audit_number_check; ${statement}; update audit set number = 5 + number where number < 0` : statement
    await tamper(swap.replaceAll('$day', `'${day}'`))
    const { broken } = await verify()
    const isNextDay = number === 1
    expect(broken).toEqual({ day: isNextDay ? localDateOf(epochMs(morning + 2 * dayMs)) : day, number, what })
  })

  it('shows what was cut off at the end to whoever has noted down how far it went', async () => {
    await fillDays(2)
    const { head } = await verify()
    await fillDays(1)
    expect(await verify(head!)).toMatchObject({ broken: null })
    const { day } = head!
    await tamper(`delete from audit where day >= '${day}'; delete from audit_days where day >= '${day}'`)
    expect(await verify()).toMatchObject({ broken: null })
    expect(await verify(head!)).toMatchObject({ broken: { day, number: head!.number, what: 'cut-off' } })
  })

  it('lets lines go by age alone; what their days ended with stays, and so does the proof', async () => {
    now = longAgo
    const aged = await prepareDatabase(databases)
    await desk.stop()
    address = aged
    desk = await startTestDesk(address, { clock })
    await desk.person('root', ['ADMIN'])
    await fillDays(3)
    now = Date.now()
    admin = await desk.signIn('root', { takeOver: true })
    const before = await verify()
    expect(before).toMatchObject({ expiredDays: 0, broken: null })
    await expireAudit({ store: desk.store, clock })
    // Four lines on each of three days, and signing in with a new seat on the fourth.
    expect((await acts()).at(-2)).toMatchObject({ act: { kind: 'audit-expired', rows: 14 } })
    expect(await verify()).toMatchObject({ days: 5, expiredDays: 4, broken: null })
    expect((await query('select from audit where day < $1', ['2024-12-31'])).rowCount).toBe(0)
  })

  it('keeps half a year at least, whatever the policy is made to say', async () => {
    const policy = { kind: 'policies', key: 'audit', value: { keepDays: 30 }, isActive: true, version: 0 }
    expect(await desk.call(recordRoutes.record, { method: 'PUT', token: admin.token, body: policy })).toMatchObject({ status: 400 })
    await fillDays(1)
    await expect(desk.store.inOne(({ audit }) => audit.expire('2999-01-01'))).rejects.toMatchObject({ code: 'LX002' })
  })
})
