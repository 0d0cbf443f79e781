import { assertNever } from '../../shared/lib/assert-never'
import type { Clock, Timers } from '../../shared/lib/clock'
import type { Meaning } from '../../shared/tickets/ticket-search'
import { createDeskHttp, type DeskHttp } from '../desk-client/desk-http'
import { createSyncLoop, type SyncLoop } from '../desk-client/sync-loop'
import type { CacheOpening, FromSyncWorker, ToSyncWorker } from '../desk-client/sync-messages'
import type { SyncState } from '../desk-client/sync-state'
import { ageCallLog } from '../storage/age-call-log'
import { ageOtherStores } from '../storage/age-other-stores'
import { openCacheWriter, type CacheKeeper } from '../storage/open-cache'
import { createSeal } from '../storage/sealing'
import type { IndexedDbParts } from '../storage/work-database'
import { keepAgeing, type Ageing } from './keep-ageing'

export interface SyncHostDeps {
  readonly post: (message: FromSyncWorker) => void
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly indexedDb?: IndexedDbParts
}

interface Opened {
  readonly cache: CacheKeeper
  readonly loop: SyncLoop
  readonly ageing: Ageing
}

/** The worker's side: takes messages in order, keeps the cache in step with the desk and with its policy, searches in it. */
export function createSyncHost(deps: SyncHostDeps): { receive(message: ToSyncWorker): void } {
  const { timers, clock } = deps
  const indexedDb = deps.indexedDb === undefined ? {} : { indexedDb: deps.indexedDb }
  const pause = () => new Promise<void>((resolve) => timers.after(0, resolve))
  let opened: Promise<Opened | null> = Promise.resolve(null)
  let http: DeskHttp | null = null
  let searching: number | null = null
  let policy: CacheOpening['policy']

  async function open({ mode, store, sealing, policy: first }: CacheOpening): Promise<Opened | null> {
    policy = first
    try {
      const cache = await openCacheWriter({
        mode,
        store,
        seal: createSeal(sealing),
        clock,
        policy: () => policy,
        onSetAside: (report) => deps.post({ kind: 'set-aside', ...report }),
        ...indexedDb,
      })
      const ageing = keepAgeing({
        timers,
        ageCache: () => cache.age(),
        ageCallLog: () => ageCallLog({ mode, store, clock, pause, ...indexedDb }),
        ageOthers: () => ageOtherStores({ store, clock, pause, policy: () => policy, ...indexedDb }),
      })
      let wasFilling = false
      const onState = (state: SyncState) => {
        deps.post({ kind: 'state', state })
        // A long log may have brought more than may stay.
        if (state.state === 'synced' && wasFilling) ageing.soon()
        wasFilling = state.state === 'syncing'
      }
      const loop = createSyncLoop({
        ...deps, cache, onState,
        onApplied: (position, keys) => deps.post({ kind: 'applied', position, keys }),
        onOtherLog: () => deps.post({ kind: 'other-log' }),
      })
      return { cache, loop, ageing }
    } catch {
      deps.post({ kind: 'failed' })
      return null
    }
  }

  function disconnect(loop: SyncLoop): void {
    http?.cancel()
    http = null
    loop.stop()
  }

  async function search({ cache }: Opened, id: number, meaning: Meaning): Promise<void> {
    searching = id
    const isStopped = () => searching !== id
    try {
      await cache.search(meaning, { tell: (step) => deps.post({ kind: 'search-step', search: id, step }), isStopped, pause })
    } catch {
      if (!isStopped()) deps.post({ kind: 'search-step', search: id, step: { hits: [], searched: 0, of: 0, state: 'failed' } })
    }
  }

  function perform(host: Opened, message: Exclude<ToSyncWorker, { kind: 'open' }>): void {
    switch (message.kind) {
      case 'connect':
        http?.cancel()
        http = createDeskHttp(message.connection, deps)
        return host.loop.start(http, message.deskId)
      case 'disconnect':
        return disconnect(host.loop)
      case 'hint':
        return host.loop.hint(message.newest)
      case 'make-room':
        return host.loop.makeRoom()
      case 'policy':
        policy = message.policy
        return host.ageing.soon()
      case 'search':
        return void search(host, message.search, message.meaning)
      case 'stop-search':
        searching = null
        return
      case 'close':
        disconnect(host.loop)
        host.ageing.stop()
        searching = null
        return host.cache.close()
      default:
        return assertNever(message)
    }
  }

  return {
    receive(message) {
      if (message.kind === 'open') opened = open(message.opening)
      else void opened.then((host) => host && perform(host, message))
    },
  }
}
