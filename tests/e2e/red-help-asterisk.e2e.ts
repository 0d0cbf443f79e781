import { expect, test } from '@playwright/test'
import type { HotlineSeat } from '../support/hotline-seat'
import { pbx } from '../support/pbx'
import { whyNoPbx } from '../support/pbx/prepare-pbx.mjs'
import { closeSeatAtPbx, openSeatAtPbx } from '../support/seat-at-pbx'
import { call, type Caller } from '../support/sipp'

/** 110 and 120 in a RED call, and a RED call that drops, on a real Asterisk and by keyboard. */

const reason = whyNoPbx()
test.skip(reason !== undefined, reason ?? '')
test.describe.configure({ mode: 'serial', timeout: 120_000 })

const rooms = '_*5XXXXXX@from-agent'

let seat: HotlineSeat

const bar = () => seat.page.getByRole('banner')
const emergency = () => seat.page.getByTestId('red-emergency')
const key = (id: string) => seat.page.getByTestId('red-panel').locator(`[data-command="${id}"]`)
const toast = (id: string) => seat.page.locator(`[data-toast="${id}"]`)

test.beforeAll(async () => {
  test.setTimeout(150_000)
  seat = await openSeatAtPbx('red-help')
})

test.afterAll(() => closeSeatAtPbx(seat))

async function redCall(from: string): Promise<Caller> {
  const caller = await call({ from })
  await expect(seat.ringStage()).toBeVisible()
  await seat.answer()
  await caller.reached('answered')
  await seat.press('F9', 'F9')
  await expect(seat.page.getByTestId('red-panel')).toBeVisible()
  return caller
}

test('110 that the PBX cannot join waits with the words of what to do; joined, 120 comes in too, and both stay when the agent leaves', async () => {
  // Not as a PBX without rooms, where the page mixes: one that has them and lets nobody in.
  await pbx.cli(`dialplan remove extension ${rooms}`)
  await pbx.cli('dialplan add extension _*5XXXXXX,1,Hangup(21) into from-agent')
  const caller = await redCall('15400000012')
  await seat.press('Shift+F9')
  await expect(emergency()).toContainText('110 已接，但没接成三方')
  await expect(emergency()).toContainText('⇧F7')
  await expect(toast('seat.problem.refused-by-pbx')).toBeVisible()
  await expect(key('red-110')).toBeDisabled()
  await expect(key('red-120')).toBeDisabled()
  await expect(key('red-other-phone')).toBeEnabled()
  await seat.picture('apart')
  await pbx.cli(`dialplan remove extension ${rooms}`)
  await pbx.cli('dialplan reload')
  await seat.press('Shift+F7')
  await expect(emergency()).toHaveText('110 已接进通话')
  await expect(bar()).toContainText('三方通话中：来电人和 110')
  await expect(bar().locator('[data-command="dialler"]')).toBeEnabled()
  await seat.press('Alt+F9')
  await expect(emergency()).toContainText('120 已接进通话')
  await expect(emergency()).toContainText('110 已接进通话')
  await expect(bar()).toContainText('多方通话中：来电人、110、120')
  await expect.poll(() => pbx.cli('confbridge list')).toMatch(/^\d{6}\s+4\s/m)
  await seat.picture('both-in-the-call')
  await seat.press('Shift+F2', 'Shift+F2')
  await expect(seat.state()).toContainText('话后')
  await expect.poll(() => pbx.cli('confbridge list')).toMatch(/^\d{6}\s+3\s/m)
  void caller.hangUp()
})
