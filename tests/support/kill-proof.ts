import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect as expectSoon } from '@playwright/test'
import type { Change } from '../../shared/desk-api/desk-api'
import { askMain } from './ask-main'
import { until } from './desk/desk-folder'
import { readLog } from './desk/running-desk'
import { deskProcessOf } from './desk-process-of'
import { isAlive } from './is-alive'
import { endLeftOver, familiesOf, killAll, processesOf } from './kill-lingxi'
import { hearCommits, rendererOf, watchMainPoints, type MainPoints } from './kill-points'
import { askPage } from './page-crash'
import { openPracticeSeat, type PracticeSeat } from './practice-seat'
import { hearSaved, type SavedReport } from './saved-words'
import { seededRandom, spread, type SeededRandom } from './seeded-random'

/** Outside of the test runner five seconds would have to do, also on a busy machine. */
const expect = expectSoon.configure({ timeout: 20_000 })

type Victim = 'main' | 'console' | 'phone' | 'desk' | 'postgres' | 'everything'

/** What each round kills, in turn: most often what has most to lose. */
const turns: readonly Victim[] = ['main', 'everything', 'desk', 'console', 'main', 'postgres', 'everything', 'phone', 'main', 'console']
/** So many writes, syncs, openings and removals, or commits, one call has. */
const pointsInMain = 24
const commits = 4
const longestWorkMs = 4_500

export interface KillProof {
  readonly killed: Readonly<Record<Victim, number>>
  /** Of these at a counted point. */
  readonly atPoint: number
  /** Main once more, when it had just removed a file of the journal that nothing is owed of. */
  readonly atRemoval: number
  /** Of the page's database, heard in all rounds. */
  readonly commits: number
  readonly orders: number
  /** Drafts that were found again, each at the last revision that was reported as saved or a later one. */
  readonly drafts: number
}

interface Book {
  /** What the page has said last, before the kill, about the draft of the call at hand. */
  saved: SavedReport | null
  isAtWork: boolean
  /** Number of that draft. */
  number: string | null
  /** The page has said that it is submitted. */
  readonly submitted: Set<string>
  /** Somebody has asked for that. */
  readonly wished: Set<string>
  /** What the practice desk begins with. */
  before: ReadonlySet<string> | null
  drafts: number
  atPoint: number
  atRemoval: number
  commits: number
}

interface Attack {
  readonly victim: Victim
  /** How often it was killed before: points and drawn moments take turns. */
  readonly turn: number
  readonly random: SeededRandom
}

/** The work came to its end, or was cut off, and what it stumbled over then. */
type WorkEnd = { readonly kind: 'done' } | { readonly kind: 'cut'; readonly by: unknown }

const callers = ['C25', 'C35', 'C40'] as const
const pieces = ['想问产假天数', '怎么算，', '公司说按老规定，', '她生的是双胞胎。']

/**
 * Rings, answers, writes and submits by keyboard while one of the processes is killed with SIGKILL, at a drawn moment or at a
 * counted point: `count` times on the same data. After each the desk has every order that was called submitted, once, and no order that
 * nobody submitted; and the draft at hand is there at the last revision that was reported as saved, or a later one.
 *
 * @throws at the first thing that is otherwise
 */
export async function proveNothingLostByKill({ count, seed, log = () => undefined }: { count: number; seed: number; log?(line: string): void }): Promise<KillProof> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lingxi-'))
  const book: Book = { saved: null, isAtWork: false, number: null, submitted: new Set(), wished: new Set(), before: null, drafts: 0, atPoint: 0, atRemoval: 0, commits: 0 }
  const killed: Record<Victim, number> = { main: 0, desk: 0, console: 0, postgres: 0, everything: 0, phone: 0 }
  let life: Life | null = null
  let round = 0
  try {
    for (; round < count; round += 1) {
      life ??= await begin(dataDir, book)
      const victim = turns[round % turns.length] ?? 'main'
      const lives = await workUntilKilled(life, { victim, turn: killed[victim], random: seededRandom(spread(seed, round)) }, book)
      killed[victim] += 1
      if (!lives) life = await begin(dataDir, book)
      if (victim === 'main' && (await diesAtRemoval(life, book))) life = await begin(dataDir, book)
      await settle(life.seat, book)
      if (round % 10 === 9) log(`${round + 1} times, ${book.submitted.size} orders`)
    }
    await life?.seat.close({ keepData: true })
    life = null
    return { killed, atPoint: book.atPoint, atRemoval: book.atRemoval, commits: book.commits, orders: book.submitted.size, drafts: book.drafts }
  } catch (error) {
    throw new Error(`seed ${seed}, round ${round}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  } finally {
    await endLeftOver(life?.seat.lingxi)
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}

/** One start of the app. */
interface Life {
  readonly seat: PracticeSeat
  readonly points: MainPoints
  onCommit: () => void
}

async function begin(dataDir: string, book: Book): Promise<Life> {
  const seat = await openPracticeSeat({ dataDir })
  const life: Life = { seat, points: await watchMainPoints(seat.lingxi), onCommit: () => undefined }
  await hearSaved(seat.page, (report) => {
    if (book.isAtWork) book.saved = report
  })
  await hearCommits(seat.page, () => {
    book.commits += 1
    life.onCommit()
  })
  book.before ??= new Set(numbersIn(await everyChange(seat)))
  return life
}

/** Tells whether the page lives on. */
async function workUntilKilled(life: Life, { victim, turn, random }: Attack, book: Book): Promise<boolean> {
  const { seat } = life
  const { app, server } = await familiesOf(seat.lingxi)
  const main = seat.lingxi.electron.process()
  const atPoint = turn % 2 === 0
  Object.assign(book, { saved: null, number: null, isAtWork: true })
  const drawn = delay(500 + random.below(longestWorkMs))
  const over = { isOver: false }
  // A point that comes with the last words has to be waited for.
  const working: Promise<WorkEnd> = work(seat, random, book).then(() => (atPoint ? isWritten(seat) : undefined)).then(
    () => ({ kind: 'done' }) as const,
    (error: unknown) => {
      if (!over.isOver) throw error
      return { kind: 'cut', by: error } as const
    },
  ).finally(() => {
    book.isAtWork = false
  })
  // It is looked at when the kill is done.
  working.catch(() => undefined)
  const kill = async (pids: readonly number[]) => {
    over.isOver = true
    await killAll(pids)
    book.isAtWork = false
    await working
  }
  switch (victim) {
    case 'main': {
      over.isOver = atPoint
      if (atPoint) {
        await life.points.killAfter(1 + ((Math.floor(turn / 2) * 5 + random.below(5)) % pointsInMain))
        book.atPoint += (await isCutByDeath(working, main)) ? 1 : 0
      } else await Promise.race([drawn, working])
      await kill(app.slice(0, 1))
      // Pages and desk notice and end by themselves; PostgreSQL may live on, and the next desk takes it over.
      await until(async () => !(await Promise.all(app.map(isAlive))).includes(true))
      return false
    }
    case 'everything':
      await Promise.race([atPoint ? drawn : isAtDesk(seat, book), working])
      await kill([...app, ...server])
      return false
    case 'console':
      if (atPoint) book.atPoint += await Promise.race([nthCommit(life, 1 + random.below(commits)).then(() => 1), working.then(() => 0)])
      else await Promise.race([drawn, working])
      await kill([await rendererOf(seat.lingxi, 'console')])
      await isBack(seat, book)
      await killAll(await processesOf(seat.lingxi))
      return false
    case 'phone':
      await drawn
      await kill([await rendererOf(seat.lingxi, 'phone')])
      break
    case 'desk':
    case 'postgres':
      await drawn
      await killAll(victim === 'desk' ? [await deskProcessOf(seat.lingxi)] : server.slice(0, 1))
      await working
  }
  await seat.becomeFree()
  return true
}

/** What a killed main has left is settled, and its file removed: no call comes to that point. False where there was nothing to remove. */
async function diesAtRemoval({ seat, points }: Life, book: Book): Promise<boolean> {
  const { app } = await familiesOf(seat.lingxi)
  await points.killAtRemoval()
  // Read behind every write and what is removed with it; where a draft is left that nobody has settled, it is not waited for.
  const isEmpty = () => until(async () => {
    const found = await askMain(seat.page, 'console', 'readJournal', undefined)
    return found.ok && found.value.records.length === 0
  }).catch(() => undefined)
  const settling = settle(seat, book).then(isEmpty).then(() => points.cancel())
  const isDead = await isCutByDeath(settling.then(() => ({ kind: 'done' }) as const, (error: unknown) => ({ kind: 'cut', by: error }) as const), seat.lingxi.electron.process())
  if (!isDead) return false
  book.atRemoval += 1
  await until(async () => !(await Promise.all(app.map(isAlive))).includes(true))
  return true
}

/** A page is gone before the exit of its main process is told. */
async function isCutByDeath(working: Promise<WorkEnd>, main: ChildProcess): Promise<boolean> {
  const end = await working
  if (end.kind === 'done') return false
  await until(() => main.signalCode !== null).catch(() => {
    throw end.by
  })
  return true
}

/** As an agent works. */
async function work(seat: PracticeSeat, random: SeededRandom, book: Book): Promise<void> {
  await seat.ringAndAnswer(random.pick(callers))
  book.number = await seat.page.getByTestId('draft-number').innerText()
  await seat.press('Alt+W')
  for (const words of pieces) {
    await seat.type(words)
    await delay(random.below(600))
  }
  if (random.below(2) === 0) await submit(seat, book)
}

/** Nothing that was typed waits to be saved. */
async function isWritten({ page }: PracticeSeat): Promise<void> {
  await expect(page.locator('[data-testid="saved"][data-saved="false"]')).toHaveCount(0)
}

async function submit({ page, press, type }: PracticeSeat, book: Book): Promise<void> {
  const number = await page.getByTestId('draft-number').innerText()
  await press('Alt+Q', '1', 'Alt+C')
  await type('cj')
  await expect(page.getByRole('option').first()).toContainText('产假')
  await press('Enter')
  book.wished.add(number)
  await press('Control+Shift+Enter')
  await expect(page.getByTestId('capture-form')).toBeHidden()
  book.submitted.add(number)
}

function nthCommit(life: Life, count: number): Promise<void> {
  let left = count
  return new Promise((resolve) => {
    life.onCommit = () => {
      left -= 1
      if (left === 0) resolve()
    }
  })
}

/** The desk has the order of the call at hand, whatever the page knows of that. */
async function isAtDesk(seat: PracticeSeat, book: Book): Promise<void> {
  await expect.poll(async () => book.number !== null && numbersIn(await everyChange(seat)).includes(book.number), { intervals: [5], timeout: 60_000 }).toBe(true)
}

/** The console that is drawn anew has the draft at hand. */
async function isBack({ lingxi }: PracticeSeat, { saved, number, wished }: Book): Promise<void> {
  if (saved === null || (number !== null && wished.has(number))) return
  const look = `(() => {
    const shown = document.querySelector('[data-testid="saved"]')?.dataset
    return shown === undefined ? null : { draftId: shown.draft, revision: Number(shown.revision), text: document.querySelector('#field-description')?.value ?? '' }
  })()`
  let found: SavedReport | null = null
  await until(async () => {
    found = await askPage<SavedReport>(lingxi, 'console', look)
    return isKept(saved, found)
  }).catch(() => notKept(saved, found))
}

function isKept(saved: SavedReport, found: SavedReport | null): boolean {
  return found !== null && found.draftId === saved.draftId && found.revision >= saved.revision && found.text.startsWith(saved.text)
}

function notKept(saved: SavedReport, found: SavedReport | null): never {
  throw new Error(`saved was ${JSON.stringify(saved)}, there is ${JSON.stringify(found)}`)
}

/** Everything is looked at, and the draft that is left goes to the desk as well. */
async function settle(seat: PracticeSeat, book: Book): Promise<void> {
  const { page, press } = seat
  let log: readonly Change[] = []
  // What was killed last may not have been missed yet.
  await expect(async () => {
    await seat.isSynced()
    log = await everyChange(seat)
  }).toPass({ timeout: 60_000 })
  if (new Set(log.map(({ event }) => event.id)).size !== log.length) throw new Error('an event is at the desk twice')
  const arrived = numbersIn(log).filter((number) => book.before?.has(number) !== true)
  if (new Set(arrived).size !== arrived.length) throw new Error('an order is at the desk twice')
  const lost = [...book.submitted].find((number) => !arrived.includes(number))
  if (lost !== undefined) throw new Error(`${lost} was called submitted and is not at the desk`)
  const unasked = arrived.find((number) => !book.wished.has(number))
  if (unasked !== undefined) throw new Error(`nobody has submitted ${unasked}`)
  for (const number of arrived) book.submitted.add(number)

  await press('Control+1')
  const isOrder = book.number !== null && arrived.includes(book.number)
  const entries = page.getByRole('region', { name: '待提交' }).locator('button[data-draft]')
  if (isOrder) {
    await expect(entries).toHaveCount(0)
    await expect(page.locator(`tbody tr[data-order="${book.number}"]`)).toHaveCount(1)
    return
  }
  if (book.saved !== null) await expect(entries).toHaveCount(1)
  if ((await entries.count()) === 0) return
  await entries.first().click()
  await expect(page.getByTestId('saved')).toHaveAttribute('data-saved', 'true')
  if (book.saved !== null) {
    const shown = page.getByTestId('saved')
    const found = {
      draftId: (await shown.getAttribute('data-draft')) ?? '',
      revision: Number(await shown.getAttribute('data-revision')),
      text: await page.locator('#field-description').inputValue(),
    }
    if (!isKept(book.saved, found)) notKept(book.saved, found)
    book.drafts += 1
  }
  await submit(seat, book)
}

/** The whole log of the desk that main has started. */
async function everyChange({ page }: PracticeSeat): Promise<readonly Change[]> {
  const connection = await askMain(page, 'console', 'deskConnection', undefined)
  if (!connection.ok) throw new Error(`no desk: ${connection.error.code}`)
  return readLog(connection.value.origin, connection.value.token)
}

function numbersIn(log: readonly Change[]): readonly string[] {
  return log.flatMap(({ event }) => (event.type === 'opened' ? [event.data.number] : []))
}
