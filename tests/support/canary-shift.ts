import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from '@playwright/test'
import { drawCanaries, findInFolder, wordsOf, type Canary } from './canaries'
import { until } from './desk/desk-folder'
import { readLog } from './desk/running-desk'
import { askMain } from './ask-main'
import { deskProcessOf } from './desk-process-of'
import { openHotlineSeat, startHotlineSeatOn, type HotlineSeat } from './hotline-seat'
import { endLeftOver, killAll, processesOf } from './kill-lingxi'
import { rendererOf } from './kill-points'
import { askPage } from './page-crash'
import { pbx, pbxAgents } from './pbx'
import { hearSaved, type SavedReport } from './saved-words'
import { seededRandom, spread } from './seeded-random'
import { call } from './sipp'

export interface CanaryShift {
  readonly callers: number
  readonly orders: number
  readonly kept: number
  readonly missed: number
  readonly byHand: number
  readonly thrownAway: number
}

/** What becomes of a caller. */
type Plan = 'order' | 'kept' | 'missed' | 'by-hand' | 'thrown-away'

const turns: readonly Plan[] = ['order', 'by-hand', 'kept', 'missed', 'order', 'thrown-away', 'order', 'by-hand', 'order', 'missed']
/** The desk's own PostgreSQL keeps orders readable, and says so where the password is set. */
const deskFolder = path.join('desk-here', 'desk')

interface Shift {
  seat: HotlineSeat
  /** It has been started, and neither killed nor closed. */
  isUp: boolean
  readonly pictures: string
  readonly env: Readonly<Record<string, string>>
  /** Everything that the console may write to: its data, and what it takes for temporary files, caches and the settings of others. */
  readonly folders: readonly string[]
  readonly words: readonly string[]
  readonly submitted: Set<string>
  saved: SavedReport | null
  /** Who was talking when everything was killed, and the number of that draft. */
  inHand: { readonly number: string; readonly canary: Canary } | null
}

/**
 * A compressed shift at a real PBX: each of `callers` made-up people rings, or stands at the counter, and is written down, missed, kept
 * for later, thrown away or submitted, some of it with the desk away. In the middle of a sentence in the middle of the shift the
 * console's page crashes, and then everything is killed; at the end everything is killed again. After each, nobody of them may be found
 * in any file of the console, and after the last start every order is at the desk and the drafts are there.
 *
 * @throws with the seed at the first find
 */
export async function proveNobodyOnDisk({ callers, seed, pictures, log = () => undefined }: { callers: number; seed: number; pictures: string; log?(line: string): void }): Promise<CanaryShift> {
  const canaries = drawCanaries(callers, seed)
  const random = seededRandom(spread(seed, 3))
  const plans = canaries.map((_, at) => turns[at % turns.length] ?? 'order')
  const elsewhere = await mkdtemp(path.join(tmpdir(), 'lingxi-elsewhere-'))
  // PostgreSQL, a user of its own, is started with it too.
  await chmod(elsewhere, 0o1777)
  const env = { TMPDIR: elsewhere, XDG_CONFIG_HOME: path.join(elsewhere, 'config'), XDG_CACHE_HOME: path.join(elsewhere, 'cache') }
  const seat = await openHotlineSeat(pictures, env)
  const { dataDir } = seat.lingxi
  const shift: Shift = { seat, isUp: true, pictures, env, folders: [dataDir, elsewhere], words: wordsOf(canaries), submitted: new Set(), saved: null, inHand: null }
  const middle = Math.floor(callers / 2)
  let desk: number | null = null
  let at = 0
  try {
    await begin(shift)
    for (const canary of canaries) {
      // With the desk away orders lie where they wait.
      if (at === Math.floor(callers / 3)) {
        desk = await deskProcessOf(shift.seat.lingxi)
        process.kill(desk, 'SIGSTOP')
      }
      if (at === middle) {
        await killInTheMiddle(shift, canary)
        desk = null
        await nobodyIsFound(shift, `killed at caller ${at}`)
        await start(shift)
      } else await take(shift, canary, plans[at] ?? 'order')
      if (at % 7 === 3) await lookFor(shift, random.pick(canaries.slice(0, at + 1)))
      at += 1
      if (at % 25 === 0) log(`${at} callers`)
    }
    await die(shift)
    await nobodyIsFound(shift, 'killed at the end')

    await start(shift)
    await isAllThere(shift, plans.filter((plan, index) => plan === 'kept' && index !== middle).length + 1)
    await shift.seat.close({ keepData: true })
    shift.isUp = false
    await nobodyIsFound(shift, 'closed')
    const atDesk = await findInFolder(path.join(dataDir, deskFolder), shift.words)
    if (atDesk.length === 0) throw new Error('the search finds nothing where everything lies open')
  } catch (error) {
    if (shift.isUp) await shift.seat.picture('canaries-failed').catch(() => undefined)
    throw new Error(`seed ${seed}, caller ${at}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  } finally {
    if (shift.isUp) await endLeftOver(shift.seat.lingxi)
    for (const folder of shift.folders) await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
  const count = (plan: Plan) => plans.filter((each, index) => each === plan && index !== middle).length
  return { callers, orders: shift.submitted.size, kept: count('kept') + 1, missed: count('missed'), byHand: count('by-hand'), thrownAway: count('thrown-away') }
}

async function nobodyIsFound({ folders, words }: Shift, when: string): Promise<void> {
  for (const folder of folders) {
    const found = await findInFolder(folder, words, [deskFolder])
    if (found.length > 0) throw new Error(`${when}: ${found.slice(0, 20).map(({ file, form, word }) => `${word} as ${form} in ${file}`).join('; ')} (${found.length} finds)`)
  }
}

/** The first start, or one after a kill, with the line registered. */
async function begin(shift: Shift): Promise<void> {
  const { seat } = shift
  await hearSaved(seat.page, (report) => void (shift.saved = report))
  await seat.useAccount({ serverUrl: pbx.webSocket, ...pbxAgents.one, domain: pbx.address })
  await expect(seat.truth('line')).toContainText('已注册', { timeout: 15_000 })
}

async function die(shift: Shift): Promise<void> {
  await killAll(await processesOf(shift.seat.lingxi))
  shift.isUp = false
}

async function start(shift: Shift): Promise<void> {
  shift.seat = await startHotlineSeatOn(shift.seat.lingxi.dataDir, shift.pictures, shift.env)
  shift.isUp = true
  const { seat } = shift
  await expect(seat.passwordDialog()).toBeVisible()
  await seat.type(pbxAgents.one.password)
  await seat.press('Enter')
  await expect(seat.truth('line')).toContainText('已注册', { timeout: 15_000 })
  await hearSaved(seat.page, (report) => void (shift.saved = report))
}

async function take(shift: Shift, canary: Canary, plan: Plan): Promise<void> {
  const { seat } = shift
  const { page } = seat
  await expect(seat.state()).toContainText('空闲')
  await expect(seat.truth('queue')).toContainText('接来电')
  if (plan === 'missed') {
    const caller = await call({ from: canary.phone, displayName: canary.name })
    await expect(seat.ringStage()).toBeVisible()
    await caller.hangUp()
    await expect(seat.ringStage()).toBeHidden()
    return
  }
  if (plan === 'by-hand') {
    await seat.press('Control+Shift+N')
    await page.getByTestId('manual-call').getByRole('textbox', { name: '来电号码' }).fill(canary.phone)
    const number = await write(seat, canary)
    await submit(shift, number)
    return
  }
  const caller = await call({ from: canary.phone, displayName: canary.name })
  await expect(seat.ringStage()).toBeVisible()
  await seat.answer()
  const number = await write(seat, canary)
  await caller.hangUp()
  if (plan === 'order') return submit(shift, number)
  await expect.poll(() => shift.saved?.text).toBe(canary.words)
  await seat.press('Control+S')
  await expect(page.getByTestId('capture-form')).toBeHidden()
  if (plan === 'kept') return
  const entry = page.locator('li').filter({ has: page.locator(`button[data-draft="${shift.saved?.draftId}"]`) })
  // Asked once more, and a second press that comes too soon is none.
  await expect(async () => {
    if ((await entry.count()) > 0) await entry.getByRole('button', { name: '丢弃' }).click({ timeout: 500 })
    await expect(entry).toHaveCount(0, { timeout: 300 })
  }).toPass({ timeout: 10_000 })
}

/** Name and words of the caller; gives the number of the order. */
async function write({ page, ...seat }: HotlineSeat, { name, words }: Canary): Promise<string> {
  await seat.press('Alt+C')
  await seat.type('gdqx')
  await expect(page.getByRole('option').first()).toContainText('工程建设领域欠薪')
  await seat.press('Enter')
  await page.locator('[data-slot="caller_name"] input').first().fill(name)
  await seat.press('Alt+W')
  await page.keyboard.insertText(words)
  return page.getByTestId('draft-number').innerText()
}

async function submit({ seat, submitted }: Shift, number: string): Promise<void> {
  await seat.press('Control+Shift+Enter')
  await expect(seat.page.locator('[data-toast]').filter({ hasText: number })).toBeVisible()
  submitted.add(number)
}

/** In the search, by what stands on the caller's identity card. */
async function lookFor({ seat }: Shift, { idNumber, phone }: Canary): Promise<void> {
  await seat.press('Control+K')
  for (const words of [idNumber, phone]) {
    await seat.page.getByRole('dialog').getByRole('combobox').fill(words)
    await expect(seat.page.getByRole('dialog').locator('[data-state=done]')).toBeVisible()
  }
  await seat.press('Escape')
  await expect(seat.page.getByRole('dialog')).toBeHidden()
}

/** While the caller speaks the page crashes, as an access violation ends it, comes back, and then everything dies at once. */
async function killInTheMiddle(shift: Shift, canary: Canary): Promise<void> {
  const { lingxi } = shift.seat
  await expect(shift.seat.state()).toContainText('空闲')
  const caller = await call({ from: canary.phone, displayName: canary.name })
  await expect(shift.seat.ringStage()).toBeVisible()
  await shift.seat.answer()
  shift.inHand = { number: await write(shift.seat, canary), canary }
  await expect.poll(() => shift.saved?.text).toBe(canary.words)
  const crashed = await rendererOf(lingxi, 'console')
  process.kill(crashed, 'SIGSEGV')
  await until(async () => (await rendererOf(lingxi, 'console')) !== crashed && (await askPage<string>(lingxi, 'console', "document.querySelector('#field-description')?.value ?? ''")) === canary.words)
  await die(shift)
  // As long as the caller holds on, the PBX takes this extension for busy.
  await caller.hangUp()
}

async function isAllThere({ seat, submitted, inHand }: Shift, drafts: number): Promise<void> {
  await seat.isSynced()
  await seat.press('Control+1')
  const entries = seat.page.getByRole('region', { name: '待提交' }).locator('button[data-draft]')
  await expect(entries).toHaveCount(drafts)
  await entries.filter({ hasText: inHand?.number ?? 'nobody' }).click()
  await expect(seat.page.locator('[data-slot="description"] textarea')).toHaveValue(inHand?.canary.words ?? '')
  await expect(seat.page.locator('[data-slot="caller_name"] input').first()).toHaveValue(inHand?.canary.name ?? '')
  const connection = await askMain(seat.page, 'console', 'deskConnection', undefined)
  if (!connection.ok) throw new Error(`no desk: ${connection.error.code}`)
  const opened = (await readLog(connection.value.origin, connection.value.token)).flatMap(({ event }) => (event.type === 'opened' ? [event.data.number] : []))
  expect(opened.toSorted()).toEqual([...submitted].toSorted())
}
