import type { Change } from '../../../shared/desk-api/desk-api'
import { unitsOfEvent } from '../../../shared/tickets/sent-to'
import type { SharedStore } from '../store/shared-store'

type UnitStore = Pick<SharedStore, 'sendingsAmong' | 'changesOfTickets'>

/** A page of the log: the changes behind `after` up to `through`, without gaps. */
export interface LogPage {
  readonly after: number
  readonly through: number
  readonly changes: readonly Change[]
}

/**
 * What of a page is told to somebody who reads one unit's orders only. An order is the unit's from the change on that names it: what came
 * before is told with that change, so that the order is whole from then on, and until then nothing says that there is one.
 */
export async function changesOfUnit(store: UnitStore, { after, through, changes }: LogPage, unit: string | null): Promise<Change[]> {
  const since = await sentSince(store, ticketsOf(changes), unit)
  const isNew = (ticketId: string) => (since.get(ticketId) ?? Infinity) <= through && (since.get(ticketId) ?? 0) > after
  const goOn = changes.filter(({ event }) => (since.get(event.ticketId) ?? Infinity) <= after)
  const whole = await store.changesOfTickets([...since.keys()].filter(isNew), through)
  return [...whole, ...goOn].sort((one, other) => one.position - other.position)
}

/** The position at which each of these orders was first sent to the unit; those that never were are left out. */
async function sentSince(store: Pick<UnitStore, 'sendingsAmong'>, ticketIds: readonly string[], unit: string | null): Promise<ReadonlyMap<string, number>> {
  const since = new Map<string, number>()
  if (unit === null) return since
  for (const { position, event } of await store.sendingsAmong(ticketIds)) {
    if (unitsOfEvent(event).includes(unit)) since.set(event.ticketId, Math.min(position, since.get(event.ticketId) ?? position))
  }
  return since
}

function ticketsOf(changes: readonly Change[]): readonly string[] {
  return [...new Set(changes.map(({ event }) => event.ticketId))]
}
