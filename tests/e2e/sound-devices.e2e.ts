import { expect, test } from '@playwright/test'
import { askMain } from '../support/ask-main'
import { openPracticeSeat } from '../support/practice-seat'
import type { PracticeSeat } from '../support/practice-seat'
import { checkScreen } from '../support/screen-checks'
import { goTo } from '../support/screens'

let seat: PracticeSeat

test.beforeEach(async () => {
  seat = await openPracticeSeat()
})
test.afterEach(() => seat.close())

async function settings() {
  const answer = await askMain(seat.page, 'console', 'settings', undefined)
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

/** What the phone page finds, by the system's own names. */
async function plugged(kind: MediaDeviceKind): Promise<readonly { readonly id: string; readonly label: string }[]> {
  const phone = await seat.lingxi.page('phone')
  const found = await phone.evaluate(() => navigator.mediaDevices.enumerateDevices().then((devices) => devices.map(({ kind: its, deviceId, label }) => ({ kind: its, id: deviceId, label }))))
  return found.filter((device) => device.kind === kind && device.id !== 'default')
}

test('devices and the answer key are chosen by the keyboard alone, and the phone runs with them', async () => {
  const { page, press } = seat
  await goTo(seat, 'settings')
  for (const [label, kind, chosen] of [
    ['铃声从哪里响', 'audiooutput', async () => (await settings()).ring.deviceId],
    ['听筒', 'audiooutput', async () => (await settings()).audio.speakerId],
    ['话筒', 'audioinput', async () => (await settings()).audio.microphoneId],
  ] as const) {
    const [first] = await plugged(kind)
    const select = page.getByLabel(label, { exact: true })
    await expect(select.locator('option').nth(1)).toHaveText(first?.label ?? '')
    await seat.tabTo(select)
    await press('ArrowDown')
    await expect.poll(chosen).toBe(first?.id)
  }

  const key = page.getByRole('button', { name: '振铃时接听' })
  await seat.tabTo(key)
  await press('Enter')
  await press('Control+Alt+A')
  await expect.poll(async () => (await settings()).globalAnswerShortcut).toBe('Control+Alt+A')
  await checkScreen(page, 'settings with devices')

  const phone = await seat.lingxi.page('phone')
  const { ring, audio } = await settings()
  expect(await askMain(phone, 'phone', 'configuration', undefined)).toMatchObject({ ok: true, value: { ring, audio } })
})
