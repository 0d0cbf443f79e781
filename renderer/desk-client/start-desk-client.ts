import type { HistoryKey } from '../../shared/callers/phone-number'
import type { DeskHealth, TicketStatusAnswer } from '../../shared/desk-api/desk-api'
import type { DeskConnection } from '../../shared/ipc/values'
import type { Clock, Timers } from '../../shared/lib/clock'
import type { SetAsideReport } from '../../shared/lib/set-aside'
import { err } from '../../shared/lib/result'
import type { Outbox } from '../../shared/outbox/outbox'
import { createDeliveryLoop } from './delivery-loop'
import type { DeskAnswer, DeskHttp, DeskHttpDeps } from './desk-http'
import { createDeskLink } from './desk-link'
import { createDeskSituation, type DeskSituationStore } from './desk-situation'
import type { OpenSyncSide, SyncNews, SyncSide } from './sync-side'
import { brokenDown } from './sync-state'

export interface DeskClientDeps extends DeskHttpDeps {
  readonly mode: 'practice' | 'real'
  /** False: the log is not this person's to read, and is not asked for. */
  readonly copies?: boolean
  readonly outbox: Outbox
  readonly openSync: OpenSyncSide
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly onSetAside: SetAsideReport
  /** The desk that answers now, for what else there is to be asked; null while none does. */
  onDesk?(desk: DeskHttp | null): void
  /** Of which version the desk's lists are: with every hint, so that none that is lost loses anything. */
  onLists?(version: string): void
}

/** Everything between this seat and its desk. Starts without one; `connect` says where it is, again at every desk start. */
export interface DeskClient {
  readonly situation: DeskSituationStore
  connect(connection: DeskConnection | null): void
  /** What the desk said of itself; null until it has answered. */
  desk(): DeskHealth | null
  /** Where an order stands, by query code and second factor. */
  ticketStatus(queryCode: string, second: string): DeskAnswer<TicketStatusAnswer>
  /** Tells the numbers under which a ring would now show something else; returns the way to stop. */
  onCallersChanged(listener: (keys: readonly HistoryKey[]) => void): () => void
  /** Looks through the local copy, whether the desk is there or not. */
  readonly search: SyncSide['search']
  readonly keepBy: SyncSide['keepBy']
  /** Somebody types; as often as one likes, it is passed on only while a log is copied. */
  makeRoom(): void
  dispose(): void
}

export function startDeskClient(deps: DeskClientDeps): DeskClient {
  const { outbox, clock } = deps
  const situation = createDeskSituation()
  const listeners = new Set<(keys: readonly HistoryKey[]) => void>()
  const sync = deps.openSync(hear)
  const delivery = createDeliveryLoop({ ...deps, onNoAnswer: () => link.lookNow() })
  const link = createDeskLink({
    ...deps,
    practice: deps.mode === 'practice',
    onState: (state) => situation.change({ link: state }),
    onReachable(http, connection, desk) {
      if (deps.copies !== false) {
        sync.connect(connection, desk.deskId)
        // A desk that was set back has been away before; the copy need not have come so far that it notices.
        void outbox.oweAgain()
      }
      delivery.sendTo(http)
      deps.onDesk?.(http)
    },
    onLost() {
      delivery.sendTo(null)
      deps.onDesk?.(null)
      sync.disconnect()
    },
    onHint(newest, lists) {
      sync.hint(newest)
      if (lists !== undefined) deps.onLists?.(lists)
    },
  })
  const showOutbox = () => situation.change({ outbox: outbox.counts() })
  const stopListening = outbox.subscribe(showOutbox)
  showOutbox()

  function hear(message: SyncNews): void {
    switch (message.kind) {
      case 'state':
        if (message.state.position !== null) void outbox.settle(message.state.position)
        return situation.change({ sync: message.state })
      case 'applied':
        void outbox.settle(message.position)
        return listeners.forEach((listener) => listener(message.keys))
      case 'other-log':
        return void outbox.oweAgain()
      case 'set-aside':
        return deps.onSetAside({ table: message.table, problem: message.problem })
      case 'broken-down':
        return situation.change({ sync: brokenDown(situation.store.getState().sync, clock.now(), message.againInMs) })
    }
  }

  return {
    situation: situation.store,
    connect: (connection) => link.connect(connection),
    desk() {
      const state = situation.store.getState().link
      return state.state === 'reachable' ? state.desk : null
    },
    ticketStatus: (queryCode, second) =>
      link.http()?.ticketStatus(queryCode, second) ?? Promise.resolve(err({ code: 'unreachable' })),
    onCallersChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    search: sync.search,
    keepBy: sync.keepBy,
    makeRoom() {
      if (situation.store.getState().sync.state === 'syncing') sync.makeRoom()
    },
    dispose() {
      stopListening()
      delivery.dispose()
      link.dispose()
      sync.close()
      listeners.clear()
    },
  }
}
