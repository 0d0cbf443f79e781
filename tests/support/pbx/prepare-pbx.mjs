import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { PlainError, run } from '../../../electron/dev/command.mjs'
import { isDebian } from '../../../electron/dev/system-packages.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))

/** Outside the checkout, so that a fresh clone finds the one that is there. */
export const pbxRoot = path.join(process.env['LINGXI_CACHE'] ?? '/var/cache/lingxi', 'pbx')

/**
 * Which of several PBXs, and where; the tests' workers have one each, on the usual ports of an address of its own.
 * @typedef {{ readonly name: string, readonly address: string, readonly rtpStart: number }} PbxPlace
 */

/** @param {number} number from 1 to 40 @returns {PbxPlace} */
export function pbxPlace(number) {
  return { name: `asterisk-${number}`, address: `127.0.0.${number}`, rtpStart: 20_000 + 1000 * (number - 1) }
}

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
  const end = await run(path.join(here, 'setup-pbx.sh'), [], { env: { ...process.env, PBX_ROOT: pbxRoot }, quiet: true })
  if (end.code !== 0) throw new PlainError(`The PBX could not be built:\n${end.output}`)
}

/**
 * @param {PbxPlace} place
 * @param {'start' | 'stop' | 'kill' | 'restart' | 'freeze' | 'thaw' | 'status' | 'cli'} command
 * @param {readonly string[]} args
 */
export async function controlPbx({ name, address, rtpStart }, command, ...args) {
  const env = { ...process.env, PBX_ROOT: pbxRoot, PBX_NAME: name, PBX_ADDRESS: address, PBX_RTP_START: String(rtpStart) }
  const end = await run(path.join(here, 'pbx.sh'), [command, ...args], { env, quiet: true })
  if (end.code !== 0) throw new PlainError(`pbx.sh ${command} failed:\n${end.output}`)
  return end.output
}
