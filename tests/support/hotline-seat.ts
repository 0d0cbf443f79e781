import { expect, type Locator, type Page } from '@playwright/test'
import { changesAnswerSchema, deskRoutes, type Change } from '../../shared/desk-api/desk-api'
import { askMain } from './ask-main'
import { launchLingxi, type LingxiApp } from './lingxi-app'
import { hearEverything } from './phone-sound'
import { ringKeysAlive } from './ring-keys'

const agent = { name: '江晓', number: '8017', password: '午间换岗 3 号席' }

/** What a person types into 设置 › 电话线路. */
export interface SipForm {
  readonly serverUrl: string
  readonly user: string
  readonly domain: string
  readonly password: string
}

/** A seat of a desk on this PC, whose line is a real PBX's. Worked as an agent works it. */
export interface HotlineSeat {
  readonly lingxi: LingxiApp
  readonly page: Page
  press(...chords: readonly string[]): Promise<void>
  type(text: string): Promise<void>
  /** Fills the form of the line in the settings and saves it by Enter, then goes back to the seat. */
  useAccount(form: SipForm): Promise<void>
  /** The dialogue that asks for the line's password. */
  passwordDialog(): Locator
  /** Waits until the keys of the ring are alive. */
  wakeKeys(): Promise<void>
  answer(): Promise<void>
  ringStage(): Locator
  /** 空闲, 通话, 话后 ... as the call bar says it. */
  state(): Locator
  truth(name: 'line' | 'queue' | 'desk' | 'outbox'): Locator
  /** The log of the desk so far. */
  changes(): Promise<readonly Change[]>
  /** Everything has been delivered and the local copy is up to date. */
  isSynced(): Promise<void>
  picture(name: string): Promise<void>
  close(options?: { readonly keepData: boolean }): Promise<void>
}

const args = ['--desk', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

/** First start of a desk on this PC: sets name, number and password by keyboard and waits until the seat is open. */
export async function openHotlineSeat(picturesDir: string, env: Readonly<Record<string, string>> = {}): Promise<HotlineSeat> {
  const lingxi = await launchLingxi({ args, env })
  await hearEverything(await lingxi.page('phone'))
  const page = await lingxi.page('console')
  await expect(page.getByLabel('姓名')).toBeFocused({ timeout: 20_000 })
  for (const words of [agent.name, agent.number, agent.password, agent.password]) {
    await page.keyboard.type(words)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  return opened(seatOf(lingxi, page, picturesDir), '没有接通')
}

/** Closes the program and starts it again on the same data; the seat is opened by its password, and asks for the line's. */
export async function reopenHotlineSeat(before: HotlineSeat, picturesDir: string): Promise<HotlineSeat> {
  await before.close({ keepData: true })
  return startHotlineSeatOn(before.lingxi.dataDir, picturesDir)
}

/** Starts on the data of a program that has ended, whichever way. */
export async function startHotlineSeatOn(dataDir: string, picturesDir: string, env: Readonly<Record<string, string>> = {}): Promise<HotlineSeat> {
  const lingxi = await launchLingxi({ args, dataDir, env })
  const page = await lingxi.page('console')
  await expect(page.getByRole('textbox', { name: '密码' })).toBeFocused({ timeout: 20_000 })
  await page.keyboard.type(agent.password)
  await page.keyboard.press('Enter')
  return opened(seatOf(lingxi, page, picturesDir), '缺密码')
}

async function opened(seat: HotlineSeat, line: string): Promise<HotlineSeat> {
  await expect(seat.truth('line')).toContainText(line, { timeout: 20_000 })
  await expect(seat.truth('desk')).toContainText('已同步', { timeout: 60_000 })
  return seat
}

function seatOf(lingxi: LingxiApp, page: Page, picturesDir: string): HotlineSeat {
  const seat: HotlineSeat = {
    lingxi,
    page,
    async press(...chords) {
      for (const chord of chords) await page.keyboard.press(chord)
    },
    type: (text) => page.keyboard.type(text),
    async useAccount({ serverUrl, user, domain, password }) {
      await page.getByRole('button', { name: '设置', exact: true }).click()
      await page.getByLabel('交换机地址').focus()
      for (const words of [serverUrl, user, domain, password]) {
        await seat.press('Control+A')
        await seat.type(words)
        await seat.press('Tab')
      }
      // Past what most seats never need.
      await seat.press('Tab')
      await expect(page.getByRole('button', { name: '保存并注册' })).toBeFocused()
      await seat.press('Enter')
      await expect(page.locator('[data-toast="settings.sip.saved"]')).toBeVisible()
      await seat.press('Control+1')
    },
    passwordDialog: () => page.getByRole('dialog', { name: '分机密码' }),
    wakeKeys: () => ringKeysAlive(page),
    async answer() {
      await seat.wakeKeys()
      await page.keyboard.press('F2')
      await expect(seat.ringStage()).toBeHidden()
      await expect(page.getByTestId('capture-form')).toBeVisible()
    },
    ringStage: () => page.getByTestId('ring-stage'),
    state: () => page.getByRole('banner').getByRole('status'),
    truth: (name) => page.locator(`[data-truth="${name}"]`),
    async changes() {
      const connection = await askMain(page, 'console', 'deskConnection', undefined)
      if (!connection.ok) throw new Error(`no desk: ${connection.error.code}`)
      const { origin, token } = connection.value
      const answer = await fetch(`${origin}${deskRoutes.changes}?after=0&limit=1000`, { headers: { authorization: `Bearer ${token}` } })
      return changesAnswerSchema.parse(await answer.json()).changes
    },
    async isSynced() {
      await expect(seat.truth('outbox')).toContainText('0 件', { timeout: 20_000 })
      await expect(seat.truth('desk')).toContainText('已同步', { timeout: 20_000 })
    },
    picture: (name) => page.screenshot({ path: `${picturesDir}/${name}.png` }).then(() => undefined),
    async close(how) {
      // A test that failed in the middle of a call must be able to end.
      await askMain(page, 'console', 'setBusy', { reason: null }).catch(() => undefined)
      await lingxi.close(how)
    },
  }
  return seat
}
