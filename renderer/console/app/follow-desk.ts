import type { DeskFailureCode } from '../../../shared/desk-api/desk-process'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { Clock, Timers } from '../../../shared/lib/clock'
import type { DeskHttp } from '../../desk-client/desk-http'
import { startDeskClient, type DeskClient } from '../../desk-client/start-desk-client'
import { openSyncWorker } from '../../desk-client/sync-side'
import type { DeskSituation } from '../../desk-client/desk-situation'
import type { StoreApi } from 'zustand/vanilla'
import type { Settings } from '../../../shared/settings/settings'
import type { SearchTickets } from '../../../shared/tickets/ticket-search'
import type { WorkStorage } from '../../storage/open-work-storage'
import type { Sealing } from '../../storage/sealing'
import type { SetAsideReport } from '../../storage/set-aside'
import { progressOf } from '../../desk-client/sync-state'
import { atMostEvery } from './at-most-every'
import { cachePolicyHere, followCachePolicy } from './cache-policy-here'
import { createDeskStatusStore, type DeskStatus, type DeskStatusStore } from './desk-status-store'
import { afterStop, type DeskStop } from './desk-trouble'
import { isNextStep, statusOf } from './status-of'
import type { SeatRules } from './seat-rules'

export interface FollowDeskPorts {
  readonly lingxi: PageApi<'console'>
  readonly work: WorkStorage
  /** Whether the desk's log is for whoever is here; if not, being connected is all there is. */
  readonly copies: boolean
  readonly mode: 'practice' | 'real'
  /** Of several people on one PC, whose. */
  readonly store: string | undefined
  readonly sealing: Sealing
  readonly clock: Clock
  readonly timers: Timers
  readonly onSetAside: SetAsideReport
  readonly settings: Pick<StoreApi<Settings>, 'getState' | 'subscribe'>
  readonly rules: Pick<StoreApi<Pick<SeatRules, 'retentionMonths'>>, 'getState' | 'subscribe'>
  /** Something in the cache or the outbox has changed. */
  onChanged(): void
  /** The desk that answers now; null while none does. */
  onDesk(desk: DeskHttp | null): void
  /** Of which version the desk's lists are. */
  onLists(version: string): void
}

/** A page of a long copy comes every few hundredths of a second; nobody can read so fast, and each would be drawn. */
const stepEveryMs = 250
const changesEveryMs = 1_000
/** So often the copying is told that somebody types. */
const roomEveryMs = 500

export interface FollowedDesk {
  readonly status: DeskStatusStore
  readonly search: SearchTickets
}

/** Follows the desk from start to start: deliveries, the local copy of its log, and what the state bar says of it. */
export function followDesk(ports: FollowDeskPorts): FollowedDesk {
  const { lingxi, work, copies, clock, timers, mode, store, sealing, settings, rules } = ports
  const client = startDeskClient({
    mode, copies, clock, timers,
    outbox: work.outbox,
    fetch: window.fetch.bind(window),
    openSync: openSyncWorker({
      mode, store, timers, sealing,
      policy: cachePolicyHere({ mode, settings, rules }),
      createWorker: () => new Worker(new URL('../../sync/sync-worker.ts', import.meta.url), { type: 'module' }),
    }),
    random: Math.random,
    onSetAside: ports.onSetAside,
    onDesk: ports.onDesk,
    onLists: ports.onLists,
  })
  const status = createDeskStatusStore((code, second) => askStatus(client, code, second))
  let stop: DeskStop | null = null
  /** When a shared desk last let this person in; null unless they are here without it. */
  let withoutSince: number | null = null
  let shownAt = 0
  const tellChanged = atMostEvery(changesEveryMs, timers, ports.onChanged)
  const isLongCopy = () => progressOf(client.situation.getState().sync) !== null
  const show = (situation: DeskSituation) => {
    const now = clock.now()
    const next = statusOf(situation, { copies, stop, withoutSince, now })
    // A shared desk that has let go of this person; a desk of this PC never does.
    if (situation.link.state === 'unreachable' && situation.link.failure === 'unauthorized') void lingxi.deskRefusesToken()
    if (status.getState().progress !== null && next.progress === null) tellChanged()
    if (isNextStep(status.getState(), next) && now - shownAt < stepEveryMs) return
    shownAt = now
    status.setState(next.state === 'synced' ? { ...next, syncedAt: next.since } : next)
  }
  const stopped = (said: DeskFailureCode | null) => {
    stop = afterStop(stop, said, clock.now())
    client.connect(null)
    show(client.situation.getState())
  }
  client.situation.subscribe(show)
  // A long copy is of old orders; what is on the screen is read again when it has ended.
  client.onCallersChanged(() => {
    if (!isLongCopy()) tellChanged()
  })
  const makeRoom = atMostEvery(roomEveryMs, timers, () => client.makeRoom())
  window.addEventListener('keydown', makeRoom, { capture: true, passive: true })
  lingxi.on.deskStarted((connection) => {
    stop = null
    withoutSince = null
    client.connect(connection)
  })
  lingxi.on.deskStopped(({ problem }) => stopped(problem))
  void lingxi.deskConnection().then((connection) => {
    if (connection.ok) client.connect(connection.value)
    else if (connection.error.code === 'without-desk') {
      withoutSince = connection.error.since
      show(client.situation.getState())
    } else if (connection.error.code === 'stopped' && stop === null) stopped(connection.error.problem)
  })
  followCachePolicy({ mode, settings, rules }, (policy) => client.keepBy(policy))
  return { status, search: client.search }
}

async function askStatus(client: DeskClient, code: string, second: string): ReturnType<DeskStatus['askStatus']> {
  const answer = await client.ticketStatus(code, second)
  if (answer.ok) return { kind: 'known', state: answer.value.state }
  const isUnknown = answer.error.code === 'desk-error' && answer.error.error.code === 'not-found'
  return { kind: isUnknown ? 'unknown' : 'failed' }
}
