import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { askMain } from '../support/ask-main'
import { heardByCaller } from '../support/far-ear'
import { watchConnections } from '../support/phone-packets'
import { openPracticeSeat } from '../support/practice-seat'
import type { PracticeSeat } from '../support/practice-seat'
import { makeDevicesPullable, pull } from '../support/pulled-devices'
import { goTo } from '../support/screens'

/** What the caller hears while headsets come and go, measured at the caller's end of the call. */

test.describe.configure({ timeout: 120_000 })

const isHeard = 0.01
/** What a codec makes of silence. */
const isSilent = 0.0005

let seat: PracticeSeat
let phone: Page
let headset: string
let everything: readonly string[]

test.beforeAll(async () => {
  seat = await openPracticeSeat()
  phone = await seat.lingxi.page('phone')
  await watchConnections(phone)
  await makeDevicesPullable(phone)
  await expect(seat.truth('queue')).toContainText('接来电')
  const found = await phone.evaluate(() => navigator.mediaDevices.enumerateDevices().then((all) => all.map(({ kind, deviceId, label }) => ({ kind, deviceId, label }))))
  const inputs = found.filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== 'default')
  headset = inputs[1]?.deviceId ?? ''
  everything = found.map(({ deviceId }) => deviceId)
  await goTo(seat, 'settings')
  await seat.page.getByLabel('话筒', { exact: true }).selectOption(headset)
  await expect.poll(async () => (await askMain(phone, 'phone', 'configuration', undefined))).toMatchObject({ value: { audio: { microphoneId: headset } } })
})
test.afterAll(() => seat.close())
test.beforeEach(async () => {
  await seat.ringAndAnswer('C17')
  await expect(seat.page.getByTestId('call-timer')).toBeVisible()
})

const toast = (key: string) => seat.page.locator(`[data-toast="${key}"]`)

test('a headset that is pulled gives way at once, mute is kept, and it takes over again when it is back', async () => {
  await expect.poll(() => heardByCaller(phone)).toBeGreaterThan(isHeard)
  await seat.press('F4')
  await expect.poll(() => heardByCaller(phone)).toBeLessThan(isSilent)

  await pull(phone, [headset])
  await expect(toast('seat.device.microphone.stand-in')).toBeVisible()
  expect(await heardByCaller(phone)).toBeLessThan(isSilent)
  await seat.press('F4')
  await expect.poll(() => heardByCaller(phone)).toBeGreaterThan(isHeard)

  await pull(phone, [])
  await expect(toast('seat.device.microphone.chosen')).toBeVisible()
  await expect.poll(() => heardByCaller(phone)).toBeGreaterThan(isHeard)
  const sending = await phone.evaluate(() => (window as unknown as { drawer: { given: { track: MediaStreamTrack; deviceId: string }[] } }).drawer.given.flatMap(({ track, deviceId }) => (track.readyState === 'live' ? [deviceId] : [])))
  expect(sending).toEqual([headset])
  await seat.becomeFree()
})

test('with no device at all the call goes on and says so, and a new one can be answered', async () => {
  await pull(phone, everything)
  await expect(toast('seat.device.headset.none')).toBeVisible()
  const bar = seat.page.getByRole('banner')
  await expect(bar).toContainText('没有话筒和听筒')
  expect(await heardByCaller(phone)).toBeLessThan(isSilent)
  await seat.becomeFree()
  await seat.ringAndAnswer('C17')
  await expect(bar).toContainText('没有话筒和听筒')
  await pull(phone, [])
  await expect(bar).not.toContainText('没有话筒和听筒')
  await expect.poll(() => heardByCaller(phone)).toBeGreaterThan(isHeard)
  await seat.becomeFree()
})
