import { expect, test, type Locator } from '@playwright/test'
import { commandList } from '../../renderer/console/app/command-list'
import type { ApplicationMenu } from '../../shared/ipc/values'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'

/** The menu of the window: the same commands as on keys and buttons. */

test.describe.configure({ timeout: 90_000 })

let seat: PracticeSeat
test.beforeAll(async () => {
  seat = await openPracticeSeat()
})
test.afterAll(() => seat.close())

const menu = (): Locator => seat.page.getByRole('menu', { name: '菜单' })
const item = (id: string): Locator => menu().locator(`[data-menu-command="${id}"]`)
const button = (): Locator => seat.page.getByRole('button', { name: '菜单', exact: true })

test('it lists every command by group with its key, and what cannot be done now is grey', async () => {
  await seat.press('F10')
  await expect(menu()).toBeVisible()
  const listed = await menu().locator('[data-menu-command]').evaluateAll((items) => items.map((each) => each.getAttribute('data-menu-command')))
  expect(listed.sort()).toEqual(commandList.map(({ id }) => id as string).filter((id) => id !== 'menu').sort())
  for (const group of ['通话', '来电人', '登记', '界面']) await expect(menu().getByRole('group', { name: group })).toBeVisible()
  await expect(item('hang-up')).toContainText('⇧F2')
  await expect(item('submit')).toBeDisabled()
  await expect(item('toggle-break')).toBeEnabled()
  await seat.press('Escape')
  await expect(menu()).toBeHidden()
})

test('by keyboard: arrows go to a command, Enter does it', async () => {
  await seat.press('F10')
  await expect.poll(() => menu().evaluate((shown) => shown.contains(document.activeElement))).toBe(true)
  await seat.press('ArrowDown')
  await expect(item('red-help')).toBeFocused()
  await seat.press('ArrowRight')
  await expect(item('manual-call')).toBeFocused()
  await seat.press('ArrowRight')
  await expect(item('go-seat')).toBeFocused()
  await seat.press('End')
  await expect(item('key-map')).toBeFocused()
  await seat.press('Enter')
  await expect(menu()).toBeHidden()
  await expect(seat.page.getByRole('dialog', { name: '键位表' })).toBeVisible()
  await seat.press('Escape')
})

test('by mouse: a command is done', async () => {
  await button().click()
  await item('toggle-break').click()
  await expect(menu()).toBeHidden()
  await seat.page.locator('[data-reason="MEAL"]').click()
  await expect(seat.state()).toContainText('小休')
  await button().click()
  await item('toggle-break').click()
  await expect(seat.state()).toContainText('空闲')
})

test('in a call the keyboard goes back to the field it came from, or to where the command leads', async () => {
  const { page } = seat
  await seat.ringAndAnswer('C25')
  await seat.press('Alt+W')
  const description = page.locator('[data-slot="description"] textarea')
  await seat.type('问产假')
  await seat.press('F10', 'Escape')
  await expect(description).toBeFocused()
  await button().click()
  await expect(item('mute')).toBeEnabled()
  await button().click()
  await expect(menu()).toBeHidden()
  await seat.type('工资')
  await expect(description).toHaveValue('问产假工资')
  await button().click()
  await item('category').click()
  await expect(page.locator('[data-slot="category"] :focus')).toBeVisible()
})

test('keys of the call act while it is open, and a call that is answered takes the keyboard', async () => {
  await seat.press('F10')
  await expect(menu()).toBeVisible()
  await seat.press('F4')
  await expect(seat.page.locator('[data-command="mute"]')).toHaveAttribute('aria-pressed', 'true')
  await seat.press('F10')
  await expect(menu()).toBeHidden()
  await seat.becomeFree()
  await seat.ring('C03')
  await seat.press('F10')
  await expect(item('answer')).toBeEnabled()
  await seat.answer()
  await expect(menu()).toBeHidden()
  await seat.becomeFree()
})

test('its key can be changed like every other', async () => {
  const { page } = seat
  await page.getByRole('button', { name: '设置', exact: true }).click()
  await page.getByRole('button', { name: '菜单: F10' }).click()
  await seat.press('F11')
  await seat.press('Control+1', 'F10')
  await expect(menu()).toBeHidden()
  await seat.press('F11')
  await expect(menu()).toBeVisible()
  await seat.press('Escape')
})

test('outside of macOS the window has no menu of the system, not even one behind Alt', async () => {
  test.skip(process.platform === 'darwin', 'macOS has the menu')
  expect(await seat.lingxi.electron.evaluate(({ Menu }) => Menu.getApplicationMenu())).toBeNull()
})

test('main is told the menu as it is now, in the language of the screen, and what it chooses is done', async () => {
  const { electron } = seat.lingxi
  await electron.evaluate(({ ipcMain }) => {
    const channel = 'lingxi:console:call:showMenu'
    ipcMain.removeHandler(channel)
    ipcMain.handle(channel, (_event, menu: unknown) => {
      Object.assign(globalThis, { toldMenu: menu })
      return { ok: true }
    })
  })
  const told = () => electron.evaluate(() => (globalThis as unknown as { toldMenu?: ApplicationMenu }).toldMenu?.groups ?? [])
  const commandsTold = async () => (await told()).flatMap(({ items }) => items)
  await seat.ring('C03')
  await expect.poll(commandsTold).toContainEqual({ command: 'answer', label: '接听', keys: 'F2', enabled: true })
  await seat.answer()
  await expect.poll(commandsTold).toContainEqual({ command: 'submit', label: '提交', keys: 'Ctrl Enter', enabled: true })
  expect(await commandsTold()).toHaveLength(commandList.length - 1)
  await electron.evaluate(({ BrowserWindow }) => {
    const shown = BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().startsWith('app://console'))
    shown?.webContents.send('lingxi:console:event:menuChosen', { command: 'mute' })
  })
  await expect(seat.page.locator('[data-command="mute"]')).toHaveAttribute('aria-pressed', 'true')
  await seat.becomeFree()
})
