import path from 'node:path'
import { expect, test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { askMain } from '../support/ask-main'
import { startSharedDeskProgram, type SharedDeskProgram } from '../support/desk/shared-desk-program'
import { takePictures } from '../support/pictures'
import { checkScreen, hearComplaints } from '../support/screen-checks'
import { openSharedSeat, type SharedSeat } from '../support/shared-seat'

/** The administrator of a real shared desk on PostgreSQL, by keyboard. */

test.describe.configure({ mode: 'serial', timeout: 240_000 })

let desk: SharedDeskProgram
let seat: SharedSeat
let complaints: readonly string[]

test.beforeAll(async () => {
  test.setTimeout(180_000)
  desk = await startSharedDeskProgram()
  seat = await openSharedSeat()
  complaints = hearComplaints(seat.page)
  const first = await desk.person('guanli', '管理甲', ['ADMIN', 'SUPERVISOR'])
  await seat.begin(desk.origin(), 'guanli', first)
})
test.afterAll(async () => {
  await seat.close()
  await desk.close()
})

const picture = (name: string) => seat.page.screenshot({ path: path.join(artifactsDir, 'administration', `${name}.png`) })
const tab = (name: string) => seat.page.getByRole('tab', { name })
const save = () => seat.page.getByRole('button', { name: '保存', exact: true })

test('begins among the orders, and nothing of a telephone is asked of somebody who talks with no caller', async () => {
  const { page } = seat
  await expect(page.locator('[data-nav="tickets"]')).toHaveAttribute('aria-current', 'page')
  await expect(page.locator('button[data-command="agent-state"]')).toBeHidden()
  await expect(page.getByRole('banner')).not.toContainText(/分机|空闲|小休/)
  await expect(seat.truth('line')).toBeHidden()
  await page.locator('[data-nav="seat"]').click()
  await expect(page.locator('[data-command="manual-call"]')).toBeHidden()
  await picture('supervisor')
})

test('adds somebody with a one-time password, who can sign in with it', async () => {
  const { page } = seat
  await page.locator('[data-nav="administration"]').click()
  await expect(page.getByRole('searchbox', { name: '查找' })).toBeFocused()
  await page.getByRole('button', { name: '添加人员' }).click()
  await page.keyboard.type('jiangxiao')
  await page.keyboard.press('Tab')
  await page.keyboard.type('江晓')
  await picture('person-new')
  await checkScreen(page, 'adding a person')
  await page.getByLabel('姓名').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('江晓 的一次性密码')).toBeVisible()
  await picture('one-time-password')
  await checkScreen(page, 'the one-time password')
  await page.getByRole('button', { name: '已经告诉本人' }).click()
  await expect(page.locator('[data-entry]').filter({ hasText: '江晓' })).toContainText('话务员')
})

test('gives a handler the unit that they work at, and does not keep one without', async () => {
  const { page } = seat
  const unit = page.getByLabel('单位', { exact: true })
  await page.getByRole('button', { name: '添加人员' }).click()
  await page.keyboard.type('zhaoyi')
  await page.keyboard.press('Tab')
  await page.keyboard.type('赵一')
  await expect(unit).toBeHidden()
  await page.getByRole('checkbox', { name: '话务员' }).focus()
  await page.keyboard.press('Space')
  await page.getByRole('checkbox', { name: '工单办理员' }).focus()
  await page.keyboard.press('Space')
  await save().focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('工单办理员要选一个单位。')).toBeVisible()
  await expect(unit).toBeFocused()
  await picture('handler-without-unit')
  await checkScreen(page, 'a handler without a unit')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  const name = await unit.locator('option:checked').textContent()
  expect(name).toContain('总工会')
  await save().focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '已经告诉本人' }).press('Enter')
  await expect(page.locator('[data-entry]').filter({ hasText: '赵一' })).toContainText(`工单办理员 · ${name}`)
  await expect(unit.locator('option:checked')).toHaveText(name ?? '')
  await picture('handler')
})

test('keeps a queue, a unit with its night phone, and a rule of the house', async () => {
  const { page } = seat
  await tab('人员').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(tab('队列')).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('button', { name: '添加队列' }).click()
  await page.keyboard.type('hotline')
  await page.getByLabel('中文名').fill('劳动维权')
  await page.getByLabel('中文名').press('Enter')
  await expect(page.locator('[data-entry="hotline"]')).toContainText('劳动维权')
  await tab('承办单位').click()
  await page.getByRole('button', { name: '添加单位' }).click()
  await page.keyboard.type('CQ-YZ')
  await page.getByLabel('中文名').fill('渝中区总工会')
  await page.getByLabel('夜间值班电话').fill('023-90000012')
  await save().click()
  await expect(page.locator('[data-entry="CQ-YZ"]')).toBeVisible()
  await picture('units')
  await checkScreen(page, 'units')
  await tab('规则').click()
  await page.locator('[data-entry="sessions"]').click()
  await page.getByLabel('连不上工单系统时').fill('3')
  await save().click()
  await expect(page.getByLabel('连不上工单系统时')).toHaveValue('3')
  await picture('policies')
  await checkScreen(page, 'rules of the house')
})

test('says what the erasing of personal data does before anybody sets it, and that it begins tomorrow', async () => {
  const { page } = seat
  await page.locator('[data-entry="retention"]').click()
  await expect(page.getByText('还没有清除过。')).toBeVisible()
  await expect(page.getByLabel('结案以后保存几个月')).toHaveValue('0')
  await page.getByLabel('结案以后保存几个月').fill('5')
  await page.getByLabel('结案以后保存几个月').press('Enter')
  await expect(page.getByText('请写 0，或 6 到 240 的整数。')).toBeVisible()
  await takePictures(page, 'administration', 'retention')
  await checkScreen(page, 'how long personal data is kept')
  await page.locator('[data-entry="retention"]').click()
  await page.getByLabel('结案以后保存几个月').fill('12')
  await page.getByLabel('结案以后保存几个月').press('Enter')
  await page.locator('[data-nav="settings"]').click()
  await expect(page.getByText('本单位规定最多留 12 个月。')).toBeVisible({ timeout: 30_000 })
  await page.getByText('本单位规定最多留 12 个月。').scrollIntoViewIfNeeded()
  await takePictures(page, 'administration', 'retention-at-the-seat')
  await page.locator('[data-nav="administration"]').click()
  await tab('规则').click()
})

test('sets by what the house goes, and the seat shows it and changes nothing of it', async () => {
  const { page } = seat
  const rule = async (key: string) => {
    await page.locator(`[data-entry="${key}"]`).focus()
    await page.keyboard.press('Enter')
  }
  await rule('serviceLevel')
  await page.getByLabel('几秒内接起算及时').fill('20')
  await page.locator('select[name="formula"]').selectOption({ label: '只看接起的：20 秒内接起 ÷ 接起' })
  await picture('service-level')
  await checkScreen(page, 'the service level')
  await page.getByLabel('几秒内接起算及时').press('Enter')
  await rule('alarms')
  await page.locator('[name="queue-long.clearAt"]').fill('9')
  await page.locator('[name="queue-long.clearAt"]').press('Enter')
  await expect(page.getByText('请写比告警的数小的整数。')).toBeVisible()
  await expect(page.locator('[name="queue-long.clearAt"]')).toBeFocused()
  await picture('alarms')
  await checkScreen(page, 'alarms')
  await page.locator('[name="queue-long.raiseAt"]').fill('12')
  await page.locator('[name="queue-long.raiseAt"]').press('Enter')
  await expect(page.getByText('请写比告警的数小的整数。')).toBeHidden()
  await rule('stateLimits')
  await page.getByLabel('用餐').fill('45')
  await picture('state-limits')
  await checkScreen(page, 'limits of states')
  await page.getByLabel('用餐').press('Enter')
  await rule('afterCall')
  await page.locator('select[name="wrapUp"]').selectOption('until-done')
  await save().press('Enter')
  await rule('serviceLevel')
  await expect(page.locator('select[name="formula"]')).toHaveValue('level-of-answered')
  await tab('时限').click()
  await page.locator('[name="handling.byType.TS"]').fill('8')
  await picture('limits')
  await checkScreen(page, 'limits of orders')
  await page.locator('[name="handling.byType.TS"]').press('Enter')
  await page.locator('[data-nav="settings"]').click()
  const states = page.locator('section').filter({ has: page.getByRole('heading', { name: '话后与状态时限' }) }).last()
  await expect(states).toContainText('写完为止', { timeout: 30_000 })
  await expect(states).toContainText('小休：用餐45 分')
  await expect(states.locator('input, button')).toHaveCount(0)
  await expect(page.getByText('20 秒', { exact: true })).toBeVisible()
  await states.scrollIntoViewIfNeeded()
  await picture('set-by-the-house')
  await checkScreen(page, 'settings that the house has made')
  await page.locator('[data-nav="administration"]').click()
  await tab('时限').click()
  await expect(page.locator('[name="handling.byType.TS"]')).toHaveValue('8')
})

test('reads in words who did what, and proves that nothing of it is gone', async () => {
  const { page } = seat
  await tab('审计').click()
  await expect(page.getByRole('cell', { name: '添加 江晓：话务员' })).toBeVisible()
  await expect(page.getByRole('cell', { name: /^添加 赵一：工单办理员（QXGH@\d+）$/ })).toBeVisible()
  await page.getByRole('button', { name: '核对是否完整' }).click()
  await expect(page.getByRole('status').filter({ hasText: '完整：1 天' })).toBeVisible()
  await picture('audit')
  await checkScreen(page, 'the audit')
})

test('says that the desk is away, keeps what was typed, and saves it once it is back', async () => {
  const { page } = seat
  await tab('席位').click()
  await page.getByRole('button', { name: '添加席位' }).click()
  await page.getByLabel('位置').fill('东排 3 号')
  await page.getByText('没有电话', { exact: true }).click()
  await desk.stop()
  await save().click()
  await expect(page.getByRole('alert').filter({ hasText: '连不上工单系统' })).toBeVisible()
  await expect(page.getByLabel('位置')).toHaveValue('东排 3 号')
  await picture('desk-away')
  await desk.start()
  await expect(seat.truth('desk')).toContainText('已同步', { timeout: 60_000 })
  await save().click()
  await expect(page.locator('[data-entry]').filter({ hasText: '东排 3 号' })).toBeVisible()
})

test('reads the same in English and in the dark', async () => {
  const { page } = seat
  await askMain(page, 'console', 'changeSettings', { theme: 'dark', locale: 'en' })
  await page.getByRole('tab', { name: 'People' }).click()
  await page.locator('[data-entry]').filter({ hasText: '江晓' }).click()
  await expect(page.getByRole('button', { name: 'Reset password' })).toBeVisible()
  await picture('person-en-dark')
  await checkScreen(page, 'a person, in English and dark')
  // The desk was away on purpose for a while.
  expect(complaints.filter((words) => !words.includes('net::ERR_'))).toEqual([])
})
