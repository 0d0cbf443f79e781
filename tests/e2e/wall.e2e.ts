import { expect, test, type Page } from '@playwright/test'
import { askMain } from '../support/ask-main'
import { startWindowManager, whyNoWindowManager } from '../support/desktop'
import { launchLingxi } from '../support/lingxi-app'
import { openPracticeWall, type PracticeWall } from '../support/practice-wall'
import { checkScreen, hearComplaints, shownWords } from '../support/screen-checks'
import { wordsOfOtherLanguage } from '../support/words-of-language'
import { foundIn } from '../support/words-in-window'

/** The wall of a practice seat: what a lead and what a room owe to whoever looks up at it. */

test.describe.configure({ timeout: 180_000 })

const tiles = ['queues', 'waiting', 'half-hours', 'intake', 'seats', 'calls', 'risks', 'dues', 'missed', 'alarms'] as const

test.describe('the wall of a practice seat', () => {
  let wall: PracticeWall
  test.beforeAll(async () => {
    wall = await openPracticeWall()
  })
  test.afterAll(() => wall.seat.close())
  test.beforeEach(async () => {
    await wall.drill('running')
    await wall.view('lead')
  })

  test('both views have no serious finding of axe in either theme and complain of nothing', async () => {
    const { page } = wall
    const complaints = hearComplaints(page)
    await page.reload()
    await expect(page.locator('[data-tile="half-hours"] canvas')).toBeVisible()
    await checkScreen(page, 'lead')
    await page.locator('[data-figure="SL15"]').click()
    await expect(page.getByTestId('figure-rows')).toBeVisible()
    await checkScreen(page, 'rows of a figure')
    await page.keyboard.press('Escape')
    await page.keyboard.press('F1')
    await expect(page.getByRole('dialog')).toBeVisible()
    await checkScreen(page, 'keys')
    await page.keyboard.press('Escape')
    await wall.view('room')
    await checkScreen(page, 'room')
    expect(complaints).toEqual([])
  })

  test('a key that follows Escape at once is not lost', async () => {
    const { page } = wall
    await page.locator('[data-figure="SL15"]').click()
    await expect(page.getByTestId('figure-rows')).toBeVisible()
    // In one task, so that the close event of the dialogue is still to come.
    await page.evaluate(() => {
      document.querySelector<HTMLDialogElement>('dialog[open]')?.close()
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'F1', cancelable: true }))
    })
    await expect(page.getByTestId('figure-rows')).toBeHidden()
    await expect(page.getByRole('dialog').getByText('F11', { exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  })

  for (const [width, height] of [[1920, 1080], [1366, 768]] as const) {
    test(`nothing scrolls at ${width} x ${height}, and what has no room is counted`, async () => {
      await wall.resize(width, height)
      for (const kind of ['lead', 'room'] as const) {
        await wall.view(kind)
        expect.soft(await outOfSight(wall.page), kind).toEqual([])
      }
      await wall.view('lead')
      for (const tile of ['risks', 'missed', 'calls', 'waiting'] as const) {
        // Until the list has been measured anew.
        await expect.poll(() => shownAndCounted(wall.page, tile), { message: tile }).toMatchObject({ isAll: true })
      }
    })
  }

  test('moves by itself: times tick, and what happens on the floor is drawn without anybody asking', async () => {
    const { page } = wall
    const clock = page.locator('.clock')
    const before = await clock.innerText()
    await expect(clock).not.toHaveText(before)
    const floor = () => page.locator('[data-tile="seats"] .chip').evaluateAll((chips) => chips.map((chip) => `${chip.closest('.group')?.getAttribute('data-group')} ${chip.getAttribute('data-seat')}`).join())
    const first = await floor()
    await expect.poll(floor, { timeout: 60_000 }).not.toBe(first)
  })

  test('a click and the Enter key open exactly the rows that a figure counts', async () => {
    const { page } = wall
    for (const code of ['CONNECT', 'ABANDON']) {
      const figure = page.locator(`[data-figure="${code}"]`)
      await figure.focus()
      await page.keyboard.press('Enter')
      const rows = page.getByTestId('figure-rows').locator('tbody tr')
      // It goes on meanwhile: figure and rows are read at one moment.
      await expect.poll(async () => {
        const [, above, below] = /(\d+) ÷ \D*(?:\d+ \D+)*?(\d+)(?: ·|$)/u.exec(await page.locator('dialog .formula').innerText()) ?? []
        const counted = await rows.evaluateAll((all) => [all.filter((row) => (row as HTMLElement).dataset['above'] === 'true').length, all.length])
        return [Number(above), Number(below)].join() === counted.join() || `${above} ${below} ${counted.join(' ')} ${await page.locator('dialog .formula').innerText()}`
      }).toBe(true)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
      await expect(figure).toBeFocused()
    }
  })

  test('by keys alone every list and every row of it is reached, and the focus can be seen', async () => {
    const { page } = wall
    // What comes and goes meanwhile would make another number of rows: the floor stands still where its source is cut.
    await wall.drill('source-cut')
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    const lists = await page.locator('.wall [data-list]:has([data-item])').count()
    const reached = new Set<string>()
    for (let stops = 0; stops < 40 && reached.size < lists; stops += 1) {
      await page.keyboard.press('Tab')
      const label = await page.evaluate(() => document.activeElement?.closest('[data-list]')?.getAttribute('aria-label') ?? null)
      if (label === null || reached.has(label)) continue
      reached.add(label)
      const walked = await walkDown(page)
      expect.soft(walked.reached, label).toBe(walked.rows)
      expect.soft(walked.isSeen, `${label}: outline`).toBe(true)
    }
    expect(reached.size).toBe(lists)
  })

  test('who gave up is claimed by name, and leaves the list once rung back', async () => {
    const { page } = wall
    await wall.resize(1920, 1080)
    const claim = page.locator('[data-tile="missed"] [data-act="claim"]').first()
    // Callers give up now and then; sooner or later nobody else has taken one of them.
    await expect(claim).toBeVisible({ timeout: 150_000 })
    const id = await claim.evaluate((button) => button.closest('[data-missed]')?.getAttribute('data-missed'))
    const row = page.locator(`[data-tile="missed"] [data-missed="${id}"]`)
    await row.locator('[data-act="claim"]').click()
    await expect(row).toHaveAttribute('data-step', 'claimed')
    await expect(row).toContainText('认领')
    await row.locator('[data-act="reached"]').click()
    await expect(row).toHaveCount(0)
  })

  test('with its source cut every part is grey and dated within two heartbeats and its times stand still; with it back it is live', async () => {
    const { page } = wall
    await wall.drill('source-cut')
    for (const tile of tiles) await expect(page.locator(`[data-tile="${tile}"]`), tile).toHaveAttribute('data-fresh', 'stale', { timeout: 15_000 })
    for (const tile of tiles) await expect.soft(page.locator(`[data-tile="${tile}"] .tile-head`), tile).toContainText('不作依据')
    for (const figure of await page.locator('[data-figure]').all()) await expect.soft(figure).toHaveAttribute('data-fresh', 'stale')
    expect(await page.locator('[data-tile="seats"]').evaluate((tile) => getComputedStyle(tile).backgroundImage)).toContain('repeating-linear-gradient')
    const times = () => page.locator('.tile .time, .figure .time').allInnerTexts()
    const before = await times()
    const clock = await page.locator('.clock').innerText()
    await expect(page.locator('.clock')).not.toHaveText(clock)
    expect(await times()).toEqual(before)
    expect(await page.locator('.tile .act:not([aria-disabled="true"])').count()).toBe(0)
    await wall.view('room')
    await expect(page.locator('[data-tile="seats"]')).toHaveAttribute('data-fresh', 'stale')
    await expect(page.locator('.room')).toContainText('不作依据')
    await wall.drill('running')
    for (const tile of ['waiting', 'seats', 'figures', 'risks']) await expect(page.locator(`[data-tile="${tile}"]`)).toHaveAttribute('data-fresh', 'live')
  })

  test('with the PBX away what comes from it says since when; seats and orders go on', async () => {
    const { page } = wall
    await wall.drill('pbx-away')
    for (const tile of ['queues', 'waiting', 'calls', 'half-hours']) await expect(page.locator(`[data-tile="${tile}"]`)).toHaveAttribute('data-fresh', 'away')
    for (const tile of ['seats', 'risks', 'dues']) await expect(page.locator(`[data-tile="${tile}"]`)).toHaveAttribute('data-fresh', 'live')
    await expect(page.locator('[data-tile="queues"] .tile-head')).toContainText('起没有回应')
  })

  test('the room learns no name, no number, no reason and no time of one person', async () => {
    const { seat, page } = wall
    const names = await page.locator('.seat-name').allInnerTexts()
    const numbers = (await page.locator('.caller .number').allInnerTexts()).filter((number) => number.includes('*'))
    const seats = await page.locator('[data-seat]').evaluateAll((chips) => chips.map((chip) => chip.getAttribute('data-seat') ?? ''))
    const orders = await page.locator('[data-tile="risks"] .strong, [data-tile="dues"] .number').allInnerTexts()
    const canaries = [...new Set([...names, ...numbers, ...seats, ...orders, '用餐', '离席 ', '补录'])].filter((word) => word.trim() !== '')
    expect(canaries.length).toBeGreaterThan(20)
    // They are found where they are shown.
    expect((await foundIn(seat.lingxi, page, names)).length).toBeGreaterThan(0)
    await wall.view('room')
    expect(await foundIn(seat.lingxi, page, canaries)).toEqual([])
    expect(await page.locator('.room .time').count()).toBeLessThanOrEqual(1)
  })

  test('what the room reads is large: nothing in its parts is smaller than 40 px on a screen of 1080 lines', async () => {
    await wall.resize(1920, 1080)
    await wall.view('room')
    const sizes = await wall.page.locator('.room *').evaluateAll((all) =>
      all.filter((each) => [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '')).map((each) => Number.parseFloat(getComputedStyle(each).fontSize)))
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(40)
  })

  test('speaks the language that was chosen, at once and in both views', async () => {
    const { page } = wall
    for (const [locale, data] of [['en', ['中文']], ['zh-CN', ['English']]] as const) {
      await wall.look({ locale })
      const isOther = wordsOfOtherLanguage(locale)
      for (const kind of ['lead', 'room'] as const) {
        await wall.view(kind)
        expect.soft(isOther(await shownWords(page)).filter((word) => !(data as readonly string[]).includes(word)), `${locale} ${kind}`).toEqual([])
      }
    }
  })

  test('prints black on white with every row there is and no button', async () => {
    const { page } = wall
    await page.emulateMedia({ media: 'print' })
    await expect.poll(() => shownAndCounted(page, 'risks')).toMatchObject({ isAll: true, rest: 0 })
    await expect(page.locator('.switch').first()).toBeHidden()
    expect(await page.locator('.wall').evaluate((all) => [getComputedStyle(all).color, getComputedStyle(all).backgroundColor])).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
    await page.emulateMedia({ media: null })
  })
})

test.describe('under a window manager', () => {
  test.skip(whyNoWindowManager() !== undefined, whyNoWindowManager() ?? '')

  test('F11 fills the screen and gives it back', async () => {
    const manager = await startWindowManager()
    const wall = await openPracticeWall()
    const frame = await wall.seat.lingxi.electron.browserWindow(wall.page)
    const isFull = () => frame.evaluate((shown) => shown.isFullScreen())
    // As from the keyboard: what a test types into the page does not pass the window.
    const press = () => frame.evaluate((shown) => shown.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'F11' }))
    await press()
    await expect.poll(isFull).toBe(true)
    await press()
    await expect.poll(isFull).toBe(false)
    await wall.seat.close()
    await manager.stop()
  })
})

test('the wall opens again in the view it was left in, and ends with the seat', async () => {
  const wall = await openPracticeWall()
  await wall.view('room')
  await wall.page.close()
  await wall.seat.press('Control+6')
  const again = await wall.seat.lingxi.page('wall')
  await expect(again.locator('.room')).toBeVisible()
  await wall.seat.press('Control+5')
  await expect(again.locator('.floor')).toBeVisible()
  const left = wall.seat.lingxi.electron.waitForEvent('close')
  const own = await wall.seat.lingxi.electron.browserWindow(wall.seat.page)
  void own.evaluate((shown) => shown.close()).catch(() => undefined)
  await left
})

test('the wall of a seat whose desk hears no queue says that it knows nothing, and shows no number; signing out closes it', async () => {
  const desk = await launchLingxi({ args: ['--desk'] })
  const page = await desk.page('console')
  expect(await askMain(page, 'console', 'openWall', { view: 'lead' })).toMatchObject({ ok: false, error: { code: 'not-signed-in' } })
  expect(await askMain(page, 'console', 'setPassword', { agentName: '李敏', agentNumber: '8017', password: 'correct horse' })).toMatchObject({ ok: true })
  expect(await askMain(page, 'console', 'openWall', { view: 'room' })).toMatchObject({ ok: true })
  const wall = await desk.page('wall')
  await expect(wall.getByText('还没有收到数据')).toBeVisible()
  expect(await wall.locator('.tile, .panel, .figure').count()).toBe(0)
  const gone = wall.waitForEvent('close')
  expect(await askMain(page, 'console', 'signOut', undefined)).toMatchObject({ ok: true })
  await gone
  await desk.close()
})

/** What has to be scrolled to be seen: the page and its lists, by name. */
function outOfSight(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const scrolled = [document.documentElement, document.body].some((each) => each.scrollHeight > window.innerHeight + 1 || each.scrollWidth > window.innerWidth + 1)
    const cut = [...document.querySelectorAll('.list, .groups, .counts, .strip, .tile')].filter((each) => each.scrollHeight > each.clientHeight + 2)
    return [...(scrolled ? ['page'] : []), ...cut.map((each) => each.getAttribute('aria-label') ?? each.className)]
  })
}

/** Whether shown rows and the number of those that are not make up the number at the tile's head. */
function shownAndCounted(page: Page, tile: string): Promise<{ readonly isAll: boolean; readonly rest: number }> {
  return page.locator(`[data-tile="${tile}"]`).evaluate((element) => {
    const list = element.querySelector<HTMLElement>('.list')
    const rows = list?.querySelectorAll('.row').length ?? 0
    const rest = Number(list?.dataset['rest'] ?? 0)
    return { isAll: rows + rest === Number(element.querySelector('.count')?.textContent ?? Number.NaN), rest }
  })
}

/** From the first thing of the list with the focus to its end. */
async function walkDown(page: Page): Promise<{ readonly rows: number; readonly reached: number; readonly isSeen: boolean }> {
  await page.keyboard.press('Home')
  const items = () => page.evaluate(() => document.activeElement?.closest('[data-list]')?.querySelectorAll('[data-item]').length ?? 0)
  const place = () => page.evaluate(() => [...(document.activeElement?.closest('[data-list]')?.querySelectorAll('[data-item]') ?? [])].indexOf(document.activeElement as Element))
  const isSeen = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle === 'solid')
  let at = await place()
  for (let steps = await items(); steps > 1; steps -= 1) {
    await page.keyboard.press('ArrowRight')
    at = await place()
  }
  return { rows: await items(), reached: at + 1, isSeen }
}
