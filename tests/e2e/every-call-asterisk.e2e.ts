import { expect, test } from '@playwright/test'
import type { Settings } from '../../shared/settings/settings'
import { askMain } from '../support/ask-main'
import type { HotlineSeat } from '../support/hotline-seat'
import { pbx, pbxAgents } from '../support/pbx'
import { whyNoPbx } from '../support/pbx/prepare-pbx.mjs'
import { closeSeatAtPbx, openSeatAtPbx } from '../support/seat-at-pbx'
import { call, type Caller } from '../support/sipp'

/** Every kind of call that an agent makes in a shift, on a real Asterisk and by keyboard alone; seen in both languages. */

const reason = whyNoPbx()
test.skip(reason !== undefined, reason ?? '')
test.describe.configure({ mode: 'serial', timeout: 120_000 })

/** Departments of the PBX: one answers, one after 13 s, one is busy. */
const department = '12333'
const lateDepartment = '12334'
const busyDepartment = '12335'
const echo = '600'

let seat: HotlineSeat
let language: Settings['locale'] = 'zh-CN'

const bar = () => seat.page.getByRole('banner')
const button = (id: string) => bar().locator(`[data-command="${id}"]`)
const toast = (id: string) => seat.page.locator(`[data-toast="${id}"]`)
const picture = (name: string) => seat.picture(`${language}-${name}`)
const stateIs = (kind: string) => expect(seat.state().locator('[data-kind]')).toHaveAttribute('data-kind', kind)

async function change(settings: Partial<Settings>): Promise<void> {
  expect(await askMain(seat.page, 'console', 'changeSettings', settings)).toMatchObject({ ok: true })
}

test.beforeAll(async () => {
  test.setTimeout(150_000)
  seat = await openSeatAtPbx('every-call')
  await change({ secondCalls: 'wait' })
})

test.afterAll(() => closeSeatAtPbx(seat))

test.afterEach(async () => {
  // Whatever is left to write, of each call, is left for later; the next test begins at a free seat.
  await expect(async () => {
    await seat.press('Escape', 'Control+S')
    await expect(seat.state().locator('[data-kind]')).toHaveAttribute('data-kind', 'ready', { timeout: 500 })
  }).toPass({ timeout: 10_000 })
})

async function rings(from: string, target = '12351'): Promise<Caller> {
  const caller = await call({ from, target })
  await expect(seat.ringStage()).toBeVisible()
  return caller
}

async function talks(from: string): Promise<Caller> {
  const caller = await rings(from)
  await seat.answer()
  await caller.reached('answered')
  return caller
}

/** Types the number into the dialler and goes the way that the keys say. */
async function dials(number: string, keys: 'Enter' | 'Shift+Enter'): Promise<void> {
  await seat.press('F6')
  await expect(seat.page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await seat.type(number)
  await expect(seat.page.getByRole('dialog').getByRole('option').first()).toContainText(number)
  await seat.press(keys)
}

for (const locale of ['zh-CN', 'en'] as const) {
  test.describe(`in ${locale}`, () => {
    test.beforeAll(async () => {
      language = locale
      await change({ locale })
      await expect(seat.page.locator(`html[lang="${locale}"]`)).toBeAttached()
    })

    test('held, muted, and a key pressed for a machine at the far end', async () => {
      const caller = await talks('15400000012')
      await seat.press('F3')
      await expect(button('hold')).toHaveAttribute('aria-pressed', 'true')
      await seat.press('F3')
      await expect(button('hold')).toHaveAttribute('aria-pressed', 'false')
      await seat.press('F4')
      await expect(button('mute')).toHaveAttribute('aria-pressed', 'true')
      await seat.press('F4', 'F5')
      await seat.type('5')
      await picture('dial-pad')
      await seat.press('Escape', 'Shift+F2')
      expect(await caller.ended).toBe('hung up on')
      await stateIs('wrap-up')
    })

    test('a department asked, all three talking, and the two going on without the agent', async () => {
      const caller = await talks('15400000012')
      await dials(department, 'Enter')
      await expect(button('join')).toBeVisible()
      await picture('asked')
      await seat.press('F7')
      await expect(button('hold')).toHaveAttribute('aria-pressed', 'false')
      await seat.press('F7', 'Shift+F7')
      await expect(button('join')).toBeHidden()
      await expect.poll(() => pbx.cli('confbridge list')).toMatch(/^\d{6}\s+3\s/m)
      await picture('three-way')
      await seat.press('Shift+F2', 'Shift+F2')
      await stateIs('wrap-up')
      await expect.poll(() => pbx.cli('confbridge list')).toMatch(/^\d{6}\s+2\s/m)
      expect(await caller.hangUp()).toBe('hung up')
    })

    test('put through after asking, and put through at once', async () => {
      const asked = await talks('15400000012')
      await dials(department, 'Enter')
      await expect(button('complete-transfer')).toBeVisible()
      await seat.press('Shift+F6')
      await expect(toast('seat.consult.transferred')).toContainText(department)
      await picture('transferred')
      await stateIs('wrap-up')
      expect(await asked.hangUp()).toBe('hung up')
      await seat.press('Control+S')
      await stateIs('ready')
      const atOnce = await talks('15400000013')
      await dials(department, 'Shift+Enter')
      await stateIs('wrap-up')
      expect(await atOnce.hangUp()).toBe('hung up')
    })

    test('put through to a department that lets it ring, and to one that is busy', async () => {
      const waiting = await talks('15400000012')
      await dials(lateDepartment, 'Shift+Enter')
      await expect(bar()).toContainText(lateDepartment)
      await expect(button('hold')).toBeHidden()
      await picture('on-the-way')
      await expect(seat.state().locator('[data-kind]')).toHaveAttribute('data-kind', 'wrap-up', { timeout: 20_000 })
      expect(await waiting.hangUp()).toBe('hung up')
      await seat.press('Control+S')
      await stateIs('ready')
      const dropped = await talks('15400000013')
      await dials(busyDepartment, 'Shift+Enter')
      await expect(toast('seat.putThrough.gone')).toContainText(busyDepartment)
      await picture('not-put-through')
      await stateIs('wrap-up')
      expect(await dropped.ended).toBe('hung up on')
    })

    test('a second call: seen beside the first, answered, swapped, and both ended', async () => {
      const first = await talks('15400000012')
      await seat.press('Alt+W')
      await seat.type('工资没发')
      const second = await call({ from: '15400000013', target: pbxAgents.one.user })
      await expect(button('answer')).toBeVisible()
      await expect(seat.page.locator('[data-slot="description"] textarea')).toHaveValue('工资没发')
      await picture('second-call')
      await seat.wakeKeys()
      await seat.press('F2')
      await second.reached('answered')
      await expect(button('swap')).toBeVisible()
      await picture('two-calls')
      await seat.press('F7')
      await expect(seat.page.locator('[data-slot="description"] textarea')).toHaveValue('工资没发')
      await seat.press('Shift+F2')
      expect(await first.ended).toBe('hung up on')
      // The key is dead for the moment in which the other call has come into hand.
      await expect(async () => {
        await seat.press('Shift+F2')
        await expect(seat.state().locator('[data-kind]')).toHaveAttribute('data-kind', 'wrap-up', { timeout: 500 })
      }).toPass({ timeout: 10_000 })
      expect(await second.ended).toBe('hung up on')
    })

    test('declined with a reason, and rung again', async () => {
      const caller = await rings('15400000012')
      await seat.press('Control+F2')
      await expect(seat.page.getByRole('dialog').getByRole('button', { name: /1$/ })).toBeFocused()
      await seat.press('2')
      await expect(seat.ringStage()).toBeHidden()
      await expect(seat.ringStage()).toBeVisible({ timeout: 20_000 })
      expect(await caller.hangUp()).toBe('gave up')
    })

    test('dialled, and dialled again from the list of calls', async () => {
      await dials(echo, 'Enter')
      await expect(button('hang-up')).toBeVisible()
      await stateIs('talking')
      await picture('dialled')
      await seat.press('Shift+F2')
      await stateIs('wrap-up')
      await seat.press('F8')
      await stateIs('ready')
      await seat.press('Control+4')
      await expect(seat.page.locator('[data-call]').first()).toContainText(echo)
      await seat.press('ArrowDown')
      await picture('call-log')
      await seat.press('Control+Alt+N')
      await stateIs('talking')
      await seat.press('Shift+F2')
      await stateIs('wrap-up')
      await seat.press('F8', 'Control+1')
    })

    test('the shift check, and the devices in the settings', async () => {
      await seat.press('Control+Alt+K')
      await expect(seat.page.getByRole('dialog')).toBeVisible()
      await picture('shift-check')
      await seat.press('Escape', 'Control+,')
      await picture('devices')
      await seat.press('Control+1')
    })

    test('the PBX gone in a call, and back', async () => {
      await talks('15400000012')
      await pbx.kill()
      await expect(seat.truth('line')).toHaveAttribute('data-look', 'bad', { timeout: 15_000 })
      await picture('pbx-gone')
      await pbx.restart()
      await stateIs('wrap-up')
      await expect(seat.truth('line')).toHaveAttribute('data-look', 'ok', { timeout: 15_000 })
    })
  })
}
