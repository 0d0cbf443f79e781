import path from 'node:path'
import { expect, test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { openHotlineSeat, reopenHotlineSeat, type HotlineSeat } from '../support/hotline-seat'
import { pbx, pbxAgents } from '../support/pbx'
import { isKeyFrom, watchPbx, type PbxEvent, type PbxWatch } from '../support/pbx-events'
import { rtpCounts } from '../support/pbx-media'
import { whyNoPbx } from '../support/pbx/prepare-pbx.mjs'
import { soundOf } from '../support/phone-sound'
import { call, type Caller } from '../support/sipp'

/** The whole console on a real Asterisk: the road of a call, and what happens when the PBX says no or nothing. */

const reason = whyNoPbx()
test.skip(reason !== undefined, reason ?? '')
// One road, walked from end to end: each test goes on where the one before it has stopped.
test.describe.configure({ mode: 'serial', timeout: 120_000 })

const account = { serverUrl: pbx.webSocket, ...pbxAgents.one, domain: pbx.address }
const pictures = path.join(artifactsDir, 'asterisk')
const known = '15400000012'

let seat: HotlineSeat
let watch: PbxWatch
let waiting: Caller
let firstNumber = ''
let secondNumber = ''

test.beforeAll(async () => {
  await pbx.start()
  watch = await watchPbx()
  seat = await openHotlineSeat(pictures)
})

test.afterAll(async () => {
  watch.close()
  try {
    await seat.close()
  } finally {
    await pbx.stop()
  }
})

/** Calls the hotline and waits until the seat shows the ring. */
async function ring(from: string, headers: Readonly<Record<string, string>> = {}): Promise<Caller> {
  const caller = await call({ from, headers })
  await expect(seat.ringStage()).toBeVisible()
  return caller
}

const queue = () => pbx.cli('queue show hotline')

/** Events of the seat's own channels since the watch had seen `after` events. */
const ofSeat = (name: string, after: number) =>
  watch.seen.slice(after).filter((event) => event['Event'] === name && event['Channel']?.startsWith('PJSIP/1001-') === true)

const isOffered = (event: PbxEvent) => event['Event'] === 'AgentCalled' && event['Interface'] === 'PJSIP/1001'

/** Runs in the page: F2 in the very moment in which the ring is there, which Playwright would only meet by luck. */
function pressAnswerAsItRings(): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('[data-testid="ring-stage"]') === null) return
    observer.disconnect()
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'F2', bubbles: true, cancelable: true }))
  })
  observer.observe(document.body, { subtree: true, childList: true })
}

/** A caller has stood in the queue for longer than the PBX's own pause after a call, and the seat was not offered the call. */
async function waitsWithoutRing(after: number): Promise<void> {
  await expect.poll(queue, { timeout: 15_000 }).toMatch(/wait: 0:0[5-9]/)
  expect(watch.seen.slice(after).filter(isOffered)).toEqual([])
  await expect(seat.ringStage()).toBeHidden()
}

async function isRegistered(): Promise<void> {
  const line = seat.truth('line')
  await expect(line).toContainText('已注册', { timeout: 15_000 })
  await expect(line).toHaveAttribute('data-look', 'ok')
  await expect.poll(() => pbx.cli('pjsip show contacts')).toMatch(/Contact: {2}1001\/\S+/)
  await expect(seat.truth('queue')).toContainText('接来电')
}

test('with its account in the settings the seat is registered, and the status bar says since when that is proven', async () => {
  await expect(seat.page.getByRole('banner')).toContainText('电话线路没有接通，不会有来电。')
  await seat.useAccount(account)
  await isRegistered()
  await expect(seat.truth('line')).toContainText(/刚刚|秒前/)
  expect(await queue()).not.toMatch(/PJSIP\/1001.*paused/)
  await expect(seat.page.getByRole('banner')).toContainText('等来电')
  await seat.picture('1-registered-idle')
})

test('a first caller is recorded and answered on the line, and its end needs no wrap-up', async () => {
  const { page } = seat
  const caller = await ring(known)
  await expect(page.getByTestId('ring-number')).toHaveText('154-0000-0012')
  await expect(seat.ringStage()).toContainText('移动号')
  await expect(seat.ringStage()).toContainText('劳动维权 队列')
  await expect(seat.ringStage()).toContainText('这个号码没有登记过人')
  await seat.answer()
  await caller.reached('answered')
  await seat.press('Alt+C')
  await seat.type('gdqx')
  await expect(page.getByRole('option').first()).toContainText('工程建设领域欠薪')
  await seat.press('Enter')
  await expect(page.locator('[data-slot="caller_name"] :focus')).toBeVisible()
  await seat.type('周小兰')
  await seat.press('Alt+W')
  await seat.type('问工程款拖着不给，工资该找谁要，已告知找总包。')
  firstNumber = await page.getByTestId('draft-number').innerText()
  expect(firstNumber).toMatch(/^\d{8}-\d{4}-001-\d$/)
  await seat.press('Control+Shift+Enter')
  await expect(page.locator('[data-toast]')).toContainText(`已提交 ${firstNumber}`)
  expect(await caller.hangUp()).toBe('hung up')
  await expect(seat.state()).toContainText('空闲')
  await expect(seat.truth('queue')).toContainText('接来电')
  await seat.isSynced()
})

test('the next ring from that number names the candidate and the order, and no key answers in its first moment', async () => {
  const { page } = seat
  await page.evaluate(pressAnswerAsItRings)
  waiting = await ring(known)
  await expect(seat.ringStage()).toContainText('号码唯一匹配')
  await expect(seat.ringStage().locator('[data-candidate]')).toContainText('周小兰')
  await expect(seat.ringStage().getByTestId('known-before')).toContainText(/工程建设领域欠薪.*直接答复/)
  await seat.picture('2-ringing')
  await seat.answer()
  await waiting.reached('answered')
  await expect(seat.state()).toContainText('通话')
  await expect(page.getByTestId('caller-column')).not.toContainText('直接答复')
  await expect.poll(queue).toMatch(/PJSIP\/1001.*paused:reason-1/)
})

test('sound goes both ways, counted by the PBX and by the phone, and it is no silence', async () => {
  const phone = await seat.lingxi.page('phone')
  const atPbx = async () => (await rtpCounts()).find(({ endpoint }) => endpoint === '1001') ?? { received: 0, sent: 0 }
  const [pbxBefore, phoneBefore] = [await atPbx(), await soundOf(phone)]
  await expect.poll(async () => (await atPbx()).received).toBeGreaterThan(pbxBefore.received + 100)
  await expect.poll(async () => (await atPbx()).sent).toBeGreaterThan(pbxBefore.sent + 100)
  const after = await soundOf(phone)
  expect(after.packetsIn).toBeGreaterThan(phoneBefore.packetsIn + 50)
  expect(after.packetsOut).toBeGreaterThan(phoneBefore.packetsOut + 50)
  expect(after.heard).toBeGreaterThan(phoneBefore.heard)
  expect(after.spoken).toBeGreaterThan(phoneBefore.spoken)
})

test('hold, its end and keys of the dial pad arrive at the PBX', async () => {
  const { page } = seat
  const hold = page.locator('[data-command="hold"]')
  const after = watch.seen.length
  await seat.press('F3')
  await expect.poll(() => ofSeat('Hold', after).length).toBe(1)
  await expect(hold).toHaveAttribute('aria-pressed', 'true')
  await expect(seat.state()).toContainText('保持')
  await seat.press('F3')
  await expect.poll(() => ofSeat('Unhold', after).length).toBe(1)
  await expect(hold).toHaveAttribute('aria-pressed', 'false')
  await seat.press('F5')
  await expect(page.getByRole('group', { name: '按键' })).toBeVisible()
  for (const digit of ['4', '4', '#']) await seat.press(digit)
  await expect.poll(() => watch.seen.filter(isKeyFrom('1001', '4')).length).toBe(2)
  await watch.waitFor(isKeyFrom('1001', '#'))
  await seat.press('Escape')
  await expect(page.getByRole('group', { name: '按键' })).toBeHidden()
})

test('after the caller hangs up the seat is in its wrap-up, and no call is offered to it', async () => {
  const { page } = seat
  await seat.press('Alt+1', 'Alt+C')
  await seat.type('WAGE-02')
  await seat.press('Enter')
  const fields = [
    ['workers_count', '6'],
    ['amount_owed_fen', '合计12万'],
    ['owed_period', '9-10'],
    ['employer_name', '重庆示例江岸装饰工程有限公司'],
    ['work_place', '渝中区 南纪门 示例路12号'],
  ] as const
  for (const [slot, text] of fields) {
    await expect(page.locator(`[data-slot="${slot}"] :focus`)).toBeVisible()
    await seat.type(text)
    await seat.press('Enter')
  }
  await expect(page.locator('[data-slot="description"] textarea')).toBeFocused()
  await seat.type('班组六个人，九月到现在没有发工资，要求月底前结清。')
  await seat.picture('3-in-call')
  expect(await waiting.hangUp()).toBe('hung up')
  await expect(seat.state()).toContainText('话后')
  await expect.poll(queue).toMatch(/PJSIP\/1001.*paused:reason-1/)
  const after = watch.seen.length
  waiting = await call({ from: known })
  await waitsWithoutRing(after)
  await expect(page.getByTestId('capture-form')).toBeVisible()
})

test('the submit ends the wrap-up: the one who waited rings, and shows the new order', async () => {
  const { page } = seat
  secondNumber = await page.getByTestId('draft-number').innerText()
  await seat.press('Alt+Z')
  await expect(page.getByLabel('无风险')).toBeChecked()
  await seat.press('Control+Enter')
  await expect(page.locator('[data-toast]')).toContainText(`已提交 ${secondNumber}`)
  await expect(seat.ringStage()).toBeVisible()
  await expect(seat.ringStage()).toContainText(/排队等了 ([5-9]|\d\d) 秒/)
  await expect(seat.ringStage()).toContainText(secondNumber)
  await expect(seat.ringStage().locator('[data-candidate]')).toContainText('周小兰')
  await seat.answer()
  await seat.press('Alt+1')
  await expect(page.getByTestId('caller-column').locator(`[data-order="${secondNumber}"]`)).toBeVisible()
  const events = (await seat.changes()).map(({ event }) => event)
  expect(events.filter((event) => event.type === 'opened').map((event) => event.data.number)).toEqual([firstNumber, secondNumber])
})

test('F8 ends a wrap-up with nothing submitted: the one who waited rings', async () => {
  await waiting.hangUp()
  await expect(seat.state()).toContainText('话后')
  await expect.poll(queue).toMatch(/PJSIP\/1001.*paused:reason-1/)
  const after = watch.seen.length
  waiting = await call({ from: '15400000013' })
  await waitsWithoutRing(after)
  await seat.press('F8')
  await expect(seat.ringStage()).toBeVisible()
  await expect(seat.page.getByTestId('ring-number')).toHaveText('154-0000-0013')
})

test('a caller who gives up while it rings leaves no form, only a line in the list of the day', async () => {
  const { page } = seat
  expect(await waiting.hangUp()).toBe('gave up')
  await expect(seat.ringStage()).toBeHidden()
  await expect(seat.state()).toContainText('空闲')
  await expect(seat.truth('queue')).toContainText('接来电')
  await seat.press('Control+1')
  await expect(page.getByRole('row', { name: /来电人先挂断/ })).toBeVisible()
})

test('a withheld number is not shown and nothing is looked up, although the network knows it', async () => {
  const { page } = seat
  const caller = await call({ from: 'anonymous', displayName: 'Anonymous', assertedIdentity: known, headers: { Privacy: 'id' } })
  await expect(seat.ringStage()).toBeVisible()
  await expect(page.getByTestId('ring-number')).toHaveText('号码未显示')
  await expect(seat.ringStage()).toContainText('不按这个号码查人')
  await expect(seat.ringStage().locator('[data-candidate]')).toHaveCount(0)
  await expect(seat.ringStage()).not.toContainText(/0012|周小兰/)
  await seat.picture('4-withheld')
  await seat.answer()
  await expect(page.getByTestId('caller-column')).toContainText('号码未显示')
  await expect(page.locator('body')).not.toContainText(/154-?0000-?0012/)
  await seat.press('Alt+C')
  await seat.type('WAGE-02')
  await seat.press('Enter')
  const number = await page.getByTestId('draft-number').innerText()
  await seat.press('Control+Shift+Enter')
  await expect(page.locator('[data-toast]')).toContainText(`已提交 ${number}`)
  await caller.hangUp()
  await seat.isSynced()
  const events = (await seat.changes()).map(({ event }) => event)
  const opened = events.find((event) => event.type === 'opened' && event.data.number === number)
  const written = JSON.stringify(events.filter((event) => event.ticketId === opened?.ticketId))
  expect(written).not.toMatch(/154-?0000-?0012/)
  expect(written).not.toContain('周小兰')
})

test('a PBX that is gone is said to be out of reach; when it is there again the seat registers by itself', async () => {
  await pbx.kill()
  const line = seat.truth('line')
  await expect(line).toContainText('连不上')
  await expect(line).toHaveAttribute('data-look', 'bad')
  const words = '连不上交换机，正在自动重试。请看网线和交换机地址，不用重启本程序。'
  await expect(line).toHaveAttribute('title', words)
  await expect(seat.page.getByRole('banner')).toContainText(words)
  await expect(seat.truth('queue')).toContainText('未知')
  await seat.picture('5-unreachable')
  await pbx.restart()
  await isRegistered()
})

test('a PBX that is restarted while the seat is idle is missed, finds the seat again, and calls ring', async () => {
  const restarted = pbx.restart()
  await expect(seat.truth('line')).toHaveAttribute('data-look', 'bad')
  await restarted
  await isRegistered()
  watch.close()
  watch = await watchPbx()
  const caller = await ring(known)
  await seat.answer()
  await caller.reached('answered')
  await seat.press('Shift+F2')
  expect(await caller.ended).toBe('hung up on')
  // The caller's phone hears of the end before the screen shows it, and the key means something else before.
  await expect(seat.state()).toContainText('话后')
  await seat.press('F8')
  await expect(seat.state()).toContainText('空闲')
})

test('a wrong password is refused in clear words with the code; the right one needs no new start', async () => {
  await seat.useAccount({ ...account, password: 'wrong-1001' })
  const line = seat.truth('line')
  await expect(line).toContainText(/被拒绝（40[13]）/)
  await expect(line).toHaveAttribute('data-look', 'bad')
  const words = /交换机拒绝了这个分机：请在设置里核对分机号和密码（代码 40[13]）。/
  await expect(line).toHaveAttribute('title', words)
  await expect(seat.truth('queue')).toContainText('未知')
  await expect(seat.passwordDialog()).toContainText(/交换机不认这个密码（代码 40[13]）/)
  await seat.picture('6-refused')
  await seat.press('Escape')
  await expect(seat.passwordDialog()).toBeHidden()
  await expect(seat.page.getByRole('banner')).toContainText(words)
  await seat.useAccount(account)
  await isRegistered()
  await expect(seat.passwordDialog()).toBeHidden()
})

test('a seat whose PBX is not there yet says so, and registers when the PBX starts', async () => {
  await pbx.kill()
  // A new line: nothing is left of the one that was registered.
  await seat.useAccount({ ...account, domain: 'localhost' })
  await expect(seat.truth('line')).toContainText('连不上')
  await seat.useAccount(account)
  await expect(seat.truth('line')).toContainText('连不上')
  await pbx.restart()
  await isRegistered()
  const caller = await ring('15400000014')
  await caller.hangUp()
  await expect(seat.ringStage()).toBeHidden()
})

test('where no keychain keeps the password, the next start asks for it, and the seat registers with it', async () => {
  await seat.isSynced()
  seat = await reopenHotlineSeat(seat, pictures)
  const field = seat.passwordDialog().getByLabel('分机密码', { exact: true })
  await expect(field).toBeFocused()
  await expect(seat.passwordDialog()).toContainText(`分机 1001 要注册到 ${pbx.webSocket}`)
  await seat.picture('7-password-missing')
  await seat.type(account.password)
  await seat.press('Enter')
  await isRegistered()
  await expect(seat.passwordDialog()).toBeHidden()
})

test('Esc leaves the password for later: the line says what it lacks, and asks again when it is wanted', async () => {
  seat = await reopenHotlineSeat(seat, pictures)
  const field = seat.passwordDialog().getByLabel('分机密码', { exact: true })
  await expect(field).toBeFocused()
  await seat.press('Escape')
  await expect(seat.passwordDialog()).toBeHidden()
  await expect(seat.page.getByRole('banner')).toContainText('没有分机密码，线路没有注册，不会有来电。')
  await expect(seat.truth('line')).toHaveAttribute('data-look', 'bad')
  await seat.truth('line').getByRole('button').click()
  await seat.type('wrong-1001')
  await seat.press('Enter')
  await expect(seat.passwordDialog().getByRole('alert')).toContainText(/交换机不认这个密码（代码 40[13]）。请核对分机 1001 的密码/)
  await expect(field).toBeFocused()
  await expect(field).toHaveValue('')
  await seat.picture('8-password-refused')
  await seat.type(account.password)
  await seat.press('Enter')
  await isRegistered()
  await expect(seat.passwordDialog()).toBeHidden()
  const caller = await ring('15400000015')
  await caller.hangUp()
  await expect(seat.ringStage()).toBeHidden()
})
