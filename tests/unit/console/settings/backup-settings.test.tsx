// @vitest-environment happy-dom
import { act } from 'react'
import { afterEach, describe, expect, test } from 'vitest'
import { BackupSettings } from '../../../../renderer/console/features/settings/backup-settings'
import { RestoreBackup, type RestoreOutcome } from '../../../../renderer/console/features/settings/restore-backup'
import { backupProblemSchema, restoreProblemSchema, type BackupView } from '../../../../shared/backup/backup-state'
import en from '../../../../shared/i18n/locales/en/settings.json'
import zh from '../../../../shared/i18n/locales/zh-CN/settings.json'
import { morning } from '../../../support/drafts'
import { openSettingsPage, type SettingsPage } from './settings-page'

const view: BackupView = {
  state: { phase: 'waiting', last: { at: morning, bytes: 13_000_000 }, nextAt: Date.parse('2026-11-24T03:00:00+08:00'), problem: null },
  folder: '/data/backups', isOwnFolder: true, keepDays: 14,
}

let page: SettingsPage
afterEach(() => page.close())

async function open(backup: BackupView) {
  const asked: unknown[] = []
  page = await openSettingsPage(
    <BackupSettings backup={backup} chooseFolder={() => asked.push('folder')} keepDays={(days) => asked.push(days)} backUpNow={() => asked.push('now')}>
      <RestoreBackup restore={async (password): Promise<RestoreOutcome> => { asked.push(password); return { kind: 'problem', text: '密码不对。' } }} />
    </BackupSettings>,
  )
  return asked
}

const words = () => page.root.textContent ?? ''

describe('the block of the backups', () => {
  test('says when the last good one was, how large it is, where it lies and when the next one comes', async () => {
    await open(view)
    for (const fact of ['11-23 10:00', '12.4 MB', '/data/backups', '11-24 03:00']) expect(words()).toContain(fact)
    expect(words()).not.toContain('上次没备份成')
  })

  test('says why the last try failed and what to do, with the last good one still there', async () => {
    await open({ ...view, state: { ...view.state!, problem: 'disk-full' } })
    expect(page.root.querySelector('[role=alert]')?.textContent).toContain('磁盘满了')
    expect(words()).toContain('11-23 10:00')
  })

  test('while one is being made, or nobody has signed in since the start, none can be asked for', async () => {
    const isOff = () => page.root.querySelector<HTMLButtonElement>('[data-action=back-up-now]')?.disabled
    await open({ ...view, state: { ...view.state!, phase: 'running', nextAt: null } })
    expect([isOff(), words().includes('正在备份')]).toEqual([true, true])
    await page.close()
    await open({ ...view, state: { phase: 'no-key', last: null, nextAt: null, problem: null } })
    expect([isOff(), words().includes('重新登录后开始'), words().includes('还没有')]).toEqual([true, true, true])
    await page.close()
    await open(view)
    expect(isOff()).toBe(false)
  })

  test('is worked by its buttons and the number of days, within bounds', async () => {
    const asked = await open(view)
    await page.press('换位置…')
    await page.press('立即备份')
    await page.type('保留', '900')
    await act(async () => {
      page.input('保留').focus()
      page.input('保留').blur()
    })
    expect(asked).toEqual(['folder', 'now', 365])
  })

  test('the way back asks for the password of the backup first, and keeps what is wrong on the screen', async () => {
    const asked = await open(view)
    await page.press('从备份恢复…')
    expect(words()).toContain('只能恢复到一件工单都没有')
    await page.type('做这份备份时的密码', 'correct horse')
    await page.press('选文件并恢复')
    expect(asked).toEqual(['correct horse'])
    expect(words()).toContain('密码不对。')
    await page.press('不恢复')
    expect(words()).not.toContain('密码不对。')
  })
})

describe('words', () => {
  test('there are some for every code, in both languages', async () => {
    page = await openSettingsPage(null)
    for (const { backup } of [zh, en]) {
      expect(Object.keys(backup.problem).sort()).toEqual([...backupProblemSchema.options].sort())
      expect(Object.keys(backup.restore.problem).sort()).toEqual([...restoreProblemSchema.options, 'wrong-password', 'no-desk', 'busy', 'not-signed-in'].sort())
    }
  })
})
