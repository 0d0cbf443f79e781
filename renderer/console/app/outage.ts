import type { Registration } from '../../../shared/calls/phone-line'
import type { DeskStatus } from './desk-status-store'
import type { DeskProblem } from './desk-trouble'

/** What of the outer world is away. The seat works on: what still does is in the words for each case. */
export interface Outage {
  /** The PBX is not reached, or (with its code) refuses this seat. */
  readonly line: { readonly refusedWith: number | null } | null
  /** The desk does not answer, or (with its problem) has not started. */
  readonly desk: { readonly problem: DeskProblem | null } | null
  /** Since when, of two the longer one; null while nobody knows. */
  readonly since: number | null
}

/** Null while both halves are there or on their way: a line that was never set up is no outage, the call bar asks for it. */
export function outageOf(registration: Registration, { state, problem, since }: Pick<DeskStatus, 'state' | 'problem' | 'since'>): Outage | null {
  const lineSince = registration.state === 'refused' ? registration.at : registration.state === 'unreachable' ? registration.since : null
  const line = lineSince === null ? null : { refusedWith: registration.state === 'refused' ? registration.sipCode : null }
  const desk = state === 'unreachable' || state === 'failed' ? { problem } : null
  if (line === null && desk === null) return null
  const times = [lineSince, desk === null ? null : since].filter((time) => time !== null)
  return { line, desk, since: times.length === 0 ? null : Math.min(...times) }
}

/** Which words tell it: `outage.title.<this>`. */
export function titleOf({ line, desk }: Outage): 'both' | 'line' | 'line-refused' | 'desk' | 'desk-failed' {
  if (line !== null && desk !== null) return 'both'
  if (line !== null) return line.refusedWith === null ? 'line' : 'line-refused'
  return desk?.problem == null ? 'desk' : 'desk-failed'
}
