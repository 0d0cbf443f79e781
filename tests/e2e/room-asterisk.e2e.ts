import { expect, test } from '@playwright/test'
import type { Settings } from '../../shared/settings/settings'
import { askMain } from '../support/ask-main'
import type { HotlineSeat } from '../support/hotline-seat'
import { pbx } from '../support/pbx'
import { departmentHangsUp } from '../support/pbx-departments'
import { whyNoPbx } from '../support/pbx/prepare-pbx.mjs'
import { closeSeatAtPbx, openSeatAtPbx } from '../support/seat-at-pbx'
import { call, type Caller } from '../support/sipp'

/** Who leaves a room of a real Asterisk, as the seat hears it from the PBX and says it, in both languages. */

const reason = whyNoPbx()
test.skip(reason !== undefined, reason ?? '')
test.describe.configure({ mode: 'serial', timeout: 120_000 })

const department = '12333'
let seat: HotlineSeat
let language: Settings['locale'] = 'zh-CN'

const bar = () => seat.page.getByRole('banner')
const button = (id: string) => bar().locator(`[data-command="${id}"]`)
const toast = (id: string) => seat.page.locator(`[data-toast="${id}"]`)
const picture = (name: string) => seat.picture(`${language}-${name}`)
const stateIs = (kind: string) => expect(seat.state().locator('[data-kind]')).toHaveAttribute('data-kind', kind)
const inRoom = (people: number) => expect.poll(() => pbx.cli('confbridge list')).toMatch(new RegExp(`^\\d{6}\\s+${people}\\s`, 'm'))
const noRoom = () => expect.poll(() => pbx.cli('confbridge list')).not.toMatch(/^\d{6}\s/m)

test.beforeAll(async () => {
  test.setTimeout(150_000)
  seat = await openSeatAtPbx('room')
  // The number of a caller, for whoever calls it back.
  await pbx.cli('dialplan add extension 15400000012,1,Dial(Local/answer@department/n) into from-agent')
})

test.afterAll(() => closeSeatAtPbx(seat))

test.afterEach(async () => {
  await noRoom()
  await expect(async () => {
    await seat.press('Escape', 'Control+S')
    await expect(seat.state().locator('[data-kind]')).toHaveAttribute('data-kind', 'ready', { timeout: 500 })
  }).toPass({ timeout: 10_000 })
})

async function talks(from: string): Promise<Caller> {
  const caller = await call({ from })
  await expect(seat.ringStage()).toBeVisible()
  await seat.answer()
  await caller.reached('answered')
  return caller
}

/** Asks somebody out of the call and brings them into its room. */
async function brings(number: string, people: number): Promise<void> {
  await seat.press('F6')
  await expect(seat.page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await seat.type(number)
  await expect(seat.page.getByRole('dialog').getByRole('option').first()).toContainText(number)
  await seat.press('Enter')
  await expect(button('join')).toBeVisible()
  await seat.press('Shift+F7')
  await isTogether(people)
}

/** So many are in the room, and the agent talks there. */
async function isTogether(people: number): Promise<void> {
  await inRoom(people)
  await expect(button('join')).toBeHidden()
  await expect(button('hold')).toHaveAttribute('aria-pressed', 'false')
}

for (const locale of ['zh-CN', 'en'] as const) {
  test.describe(`in ${locale}`, () => {
    const words =
      locale === 'en'
        ? { left: `${department} left`, without: 'The caller has left; you talk with', alone: 'caller is not on the line', waits: '110 is waiting', three: 'the caller and 110', added: 'was added to the call', gone: 'no longer on the line' }
        : { left: `${department} 已离开`, without: '来电人已离开，正在和', alone: '来电人不在线上', waits: '110 在等', three: '来电人和 110', added: '已接进通话', gone: '已不在线上' }

    test.beforeAll(async () => {
      language = locale
      expect(await askMain(seat.page, 'console', 'changeSettings', { locale })).toMatchObject({ ok: true })
      await expect(seat.page.locator(`html[lang="${locale}"]`)).toBeAttached()
    })

    test('a department that leaves is said to have left; the caller is still there, and another one can be asked in', async () => {
      const caller = await talks('15400000012')
      await brings(department, 3)
      await departmentHangsUp()
      await expect(toast('seat.leftRoom.asked')).toContainText(department)
      await expect(bar()).toContainText(words.left)
      await picture('department-left')
      await brings('110', 3)
      await expect(bar()).toContainText('110')
      await seat.press('Shift+F2', 'Shift+F2')
      await stateIs('wrap-up')
      expect(await caller.hangUp()).toBe('hung up')
      await departmentHangsUp()
    })

    test('a caller who leaves ends the caller’s call; the agent goes on with the department, and is free when that hangs up', async () => {
      const caller = await talks('15400000012')
      await brings(department, 3)
      expect(await caller.hangUp()).toBe('hung up')
      await expect(toast('seat.leftRoom.caller')).toBeVisible()
      await expect(bar()).toContainText(`${words.without} ${department}`)
      await stateIs('talking')
      await inRoom(2)
      await picture('caller-left')
      await departmentHangsUp()
      await stateIs('wrap-up')
    })

    test('a RED caller who drops out of the room, in which 110 is, is called back into it by one key', async () => {
      const caller = await talks('15400000012')
      await seat.press('Alt+W')
      await seat.type('老板把我关起来打我')
      await seat.press('F9', 'F9')
      await expect(seat.page.getByTestId('red-panel')).toBeVisible()
      await seat.press('Shift+F9')
      await isTogether(3)
      expect(await caller.hangUp()).toBe('hung up')
      await expect(seat.page.locator('[data-toast^="seat.redExpected"], [data-toast^="seat.redDropped"]')).toBeVisible()
      await expect(seat.page.getByTestId('red-emergency')).toContainText(words.alone)
      await picture('red-caller-left')
      // Whoever rings again comes here first.
      await expect.poll(() => pbx.cli('database show expected')).toContain('15400000012')
      await seat.press('Control+F6')
      await expect(button('join')).toBeVisible()
      await expect(bar()).toContainText(words.waits)
      await picture('red-called-back')
      await seat.press('Shift+F7')
      await isTogether(3)
      await expect(seat.page.getByTestId('red-emergency')).toContainText(words.added)
      await picture('red-caller-back')
      await expect(bar()).toContainText(words.three)
      // 110 leaves, and the panel says so.
      await departmentHangsUp('first')
      await expect(seat.page.getByTestId('red-emergency')).toContainText(words.gone)
      await seat.press('Shift+F2', 'Shift+F2')
      await stateIs('wrap-up')
      await pbx.cli('channel request hangup all')
      await seat.page.getByTestId('red-panel').locator('footer button').click()
      // What follows a RED call is a rest, which the agent ends with a reason.
      await expect(async () => {
        await seat.press('Escape', 'Control+S')
        await stateIs('red-rest')
      }).toPass({ timeout: 10_000 })
      await seat.press('Control+D')
      await expect(seat.page.getByRole('dialog')).toBeVisible()
      await seat.press('1')
    })
  })
}
