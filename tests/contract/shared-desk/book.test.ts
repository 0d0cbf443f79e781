import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditPageSchema, auditRoutes } from '../../../shared/desk-api/audit'
import { bookAnswerSchema, bookRoutes, bookSchema, type BookEntry } from '../../../shared/desk-book/desk-book'
import { sessionRoutes, signInAnswerSchema } from '../../../shared/desk-api/sessions'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { epochMs } from '../../../shared/lib/clock'
import { testUuid } from '../../support/drafts'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'

const zhou: BookEntry = { list: 'people', key: 'zhou', value: { name: '周明兰', roles: ['AGENT', 'LEAD'] }, isActive: true }
const queue: BookEntry = { list: 'queues', key: 'law', value: { zh: '法律咨询', en: '', colour: '#2266aa', wrapUp: null, wrapUpSeconds: null }, isActive: true }
const seat: BookEntry = { list: 'seats', key: '0031', value: { name: '窗边' }, isActive: true }

describe.skipIf(!postgres15.isThere)(`the administration of a shared desk as one book${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let desk: TestDesk
  let token: string
  beforeAll(async () => {
    desk = await startTestDesk(await prepareDatabase(databases))
    await desk.person('root', ['ADMIN'])
    token = (await desk.signIn('root')).token
  })
  afterAll(() => desk.stop())

  const give = async () => bookSchema.parse((await desk.call(bookRoutes.book, { token })).body)
  const bring = (entries: readonly BookEntry[], base: string | null, apply: boolean) => desk.call(bookRoutes.book, { token, body: { entries, base, apply } })
  const tried = async (entries: readonly BookEntry[]) => bookAnswerSchema.parse((await bring(entries, null, false)).body)

  it('given out and brought in again changes nothing', async () => {
    const { entries } = await give()
    expect((await tried(entries)).changes).toEqual([])
  })

  it('tried writes nothing', async () => {
    const before = await give()
    const answer = await tried([zhou, queue, seat])
    expect(answer).toMatchObject({ faults: [], passwords: [], changes: [{ entry: 0, what: 'added' }, { entry: 1, what: 'added' }, { entry: 2, what: 'added' }] })
    expect(await give()).toEqual(before)
  })

  it('with one fault is written by nobody, not even the rest of it', async () => {
    const before = await give()
    const { base } = before
    const answer = bookAnswerSchema.parse((await bring([zhou, { ...queue, value: { zh: '', en: '', colour: 'blue' } }], base, true)).body)
    expect(answer).toMatchObject({ faults: [{ entry: 1, code: 'malformed' }], changes: [], passwords: [] })
    expect(await give()).toEqual(before)
  })

  it('is written whole, with a password for whoever is new and a line for each entry', async () => {
    const { base } = await tried([zhou, queue, seat])
    const answer = bookAnswerSchema.parse((await bring([zhou, queue, seat], base, true)).body)
    expect(answer.changes).toHaveLength(3)
    const password = answer.passwords[0]?.password ?? ''
    const signedIn = await desk.call(sessionRoutes.signIn, { body: { login: 'zhou', password, installation: testUuid(91_000), takeOver: false } })
    expect(signInAnswerSchema.parse(signedIn.body).session).toMatchObject({ mustChangePassword: true, person: { name: '周明兰', roles: ['AGENT', 'LEAD'] } })
    const { rows } = auditPageSchema.parse((await desk.call(auditRoutes.read, { token, body: { day: localDateOf(epochMs(Date.now())) } })).body)
    const kinds = rows.map(({ entry }) => entry.act.kind)
    expect(kinds).toEqual(expect.arrayContaining(['administration-exported', 'person-added', 'record-changed', 'seat-added']))
    expect(rows.find(({ entry }) => entry.act.kind === 'administration-imported')?.entry.act).toEqual({ kind: 'administration-imported', added: 3, changed: 0 })
    expect((await give()).entries).toEqual(expect.arrayContaining([queue, seat]))
  })

  it('that was tried before somebody changed something is refused whole', async () => {
    const { base } = await tried([{ ...queue, isActive: false }])
    await bring([{ ...seat, value: { name: '门边' } }], (await give()).base, true)
    expect(await bring([{ ...queue, isActive: false }], base, true)).toEqual({ status: 409, body: { code: 'stale' } })
    expect((await give()).entries).toContainEqual(queue)
  })

  it('brought by two at once is written once', async () => {
    const { base } = await give()
    const answers = await Promise.all(Array.from({ length: 4 }, (_, index) => bring([{ ...queue, key: `q${index}` }], base, true)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    expect((await give()).entries.filter(({ list, key }) => list === 'queues' && /^q\d$/.test(key))).toHaveLength(1)
  })

  it('ends the sessions of whoever it puts out of use, and never leaves the desk without an administrator', async () => {
    await desk.person('li.min', ['AGENT'])
    const session = await desk.signIn('li.min')
    const { base } = await give()
    await bring([{ list: 'people', key: 'li.min', value: { name: 'li.min', roles: ['AGENT'] }, isActive: false }], base, true)
    expect((await desk.call(sessionRoutes.session, { token: session.token })).status).toBe(401)
    const last = await tried([{ list: 'people', key: 'root', value: { name: 'root', roles: ['LEAD'] }, isActive: true }])
    expect(last.faults).toEqual([{ entry: 0, code: 'last-administrator', path: '' }])
  })
})
