import { expect, test } from '@playwright/test'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'

test.describe.configure({ timeout: 120_000 })

let seat: PracticeSeat
test.beforeAll(async () => {
  seat = await openPracticeSeat()
})
test.afterAll(() => seat.close())

// With digits, spaces and line breaks: keys that could answer, tick or submit something.
const sentence = '8-9 yue gongzi 2 wan, y n 1 2 3\n'

test('a call that begins to ring takes no key from the draft that is being finished', async () => {
  const { page } = seat
  await seat.ringAndAnswer('C25')
  await seat.press('Shift+F2', 'Control+s')
  await expect(seat.state()).toContainText('空闲')
  // The next caller comes of its own accord while the agent writes.
  await page.getByRole('button', { name: '演练', exact: true }).click()
  await page.getByRole('button', { name: '每 30 秒' }).click()
  await seat.press('Control+1')
  await page.getByRole('region', { name: '待提交' }).locator('[data-draft]').first().click()
  await seat.press('Alt+W')
  const text = page.locator('[data-slot="description"] textarea')
  await expect(text).toBeFocused()
  const ring = page.getByTestId('ring-stage')
  let typed = ''
  while (!(await ring.isVisible())) {
    await page.keyboard.type(sentence, { delay: 20 })
    typed += sentence
    if (typed.length > 3500) throw new Error('no call came')
  }
  await page.keyboard.type(sentence, { delay: 20 })
  typed += sentence
  await expect(text).toHaveValue(typed)
  await expect(text).toBeFocused()
  expect(await text.evaluate((area: HTMLTextAreaElement) => [area.selectionStart, area.selectionEnd])).toEqual([typed.length, typed.length])
  await expect(ring).toBeVisible()
  await expect(seat.state()).toContainText('振铃')
})
