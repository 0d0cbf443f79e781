import { run } from './command.mjs'

/** Whether windows can be seen here. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
}

/**
 * Runs a command on a screen of its own where there is Xvfb, so that its windows come in nobody's way and nobody's
 * windows in theirs; elsewhere on the display there is.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export async function runOnOwnScreen(command, args, options) {
  if (process.platform !== 'linux' || !(await hasXvfb())) return run(command, args, options)
  const env = { ...(options?.env ?? process.env) }
  delete env['WAYLAND_DISPLAY']
  return run('xvfb-run', ['-a', '-s', '-screen 0 1920x1080x24', command, ...args], { ...options, env })
}

async function hasXvfb() {
  return (await run('which', ['xvfb-run', 'xauth'], { quiet: true })).code === 0
}
