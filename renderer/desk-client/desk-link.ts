import type { DeskHealth, Hint } from '../../shared/desk-api/desk-api'
import type { DeskConnection } from '../../shared/ipc/values'
import { backoffMs } from '../../shared/lib/backoff'
import { epochMs, type Clock, type EpochMs, type Timers } from '../../shared/lib/clock'
import { createPause } from '../../shared/lib/pause'
import { createDeskHttp, type DeskCallError, type DeskHttp, type DeskHttpDeps } from './desk-http'
import { nextLink, type LinkEvent, type LinkFailure, type LinkState } from './link-state'

export interface DeskLinkDeps extends DeskHttpDeps {
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  /** The kind of desk this seat may speak with. */
  readonly practice: boolean
  onState(state: LinkState): void
  /** The desk has shown itself under this connection: now things may be sent. */
  onReachable(http: DeskHttp, connection: DeskConnection, desk: DeskHealth): void
  onLost(): void
  /** `lists`: of which version the desk's lists are, where it has any. */
  onHint(newest: number, lists: string | undefined): void
}

/** Keeps in touch with the desk: knows whether it answers, hears its hints, follows it to a new port. */
export interface DeskLink {
  /** Null: there is no desk at present (it is being started again). */
  connect(connection: DeskConnection | null): void
  /** The desk to ask now, while it is reachable. */
  http(): DeskHttp | null
  /** Something else has found the desk not answering, or back: look at once. */
  lookNow(): void
  dispose(): void
}

const pauses = { baseMs: 250, capMs: 5_000 }
/** A stream that ends sooner than this was none; asking for it again waits. */
const properStreamMs = 1_000

export function createDeskLink(deps: DeskLinkDeps): DeskLink {
  const { clock, timers } = deps
  let state: LinkState = { state: 'no-connection' }
  let current: { readonly http: DeskHttp; isReachable: boolean } | null = null
  const pause = createPause(timers)

  function move(event: LinkEvent): void {
    const next = nextLink(state, event)
    if (next === state) return
    state = next
    deps.onState(state)
  }

  function leave(): void {
    const left = current
    current = null
    left?.http.cancel()
    pause.end()
    if (left?.isReachable) deps.onLost()
  }

  async function follow(connection: DeskConnection): Promise<void> {
    const here = { http: createDeskHttp(connection, deps), isReachable: false }
    current = here
    for (let failures = 0; current === here; ) {
      const trouble = await look(here, connection)
      if (current !== here) return
      failures = trouble === null ? 0 : failures + 1
      const streamedFrom = clock.now()
      if (trouble === null) {
        await here.http.hints((hint) => hear(here, hint))
        if (clock.now() - streamedFrom < properStreamMs && current === here) await pause.wait(pauses.baseMs)
        continue
      }
      const waitMs = backoffMs(failures, pauses, deps.random)
      move({ kind: 'failed', at: clock.now(), failure: trouble, nextTryAt: later(clock.now(), waitMs) })
      await pause.wait(waitMs)
    }
  }

  /** Asks who is there. Null = the desk that we may speak with. */
  async function look(here: NonNullable<typeof current>, connection: DeskConnection): Promise<LinkFailure | null> {
    const health = await here.http.health()
    if (current !== here) return null
    const trouble = health.ok ? (health.value.practice === deps.practice ? null : 'practice-mismatch') : failureOf(health.error)
    if (health.ok && trouble === null) {
      move({ kind: 'answered', at: clock.now(), desk: health.value })
      if (!here.isReachable) {
        here.isReachable = true
        deps.onReachable(here.http, connection, health.value)
      }
      return null
    }
    if (here.isReachable) {
      here.isReachable = false
      deps.onLost()
    }
    return trouble
  }

  function hear(here: NonNullable<typeof current>, { newest, now, lists }: Hint): void {
    if (current !== here) return
    move({ kind: 'heard', at: clock.now(), newest, deskNow: now })
    deps.onHint(newest, lists)
  }

  return {
    connect(connection) {
      leave()
      if (connection === null) {
        move({ kind: 'connection-taken' })
        return
      }
      move({ kind: 'connection-given', at: clock.now() })
      void follow(connection)
    },
    http: () => (current?.isReachable ? current.http : null),
    lookNow: () => pause.end(),
    dispose: leave,
  }
}

function failureOf(error: DeskCallError): LinkFailure {
  if (error.code === 'desk-error') return error.error.code === 'unauthorized' ? 'unauthorized' : 'desk-error'
  return error.code === 'cancelled' ? 'unreachable' : error.code
}

function later(now: EpochMs, ms: number): EpochMs {
  return epochMs(now + ms)
}
