import { expect, type Locator, type Page } from '@playwright/test'
import { changesAnswerSchema, deskRoutes, type Change } from '../../shared/desk-api/desk-api'
import { askMain } from './ask-main'
import { launchLingxi, type LaunchOptions, type LingxiApp } from './lingxi-app'
import { ringKeysAlive } from './ring-keys'

const mostTabs = 60

/** A practice seat, worked as an agent works it: by keys, with the pictures that come of them. */
export interface PracticeSeat {
  readonly lingxi: LingxiApp
  readonly page: Page
  press(...chords: readonly string[]): Promise<void>
  type(text: string): Promise<void>
  /** Goes on with Tab until the focus is there. */
  tabTo(target: Locator): Promise<void>
  /** Starts to count keys that are no text: chords, Tab, Enter, arrows, F-keys, and characters typed where no text goes. */
  countKeys(): Promise<void>
  countedKeys(): Promise<readonly string[]>
  /** Lets a scripted caller ring, and waits until it is seen. */
  ring(callerId: string): Promise<void>
  answer(): Promise<void>
  ringAndAnswer(callerId: string): Promise<void>
  /** 空闲, 通话, 话后 ... as the call bar says it. */
  state(): Locator
  truth(name: 'line' | 'queue' | 'desk' | 'outbox'): Locator
  /** Hangs up, ends the wrap-up: ready for the next caller. What was written stands in the list. */
  becomeFree(): Promise<void>
  /** The log of the desk so far. */
  changes(): Promise<readonly Change[]>
  /** Everything has been delivered and the local copy is up to date. */
  isSynced(): Promise<void>
  close(options?: { readonly keepData: boolean }): Promise<void>
}

export async function openPracticeSeat(options: LaunchOptions = {}): Promise<PracticeSeat> {
  const lingxi = await launchLingxi({
    ...options,
    args: ['--practice', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  })
  const page = await lingxi.page('console')
  const seat = seatOf(lingxi, page)
  await expect(page.locator('#practice-C01')).toBeVisible({ timeout: 20_000 })
  await expect(seat.truth('queue')).toContainText('接来电')
  await expect(seat.truth('desk')).toContainText('已同步', { timeout: 40_000 })
  return seat
}

function seatOf(lingxi: LingxiApp, page: Page): PracticeSeat {
  const ringStage = page.getByTestId('ring-stage')
  const seat: PracticeSeat = {
    lingxi,
    page,
    async press(...chords) {
      for (const chord of chords) await page.keyboard.press(chord)
    },
    type: (text) => page.keyboard.type(text),
    async tabTo(target) {
      for (let count = 0; count < mostTabs; count += 1) {
        if (await target.evaluate((element) => element === document.activeElement)) return
        await page.keyboard.press('Tab')
      }
      throw new Error(`${mostTabs} times Tab do not lead there.`)
    },
    countKeys: () => page.evaluate(startCounting),
    countedKeys: () => page.evaluate(() => (window as unknown as { countedKeys: readonly string[] }).countedKeys),
    async ring(callerId) {
      await page.getByRole('button', { name: '演练', exact: true }).click()
      await page.locator(`#practice-${callerId}`).click()
      const play = page.getByRole('button', { name: '模拟来电' })
      await expect(play).toBeEnabled({ timeout: 20_000 })
      await play.click()
      await expect(ringStage).toBeVisible({ timeout: 20_000 })
    },
    async answer() {
      await ringKeysAlive(page)
      await page.keyboard.press('F2')
      await expect(ringStage).toBeHidden()
      await expect(page.getByTestId('capture-form')).toBeVisible()
    },
    async ringAndAnswer(callerId) {
      await seat.ring(callerId)
      await seat.answer()
    },
    state: () => page.getByRole('banner').getByRole('status'),
    truth: (name) => page.locator(`[data-truth="${name}"]`),
    async becomeFree() {
      await expect(async () => {
        const state = await seat.state().innerText()
        if (/^(通话|保持)/.test(state)) await page.keyboard.press('Shift+F2')
        if (state.startsWith('话后')) await page.keyboard.press('F8')
        // After a RED call: recovered, ready to take calls.
        if (state.startsWith('红单后休整')) for (const key of ['Control+D', '1']) await page.keyboard.press(key)
        await expect(seat.state()).toHaveText(/^空闲/, { timeout: 500 })
      }).toPass({ timeout: 15_000 })
    },
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
    async close(how) {
      // A test that failed in the middle of a call must be able to end.
      await askMain(page, 'console', 'setBusy', { reason: null }).catch(() => undefined)
      await lingxi.close(how)
    },
  }
  return seat
}

/** Runs in the page. */
function startCounting(): void {
  const scope = window as unknown as { countedKeys: string[] | undefined }
  const isNew = scope.countedKeys === undefined
  scope.countedKeys = []
  if (!isNew) return
  const modifiers = ['Control', 'Alt', 'Shift', 'Meta']
  window.addEventListener(
    'keydown',
    (event) => {
      if (modifiers.includes(event.key)) return
      const isChord = event.ctrlKey || event.altKey || event.metaKey
      const isTyped = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement
      if (event.key.length === 1 && !isChord && isTyped) return
      const held = [event.ctrlKey ? 'Ctrl+' : '', event.altKey ? 'Alt+' : '', event.shiftKey ? 'Shift+' : ''].join('')
      scope.countedKeys?.push(held + event.key)
    },
    { capture: true },
  )
}
