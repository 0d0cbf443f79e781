import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSeatBackup, type SeatBackupPorts } from '../../../electron/main/seat-backup'
import { createSettingsStore } from '../../../electron/main/settings-store'
import { writeBackupHead } from '../../../shared/backup/backup-head'
import type { BackupState } from '../../../shared/backup/backup-state'
import { err, ok } from '../../../shared/lib/result'
import { defaultSettings } from '../../../shared/settings/settings'
import { morning, testUuid } from '../../support/drafts'
import { makeBackupFolder } from '../../support/desk/desk-backup'

const key = new Uint8Array(32).fill(7)
const waiting: BackupState = { phase: 'waiting', last: { at: morning, bytes: 9 }, nextAt: morning, problem: null }
const log = { info() {}, warning() {}, error() {} }

let place: Awaited<ReturnType<typeof makeBackupFolder>>
beforeEach(async () => {
  place = await makeBackupFolder()
})
afterEach(() => place.remove())

function seatBackup(spread: Partial<SeatBackupPorts> = {}) {
  const told: unknown[] = []
  const heard: unknown[] = []
  const settings = createSettingsStore(defaultSettings, () => undefined)
  const backup = createSeatBackup({
    settings, log, ownFolder: '/data/backups',
    tellDesk: (command) => told.push(command),
    newSecret: async () => ({ key, envelope: 'e' }),
    openEnvelope: async (envelope, password) => (envelope === 'e' && password === 'right' ? key : null),
    askFolder: async () => '/disk/backups',
    askFile: async () => path.join(place.folder, 'some.lxb'),
    onChanged: (view) => heard.push(view.state?.phase ?? null),
    onFailed: (problem, lastAt) => heard.push([problem, lastAt]),
    ...spread,
  })
  return { backup, told, heard, settings }
}

const writeHead = () =>
  writeFile(path.join(place.folder, 'some.lxb'), writeBackupHead({ deskId: testUuid(1), practice: false, createdAt: morning, schema: 2, position: 0, salt: `${'A'.repeat(43)}=`, envelope: 'e' }))

describe('the backups of a seat', () => {
  test('the desk is told folder, days and key, and anew when one of them or the desk changes', async () => {
    const { backup, told, settings } = seatBackup()
    await backup.passwordGiven('right')
    const setup = { folder: '/data/backups', mayMakeFolder: true, keepDays: 14, key: { key: Buffer.from(key).toString('base64'), envelope: 'e' } }
    expect(told).toEqual([{ kind: 'backup-setup', setup }])
    expect(await backup.chooseFolder()).toMatchObject({ folder: '/disk/backups', isOwnFolder: false })
    expect(backup.keepDays(30)).toMatchObject({ keepDays: 30 })
    expect(told.at(-1)).toEqual({ kind: 'backup-setup', setup: { ...setup, folder: '/disk/backups', mayMakeFolder: false, keepDays: 30 } })
    expect(settings.current().backup).toEqual({ folder: '/disk/backups', keepDays: 30 })
    backup.deskStarted()
    expect(told.at(-1)).toEqual(told.at(-2))
  })

  test('before somebody has signed in the desk gets no key', () => {
    const { backup, told } = seatBackup()
    backup.deskStarted()
    expect(told).toMatchObject([{ setup: { key: null } }])
  })

  test('a failure is told once, with the time of the last good one, however often it is tried again', () => {
    const { backup, heard } = seatBackup()
    const failed: BackupState = { ...waiting, problem: 'disk-full' }
    for (const state of [failed, { ...failed, phase: 'running' as const }, failed, waiting, failed]) backup.deskSaid({ kind: 'backup', state })
    expect(heard.filter(Array.isArray)).toEqual([['disk-full', morning], ['disk-full', morning]])
  })
})

describe('restoring', () => {
  test('the key comes from the file and the password of when it was made', async () => {
    await writeHead()
    const { backup, told } = seatBackup()
    backup.deskSaid({ kind: 'backup', state: waiting })
    const restored = backup.restore('right')
    await expect.poll(() => told).toEqual([{ kind: 'restore', file: path.join(place.folder, 'some.lxb'), key: Buffer.from(key).toString('base64') }])
    backup.deskSaid({ kind: 'restore-ended', problem: null, tickets: 12 })
    expect(await restored).toEqual(ok(12))
  })

  test('nothing is asked of the desk with a wrong password, another kind of file, or none', async () => {
    const { backup, told } = seatBackup()
    expect(await backup.restore('right')).toEqual(err({ code: 'no-desk' }))
    backup.deskSaid({ kind: 'backup', state: waiting })
    expect(await backup.restore('right')).toEqual(err({ code: 'file-unreadable' }))
    await writeFile(path.join(place.folder, 'some.lxb'), 'a picture')
    expect(await backup.restore('right')).toEqual(err({ code: 'not-a-backup' }))
    await writeHead()
    expect(await backup.restore('wrong')).toEqual(err({ code: 'wrong-password' }))
    const changedMind = seatBackup({ askFile: async () => null })
    changedMind.backup.deskSaid({ kind: 'backup', state: waiting })
    expect(await changedMind.backup.restore('right')).toEqual(ok(null))
    expect([told, changedMind.told]).toEqual([[], []])
  })

  test('a desk that dies over it, or refuses, is told in its own word', async () => {
    await writeHead()
    for (const [end, code] of [['died', 'failed'], ['refused', 'desk-not-empty']] as const) {
      const { backup, told } = seatBackup()
      backup.deskSaid({ kind: 'backup', state: waiting })
      const restored = backup.restore('right')
      await expect.poll(() => told.length).toBe(1)
      if (end === 'died') backup.deskStopped()
      else backup.deskSaid({ kind: 'restore-ended', problem: 'desk-not-empty', tickets: 0 })
      expect(await restored).toEqual(err({ code }))
    }
  })
})
