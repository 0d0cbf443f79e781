import type { DeskFailureCode } from '../../../shared/desk-api/desk-process'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { startDeskClient, type DeskClient } from '../../desk-client/start-desk-client'
import { openSyncWorker } from '../../desk-client/sync-side'
import type { DeskSituation } from '../../desk-client/desk-situation'
import type { WorkStorage } from '../../storage/open-work-storage'
import type { Sealing } from '../../storage/sealing'
import type { SetAsideReport } from '../../storage/set-aside'
import { clockOffMinutes } from './clock-off'
import { createDeskStatusStore, type DeskStatus, type DeskStatusStore } from './desk-status-store'
import { afterStop, problemOf, type DeskStop } from './desk-trouble'

export interface FollowDeskPorts {
  readonly lingxi: PageApi<'console'>
  readonly work: WorkStorage
  readonly mode: 'practice' | 'real'
  readonly sealing: Sealing
  readonly clock: Clock
  readonly timers: Timers
  readonly onSetAside: SetAsideReport
  /** Something in the cache or the outbox has changed. */
  onChanged(): void
}

/** Follows the desk from start to start: deliveries, the local copy of its log, and what the state bar says of it. */
export function followDesk(ports: FollowDeskPorts): DeskStatusStore {
  const { lingxi, work, clock, timers, mode, sealing } = ports
  const client = startDeskClient({
    mode, clock, timers,
    outbox: work.outbox,
    fetch: window.fetch.bind(window),
    openSync: openSyncWorker({
      mode, timers, sealing,
      createWorker: () => new Worker(new URL('../../sync/sync-worker.ts', import.meta.url), { type: 'module' }),
    }),
    random: Math.random,
    onSetAside: ports.onSetAside,
  })
  const status = createDeskStatusStore((code, second) => askStatus(client, code, second))
  let stop: DeskStop | null = null
  const show = (situation: DeskSituation) => {
    const next = statusOf(situation, stop)
    status.setState(next.state === 'synced' ? { ...next, syncedAt: next.since } : next)
  }
  const stopped = (said: DeskFailureCode | null) => {
    stop = afterStop(stop, said, clock.now())
    client.connect(null)
    show(client.situation.getState())
  }
  client.situation.subscribe(show)
  client.onCallersChanged(ports.onChanged)
  lingxi.on.deskStarted((connection) => {
    stop = null
    client.connect(connection)
  })
  lingxi.on.deskStopped(({ problem }) => stopped(problem))
  void lingxi.deskConnection().then((connection) => {
    if (connection.ok) client.connect(connection.value)
    else if (connection.error.code === 'stopped' && stop === null) stopped(connection.error.problem)
  })
  return status
}

async function askStatus(client: DeskClient, code: string, second: string): ReturnType<DeskStatus['askStatus']> {
  const answer = await client.ticketStatus(code, second)
  if (answer.ok) return { kind: 'known', state: answer.value.state }
  const isUnknown = answer.error.code === 'desk-error' && answer.error.error.code === 'not-found'
  return { kind: isUnknown ? 'unknown' : 'failed' }
}

type Shown = Pick<DeskStatus, 'state' | 'since' | 'percent' | 'problem' | 'clockOff'>

function statusOf({ link, sync }: DeskSituation, stop: DeskStop | null): Shown {
  const quiet = { percent: null, problem: null, clockOff: 0 }
  switch (link.state) {
    case 'no-connection':
      return withoutLink(stop)
    case 'connecting':
      return { ...quiet, state: 'starting', since: link.since }
    case 'unreachable':
      return { ...quiet, state: 'unreachable', since: link.since }
    case 'reachable': {
      const clockOff = clockOffMinutes(link.deskAheadMs)
      if (sync.state === 'synced') return { ...quiet, clockOff, state: 'synced', since: link.lastAnswerAt }
      const percent = sync.newest === null || sync.newest === 0 ? 0 : Math.floor(((sync.position ?? 0) / sync.newest) * 100)
      return { ...quiet, clockOff, state: 'syncing', since: link.lastAnswerAt, percent }
    }
  }
}

function withoutLink(stop: DeskStop | null): Shown {
  if (stop === null) return { state: 'starting', since: null, percent: null, problem: null, clockOff: 0 }
  const problem = problemOf(stop)
  return { state: problem === null ? 'starting' : 'failed', since: stop.since, percent: null, problem, clockOff: 0 }
}
