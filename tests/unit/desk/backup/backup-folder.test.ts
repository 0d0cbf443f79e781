import { readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backupNameOf, listBackups, outdatedBackups, removeOutdated } from '../../../../electron/desk/backup/backup-folder'
import { epochMs, type EpochMs } from '../../../../shared/lib/clock'
import { morning, testUuid } from '../../../support/drafts'
import { backUp, linesAsTables, makeBackupFolder } from '../../../support/desk/desk-backup'

const day = 86_400_000
const tables = linesAsTables(['{"rows":{}}'])
const before = (days: number): EpochMs => epochMs(morning - days * day)

describe('how long a backup is kept', () => {
  const someBackups = fc.array(fc.integer({ min: -5, max: 400 }).map((age) => ({ at: morning - age * day })), { minLength: 1 })

  it('the newest one stays for ever, the others for their days and no longer', () => {
    fc.assert(
      fc.property(someBackups, fc.integer({ min: 1, max: 365 }), (backups, keepDays) => {
        const removed = outdatedBackups(backups, morning, keepDays)
        const kept = backups.filter((backup) => !removed.includes(backup))
        expect(kept.map(({ at }) => at)).toContain(Math.max(...backups.map(({ at }) => at)))
        expect(removed.every(({ at }) => at < morning - keepDays * day)).toBe(true)
        const newest = Math.max(...backups.map(({ at }) => at))
        expect(kept.every(({ at }) => at >= morning - keepDays * day || at === newest)).toBe(true)
      }),
    )
  })
})

describe('the name of a backup', () => {
  it('is the local time of its moment and nothing else', () => {
    expect(backupNameOf(morning, 1)).toBe('lingxi-desk-20261123-100000.lxb')
    expect(backupNameOf(epochMs(Date.parse('2026-11-28T16:07:09.900Z')), 2)).toBe('lingxi-desk-20261129-000709-2.lxb')
  })
})

describe('the folder of the backups', () => {
  let place: Awaited<ReturnType<typeof makeBackupFolder>>
  beforeEach(async () => {
    place = await makeBackupFolder()
  })
  afterEach(() => place.remove())

  it('gives those of its own desk, the oldest first; the same second is no matter', async () => {
    for (const createdAt of [morning, before(3), epochMs(morning + 10)]) await backUp(tables, place.folder, { createdAt })
    await backUp(tables, place.folder, { deskId: testUuid(2), createdAt: before(1) })
    const found = await listBackups(place.folder, testUuid(1))
    expect(found.map(({ at }) => at)).toEqual([before(3), morning, morning + 10])
    expect(found.map(({ file }) => path.basename(file))).toEqual([
      'lingxi-desk-20261120-100000.lxb', 'lingxi-desk-20261123-100000.lxb', 'lingxi-desk-20261123-100000-2.lxb',
    ])
  })

  it('loses what is outdated of its own desk, and nothing of another desk or of anybody else', async () => {
    await backUp(tables, place.folder, { createdAt: before(40) })
    await backUp(tables, place.folder, { createdAt: before(2) })
    await backUp(tables, place.folder, { deskId: testUuid(2), createdAt: before(41) })
    const others = ['lingxi-desk-20200101-000000.lxb', 'holiday.jpg', 'lingxi-desk-20200101-000000.lxb.txt']
    for (const name of others) await writeFile(path.join(place.folder, name), 'mine')
    expect(await removeOutdated(place.folder, testUuid(1), morning, 14)).toBe(1)
    expect((await readdir(place.folder)).sort()).toEqual([
      ...others, 'lingxi-desk-20261013-100000.lxb', 'lingxi-desk-20261121-100000.lxb',
    ].sort())
  })

  it('that somebody has chosen is not made when it is gone: the wrong disk would be filled', async () => {
    await rm(place.folder, { recursive: true })
    const chosen = { folder: place.folder, mayMakeFolder: false }
    await expect(backUp(tables, place.folder, { place: chosen })).rejects.toMatchObject({ code: 'ENOENT' })
    await backUp(tables, place.folder)
    expect(await readdir(place.folder)).toHaveLength(1)
  })
})
