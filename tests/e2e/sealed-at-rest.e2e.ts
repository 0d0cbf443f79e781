import { scryptSync } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { encodeFrame } from '../../electron/main/journal/frames'
import { drawCanaries, findInFolder, wordsOf, type Canary } from '../support/canaries'
import { endLeftOver, killAll, processesOf } from '../support/kill-lingxi'
import { launchLingxi, type LingxiApp } from '../support/lingxi-app'
import { openPracticeSeat, type PracticeSeat } from '../support/practice-seat'
import { hearSaved, type SavedReport } from '../support/saved-words'

test.describe.configure({ timeout: 180_000 })

const password = '午间换岗 3 号席'
const [canary, other] = drawCanaries(2, 7) as [Canary, Canary]
const draftId = '019aae00-0000-7000-8000-000000000001'
const morning = Date.parse('2026-11-23T10:00:00+08:00')
const agent = { id: '0193f2c4-1d2e-7a3b-8c4d-5e6f70819203', number: '8017', name: '江晓' }

let dataDir: string
let left: LingxiApp | undefined
test.beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'lingxi-'))
})
test.afterEach(async () => {
  await endLeftOver(left)
  left = undefined
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

async function atDesk(): Promise<LingxiApp> {
  left = await launchLingxi({ args: ['--desk'], dataDir })
  return left
}

async function signIn(page: Page, secret: string): Promise<void> {
  await expect(page.getByRole('textbox', { name: '密码' })).toBeFocused({ timeout: 20_000 })
  await page.keyboard.type(secret)
  await page.keyboard.press('Enter')
}

test('practice keeps everything readable, so the search that finds nothing elsewhere can find something', async () => {
  const seat: PracticeSeat = await openPracticeSeat({ dataDir })
  left = seat.lingxi
  const reports: SavedReport[] = []
  await hearSaved(seat.page, (report) => void reports.push(report))
  await seat.ringAndAnswer('C40')
  await seat.press('Alt+W')
  await seat.type(canary.words)
  await expect.poll(() => reports.at(-1)?.text).toBe(canary.words)
  await killAll(await processesOf(seat.lingxi))
  left = undefined
  const found = await findInFolder(dataDir, [canary.name, canary.idNumber, canary.words])
  expect(new Set(found.map(({ word }) => word))).toEqual(new Set([canary.name, canary.idNumber, canary.words]))
  const places = new Set(found.map(({ file }) => file.split(path.sep).slice(0, 2).join('/')))
  expect([...places].sort()).toEqual(['Partitions/practice', 'practice/journal'])
})

test('work of the version that did not seal is sealed at the first sign-in, and the browser engine lets go of what lay open at the next start', async () => {
  await writeVersion1(canary)
  const before = await atDesk()
  await putUnsealedRows(await before.page('console'), {
    drafts: [{ id: draftId, revision: 1, state: 'unfinished', createdAt: morning, sealed: { record: draftOf(canary) } }],
    callLog: [{ callId: 'call-of-old', startedAt: morning, newestFirst: -morning, number: `86${other.phone}`, sealed: { record: other } }],
    people: [{ id: 'a-person-of-old', numbers: [`86${other.phone}`], sealed: { record: other } }],
  })
  await before.close({ keepData: true })
  left = undefined
  const words = wordsOf([canary, other])
  expect(new Set((await findInFolder(dataDir, words)).map(({ word }) => word)).size).toBeGreaterThan(6)

  const lingxi = await atDesk()
  const page = await lingxi.page('console')
  await signIn(page, password)
  const entry = page.getByRole('region', { name: '待提交' }).locator('button[data-draft]')
  await expect(entry).toHaveCount(1, { timeout: 20_000 })
  await entry.click()
  await expect(page.locator('[data-slot="description"] textarea')).toHaveValue(canary.words)
  await expect.poll(async () => (JSON.parse(await readFile(path.join(dataDir, 'desk-here', 'agent.json'), 'utf8')) as { hasUnsealed: boolean }).hasUnsealed).toBe(false)
  await lingxi.close({ keepData: true })
  left = undefined
  const inFiles = async () => (await findInFolder(dataDir, words)).map(({ file }) => file)
  expect((await inFiles()).filter((file) => !file.includes('IndexedDB'))).toEqual([])

  const next = await atDesk()
  await signIn(await next.page('console'), password)
  // LevelDB's list of its files names the first and the last key of each: a number that was looked up by may be one of them.
  await expect.poll(async () => (await inFiles()).filter((file) => !file.includes('MANIFEST')), { timeout: 30_000 }).toEqual([])
  await next.close({ keepData: true })
  left = undefined
})

test('the password is changed by keyboard; the old one opens nothing any more, and the draft is there under the new one', async () => {
  await writeVersion1(canary)
  const lingxi = await atDesk()
  const page = await lingxi.page('console')
  await signIn(page, password)
  await page.getByRole('button', { name: '设置', exact: true }).click()
  const next = 'another 密码 2026'
  const change = async (...words: readonly string[]) => {
    await page.getByLabel('现在的密码').focus()
    for (const word of words) {
      await page.keyboard.press('Control+A')
      await page.keyboard.type(word)
      await page.keyboard.press('Tab')
    }
    await expect(page.getByRole('button', { name: '换密码' })).toBeFocused()
    await page.keyboard.press('Enter')
  }
  await change('not the password', next, next)
  await expect(page.getByRole('alert')).toContainText('现在的密码不对，没有换。')
  await change(password, next, next)
  await expect(page.locator('[data-toast="settings.password.saved"]')).toBeVisible()
  await expect(page.getByLabel('现在的密码')).toHaveValue('')
  await page.getByRole('button', { name: '锁定席位', exact: true }).click()

  await signIn(page, password)
  await expect(page.getByRole('alert')).toContainText('密码不对')
  await page.keyboard.press('Control+A')
  await page.keyboard.type(next)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: '待提交' }).locator('button[data-draft]')).toHaveCount(1, { timeout: 20_000 })
  await lingxi.close({ keepData: true })
  left = undefined
})

/** As that version kept it. */
function draftOf({ phone, name, words }: Canary) {
  return {
    id: draftId, revision: 1, ticketId: '019aae00-0000-7000-8000-000000000002', number: '20261123-9042-001-1', practice: false,
    author: { kind: 'agent', id: agent.id, name: agent.name, seat: '9042' },
    createdAt: morning, changedAt: morning, touched: true,
    call: {
      callId: '019aae00-0000-7000-8000-000000000003', queueCallId: null, queue: 'hotline',
      startedAt: morning, answeredAt: morning + 4_000, endedAt: morning + 180_000, numberDisplay: phone, historyKey: `86${phone}`,
    },
    caller: { kind: 'undecided' }, values: { caller_name: name, description: words }, unread: {}, emotions: { start: null, end: null },
    risks: [], lowerings: [], noRisk: false, answeredSuggestions: [], actionsDone: {}, knowledgeUsed: [], noContent: null, warnings: [], mergeInto: null,
  }
}

/** The password file and the journal of that version. */
async function writeVersion1(caller: Canary): Promise<void> {
  const folder = path.join(dataDir, 'desk-here')
  await mkdir(path.join(folder, 'journal'), { recursive: true })
  const cost = { N: 1024, r: 8, p: 1 }
  const salt = Buffer.from('a salt of old')
  const hash = scryptSync(password.normalize('NFKC'), salt, 32, cost)
  const file = { version: 1, agent, scrypt: { ...cost, salt: salt.toString('base64'), hash: hash.toString('base64') } }
  await writeFile(path.join(folder, 'agent.json'), JSON.stringify(file), { mode: 0o600 })
  const head = { kind: 'draft-saved', id: draftId, revision: 1 } as const
  const frame = encodeFrame({ ...head, sealed: JSON.stringify({ record: { ...head, content: draftOf(caller) } }) })
  await writeFile(path.join(folder, 'journal', '000000001.journal'), frame, { mode: 0o600 })
}

/** The databases of that version, made in the page as it stands locked. */
async function putUnsealedRows(page: Page, tables: Readonly<Record<string, readonly unknown[]>>): Promise<void> {
  await page.evaluate(async (rows) => {
    const write = (name: string, version: number, stores: Readonly<Record<string, IDBObjectStoreParameters>>) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name, version)
        opening.onerror = () => reject(opening.error)
        opening.onupgradeneeded = () => {
          for (const [store, parameters] of Object.entries(stores)) opening.result.createObjectStore(store, parameters)
          if (stores['outbox'] !== undefined) {
            opening.transaction?.objectStore('drafts').createIndex('state', 'state')
            opening.transaction?.objectStore('outbox').createIndex('id', 'id', { unique: true })
            opening.transaction?.objectStore('callLog').createIndex('startedAt', 'startedAt')
            opening.transaction?.objectStore('callLog').createIndex('[number+newestFirst]', ['number', 'newestFirst'])
          }
        }
        opening.onsuccess = () => {
          const database = opening.result
          const transaction = database.transaction(Object.keys(stores), 'readwrite', { durability: 'strict' })
          for (const store of Object.keys(stores)) for (const row of rows[store] ?? []) transaction.objectStore(store).put(row)
          transaction.oncomplete = () => {
            database.close()
            resolve()
          }
          transaction.onerror = () => reject(transaction.error)
        }
      })
    // Dexie counts in tens.
    await write('lingxi-work', 30, { drafts: { keyPath: 'id' }, outbox: { keyPath: 'order', autoIncrement: true }, callLog: { keyPath: 'callId' }, setAside: { keyPath: 'number', autoIncrement: true } })
    await write('lingxi-cache', 10, { people: { keyPath: 'id' } })
  }, tables)
}
