import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from '@playwright/test'
import { endLeftOver, killAll, processesOf } from './kill-lingxi'
import { openPracticeSeat, type PracticeSeat } from './practice-seat'
import { hearSaved, type SavedReport } from './saved-words'
import { seededRandom, type SeededRandom } from './seeded-random'

export interface DraftKillProof {
  readonly rounds: number
  /** Rounds in which the page had vouched for some of the words by then. */
  readonly withWords: number
  /** Most characters that a killed seat had beyond those it had vouched for. */
  readonly mostUnsaved: number
}

/** What a killed seat had said and typed. */
interface Promised extends SavedReport {
  readonly typed: string
}

const callers = ['C01', 'C25', 'C03', 'C06', 'C21'] as const
const sentence = '包工头说好月底结清，现在人也找不到，工友们都等着这笔钱回家。'

/**
 * Types into a call until everything is killed with SIGKILL (main, pages, desk, PostgreSQL), and starts again on the same
 * data: `count` times. The draft must be in the list of unfinished calls at the last revision that the page had reported
 * as saved, or a later one, with all words it had vouched for, and every earlier draft must be there still.
 *
 * @throws at the first draft that is missing, older or changed
 */
export async function proveDraftSurvivesKill({ count, seed, log = () => undefined }: { count: number; seed: number; log?(line: string): void }): Promise<DraftKillProof> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lingxi-'))
  const random = seededRandom(seed)
  const promises: Promised[] = []
  let seat: PracticeSeat | null = null
  try {
    for (let round = 0; round < count; round += 1) {
      seat = await openPracticeSeat({ dataDir })
      await check(seat, promises)
      promises.push(await typeUntilKilled(seat, random))
      seat = null
      if (round % 10 === 9) log(`${round + 1} times`)
    }
    seat = await openPracticeSeat({ dataDir })
    await check(seat, promises)
    await seat.close({ keepData: true })
    seat = null
  } finally {
    await endLeftOver(seat?.lingxi)
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
  const withWords = promises.filter(({ text }) => text !== '').length
  return { rounds: count, withWords, mostUnsaved: Math.max(...promises.map(({ typed, text }) => typed.length - text.length)) }
}

async function typeUntilKilled(seat: PracticeSeat, random: SeededRandom): Promise<Promised> {
  const { page, lingxi } = seat
  let last: SavedReport | null = null
  await hearSaved(page, (report) => {
    last = report
  })
  await seat.ringAndAnswer(random.pick(callers))
  await seat.press('Alt+W')
  const life = { over: false }
  const processes = await processesOf(lingxi)
  const typing = type(seat, random, life)
  await delay(1500 + random.below(3000))
  life.over = true
  await killAll(processes)
  const typed = await typing
  if (last === null) throw new Error('the page has not once said that the draft is saved')
  return { ...(last as SavedReport), typed }
}

/** Types at an uneven pace until the page is gone; tells all that was begun. */
async function type({ page }: PracticeSeat, random: SeededRandom, life: { readonly over: boolean }): Promise<string> {
  let typed = ''
  while (!life.over) {
    const character = sentence[typed.length % sentence.length] ?? ''
    typed += character
    await page.keyboard.type(character).catch(() => undefined)
    await delay(random.below(5) === 0 ? 300 + random.below(400) : 20 + random.below(100))
  }
  return typed
}

async function check({ page }: PracticeSeat, promises: readonly Promised[]): Promise<void> {
  await page.keyboard.press('Control+1')
  const entries = page.getByRole('region', { name: '待提交' }).locator('button[data-draft]')
  await expect(entries).toHaveCount(promises.length)
  const latest = promises.at(-1)
  if (latest === undefined) return
  await page.locator(`button[data-draft="${latest.draftId}"]`).click()
  const saved = page.getByTestId('saved')
  await expect(saved).toHaveAttribute('data-draft', latest.draftId)
  const revision = Number(await saved.getAttribute('data-revision'))
  const found = await page.locator('#field-description').inputValue()
  if (revision < latest.revision || !found.startsWith(latest.text) || !latest.typed.startsWith(found)) {
    throw new Error(`promised revision ${latest.revision} with "${latest.text}", found ${revision} with "${found}", typed "${latest.typed}"`)
  }
}
