import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longestBackupHead, readBackupHead, writeBackupHead, type BackupHead } from '../../../shared/backup/backup-head'
import { err, ok } from '../../../shared/lib/result'
import { morning, testUuid } from '../../support/drafts'

const head: BackupHead = {
  deskId: testUuid(1), practice: false, createdAt: morning, schema: 2, position: 451, salt: `${'A'.repeat(43)}=`, envelope: '{"n":"密码 é"}',
}

describe('the head of a backup', () => {
  it('is read as it was written, whatever its envelope holds and whatever follows it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), fc.uint8Array(), (envelope, rest) => {
        const written = writeBackupHead({ ...head, envelope })
        const start = Buffer.concat([Buffer.from(written, 'latin1'), rest]).toString('latin1')
        expect(readBackupHead(start)).toEqual(ok({ head: { ...head, envelope }, bytes: written.length }))
      }),
    )
  })

  it('is ASCII, so that its length in characters is its length in bytes, and never longer than what is read of a file', () => {
    const written = writeBackupHead({ ...head, envelope: '密'.repeat(5_000) })
    expect(Buffer.byteLength(written, 'utf8')).toBe(written.length)
    expect(written.length).toBeLessThan(longestBackupHead)
  })

  it('of a later format is told apart from what is no backup', () => {
    const later = writeBackupHead(head).replace('"format":1', '"format":2')
    expect(readBackupHead(later)).toEqual(err('later-version'))
    for (const other of ['', 'PK\u0003\u0004', 'LINGXI-BACKUP', 'LINGXI-BACKUP\n{"format":1}\n', 'LINGXI-BACKUP\nnothing\n', `x${writeBackupHead(head)}`]) {
      expect(readBackupHead(other)).toEqual(err('not-a-backup'))
    }
  })
})
