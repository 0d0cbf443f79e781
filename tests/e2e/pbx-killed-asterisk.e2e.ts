import { expect, test } from '@playwright/test'
import { openHotlineSeat } from '../support/hotline-seat'
import type { HotlineSeat } from '../support/hotline-seat'
import { pbx, pbxAgents } from '../support/pbx'
import { whyNoPbx } from '../support/pbx/prepare-pbx.mjs'
import { call } from '../support/sipp'

const reason = whyNoPbx()
test.skip(reason !== undefined, reason ?? '')

const words = '班组六个人，九月到现在没有发工资，要求月底前结清。'
const { user, password } = pbxAgents.one

let seat: HotlineSeat

test.beforeAll(async () => {
  await pbx.start()
  seat = await openHotlineSeat('tests/.artifacts/pbx-killed')
  await seat.useAccount({ serverUrl: pbx.webSocket, user, domain: pbx.address, password })
})

test.afterAll(async () => {
  await seat.close()
  await pbx.stop()
})

test('a PBX that dies in a call ends the call within 10 s and takes no word of the draft; the line comes back, and the next call rings', async () => {
  await expect(seat.truth('line')).toContainText('已注册', { timeout: 15_000 })
  await call({ from: '15400000012' })
  await expect(seat.ringStage()).toBeVisible()
  await seat.answer()
  await seat.press('Alt+W')
  await seat.type(words)
  await expect(seat.state()).toContainText('通话')

  await pbx.kill()
  await pbx.restart()
  await expect(seat.state()).toContainText('话后', { timeout: 10_000 })
  await expect(seat.page.locator('#field-description')).toHaveValue(words)
  await expect(seat.truth('line')).toContainText('已注册', { timeout: 15_000 })
  await seat.picture('draft-kept')

  await seat.press('F8')
  const next = await call({ from: '15400000013' })
  await expect(seat.ringStage()).toBeVisible()
  expect(await next.hangUp()).toBe('gave up')
})
