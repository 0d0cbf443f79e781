import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DatabaseAddress } from '../../../electron/desk/store/connection'
import { recordRoutes } from '../../../shared/desk-api/desk-records'
import { floorRoutes, type SeatReport } from '../../../shared/floor/floor-line'
import type { BreakStep } from '../../../shared/floor/floor-signal'
import { epochMs, type Clock } from '../../../shared/lib/clock'
import { offerMs } from '../../../shared/queue/break-line'
import { until } from '../../support/desk/desk-folder'
import { listenToFloor, type FloorListener } from '../../support/desk/floor-listener'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'

const working: SeatReport = { extension: '1001', state: 'ready', reason: null, since: 1, queueCallId: null, severity: null }

describe.skipIf(!postgres15.isThere)(`the line for a break at a shared desk${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let address: DatabaseAddress
  const desks: TestDesk[] = []
  const listeners: FloorListener[] = []
  beforeEach(async () => {
    address = await prepareDatabase(databases)
  })
  afterEach(async () => {
    for (const listener of listeners.splice(0)) listener.leave()
    await Promise.all(desks.splice(0).map((desk) => desk.stop()))
  })

  async function start(clock?: Clock): Promise<TestDesk> {
    const desk = await startTestDesk(address, clock === undefined ? {} : { clock })
    desks.push(desk)
    return desk
  }
  async function listen(desk: TestDesk, token: string): Promise<FloorListener> {
    const listener = await listenToFloor(desk.origin, token)
    listeners.push(listener)
    await until(() => listener.lines.length > 0)
    return listener
  }
  const report = (desk: TestDesk, token: string) => desk.call(floorRoutes.status, { token, body: working })
  const step = (desk: TestDesk, token: string, what: BreakStep) =>
    desk.call(floorRoutes.signals, { token, body: { id: crypto.randomUUID(), to: { kind: 'leads' }, body: { kind: 'break', step: what } } })

  /** Two agents at a desk that lets one go at a time. */
  async function agents(desk: TestDesk) {
    for (const [login, role] of [['li', 'AGENT'], ['wang', 'AGENT'], ['guanli', 'ADMIN']] as const) await desk.person(login, [role])
    const [li, wang, admin] = [await desk.signIn('li'), await desk.signIn('wang'), await desk.signIn('guanli')]
    // The rule holds for desks that begin to look now; running ones hear of it within seconds.
    await desk.call(recordRoutes.record, { method: 'PUT', token: admin.token, body: { kind: 'policies', key: 'breaks', value: { atOnce: 1 }, isActive: true, version: 0 } })
    return { li, wang }
  }

  it('lets no more people go on a break than the rule of the house says, in their order, and offers a place to the next one', async () => {
    const [one, other] = [await start(), await start()]
    const { li, wang } = await agents(one)
    const [ofLi, ofWang] = [await listen(one, li.token), await listen(other, wang.token)]
    await Promise.all([report(one, li.token), report(other, wang.token)])
    const place = (of: FloorListener) => of.state().breakPlace
    expect((await step(one, li.token, 'asked')).status).toBe(200)
    await until(() => place(ofLi)?.kind === 'offered')
    await step(other, wang.token, 'asked')
    await until(() => place(ofWang)?.kind === 'waiting')
    expect(await step(other, wang.token, 'taken')).toMatchObject({ status: 422, body: { reason: 'no-place' } })
    expect((await step(other, li.token, 'taken')).status).toBe(200)
    await until(() => place(ofLi)?.kind === 'away')
    expect(place(ofWang)).toMatchObject({ kind: 'waiting', place: 1 })
    // A desk that starts anew has the line as it was.
    const third = await start()
    const again = await listen(third, wang.token)
    await until(() => place(again)?.kind === 'waiting')
    expect((await step(third, wang.token, 'taken')).status).toBe(422)
    await step(one, li.token, 'ended')
    await until(() => place(ofWang)?.kind === 'offered' && place(again)?.kind === 'offered')
    expect((await step(third, wang.token, 'taken')).status).toBe(200)
    await until(() => place(ofWang)?.kind === 'away')
  })

  /** Two agents in line for one place, of which each of two desks has offered it to another one: by the second desk's clock the first offer has lapsed. */
  async function offeredTwice() {
    const [one, other] = [await start(), await start({ now: () => epochMs(Date.now() + offerMs) })]
    const { li, wang } = await agents(one)
    const ofLi = await listen(one, li.token)
    await Promise.all([report(one, li.token), report(other, wang.token)])
    await step(one, li.token, 'asked')
    await until(() => ofLi.state().breakPlace?.kind === 'offered')
    await step(one, wang.token, 'asked')
    // The second desk looks for the first time once both have asked: before that it would have offered the place to the first once more.
    const ofWang = await listen(other, wang.token)
    await until(() => ofWang.state().breakPlace?.kind === 'offered')
    expect(ofLi.state().breakPlace?.kind).toBe('offered')
    return { ofLi, ofWang, takenByLi: () => step(one, li.token, 'taken'), takenByWang: () => step(other, wang.token, 'taken') }
  }

  it('lets the first of two go to whom two desks have offered the same place, and has the other one next in line', async () => {
    const { ofWang, takenByLi, takenByWang } = await offeredTwice()
    expect((await takenByLi()).status).toBe(200)
    expect(await takenByWang()).toMatchObject({ status: 422, body: { reason: 'no-place' } })
    await until(() => ofWang.state().breakPlace?.kind === 'waiting')
    expect(ofWang.state().breakPlace).toMatchObject({ place: 1 })
  })

  it('lets one alone go where both take the place in the same instant', async () => {
    const { takenByLi, takenByWang } = await offeredTwice()
    const answers = await Promise.all([takenByLi(), takenByWang()])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
  })
})
