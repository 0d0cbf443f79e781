import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, expect } from '@playwright/test'
import { run } from '../../electron/dev/command.mjs'
import { resolveElectron } from '../../electron/dev/electron-runtime.mjs'

/** Why tests of the focus cannot run here, or undefined when they can. */
export function whyNoWindowManager(): string | undefined {
  if (process.platform !== 'linux' || !process.env['DISPLAY']) return 'the focus is tested under X11'
  const missing = ['openbox', 'xdotool'].filter((program) => spawnSync('which', [program]).status !== 0)
  return missing.length === 0 ? undefined : `${missing.join(' and ')} not installed`
}

/** Starts a window manager on the test's screen, which has none by itself; resolves when it is in charge. */
export async function startWindowManager(): Promise<{ stop(): Promise<void> }> {
  const openbox = spawn('openbox', { stdio: 'ignore' })
  // The number of the current desktop is kept by the window manager.
  await expect.poll(async () => (await run('xdotool', ['get_desktop'], { quiet: true })).code).toBe(0)
  return {
    stop: async () => {
      const ended = once(openbox, 'close')
      openbox.kill()
      await ended
    },
  }
}

/** Another program on the screen, with the focus in its text. */
export type Notepad = {
  text(): Promise<string>
  close(): Promise<void>
}

export async function openNotepad(): Promise<Notepad> {
  const runtime = await resolveElectron()
  const dataDir = await mkdtemp(path.join(tmpdir(), 'notepad-'))
  const folder = fileURLToPath(new URL('notepad', import.meta.url))
  const notepad = await _electron.launch({
    executablePath: runtime.executablePath,
    args: [...runtime.args, `--user-data-dir=${dataDir}`, folder],
  })
  const page = await notepad.firstWindow()
  await run('xdotool', ['search', '--sync', '--onlyvisible', '--name', '^notepad$', 'windowactivate', '--sync'], { quiet: true })
  await page.locator('textarea').focus()
  return {
    text: () => page.locator('textarea').inputValue(),
    close: async () => {
      await notepad.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Types as a hand does: into whatever has the focus. */
export async function typeOnKeyboard(text: string, { delayMs = 30 }: { readonly delayMs?: number } = {}): Promise<void> {
  const end = await run('xdotool', ['type', '--delay', String(delayMs), text], { quiet: true })
  if (end.code !== 0) throw new Error(end.output)
}
