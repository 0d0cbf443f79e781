import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DatabaseAddress } from '../../../electron/desk/store/connection'
import { auditPageSchema, auditRoutes } from '../../../shared/desk-api/audit'
import { callRevealRoutes, type CallReveal } from '../../../shared/desk-api/call-reveals'
import type { SignInAnswer } from '../../../shared/desk-api/sessions'
import { epochMs, type Clock } from '../../../shared/lib/clock'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { morning, testUuid } from '../../support/drafts'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'

const dayMs = 86_400_000

describe.skipIf(!postgres15.isThere)(`a look at a call without an order, in the audit of a shared desk${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let address: DatabaseAddress
  let desk: TestDesk
  let wang: SignInAnswer
  let watcher: SignInAnswer
  let now: number
  const clock: Clock = { now: () => epochMs(now) }
  const look: CallReveal = {
    id: testUuid(1), call: { callId: testUuid(2), queueCallId: 'pbx-1', startedAt: morning - 60_000 }, at: morning,
    facts: { parts: ['number'], reason: 'other', note: '家属来电问号码' },
  }
  const tell = (body: unknown, { token }: SignInAnswer = wang) => desk.call(callRevealRoutes.tell, { token, body })
  async function written() {
    const { body } = await desk.call(auditRoutes.read, { token: watcher.token, body: { day: localDateOf(epochMs(now)), limit: 1000 } })
    return auditPageSchema.parse(body).rows.flatMap(({ at, entry }) => (entry.act.kind === 'call-revealed' ? [{ at, ...entry }] : []))
  }

  beforeEach(async () => {
    now = morning
    address = await prepareDatabase(databases)
    desk = await startTestDesk(address, { clock })
    await desk.person('wang', ['AGENT'])
    await desk.person('watcher', ['SUPERVISOR'])
    wang = await desk.signIn('wang')
    watcher = await desk.signIn('watcher')
  })
  afterEach(() => desk.stop())

  it('says who, at which seat, which call, when, what and why; the supervisor reads it', async () => {
    // Days later: the desk was away.
    now = morning + 3 * dayMs
    wang = await desk.signIn('wang', { takeOver: true })
    watcher = await desk.signIn('watcher', { takeOver: true })
    expect(await tell(look)).toEqual({ status: 200, body: {} })
    expect(await written()).toEqual([{
      at: now,
      by: { kind: 'person', id: wang.session.person.id, seat: wang.session.seat.code },
      act: { kind: 'call-revealed', revealId: look.id, ...look.call, lookedAt: morning, facts: look.facts },
    }])
  })

  it('is written once, however often and at whichever process it is told', async () => {
    const other = await startTestDesk(address, { clock })
    const ends = await Promise.all(Array.from({ length: 6 }, (_, count) => (count % 2 === 0 ? desk : other).call(callRevealRoutes.tell, { token: wang.token, body: look })))
    expect(ends.map(({ status }) => status)).toEqual(ends.map(() => 200))
    await other.stop()
    await desk.stop()
    desk = await startTestDesk(address, { clock })
    expect((await tell(look)).status).toBe(200)
    expect(await written()).toHaveLength(1)
    expect((await tell({ ...look, id: testUuid(3) })).status).toBe(200)
    expect(await written()).toHaveLength(2)
  })

  it('is kept out of the audit by nobody who sends its id first', async () => {
    await desk.person('li', ['AGENT'])
    const li = await desk.signIn('li')
    await tell(look, li)
    await tell(look)
    expect((await written()).map(({ by }) => by)).toMatchObject([{ id: li.session.person.id }, { id: wang.session.person.id }])
  })

  it.each<[string, unknown]>([
    ['has no reason', { ...look, facts: { parts: ['number'], note: null } }],
    ['says nothing of another reason', { ...look, facts: { ...look.facts, note: null } }],
    ['shows nothing', { ...look, facts: { ...look.facts, parts: [] } }],
    ['is of no call', { ...look, call: undefined }],
    ['is longer than a reason', { ...look, facts: { ...look.facts, note: '长'.repeat(201) } }],
  ])('is refused where it %s', async (_, body) => {
    expect((await tell(body)).status).toBe(400)
    expect(await written()).toEqual([])
  })

  it('is taken from whoever may look, and from nobody else', async () => {
    expect((await tell(look, watcher)).status).toBe(403)
    expect((await desk.call(callRevealRoutes.tell, { body: look })).status).toBe(401)
    expect(await written()).toEqual([])
  })

  it('leaves nothing of it in the log of the desk', async () => {
    await tell(look)
    await tell({ ...look, facts: { ...look.facts, parts: [] } })
    const lines = JSON.stringify(desk.lines)
    expect([look.facts.note, look.call.queueCallId, look.call.callId, look.id].filter((word) => lines.includes(String(word)))).toEqual([])
  })
})
