import path from 'node:path'
import { expect, type Page } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { askMain } from './ask-main'

type Look = readonly [locale: 'zh-CN' | 'en', theme: 'light' | 'dark']
const usualLook: Look = ['zh-CN', 'light']
const bothLanguages: readonly Look[] = [usualLook, ['en', 'dark']]

/** Pictures of a console in these languages and themes, to be looked at; it is left as it usually looks. */
export async function takePictures(page: Page, folder: string, name: string, looks = bothLanguages): Promise<void> {
  for (const look of looks) {
    await lookLike(page, look)
    await page.screenshot({ path: path.join(artifactsDir, folder, `${name}-${look.join('-')}.png`), animations: 'disabled' })
  }
  await lookLike(page, usualLook)
}

async function lookLike(page: Page, [locale, theme]: Look): Promise<void> {
  await askMain(page, 'console', 'changeSettings', { locale, theme })
  await expect(page.locator('html')).toHaveAttribute('lang', locale)
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
}
