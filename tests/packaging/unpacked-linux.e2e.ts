import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { runPackage } from '../../electron/dev/command.mjs'
import { resolveElectron } from '../../electron/dev/electron-runtime.mjs'
import { launchLingxi } from '../support/lingxi-app'

test('the unpacked Linux package opens its console and has its PostgreSQL with it', async () => {
  test.skip(process.platform !== 'linux', 'packages are built on the system they are for')
  test.setTimeout(180_000)
  const folder = await mkdtemp(path.join(tmpdir(), 'lingxi-package-'))
  // Like the place where programs are installed: PostgreSQL, which never runs as root, has to get at its own.
  await chmod(folder, 0o755)
  await packageInto(folder)
  const lingxi = await launchLingxi({ executablePath: path.join(folder, 'linux-unpacked', 'lingxi') })
  try {
    expect(await lingxi.electron.evaluate(({ app }) => app.isPackaged)).toBe(true)
    const console = await lingxi.page('console')
    await expect(console.locator('[data-truth="desk"]')).toHaveAttribute('data-look', 'ok', { timeout: 30_000 })
  } finally {
    await lingxi.close()
    await rm(folder, { recursive: true, force: true })
  }
})

/** As `npm run package` does it, but only unpacked, on the Electron that is here, and open to the inspector. */
async function packageInto(folder: string): Promise<void> {
  const electron = await resolveElectron()
  const end = await runPackage(
    'electron-builder/cli.js',
    [
      ...['--linux', 'dir', '--publish', 'never'],
      `-c.electronDist=${electron.distDir}`,
      `-c.electronVersion=${electron.version}`,
      `-c.directories.output=${folder}`,
    ],
    { quiet: true, env: { ...process.env, LINGXI_TEST_PACKAGE: '1' } },
  )
  expect(end.code, end.output).toBe(0)
}
