import path from 'node:path'
import { expect, test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { askMain } from '../support/ask-main'
import { startSharedDeskProgram, type SharedDeskProgram } from '../support/desk/shared-desk-program'
import { checkScreen } from '../support/screen-checks'
import { openSharedSeat, type SharedSeat } from '../support/shared-seat'
import { startSmsStandIn, type SmsStandIn } from '../support/sms-stand-in'

/** Messages of a call for help, from the key at a console to the gateway that a real shared desk was told of. */

test.describe.configure({ mode: 'serial', timeout: 240_000 })

const mobile = '154 0000 0090'
let house: SmsStandIn
let desk: SharedDeskProgram
let seat: SharedSeat

test.beforeAll(async () => {
  test.setTimeout(240_000)
  house = await startSmsStandIn()
  desk = await startSharedDeskProgram({ LINGXI_SMS_URL: house.url, LINGXI_SMS_TOKEN: 'a-token-of-the-house' })
  await desk.record('units', 'CQGH', { zh: '市总工会', en: 'City union', dayPhones: [mobile], nightPhones: [mobile] })
  seat = await openSharedSeat()
  await seat.begin(desk.origin(), 'xiaomang', await desk.person('xiaomang', '陈小芒', ['AGENT']))
  await seat.isSynced()
})
test.afterAll(async () => {
  await seat.close()
  await desk.close()
  await house.close()
})

const panel = () => seat.page.getByTestId('red-panel')
const row = (code: string) => panel().locator(`[data-row="${code}"]`)
const picture = (name: string) => seat.page.screenshot({ path: path.join(artifactsDir, 'red-messages', `${name}.png`) })
/** Twice: the second press waits for no five seconds. */
async function callForHelp(): Promise<void> {
  await seat.page.keyboard.press('F9')
  await seat.page.keyboard.press('F9')
  await expect(panel()).toBeVisible()
}
async function endHelp(): Promise<void> {
  await panel().getByRole('button', { name: '求助结束' }).press('Enter')
  await expect(panel()).toBeHidden()
}

test('what the gateway has taken says so with its time, and that somebody still rings; whoever has no mobile is rung as before', async () => {
  await callForHelp()
  await expect(row('CITY_DUTY_OFFICER')).toContainText(/已交短信网关 \d\d:\d\d，不代表已看到 · 仍请电话确认/, { timeout: 20_000 })
  await expect(row('CITY_DUTY_OFFICER')).toContainText(mobile)
  await expect(row('DISTRICT_HEAD')).not.toContainText('短信')
  expect(house.heard).toMatchObject([{ authorization: 'Bearer a-token-of-the-house', body: { to: '15400000090', text: expect.stringContaining('请立即致电热线值班台') } }])
  expect((await desk.audit()).flatMap(({ act }) => (act.kind === 'red-notice' ? [act] : []))).toMatchObject([{ code: 'CITY_DUTY_OFFICER', to: 'CQGH', outcome: 'handed-over' }])
  await row('CITY_DUTY_OFFICER').scrollIntoViewIfNeeded()
  await checkScreen(seat.page, 'a notice that the gateway has taken')
  await picture('taken-zh')
  await askMain(seat.page, 'console', 'changeSettings', { theme: 'dark', locale: 'en' })
  await expect(row('CITY_DUTY_OFFICER')).toContainText(/given to the SMS gateway \d\d:\d\d; not known to be read, please still ring/)
  await picture('taken-en')
  await askMain(seat.page, 'console', 'changeSettings', { theme: 'light', locale: 'zh-CN' })
  await endHelp()
})

test('what it has refused twice asks for a ring, beside the number', async () => {
  house.behave('refuses')
  await callForHelp()
  await expect(row('CITY_DUTY_OFFICER')).toContainText('没交出去，请打电话', { timeout: 20_000 })
  await expect(row('CITY_DUTY_OFFICER')).toContainText(mobile)
  expect(new Set(house.heard.slice(1).map(({ body }) => (body as { readonly id: string }).id)).size).toBe(1)
  await row('CITY_DUTY_OFFICER').scrollIntoViewIfNeeded()
  await picture('refused-zh')
  await endHelp()
})
