import type { BackupProblem } from '../../../shared/backup/backup-state'
import { errorFacts } from '../desk-log'
import { RestoreFailure } from './restore-failure'

const problems: Readonly<Record<string, BackupProblem>> = {
  ENOENT: 'folder-gone',
  ENOTDIR: 'folder-gone',
  ENXIO: 'folder-gone',
  ENODEV: 'folder-gone',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full',
  EACCES: 'not-writable',
  EPERM: 'not-writable',
  EROFS: 'not-writable',
  EIO: 'not-writable',
  ECONNREFUSED: 'database-away',
  ECONNRESET: 'database-away',
  EPIPE: 'database-away',
}

/** No class of SQLSTATE begins with E, every errno does. */
const sqlState = /^[0-9A-DF-Z][0-9A-Z]{4}$/

/** What to tell of an error that kept a backup from being made: by its errno or SQLSTATE, never by its words. */
export function backupProblemOf(error: unknown): BackupProblem {
  if (error instanceof RestoreFailure) return 'not-readable-again'
  const { errorCode } = errorFacts(error)
  return problems[errorCode] ?? (sqlState.test(errorCode) ? 'database-away' : 'failed')
}
