import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { askMain } from '../support/ask-main'
import { launchLingxi } from '../support/lingxi-app'
import type { LingxiApp } from '../support/lingxi-app'
import { checkScreen } from '../support/screen-checks'

test.describe.configure({ timeout: 180_000 })

let folder: string
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lingxi-backups-'))
})
test.afterEach(() => rm(folder, { recursive: true, force: true }))

/** A desk on a new computer, its settings on the screen. */
async function openDesk(password: string): Promise<{ lingxi: LingxiApp; page: Page; block: ReturnType<Page['getByTestId']> }> {
  const lingxi = await launchLingxi({ args: ['--desk'] })
  const page = await lingxi.page('console')
  expect(await askMain(page, 'console', 'setPassword', { agentName: '李敏', agentNumber: '8017', password })).toMatchObject({ ok: true })
  await page.reload()
  await page.locator('[data-nav="settings"]').click()
  return { lingxi, page, block: page.getByTestId('backup') }
}

/** The person picks that in the dialogue of the system. */
function willPick(lingxi: LingxiApp, picked: string): Promise<void> {
  return lingxi.electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, picked)
}

async function askDesk(page: Page, route: string, init: RequestInit = {}): Promise<unknown> {
  const connection = await askMain(page, 'console', 'deskConnection', undefined)
  if (!connection.ok) return null
  const headers = { Authorization: `Bearer ${connection.value.token}`, 'Content-Type': 'application/json' }
  const response = await fetch(`${connection.value.origin}${route}`, { ...init, headers }).catch(() => null)
  return response?.json() ?? null
}

const logOf = async (page: Page) => ((await askDesk(page, '/v1/changes?after=0')) as { changes: unknown[] }).changes

/** As a console sends it. */
const order = {
  id: '019aae00-0000-7000-8000-000000000001', ticketId: '019aae00-0000-7000-8000-000000000002', type: 'opened',
  author: { kind: 'agent', id: '8017', name: '李敏', seat: '9001' }, happenedAt: 1_763_863_200_000, recordedAt: 1_763_863_200_000, basedOn: 0,
  data: { number: '20261123-9001-001-1', practice: false, channel: 'phone', call: null }, personal: null,
}

test('orders are backed up to another disk at a click, and come back on another computer with the password of then', async () => {
  const first = await openDesk('correct horse')
  await expect(first.block).toContainText('还没有')
  await expect.poll(() => askDesk(first.page, '/v1/events', { method: 'POST', body: JSON.stringify({ events: [order] }) })).toMatchObject({ receipts: expect.anything() })
  await willPick(first.lingxi, folder)
  await first.block.getByRole('button', { name: '换位置…' }).click()
  await expect(first.block).toContainText(folder)
  await first.block.locator('[data-action="back-up-now"]').click()
  await expect(first.block.getByTestId('last-backup')).toContainText('KB')
  await checkScreen(first.page, 'settings with backups')
  const log = await logOf(first.page)
  expect(log).toHaveLength(1)
  await first.lingxi.close()

  const [name] = await readdir(folder)
  expect(name).toMatch(/^lingxi-desk-\d{8}-\d{6}\.lxb$/)
  const second = await openDesk('another battery')
  await expect(second.block.locator('[data-action="back-up-now"]')).toBeEnabled()
  await willPick(second.lingxi, path.join(folder, name ?? ''))
  await second.block.getByRole('button', { name: '从备份恢复…' }).click()
  const password = second.block.getByRole('textbox', { name: '做这份备份时的密码' })
  await password.fill('another battery')
  await password.press('Enter')
  await expect(second.block.getByRole('alert')).toContainText('密码不对')
  await checkScreen(second.page, 'restoring a backup')
  await password.fill('correct horse')
  await password.press('Enter')
  await expect(second.page.getByText('已恢复 1 件工单')).toBeVisible()
  expect(await logOf(second.page)).toEqual(log)
  // What was restored is backed up again, with the password of here.
  await expect(second.page.locator('[data-truth=desk][data-look=ok]')).toBeVisible()
  await second.lingxi.close()
})
