import { expect, test, type Locator } from '@playwright/test'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'

test.describe.configure({ timeout: 90_000 })

let seat: PracticeSeat
test.beforeAll(async () => {
  seat = await openPracticeSeat()
})
test.afterEach(() => seat.becomeFree())
test.afterAll(() => seat.close())

const part = (testId: string): Locator => seat.page.getByTestId(testId)
const toast = (): Locator => seat.page.locator('[data-toast]')
const greeting = '您好，重庆工会12351职工服务热线，8017号为您服务，请讲。'

async function writeDown(text: string): Promise<void> {
  await seat.press('Alt+W')
  await seat.type(text)
}

async function chooseCategory(initials: string, name: string): Promise<void> {
  await seat.press('Alt+C')
  await seat.type(initials)
  await expect(seat.page.getByRole('option').first()).toContainText(name)
  await seat.press('Enter')
}

/** The toast of an earlier order may still be there: it is told by its number. */
async function submitBy(...chords: readonly string[]): Promise<void> {
  const number = await part('draft-number').innerText()
  await seat.press(...chords)
  await expect(toast()).toContainText(`已提交 ${number}`)
}

/** What the agent did: how a call went is told by itself once it has ended, that of the call before as well. */
async function eventsSince(position: number) {
  await seat.isSynced()
  return (await seat.changes()).flatMap(({ position: at, event }) => (at > position && event.type !== 'call-recorded' ? [event] : []))
}

async function newestPosition(): Promise<number> {
  return (await seat.changes()).at(-1)?.position ?? 0
}

test('an inquiry is answered on the line with at most six keys that are no text', async () => {
  const before = await newestPosition()
  await seat.ringAndAnswer('C25')
  await seat.countKeys()
  await seat.press('Alt+Q', '1')
  await chooseCategory('yqct', '孕产哺乳期被辞退')
  await expect(seat.page.getByRole('region', { name: '参考答复' })).toContainText('KB028')
  await submitBy('Alt+K', 'Control+Shift+Enter')
  expect((await seat.countedKeys()).length).toBeLessThanOrEqual(6)
  const events = await eventsSince(before)
  expect(events.at(-1)).toMatchObject({ type: 'answered-directly', data: { knowledgeEntries: ['KB028'] } })
  expect(events.find((event) => event.type === 'facts-recorded')).toMatchObject({ data: { values: { request_type: 'ZX', category: 'WOMEN-01' } } })
})

test('the ring counts down the time that the queue gives this seat, not the one of the settings', async () => {
  await seat.ring('C03')
  const words = await part('ring-stage').innerText()
  const seconds = (before: RegExp) => Number(before.exec(words)?.[1])
  expect(seconds(/已振铃 (\d+) 秒/) + seconds(/(\d+) 秒后转给下一位/)).toBe(20)
  await seat.answer()
})

test('a dormitory line names three people and attaches nobody; Alt+1 picks', async () => {
  await seat.ring('C03')
  const ring = part('ring-stage')
  await expect(ring).toContainText('这个号码登记过 3 个人')
  await expect(ring.locator('[data-candidate]')).toHaveCount(3)
  await expect(ring.locator('[aria-pressed="true"]')).toHaveCount(0)
  await expect(ring.getByText(greeting)).toBeVisible()
  await expect(ring).not.toContainText(/工资|漏电|手指|示例云顶/)
  await seat.answer()
  const column = part('caller-column')
  await expect(column).toContainText('没留姓名')
  await expect(column).not.toContainText(/GD2026|示例云顶/)
  await expect(part('reference')).not.toContainText(/邹大勇|亓明亮|罗仕英|工资|漏电/)
  await seat.press('Alt+1')
  await expect(column).toContainText('已选定')
  await expect(column.locator('[data-order="GD20261114000004"]')).toBeVisible()
  await expect(column).not.toContainText(/亓明亮|罗仕英/)
})

test('a call that waits to be submitted stands in the day with the name and the matter of its draft', async () => {
  await seat.ringAndAnswer('C03')
  await seat.press('Alt+1')
  await chooseCategory('qx', '拖欠工资')
  await seat.becomeFree()
  await seat.press('Control+1')
  await expect(seat.page.getByRole('row', { name: /邹\*\*.*拖欠工资.*待提交/ })).toBeVisible()
})

test('a withheld number is looked up nowhere and served anonymously', async () => {
  const before = await newestPosition()
  await seat.ring('C06')
  await expect(part('ring-number')).toHaveText('号码未显示')
  await expect(part('ring-stage')).toContainText('对方不显示号码，按匿名也照样受理。')
  await expect(part('ring-stage').locator('[data-candidate]')).toHaveCount(0)
  await seat.answer()
  await chooseCategory('sytg', '使用童工')
  await seat.page.getByRole('checkbox', { name: '匿名' }).check()
  await expect(seat.page.getByRole('checkbox', { name: '保密' })).toBeChecked()
  await expect(seat.page.getByRole('checkbox', { name: '保密' })).toBeDisabled()
  await seat.page.locator('[data-slot="work_place"] input').focus()
  await seat.type('江北区')
  await seat.press('Enter')
  await writeDown('城边上有个五金作坊，里头有两个娃儿在上班，看着不到十五岁。')
  await expect(seat.page.locator('[data-suggestion="VULNERABLE"]')).toBeVisible()
  await submitBy('Alt+Y', 'Control+Enter')
  const events = await eventsSince(before)
  expect(events.filter((event) => event.type === 'opened')).toHaveLength(1)
  expect(JSON.stringify(events.map((event) => event.personal?.caller ?? null))).not.toMatch(/\d{11}/)
  expect(events.at(-1)).toMatchObject({ type: 'sent-for-dispatch' })
  const code = events.map((event) => event.personal?.queryCode).find((each) => each !== undefined)
  await expect(part('write-down')).toHaveAttribute('data-large', 'true')
  await expect(part('write-down')).toContainText(code ?? 'no code')
  await seat.becomeFree()
  await expect(part('write-down')).toBeHidden()
  await seat.press('Control+1')
  const line = seat.page.getByRole('row', { name: /保密来电人.*待审核派单/ })
  await expect(line).toBeVisible()
  await expect(line).not.toContainText('童工')
})

test('a complaint about a union goes above the one that was chosen by keys', async () => {
  const before = await newestPosition()
  const { page } = seat
  await seat.ringAndAnswer('C36')
  await chooseCategory('union-04', '工会干部履职')
  await seat.press('Enter')
  await expect(page.locator('[data-slot="complained"] input')).toBeFocused()
  await expect(page.getByRole('option')).toHaveText([/企业工会/, /镇街工会.*用工地的/, /区县总工会.*用工地的/, /重庆市总工会/])
  await seat.press('1')
  await expect(page.locator('[data-slot="complained"]')).toContainText('企业工会')
  await page.locator('[data-slot="work_place"] input').focus()
  await seat.type('大渡口区')
  await seat.press('Enter')
  await writeDown('反映企业工会主席挪用会费，要求查清账目并公开。')
  await expect(part('reference')).toContainText('大渡口区总工会')
  await page.getByRole('checkbox', { name: '无风险' }).check()
  await submitBy('Control+Enter')
  const events = await eventsSince(before)
  expect(events.find((event) => event.type === 'facts-recorded')).toMatchObject({ data: { values: { complained: 'QYGH' } } })
  expect(events.at(-1)).toMatchObject({ type: 'sent-for-dispatch', data: { proposal: { leadUnit: 'QXGH@500104' } } })
})

test('a caller who hangs up before the answer leaves a line in the day and no draft', async () => {
  const { page } = seat
  const drafts = await draftsInList()
  await seat.ring('C19')
  await expect(part('ring-stage')).toBeHidden({ timeout: 15_000 })
  await expect(seat.state()).toContainText('空闲')
  await seat.press('Control+1')
  await expect(page.getByRole('row', { name: /154\*{4}0019.*来电人先挂断/ })).toBeVisible()
  expect(await draftsInList()).toBe(drafts)
  await seat.ring('C19')
  await expect(part('ring-stage')).toContainText('今天第 2 通')
  await expect(part('ring-stage')).toContainText('今天已有 1 次没等到接听')
  await expect(part('ring-stage')).toBeHidden({ timeout: 15_000 })
})

async function draftsInList(): Promise<number> {
  await seat.press('Control+1')
  return seat.page.getByRole('region', { name: '待提交' }).getByRole('listitem').count()
}

test('a repeat caller gets no second order: the open one is chased', async () => {
  const before = await newestPosition()
  await seat.ring('C16')
  await expect(part('known-before')).toContainText('GD20261111000027')
  await seat.answer()
  await seat.press('Alt+1')
  const order = part('caller-column').locator('[data-order]').first()
  await expect(order).toHaveAttribute('data-order', 'GD20261111000027')
  await seat.press('Alt+M')
  await expect(order).toContainText('已并入，提交时催办')
  await expect(seat.page.getByRole('button', { name: /并入并催办/ })).toBeVisible()
  await writeDown('还是同一件，两次回访都没解决，说再不管要去找记者。')
  await seat.press('Control+Enter')
  await expect(toast()).toContainText('已提交 GD20261111000027')
  const types = (await eventsSince(before)).map((event) => event.type)
  expect(types).toContain('chased')
  expect(types).not.toContain('opened')
})

test('a nuisance caller is marked and put through all the same', async () => {
  await seat.ring('C17')
  await expect(part('ring-stage')).toContainText(/曾多次无效来电（\d+ 次）/)
  await seat.answer()
  await expect(seat.state()).toContainText('通话')
})

test('a RED suggestion is answered before the order goes; yes brings the colour and the steps with their times', async () => {
  const { page } = seat
  await seat.ringAndAnswer('C21')
  await chooseCategory('qx', '拖欠工资')
  await writeDown('打过两次了钱还是没得，说现在站在楼顶上，要是要到了钱给娃儿。')
  const suggestion = page.locator('[data-suggestion="EXTREME"]')
  await expect(suggestion).toContainText('红')
  await seat.press('Control+Enter')
  await expect(toast()).toContainText('先回答红色提示')
  await seat.press('Alt+N')
  await expect(page.getByRole('group', { name: '为什么不是' })).toBeVisible()
  await seat.press('Escape')
  await expect(suggestion).toBeVisible()
  await seat.press('Alt+Y')
  await expect(page.locator('[data-risk="EXTREME"]')).toContainText('红')
  const steps = page.locator('[data-action]')
  await expect(steps.filter({ hasText: /\d\d:\d\d 前/ })).not.toHaveCount(0)
  await expect(page.locator('[data-action][data-done="true"]')).toHaveCount(0)
  await seat.press('Alt+T')
  await expect(page.locator('[data-action][data-done="true"]')).toHaveText(/\d\d:\d\d:\d\d$/)
  await seat.press('Shift+F2')
  await expect(toast()).toContainText('红单通话，不要先挂断')
  await expect(seat.state()).toContainText('通话')
  await seat.press('Shift+F2')
  await expect(seat.state()).toContainText('话后')
})

test('no to a RED suggestion takes one more key, and the reason goes to the desk', async () => {
  const { page } = seat
  const before = await newestPosition()
  await seat.ringAndAnswer('C23')
  await chooseCategory('qx', '拖欠工资')
  await page.locator('[data-slot="work_place"] input').focus()
  await seat.type('合川区')
  await seat.press('Enter')
  await writeDown('说买了汽油，下午三点去找包工头同归于尽。')
  const red = page.locator('[data-suggestion]').filter({ hasText: '红' })
  await expect(red).not.toHaveCount(0)
  while ((await red.count()) > 0) {
    const code = await red.first().getAttribute('data-suggestion')
    await seat.press('Alt+N')
    await expect(page.getByRole('group', { name: '为什么不是' })).toBeVisible()
    await seat.press('4')
    await expect(page.locator(`[data-suggestion="${code}"]`)).toHaveCount(0)
  }
  await seat.press('Alt+Z')
  await expect(page.getByRole('checkbox', { name: '无风险' })).toBeChecked()
  await submitBy('Control+Enter')
  const refused = (await eventsSince(before)).filter((event) => event.type === 'risk-refused')
  expect(refused).toContainEqual(expect.objectContaining({ data: { code: 'THREAT', severity: 'RED', reason: 'ASKED_DENIED' } }))
})

test('a wrong number is done with four keys in the wrap-up, and the wrap-up with it', async () => {
  const before = await newestPosition()
  await seat.ringAndAnswer('C20')
  await expect(seat.state()).toContainText('话后', { timeout: 40_000 })
  await seat.press('Alt+Q', '7', 'Enter')
  await expect(seat.page.getByRole('group', { name: '无效来电' })).toBeFocused()
  await seat.press('2')
  await expect(seat.state()).toContainText('空闲')
  expect((await eventsSince(before)).at(-1)).toMatchObject({ type: 'closed-without-content', data: { kind: 'wrong-number' } })
})

test('a RED call ends with no agent: neither answered, nor told elsewhere, nor as no content; it is dispatched', async () => {
  const { page } = seat
  const before = await newestPosition()
  await seat.ringAndAnswer('C21')
  await chooseCategory('qx', '拖欠工资')
  await writeDown('打过两次了钱还是没得，说现在站在楼顶上，要是要到了钱给娃儿。')
  await expect(page.locator('[data-suggestion="EXTREME"]')).toBeVisible()
  await seat.press('Alt+Y')
  await expect(page.locator('[data-risk="EXTREME"]')).toBeVisible()
  await seat.press('Control+Shift+Enter')
  await expect(toast()).toContainText('不能由话务员当场办结')
  await page.getByRole('button', { name: '已告知去处' }).click()
  await page.getByRole('menuitem', { name: '12356 心理援助' }).click()
  await expect(part('draft-number')).toBeVisible()
  await seat.press('Alt+Q', '7', 'Enter', '1', '1')
  await expect(toast()).toContainText('不能由话务员当场办结')
  await seat.press('Control+Enter')
  await expect(toast()).toContainText('性质是“无效”，不能派单或答复')
  await seat.press('Alt+Q', '3')
  await submitBy('Control+Enter')
  expect((await eventsSince(before)).at(-1)).toMatchObject({ type: 'sent-for-dispatch' })
})

test('nothing rings into the wrap-up, however long the next caller waits', async () => {
  const { page } = seat
  await seat.ringAndAnswer('C20')
  await expect(seat.truth('queue')).toContainText('暂停接来电')
  await expect(seat.state()).toContainText('话后', { timeout: 40_000 })
  await expect(seat.truth('queue')).toContainText('暂停接来电')
  await page.getByRole('button', { name: '演练', exact: true }).click()
  await page.locator('#practice-C25').click()
  await page.getByRole('button', { name: '模拟来电' }).click()
  await expect(page.getByRole('button', { name: '模拟来电' })).toBeDisabled()
  await expect(page.getByText('正在放一通来电')).toBeVisible()
  await expect(part('ring-stage')).toBeHidden()
  await expect(seat.state()).toContainText('话后')
  await seat.press('F8')
  await expect(part('ring-stage')).toBeVisible()
  await seat.answer()
})
