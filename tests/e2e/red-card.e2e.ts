import { expect, test } from '@playwright/test'
import { startSharedDeskProgram, type SharedDeskProgram } from '../support/desk/shared-desk-program'
import { takePictures } from '../support/pictures'
import { checkScreen } from '../support/screen-checks'
import { openSharedSeat, type SharedSeat } from '../support/shared-seat'

/** A call for help on the consoles of two leads, at the real shared desk: who calls is seen by whoever acts on it. */

test.describe.configure({ mode: 'serial', timeout: 180_000 })

let desk: SharedDeskProgram
let first: SharedSeat
let second: SharedSeat
let token = ''
const redId = crypto.randomUUID()
const facts = { place: '渝北区 示例工地 3 号楼楼顶', number: '154-0000-0012', who: '秦木根', redKind: 'RED_PERSON' }
const canaries = ['15400000012', '秦木根', '13912345678']

async function post(route: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`${desk.origin()}${route}`, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}
const say = (body: object) => post('/v1/floor/signals', { id: crypto.randomUUID(), to: { kind: 'leads' }, body: { redId, ...body } })
const card = ({ page }: SharedSeat) => page.getByTestId('red-card')

/** What of the caller stands anywhere in the page: drawn, in an attribute or in the title. */
async function found({ page }: SharedSeat): Promise<readonly string[]> {
  const all = [await page.evaluate(() => document.documentElement.outerHTML), await page.title()].join('\n').replaceAll(/(?<=\d)[ -](?=\d)/g, '')
  return canaries.filter((canary) => all.includes(canary))
}

test.beforeAll(async () => {
  test.setTimeout(180_000)
  desk = await startSharedDeskProgram()
  const password = await desk.person('jiangxiao', '江晓', ['AGENT'])
  token = ((await post('/v1/sessions', { login: 'jiangxiao', password, installation: crypto.randomUUID(), takeOver: false })) as { token: string }).token
  await post('/v1/session/password', { old: password, new: 'a better password' })
  first = await openSharedSeat()
  await first.begin(desk.origin(), 'zhoumin', await desk.person('zhoumin', '周敏', ['LEAD']))
  second = await openSharedSeat()
  await second.begin(desk.origin(), 'zhaowen', await desk.person('zhaowen', '赵文', ['LEAD']))
})

test.afterAll(async () => {
  await first?.close()
  await second?.close()
  await desk?.close()
})

test('before anybody has accepted both leads read where it is and what is said, and neither reads who it is', async () => {
  await say({ kind: 'red-pressed', queueCallId: null, drill: false, pressedAt: Date.now(), ...facts })
  await say({ kind: 'red-words', text: '秦木根在楼顶，妻子电话 139 1234 5678，离边上两步', ...facts })
  for (const seat of [first, second]) {
    await expect(seat.page.getByTestId('red-text')).toHaveText('秦**在楼顶，妻子电话 139****5678，离边上两步', { timeout: 15_000 })
    await expect(card(seat)).toContainText('渝北区 示例工地 3 号楼楼顶')
    await expect(card(seat)).toContainText('154****0012')
    expect(await found(seat)).toEqual([])
  }
  await checkScreen(first.page, 'a masked call for help')
  await takePictures(first.page, 'red-card', 'calling')
})

test('whoever accepts by one key sees all of it at once, and the other lead does not', async () => {
  await first.page.keyboard.press('Alt+a')
  await expect(card(first)).toContainText('154-0000-0012')
  await expect(card(second)).toHaveAttribute('data-red', 'accepted')
  expect([await found(first), await found(second)]).toEqual([canaries, []])
  await takePictures(first.page, 'red-card', 'accepted-here')
  await takePictures(second.page, 'red-card', 'accepted-elsewhere')
})

test('the other one who rings 110 or 120 sees it too; both leads read who rings, and the audit has both', async () => {
  await card(second).locator('[data-command="ring-emergency"]').click()
  await expect(card(second)).toContainText('154-0000-0012')
  expect(await found(second)).toEqual(canaries)
  for (const seat of [first, second]) await expect(card(seat)).toContainText('赵文 在打 110/120')
  await checkScreen(second.page, 'a call for help for which 110 is rung')
  await takePictures(second.page, 'red-card', 'emergency')
  const told = (await desk.audit()).flatMap(({ act }) => (act.kind === 'floor-told' && act.about === redId && act.to !== null ? [act.what] : []))
  expect(told).toEqual(['red-accepted', 'red-emergency-rung'])
})

test('a load of the page shows it again to both', async () => {
  for (const seat of [first, second]) {
    await seat.page.reload()
    await expect(card(seat)).toContainText('154-0000-0012', { timeout: 30_000 })
  }
})
