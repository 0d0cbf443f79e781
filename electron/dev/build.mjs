import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { PlainError, runPackage } from './command.mjs'
import { rootDir } from './paths.mjs'

const sources = ['electron', 'renderer', 'shared', 'package.json', 'package-lock.json', 'electron.vite.config.ts']

/** The shared desk, for plain Node. */
export const deskServer = path.join(rootDir, 'out', 'main', 'desk-server.cjs')

/** What the last target of a build writes. */
const lastProduct = path.join(rootDir, 'out', 'renderer', 'console', 'index.html')
const products = [path.join(rootDir, 'out', 'main', 'main.cjs'), deskServer, path.join(rootDir, 'out', 'preload', 'console.cjs'), lastProduct]

/**
 * Builds the app when a source is newer than what was built last.
 *
 * @param {{ log: (line: string) => void }} options
 * @throws {PlainError} when the build fails; its words have been shown by then
 */
export async function ensureBuilt({ log }) {
  if (products.every((file) => existsSync(file)) && newestChange() <= statSync(lastProduct).mtimeMs) return
  log('Building ...')
  await build()
}

/** @throws {PlainError} */
export async function build() {
  const end = await runPackage('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'])
  if (end.code !== 0) throw new PlainError('The build failed; its words are above.')
}

function newestChange() {
  return Math.max(...sources.map((source) => newestIn(path.join(rootDir, source))))
}

/**
 * Folders count too: a deleted file changes only its folder.
 *
 * @param {string} place
 * @returns {number} epoch milliseconds
 */
function newestIn(place) {
  const { mtimeMs } = statSync(place)
  if (!statSync(place).isDirectory()) return mtimeMs
  return readdirSync(place).reduce((newest, name) => Math.max(newest, newestIn(path.join(place, name))), mtimeMs)
}
