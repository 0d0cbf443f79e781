import { expect, test } from '@playwright/test'
import { askMain } from '../support/ask-main'
import { takePictures } from '../support/pictures'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'

/** What the agent does beside the calls: states with reasons, the hand, the RED help key. All by keys, and the words go on being written. */

test.describe.configure({ timeout: 120_000 })

let seat: PracticeSeat
test.beforeEach(async () => {
  seat = await openPracticeSeat()
})
test.afterEach(() => seat.close())

const chooser = () => seat.page.getByTestId('state-chooser')
const description = () => seat.page.locator('[data-slot="description"] textarea')
const fourLooks = [['zh-CN', 'light'], ['en', 'light'], ['zh-CN', 'dark'], ['en', 'dark']] as const

const pictures = (name: string) => takePictures(seat.page, 'agent-states', name, fourLooks)

test('two digits choose a state with its reason, and the time and its limit are shown', async () => {
  await seat.press('Control+D')
  await expect(chooser()).toBeVisible()
  await pictures('chooser')
  await seat.press('3', '1')
  await expect(chooser()).toBeHidden()
  await expect(seat.state()).toContainText('培训')
  await expect(seat.page.getByRole('banner')).toContainText('集中培训，限 120 分')
  await expect(seat.truth('queue')).toContainText('暂停')
  await seat.press('Control+D', '1', '1')
  await expect(seat.page.getByRole('banner')).toContainText('用餐，限 20 分')
  await pictures('meal')
  await seat.press('Control+B')
  await expect(seat.state()).toContainText('空闲')
  await expect(seat.truth('queue')).toContainText('接来电')
})

test('chosen in the middle of a sentence it comes after the wrap-up, and the keyboard goes back to the sentence', async () => {
  await seat.ringAndAnswer('C25')
  await seat.press('Alt+W')
  await seat.type('问产假')
  await seat.press('Control+B')
  await expect(chooser()).toBeVisible()
  await seat.press('1')
  await expect(chooser()).toBeHidden()
  await expect(description()).toBeFocused()
  await seat.type('工资')
  await expect(description()).toHaveValue('问产假工资')
  await expect(seat.page.getByRole('banner')).toContainText('这通之后小休（用餐）')
  await seat.press('F3')
  await expect(seat.state()).toContainText('保持')
  await seat.press('F3', 'Shift+F2')
  await expect(seat.state()).toContainText('话后')
  await seat.press('F8')
  await expect(seat.state()).toContainText('小休')
  // The reason and the time are the console's own: a load of the page does not lose them.
  await seat.page.reload()
  await expect(seat.page.getByRole('banner')).toContainText('用餐，限 20 分')
})

test('a raised hand is seen and answered by the invented lead of practice, and the answer stands where the words are written', async () => {
  await seat.ringAndAnswer('C25')
  await seat.press('Alt+W')
  await seat.press('Alt+H')
  await expect(seat.page.getByTestId('hand-kinds')).toBeVisible()
  await seat.press('2')
  await expect(description()).toBeFocused()
  const hand = seat.page.getByTestId('raised-hand')
  await expect(hand).toHaveAttribute('data-hand', 'answered', { timeout: 30_000 })
  await expect(hand).toContainText('演练班长')
  await pictures('hand')
  await expect(description()).toBeFocused()
  await seat.press('Alt+H')
  await expect(seat.page.getByTestId('raised-hand')).toBeHidden()
})

test('RED help: taken back within five seconds, pressed again it begins, dials nothing in a drill, and a rest follows the call', async () => {
  await askMain(seat.page, 'console', 'changeSettings', { dutyList: [{ name: '值班班长', number: '1900' }, { name: '王主任', number: '915400000010' }] })
  await seat.ringAndAnswer('C25')
  await seat.press('Alt+W')
  await seat.type('工友在楼顶')
  await seat.press('F9')
  await expect(seat.page.getByTestId('red-asked')).toBeVisible()
  await expect(description()).toBeFocused()
  await seat.press('Control+F9')
  await expect(seat.page.getByTestId('red-asked')).toBeHidden()
  await seat.press('F9')
  await pictures('red-asked')
  await seat.press('F9')
  const panel = seat.page.getByTestId('red-panel')
  await expect(panel).toBeVisible()
  await expect(panel).toContainText('演练')
  await seat.type('要跳')
  await expect(description()).toHaveValue('工友在楼顶要跳')
  await expect(panel.getByTestId('red-dial')).toHaveText('110')
  await expect(panel.getByTestId('red-lines').locator('li')).toHaveCount(3)
  await seat.press('Shift+F9')
  await expect(panel).toContainText('演练：这里会拨 110')
  await panel.locator('[data-row="DUTY_2"] button').click()
  await expect(panel.locator('[data-row="DUTY_2"]')).toContainText('✓')
  await expect(description()).toBeFocused()
  await pictures('red-panel')
  await seat.press('Shift+F2')
  await expect(seat.page.locator('[data-toast="seat.redHangUp"]')).toBeVisible()
  await seat.press('Shift+F2')
  await expect(seat.state()).toContainText('话后')
  await seat.press('F8')
  await expect(seat.state()).toContainText('红单后休整')
  await seat.press('Control+D')
  await pictures('rest')
  await seat.press('1')
  await expect(seat.state()).toContainText('空闲')
})
