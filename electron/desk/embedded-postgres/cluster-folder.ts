import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { parseJson } from '../../../shared/lib/parse-json'
import { DeskFailure } from '../desk-failure'
import { syncFolder } from '../sync-folder'
import type { Programs } from './programs'
import type { ServerAccount } from './server-account'

/**
 * Where the database lies, inside the desk's folder:
 *
 * ```
 * postgres.making-<random>/  --all written and synced, renamed-->  postgres/
 *                                                                    data/           PostgreSQL's own
 *                                                                    password        of the one role, mode 600
 *                                                                    finished.json   the marker
 *                                                                    server.log
 * ```
 *
 * A `postgres/` without the marker was never finished by us: it is set aside under another name, never deleted.
 */
export interface ClusterFolder {
  readonly dataDir: string
  readonly logFile: string
  readonly password: string
}

export interface ClusterMaker {
  readonly programs: Programs
  readonly account: ServerAccount
  readonly major: number
}

export const clusterRole = 'lingxi'
const folderName = 'postgres'
const makingPrefix = 'postgres.making-'
const markerName = 'finished.json'
const asidePrefix = 'postgres.set-aside-'

const markerSchema = z.object({ format: z.literal(1), major: z.number().int() })

/**
 * The finished database folder below `deskDir`, or null when there is none.
 *
 * @throws DeskFailure `data-other-major`, `data-damaged`, `data-unreachable`
 */
export async function readCluster(deskDir: string, major: number): Promise<ClusterFolder | null> {
  const folder = path.join(deskDir, folderName)
  const marker = await readIfThere(path.join(folder, markerName))
  if (marker === null) return null
  if (!markerSchema.safeParse(parseJson(marker)).success) throw new DeskFailure('data-damaged', markerName)

  const dataDir = path.join(folder, 'data')
  const version = await readIfThere(path.join(dataDir, 'PG_VERSION'))
  if (version === null) throw new DeskFailure('data-damaged', 'PG_VERSION')
  if (version.trim() !== String(major)) throw new DeskFailure('data-other-major', `${version.trim()}, not ${major}`)
  const password = await readIfThere(path.join(folder, 'password'))
  if (password === null) throw new DeskFailure('data-damaged', 'password')
  return {
    dataDir,
    logFile: path.join(folder, 'server.log'),
    password: password.trim(),
  }
}

/**
 * Moves what stands in the place of the database, but was never finished, out of the way.
 *
 * @returns its new name, or null when nothing stood there
 */
export async function setAsideHalfMade(deskDir: string, stamp: string): Promise<string | null> {
  const folder = path.join(deskDir, folderName)
  if (!(await isThere(folder))) return null
  const name = `${asidePrefix}${stamp}-${randomBytes(2).toString('hex')}`
  await rename(folder, path.join(deskDir, name))
  await syncFolder(deskDir)
  return name
}

/**
 * Makes a new database folder.
 *
 * @throws DeskFailure `database-not-starting` when initdb fails, `data-unreachable` when the folder can't be written
 */
export async function makeCluster(deskDir: string, maker: ClusterMaker): Promise<void> {
  const making = path.join(deskDir, `${makingPrefix}${randomBytes(6).toString('hex')}`)
  try {
    await fillCluster(making, maker)
    await rename(making, path.join(deskDir, folderName))
    await syncFolder(deskDir)
  } catch (error) {
    await removeMaking(making)
    throw error instanceof DeskFailure ? error : new DeskFailure('data-unreachable', errnoOf(error))
  }
}

async function fillCluster(making: string, { programs, account, major }: ClusterMaker): Promise<void> {
  const passwordFile = path.join(making, 'password')
  await mkdir(making, { mode: 0o700 })
  await writeSynced(passwordFile, `${randomBytes(24).toString('base64url')}\n`)
  for (const place of [making, passwordFile]) await giveTo(account, place)

  const made = await programs.run('initdb', initdbArguments(path.join(making, 'data'), passwordFile), 120_000)
  if (made.code !== 0) throw new DeskFailure('database-not-starting', made.output)
  await writeSynced(path.join(making, markerName), `${JSON.stringify({ format: 1, major })}\n`)
  await syncFolder(making)
}

/** Removes what interrupted starts have left: folders that never held a finished database. */
export async function removeUnfinished(deskDir: string): Promise<void> {
  const names = await readdir(deskDir)
  for (const name of names.filter((entry) => entry.startsWith(makingPrefix))) {
    await removeMaking(path.join(deskDir, name))
  }
}

/**
 * An initdb that outlived its desk may still write there for a moment, so that the folder is found not empty. Remains decide
 * nothing: what stays is removed at the next start.
 */
async function removeMaking(making: string): Promise<void> {
  await rm(making, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined)
}

function initdbArguments(dataDir: string, passwordFile: string): string[] {
  return [
    `--pgdata=${dataDir}`, `--username=${clusterRole}`, `--pwfile=${passwordFile}`,
    '--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', '--data-checksums', '--no-instructions',
  ]
}

async function giveTo({ owner }: ServerAccount, place: string): Promise<void> {
  if (owner !== null) await chown(place, owner.uid, owner.gid)
}

async function writeSynced(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await chmod(file, 0o600)
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null
    throw new DeskFailure('data-unreachable', errnoOf(error))
  }
}

function isThere(place: string): Promise<boolean> {
  return stat(place).then(() => true, () => false)
}

function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
