import { readFileSync } from 'node:fs'
import path from 'node:path'
import { PlainError, run } from './command.mjs'
import { rootDir } from './paths.mjs'

/** What a lock file says of one folder below node_modules. @typedef {{ version?: string, optional?: boolean }} LockedPackage */
/** @typedef {Record<string, LockedPackage>} LockedPackages */

const needed = { major: 20, minor: 19 }

/**
 * The build tools refuse older ones with messages that nobody can read.
 * @throws {PlainError}
 */
export function checkNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > needed.major || (major === needed.major && minor >= needed.minor)) return
  throw new PlainError(`Node ${needed.major}.${needed.minor} or newer is needed; this is ${process.versions.node}.`)
}

/**
 * Installs the npm packages of the lock file when some are missing or of another version. Packages for other systems may be missing.
 *
 * @param {{ log: (line: string) => void }} options
 * @throws {PlainError} when npm fails; npm's own words have been shown by then
 */
export async function ensureNodePackages({ log }) {
  if (areInstalled(readPackages('package-lock.json'), readPackages('node_modules/.package-lock.json'))) return
  log('Installing npm packages ...')
  const [command, args] = npmCommand(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  const end = await run(command, args)
  if (end.code !== 0) throw new PlainError('npm ci failed; its words are above.')
}

/**
 * @param {LockedPackages} wanted
 * @param {LockedPackages} installed what npm noted down after its last installation
 */
function areInstalled(wanted, installed) {
  return Object.entries(wanted)
    .filter(([folder]) => folder !== '')
    .every(([folder, locked]) => {
      const found = installed[folder]
      return found === undefined ? locked.optional === true : found.version === locked.version
    })
}

/**
 * @param {string} file
 * @returns {LockedPackages}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(rootDir, file), 'utf8')).packages ?? {}
  } catch {
    return {}
  }
}

/**
 * npm as a command, by way of the npm that runs us where there is one: on Windows `npm` itself is a shell script.
 *
 * @param {string[]} args
 * @returns {[string, string[]]}
 */
function npmCommand(args) {
  const npm = process.env['npm_execpath']
  return npm ? [process.execPath, [npm, ...args]] : ['npm', args]
}
