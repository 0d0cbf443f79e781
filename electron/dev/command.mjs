import { spawn } from 'node:child_process'
import { rootDir } from './paths.mjs'

/** A problem the reader can act on: printed as it is, without a stack. */
export class PlainError extends Error {}

/**
 * How a command ended: its code (null when a signal ended it), what it printed if it was asked to be quiet, and whether it
 * was stopped because it took too long.
 * @typedef {{ code: number | null, output: string, timedOut: boolean }} CommandEnd
 */

/**
 * Runs a command to its end. Never rejects for what the command does: a missing program is code 127.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, timeoutMs?: number }} [options]
 *   `quiet` collects the output instead of showing it. After `timeoutMs` the command and what it started are killed.
 * @returns {Promise<CommandEnd>}
 */
export function run(command, args, { cwd = rootDir, env = process.env, quiet = false, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const ownGroup = timeoutMs !== undefined && process.platform !== 'win32'
    /** @type {import('node:child_process').StdioOptions} */
    const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit'
    const child = spawn(command, args, { cwd, env, stdio, detached: ownGroup })
    let output = ''
    let timedOut = false
    const stop = () => kill(child, ownGroup)
    const stopAndLeave = () => {
      stop()
      process.exit(130)
    }
    const timer = setTimeout(() => {
      timedOut = true
      stop()
    }, timeoutMs ?? 2 ** 31 - 1)
    // A group of its own does not hear the terminal's Ctrl-C; whoever hears it first leaves for all that run.
    if (ownGroup) {
      for (const signal of endings) process.once(signal, stopAndLeave)
      process.once('exit', stop)
    }

    const end = (/** @type {number | null} */ code) => {
      clearTimeout(timer)
      for (const signal of endings) process.removeListener(signal, stopAndLeave)
      process.removeListener('exit', stop)
      resolve({ code, output, timedOut })
    }
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => {
      output += `${error.message}\n`
      end(127)
    })
    child.on('close', end)
  })
}

/**
 * Runs a script of an installed package with this Node, without a shell (the shims in .bin differ by system).
 *
 * @param {string} script path below node_modules, e.g. `electron-vite/bin/electron-vite.js`
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runPackage(script, args, options) {
  return run(process.execPath, [`${rootDir}/node_modules/${script}`, ...args], options)
}

/**
 * Runs a command of ours and ends this process with what it returns.
 *
 * @param {() => Promise<number>} main exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    console.error(error instanceof PlainError ? `\n${error.message}` : error)
    process.exitCode = 1
  }
}

const endings = /** @type {const} */ (['SIGINT', 'SIGTERM'])

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {boolean} group
 */
function kill(child, group) {
  if (group && child.pid !== undefined) {
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It ended in the meantime.
    }
  } else {
    child.kill('SIGKILL')
  }
}
