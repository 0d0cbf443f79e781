import { expect, test, type Locator } from '@playwright/test'
import { drillIds, type DrillId } from '../../shared/drills/drills'
import { takePictures } from '../support/pictures'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'

/** The eight RED drills at one seat, one after the other, by keys alone. What each is without is really away, and its checklist says what was done. */

test.describe.configure({ mode: 'serial', timeout: 90_000 })

let seat: PracticeSeat
test.beforeAll(async () => {
  seat = await openPracticeSeat()
})
test.afterAll(() => seat.close())

const part = (testId: string): Locator => seat.page.getByTestId(testId)
const panel = () => part('red-panel')
const strip = () => part('drill-strip')
const list = () => seat.page.getByRole('listbox', { name: '场景' })
const place = () => seat.page.locator('[data-slot="work_place"] input')
const description = () => seat.page.locator('[data-slot="description"] textarea')
const pictures = (name: string) => takePictures(seat.page, 'drills', name)

/** Chooses the drill in the list and lets its caller ring. */
async function begin(drillId: DrillId): Promise<void> {
  await expect(seat.state()).toContainText('空闲')
  await seat.tabTo(list())
  await seat.press('ArrowRight', 'Home')
  for (let at = 0; at < drillIds.indexOf(drillId); at += 1) await seat.press('ArrowDown')
  await expect(seat.page.locator(`#practice-${drillId}`)).toHaveAttribute('aria-selected', 'true')
  await expect(part('drill-checks')).toBeVisible()
  await pictures(`${drillId}-begin`)
  await seat.press('Enter')
  await expect(part('ring-stage')).toBeVisible()
}

async function play(drillId: DrillId): Promise<void> {
  await begin(drillId)
  await seat.answer()
  await expect(strip()).toBeVisible()
}

/** Writes where it is, with the keyboard back in the caller's words afterwards. */
async function writePlace(words: string): Promise<void> {
  await seat.tabTo(place())
  await seat.type(words)
  await seat.press('Enter', 'Alt+W')
}

async function askForHelp(): Promise<void> {
  await seat.press('F9')
  await expect(part('red-asked')).toBeVisible()
  await seat.press('F9')
  await expect(panel()).toBeVisible()
}

async function tick(row: string): Promise<void> {
  await seat.tabTo(panel().locator(`[data-row="${row}"] button`))
  await seat.press('Enter')
  await expect(panel().locator(`[data-row="${row}"]`)).toContainText('✓')
}

/** Hangs up if somebody is still there and ends the wrap-up; what the checklist says, by check. */
async function finish(drillId: DrillId): Promise<Readonly<Record<string, string>>> {
  await expect(async () => {
    const state = await seat.state().innerText()
    if (/^(通话|保持)/.test(state)) await seat.press('Shift+F2')
    // Whoever has handed the order in already has no wrap-up.
    if (state.startsWith('话后')) await seat.press('F8')
    await expect(part('drill-results')).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  await expect(strip()).toBeHidden()
  await pictures(`${drillId}-checklist`)
  const rows = await part('drill-results').locator('li').evaluateAll((items) => items.map((item) => [item.dataset['check'] ?? '', item.dataset['outcome'] ?? ''] as const))
  await seat.becomeFree()
  return Object.fromEntries(rows)
}

test('desk dead: the desk is really away, the key works, the duty list is rung, and the desk comes back with the end', async () => {
  await begin('desk-dead')
  await expect(seat.truth('desk')).toContainText('联系不上', { timeout: 30_000 })
  await seat.answer()
  await seat.press('Alt+W')
  await seat.type('说站在楼顶上')
  await expect(strip()).toContainText('楼顶', { timeout: 30_000 })
  await askForHelp()
  await expect(part('red-lead')).toContainText('连不上班长台')
  await expect(description()).toBeFocused()
  await writePlace('璧山区')
  await expect(panel()).toContainText('璧山区')
  await pictures('desk-dead-help')
  await tick('DUTY_1')
  await seat.press('Shift+F9')
  await expect(panel()).toContainText('演练：这里会拨 110')
  expect(await finish('desk-dead')).toEqual({ 'help-in-time': 'done', 'place-written': 'done', 'duty-rung': 'done', emergency: 'done', stayed: 'done' })
  await expect(seat.truth('desk')).toContainText('已同步', { timeout: 40_000 })
})

test('PBX slow: the help key waits for nothing, hold is long on its way, and another telephone is used', async () => {
  await play('pbx-slow')
  await askForHelp()
  // What has not been acknowledged is not renegotiated: the caller speaks, so the answer has come through.
  await expect(strip()).toContainText('来电人', { timeout: 15_000 })
  const held = seat.page.evaluate(() => new Promise<number>((resolve) => {
    const asked = performance.now()
    const look = setInterval(() => {
      if (document.querySelector('[data-command="hold"][aria-pressed="true"]') === null) return
      clearInterval(look)
      resolve(performance.now() - asked)
    }, 20)
  }))
  await seat.press('F3')
  // No less than the way there and back; how much more a busy machine makes of it is not asked.
  expect(await held).toBeGreaterThan(1_000)
  await seat.press('F3')
  await expect(seat.state()).toContainText('通话')
  await seat.tabTo(panel().locator('[data-command="red-other-phone"]'))
  await seat.press('Enter')
  await writePlace('合川区')
  await expect(panel()).toContainText('合川区')
  expect(await finish('pbx-slow')).toEqual({ 'help-in-time': 'done', 'place-written': 'done', 'other-phone': 'done', stayed: 'done' })
})

test('alone at night: no lead is there, nobody accepts, and what is left out is said', async () => {
  await play('lone-agent')
  await askForHelp()
  await expect(part('red-lead')).toContainText('没有班长在岗')
  await seat.press('Shift+F9')
  await tick('DUTY_2')
  expect(await finish('lone-agent')).toEqual({ 'help-in-time': 'done', 'place-written': 'missed', 'duty-rung': 'done', emergency: 'done', stayed: 'done' })
})

test('wrong press: taken back within five seconds, nobody is disturbed and no rest follows', async () => {
  await play('wrong-press')
  await seat.press('F9')
  await expect(part('red-asked')).toBeVisible()
  await seat.press('Control+F9')
  await expect(part('red-asked')).toBeHidden()
  await expect(seat.state()).toContainText('通话')
  await seat.press('Alt+Q', '1', 'Alt+C')
  await seat.type('yqct')
  await expect(seat.page.getByRole('option').first()).toContainText('孕产哺乳期被辞退')
  await seat.press('Enter', 'Alt+K', 'Control+Shift+Enter')
  await expect(seat.page.locator('[data-toast]')).toContainText('已提交 YL-')
  expect(await finish('wrong-press')).toEqual({ 'taken-back': 'done' })
})

test('the call drops: the caller is called back by one key, and goes on', async () => {
  await play('call-dropped')
  await askForHelp()
  await writePlace('长寿区')
  await expect(seat.state()).toContainText('话后', { timeout: 30_000 })
  await expect(strip()).toBeVisible()
  await seat.press('Control+F6')
  await expect(seat.state()).toContainText('通话', { timeout: 15_000 })
  await expect(strip()).toContainText('刚才断了', { timeout: 15_000 })
  await expect(part('red-lead')).toContainText('演练班长', { timeout: 15_000 })
  expect(await finish('call-dropped')).toEqual({ 'help-in-time': 'done', 'place-written': 'done', 'called-back': 'done', stayed: 'done' })
})

test('elsewhere: the number to dial follows the place that is written down', async () => {
  await play('elsewhere')
  await askForHelp()
  await expect(part('red-dial')).toHaveText('110')
  await writePlace('贵阳市观山湖区云潭路边工地')
  await expect(part('red-dial')).toHaveText('0851110')
  await expect(panel()).toContainText('人在贵阳')
  await seat.press('Shift+F9')
  await expect(panel()).toContainText('演练：这里会拨 0851110')
  expect(await finish('elsewhere')).toEqual({ 'help-in-time': 'done', 'place-written': 'done', 'emergency-of-place': 'done', stayed: 'done' })
})

test('a child: hung up on before anybody has it, the list says so', async () => {
  await play('child')
  await seat.press('Alt+W')
  await seat.type('十五岁，在烧烤店做了两个月没拿到钱，还住在店里')
  await expect(strip()).toContainText('住在店里', { timeout: 40_000 })
  await writePlace('渝中区')
  expect(await finish('child')).toEqual({ 'help-in-time': 'missed', 'place-written': 'done', 'nobody-else-rung': 'done', stayed: 'missed' })
})

test('a caller who cannot speak: no voice but keys, and the keys stand in the call bar', async () => {
  await play('cannot-speak')
  await expect(strip()).toContainText('没说话')
  await expect(seat.page.getByRole('banner')).toContainText('来电人按键 1', { timeout: 20_000 })
  await askForHelp()
  await pictures('cannot-speak-keys')
  await seat.press('Shift+F9')
  await writePlace('渝北区')
  await expect(seat.page.getByRole('banner')).toContainText('来电人按键 1 1', { timeout: 20_000 })
  expect(await finish('cannot-speak')).toEqual({ 'help-in-time': 'done', 'place-written': 'done', emergency: 'done', stayed: 'done' })
})

test('what was handed in during a drill says that it is practice, by which figures leave it out', async () => {
  await seat.isSynced()
  const [order] = (await seat.changes()).flatMap(({ event }) => (event.type === 'opened' ? [event.data] : [])).slice(-1)
  expect(order?.number).toMatch(/^YL-/)
  expect(order?.practice).toBe(true)
})
