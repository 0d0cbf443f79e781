import { spawn } from 'node:child_process'
import { rootDir } from './paths.mjs'

/** A problem the reader can act on: printed as it is, without a stack. */
export class PlainError extends Error {}

/**
 * Where a command ended: its code (null when a signal or the time limit ended it) and what it printed, if it was asked to be quiet.
 * @typedef {{ code: number | null, output: string, timedOut: boolean }} CommandEnd
 */

/**
 * Runs a command to its end. Never rejects for what the command does: a missing program is code 127.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, timeoutMs?: number }} [options]
 *   `quiet` collects the output instead of showing it.
 * @returns {Promise<CommandEnd>}
 */
export function run(command, args, { cwd = rootDir, env = process.env, quiet = false, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' })
    let output = ''
    let timedOut = false
    const collect = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString()
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true
            child.kill('SIGKILL')
          }, timeoutMs)
    child.on('error', (error) => {
      clearTimeout(timer)
      resolve({ code: 127, output: `${output}${error.message}\n`, timedOut })
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code, output, timedOut })
    })
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

/** @param {string} program */
export async function hasProgram(program) {
  const look = process.platform === 'win32' ? 'where' : 'which'
  return (await run(look, [program], { quiet: true })).code === 0
}
