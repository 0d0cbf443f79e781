import { z } from 'zod'

/** Days that a backup is kept. */
export const keepDaysSchema = z.int().min(1).max(365)

/** Why a backup was not made. The desk tries again by itself, ever more slowly. */
export const backupProblemSchema = z.enum([
  /** The folder is not there: a disk that is not plugged in, a share that is away. */
  'folder-gone',
  'disk-full',
  /** The folder may not be written. */
  'not-writable',
  /** The database gave no rows. */
  'database-away',
  /** What was written could not be opened again. */
  'not-readable-again',
  'failed',
])
export type BackupProblem = z.infer<typeof backupProblemSchema>

/** A backup that was whole when it was written; `at` is the moment of the log that it holds. */
export const madeBackupSchema = z.object({ at: z.int(), bytes: z.int().nonnegative() })
export type MadeBackup = z.infer<typeof madeBackupSchema>

/**
 * ```
 * no-key --setup with a key--> waiting --its time, or asked--> running --written and read again--> waiting
 *                                 ^                              | failed (problem, sooner next time)
 *                                 +------------------------------+
 * ```
 *
 * `no-key`: nobody has signed in since this desk was started. `problem` is that of the last try.
 */
export const backupStateSchema = z.object({
  phase: z.enum(['no-key', 'waiting', 'running']),
  /** The newest good one of this desk in the folder; null when there is none, or the folder is away. */
  last: madeBackupSchema.nullable(),
  /** When it will be tried next; null without a key and while it is being made. */
  nextAt: z.int().nullable(),
  problem: backupProblemSchema.nullable(),
})
export type BackupState = z.infer<typeof backupStateSchema>

/** What the settings show of the backups; `state` null: the desk has not said yet. */
export const backupViewSchema = z.object({
  state: backupStateSchema.nullable(),
  folder: z.string(),
  /** Beside the program's own data, on the same disk. */
  isOwnFolder: z.boolean(),
  keepDays: keepDaysSchema,
})
export type BackupView = z.infer<typeof backupViewSchema>

/** Why a backup was not restored. The desk is then as it was before. */
export const restoreProblemSchema = z.enum([
  'file-unreadable',
  'not-a-backup',
  /** Made by a newer program. */
  'later-version',
  /** It was sealed with another key. */
  'wrong-key',
  /** Cut off, changed, or parts of it in another order. */
  'damaged',
  /** Practice and real work don't mix. */
  'practice-mismatch',
  /** This desk holds orders already. */
  'desk-not-empty',
  'failed',
])
export type RestoreProblem = z.infer<typeof restoreProblemSchema>

/** A key of 32 bytes in base64, and what the head of a backup holds for it. */
export const backupKeySchema = z.object({ key: z.string().regex(/^[A-Za-z0-9+/]{43}=$/), envelope: z.string().max(16_000) })

/** What the desk has to know before it makes backups by itself. */
export const backupSetupSchema = z.object({
  folder: z.string().min(1),
  /** The desk makes this folder; one that somebody has chosen has to be there, or the wrong disk would be filled. */
  mayMakeFolder: z.boolean(),
  keepDays: keepDaysSchema,
  /** Null: the one that it had before, if any. SECURITY: comes by message, so that no list of processes shows it. */
  key: backupKeySchema.nullable(),
})
export type BackupSetup = z.infer<typeof backupSetupSchema>
