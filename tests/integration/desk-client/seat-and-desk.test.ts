import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { HistoryKey } from '../../../shared/callers/phone-number'
import { openConnectedSeat, type ConnectedSeat } from '../../support/connected-seat'
import { draftOf, eventsOf, testUuid, wageComplaint } from '../../support/drafts'
import { makeDeskFolder, until, type DeskFolder } from '../../support/desk/desk-folder'
import { buildDeskProgram, type DeskProgram } from '../../support/desk/desk-program'
import { killDesk, originOf, readLog, startDesk, testToken, type RunningDesk } from '../../support/desk/running-desk'
import { systemClock, systemTimers } from '../../support/desk/system-time'

const mobile = '8615400000012' as HistoryKey
const complaint = (number: number) => draftOf(number, { values: wageComplaint, caller: { kind: 'known', personId: testUuid(900) } })

let program: DeskProgram
let folder: DeskFolder
let seat: ConnectedSeat
let desk: RunningDesk | null = null

beforeAll(async () => void (program = await buildDeskProgram()))
afterAll(() => program.remove())
beforeEach(async () => {
  folder = await makeDeskFolder()
  seat = await openConnectedSeat({ clock: systemClock, timers: systemTimers, fetch: globalThis.fetch })
})
afterEach(async () => {
  seat.close()
  if (desk !== null) await killDesk(desk)
  desk = null
  await folder.remove()
})

/** Starts a desk on the folder and tells the seat where it is, as main does at every desk start. */
async function deskStarts(): Promise<string> {
  desk = startDesk({ program: program.file, deskDir: folder.deskDir })
  const origin = await originOf(desk)
  seat.client.connect({ origin, token: testToken })
  return origin
}

/** The log holds what was submitted: every event once, those of a ticket in their order. */
async function expectLog(origin: string, numbers: readonly number[]): Promise<void> {
  const log = await readLog(origin)
  expect(log).toHaveLength(4 * numbers.length)
  for (const number of numbers) {
    const { ticketId } = complaint(number)
    expect(log.filter((change) => change.event.ticketId === ticketId).map((change) => change.event.id)).toEqual(eventsOf(complaint(number)).map((event) => event.id))
  }
  await until(() => seat.isSettledAt(log.length))
  expect([...(await seat.shownAt(mobile))].sort()).toEqual(numbers.map((number) => complaint(number).ticketId).sort())
}

it('three orders submitted while there is no desk arrive once each and in order, and show at the next ring all the time', async () => {
  const numbers = [1, 2, 3]
  for (const number of numbers) await seat.submit(complaint(number))
  expect(await seat.shownAt(mobile)).toHaveLength(3)
  const origin = await deskStarts()
  await until(() => seat.situation().outbox.oldestAt === null)
  const opened = (await readLog(origin)).filter((change) => change.event.type === 'opened').map((change) => change.event.ticketId)
  expect(opened).toEqual(numbers.map((number) => complaint(number).ticketId))
  await expectLog(origin, numbers)
})

it('a desk killed again and again while orders come in has each of them once in the end', async () => {
  const numbers = Array.from({ length: 24 }, (_, index) => index + 1)
  await deskStarts()
  for (const number of numbers) {
    await seat.submit(complaint(number))
    if (number % 8 === 0 && desk !== null) {
      await killDesk(desk)
      await deskStarts()
    }
  }
  if (desk !== null) await killDesk(desk)
  const origin = await deskStarts()
  await until(() => seat.situation().outbox.oldestAt === null)
  await expectLog(origin, numbers)
})
