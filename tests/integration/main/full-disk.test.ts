import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTicketCounter } from '../../../electron/main/counter-file'
import { createJournal, type Journal } from '../../../electron/main/journal/journal'
import { journalFolder } from '../../../electron/main/journal/journal-files'
import type { JournalRecord } from '../../../shared/journal/journal-record'
import { testUuid } from '../../support/drafts'

const canMount = process.platform === 'linux' && process.getuid?.() === 0
const diskBytes = 256 * 1024
const roomBytes = 32 * 1024

const recordOf = (number: number): JournalRecord => ({ kind: 'draft-saved', id: testUuid(number), revision: 1, sealed: '字'.repeat(500) })

describe.skipIf(!canMount)(`a small disk of this system${canMount ? '' : ' (only root may mount one)'}`, () => {
  let disk: string
  const ballast = () => path.join(disk, 'ballast')
  beforeEach(async () => {
    disk = await mkdtemp(path.join(tmpdir(), 'lingxi-small-disk-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'lingxi-small-disk', disk])
    await writeFile(ballast(), Buffer.alloc(diskBytes - roomBytes))
  })
  afterEach(async () => {
    execFileSync('umount', ['--lazy', disk])
    await rm(disk, { recursive: true })
  })
  const open = (): Journal => createJournal({ files: journalFolder(path.join(disk, 'journal')), segmentBytes: 10_000, onError: () => undefined })

  test('when it is full the journal says so, keeps what it has told, and goes on by itself when there is room', async () => {
    const journal = open()
    const told: number[] = []
    let refused = 0
    for (let number = 1; refused < 5; number += 1) {
      const end = await journal.append([recordOf(number)])
      if (end.ok) told.push(number)
      else {
        expect(end.error).toEqual({ code: 'full' })
        refused += 1
      }
    }
    await rm(ballast())
    for (const number of [901, 902]) {
      expect(await journal.append([recordOf(number)])).toEqual({ ok: true, value: undefined })
      told.push(number)
    }
    const content = { ok: true, value: { records: told.map(recordOf), damaged: 0 } }
    expect([await journal.read(), await open().read()]).toEqual([content, content])
  })

  test('when it is full a ring gets one of the numbers put aside, after a restart as well, and afterwards none twice', async () => {
    const folder = path.join(disk, 'counters')
    const counter = createTicketCounter(folder)
    const given = [await counter.next('8017', '20261128')]
    await counter.prepare()
    await writeFile(path.join(disk, 'more'), Buffer.alloc(diskBytes)).catch(() => undefined)
    for (let spare = 0; spare < 5; ) {
      const number = await createTicketCounter(folder).next(spare % 2 === 0 ? '8017' : '8018', '20261129')
      given.push(number)
      if (number > 9000) spare += 1
    }
    await expect(createTicketCounter(folder).prepare()).resolves.toBeUndefined()
    for (let spare = 0; spare < 94; spare += 1) given.push(await counter.next('8017', '20261129'))
    given.push(await counter.next('8017', '20261129'))
    await expect(counter.next('8017', '20261129')).rejects.toMatchObject({ code: 'ENOSPC' })
    await rm(ballast())
    await counter.prepare()
    given.push(await counter.next('8017', '20261130'))
    await writeFile(path.join(disk, 'once more'), Buffer.alloc(diskBytes)).catch(() => undefined)
    for (let more = 0; more < 3; more += 1) given.push(await counter.next('8019', '20261201'))
    const spare = given.filter((number) => number > 9000)
    expect(spare.length).toBeGreaterThan(100)
    expect(new Set(spare).size).toBe(spare.length)
  })

  test('when it is full no number is given, and afterwards none twice', async () => {
    const folder = path.join(disk, 'counters')
    const given = [await createTicketCounter(folder).next('8017', '20261128')]
    await writeFile(path.join(disk, 'more'), Buffer.alloc(diskBytes)).catch(() => undefined)
    // What is left of the file's last page is still to be had.
    for (let isRoom = true; isRoom; ) {
      isRoom = await createTicketCounter(folder).next('8017', '20261128').then((number) => given.push(number) > 0, () => false)
    }
    await rm(ballast())
    for (let more = 0; more < 3; more += 1) given.push(await createTicketCounter(folder).next('8017', '20261128'))
    expect(new Set(given).size).toBe(given.length)
    expect([...given].sort((one, other) => one - other)).toEqual(given)
  })
})
