import path from 'node:path'
import { expect, test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { askMain } from '../support/ask-main'
import { openHotlineSeat, type HotlineSeat } from '../support/hotline-seat'
import { askPage, crashPage } from '../support/page-crash'
import { pbx, pbxAgents } from '../support/pbx'
import { whyNoPbx } from '../support/pbx/prepare-pbx.mjs'
import { call } from '../support/sipp'

/** The screen is lost while two callers are on the line of a real Asterisk, and comes back to both. */

const reason = whyNoPbx()
test.skip(reason !== undefined, reason ?? '')
test.describe.configure({ timeout: 150_000 })

let seat: HotlineSeat

test.beforeAll(async () => {
  test.setTimeout(150_000)
  await pbx.start()
  seat = await openHotlineSeat(path.join(artifactsDir, 'console-lost'))
  expect(await askMain(seat.page, 'console', 'changeSettings', { secondCalls: 'wait' })).toMatchObject({ ok: true })
  await seat.useAccount({ serverUrl: pbx.webSocket, domain: pbx.address, ...pbxAgents.one })
  await expect(seat.truth('line')).toHaveAttribute('data-look', 'ok', { timeout: 15_000 })
})

test.afterAll(async () => {
  try {
    // The page object of a crashed page can say nothing any more, least of all that closing is allowed.
    await askPage(seat.lingxi, 'console', 'lingxi.setBusy({ reason: null })')
    await seat.close()
  } finally {
    await pbx.stop()
  }
})

interface Seen {
  readonly text: string
  readonly ways: readonly string[]
}

/** Asked through main. */
const seen = () =>
  askPage<Seen>(
    seat.lingxi,
    'console',
    `(() => ({
      text: document.querySelector('[data-slot="description"] textarea').value,
      ways: [...document.querySelectorAll('[data-command]:enabled')].map((button) => button.dataset.command),
    }))()`,
  )
const click = (command: string) => askPage(seat.lingxi, 'console', `document.querySelector('[data-command="${command}"]').click()`)

test('a console that crashes while two callers are up comes back to both, each with the own draft, and ends the one that is meant', async () => {
  const first = await call({ from: '15400000012', target: '12351' })
  await expect(seat.ringStage()).toBeVisible()
  await seat.answer()
  await first.reached('answered')
  await seat.press('Alt+W')
  await seat.type('工资没发')
  const second = await call({ from: '15400000013', target: pbxAgents.one.user })
  await expect(seat.page.locator('[data-command="answer"]')).toBeVisible()
  await seat.wakeKeys()
  await seat.press('F2')
  await second.reached('answered')
  await expect(seat.page.locator('[data-command="swap"]')).toBeVisible()
  await expect(seat.page.getByTestId('saved')).toHaveAttribute('data-saved', 'true')
  await crashPage(seat.lingxi, 'console')

  const withWays = (text: string) => expect.objectContaining({ text, ways: expect.arrayContaining(['swap', 'hang-up', 'hold']) })
  await expect.poll(seen, { timeout: 20_000 }).toEqual(withWays(''))
  await click('swap')
  await expect.poll(seen).toEqual(withWays('工资没发'))
  await click('hang-up')
  expect(await first.ended).toBe('hung up on')
  await expect.poll(async () => (await seen())?.ways).not.toContain('swap')
  expect(await second.hangUp()).toBe('hung up')
})
