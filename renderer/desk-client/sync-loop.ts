import type { HistoryKey } from '../../shared/callers/phone-number'
import type { Change } from '../../shared/desk-api/desk-api'
import { backoffMs } from '../../shared/lib/backoff'
import { epochMs, type Clock, type EpochMs, type Timers } from '../../shared/lib/clock'
import { createPause } from '../../shared/lib/pause'
import { ok, type Result } from '../../shared/lib/result'
import type { ApplyResult, CachePosition, CallerCacheWriter, OnlyUnit } from '../../shared/tickets/caller-cache'
import type { DeskCallError, DeskHttp } from './desk-http'
import { notSyncing, type SyncFailure, type SyncState } from './sync-state'

export interface SyncLoopDeps {
  readonly cache: CallerCacheWriter
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  onState(state: SyncState): void
  /** Numbers under which a ring would now show something else. */
  onApplied(position: number, keys: readonly HistoryKey[]): void
  /** The desk's log is not the one that was copied: it was set back. Told before anything of the copy goes. */
  onOtherLog(): void
  /**
   * Changes per page. A page is one transaction, and a ring's look-up waits for it: while a long log was copied, 95 of 100
   * look-ups took less than 55 ms with pages of 200, and less than 35 ms with pages of 100.
   */
  readonly pageSize?: number
  /** Changes asked for at once, applied page by page. What a question costs the desk besides its answer is shared by so many. */
  readonly askedAtOnce?: number
}

/** Copies the desk's log into the cache: all that is missing, then whatever a hint announces. */
export interface SyncLoop {
  start(desk: Pick<DeskHttp, 'changes'>, deskId: string): void
  stop(): void
  /** The desk says that its log goes up to here. */
  hint(newest: number): void
  /** Somebody types: for a moment smaller pages are copied, and most of the time nothing is. To be said again as long as it is so. */
  makeRoom(): void
}

const pauses = { baseMs: 500, capMs: 30_000 }
/** Hints may get lost: so often the desk is asked without one. */
const askAtLeastEveryMs = 30_000
/** Between two keys, and between two sentences. */
const roomMs = 1_500
const pageSizeInRoom = 20
const usuallyAskedAtOnce = 500
/** Worker, desk, database and the page's own picture share the cores of one computer: four fifths of the time are left to the others. */
const restPerWork = 4
const longestRestMs = 1_000
/** A copy is made anew at most so often; making it takes minutes when the log is long. */
const anewAtMostEveryMs = 10 * 60_000

type Step =
  | { readonly kind: 'applied'; readonly from: number; readonly position: number; readonly newest: number }
  | { readonly kind: 'failed'; readonly failure: SyncFailure }
  | { readonly kind: 'left' }

/** What the desk has told and is not applied yet. */
interface Told {
  /** Where the copy has to stand for it to fit. */
  readonly at: number
  readonly changes: readonly Change[]
  /** How far they go; those of one unit's orders alone have gaps. */
  readonly through: number
  /** Id of the event where all of it ends, where no change says it. */
  readonly last: string | null
  readonly newest: number
  readonly isAnotherLog: boolean
  readonly only: OnlyUnit | null
}

export function createSyncLoop(deps: SyncLoopDeps): SyncLoop {
  const { cache, clock, timers, pageSize = 100, askedAtOnce = usuallyAskedAtOnce } = deps
  let state: SyncState = notSyncing
  let run: { readonly desk: Pick<DeskHttp, 'changes'>; readonly deskId: string } | null = null
  let told: Told | null = null
  let announced = 0
  const pause = createPause(timers)
  let lastAnewAt: EpochMs | null = null
  let roomUntil = 0
  const isRoomAsked = () => clock.now() < roomUntil

  function show(next: SyncState): void {
    state = next
    deps.onState(next)
  }

  async function follow(here: NonNullable<typeof run>): Promise<void> {
    let failures = 0
    while (run === here) {
      const begunAt = clock.now()
      const step = await page(here)
      if (run !== here || step.kind === 'left') return
      if (step.kind === 'failed') {
        failures += 1
        await wait(step.failure, failures)
        continue
      }
      failures = 0
      const { position, newest } = step
      if (position < newest) {
        const { from, since } = state.state === 'syncing' ? state : { from: step.from, since: clock.now() }
        show({ state: 'syncing', position, newest, from: Math.min(from, position), since })
        if (isRoomAsked()) await rest(clock.now() - begunAt)
        continue
      }
      show({ state: 'synced', position, newest, at: clock.now() })
      if (announced <= position) await pause.wait(askAtLeastEveryMs)
    }
  }

  function rest(workedMs: number): Promise<void> {
    return new Promise((resolve) => void timers.after(Math.min(longestRestMs, Math.max(1, workedMs) * restPerWork), resolve))
  }

  async function wait(failure: SyncFailure, failures: number): Promise<void> {
    const now = clock.now()
    const waitMs = backoffMs(failures, pauses, deps.random)
    const since = state.state === 'failing' ? state.since : now
    show({ state: 'failing', position: state.position, newest: state.newest, since, failure, nextTryAt: epochMs(now + waitMs) })
    await pause.wait(waitMs)
  }

  /** The next page of the copy: of what was told before, or of what the desk tells now. Null once this connection is left. */
  async function next(here: NonNullable<typeof run>, { position, last }: CachePosition): Promise<Result<Omit<Told, 'at'>, DeskCallError> | null> {
    const size = isRoomAsked() ? Math.min(pageSize, pageSizeInRoom) : pageSize
    if (told?.at !== position || told.changes.length === 0) {
      announced = 0
      const answer = await here.desk.changes(position, isRoomAsked() ? size : Math.max(size, askedAtOnce), last)
      if (run !== here) return null
      if (!answer.ok) return answer
      const { changes, newest, only, isAnotherLog = false } = answer.value
      const through = only?.through ?? changes.at(-1)?.position ?? position
      told = { at: position, changes, newest, through, last: only?.last ?? null, isAnotherLog, only: only === undefined ? null : { unit: only.unit } }
    }
    const [changes, rest] = [told.changes.slice(0, size), told.changes.slice(size)]
    // What happened to an order before it was told stands in front, and moves nothing.
    const through = rest.length === 0 ? told.through : Math.max(position, changes.at(-1)?.position ?? position)
    told = { ...told, changes: rest, at: through }
    return ok({ ...told, changes, through })
  }

  /** Applies one page. */
  async function page(here: NonNullable<typeof run>): Promise<Step> {
    try {
      const begun = await cache.begin(here.deskId)
      if (state.state === 'stopped') show({ state: 'syncing', position: begun.position, newest: null, from: begun.position, since: clock.now() })
      const answer = await next(here, begun)
      if (answer === null) return { kind: 'left' }
      if (!answer.ok) return { kind: 'failed', failure: answer.error.code }
      const { changes, newest, through, last, only } = answer.value
      const isOther = answer.value.isAnotherLog || newest < begun.position
      if (isOther) deps.onOtherLog()
      if (only?.unit !== begun.only?.unit) return await ofOthers(here, newest, only)
      if (isOther) return await anew(here, newest, only)
      if (changes.length === 0 && through <= begun.position) return { kind: 'applied', from: begun.position, position: begun.position, newest: begun.position }
      return await settle(here, await cache.apply(changes, through, last), begun.position, answer.value)
    } catch {
      return { kind: 'failed', failure: 'storage-failed' }
    }
  }

  async function settle(here: NonNullable<typeof run>, result: ApplyResult, from: number, { newest, only }: Pick<Told, 'newest' | 'only'>): Promise<Step> {
    if (result.kind === 'has-holes') return anew(here, newest, only)
    if (result.kind === 'overtaken') return { kind: 'applied', from, position: 0, newest }
    deps.onApplied(result.position, result.keys)
    return { kind: 'applied', from, position: result.position, newest: Math.max(newest, result.position) }
  }

  /** The copy does not fit the log (a hole, or a desk that was set back): it is made anew, but not over and over. */
  async function anew(here: NonNullable<typeof run>, newest: number, only: OnlyUnit | null): Promise<Step> {
    if (lastAnewAt !== null && clock.now() - lastAnewAt < anewAtMostEveryMs) return { kind: 'failed', failure: 'has-holes' }
    lastAnewAt = clock.now()
    return ofOthers(here, newest, only)
  }

  /** The desk tells of other orders than before. SECURITY: nothing stays of those that this person may not read any more. */
  async function ofOthers(here: NonNullable<typeof run>, newest: number, only: OnlyUnit | null): Promise<Step> {
    told = null
    await cache.beginAnew(here.deskId, only)
    return { kind: 'applied', from: 0, position: 0, newest: Math.max(newest, 1) }
  }

  return {
    start(desk, deskId) {
      pause.end()
      told = null
      run = { desk, deskId }
      void follow(run)
    },
    stop() {
      run = null
      pause.end()
      show({ state: 'stopped', position: state.position, newest: state.newest })
    },
    hint(newest) {
      announced = Math.max(announced, newest)
      if (state.position === null || newest > state.position) pause.end()
    },
    makeRoom() {
      roomUntil = clock.now() + roomMs
    },
  }
}
