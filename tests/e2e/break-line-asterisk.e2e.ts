import path from 'node:path'
import { expect, test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { startSharedDeskProgram, type SharedDeskProgram } from '../support/desk/shared-desk-program'
import { pbx, pbxAgents } from '../support/pbx'
import { whyNoPbx } from '../support/pbx/prepare-pbx.mjs'
import { openSharedSeat, type SharedSeat } from '../support/shared-seat'
import { managerAccount } from '../support/watched-feed'

/** Two agents at two consoles and one place for a break, as the house has ruled; the desk keeps the line. */

const reason = whyNoPbx()
test.skip(reason !== undefined, reason ?? '')
test.describe.configure({ mode: 'serial', timeout: 120_000 })

let desk: SharedDeskProgram
let first: SharedSeat
let second: SharedSeat
const seats: SharedSeat[] = []

const state = (seat: SharedSeat) => seat.page.getByRole('banner').getByRole('status')
/** Asks for one, takes the place that is offered, and ends it. */
const breakKey = (seat: SharedSeat) => seat.page.keyboard.press('Control+B')
const picture = (seat: SharedSeat, name: string) => seat.page.screenshot({ path: path.join(artifactsDir, 'break-line', `${name}.png`) })

async function askForMeal(seat: SharedSeat): Promise<void> {
  await breakKey(seat)
  await expect(seat.page.getByTestId('state-chooser')).toBeVisible()
  await seat.page.keyboard.press('1')
}

async function open(login: string, name: string, account: { readonly user: string; readonly password: string }): Promise<SharedSeat> {
  await desk.seat(name, { serverUrls: [pbx.webSocket], domain: pbx.address, iceServers: [], ...account })
  const password = await desk.person(login, name, ['AGENT'])
  const seat = await openSharedSeat()
  seats.push(seat)
  await seat.begin(desk.origin(), login, password)
  await expect(state(seat)).toContainText('空闲', { timeout: 30_000 })
  return seat
}

test.beforeAll(async () => {
  test.setTimeout(180_000)
  await pbx.start()
  desk = await startSharedDeskProgram({ LINGXI_AMI_URL: `tcp://${pbx.address}:5038`, LINGXI_AMI_USER: managerAccount.user, LINGXI_AMI_SECRET: managerAccount.secret })
  await desk.record('policies', 'breaks', { atOnce: 1 })
  first = await open('jiangxiao', '江晓', pbxAgents.one)
  second = await open('limin', '李敏', pbxAgents.two)
})

test.afterAll(async () => {
  for (const seat of seats) await seat.close()
  await desk.close()
  await pbx.stop()
})

test('the first who asks goes; the second is told their place and goes on taking calls', async () => {
  await askForMeal(first)
  await expect(state(first)).toContainText('小休', { timeout: 20_000 })
  await askForMeal(second)
  await expect(second.page.getByText('小休排队：第 1 位')).toBeVisible({ timeout: 20_000 })
  await expect(state(second)).toContainText('空闲')
  await picture(second, 'waiting')
})

test('once the first is back the second is offered the place, and begins the break by the same key', async () => {
  await breakKey(first)
  await expect(state(first)).toContainText('空闲', { timeout: 20_000 })
  await expect(second.page.getByText('轮到您小休了')).toBeVisible({ timeout: 20_000 })
  await picture(second, 'offered')
  await breakKey(second)
  await expect(state(second)).toContainText('小休', { timeout: 20_000 })
})

test('the line outlives the desk: with it started anew the one place is still taken', async () => {
  await desk.stop()
  // Before the seat has missed it, what it shows is of the desk that was.
  await expect(first.truth('desk')).not.toContainText('已同步', { timeout: 20_000 })
  await desk.start()
  await expect(first.truth('desk')).toContainText('已同步', { timeout: 60_000 })
  await askForMeal(first)
  await expect(first.page.getByText('小休排队：第 1 位')).toBeVisible({ timeout: 20_000 })
  await expect(state(first)).toContainText('空闲')
})
