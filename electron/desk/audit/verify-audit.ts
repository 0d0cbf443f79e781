import type { AuditHead, AuditProof } from '../../../shared/desk-api/audit'
import { auditHash, noHash, type AuditDay, type AuditTrail } from '../store/audit-table'

const rowsAtOnce = 1_000

export interface AuditCheck {
  readonly audit: Pick<AuditTrail, 'days' | 'rows'>
  readonly key: Uint8Array
  /** Rows of days before this one may have run out. */
  readonly keptFrom: string
  /** Noted down earlier, outside the desk. */
  readonly head?: AuditHead
}

/** Goes through the whole audit and stops at the first place that does not fit. Rows that are added meanwhile are left out. */
export async function verifyAudit({ audit, key, keptFrom, head }: AuditCheck): Promise<AuditProof> {
  const days = await audit.days()
  const last = days.at(-1)
  const proof = { rows: 0, days: days.length, expiredDays: 0, head: last === undefined ? null : headOf(last) }
  let previous: Buffer = noHash
  let isHeadFound = head === undefined

  for (const day of days) {
    let number = 0
    for (;;) {
      const rows = await audit.rows(day.day, number, rowsAtOnce)
      for (const row of rows) {
        // Only the newest day may have grown since its end was read.
        if (row.number > day.lastNumber) {
          if (day !== last) return { ...proof, broken: { day: day.day, number: row.number, what: 'changed' } }
          break
        }
        number += 1
        if (row.number !== number) return { ...proof, broken: { day: day.day, number, what: 'missing' } }
        if (!auditHash(key, previous, row).equals(row.hash)) return { ...proof, broken: { day: day.day, number, what: 'changed' } }
        previous = row.hash
        proof.rows += 1
        if (head !== undefined && head.day === day.day && head.number === number) {
          if (row.hash.toString('hex') !== head.hash) return { ...proof, broken: { day: day.day, number, what: 'changed' } }
          isHeadFound = true
        }
      }
      if (rows.length < rowsAtOnce || (day === last && number >= day.lastNumber)) break
    }
    if (number === 0 && day.day < keptFrom) {
      proof.expiredDays += 1
      isHeadFound ||= head !== undefined && head.day === day.day && head.number <= day.lastNumber
    } else if (number < day.lastNumber) {
      return { ...proof, broken: { day: day.day, number: number + 1, what: 'missing' } }
    } else if (!previous.equals(day.lastHash)) {
      return { ...proof, broken: { day: day.day, number, what: 'changed' } }
    }
    previous = day.lastHash
  }
  if (!isHeadFound && head !== undefined) return { ...proof, broken: { day: head.day, number: head.number, what: 'cut-off' } }
  return { ...proof, broken: null }
}

function headOf({ day, lastNumber, lastHash }: AuditDay): AuditHead {
  return { day, number: lastNumber, hash: lastHash.toString('hex') }
}
