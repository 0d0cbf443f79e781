import path from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { run } from '../../electron/dev/command.mjs'
import { resolveElectron } from '../../electron/dev/electron-runtime.mjs'

describe('the Electron that runs the app', () => {
  afterEach(() => vi.unstubAllEnvs())

  test('starts, and is the version it says it is', async () => {
    const { executablePath, version } = await resolveElectron()
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
    const end = await run(executablePath, ['-p', 'process.versions.electron'], { env, quiet: true })
    expect(end.output.trim()).toBe(version)
  })

  test('is the one in ELECTRON_OVERRIDE_DIST_PATH before any other', async () => {
    const { distDir, executablePath } = await resolveElectron()
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', distDir)
    expect(await resolveElectron()).toMatchObject({ source: 'override', distDir, executablePath })
  })

  test('is refused with words when there is none in ELECTRON_OVERRIDE_DIST_PATH', async () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', path.join('no', 'such', 'folder'))
    await expect(resolveElectron()).rejects.toThrow('ELECTRON_OVERRIDE_DIST_PATH')
  })
})
