import path from 'node:path'
import { expect, test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { openPracticeWall, type PracticeWall } from '../support/practice-wall'

/** Pictures of the wall: both views, both languages, both themes, two sizes; old data, the PBX away, the rows behind a figure. */

test.describe.configure({ mode: 'serial', timeout: 600_000 })

let wall: PracticeWall
test.beforeAll(async () => {
  wall = await openPracticeWall()
})
test.afterAll(() => wall.seat.close())

async function picture(name: string): Promise<void> {
  await wall.page.mouse.move(2, 2)
  await wall.page.screenshot({ path: path.join(artifactsDir, 'wall', `${name}.png`) })
}

for (const [width, height] of [[1920, 1080], [1366, 768]] as const) {
  test(`both views at ${width} x ${height}`, async () => {
    await wall.resize(width, height)
    for (const locale of ['zh-CN', 'en'] as const) {
      for (const theme of ['dark', 'light'] as const) {
        await wall.look({ locale, theme })
        for (const kind of ['lead', 'room'] as const) {
          await wall.view(kind)
          await picture(`${kind}-${width}-${locale}-${theme}`)
        }
      }
    }
  })
}

test('old data, the PBX away, rows', async () => {
  await wall.look({ locale: 'zh-CN', theme: 'dark' })
  await wall.view('lead')
  await wall.page.locator('[data-figure="SL15"]').click()
  await expect(wall.page.getByTestId('figure-rows')).toBeVisible()
  await picture('rows')
  await wall.page.keyboard.press('Escape')
  await wall.page.locator('[data-seat]').first().click()
  await picture('seat')
  await wall.page.keyboard.press('Escape')
  await wall.drill('pbx-away')
  await expect(wall.page.locator('[data-tile="queues"]')).toHaveAttribute('data-fresh', 'away')
  await picture('pbx-away-lead')
  await wall.view('room')
  await picture('pbx-away-room')
  await wall.view('lead')
  await wall.drill('source-cut')
  await expect(wall.page.locator('[data-tile="seats"]')).toHaveAttribute('data-fresh', 'stale', { timeout: 20_000 })
  for (const theme of ['dark', 'light'] as const) {
    await wall.look({ theme })
    await wall.view('lead')
    await picture(`stale-lead-${theme}`)
    await wall.view('room')
    await picture(`stale-room-${theme}`)
  }
  await wall.drill('running')
  await wall.view('lead')
  await wall.resize(1920, 1080)
  await wall.page.emulateMedia({ media: 'print' })
  await picture('print')
})
