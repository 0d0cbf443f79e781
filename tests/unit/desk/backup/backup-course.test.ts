import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstCourse, nextBackupAt, nextBackupCourse, settleMs, type BackupCourse, type BackupEvent } from '../../../../electron/desk/backup/backup-course'
import { epochMs, type EpochMs } from '../../../../shared/lib/clock'

const hour = 3_600_000
const day = 24 * hour
const at = (text: string): EpochMs => epochMs(Date.parse(`${text}+08:00`))
const anyTime = fc.integer({ min: at('2020-01-01T00:00:00'), max: at('2030-01-01T00:00:00') }).map(epochMs)

describe('when the next backup is due', () => {
  it.each([
    ['there is none yet', null, '2026-11-28T10:00:00', '2026-11-28T10:00:00'],
    ['it was made at its hour', '2026-11-28T03:00:00', '2026-11-28T03:00:20', '2026-11-29T03:00:00'],
    ['it was made in the morning because the computer had been off', '2026-11-28T08:31:00', '2026-11-28T17:00:00', '2026-11-29T03:00:00'],
    ['the computer was off again at night', '2026-11-28T08:31:00', '2026-11-29T08:20:00', '2026-11-29T08:20:00'],
    ['somebody asked for one after midnight', '2026-11-28T01:00:00', '2026-11-28T01:01:00', '2026-11-28T03:00:00'],
    ['the clock was wrong when it was made', '2031-01-01T00:00:00', '2026-11-28T10:00:00', '2026-11-28T10:00:00'],
  ])('%s', (_, last, now, due) => {
    expect(nextBackupAt(last === null ? null : at(last), at(now))).toBe(at(due))
  })

  it('is never past, never more than a day after the last one, and at 03:00 unless that has passed', () => {
    fc.assert(
      fc.property(anyTime, fc.nat(3 * day), (last, later) => {
        const now = epochMs(last + later)
        const due = nextBackupAt(last, now)
        expect(due).toBeGreaterThanOrEqual(now)
        expect(due === now || (due - last <= day && new Date(due + 8 * hour).toISOString().slice(11, 19) === '03:00:00')).toBe(true)
      }),
    )
  })
})

describe('the course of the backups', () => {
  const now = at('2026-11-28T10:00:00')
  const setUp: BackupEvent = { type: 'set-up', at: now, hasKey: true, last: null }
  const failed: BackupEvent = { type: 'failed', at: now, problem: 'disk-full', random: 1 }
  const made: BackupEvent = { type: 'made', at: now, backup: { at: now, bytes: 9 } }
  const after = (...events: readonly BackupEvent[]) => events.reduce(nextBackupCourse, firstCourse as BackupCourse)

  it('waits for a key, and lets a start come to rest before the first one', () => {
    expect(after({ ...setUp, hasKey: false })).toMatchObject({ phase: 'no-key' })
    expect(after(setUp)).toMatchObject({ phase: 'waiting', nextAt: now + settleMs })
  })

  it('comes back sooner after a failure, ever more slowly, at most an hour later, and tells the last good one all the while', () => {
    let course = after(setUp, { type: 'begun' }, made)
    const waits: number[] = []
    for (let round = 0; round < 9; round += 1) {
      course = [{ type: 'begun' } as const, failed].reduce(nextBackupCourse, course)
      if (course.phase === 'waiting') waits.push((course.nextAt - now) / 60_000)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
    expect(course).toMatchObject({ problem: 'disk-full', last: { at: now, bytes: 9 } })
    expect([{ type: 'begun' } as const, made].reduce(nextBackupCourse, course)).toMatchObject({ problem: null, failures: 0, nextAt: at('2026-11-29T03:00:00') })
  })

  it('is never begun twice, and what does not belong to a phase changes nothing', () => {
    const running = after(setUp, { type: 'begun' })
    expect(nextBackupCourse(running, { type: 'begun' })).toBe(running)
    expect(nextBackupCourse(running, setUp)).toBe(running)
    const waiting = after(setUp)
    expect(nextBackupCourse(waiting, made)).toBe(waiting)
    expect(nextBackupCourse(waiting, failed)).toBe(waiting)
    expect(nextBackupCourse(firstCourse, { type: 'begun' })).toBe(firstCourse)
  })
})
