import { readdir, rm } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settleMs } from '../../../../electron/desk/backup/backup-course'
import { createBackupKeeper, type BackupKeeper } from '../../../../electron/desk/backup/backup-keeper'
import type { ReadTables } from '../../../../electron/desk/store/table-lines'
import type { BackupSetup, BackupState } from '../../../../shared/backup/backup-state'
import { testUuid } from '../../../support/drafts'
import { linesAsTables, makeBackupFolder, testBackupKey } from '../../../support/desk/desk-backup'
import { until } from '../../../support/desk/desk-folder'
import { createManualTime, type ManualTime } from '../../../support/manual-time'

const hour = 3_600_000
const key = { key: Buffer.from(testBackupKey.key).toString('base64'), envelope: testBackupKey.envelope }
const tables = linesAsTables(['{"rows":{}}'])

let place: Awaited<ReturnType<typeof makeBackupFolder>>
let time: ManualTime
let states: BackupState[]
let keeper: BackupKeeper
beforeEach(async () => {
  place = await makeBackupFolder()
  time = createManualTime(Date.parse('2026-11-23T10:00:00+08:00'))
  states = []
})
afterEach(async () => {
  await keeper.stop()
  await place.remove()
})

function keep(readTables: ReadTables = tables, setup: Partial<BackupSetup> = {}): void {
  keeper = createBackupKeeper({
    readTables, deskId: testUuid(1), practice: false, clock: time, timers: time, random: () => 1, log: () => undefined,
    onState: (state) => states.push(state),
  })
  keeper.setUp({ folder: place.folder, mayMakeFolder: true, keepDays: 14, key, ...setup })
}

const last = () => states.at(-1)
const phase = (wanted: BackupState['phase']) => until(() => last()?.phase === wanted)
const files = () => readdir(place.folder)

/** Time goes on and the keeper with it, until it has made or failed to make so many. */
async function passes(ms: number, backups: number): Promise<void> {
  await time.advance(ms)
  await until(() => states.filter(({ phase: each }) => each === 'running').length === backups && last()?.phase !== 'running')
}

describe('the keeper of the backups', () => {
  it('makes one after a start that has none, then one a day at three, and keeps the days that were asked for', async () => {
    keep(tables, { keepDays: 2 })
    await phase('waiting')
    await passes(settleMs, 1)
    expect(last()).toMatchObject({ problem: null, nextAt: Date.parse('2026-11-24T03:00:00+08:00') })
    await passes(17 * hour - settleMs, 2)
    for (const count of [3, 4, 5]) await passes(24 * hour, count)
    await until(async () => (await files()).length === 3)
    expect(await files()).toEqual(['lingxi-desk-20261125-030000.lxb', 'lingxi-desk-20261126-030000.lxb', 'lingxi-desk-20261127-030000.lxb'])
  })

  it('makes none for a desk that has a fresh one already', async () => {
    keep()
    await phase('waiting')
    await passes(settleMs, 1)
    await keeper.stop()
    states = []
    keep()
    await phase('waiting')
    await time.advance(hour)
    expect(last()).toMatchObject({ last: { at: expect.any(Number) }, nextAt: Date.parse('2026-11-24T03:00:00+08:00') })
    expect(await files()).toHaveLength(1)
  })

  it('makes one at a time, however often it is asked', async () => {
    let running = 0
    let most = 0
    let go = () => undefined as void
    const held = new Promise<void>((resolve) => (go = resolve))
    keep(async (work) => {
      running += 1
      most = Math.max(most, running)
      await held
      return tables(work).finally(() => (running -= 1))
    })
    await phase('waiting')
    keeper.backUpNow()
    keeper.backUpNow()
    await phase('running')
    keeper.backUpNow()
    go()
    await phase('waiting')
    expect([most, (await files()).length, states.filter((state) => state.phase === 'running').length]).toEqual([1, 1, 1])
  })

  it('says why one failed, tries again sooner, and goes on telling of the last good one', async () => {
    keep(tables, { mayMakeFolder: false })
    await phase('waiting')
    await passes(settleMs, 1)
    const good = last()?.last
    await rm(place.folder, { recursive: true })
    await passes(17 * hour, 2)
    expect(last()).toMatchObject({ problem: 'folder-gone', last: good, nextAt: time.now() + 60_000 })
    await passes(60_000, 3)
    expect(last()).toMatchObject({ problem: 'folder-gone', nextAt: time.now() + 120_000 })
  })

  it('waits without a key, and keeps the one it has when the seat is locked', async () => {
    keep(tables, { key: null })
    await phase('no-key')
    keeper.backUpNow()
    await time.advance(48 * hour)
    expect(await files()).toEqual([])
    const setup = { folder: place.folder, mayMakeFolder: true, keepDays: 14 }
    keeper.setUp({ ...setup, key })
    await phase('waiting')
    states = []
    keeper.setUp({ ...setup, keepDays: 7, key: null })
    await phase('waiting')
    await passes(settleMs, 1)
    expect(await files()).toHaveLength(1)
  })

  it('gives up the one it is making when it is stopped', async () => {
    let begun = false
    keep((work) =>
      work({ schema: 1, position: 0 }, (async function* () {
        begun = true
        for (;;) yield `["${'x'.repeat(1_000)}"]\n`
      })()),
    )
    await phase('waiting')
    keeper.backUpNow()
    await until(() => begun)
    await keeper.stop()
    expect(await files()).toEqual([])
  })
})
