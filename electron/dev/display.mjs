import { spawn } from 'node:child_process'
import { PlainError, run } from './command.mjs'
import { systemNeeds } from './system-packages.mjs'

/** Whether windows can be seen here. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
}

/**
 * Runs a command on screens of its own where there is Xvfb, so that its windows come in nobody's way and nobody's windows
 * in theirs; elsewhere on the display there is. `DISPLAY` is the first of them, `LINGXI_SCREENS` lists all.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2] & { screens?: number }} [options]
 * @throws {PlainError} where windows cannot be shown at all
 */
export async function runOnOwnScreen(command, args, { screens: count = 1, ...options } = {}) {
  if (process.platform !== 'linux') return run(command, args, options)
  const screens = await Promise.all(Array.from({ length: count }, startScreen))
  const shown = screens.flatMap((screen) => (screen === null ? [] : [screen]))
  const stop = () => shown.forEach((screen) => screen.stop())
  if (shown.length < count) {
    stop()
    if (hasDisplay()) return run(command, args, options)
    throw new PlainError(`There is no display here, and no Xvfb to make one. Lingxi needs ${systemNeeds()}.`)
  }
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...(options.env ?? process.env), DISPLAY: shown[0]?.display, LINGXI_SCREENS: shown.map(({ display }) => display).join(' ') }
  delete env['WAYLAND_DISPLAY']
  // A command that is interrupted ends this process without coming back here.
  process.once('exit', stop)
  try {
    return await run(command, args, { ...options, env })
  } finally {
    process.removeListener('exit', stop)
    stop()
  }
}

/**
 * A screen that nobody sees; null where there is no Xvfb.
 * @returns {Promise<{ display: string, stop(): void } | null>}
 */
function startScreen() {
  return new Promise((resolve) => {
    // It chooses a free number itself and tells it when it is ready. By itself it would begin anew whenever the last window has gone, and
    // throw out whoever comes at that moment.
    const server = spawn('Xvfb', ['-displayfd', '3', '-noreset', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
    let told = ''
    server.stdio[3]?.on('data', (chunk) => {
      told += chunk
      if (told.endsWith('\n')) resolve({ display: `:${told.trim()}`, stop: () => void server.kill() })
    })
    server.on('error', () => resolve(null))
    server.on('exit', () => resolve(null))
  })
}
