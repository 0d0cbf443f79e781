import { randomBytes } from 'node:crypto'
import { chmod, lstat, mkdir, realpath, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DeskFailure } from '../desk-failure'
import { contentOf, copyOpen } from './installation'
import { isOpenToOthers } from './open-to-others'

const othersMayWrite = 0o022

/**
 * Where the server's account can run the programs of `binDir`. Root (test machines) may have its checkout in a folder of its
 * own, such as /root, and no capability helps there: initdb and pg_ctl look for `postgres` with access(2), which goes by the
 * account alone. Then they run from a copy that lies open.
 *
 * @param places for copies; the first that is safe is used
 * @throws DeskFailure `database-programs-missing` when there is none
 */
export async function reachablePrograms(binDir: string, places: readonly string[] = copyPlaces()): Promise<string> {
  if (process.getuid?.() !== 0 || (await isOpenToOthers(binDir))) return binDir
  const installation = path.dirname(await realpath(binDir).catch(() => binDir))
  const content = await contentOf(installation)
  if (content === null) throw new DeskFailure('database-programs-missing', installation)
  for (const place of places) {
    if (await isSafe(place)) return path.join(await copyOnce(installation, content, place), 'bin')
  }
  throw new DeskFailure('database-programs-missing', 'no open place for a copy')
}

function copyPlaces(): readonly string[] {
  return ['/var/cache/lingxi', path.join(tmpdir(), 'lingxi-programs')]
}

/**
 * SECURITY: what lies there will be run. A folder in /tmp may have been made by anybody, or be a link to elsewhere; only one
 * of our own that nobody else can write to will do.
 */
async function isSafe(place: string): Promise<boolean> {
  try {
    await mkdir(place, { recursive: true, mode: 0o755 })
    const stats = await lstat(place)
    if (!stats.isDirectory() || stats.uid !== 0 || (stats.mode & othersMayWrite) !== 0) return false
    await chmod(place, 0o755)
    return await isOpenToOthers(place)
  } catch {
    return false
  }
}

/**
 * The copy bears the name of its content, and is written aside and renamed, so that nobody runs half of one. One that is not
 * what its name says, after a failure of power, is made anew.
 */
async function copyOnce(installation: string, content: string, place: string): Promise<string> {
  const copy = path.join(place, `postgres-${content}`)
  if ((await contentOf(copy)) === content) return copy
  const own = randomBytes(6).toString('hex')
  const damaged = path.join(place, `damaged-${own}`)
  const making = path.join(place, `making-${own}`)
  try {
    await rename(copy, damaged).catch(() => undefined)
    await copyOpen(installation, making)
    await rename(making, copy)
  } catch (error) {
    // Another desk may have been faster.
    if ((await contentOf(copy)) !== content) throw new DeskFailure('database-programs-missing', String(error))
  } finally {
    for (const left of [damaged, making]) await rm(left, { recursive: true, force: true })
  }
  return copy
}
