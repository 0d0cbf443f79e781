import type { PageApi } from '../../../shared/ipc/page-api'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { startDeskClient, type DeskClient } from '../../desk-client/start-desk-client'
import { openSyncWorker } from '../../desk-client/sync-side'
import type { DeskSituation } from '../../desk-client/desk-situation'
import type { WorkStorage } from '../../storage/open-work-storage'
import type { SetAsideReport } from '../../storage/set-aside'
import { createDeskStatusStore, type DeskStatus, type DeskStatusStore } from './desk-status-store'

export interface FollowDeskPorts {
  readonly lingxi: PageApi<'console'>
  readonly work: WorkStorage
  readonly mode: 'practice' | 'real'
  readonly clock: Clock
  readonly timers: Timers
  readonly onSetAside: SetAsideReport
  /** Something in the cache or the outbox has changed. */
  onChanged(): void
}

/** Follows the desk from start to start: deliveries, the local copy of its log, and what the state bar says of it. */
export function followDesk(ports: FollowDeskPorts): DeskStatusStore {
  const { lingxi, work, clock, timers, mode } = ports
  const client = startDeskClient({
    mode, clock, timers,
    outbox: work.outbox,
    fetch: window.fetch.bind(window),
    openSync: openSyncWorker({
      mode, timers,
      sealing: { kind: 'open' },
      createWorker: () => new Worker(new URL('../../sync/sync-worker.ts', import.meta.url), { type: 'module' }),
    }),
    random: Math.random,
    onSetAside: ports.onSetAside,
  })
  const status = createDeskStatusStore((code, second) => askStatus(client, code, second))
  let problem: string | null = null
  const show = (situation: DeskSituation) => status.setState(statusOf(situation, problem))
  client.situation.subscribe(show)
  client.onCallersChanged(ports.onChanged)
  lingxi.on.deskStarted((connection) => {
    problem = null
    client.connect(connection)
  })
  lingxi.on.deskStopped((stopped) => {
    problem = stopped.problem
    client.connect(null)
    show(client.situation.getState())
  })
  void lingxi.deskConnection().then((connection) => {
    if (connection.ok) client.connect(connection.value)
  })
  return status
}

async function askStatus(client: DeskClient, code: string, second: string): ReturnType<DeskStatus['askStatus']> {
  const answer = await client.ticketStatus(code, second)
  if (answer.ok) return { kind: 'known', state: answer.value.state }
  const isUnknown = answer.error.code === 'desk-error' && answer.error.error.code === 'not-found'
  return { kind: isUnknown ? 'unknown' : 'failed' }
}

function statusOf({ link, sync }: DeskSituation, problem: string | null): Omit<DeskStatus, 'askStatus'> {
  switch (link.state) {
    case 'no-connection':
      return { state: problem === null ? 'starting' : 'failed', since: null, percent: null }
    case 'connecting':
      return { state: 'starting', since: link.since, percent: null }
    case 'unreachable':
      return { state: 'unreachable', since: link.since, percent: null }
    case 'reachable': {
      if (sync.state === 'synced') return { state: 'synced', since: link.lastAnswerAt, percent: null }
      const percent = sync.newest === null || sync.newest === 0 ? 0 : Math.floor(((sync.position ?? 0) / sync.newest) * 100)
      return { state: 'syncing', since: link.lastAnswerAt, percent }
    }
  }
}
