import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { heardByCaller } from '../support/far-ear'
import { hearEverything } from '../support/phone-sound'
import { openPracticeSeat } from '../support/practice-seat'
import type { PracticeSeat } from '../support/practice-seat'
import { goTo } from '../support/screens'

/** A headset's buttons in the real phone page; what they do to the voice is measured at the caller's end. */

test.describe.configure({ timeout: 120_000 })

let seat: PracticeSeat
let phone: Page

interface Plugged {
  readonly lights: readonly number[]
  press(bit: number): void
}

test.beforeAll(async () => {
  seat = await openPracticeSeat()
  phone = await seat.lingxi.page('phone')
})
test.afterAll(() => seat.close())

test('the phone page may look for headsets, and asks nobody', async () => {
  expect(await phone.evaluate(() => (navigator as unknown as { hid: { getDevices(): Promise<readonly unknown[]> } }).hid.getDevices().then((found) => Array.isArray(found)))).toBe(true)
  await goTo(seat, 'settings')
  await expect(seat.page.getByTestId('headset-buttons')).toContainText('没有带按键的耳机')
})

test('answers, mutes to silence, holds and hangs up, with its lights beside it', async () => {
  await phone.addInitScript(plugHeadset)
  await hearEverything(phone)
  await expect(seat.truth('queue')).toContainText('接来电')
  const press = (bit: number) => phone.evaluate((at) => (window as unknown as { headset: Plugged }).headset.press(at), bit)
  const light = () => phone.evaluate(() => (window as unknown as { headset: Plugged }).headset.lights.at(-1))
  const [hook, mute, flash] = [0, 1, 2]
  const [offHook, muted, rings, held] = [1, 2, 4, 8]

  await goTo(seat, 'settings')
  await expect(seat.page.getByTestId('headset-buttons')).toContainText('Test headset')
  await seat.ring('C17')
  await expect.poll(light).toBe(rings)
  await press(hook)
  await expect(seat.page.getByTestId('call-timer')).toBeVisible()
  await expect.poll(light).toBe(offHook)
  await expect.poll(() => heardByCaller(phone)).toBeGreaterThan(0.01)
  await press(mute)
  await expect.poll(light).toBe(offHook + muted)
  await expect(seat.page.locator('[data-command="mute"]')).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => heardByCaller(phone)).toBeLessThan(0.0005)
  await press(mute)
  await expect.poll(() => heardByCaller(phone)).toBeGreaterThan(0.01)
  await press(flash)
  await expect.poll(light).toBe(offHook + held)
  // The light shows what was asked for; the next key waits until the far end has agreed.
  await expect(seat.page.locator('[data-command="hold"]')).toHaveAttribute('aria-pressed', 'true')
  await press(flash)
  await expect.poll(light).toBe(offHook)
  await press(hook)
  await expect(seat.state()).toHaveText(/^话后/)
  await expect.poll(light).toBe(0)
  await seat.becomeFree()
})

/** Runs in the page, before its own scripts: a headset as WebHID shows one. Bits of its report: hook, mute, flash; of its lights: off hook, mute, ring, hold. */
function plugHeadset(): void {
  const field = (usages: readonly number[], isAbsolute: boolean, hasPreferredState: boolean) => ({
    usages, isAbsolute, hasPreferredState, isArray: false, isRange: false, isConstant: false, usageMinimum: 0, usageMaximum: 0, reportSize: 1, reportCount: usages.length,
  })
  let isOffHook = false
  const lights: number[] = []
  const tell = (byte: number) => device.dispatchEvent(Object.assign(new Event('inputreport'), { reportId: 2, data: new DataView(new Uint8Array([byte]).buffer) }))
  const device: EventTarget = Object.assign(new EventTarget(), {
    opened: false,
    productName: 'Test headset',
    collections: [{
      usagePage: 0x0b,
      inputReports: [{ reportId: 2, items: [field([0x0b0020], true, false), field([0x0b002f], false, false), field([0x0b0021], true, true)] }],
      outputReports: [{ reportId: 2, items: [field([0x080017, 0x080009, 0x080018, 0x080020], true, false)] }],
    }],
    open: () => Promise.resolve(),
    close: () => Promise.resolve(),
    async sendReport(_id: number, data: Uint8Array) {
      lights.push(data[0] ?? 0)
      isOffHook = ((data[0] ?? 0) & 1) === 1
    },
  })
  const press = (bit: number) => {
    if (bit === 0) isOffHook = !isOffHook
    tell((isOffHook ? 1 : 0) | (bit === 0 ? 0 : 1 << bit))
    if (bit !== 0) tell(isOffHook ? 1 : 0)
  }
  Object.assign(window, { headset: { lights, press } satisfies Plugged })
  Object.defineProperty(navigator, 'hid', { value: Object.assign(new EventTarget(), { getDevices: () => Promise.resolve([device]) }) })
}
