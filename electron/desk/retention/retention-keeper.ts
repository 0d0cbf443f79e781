import { epochMs, type Clock, type EpochMs, type Timers } from '../../../shared/lib/clock'
import { createPause, type Pause } from '../../../shared/lib/pause'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { isToErase } from '../../../shared/tickets/is-to-erase'
import { erasedBefore, isErasureDue, keptForEver } from '../../../shared/tickets/retention'
import type { Ticket } from '../../../shared/tickets/ticket'
import { errorFacts, type DeskLog } from '../desk-log'
import { hourly } from '../hourly'
import { policyOf } from '../people/policies'
import { callsOf } from '../recordings/order-recordings'
import type { Recordings } from '../recordings/recordings'
import type { DueOrders, ErasurePlace } from '../store/retention-table'
import type { SharedStore } from '../store/shared-store'

export interface RetentionKeeperOptions {
  readonly store: Pick<SharedStore, 'records' | 'retention' | 'inOne'>
  readonly recordings: Pick<Recordings, 'facts'>
  readonly clock: Clock
  readonly timers: Timers
  readonly log: DeskLog
}

/** Orders of one transaction: nobody can write an order while it lasts. */
const batchOrders = 100
/** Between two of them, so that whoever writes comes first. */
const restMs = 200

/** Looks every hour whether today's erasure is due. A run that was broken off goes on where it was. */
export function createRetentionKeeper({ timers, log, ...options }: RetentionKeeperOptions): { stop(): Promise<void> } {
  const pause = createPause(timers)
  let isStopped = false
  const keeper = hourly(timers, () => eraseDue({ ...options, pause, isStopped: () => isStopped }).catch((error: unknown) => log({ event: 'personal-not-erased', ...errorFacts(error) })))
  return {
    async stop() {
      isStopped = true
      pause.end()
      await keeper.stop()
    },
  }
}

export interface ErasureOptions extends Omit<RetentionKeeperOptions, 'timers' | 'log'> {
  readonly pause: Pick<Pause, 'wait'>
  isStopped(): boolean
}

/** What another process of the desk erases at the same time is counted there; the first to come to the end writes the line. */
export async function eraseDue({ store, recordings, clock, pause, isStopped }: ErasureOptions): Promise<void> {
  const now = epochMs(clock.now())
  const today = localDateOf(now)
  for (const day of await store.retention.brokenOff(today)) await endRun({ store, clock }, day, 0)
  const months = await monthsInForce(store.records, now)
  const before = erasedBefore(now, months)
  if (before === null) return
  const run = await store.retention.begin({ day: today, months, before }, now)
  if (run.endedAt !== null) return

  let held = 0
  let place: ErasurePlace | null = null
  // Asked before each batch: a policy that is taken back takes effect at once.
  while (!isStopped() && (await monthsInForce(store.records, now)) === run.months) {
    const { tickets, next }: DueOrders = await store.retention.due(run.before, place, batchOrders)
    if (next === null) return endRun({ store, clock }, run.day, held)
    const ended = tickets.filter((ticket) => isToErase(ticket, run.before))
    const areHeld = await Promise.all(ended.map((ticket) => isEvidence(recordings, ticket)))
    held += areHeld.filter(Boolean).length
    const ids = ended.filter((_, index) => areHeld[index] === false).map(({ id }) => id)
    if (ids.length > 0) await store.inOne(({ retention }) => retention.erase(run, ids))
    place = next
    await pause.wait(restMs)
  }
}

/** For ever also as long as no run by the policy is due yet. */
async function monthsInForce(records: ErasureOptions['store']['records'], now: EpochMs): Promise<number> {
  const setAt = await records.changedAt('policies', 'retention')
  return setAt === null || !isErasureDue(now, setAt) ? keptForEver : (await policyOf(records, 'retention')).months
}

async function endRun({ store, clock }: Pick<ErasureOptions, 'store' | 'clock'>, day: string, held: number): Promise<void> {
  await store.inOne(async ({ retention, audit }) => {
    const run = await retention.end(day, held, clock.now())
    if (run === null) return
    const before = localDateOf(epochMs(run.before))
    await audit.add({ by: { kind: 'desk' }, act: { kind: 'personal-erased', months: run.months, before, orders: run.orders, held } }, clock.now())
  })
}

/** A recording that is locked is wanted by somebody, and says little without the order that it is of. */
async function isEvidence(recordings: Pick<Recordings, 'facts'>, ticket: Ticket): Promise<boolean> {
  const facts = await Promise.all(callsOf(ticket).map(({ id }) => recordings.facts(id)))
  return facts.some(({ lock }) => lock === 'locked' || lock === 'asked')
}
