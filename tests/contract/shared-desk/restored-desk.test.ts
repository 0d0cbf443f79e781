import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DatabaseAddress } from '../../../electron/desk/store/connection'
import { changesAnswerSchema, deskRoutes, type Change } from '../../../shared/desk-api/desk-api'
import { draftOf, eventsOf, noProposal, wageComplaint } from '../../support/drafts'
import { useDatabases } from '../../support/desk/databases'
import { postgres15 } from '../../support/desk/postgres-15'
import { prepareDatabase, startTestDesk, type TestDesk } from '../../support/desk/shared-desk'

const [yuzhong, shapingba] = ['QXGH@500103', 'QXGH@500106']
const sentTo = (number: number, leadUnit: string) =>
  eventsOf(draftOf(number, { values: wageComplaint }), { kind: 'sent-for-dispatch', proposal: { ...noProposal, leadUnit } })

describe.skipIf(!postgres15.isThere)(`a shared desk restored from an older backup${postgres15.reason}`, () => {
  const databases = useDatabases(postgres15.binDir)
  let desk: TestDesk
  let backup: DatabaseAddress
  const tokens = new Map<string, string>()
  const signIn = async () => {
    for (const login of ['agent', 'yu']) tokens.set(login, (await desk.signIn(login)).token)
  }
  const write = async (number: number, unit: string) =>
    expect(await desk.call(deskRoutes.events, { token: tokens.get('agent') ?? '', body: { events: sentTo(number, unit) } })).toMatchObject({ status: 200 })
  const told = async (login: string, query: string) =>
    changesAnswerSchema.parse((await desk.call(`${deskRoutes.changes}?${query}`, { token: tokens.get(login) ?? '' })).body)
  const restore = async () => {
    const { deskId } = desk.store
    await desk.stop()
    desk = await startTestDesk(backup)
    expect(desk.store.deskId).toBe(deskId)
    await signIn()
  }

  /** An order before the backup and one after it, which stood at 5 to 8. */
  let lost: Change | undefined
  beforeEach(async () => {
    const address = await prepareDatabase(databases)
    desk = await startTestDesk(address)
    await desk.person('agent', ['AGENT'])
    await desk.person('yu', ['HANDLER'], yuzhong)
    await signIn()
    await write(1, yuzhong)
    await desk.stop()
    backup = await databases.backUp(address)
    desk = await startTestDesk(address)
    await write(2, shapingba)
    lost = (await told('agent', 'after=4')).changes.at(-1)
  })
  afterEach(() => desk.stop())

  it('tells whoever has the last of the lost changes that its log is another one, near its end and far behind it', async () => {
    const last = `after=8&last=${lost?.event.id}`
    expect(await told('agent', last)).toEqual({ changes: [], newest: 8 })
    await restore()
    expect(await told('agent', last)).toEqual({ changes: [], newest: 4, isAnotherLog: true })
    await write(3, yuzhong)
    expect(await told('agent', last)).toEqual({ changes: [], newest: 8, isAnotherLog: true })
    for (let number = 4; number < 60; number += 1) await write(number, yuzhong)
    const { newest } = await told('agent', last)
    // Its memory begins two hundred changes before the end that it first sees.
    await restart()
    expect(await told('agent', last)).toEqual({ changes: [], newest, isAnotherLog: true })
  })

  it('goes on with whoever has come no further than the backup, and with consoles of before, which do not ask', async () => {
    const kept = (await told('agent', 'after=0&limit=4')).changes.at(-1)
    await restore()
    await write(3, yuzhong)
    const answer = await told('agent', `after=4&last=${kept?.event.id}`)
    expect(answer.changes.map(({ position, event }) => [position, event.ticketId])).toEqual([5, 6, 7, 8].map((position) => [position, draftOf(3).ticketId]))
    expect(answer.isAnotherLog).toBeUndefined()
    expect(await told('agent', 'after=4')).toEqual(answer)
  })

  it('tells so a handler of one unit too, by whosever order was the last', async () => {
    const { only } = await told('yu', 'after=4')
    expect(only).toEqual({ unit: yuzhong, through: 8, last: lost?.event.id })
    await restore()
    await write(3, yuzhong)
    expect(await told('yu', `after=8&last=${only?.last}`)).toEqual({ changes: [], newest: 8, isAnotherLog: true, only: { unit: yuzhong, through: 8 } })
  })

  async function restart(): Promise<void> {
    await desk.stop()
    desk = await startTestDesk(backup)
  }
})
