import type { Registration } from '../../../shared/calls/phone-line'
import type { DeskStatus } from './desk-status-store'
import type { DeskProblem } from './desk-trouble'

/** What of the outer world is away. The seat works on: what still does is in the words for each case. */
export interface Outage {
  /** The PBX is not reached, or (with its code) refuses this seat. */
  readonly line: { readonly refusedWith: number | null } | null
  /** The desk does not answer, or (with its problem) has not started. */
  readonly desk: {
    readonly problem: DeskProblem | null
    /** Whoever is here was let in by their password alone, since the shared desk was away. */
    readonly isWithout?: true
  } | null
  /** Since when, of two the longer one; null while nobody knows. */
  readonly since: number | null
}

export interface LineOutage {
  /** Null: the line is there or on its way, or was never set up; that is no outage, the call bar asks for it. */
  readonly since: number | null
  readonly refusedWith: number | null
}

export function lineOutageOf(registration: Registration): LineOutage {
  switch (registration.state) {
    case 'refused':
      return { since: registration.at, refusedWith: registration.sipCode }
    case 'unreachable':
      return { since: registration.since, refusedWith: null }
    case 'stopped':
    case 'connecting':
    case 'registered':
      return { since: null, refusedWith: null }
  }
}

/** Null while both halves are there or on their way. */
export function outageOf(ofLine: LineOutage, { state, problem, since }: Pick<DeskStatus, 'state' | 'problem' | 'since'>, isWithoutDesk = false): Outage | null {
  const line = ofLine.since === null ? null : { refusedWith: ofLine.refusedWith }
  const desk = state === 'unreachable' || state === 'failed' ? { problem, ...(isWithoutDesk ? { isWithout: true as const } : {}) } : null
  if (line === null && desk === null) return null
  const times = [ofLine.since, desk === null ? null : since].filter((time) => time !== null)
  return { line, desk, since: times.length === 0 ? null : Math.min(...times) }
}

/** Which words tell it: `outage.title.<this>`. */
export function titleOf({ line, desk }: Outage): 'both' | 'line' | 'line-refused' | 'desk' | 'desk-failed' | 'without-desk' {
  if (line !== null && desk !== null) return 'both'
  if (line !== null) return line.refusedWith === null ? 'line' : 'line-refused'
  if (desk?.isWithout === true) return 'without-desk'
  return desk?.problem == null ? 'desk' : 'desk-failed'
}
