import type * as Files from 'node:fs'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { until } from '../support/desk/desk-folder'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'
import { hearSaved, type SavedReport } from '../support/saved-words'
import { canTrace } from '../support/strace'

/** What the browser engine asks of the system for the words of a draft, seen by strace; its journal has `journal-sync.test.ts`. */

const whyNot = process.platform === 'linux' ? (canTrace ? null : 'no strace here') : 'strace is for Linux'
test.skip(whyNot !== null, whyNot ?? '')
test.describe.configure({ timeout: 150_000 })

const pieces = ['班组十人', '被要求当天退场，', '说好隔天结账。']

let folder: string
let seat: PracticeSeat | null
let tracer: ChildProcess | null
test.beforeEach(async () => {
  seat = null
  tracer = null
  folder = await mkdtemp(path.join(tmpdir(), 'lingxi-sync-'))
})
test.afterEach(async () => {
  await stopTrace()
  await seat?.close({ keepData: true })
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

test('before words are called saved the log of the database and the journal have been synced behind them, each time', async () => {
  seat = await openPracticeSeat({ dataDir: path.join(folder, 'data') })
  const reports: SavedReport[] = []
  await hearSaved(seat.page, (report) => void reports.push(report))
  await seat.ringAndAnswer('C25')
  await seat.press('Alt+W')
  await expect(seat.page.getByTestId('saved')).toHaveAttribute('data-saved', 'true')
  const trace = await startTrace(seat)
  for (const [index] of pieces.entries()) {
    await seat.page.keyboard.insertText(pieces[index] ?? '')
    const words = pieces.slice(0, index + 1).join('')
    await expect.poll(() => reports.at(-1)?.text).toBe(words)
    await tell(seat, `saved ${index}`)
  }
  // What tells that this test would see a sync that is not asked for.
  await putRelaxed(seat)
  await tell(seat, 'relaxed')
  await stopTrace()
  const parts = partsOf(await readFile(trace, 'utf8'))
  expect(parts.map(({ told }) => told)).toEqual([...pieces.map((_, index) => `saved ${index}`), 'relaxed'])
  for (const { told, steps } of parts.slice(0, -1)) {
    expect(isSynced(steps, 'database'), `${told}: ${steps.join(' ')}`).toBe(true)
    expect(isSynced(steps, 'journal'), `${told}: ${steps.join(' ')}`).toBe(true)
  }
  const relaxed = parts.at(-1)?.steps ?? []
  expect(relaxed).toContain('database written')
  expect(relaxed).not.toContain('database synced')
})

/** Of all threads of the main process: there the engine keeps its databases, and main its journal. */
async function startTrace({ lingxi }: PracticeSeat): Promise<string> {
  const file = path.join(folder, 'trace')
  tracer = spawn('strace', ['-f', '-y', '-s', '64', '-e', 'trace=write,pwrite64,writev,fdatasync,fsync', '-o', file, '-p', String(lingxi.electron.process().pid)], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  tracer.stderr?.on('data', (words: Buffer) => (said += words.toString()))
  await until(() => said.includes('attached'))
  await tell({ lingxi }, 'begun')
  return file
}

async function stopTrace(): Promise<void> {
  if (tracer === null || tracer.exitCode !== null) return
  const ended = once(tracer, 'exit')
  tracer.kill('SIGINT')
  await ended
  tracer = null
}

/** Leaves a mark in the trace. */
async function tell({ lingxi }: Pick<PracticeSeat, 'lingxi'>, words: string): Promise<void> {
  await lingxi.electron.evaluate((_, text) => {
    const files = process.mainModule?.require('node:fs') as typeof Files
    files.writeSync(2, `told ${text}\n`)
  }, words)
}

function putRelaxed({ page }: PracticeSeat): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('lingxi-practice-work')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const database = opening.result
          const transaction = database.transaction('setAside', 'readwrite', { durability: 'relaxed' })
          transaction.objectStore('setAside').put({ table: 'nothing', key: '', problem: { code: 'malformed', paths: [] }, at: 0, record: {} })
          transaction.oncomplete = () => {
            database.close()
            resolve()
          }
          transaction.onabort = () => reject(transaction.error)
        }
      }),
  )
}

interface Part {
  readonly told: string
  readonly steps: readonly string[]
}

/** What was done before each mark. A call that another thread cuts in two counts at its end, as what it was begun as. */
function partsOf(trace: string): readonly Part[] {
  const parts: Part[] = []
  const begun = new Map<string, string>()
  let steps: string[] = []
  for (const line of trace.split('\n')) {
    const thread = line.split(' ')[0] ?? ''
    if (line.includes('<unfinished ...>')) {
      begun.set(thread, line.slice(0, line.indexOf('<unfinished')))
      continue
    }
    const resumed = /<\.\.\. \w+ resumed>(.*)/.exec(line)
    const call = resumed === null ? line : `${begun.get(thread) ?? ''}${resumed[1] ?? ''}`
    const mark = /"told ([^"\\]*)/.exec(call)?.[1]
    if (mark !== undefined) {
      if (mark !== 'begun') parts.push({ told: mark, steps })
      steps = []
      continue
    }
    const medium = /IndexedDB\/[^>]*\.log>/.test(call) ? 'database' : call.includes('.journal>') ? 'journal' : null
    if (medium !== null && /write/.test(call)) steps.push(`${medium} written`)
    if (medium !== null && /f(data)?sync\(.*\)\s*= 0/.test(call)) steps.push(`${medium} synced`)
  }
  return parts
}

/** Something was written, and synced behind that. */
function isSynced(steps: readonly string[], medium: 'database' | 'journal'): boolean {
  return steps.includes(`${medium} written`) && steps.lastIndexOf(`${medium} synced`) > steps.indexOf(`${medium} written`)
}
