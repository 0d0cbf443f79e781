import type { DeskFailureCode } from '../../../shared/desk-api/desk-process'
import type { EpochMs } from '../../../shared/lib/clock'

/** Why there is no desk: its own word, or `silent` where it ends again and again without one. */
export type DeskProblem = DeskFailureCode | 'silent'

/** A desk that has stopped and has not come back yet; main starts it again and again. */
export interface DeskStop {
  readonly since: EpochMs
  /** How often it has stopped since it last ran. */
  readonly times: number
  /** The last word it had. */
  readonly said: DeskFailureCode | null
}

/** Once or twice may be an accident of the machine. */
const silentAfter = 3

export function afterStop(before: DeskStop | null, said: DeskFailureCode | null, at: EpochMs): DeskStop {
  return { since: before?.since ?? at, times: (before?.times ?? 0) + 1, said: said ?? before?.said ?? null }
}

/** Null while it is simply being started again. */
export function problemOf({ said, times }: DeskStop): DeskProblem | null {
  return said ?? (times >= silentAfter ? 'silent' : null)
}
