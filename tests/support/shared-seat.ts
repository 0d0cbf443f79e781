import path from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { askMain } from './ask-main'
import { launchLingxi, type LingxiApp } from './lingxi-app'
import { hearEverything } from './phone-sound'

/** A console at a shared desk, worked as a person works it: Enter and Tab. */
export interface SharedSeat {
  readonly lingxi: LingxiApp
  readonly page: Page
  /** Types the address of the desk and Enter. */
  connect(address: string): Promise<void>
  /** `login` null: it stands there already, or is not asked for. */
  signIn(login: string | null, password: string): Promise<void>
  /** At the first sign-in. */
  chooseNewPassword(next: string): Promise<void>
  /** The first time of somebody at a desk, until the seat can be worked at: connects, signs in, chooses a password of their own. */
  begin(address: string, login: string, first: string, next?: string): Promise<void>
  isOpen(): Promise<void>
  isSynced(): Promise<void>
  truth(name: 'line' | 'queue' | 'desk' | 'outbox'): Locator
  picture(name: string): Promise<void>
  close(options?: { readonly keepData: boolean }): Promise<void>
}

const args = ['--shared-desk', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

export async function openSharedSeat(dataDir?: string): Promise<SharedSeat> {
  const lingxi = await launchLingxi({ args, ...(dataDir === undefined ? {} : { dataDir }) })
  await hearEverything(await lingxi.page('phone'))
  const page = await lingxi.page('console')
  const press = (key: string) => page.keyboard.press(key)
  const seat: SharedSeat = {
    lingxi,
    page,
    async connect(address) {
      await expect(page.getByLabel('工单系统地址')).toBeFocused({ timeout: 20_000 })
      await press('Control+A')
      await page.keyboard.type(address)
      await press('Enter')
    },
    async signIn(login, password) {
      if (login !== null) {
        await page.getByLabel('登录名').focus()
        await press('Control+A')
        await page.keyboard.type(login)
        await press('Tab')
      }
      await expect(page.getByRole('textbox', { name: '密码' })).toBeFocused({ timeout: 20_000 })
      await press('Control+A')
      await page.keyboard.type(password)
      await press('Enter')
    },
    async chooseNewPassword(next) {
      await expect(page.getByLabel('新密码')).toBeFocused({ timeout: 20_000 })
      await page.keyboard.type(next)
      await press('Tab')
      await page.keyboard.type(next)
      await press('Enter')
    },
    async begin(address, login, first, next = 'a better password') {
      await seat.connect(address)
      await seat.signIn(login, first)
      await seat.chooseNewPassword(next)
      await seat.isOpen()
    },
    isOpen: () => expect(page.locator('[data-truth="desk"]')).toBeVisible({ timeout: 30_000 }),
    async isSynced() {
      await expect(seat.truth('outbox')).toContainText('0 件', { timeout: 30_000 })
      await expect(seat.truth('desk')).toContainText('已同步', { timeout: 60_000 })
    },
    truth: (name) => page.locator(`[data-truth="${name}"]`),
    picture: (name) => page.screenshot({ path: path.join(artifactsDir, 'shared-desk', `${name}.png`) }).then(() => undefined),
    async close(how) {
      await askMain(page, 'console', 'setBusy', { reason: null }).catch(() => undefined)
      await lingxi.close(how)
    },
  }
  return seat
}
