import { expect, test } from '@playwright/test'
import { queryCodeOf } from '../../shared/tickets/query-code'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'

// One road, walked from end to end: each test goes on where the one before it has stopped.
test.describe.configure({ mode: 'serial', timeout: 120_000 })

let seat: PracticeSeat
let number = ''
let ticketId = ''
test.beforeAll(async () => {
  seat = await openPracticeSeat({ isFirstStart: true })
})
test.afterAll(() => seat.close())

test('a group of ten rings: the number in full, the queue and the wait, before anybody answers', async () => {
  const { page } = seat
  await seat.tabTo(page.getByRole('listbox'))
  await seat.press('Enter')
  const ring = page.getByTestId('ring-stage')
  await expect(ring.getByTestId('ring-number')).toHaveText('154-0000-0001')
  await expect(ring).toContainText('劳动维权 队列 排队等了 9 秒')
  await expect(ring).toContainText('这个号码没有登记过人')
  await expect(seat.state()).toContainText('振铃')
})

test('it is recorded and submitted by keyboard with at most twelve keys that are no text', async () => {
  const { page } = seat
  await seat.answer()
  await seat.countKeys()
  await expect(seat.state()).toContainText('通话')
  await seat.press('Alt+C')
  await seat.type('gdqx')
  await expect(page.getByRole('option').first()).toContainText('工程建设领域欠薪')
  await seat.press('Enter')
  const fields = [
    ['caller_name', '秦木根'],
    ['workers_count', '10'],
    ['amount_owed_fen', '合计40万'],
    ['owed_period', '8-10'],
    ['employer_name', '重庆示例江岸装饰工程有限公司'],
    ['work_place', '渝中区 南纪门 示例路12号'],
  ] as const
  for (const [slot, text] of fields) {
    await expect(page.locator(`[data-slot="${slot}"] :focus`)).toBeVisible()
    await seat.type(text)
    await seat.press('Enter')
  }
  await expect(page.locator('[data-slot="description"] textarea')).toBeFocused()
  await seat.type('木工班组十人被要求当天退场，说好隔天结账，一周没动静，合计欠40万元。工友情绪激动，想去项目部门口等。')
  await expect(page.locator('[data-suggestion]')).toHaveCount(3)
  for (const code of ['GROUP', 'AMOUNT', 'GATHER']) {
    await expect(page.locator('[data-suggestion]').first()).toHaveAttribute('data-suggestion', code)
    await seat.press('Alt+Y')
    await expect(page.locator(`[data-risk="${code}"]`)).toBeVisible()
  }
  number = await page.getByTestId('draft-number').innerText()
  await seat.press('Control+Enter')
  await expect(page.locator('[data-toast]')).toContainText(`已提交 ${number}`)
  expect((await seat.countedKeys()).length).toBeLessThanOrEqual(12)
  expect(number).toMatch(/^YL-\d{8}-\d{4}-001-\d$/)
})

test('the outbox empties and the desk has the order, whole and once', async () => {
  await seat.isSynced()
  const events = (await seat.changes()).map(({ event }) => event)
  const opened = events.filter((event) => event.type === 'opened' && event.data.number === number)
  expect(opened).toHaveLength(1)
  ticketId = opened[0]?.ticketId ?? ''
  const mine = events.filter((event) => event.ticketId === ticketId)
  const risks = mine.flatMap((event) => (event.type === 'risk-confirmed' ? [`${event.data.code} ${event.data.severity}`] : []))
  expect(risks).toEqual(['GROUP ORANGE', 'AMOUNT YELLOW', 'GATHER YELLOW'])
  expect(mine.filter((event) => event.type === 'sent-for-dispatch')).toHaveLength(1)
  expect(mine.find((event) => event.type === 'facts-recorded')).toMatchObject({
    data: { values: { category: 'WAGE-02', request_type: 'TS', workers_count: 10, amount_owed_fen: 40_000_000, amount_scope: 'total', work_district: '500103', work_street: '500103008' } },
    personal: { values: { caller_name: '秦木根' } },
  })
})

test('the call goes on after the submit with the number and the code in sight, and its end needs no wrap-up', async () => {
  const { page } = seat
  await expect(seat.state()).toContainText('通话')
  const told = page.getByTestId('write-down')
  await expect(told).toContainText(number.replace(/^YL-\d{4}/, 'YL-'))
  await expect(told).toContainText(queryCodeOf(ticketId))
  await expect(told).toHaveAttribute('data-large', 'false')
  await seat.press('Shift+F2')
  await expect(seat.state()).toContainText('空闲')
  await expect(told).toBeHidden()
  await expect(seat.truth('queue')).toContainText('接来电')
  await seat.press('Control+1')
  await expect(page.getByRole('row', { name: /秦\*\*.*工程建设领域欠薪.*待审核派单/ })).toBeVisible()
})

test('the next ring from that number shows the person and the order, and the card offers to chase it', async () => {
  const { page } = seat
  await seat.ring('C01')
  const ring = page.getByTestId('ring-stage')
  await expect(ring).toContainText('号码唯一匹配')
  await expect(ring.locator('[data-candidate]')).toContainText('秦木根')
  await expect(ring.locator(`[data-history="${ticketId}"]`)).toContainText(number)
  await seat.answer()
  const card = page.getByTestId('caller-column')
  await expect(card).not.toContainText(number)
  await seat.press('Alt+1')
  await expect(card.locator(`[data-order="${number}"]`)).toContainText('待审核派单')
})

test('the query code with its second factor finds the status and nothing else; a wrong one finds nothing', async () => {
  const { page } = seat
  const code = queryCodeOf(ticketId)
  await seat.press('Control+K')
  const hits = page.getByRole('listbox', { name: '查人查单' }).getByRole('option')
  await seat.type(`${code} 002`)
  await expect(page.getByText('本机没有查到。')).toBeVisible()
  await expect(hits).toHaveCount(0)
  await seat.press('Control+A')
  await seat.type(`${code} 001`)
  await expect(hits).toHaveCount(1)
  await expect(hits).toHaveText('待审核派单只告知办理状态，不说内容和单位')
  await seat.press('Escape')
  await expect(hits).toHaveCount(0)
})
