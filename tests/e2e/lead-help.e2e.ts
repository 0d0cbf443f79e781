import { expect, test } from '@playwright/test'
import { askMain } from '../support/ask-main'
import { takePictures } from '../support/pictures'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'

/** What a lead gets when colleagues call for help, at one seat with invented colleagues. All by keys, and the keyboard stays where it is. */

test.describe.configure({ timeout: 240_000 })

let seat: PracticeSeat
test.beforeAll(async () => {
  seat = await openPracticeSeat()
})
test.afterAll(() => seat.close())

const cards = () => seat.page.getByTestId('red-card')
const hand = () => seat.page.getByTestId('hand-card')
const messages = () => seat.page.getByTestId('messages')
const colleague = (what: 'red' | 'hand' | 'message') => seat.page.locator(`[data-colleague="${what}"]`).click()
const search = () => seat.page.getByRole('combobox').or(seat.page.getByRole('searchbox')).first()
const pictures = (name: string) => takePictures(seat.page, 'lead-help', name)

test('two RED calls stand one below the other; each is accepted by one key from within a field, and joined by another', async () => {
  await askMain(seat.page, 'console', 'changeSettings', { dutyList: [{ name: '陈班长', number: '1900' }] })
  await colleague('red')
  await colleague('red')
  await expect(cards()).toHaveCount(2)
  await expect(cards().first()).toHaveAttribute('data-red', 'calling')
  await expect(cards().first()).toContainText('154****0077')
  await expect(seat.page.locator('body')).not.toContainText('154 0000 0077')
  await expect(cards().first().getByTestId('red-left').or(cards().first().getByTestId('red-late'))).toContainText('陈班长')
  await pictures('red-calling')
  await seat.press('Control+K')
  await expect(search()).toBeFocused()
  await seat.type('gong')
  await seat.press('Alt+A')
  await expect(cards().first().getByTestId('red-taken')).toContainText('您已接手')
  await expect(cards().first()).toContainText('演练：这里会监听')
  await expect(cards().first()).toContainText('154 0000 0077')
  await expect(cards().last()).toHaveAttribute('data-red', 'calling')
  await expect(cards().last()).not.toContainText('154 0000 0077')
  await expect(search()).toBeFocused()
  await expect(search()).toHaveValue('gong')
  await seat.press('Alt+A')
  await expect(cards().last()).toHaveAttribute('data-red', 'accepted')
  await seat.press('Alt+I')
  await expect(cards().last()).toContainText('演练：这里会加入通话')
  await expect(cards().last().getByTestId('red-text')).toContainText('说在楼顶')
  await seat.press('Escape')
  await pictures('red-accepted')
  for (let left = 2; left > 0; left -= 1) {
    await cards().first().getByRole('button', { name: '收起' }).click()
    await expect(cards()).toHaveCount(left - 1)
  }
})

test('a raised hand is answered by its key and a line, and put away', async () => {
  await colleague('hand')
  await expect(hand()).toContainText('政策拿不准')
  await seat.press('Alt+F')
  await expect(hand().getByRole('textbox')).toBeFocused()
  await expect(hand()).toHaveAttribute('data-hand', 'seen')
  await seat.type('先记下来')
  await pictures('hand')
  await seat.press('Enter')
  await expect(hand().getByTestId('hand-answer')).toContainText('先记下来')
  await hand().getByRole('button', { name: '处理完' }).click()
  await expect(hand()).toBeHidden()
})

test('messages wait for each other until they are read; those that were sent say who has read them', async () => {
  await colleague('message')
  await colleague('message')
  await expect(messages()).toContainText('2 条没读')
  await pictures('messages')
  await seat.press('Alt+D')
  await expect(messages()).toContainText('1 条没读')
  await seat.press('Alt+D')
  await expect(messages()).toBeHidden()
  await seat.press('Control+Shift+M')
  await expect(seat.page.getByTestId('write-message').getByRole('textbox')).toBeFocused()
  await seat.type('八点半开会')
  await seat.press('Enter')
  await expect(seat.page.getByTestId('sent-messages')).toContainText('陈雨', { timeout: 30_000 })
  await expect(seat.page.getByTestId('sent-messages')).toContainText('何川', { timeout: 30_000 })
  await pictures('write-message')
  await seat.press('Escape')
  await expect(seat.page.getByTestId('write-message')).toBeHidden()
})

test('a call for help that nobody accepts names whom to ring, and takes a tick for it', async () => {
  await askMain(seat.page, 'console', 'changeSettings', { dutyList: [{ name: '陈班长', number: '1900' }] })
  await colleague('red')
  const late = cards().getByTestId('red-late')
  await expect(late).toContainText('请打 陈班长', { timeout: 40_000 })
  await expect(late).toContainText('1900')
  await pictures('red-late')
  await late.getByRole('button', { name: '打了' }).click()
  await expect(cards()).toContainText('打了 陈班长')
  await expect(cards()).toHaveAttribute('data-red', 'calling')
})
