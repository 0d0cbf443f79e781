import { expect, it } from 'vitest'
import { backupProblemOf } from '../../../../electron/desk/backup/backup-problem'
import { RestoreFailure } from '../../../../electron/desk/backup/restore-failure'

const withCode = (code: string) => Object.assign(new Error('of no account'), { code })

it.each([
  [withCode('ENOENT'), 'folder-gone'], [withCode('ENOSPC'), 'disk-full'], [withCode('EDQUOT'), 'disk-full'],
  [withCode('EROFS'), 'not-writable'], [withCode('EACCES'), 'not-writable'], [withCode('57P01'), 'database-away'],
  [withCode('ECONNRESET'), 'database-away'], [withCode('EBUSY'), 'failed'], [new RestoreFailure('damaged'), 'not-readable-again'], [new Error('?'), 'failed'], ['?', 'failed'],
])('a backup that met "%s" is told as %s', (error, problem) => {
  expect(backupProblemOf(error)).toBe(problem)
})
