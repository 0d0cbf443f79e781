import { expect, test } from '@playwright/test'
import { askMain } from '../support/ask-main'
import { startSharedDeskProgram, type SharedDeskProgram } from '../support/desk/shared-desk-program'
import { checkScreen, hearComplaints } from '../support/screen-checks'
import { openSharedSeat, type SharedSeat } from '../support/shared-seat'

/** One console at the real shared desk on PostgreSQL: from the address to the day without a network. */

test.describe.configure({ mode: 'serial', timeout: 240_000 })

const sip = { serverUrls: ['ws://127.0.0.1:9/ws'], user: '1001', domain: 'pbx.test', password: 'sip-secret-1001', iceServers: [] }
const password = 'a better password'
let desk: SharedDeskProgram
let seat: SharedSeat

test.beforeAll(async () => {
  desk = await startSharedDeskProgram()
  await desk.seat('靠窗一号', sip)
})

test.afterAll(async () => {
  await seat.close()
  await desk.close()
})

test('a person connects, changes the first password and works at the desk', async () => {
  const first = await desk.person('jiangxiao', '江晓', ['AGENT'])
  seat = await openSharedSeat()
  const complaints = hearComplaints(seat.page)
  await seat.connect('http://127.0.0.1:58999')
  await expect(seat.page.getByRole('alert')).toContainText('这个端口没有工单系统')
  await seat.picture('connect-refused')
  await checkScreen(seat.page, 'connecting')
  await seat.page.getByLabel('工单系统地址').focus()
  await seat.connect(desk.origin())
  await seat.signIn('jiangxiao', 'wrong')
  await expect(seat.page.getByRole('alert')).toContainText('登录名或密码不对')
  await seat.picture('wrong-password')
  await checkScreen(seat.page, 'signing in')
  await seat.page.getByRole('textbox', { name: '密码' }).focus()
  await seat.signIn(null, first)
  await expect(seat.page.getByLabel('新密码')).toBeFocused()
  await seat.picture('new-password')
  await checkScreen(seat.page, 'a new password')
  await seat.page.getByLabel('新密码').focus()
  await seat.chooseNewPassword(password)
  await seat.isOpen()
  await seat.isSynced()
  await seat.picture('seat')
  expect(complaints).toEqual([])
  const info = await askMain(seat.page, 'console', 'startInfo', undefined)
  expect(info).toMatchObject({ ok: true, value: { agent: { name: '江晓' }, deskSession: { seatName: '靠窗一号', state: 'with-desk' } } })
  const account = await askMain(seat.page, 'console', 'sipAccount', undefined)
  expect(account).toMatchObject({ ok: true, value: { source: 'desk', user: '1001', serverUrl: 'ws://127.0.0.1:9/ws' } })
  expect(JSON.stringify(account)).not.toContain('sip-secret')
})

test('the settings say what the desk has given, and nobody can change it here', async () => {
  await seat.page.locator('[data-nav="settings"]').click()
  await expect(seat.page.getByTestId('shared-desk')).toContainText('靠窗一号')
  await expect(seat.page.getByLabel('分机号')).toHaveAttribute('readonly', '')
  await seat.picture('settings')
  await askMain(seat.page, 'console', 'changeSettings', { theme: 'dark', locale: 'en' })
  await expect(seat.page.getByTestId('shared-desk')).toContainText('Shared order desk')
  await seat.picture('settings-en-dark')
  await askMain(seat.page, 'console', 'changeSettings', { theme: 'light', locale: 'zh-CN' })
  await checkScreen(seat.page, 'the settings at a shared desk')
  await seat.page.locator('[data-nav="seat"]').click()
})

test('with the desk away the same password opens the seat, says that it is offline, and what is written goes up later', async () => {
  await seat.close({ keepData: true })
  await desk.stop()
  seat = await openSharedSeat(seat.lingxi.dataDir)
  await seat.signIn(null, 'wrong')
  await expect(seat.page.getByRole('alert')).toContainText('密码不对')
  await seat.signIn(null, password)
  await seat.isOpen()
  await expect(seat.page.getByTestId('outage')).toContainText('离线登录')
  await expect(seat.truth('desk')).toContainText('离线登录')
  await seat.picture('offline')
  await writeOrder('网断着也要记下来的事')
  await expect(seat.truth('outbox')).toContainText('1 件')
  await desk.start()
  await expect(seat.page.getByRole('button', { name: '工单系统恢复了' })).toBeVisible({ timeout: 40_000 })
  await seat.picture('desk-back')
  await seat.page.getByRole('button', { name: '工单系统恢复了' }).click()
  await expect(seat.page.getByRole('dialog')).toBeVisible()
  await seat.picture('sign-in-again')
  await checkScreen(seat.page, 'signing in again')
  await seat.page.getByRole('textbox', { name: '密码' }).focus()
  await seat.signIn(null, password)
  await expect(seat.page.getByRole('dialog')).toBeHidden()
  await seat.isSynced()
  expect(JSON.stringify(await desk.changes())).toContain('网断着也要记下来的事')
})

test('a session that the administrator has ended locks the seat, and signing in again opens it with everything kept', async () => {
  await seat.page.keyboard.press('Control+Shift+N')
  await expect(seat.page.getByTestId('capture-form')).toBeVisible()
  await seat.page.keyboard.press('Alt+W')
  await seat.page.keyboard.type('写到一半')
  await desk.revoke('jiangxiao')
  await expect(seat.page.getByTestId('lock-page')).toBeVisible({ timeout: 30_000 })
  await seat.picture('session-ended')
  await checkScreen(seat.page, 'a seat whose session was ended')
  await seat.page.getByRole('textbox', { name: '密码' }).focus()
  await seat.signIn(null, password)
  await seat.isOpen()
  await seat.isSynced()
  await seat.page.locator('[data-draft]').first().click()
  await expect(seat.page.getByTestId('capture-form')).toContainText('写到一半')
})

test('whoever only keeps the desk has nothing copied and is in no state of an agent', async () => {
  const first = await desk.person('guanli', '管理甲', ['ADMIN'])
  const keeper = await openSharedSeat()
  try {
    await keeper.begin(desk.origin(), 'guanli', first, password)
    await expect(keeper.truth('desk')).toContainText('已连接', { timeout: 30_000 })
    await expect(keeper.page.locator('button[data-command="agent-state"]')).toBeHidden()
    await keeper.page.keyboard.press('Control+D')
    await expect(keeper.page.getByRole('dialog')).toBeHidden()
    const bar = keeper.page.getByRole('banner')
    await expect(bar).toContainText('管理甲')
    await expect(bar.getByRole('button')).toHaveCount(0)
    await expect(bar).not.toContainText(/分机|恢复接听|振铃/)
    await keeper.picture('only-keeps-the-desk')
    await askMain(keeper.page, 'console', 'changeSettings', { theme: 'dark', locale: 'en' })
    await expect(keeper.truth('desk')).toContainText('connected')
    await keeper.picture('only-keeps-the-desk-en-dark')
  } finally {
    await keeper.close()
  }
})

/** An order by hand, from the key to the outbox. */
async function writeOrder(words: string): Promise<void> {
  const { page } = seat
  await page.keyboard.press('Control+Shift+N')
  await expect(page.getByTestId('capture-form')).toBeVisible()
  for (const key of ['Alt+Q', '1', 'Alt+C']) await page.keyboard.press(key)
  await page.keyboard.type('cj')
  await expect(page.getByRole('option').first()).toContainText('产假')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Alt+W')
  await page.keyboard.type(words)
  await page.keyboard.press('Control+Shift+Enter')
  await expect(page.locator('[data-toast="seat.submittedOffline"]')).toBeVisible()
}
