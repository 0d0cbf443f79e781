import { assertNever } from '../../shared/lib/assert-never'
import type { Clock, Timers } from '../../shared/lib/clock'
import { createDeskHttp, type DeskHttp } from '../desk-client/desk-http'
import { createSyncLoop, type SyncLoop } from '../desk-client/sync-loop'
import type { CacheOpening, FromSyncWorker, ToSyncWorker } from '../desk-client/sync-messages'
import { openCacheWriter } from '../storage/open-cache'
import { createSeal } from '../storage/sealing'
import type { IndexedDbParts } from '../storage/work-database'

export interface SyncHostDeps {
  readonly post: (message: FromSyncWorker) => void
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly indexedDb?: IndexedDbParts
}

interface Opened {
  readonly loop: SyncLoop
  close(): void
}

/** The worker's side: takes messages in order, keeps the cache in step with the desk. */
export function createSyncHost(deps: SyncHostDeps): { receive(message: ToSyncWorker): void } {
  let opened: Promise<Opened | null> = Promise.resolve(null)
  let http: DeskHttp | null = null

  async function open({ mode, sealing }: CacheOpening): Promise<Opened | null> {
    try {
      const cache = await openCacheWriter({
        mode,
        seal: createSeal(sealing),
        clock: deps.clock,
        onSetAside: (report) => deps.post({ kind: 'set-aside', ...report }),
        ...(deps.indexedDb === undefined ? {} : { indexedDb: deps.indexedDb }),
      })
      const loop = createSyncLoop({
        ...deps,
        cache,
        onState: (state) => deps.post({ kind: 'state', state }),
        onApplied: (position, keys) => deps.post({ kind: 'applied', position, keys }),
      })
      return { loop, close: () => cache.close() }
    } catch {
      deps.post({ kind: 'failed', code: 'storage-failed' })
      return null
    }
  }

  function disconnect(loop: SyncLoop): void {
    http?.cancel()
    http = null
    loop.stop()
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
      case 'close':
        disconnect(host.loop)
        return host.close()
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
