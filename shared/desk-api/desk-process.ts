import { z } from 'zod'
import { backupKeySchema, backupSetupSchema, backupStateSchema, restoreProblemSchema } from '../backup/backup-state'
import { authorSchema } from '../tickets/ticket-event'

/**
 * How a desk on this PC is started, and what it tells the process that started it. The messages go through whatever link
 * there is: `process.parentPort` of a utility process, `process.send` of a forked one, else JSON lines on standard output.
 *
 * ```
 * started --ready--> answering --stop, SIGTERM or the parent gone--> exit 0
 *    |                   +--failed (database-lost)--> exit 1
 *    +--failed--> exit 1
 * ```
 *
 * A desk that answers also takes `backup-setup`, `back-up-now` and `restore`, and tells `backup` whenever something about its
 * backups has changed. After `restore` it says `restore-ended`, then `ready` once more: it may have another id now. A desk of practice
 * has no backups.
 *
 * A desk that failed is started again by whoever started it; it repairs nothing while running.
 */
export const deskEnvironment = {
  /** Folder that holds the database; made if it is not there. */
  data: 'LINGXI_DESK_DATA',
  /** Port on 127.0.0.1 for the whole run, 0 = any. Taken by somebody else: the desk picks another and says so in `origin`. */
  port: 'LINGXI_DESK_PORT',
  /** What every request has to carry as `Authorization: Bearer`; at least 32 characters. */
  token: 'LINGXI_DESK_TOKEN',
  /** JSON of `deskAuthorSchema`. */
  author: 'LINGXI_DESK_AUTHOR',
  /** `1` for a desk that holds practice only. */
  practice: 'LINGXI_DESK_PRACTICE',
  /** Folder with initdb, pg_ctl and postgres; default: those installed with the program. */
  postgresPrograms: 'LINGXI_POSTGRES_BIN',
} as const

/** The one agent of this desk: author of everything that is sent to it. */
export const deskAuthorSchema = authorSchema.omit({ kind: true })
export type DeskAuthor = z.infer<typeof deskAuthorSchema>

export const minTokenLength = 32

export const deskFailureSchema = z.enum([
  /** A variable of `deskEnvironment` is missing or malformed. */
  'config-invalid',
  /** No PostgreSQL for this platform came with the program. */
  'database-programs-missing',
  /** The folder can't be made, read or written. */
  'data-unreachable',
  /** Another desk works on this folder. */
  'data-in-use',
  /** The folder was made by another major version of PostgreSQL; it is left as it is. */
  'data-other-major',
  /** A finished folder lacks what it must have; it is left as it is. */
  'data-damaged',
  /** The database was written by a newer program; it is left as it is. */
  'schema-newer',
  'database-not-starting',
  /** It may forget what it has committed. */
  'database-not-durable',
  /** The database went away while the desk was answering. */
  'database-lost',
  'internal',
])
export type DeskFailureCode = z.infer<typeof deskFailureSchema>

export const deskMessageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    origin: z.string().regex(/^http:\/\/127\.0\.0\.1:\d+$/),
    /** Names of folders that were found half made and moved out of the way, beside the new one. */
    setAside: z.array(z.string()),
  }),
  z.object({ kind: z.literal('failed'), code: deskFailureSchema }),
  z.object({ kind: z.literal('backup'), state: backupStateSchema }),
  /** `problem` null: it holds `tickets` orders now. */
  z.object({ kind: z.literal('restore-ended'), problem: restoreProblemSchema.nullable(), tickets: z.int().nonnegative() }),
])
export type DeskMessage = z.infer<typeof deskMessageSchema>

/** What the desk understands from its parent. */
export const deskCommandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stop') }),
  z.object({ kind: z.literal('backup-setup'), setup: backupSetupSchema }),
  z.object({ kind: z.literal('back-up-now') }),
  /** Into this desk, which must hold no order. */
  z.object({ kind: z.literal('restore'), file: z.string().min(1), key: backupKeySchema.shape.key }),
])
export type DeskCommand = z.infer<typeof deskCommandSchema>
