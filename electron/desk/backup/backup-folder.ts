import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { BackupSetup, MadeBackup } from '../../../shared/backup/backup-state'
import { DAY_MS } from '../../../shared/callers/local-day'
import { epochMs, type EpochMs } from '../../../shared/lib/clock'
import { localDateOf, minuteOfDayOf } from '../../../shared/tickets/deadlines/local-time'
import { readHeadOf } from './read-backup'

/** A backup in the folder. A file bears such a name only when all of it was written, synced and read again. */
export interface FoundBackup extends MadeBackup {
  readonly file: string
}

const namePattern = /^lingxi-desk-\d{8}-\d{6}(-\d+)?\.lxb$/

/** Local time of the hotline to the second; the number tells apart what somebody asked for within one. */
export function backupNameOf(at: EpochMs, number: number): string {
  const seconds = Math.floor(minuteOfDayOf(at) * 60)
  const time = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join('')
  return `lingxi-desk-${localDateOf(at).replaceAll('-', '')}-${time}${number === 1 ? '' : `-${number}`}.lxb`
}

/** Where one is written: one name per desk, so that what a killed desk left is written over. */
export function unfinishedNameOf(deskId: string): string {
  return `lingxi-desk-${deskId.slice(0, 8)}.part`
}

/**
 * @throws the error of the operating system when the folder is not there
 */
export async function prepareFolder({ folder, mayMakeFolder }: Pick<BackupSetup, 'folder' | 'mayMakeFolder'>): Promise<void> {
  if (mayMakeFolder) await mkdir(folder, { recursive: true, mode: 0o700 })
  else await readdir(folder)
}

/**
 * The backups of this desk, the oldest first. Those of another desk, or of this one before it was restored, count for
 * nothing and are never removed; nor is a file that can't be read.
 *
 * @throws the error of the operating system when the folder can't be read
 */
export async function listBackups(folder: string, deskId: string): Promise<FoundBackup[]> {
  const names = (await readdir(folder)).filter((name) => namePattern.test(name))
  const found = await Promise.all(names.map((name) => findBackup(path.join(folder, name), deskId).catch(() => null)))
  return found.filter((backup) => backup !== null).sort((a, b) => a.at - b.at)
}

async function findBackup(file: string, deskId: string): Promise<FoundBackup | null> {
  const { head } = await readHeadOf(file)
  const { size } = await stat(file)
  return head.deskId === deskId ? { file, at: epochMs(head.createdAt), bytes: size } : null
}

/** Those that were kept long enough. The newest one always stays, however old it is. */
export function outdatedBackups<B extends { readonly at: number }>(backups: readonly B[], now: EpochMs, keepDays: number): B[] {
  const newest = Math.max(...backups.map(({ at }) => at))
  return backups.filter(({ at }) => at < newest && at < now - keepDays * DAY_MS)
}

/** One that can't be removed now is tried again after the next backup. */
export async function removeOutdated(folder: string, deskId: string, now: EpochMs, keepDays: number): Promise<number> {
  const outdated = outdatedBackups(await listBackups(folder, deskId), now, keepDays)
  const removed = await Promise.all(outdated.map(({ file }) => rm(file).then(() => 1, () => 0)))
  return removed.reduce<number>((sum, count) => sum + count, 0)
}
