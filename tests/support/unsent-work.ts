import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect } from '@playwright/test'
import { sealUnsentFile } from '../../electron/main/unsent-file'
import type { Draft } from '../../shared/tickets/draft'
import type { TicketEvent } from '../../shared/tickets/ticket-event'
import { askMain } from './ask-main'
import type { PracticeSeat } from './practice-seat'

export const passphrase = '江边的石头晚上唱歌'

/** Where a practice seat keeps the second copy of its unsent work. */
export function journalOf(dataDir: string): string {
  return path.join(dataDir, 'practice', 'journal')
}

/** Takes the folder away under the running program and puts a file in its place, as a failing disk or a wrong clean-up does. */
export async function blockFolder(folder: string): Promise<{ free(): Promise<void> }> {
  await rm(folder, { recursive: true, force: true })
  await writeFile(folder, 'a file where the folder should be')
  return { free: () => rm(folder) }
}

/** A disk of its own under that folder; null where this user may not mount one. */
export async function smallDisk(folder: string, kilobytes = 256): Promise<{ fill(): Promise<void>; free(): Promise<void>; unmount(): void } | null> {
  await mkdir(folder, { recursive: true })
  if (process.platform !== 'linux' || spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k,mode=700`, 'tmpfs', folder]).status !== 0) return null
  const filler = path.join(folder, 'filler')
  return {
    // As much as goes in: the last block is refused.
    fill: () => appendFile(filler, Buffer.alloc((kilobytes + 1024) * 1024)).catch(() => undefined),
    free: () => rm(filler),
    unmount: () => void spawnSync('umount', ['-l', folder]),
  }
}

/** Answers the dialogues of the system: the next file goes there, the next one comes from there. */
export async function chooseFile({ lingxi }: PracticeSeat, file: string): Promise<void> {
  await lingxi.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
  }, file)
}

/** By keys: opens the dialogue, types the passphrase twice, and waits for the file. */
export async function exportByKeys(seat: PracticeSeat, file: string): Promise<void> {
  await chooseFile(seat, file)
  await seat.press('Control+Shift+U')
  await expect(seat.page.getByTestId('export-form')).toBeVisible()
  await seat.page.keyboard.insertText(passphrase)
  await seat.tabTo(seat.page.getByTestId('export-form').locator('input').nth(1))
  await seat.page.keyboard.insertText(passphrase)
  await seat.press('Enter')
  await expect(seat.page.getByTestId('export-done')).toBeVisible({ timeout: 20_000 })
}

/** By keys: chooses the file, types the passphrase, and waits for what came of it. */
export async function importByKeys(seat: PracticeSeat, file: string, words = passphrase): Promise<void> {
  await chooseFile(seat, file)
  await seat.press('Control+Shift+I')
  await expect(seat.page.getByTestId('import-choose')).toBeVisible()
  await seat.press('Enter')
  await expect(seat.page.getByTestId('import-form')).toBeVisible()
  await seat.page.keyboard.insertText(words)
  await seat.press('Enter')
}

/** The desk gets the first event of that order from somebody else, so that it refuses what comes from here. */
export async function openElsewhere(seat: PracticeSeat, ticketId: string, number: string): Promise<void> {
  const connection = await askMain(seat.page, 'console', 'deskConnection', undefined)
  if (!connection.ok) throw new Error(connection.error.code)
  const now = Date.now()
  const event = {
    id: randomUUID(), ticketId, author: { kind: 'agent', id: 'x', name: '王五', seat: '1234' },
    happenedAt: now, recordedAt: now, basedOn: 0, personal: null, type: 'opened', data: { number, practice: true, channel: 'phone', call: null },
  }
  const answer = await fetch(`${connection.value.origin}/v1/events`, {
    method: 'POST', headers: { authorization: `Bearer ${connection.value.token}`, 'content-type': 'application/json' }, body: JSON.stringify({ events: [event] }),
  })
  expect(answer.status).toBe(200)
}

/** Which order the draft on the stage will be. */
export async function ticketOfDraft({ page }: PracticeSeat): Promise<string> {
  const found = await page.evaluate(async () => {
    const opening = indexedDB.open('lingxi-practice-work')
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    const asking = database.transaction('drafts').objectStore('drafts').getAll()
    const rows = await new Promise<{ sealed: { record?: { ticketId: string } } }[]>((resolve) => (asking.onsuccess = () => resolve(asking.result)))
    database.close()
    return rows.at(-1)?.sealed.record?.ticketId ?? null
  })
  if (found === null) throw new Error('no draft on the disk that can be read')
  return found
}

const ofAnotherSeat = { kind: 'agent', id: 'w-1', name: '王五', seat: '1234' } as const
const morning = Date.parse('2026-11-23T10:00:00+08:00')
const told = { request_type: 'ZX', category: 'WAGE-02', description: '班组十人被要求当天退场，说好隔天结账，一周没动静。' }

type Step = { readonly type: TicketEvent['type']; readonly data: object; readonly personal?: object }

function submission(ticketId: string, minutes: number, steps: readonly Step[]) {
  const at = morning + minutes * 60_000
  const events = steps.map(({ type, data, personal = null }, basedOn) => ({ id: randomUUID(), ticketId, author: ofAnotherSeat, happenedAt: at, recordedAt: at, basedOn, personal, type, data }))
  return { id: randomUUID(), ticketId, enqueuedAt: at, events, draft: null, call: null }
}

function newOrder(ticketId: string, number: string, minutes: number) {
  return submission(ticketId, minutes, [
    { type: 'opened', data: { number, practice: true, channel: 'phone', call: null } },
    { type: 'facts-recorded', data: { values: told }, personal: { values: { caller_name: '秦木根' } } },
    { type: 'answered-directly', data: { knowledgeEntries: [] } },
  ])
}

function draftOfAnotherSeat(): Draft {
  const call = { callId: randomUUID(), queueCallId: null, queue: null, startedAt: morning, answeredAt: morning, endedAt: morning + 60_000, numberDisplay: '154-0000-0012', historyKey: '8615400000012' }
  return {
    id: randomUUID(), revision: 3, ticketId: randomUUID(), number: 'YL-20261123-1234-004-1', practice: true, author: ofAnotherSeat, createdAt: morning, changedAt: morning, touched: true, call,
    caller: { kind: 'undecided' }, values: told, unread: {}, emotions: { start: null, end: null }, risks: [], lowerings: [], noRisk: false, answeredSuggestions: [], actionsDone: {}, knowledgeUsed: [],
    noContent: null, warnings: [], reveals: [], mergeInto: null,
  }
}

/** What another practice seat has exported: an order, a further call about it, another order, and a draft. */
export async function fileOfAnotherSeat(file: string): Promise<{ readonly ticketId: string; readonly number: string }> {
  const ticketId = randomUUID()
  const number = 'YL-20261123-1234-001-1'
  const further = submission(ticketId, 1, [{ type: 'chased', data: { call: null } }, { type: 'facts-recorded', data: { values: { note: '又来电催' } } }])
  const content = JSON.stringify({ drafts: [draftOfAnotherSeat()], submissions: [newOrder(ticketId, number, 0), further, newOrder(randomUUID(), 'YL-20261123-1234-003-1', 2)] })
  await writeFile(file, await sealUnsentFile(content, { mode: 'practice', made: morning, seat: ofAnotherSeat.seat, drafts: 1, submissions: 3 }, passphrase))
  return { ticketId, number }
}
