import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createJournal } from '../../electron/main/journal/journal'
import { journalFolder, type JournalFiles } from '../../electron/main/journal/journal-files'
import type { JournalRecord } from '../../shared/journal/journal-record'
import { testUuid } from '../support/drafts'
import { powerCutFiles } from '../support/power-cut-files'
import { seededRandom } from '../support/seeded-random'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lingxi-journal-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const inFolder = () => path.join(folder, 'practice', 'journal')
const saved = (number: number, revision: number): JournalRecord => ({ kind: 'draft-saved', id: testUuid(number), revision, sealed: `words ${revision}` })

async function put(files: JournalFiles, name: string, text: string): Promise<void> {
  const file = await files.open(name)
  await file.append(Buffer.from(text))
  await file.datasync()
  await file.close()
  await files.syncFolder()
}

describe.each([
  ['on the disk', () => journalFolder(inFolder())],
  ['in memory, where power can be cut', () => powerCutFiles(seededRandom(1)).files],
])('files of a journal %s', (_where, open) => {
  test('nothing is there before the first file', async () => {
    expect(await open().list()).toEqual([])
  })

  test('a file holds what was appended, and can be cut back', async () => {
    const files = open()
    const file = await files.open('a')
    await file.append(Buffer.from('one'))
    await file.append(Buffer.from('two'))
    await file.datasync()
    await files.syncFolder()
    expect((await files.read('a')).toString()).toBe('onetwo')
    await file.truncate(4)
    await file.append(Buffer.from('-'))
    await file.close()
    expect((await files.read('a')).toString()).toBe('onet-')
  })

  test('a name is given once, changed and taken away', async () => {
    const files = open()
    await put(files, 'a', 'one')
    await expect(files.open('a')).rejects.toMatchObject({ code: 'EEXIST' })
    await files.rename('a', 'b')
    await put(files, 'a', 'two')
    await files.syncFolder()
    expect([...(await files.list())].sort()).toEqual(['a', 'b'])
    expect((await files.read('b')).toString()).toBe('one')
    await files.remove('b')
    expect(await files.list()).toEqual(['a'])
    await expect(files.read('b')).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(files.remove('b')).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('a file that is taken away while it is open is no longer there', async () => {
    const files = open()
    const file = await files.open('a')
    await file.append(Buffer.from('one'))
    await file.datasync()
    expect(await file.isThere()).toBe(true)
    await files.remove('a')
    expect(await file.isThere()).toBe(false)
    await file.close()
  })

  test('cut off at any byte of its last record, a journal gives back all before it', async () => {
    const files = open()
    const journal = createJournal({ files, segmentBytes: 10_000, onError: () => undefined })
    for (const revision of [1, 2]) await journal.append([saved(1, revision)])
    const before = (await files.read('000000001.journal')).length
    await journal.append([saved(2, 1)])
    const whole = await files.read('000000001.journal')
    const others: JournalFiles = { ...files, read: async (name) => (await files.read(name)).subarray(0, length) }
    let length = before
    for (; length < whole.length; length += 1) {
      const content = await createJournal({ files: others, segmentBytes: 10_000, onError: () => undefined }).read()
      expect(content).toEqual({ ok: true, value: { records: [saved(1, 2)], damaged: 0 } })
    }
  })

  test('what was told is there for the next start, which writes a file of its own', async () => {
    const files = open()
    const start = () => createJournal({ files, segmentBytes: 10_000, onError: () => undefined })
    for (const number of [1, 2]) expect(await start().append([saved(number, 1)])).toEqual({ ok: true, value: undefined })
    expect(await start().read()).toEqual({ ok: true, value: { records: [saved(1, 1), saved(2, 1)], damaged: 0 } })
    expect([...(await files.list())].sort()).toEqual(['000000001.journal', '000000002.journal'])
  })
})

test.skipIf(process.platform === 'win32')('on the disk, only their owner may read them', async () => {
  await createJournal({ files: journalFolder(inFolder()), segmentBytes: 10_000, onError: () => undefined }).append([saved(1, 1)])
  expect(statSync(inFolder()).mode & 0o777).toBe(0o700)
  expect(statSync(path.join(inFolder(), '000000001.journal')).mode & 0o777).toBe(0o600)
})

test.skipIf(process.platform === 'win32')('on the disk, with its folder gone under it nothing is told, and all goes on when it can be made again', async () => {
  const journal = createJournal({ files: journalFolder(inFolder()), segmentBytes: 10_000, onError: () => undefined })
  await journal.append([saved(1, 1)])
  rmSync(inFolder(), { recursive: true })
  writeFileSync(inFolder(), 'in the way')
  for (const round of ['first', 'again']) expect(await journal.append([saved(2, 1)]), round).toEqual({ ok: false, error: { code: 'failed' } })
  rmSync(inFolder())
  expect(await journal.append([saved(2, 2)])).toEqual({ ok: true, value: undefined })
  expect(await journal.read()).toEqual({ ok: true, value: { records: [saved(2, 2)], damaged: 0 } })
})
