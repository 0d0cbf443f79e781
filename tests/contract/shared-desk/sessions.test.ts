import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPool, type DatabaseAddress } from '../../../electron/desk/store/connection'
import { administrationRoutes, peopleAnswerSchema, seatSchema } from '../../../shared/desk-api/administration'
import { deskRoutes } from '../../../shared/desk-api/desk-api'
import { recordRoutes } from '../../../shared/desk-api/desk-records'
import { sessionRoutes, sessionSchema, signInRefusalSchema } from '../../../shared/desk-api/sessions'
import { epochMs, type Clock } from '../../../shared/lib/clock'
import { localDate, localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { formatTicketNumber } from '../../../shared/tickets/ticket-number'
import { draftOf, eventsOf, morning, testUuid, wageComplaint } from '../../support/drafts'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { addPersonOver, goodPassword, prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'

const hour = 3_600_000
const sip = { serverUrls: ['wss://pbx.example.invalid:8089/ws'], user: '8017', domain: 'pbx.example.invalid', password: 'never in clear', iceServers: [] }

describe.skipIf(!postgres15.isThere)(`signing in at a shared desk${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let address: DatabaseAddress
  let desk: TestDesk
  let now: number
  const clock: Clock = { now: () => epochMs(now) }
  beforeEach(async () => {
    now = morning
    address = await prepareDatabase(databases)
    desk = await startTestDesk(address, { clock })
  })
  afterEach(() => desk.stop())

  const signInWith = (login: string, password: string, number = 1, takeOver = false) =>
    desk.call(sessionRoutes.signIn, { body: { login, password, installation: testUuid(number), takeOver } })
  const refusal = async (answer: ReturnType<typeof signInWith>) => signInRefusalSchema.parse((await answer).body)

  it('gives a session with person, roles, seat and the key that seals unsent work', async () => {
    const id = await desk.person('Wang', ['AGENT', 'LEAD'])
    const { token, session } = await desk.signIn('wang')
    expect(session).toMatchObject({
      deskId: desk.store.deskId, practice: false, seat: { code: '1001' }, sip: null, startedAt: now, expiresAt: now + 16 * hour,
      offlineDays: 7, mustChangePassword: false, person: { id, login: 'wang', roles: ['AGENT', 'LEAD'] },
    })
    const again = await desk.call(sessionRoutes.session, { token })
    const { numbered, ...said } = session
    expect(sessionSchema.parse(again.body)).toEqual(said)
    expect(numbered).toEqual({ date: '20261123', counter: 0 })
    const key = await crypto.subtle.importKey('spki', Buffer.from(session.recoveryKey, 'base64'), { name: 'RSA-OAEP', hash: 'SHA-256' }, true, ['encrypt'])
    expect(key.algorithm).toMatchObject({ modulusLength: 3_072 })
  })

  it('tells a PC that is given the code of another one how far the orders of that day have come', async () => {
    for (const login of ['root', 'wang', 'zhao']) await desk.person(login, [login === 'root' ? 'ADMIN' : 'AGENT'])
    const before = await desk.signIn('wang')
    const { code } = before.session.seat
    const date = localDateOf(clock.now())
    const write = async (place: number, counter: number, seat = code, day = date) => {
      const number = formatTicketNumber({ date: day, seat, counter, practice: false })
      expect(await desk.call(deskRoutes.events, { token: before.token, body: { events: eventsOf(draftOf(place, { values: wageComplaint, number })) } })).toMatchObject({ status: 200 })
    }
    for (const [place, counter] of [1, 40, 480, 900, 1_002].entries()) await write(place + 1, counter)
    // One put aside for a full disk, one of another seat, one of another day.
    await write(6, 9_001)
    await write(7, 1_003, '8017')
    await write(8, 1_004, code, localDate('2026-11-22'))
    const { token } = await desk.signIn('root')
    await desk.call(administrationRoutes.freeSeat, { token, body: { code } })
    const after = await desk.signIn('zhao')
    expect(after.session).toMatchObject({ seat: { code }, numbered: { date: '20261123', counter: 1_002 } })
  })

  it('takes nobody with another password, and says the same of a login that nobody has', async () => {
    await desk.person('wang', ['AGENT'])
    const wrong = await signInWith('wang', 'not the password')
    const nobody = await signInWith('nobody', 'not the password')
    expect([wrong, nobody]).toEqual(Array(2).fill({ status: 401, body: { code: 'wrong-credentials' } }))
  })

  it('is locked after five wrong tries, ever longer, also for the right password', async () => {
    await desk.person('wang', ['AGENT'])
    for (let tries = 0; tries < 5; tries += 1) expect(await refusal(signInWith('wang', 'wrong'))).toEqual({ code: 'wrong-credentials' })
    expect(await signInWith('wang', goodPassword)).toEqual({ status: 423, body: { code: 'locked-out', until: now + 30_000 } })
    now += 30_000
    expect(await refusal(signInWith('wang', 'wrong'))).toEqual({ code: 'wrong-credentials' })
    expect(await refusal(signInWith('wang', goodPassword))).toEqual({ code: 'locked-out', until: now + 60_000 })
    now += 60_000
    expect((await signInWith('wang', goodPassword)).status).toBe(200)
  })

  it('counts tries of the same moment at two processes together', async () => {
    await desk.person('wang', ['AGENT'])
    const other = await startTestDesk(address, { clock })
    const tries = await Promise.all(Array.from({ length: 16 }, (_, number) =>
      (number % 2 === 0 ? desk : other).call(sessionRoutes.signIn, { body: { login: 'wang', password: 'wrong', installation: testUuid(1), takeOver: false } })))
    await other.stop()
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(tries.filter(({ status }) => status === 423)).toHaveLength(11)
  })

  it('also locks a login that nobody has, so that the lock tells nothing', async () => {
    for (let tries = 0; tries < 5; tries += 1) expect((await signInWith('nobody', 'wrong')).status).toBe(401)
    expect((await signInWith('nobody', 'wrong')).status).toBe(423)
  })

  it('keeps one live seat for each person: another one is asked about first, then the old one ends', async () => {
    await desk.person('wang', ['AGENT'])
    const first = await desk.signIn('wang', { installation: testUuid(1) })
    expect(await refusal(signInWith('wang', goodPassword, 2))).toEqual({ code: 'signed-in-elsewhere', seat: first.session.seat.code, since: now })
    expect((await desk.call(deskRoutes.health, { token: first.token })).status).toBe(200)
    const second = await desk.signIn('wang', { installation: testUuid(2), takeOver: true })
    expect(second.session.seat.code).not.toBe(first.session.seat.code)
    expect((await desk.call(deskRoutes.health, { token: first.token })).status).toBe(401)
    expect((await desk.call(deskRoutes.health, { token: second.token })).status).toBe(200)
  })

  it('one of many that sign in at the same moment is in', async () => {
    await desk.person('wang', ['AGENT'])
    const all = await Promise.all([1, 2, 3, 4].map((number) => signInWith('wang', goodPassword, number)))
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(all.filter(({ status }) => status === 409)).toHaveLength(3)
  })

  it('ends the session of whoever sat there before at the same PC, and of a console that was started again', async () => {
    await desk.person('wang', ['AGENT'])
    await desk.person('li', ['AGENT'])
    const wang = await desk.signIn('wang', { installation: testUuid(1) })
    const again = await desk.signIn('wang', { installation: testUuid(1) })
    expect((await desk.call(deskRoutes.health, { token: wang.token })).status).toBe(401)
    const li = await desk.signIn('li', { installation: testUuid(1) })
    expect(li.session.seat.code).toBe(again.session.seat.code)
    expect((await desk.call(deskRoutes.health, { token: again.token })).status).toBe(401)
  })

  it('gives every PC a seat of its own and the same one for ever, also to eight at the same moment', async () => {
    const logins = Array.from({ length: 8 }, (_, number) => `agent${number}`)
    for (const login of logins) await desk.person(login, ['AGENT'])
    const seats = await Promise.all(logins.map(async (login, number) => (await desk.signIn(login, { installation: testUuid(number) })).session.seat.code))
    expect(new Set(seats).size).toBe(8)
    expect((await desk.signIn('agent3', { installation: testUuid(3) })).session.seat.code).toBe(seats[3])
  })

  it('runs out, and ends when it is signed out', async () => {
    await desk.person('wang', ['AGENT'])
    const first = await desk.signIn('wang', { installation: testUuid(1) })
    now += 16 * hour - 1
    expect((await desk.call(deskRoutes.health, { token: first.token })).status).toBe(200)
    now += 1
    expect((await desk.call(deskRoutes.health, { token: first.token })).status).toBe(401)
    const second = await desk.signIn('wang', { installation: testUuid(2) })
    expect((await desk.call(sessionRoutes.session, { token: second.token, method: 'DELETE' })).status).toBe(200)
    expect((await desk.call(sessionRoutes.session, { token: second.token })).status).toBe(401)
  })

  it('with a one-time password lets one do nothing but change it; every other session ends with it', async () => {
    await desk.person('root', ['ADMIN'])
    const admin = await desk.signIn('root')
    const { person, password } = await addPersonOver(desk, admin.token, { login: 'wang', name: '王', roles: ['AGENT'] })
    const { token, session } = await desk.signIn('wang', { password })
    expect(session).toMatchObject({ mustChangePassword: true, person: { id: person.id, name: '王' } })
    expect(await desk.call(deskRoutes.health, { token })).toEqual({ status: 403, body: { code: 'password-change-due' } })
    const change = (old: string, fresh: string) => desk.call(sessionRoutes.password, { token, body: { old, new: fresh } })
    expect((await change('wrong', 'a new and long one')).status).toBe(422)
    expect((await change(password, 'short')).status).toBe(400)
    expect((await change(password, 'a new and long one')).status).toBe(200)
    expect((await desk.call(deskRoutes.health, { token })).status).toBe(200)
    expect((await signInWith('wang', password)).status).toBe(401)
  })

  it('brings the telephone with the sign-in; in the database it is sealed', async () => {
    await desk.person('root', ['ADMIN'])
    await desk.person('wang', ['AGENT'])
    const admin = await desk.signIn('root')
    const made = await desk.call(administrationRoutes.seats, { token: admin.token, body: { code: '2017', name: '窗边', sip } })
    expect(seatSchema.parse(made.body)).toEqual({ code: '2017', name: '窗边', hasSip: true, isActive: true, isInUse: false, version: 1 })
    const { session } = await desk.signIn('wang')
    expect(session).toMatchObject({ seat: { code: '2017', name: '窗边' }, sip })
    const pool = createPool(address)
    const rows = await pool.query<{ row: string }>(`select to_jsonb(seats)::text as row from seats union all select to_jsonb(sessions)::text from sessions union all select to_jsonb(audit)::text from audit`)
    await pool.end()
    const hexOf = (text: string) => Buffer.from(text, 'utf8').toString('hex')
    for (const { row } of rows.rows) {
      expect(row).not.toContain(sip.password)
      expect(row).not.toContain(hexOf(sip.password))
    }
  })

  it('has no seat where an administrator gives them, until there is one', async () => {
    await desk.person('root', ['ADMIN'])
    await desk.person('wang', ['AGENT'])
    const admin = await desk.signIn('root')
    const policy = { kind: 'policies', key: 'seats', value: { given: 'by-administrator' }, isActive: true, version: 0 }
    expect((await desk.call(recordRoutes.record, { method: 'PUT', token: admin.token, body: policy })).status).toBe(200)
    expect(await signInWith('wang', goodPassword, 9)).toEqual({ status: 403, body: { code: 'no-seat' } })
    await desk.call(administrationRoutes.seats, { token: admin.token, body: { code: null, name: '', sip: null } })
    expect((await signInWith('wang', goodPassword, 9)).status).toBe(200)
  })

  it('ends at once for somebody who is deactivated', async () => {
    await desk.person('root', ['ADMIN'])
    await desk.person('wang', ['AGENT'])
    const admin = await desk.signIn('root')
    const wang = await desk.signIn('wang')
    const { people } = peopleAnswerSchema.parse((await desk.call(administrationRoutes.people, { token: admin.token })).body)
    const { id, name, roles, version } = people.find(({ login }) => login === 'wang')!
    const change = { id, name, roles, version, isActive: false }
    expect((await desk.call(administrationRoutes.people, { method: 'PUT', token: admin.token, body: change })).status).toBe(200)
    expect((await desk.call(deskRoutes.health, { token: wang.token })).status).toBe(401)
    expect((await signInWith('wang', goodPassword)).status).toBe(401)
    expect(await desk.call(administrationRoutes.people, { method: 'PUT', token: admin.token, body: change })).toEqual({ status: 409, body: { code: 'stale' } })
  })

  it('never leaves the desk without an administrator', async () => {
    const id = await desk.person('root', ['ADMIN'])
    const admin = await desk.signIn('root')
    const change = { id, name: 'root', roles: ['AGENT'], version: 1, isActive: true }
    expect(await desk.call(administrationRoutes.people, { method: 'PUT', token: admin.token, body: change }))
      .toEqual({ status: 422, body: { code: 'refused', reason: 'last-administrator' } })
  })
})
