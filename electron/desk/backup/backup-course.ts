import type { BackupProblem, MadeBackup } from '../../../shared/backup/backup-state'
import { DAY_MS, localDay, startOfLocalDay } from '../../../shared/callers/local-day'
import { assertNever } from '../../../shared/lib/assert-never'
import { backoffMs } from '../../../shared/lib/backoff'
import { epochMs, type EpochMs } from '../../../shared/lib/clock'

/**
 * ```
 * no-key --set-up with a key--> waiting --begun--> running --made--> waiting (next quiet hour)
 *                                  ^                  |
 *                                  +---- failed ------+  (sooner, ever more slowly)
 * ```
 *
 * A new set-up takes a waiting course to its beginning: another folder, another chance.
 */
export type BackupCourse = { readonly last: MadeBackup | null; readonly problem: BackupProblem | null } & (
  | { readonly phase: 'no-key' }
  | { readonly phase: 'waiting'; readonly nextAt: EpochMs; readonly failures: number }
  | { readonly phase: 'running'; readonly failures: number }
)

export type BackupEvent =
  /** `last`: the newest good one that the folder holds. */
  | { readonly type: 'set-up'; readonly at: EpochMs; readonly hasKey: boolean; readonly last: MadeBackup | null }
  | { readonly type: 'begun' }
  | { readonly type: 'made'; readonly at: EpochMs; readonly backup: MadeBackup }
  /** `random` in [0, 1) spreads the next try. */
  | { readonly type: 'failed'; readonly at: EpochMs; readonly problem: BackupProblem; readonly random: number }

export const firstCourse: BackupCourse = { phase: 'no-key', last: null, problem: null }

/** 03:00: hotlines that work at night have the fewest calls then. */
const quietHourMs = 3 * 3_600_000
/** What a start begins with has the machine for itself first. */
export const settleMs = 60_000
const retry = { baseMs: 60_000, capMs: 3_600_000 }

/**
 * When the next backup is due: at the first quiet hour after the last one. On a computer that is off at night it has passed
 * when somebody starts it, so that each day has one. A last one in the future tells of a clock that was wrong: now.
 */
export function nextBackupAt(last: EpochMs | null, now: EpochMs): EpochMs {
  if (last === null || last > now) return now
  const sameDay = startOfLocalDay(localDay(last)) + quietHourMs
  return epochMs(Math.max(now, last < sameDay ? sameDay : sameDay + DAY_MS))
}

/** An event that does not belong to the phase changes nothing. */
export function nextBackupCourse(course: BackupCourse, event: BackupEvent): BackupCourse {
  const { last, problem } = course
  switch (event.type) {
    case 'set-up': {
      if (course.phase === 'running') return course
      if (!event.hasKey) return { phase: 'no-key', last: event.last, problem: null }
      const due = nextBackupAt(atOf(event.last), event.at)
      return { phase: 'waiting', last: event.last, problem: null, failures: 0, nextAt: epochMs(Math.max(due, event.at + settleMs)) }
    }
    case 'begun':
      return course.phase === 'waiting' ? { phase: 'running', last, problem, failures: course.failures } : course
    case 'made':
      if (course.phase !== 'running') return course
      return { phase: 'waiting', last: event.backup, problem: null, failures: 0, nextAt: nextBackupAt(atOf(event.backup), event.at) }
    case 'failed': {
      if (course.phase !== 'running') return course
      const failures = course.failures + 1
      const nextAt = epochMs(event.at + backoffMs(failures, retry, () => event.random))
      return { phase: 'waiting', last, problem: event.problem, failures, nextAt }
    }
    default:
      return assertNever(event)
  }
}

function atOf(backup: MadeBackup | null): EpochMs | null {
  return backup === null ? null : epochMs(backup.at)
}
