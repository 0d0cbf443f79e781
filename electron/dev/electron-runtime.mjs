import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { PlainError } from './command.mjs'
import { downloadElectron } from './electron-download.mjs'
import { hasStandIn, unpackStandIn } from './electron-stand-in.mjs'
import { rootDir } from './paths.mjs'

/**
 * The Electron that runs the app.
 *
 * - `executablePath`: absolute path of the program.
 * - `distDir`: the folder it lies in, as electron-builder wants it for `electronDist`.
 * - `version`: of Electron, without a leading v.
 * - `source`: where it came from; `stand-in` is for running and testing only, never for a release.
 * - `args`: what has to stand before the app's folder in argv on this machine.
 * @typedef {{ executablePath: string, distDir: string, version: string,
 *   source: 'override' | 'installed' | 'downloaded' | 'stand-in', args: string[] }} ElectronRuntime
 */

const electronDir = path.join(rootDir, 'node_modules', 'electron')

/**
 * Finds the Electron to run: `ELECTRON_OVERRIDE_DIST_PATH`, then the one the electron package has installed, then a bounded
 * try of that package's own download (its failure is remembered), then the stand-in from npm (linux-x64 only).
 *
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<ElectronRuntime>}
 * @throws {PlainError} when there is none, with what to do about it
 */
export async function resolveElectron({ log = () => {} } = {}) {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (override) {
    return at(path.resolve(override), 'override') ?? fail(`No Electron in ELECTRON_OVERRIDE_DIST_PATH (${override}).`)
  }
  const dist = path.join(electronDir, 'dist')
  const installed = at(dist, 'installed')
  if (installed) return installed

  const wanted = wantedVersion()
  if (await downloadElectron({ version: wanted, hasAlternative: hasStandIn(), log })) {
    const downloaded = at(dist, 'downloaded')
    if (downloaded) return downloaded
  }
  if (!hasStandIn()) {
    return fail(
      `Electron ${wanted} could not be downloaded. Run "npx install-electron" where it can be (ELECTRON_MIRROR names another ` +
        'source), or set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.',
    )
  }
  const standIn = at(await unpackStandIn({ log }), 'stand-in')
  if (!standIn) return fail('The Electron that comes from npm could not be unpacked.')
  log(
    `Electron ${standIn.version} from npm stands in for Electron ${wanted}, which could not be downloaded: ` +
      'good for running and testing, never for a release.',
  )
  return standIn
}

/**
 * @param {string} distDir
 * @param {ElectronRuntime['source']} source
 * @returns {ElectronRuntime | undefined}
 */
function at(distDir, source) {
  const executablePath = path.join(distDir, programPath())
  const versionFile = path.join(distDir, 'version')
  if (!existsSync(executablePath) || !existsSync(versionFile)) return undefined
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
  return { executablePath, distDir, version, source, args: sandboxArgs() }
}

function programPath() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

/** Chromium refuses to start its sandbox as root. */
function sandboxArgs() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

function wantedVersion() {
  /** @type {{ version: string }} */
  const manifest = JSON.parse(readFileSync(path.join(electronDir, 'package.json'), 'utf8'))
  return manifest.version
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  throw new PlainError(message)
}
