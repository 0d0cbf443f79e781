import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { runPackage } from './command.mjs'
import { cacheDir } from './paths.mjs'

const failureFile = path.join(cacheDir, 'electron-download-failed.json')

/** With a stand-in at hand nobody should wait long; without one the download is the only way, however slow the network. */
const limitWithAlternativeMs = 120_000
const limitMs = 15 * 60_000

/**
 * Lets the electron package fetch its program, once: a failure is remembered for this version and mirror until node_modules
 * is installed anew, so that the next start does not wait again. Without an alternative it is tried every time.
 *
 * @param {{ version: string, hasAlternative: boolean, log: (line: string) => void }} options
 * @returns {Promise<boolean>} whether it is there now
 */
export async function downloadElectron({ version, hasAlternative, log }) {
  const attempt = `${version} ${process.env['ELECTRON_MIRROR'] ?? ''}`.trim()
  if (hasAlternative && failedBefore() === attempt) return false

  log(`Downloading Electron ${version} ...`)
  const timeoutMs = hasAlternative ? limitWithAlternativeMs : limitMs
  const end = await runPackage('electron/install.js', [], { quiet: true, timeoutMs })
  if (end.code === 0) return true

  const reason = end.timedOut ? `not finished after ${timeoutMs / 1000} s` : firstLine(end.output)
  log(`Electron ${version} cannot be downloaded (${reason}). "npx install-electron" tries again.`)
  mkdirSync(cacheDir, { recursive: true })
  writeFileSync(failureFile, JSON.stringify({ attempt, reason }))
  return false
}

/** @returns {string | undefined} */
function failedBefore() {
  try {
    return JSON.parse(readFileSync(failureFile, 'utf8')).attempt
  } catch {
    return undefined
  }
}

/** @param {string} output */
function firstLine(output) {
  return output.split('\n').find((line) => line.trim() !== '') ?? 'no reason given'
}
