import type { Change } from '../../../shared/desk-api/desk-api'
import type { Clock } from '../../../shared/lib/clock'
import { namesOfEvents, withoutIdentity } from '../../../shared/tickets/secret-parts'
import type { SharedStore } from '../store/shared-store'
import type { Caller } from './caller'

/**
 * Changes of the log as this person may know them: of secret orders without who has called, unless a role, or having written the
 * order, gives that. Who sees somebody else's secret order with its identity is written down before it is answered.
 */
export async function toldChanges(
  { store, clock }: { readonly store: SharedStore; readonly clock: Clock },
  changes: readonly Change[],
  caller: Caller,
  through: 'changes' | 'report',
): Promise<Change[]> {
  const secret = await store.secretOrdersAmong([...new Set(changes.map(({ event }) => event.ticketId))])
  if (secret.length === 0) return [...changes]
  const hidden = new Map<string, readonly string[]>()
  const seen: string[] = []
  for (const { ticketId, events } of secret) {
    const writtenBy = events.flatMap(({ author }) => (author.kind === 'agent' ? [author.id] : []))
    if (!caller.maySeeIdentityOf({ writtenBy })) hidden.set(ticketId, namesOfEvents(events))
    else if (!writtenBy.includes(caller.session.personId)) seen.push(ticketId)
  }
  if (seen.length > 0) {
    await store.inOne(({ audit }) => audit.add({ by: caller.by, act: { kind: 'secret-orders-read', ticketIds: seen, through } }, clock.now()))
  }
  return changes.map((change) => {
    const names = hidden.get(change.event.ticketId)
    return names === undefined ? change : { ...change, event: withoutIdentity(change, names) }
  })
}
