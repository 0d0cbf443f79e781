import { z } from 'zod'
import { parseJson } from '../lib/parse-json'
import { err, ok, type Result } from '../lib/result'

/**
 * A backup file begins with two lines of ASCII that can be read without a key:
 *
 * ```
 * LINGXI-BACKUP
 * {"format":1,"deskId":...}
 * <16 bytes: seal over the two lines> <sealed chunks>
 * ```
 *
 * They say which desk and moment it is, and hold what the password needs to open the rest. Nothing in them is personal.
 */
const firstLine = 'LINGXI-BACKUP'
const format = 1

/** The two lines are never longer; whoever reads them reads so many bytes. */
export const longestBackupHead = 32_768

export const backupHeadSchema = z.object({
  /** The id under which the desk answered then. */
  deskId: z.uuid(),
  practice: z.boolean(),
  /** UTC ms. */
  createdAt: z.int().positive(),
  /** The newest step of the database (`electron/desk/store/migrations.ts`) that the rows need. */
  schema: z.int().positive(),
  /** The newest position of the log, 0 for an empty one. */
  position: z.int().nonnegative(),
  /** Of the key that seals this file alone, 32 bytes in base64. */
  salt: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  /** With the password this gives the key again (`electron/main`); the desk does not look into it. */
  envelope: z.string().max(16_000),
})
export type BackupHead = z.infer<typeof backupHeadSchema>

export function writeBackupHead(head: BackupHead): string {
  return `${firstLine}\n${asciiJson({ format, ...head })}\n`
}

/**
 * @param start the first bytes of a file, one character each
 * @returns what they say, and how many of them they are
 */
export function readBackupHead(start: string): Result<{ head: BackupHead; bytes: number }, 'not-a-backup' | 'later-version'> {
  const [first, second] = start.split('\n', 2)
  if (first !== firstLine || second === undefined) return err('not-a-backup')
  const json = parseJson(second)
  const versioned = z.object({ format: z.int() }).safeParse(json)
  if (!versioned.success) return err('not-a-backup')
  if (versioned.data.format > format) return err('later-version')
  const head = backupHeadSchema.safeParse(json)
  return head.success ? ok({ head: head.data, bytes: first.length + second.length + 2 }) : err('not-a-backup')
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
