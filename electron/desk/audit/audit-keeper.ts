import { epochMs, type Clock, type Timers } from '../../../shared/lib/clock'
import { addDays, localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { errorFacts, type DeskLog } from '../desk-log'
import { hourly } from '../hourly'
import { policyOf } from '../people/policies'
import type { SharedStore } from '../store/shared-store'

export interface AuditKeeperOptions {
  readonly store: SharedStore
  readonly clock: Clock
  readonly timers: Timers
  readonly log: DeskLog
}

/** Takes rows away that are past their age, and writes where the audit stands into the log, which is kept elsewhere. */
export function createAuditKeeper({ store, clock, timers, log }: AuditKeeperOptions): { stop(): Promise<void> } {
  return hourly(timers, async () => {
    await expireAudit({ store, clock }).catch((error: unknown) => log({ event: 'audit-not-expired', ...errorFacts(error) }))
    await store.audit.days().then(
      (days) => {
        const last = days.at(-1)
        if (last !== undefined) log({ event: 'audit-head', head: `${last.day}:${last.lastNumber}:${last.lastHash.toString('hex')}` })
      },
      () => undefined,
    )
  })
}

/** What each day ended with stays, and so does a line that says how much has gone. */
export async function expireAudit({ store, clock }: Pick<AuditKeeperOptions, 'store' | 'clock'>): Promise<void> {
  const { keepDays } = await policyOf(store.records, 'audit')
  const before = addDays(localDateOf(epochMs(clock.now())), -keepDays)
  await store.inOne(async ({ audit }) => {
    const rows = await audit.expire(before)
    if (rows > 0) await audit.add({ by: { kind: 'desk' }, act: { kind: 'audit-expired', before, rows } }, clock.now())
  })
}
