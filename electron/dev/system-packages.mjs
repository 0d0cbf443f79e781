import { readFileSync } from 'node:fs'
import { PlainError, run } from './command.mjs'

/**
 * What the commands need from the system, by Debian's names. A list is one thing under several names: newer releases
 * renamed some libraries, and any one of them will do.
 */
export const appPackages = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libxss1'],
  ['fonts-noto-cjk'],
]

/** A screen for machines that have none. */
export const displayPackages = [['xvfb']]

/** A window manager, keys typed into another window, a PBX with its certificates, and callers. */
export const testPackages = [
  ['openbox'],
  ['xdotool'],
  ['sip-tester'],
  ['mmdebstrap'],
  ['debian-archive-keyring'],
  ['openssl'],
]

/**
 * Sees to it that system packages are there: on Debian as root it installs those missing, on Debian without root it says
 * which command to run. On other systems it trusts that they are there.
 *
 * @param {readonly (readonly string[])[]} packages
 * @param {{ log: (line: string) => void }} options
 * @throws {PlainError} saying what to install
 */
export async function ensureSystemPackages(packages, { log }) {
  if (!isDebian()) return
  const installed = await installedPackages(packages.flat())
  const missing = packages.filter((names) => !names.some((name) => installed.has(name)))
  if (missing.length === 0) return

  if (process.getuid?.() !== 0) {
    const command = `sudo apt-get install ${missing.map(([name]) => name).join(' ')}`
    throw new PlainError(`Some system packages are missing. Install them and try again:\n  ${command}`)
  }
  await install(missing, log)
}

/** Debian and what is made from it: where apt-get and these names hold. */
export function isDebian() {
  if (process.platform !== 'linux') return false
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

/** What a system that is not Debian has to bring by itself. */
export function systemNeeds() {
  return process.platform === 'linux'
    ? 'GTK 3, NSS, ALSA, GBM and libXss libraries, a Chinese font (Noto Sans CJK), and Xvfb where there is no display'
    : 'nothing beyond Node'
}

/**
 * @param {readonly string[]} names
 * @returns {Promise<Set<string>>}
 */
async function installedPackages(names) {
  const list = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names], { quiet: true })
  const rows = list.output.split('\n').map((line) => line.split(' '))
  return new Set(rows.flatMap(([name, status]) => (name !== undefined && status === 'installed' ? [name] : [])))
}

/**
 * @param {readonly (readonly string[])[]} missing
 * @param {(line: string) => void} log
 */
async function install(missing, log) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-q'], { env, quiet: true })
  const names = await Promise.all(missing.map(availableName))
  log(`Installing system packages: ${names.join(' ')}`)
  const end = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], { env, quiet: true })
  if (end.code !== 0) throw new PlainError(`apt-get could not install ${names.join(' ')}:\n${end.output.slice(-2000)}`)
}

/**
 * The first of these names that this release of Debian can install.
 * @param {readonly string[]} names
 */
async function availableName(names) {
  for (const name of names) {
    const policy = await run('apt-cache', ['policy', name], { quiet: true })
    if (/Candidate: (?!\(none\))/.test(policy.output)) return name
  }
  throw new PlainError(`No package ${names.join(' or ')} in this Debian's sources.`)
}
