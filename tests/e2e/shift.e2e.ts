import { expect, test } from '@playwright/test'
import { askMain } from '../support/ask-main'
import { startSharedDeskProgram, type SharedDeskProgram } from '../support/desk/shared-desk-program'
import { checkScreen, hearComplaints } from '../support/screen-checks'
import { openSharedSeat, type SharedSeat } from '../support/shared-seat'
import { foundIn } from '../support/words-in-window'

/** One shift at the real shared desk: what the one before has left is seen and taken over, decided, and handed on. */

test.describe.configure({ mode: 'serial', timeout: 240_000 })

const password = 'a better password'
const promisedNumber = '20261129-8017-009-7'
let desk: SharedDeskProgram
let seat: SharedSeat
let ticketId = ''
let wang: Awaited<ReturnType<typeof colleague>>

/** Somebody of the shift before, at a PC of their own, without a console. */
async function colleague(login: string, name: string) {
  const first = await desk.person(login, name, ['AGENT', 'LEAD'])
  let token = ''
  async function post(route: string, body: unknown): Promise<unknown> {
    const answer = await fetch(`${desk.origin()}${route}`, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: JSON.stringify(body) })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${route}: ${answer.status} ${text}`)
    return JSON.parse(text)
  }
  token = ((await post('/v1/sessions', { login, password: first, installation: crypto.randomUUID(), takeOver: false })) as { token: string }).token
  await post('/v1/session/password', { old: first, new: password })
  return { post, look: async () => (await fetch(`${desk.origin()}/v1/shift`, { headers: { Authorization: `Bearer ${token}` } })).json() as Promise<{ readonly left: readonly object[] }> }
}

const localDay = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
const today = () => localDay(Date.now())
/** Due at whatever time of the day this runs. */
const yesterday = () => localDay(Date.now() - 24 * 3_600_000)

/** A RED order with a promise for today, and the wish to take it down. */
function orderEvents(promiseDue = today(), number = '20261129-8018-001-1') {
  ticketId = crypto.randomUUID()
  const at = Date.now() - 60_000
  const author = { kind: 'agent', id: 'x', name: 'x', seat: '0000' }
  const event = (type: string, data: object) => ({ id: crypto.randomUUID(), ticketId, author, happenedAt: at, recordedAt: at, basedOn: 0, personal: null, type, data })
  return [
    event('opened', { number, practice: false, channel: 'phone', call: null }),
    event('facts-recorded', { values: { request_type: 'TS', category: 'WAGE-02', work_district: '500103', description: '说好今天结账', promise: '今天回电', promise_due: promiseDue } }),
    event('risk-confirmed', { code: 'GATHER', severity: 'RED', confirmedAt: at, source: 'agent' }),
    event('sent-for-dispatch', { proposal: { leadUnit: null, cooperatingUnits: [], district: null, handleDueAt: null } }),
    event('approval-asked', { wish: { kind: 'lower-tag', code: 'GATHER', from: 'RED', to: 'YELLOW' }, reason: '当面问过，只是气话', askedAt: at }),
  ]
}

test.beforeAll(async () => {
  test.setTimeout(180_000)
  desk = await startSharedDeskProgram()
  wang = await colleague('wangqiang', '王强')
  const { post } = wang
  await post('/v1/events', { events: orderEvents() })
  const write = (body: object) => post('/v1/shift/events', { id: crypto.randomUUID(), body })
  await write({ kind: 'notice-posted', text: '22 点系统维护，提前存好手里的单', until: Date.now() + 6 * 3_600_000 })
  await write({ kind: 'sheet-signed', from: Date.now() - 3_600_000, to: null, lines: [{ section: 'faults', orderId: null, number: null, note: '3 号耳机右边没声', dueAt: null, level: null }] })
})

test.afterAll(async () => {
  await seat?.close()
  await desk?.close()
})

const inBoth = async (name: string) => {
  await seat.picture(`${name}-zh`)
  await askMain(seat.page, 'console', 'changeSettings', { theme: 'dark', locale: 'en' })
  await expect(seat.page.locator('[data-nav="shift"]')).toContainText('Shift')
  await seat.picture(`${name}-en-dark`)
  await askMain(seat.page, 'console', 'changeSettings', { theme: 'light', locale: 'zh-CN' })
  await expect(seat.page.locator('[data-nav="shift"]')).toContainText('交接班')
}

test('whoever begins a shift sees what is open before 空闲, one Enter each, and takes the sheet over', async () => {
  const first = await desk.person('limin', '李敏', ['AGENT', 'LEAD'])
  seat = await openSharedSeat()
  const complaints = hearComplaints(seat.page)
  await seat.begin(desk.origin(), 'limin', first, password)
  const briefing = seat.page.getByTestId('briefing')
  await expect(briefing.locator('[data-seen="false"]')).toHaveCount(4, { timeout: 30_000 })
  await expect(briefing).toContainText('3 号耳机右边没声')
  await expect(seat.page.getByTestId('begin-shift')).toBeDisabled()
  await inBoth('shift-briefing')
  await checkScreen(seat.page, 'what is seen before a shift')
  // 空闲 by its key leads back here until it is seen.
  await seat.page.keyboard.press('Control+2')
  await seat.page.keyboard.press('Control+d')
  await expect(seat.page.getByTestId('state-chooser')).toBeVisible()
  await seat.page.keyboard.press('0')
  await expect(briefing).toBeVisible()
  for (let left = 4; left > 0; left -= 1) {
    await expect(briefing.locator('[data-seen="false"]')).toHaveCount(left)
    await expect(briefing.locator('[data-next="true"]')).toBeFocused()
    await seat.page.keyboard.press('Enter')
  }
  await expect(seat.page.getByTestId('begin-shift')).toBeFocused()
  await seat.page.keyboard.press('Enter')
  await expect(seat.page.getByTestId('begin-shift')).toHaveCount(0)
  await expect(briefing).toContainText('李敏')
  expect(complaints).toEqual([])
})

test('a promise of somebody who has gone stands on the list and is seen to; a RED is lowered by a lead’s own word, by keys', async () => {
  await seat.page.locator('[data-tab="promises"]').click()
  await expect(seat.page.getByTestId('promises')).toContainText('王强')
  await seat.picture('shift-promises')
  await seat.page.getByRole('button', { name: '办了' }).click()
  await seat.page.getByRole('button', { name: '已回电说明' }).click()
  await expect(seat.page.getByTestId('promises')).not.toContainText('王强')
  await seat.page.keyboard.press('Control+9')
  const inbox = seat.page.getByTestId('approvals')
  await expect(inbox).toContainText('当面问过，只是气话')
  await inBoth('approvals')
  await checkScreen(seat.page, 'the approvals inbox')
  await inbox.getByRole('group').focus()
  await seat.page.keyboard.press('y')
  await expect(inbox).toContainText('没有要审批的')
  const decided = (await desk.changes()).find(({ event }) => event.type === 'approval-decided')
  expect(decided?.event).toMatchObject({ ticketId, author: { name: '李敏' }, data: { granted: true } })
})

test('the shift is reported without anybody’s own figures, signed off by keyboard, and waits for the next one', async () => {
  const opened = orderEvents(today(), '20261129-8018-002-9').filter(({ type }) => type !== 'approval-asked')
  await wang.post('/v1/events', { events: opened.map((event) => (event.type === 'facts-recorded' ? { ...event, data: { values: { request_type: 'TS', category: 'WAGE-02', work_district: '500103', description: '工友要堵路' } } } : event)) })
  await wang.post('/v1/floor/status', { extension: null, state: 'ready', reason: null, since: 1, queueCallId: null, severity: null, unsent: 2 })
  await seat.page.keyboard.press('Control+7')
  await seat.page.locator('[data-tab="report"]').click()
  await seat.page.getByRole('button', { name: '出报表' }).click()
  await expect(seat.page.getByTestId('shift-report')).toContainText('不排名')
  const section = (id: string) => seat.page.locator(`[data-testid="shift-report"] [data-section="${id}"]`)
  // The first RED has been lowered and its promise seen to; what only people knew stands there by who wrote it.
  await expect(section('open-risks')).toContainText('20261129-8018-002-9')
  await expect(section('open-risks')).not.toContainText('20261129-8018-001-1')
  await expect(section('promised-calls')).toContainText('无')
  await expect(section('waiting-upload')).toContainText('有 2 张待上传')
  await expect(section('faults')).toContainText('3 号耳机右边没声')
  await expect(section('faults')).toContainText('王强')
  await expect(section('notices')).toContainText('22 点系统维护')
  await expect(section('not-signed')).toContainText('无')
  await inBoth('shift-report')
  await seat.page.emulateMedia({ media: 'print' })
  await seat.picture('shift-report-printed-zh')
  await askMain(seat.page, 'console', 'changeSettings', { locale: 'en' })
  await expect(seat.page.getByRole('heading', { name: 'Shift report', includeHidden: true }).first()).toBeAttached()
  await seat.picture('shift-report-printed-en')
  await askMain(seat.page, 'console', 'changeSettings', { locale: 'zh-CN' })
  await seat.page.emulateMedia({ media: 'screen' })
  await expect(seat.page.locator('[data-nav="shift"]')).toContainText('交接班')
  await checkScreen(seat.page, 'the report of a shift')
  await seat.page.keyboard.press('Control+8')
  const form = seat.page.getByTestId('sheet-form')
  await expect(form.getByRole('textbox').first()).toBeFocused()
  await form.getByRole('textbox', { name: '系统故障、设备、绕行办法' }).fill('打印机卡纸')
  await inBoth('shift-sheet')
  await checkScreen(seat.page, 'the handover sheet')
  await form.getByRole('textbox', { name: '系统故障、设备、绕行办法' }).press('Control+Enter')
  await expect(form).toContainText('等人接', { timeout: 20_000 })
  await expect(seat.truth('queue')).toBeVisible()
})

test('who signs out of a locked seat is told how much is undone and hands on what the desk knows of; drafts stay there, sealed', async () => {
  const connection = (await askMain(seat.page, 'console', 'deskConnection', undefined)) as { readonly value: { readonly token: string } }
  const events = orderEvents(yesterday(), promisedNumber).filter(({ type }) => type !== 'risk-confirmed' && type !== 'approval-asked')
  const sent = await fetch(`${desk.origin()}/v1/events`, { method: 'POST', headers: { Authorization: `Bearer ${connection.value.token}` }, body: JSON.stringify({ events }) })
  expect(sent.status).toBe(200)
  await wang.post('/v1/floor/status', { extension: null, state: 'ready', reason: null, since: 1, queueCallId: null, severity: null })
  await seat.page.keyboard.press('Control+Shift+N')
  await expect(seat.page.getByTestId('capture-form')).toBeVisible()
  await seat.page.keyboard.press('Alt+W')
  await seat.page.keyboard.type('还没说完的事')
  await seat.page.keyboard.press('Control+L')
  const page = seat.page.getByTestId('lock-page')
  await expect(page.locator('[data-fact="drafts"]')).toContainText('1 件', { timeout: 20_000 })
  await page.getByRole('button', { name: '退出登录，不再接来电' }).click()
  const asked = page.getByTestId('leave-locked')
  await expect(asked).toContainText('待提交 1 件')
  await expect(asked).toContainText('承诺 1 件')
  expect(await foundIn(seat.lingxi, seat.page, [promisedNumber, '还没说完的事', '今天回电'])).toEqual([])
  await seat.picture('leaving-locked')
  await checkScreen(seat.page, 'leaving a locked seat')
  await asked.getByRole('button', { name: '先不走' }).click()
  await expect(asked).toHaveCount(0)
  await page.getByRole('button', { name: '退出登录，不再接来电' }).click()
  await expect(asked.getByRole('combobox').locator('option').nth(1)).toContainText('王强')
  await asked.getByRole('combobox').focus()
  await seat.page.keyboard.press('ArrowDown')
  await expect(asked.getByRole('combobox').locator('option:checked')).toContainText('王强')
  await asked.getByRole('button', { name: '交出并退出登录' }).click()
  await expect(seat.page.getByRole('textbox', { name: '密码' })).toBeVisible({ timeout: 20_000 })
  await expect(page).toHaveCount(0)
  const { left } = await wang.look()
  expect(left).toMatchObject([{
    by: { name: '李敏' }, to: { name: '王强' },
    items: [{ kind: 'promise', number: promisedNumber }, { kind: 'draft', number: null, orderId: null }],
  }])
})
