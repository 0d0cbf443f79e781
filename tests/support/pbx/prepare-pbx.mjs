import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { PlainError, run } from '../../../electron/dev/command.mjs'
import { isDebian } from '../../../electron/dev/system-packages.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))

/** Outside the checkout, so that a fresh clone finds the one that is there. */
export const pbxRoot = path.join(process.env['LINGXI_CACHE'] ?? '/var/cache/lingxi', 'pbx')

const env = { ...process.env, PBX_ROOT: pbxRoot }

/**
 * Why tests with a real PBX cannot run here, or undefined when they can: it takes root (a chroot) on Debian (its packages).
 * @returns {string | undefined}
 */
export function whyNoPbx() {
  if (!isDebian()) return 'the PBX needs Debian'
  return process.getuid?.() === 0 ? undefined : 'the PBX needs root'
}

/**
 * Builds the PBX unless it is there already.
 * @throws {PlainError} with what the building said
 */
export async function ensurePbx() {
  const end = await run(path.join(here, 'setup-pbx.sh'), [], { env, quiet: true })
  if (end.code !== 0) throw new PlainError(`The PBX could not be built:\n${end.output}`)
}

/**
 * @param {'start' | 'stop' | 'kill' | 'restart' | 'freeze' | 'thaw' | 'status' | 'cli'} command
 * @param {readonly string[]} args
 */
export async function controlPbx(command, ...args) {
  const end = await run(path.join(here, 'pbx.sh'), [command, ...args], { env, quiet: true })
  if (end.code !== 0) throw new PlainError(`pbx.sh ${command} failed:\n${end.output}`)
  return end.output
}
