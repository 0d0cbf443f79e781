import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { BackupHead } from '../../../shared/backup/backup-head'
import type { MadeBackup } from '../../../shared/backup/backup-state'
import { listBackups } from '../../../electron/desk/backup/backup-folder'
import { writeBackup, type BackupKey } from '../../../electron/desk/backup/write-backup'
import { createPool, type DatabaseAddress } from '../../../electron/desk/store/connection'
import type { ReadTables } from '../../../electron/desk/store/table-lines'
import { morning, testUuid } from '../drafts'

export const testBackupKey: BackupKey = { key: new Uint8Array(32).fill(7), envelope: '{"for":"示例密码"}' }

/** A folder for backups, gone with `remove`. */
export async function makeBackupFolder(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lingxi-backups-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

export interface BackedUp extends MadeBackup {
  readonly file: string
}

/** Writes one backup with the test key. */
export async function backUp(
  readTables: ReadTables,
  folder: string,
  spread: Partial<Parameters<typeof writeBackup>[0]> & Partial<Pick<BackupHead, 'createdAt'>> = {},
): Promise<BackedUp> {
  const { createdAt = morning, deskId = testUuid(1), ...options } = spread
  const made = await writeBackup({
    readTables, deskId, practice: false, key: testBackupKey,
    place: { folder, mayMakeFolder: true },
    clock: { now: () => createdAt as typeof morning },
    signal: new AbortController().signal,
    ...options,
  })
  const file = (await listBackups(folder, deskId)).find(({ at }) => at === made.at)?.file
  if (file === undefined) throw new Error('written, but not in the folder')
  return { ...made, file }
}

/** A desk of which only its lines are known. */
export function linesAsTables(lines: readonly string[], moment = { schema: 1, position: 0 }): ReadTables {
  async function* blocks() {
    for (const line of lines) yield `${line}\n`
  }
  return (work) => work(moment, blocks())
}

/** Every row of every table of a database as text, by the database's own list of tables. */
export async function dumpOf(address: DatabaseAddress): Promise<ReadonlyMap<string, readonly string[]>> {
  const pool = createPool(address)
  try {
    const tables = await pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    )
    const dump = new Map<string, readonly string[]>()
    for (const { name } of tables.rows) {
      const rows = await pool.query<{ line: string }>(`select t::text as line from "${name}" t order by 1`)
      dump.set(name, rows.rows.map(({ line }) => line))
    }
    return dump
  } finally {
    await pool.end()
  }
}
