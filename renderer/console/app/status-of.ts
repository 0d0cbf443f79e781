import type { EpochMs } from '../../../shared/lib/clock'
import type { DeskSituation } from '../../desk-client/desk-situation'
import { failingSince, progressOf } from '../../desk-client/sync-state'
import { clockOffMinutes } from './clock-off'
import type { DeskStatus } from './desk-status-store'
import { problemOf, type DeskStop } from './desk-trouble'

type Shown = Pick<DeskStatus, 'state' | 'since' | 'percent' | 'progress' | 'problem' | 'clockOff'>

/** Nothing but the figures has changed. */
export function isNextStep(shown: Shown, next: Shown): boolean {
  return shown.state === 'syncing' && next.state === 'syncing' && (shown.progress === null) === (next.progress === null)
}

interface Beside {
  /** Whether the desk's log is for whoever is here. */
  readonly copies: boolean
  readonly stop: DeskStop | null
  /** When a shared desk last let this person in; null unless they are here without it. */
  readonly withoutSince: number | null
  readonly now: EpochMs
}

/** What of the desk is shown: the worse half of the way to it and of the copy of its log. */
export function statusOf({ link, sync }: DeskSituation, { copies, stop, withoutSince, now }: Beside): Shown {
  const quiet = { percent: null, progress: null, problem: null, clockOff: 0 }
  switch (link.state) {
    case 'no-connection':
      return withoutSince === null ? withoutLink(stop) : { ...quiet, state: 'unreachable', since: withoutSince }
    case 'connecting':
      return { ...quiet, state: 'starting', since: link.since }
    case 'unreachable':
      return { ...quiet, state: 'unreachable', since: link.since }
    case 'reachable': {
      const clockOff = clockOffMinutes(link.deskAheadMs)
      if (!copies || sync.state === 'synced') return { ...quiet, clockOff, state: 'synced', since: link.lastAnswerAt }
      const since = failingSince(sync, now)
      if (since !== null) return { ...quiet, clockOff, state: 'copy-failing', since }
      const percent = sync.newest === null || sync.newest === 0 ? 0 : Math.floor(((sync.position ?? 0) / sync.newest) * 100)
      return { ...quiet, clockOff, state: 'syncing', since: link.lastAnswerAt, percent, progress: progressOf(sync) }
    }
  }
}

function withoutLink(stop: DeskStop | null): Shown {
  if (stop === null) return { state: 'starting', since: null, percent: null, progress: null, problem: null, clockOff: 0 }
  const problem = problemOf(stop)
  return { state: problem === null ? 'starting' : 'failed', since: stop.since, percent: null, progress: null, problem, clockOff: 0 }
}
