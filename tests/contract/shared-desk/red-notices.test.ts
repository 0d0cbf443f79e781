import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mostMessagesOfPerson } from '../../../electron/desk/notices/red-notices'
import { auditPageSchema, auditRoutes } from '../../../shared/desk-api/audit'
import { recordRoutes } from '../../../shared/desk-api/desk-records'
import { redNoticeRoutes, type RedNoticeWish } from '../../../shared/desk-api/red-notices'
import { floorRoutes } from '../../../shared/floor/floor-line'
import type { FloorBody } from '../../../shared/floor/floor-signal'
import { epochMs } from '../../../shared/lib/clock'
import { localDate } from '../../../shared/tickets/deadlines/local-time'
import { formatTicketNumber } from '../../../shared/tickets/ticket-number'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'
import { startSmsStandIn, type SmsStandIn } from '../../support/sms-stand-in'

/** A Monday, in working hours. */
const morning = Date.parse('2026-11-23T10:07:00+08:00')
const clock = { now: () => epochMs(morning) }
const orderNumber = formatTicketNumber({ date: localDate('2026-11-23'), seat: '8017', counter: 24, practice: false })
const yuzhong = { work_district: '500103' }

describe.skipIf(!postgres15.isThere)(`messages of a call for help at a shared desk${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let house: SmsStandIn
  let desk: TestDesk
  const tokens = new Map<string, string>()
  const ids = new Map<string, string>()
  const seats = new Map<string, string>()
  const call = (route: string, login: string, body: unknown, method = 'POST') => desk.call(route, { method, token: tokens.get(login) ?? '', body })
  const tell = (login: string, wish: Partial<RedNoticeWish> & { readonly redId: string }) => call(redNoticeRoutes.tell, login, { code: 'DISTRICT_HEAD', place: yuzhong, orderNumber: null, ...wish })
  const say = (login: string, body: FloorBody) => call(floorRoutes.signals, login, { id: crypto.randomUUID(), to: { kind: 'leads' }, body })
  /** Presses the help key; gives the id. */
  async function press(login = 'li', drill = false): Promise<string> {
    const redId = crypto.randomUUID()
    await say(login, { kind: 'red-pressed', redId, queueCallId: null, drill, pressedAt: 1, place: '渝中区某工地', number: '154 0000 0077', who: '赵某', redKind: null })
    return redId
  }
  async function put(key: string, phones: { readonly dayPhones?: readonly string[]; readonly nightPhones?: readonly string[] }): Promise<void> {
    const value = { zh: key, en: '', dayPhones: [], nightPhones: [], ...phones }
    expect(await call(recordRoutes.record, 'boss', { kind: 'units', key, value, isActive: true, version: 0 }, 'PUT')).toMatchObject({ status: 200 })
  }
  const audited = async () => auditPageSchema.parse((await call(auditRoutes.read, 'boss', { day: '2026-11-23', limit: 1000 })).body).rows.map(({ entry }) => entry).filter(({ act }) => act.kind === 'red-notice')

  beforeAll(async () => {
    house = await startSmsStandIn()
    desk = await startTestDesk(await prepareDatabase(databases), { clock, sms: { url: house.url, token: 'a-token-of-the-house' } })
    for (const [login, role] of [['li', 'AGENT'], ['wang', 'AGENT'], ['zhou', 'LEAD'], ['boss', 'ADMIN']] as const) {
      ids.set(login, await desk.person(login, [role]))
      const { token, session } = await desk.signIn(login)
      tokens.set(login, token)
      seats.set(login, session.seat.code)
    }
    await put('QXGH@500103', { dayPhones: ['023-90000012', '154 0000 0012'], nightPhones: ['154 0000 0013'] })
    await put('CQGH', { dayPhones: ['154 0000 0090'] })
    await put('HRSS_LSI@500103', { dayPhones: ['023-90000099'] })
  })
  afterAll(async () => {
    await desk.stop()
    await house.close()
  })
  beforeEach(() => {
    house.heard.length = 0
    house.behave('accepts')
  })

  it('go to the mobile on duty that the desk itself has for that place, in words of the house', async () => {
    const redId = await press()
    expect(await tell('li', { redId, orderNumber })).toEqual({ status: 200, body: { kind: 'handed-over', at: morning } })
    expect(house.heard).toEqual([{
      method: 'POST', path: '/send', authorization: 'Bearer a-token-of-the-house',
      body: { id: expect.stringMatching(/^[0-9a-f-]{36}$/), to: '15400000012', text: `【红色求助】10:07 ${seats.get('li')} 席位在处理危急来电时求助，单号 ${orderNumber}。请立即致电热线值班台。` },
    }])
    await tell('li', { redId, code: 'CITY_DUTY_OFFICER', place: {} })
    expect(house.heard[1]?.body).toMatchObject({ to: '15400000090', text: `【红色求助】10:07 ${seats.get('li')} 席位在处理危急来电时求助。请立即致电热线值班台。` })
  })

  it('say nothing of the caller, whatever the floor knows of them', async () => {
    const redId = await press()
    await say('li', { kind: 'red-words', redId, text: '他说要从塔吊上跳下来', place: '渝中区某工地', number: '154 0000 0077', who: '赵某', redKind: 'RED_PERSON' })
    await tell('li', { redId, orderNumber })
    expect(JSON.stringify(house.heard)).not.toMatch(/某工地|0077|赵某|塔吊/)
  })

  it('are in the audit with who, for which call for help, to which unit and what became of it, without the number', async () => {
    const before = (await audited()).length
    const [redId, other] = [await press(), await press()]
    await tell('li', { redId })
    house.behave('refuses')
    expect((await tell('li', { redId: other })).body).toEqual({ kind: 'failed' })
    const written = (await audited()).slice(before)
    expect(written).toMatchObject([
      { by: { id: ids.get('li') }, act: { kind: 'red-notice', redId, code: 'DISTRICT_HEAD', to: 'QXGH@500103', outcome: 'handed-over' } },
      { by: { id: ids.get('li') }, act: { redId: other, outcome: 'failed' } },
    ])
    expect(JSON.stringify([written, desk.lines])).not.toMatch(/1?54 ?0000 ?00|红色/)
  })

  it('of one call for help each gets one, however often it is asked, and whatever became of it', async () => {
    const redId = await press()
    const all = await Promise.all([tell('li', { redId }), tell('li', { redId }), tell('zhou', { redId })])
    expect(all.map(({ body }) => body)).toEqual(Array.from({ length: 3 }, () => ({ kind: 'handed-over', at: morning })))
    expect(house.heard).toHaveLength(1)
    house.behave('refuses')
    const other = await press()
    for (let time = 0; time < 3; time += 1) expect((await tell('li', { redId: other })).body).toEqual({ kind: 'failed' })
    // The one, and the second try for the other one.
    expect(house.heard).toHaveLength(3)
  })

  it('are nobody’s without a call for help, or once that is over', async () => {
    expect(await tell('li', { redId: crypto.randomUUID() })).toMatchObject({ status: 422, body: { reason: 'no-call-for-help' } })
    const [undone, closed] = [await press(), await press()]
    await say('li', { kind: 'red-undone', redId: undone })
    await say('li', { kind: 'red-closed', redId: closed })
    for (const redId of [undone, closed]) expect(await tell('li', { redId })).toMatchObject({ status: 422 })
    expect(house.heard).toEqual([])
  })

  it('are for the seat that has called for help and for leads, and not for the seat beside it', async () => {
    const redId = await press('li')
    expect(await tell('wang', { redId })).toEqual({ status: 403, body: { code: 'forbidden', reason: 'accept-red' } })
    expect(house.heard).toEqual([])
    expect((await tell('zhou', { redId })).body).toMatchObject({ kind: 'handed-over' })
  })

  it('carry neither a number nor words of a console: there is no room for them', async () => {
    const redId = await press()
    for (const orderNumber of ['', '点这里领奖', `${'20261123'}-8017-024-0 http://x`]) expect((await tell('li', { redId, orderNumber })).status).toBe(400)
    expect((await call(redNoticeRoutes.tell, 'li', { redId, code: 'DISTRICT_HEAD', place: yuzhong, orderNumber: null, to: '15400000099', text: '点这里领奖' })).status).toBe(200)
    expect(house.heard).toMatchObject([{ body: { to: '15400000012' } }])
    expect(JSON.stringify(house.heard)).not.toMatch(/领奖|0099/)
  })

  it('a drill sends none; nor does one for whom the desk knows no mobile, or whom nobody knows', async () => {
    const redId = await press('li', true)
    expect((await tell('li', { redId })).body).toEqual({ kind: 'by-hand' })
    const real = await press()
    for (const wish of [{ code: 'LABOUR_INSPECTION' }, { code: 'DUTY_LEAD' }, { code: 'NOBODY' }, { place: {} }, { place: { work_district: '500112' } }]) {
      expect((await tell('li', { redId: real, ...wish })).body).toEqual({ kind: 'by-hand' })
    }
    expect(house.heard).toEqual([])
  })

  it('a key that is stuck sends no flood', async () => {
    for (let time = 0; time < mostMessagesOfPerson; time += 1) expect((await tell('wang', { redId: await press('wang') })).body).toMatchObject({ kind: 'handed-over' })
    expect((await tell('wang', { redId: await press('wang') })).body).toEqual({ kind: 'by-hand' })
    expect(house.heard).toHaveLength(mostMessagesOfPerson)
  })
})

describe.skipIf(!postgres15.isThere)(`a shared desk without a gateway of messages${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)

  it('says that people are to be rung by hand', async () => {
    const desk = await startTestDesk(await prepareDatabase(databases), { clock })
    await desk.person('li', ['AGENT'])
    const { token } = await desk.signIn('li')
    expect(await desk.call(redNoticeRoutes.tell, { token, body: { redId: crypto.randomUUID(), code: 'DISTRICT_HEAD', place: yuzhong, orderNumber } })).toEqual({ status: 200, body: { kind: 'by-hand' } })
    await desk.stop()
  })
})
