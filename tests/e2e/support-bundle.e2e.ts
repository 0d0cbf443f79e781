import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { rootDir } from '../../electron/dev/paths.mjs'
import { openPracticeSeat } from '../support/practice-seat'
import type { PracticeSeat } from '../support/practice-seat'
import { goTo } from '../support/screens'

let seat: PracticeSeat
let folder: string

test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lingxi-bundle-'))
  seat = await openPracticeSeat()
})
test.afterEach(async () => {
  await seat.close()
  await rm(folder, { recursive: true, force: true })
})

test('one click writes a file for support in which nobody can be found', async () => {
  const { page, press } = seat
  const file = path.join(folder, 'bundle.json')
  await seat.lingxi.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
  await seat.ringAndAnswer('C01')
  await press('Alt+1', 'Alt+W')
  await seat.type('包工头拖欠四十万工资')
  await expect(page.getByTestId('sound-grade')).toBeVisible({ timeout: 15_000 })
  await goTo(seat, 'settings')
  await page.locator('[data-action="save-diagnostics"]').click()
  await expect(page.locator('[data-toast="settings.support.saved"]')).toBeVisible()

  const text = await readFile(file, 'utf8')
  const bundle = JSON.parse(text) as { phone: { trace: { start: string }[]; courses: { sound: object | null }[] }; console: object }
  expect(bundle.phone.trace.map(({ start }) => start)).toContain('200')
  expect(bundle.phone.trace.some(({ start }) => start.startsWith('INVITE'))).toBe(true)
  expect(bundle.phone.courses[0]?.sound).toMatchObject({ oneWay: null })
  expect(bundle.console).toMatchObject({ registration: 'registered', calls: 1 })
  const { callers } = JSON.parse(await readFile(path.join(rootDir, 'shared/callers/practice-callers.json'), 'utf8')) as { callers: { name: string }[] }
  for (const { name } of callers) expect(text).not.toContain(name)
  for (const word of ['包工头', '拖欠', '四十万']) expect(text).not.toContain(word)
  expect(text).not.toMatch(/[\u4e00-\u9fff]/)
  expect(text).not.toMatch(/(?<![\d.])1\d{10}(?!\d)|0\d{2,3}-?\d{8}/)
})
