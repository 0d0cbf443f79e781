import type { PageApi } from '../../../shared/ipc/page-api'
import type { HistoryKey } from '../../../shared/callers/phone-number'
import type { Clock } from '../../../shared/lib/clock'
import type { OutboxEntry } from '../../../shared/outbox/outbox'
import { wantedOf } from '../../../shared/outbox/wanted'
import { waysOn, type OpenOrder, type WayOn } from '../../../shared/outbox/ways-on'
import type { CallerCache } from '../../../shared/tickets/caller-cache'
import type { Ticket } from '../../../shared/tickets/ticket'
import { isOpen } from '../../../shared/tickets/ticket-rules'
import { lineOfWanted } from '../seat/call-log-line'
import { fieldsOfRefusal } from '../features/outbox/refusal'
import { repairRefused, type Repair } from './repair-refused'
import type { Services } from './services'
import { showToast } from './view-store'
import { writtenByAnother } from './written-by'

/** The desk's side of an order that came back, and what can be done about it. */
export interface DeskSide {
  /** The order as the desk has it; null when it has none. */
  readonly now: Ticket | null
  readonly ways: readonly WayOn[]
}

/** More than these nobody looks through during a call. */
const mostOthers = 3

/** Looks up what the desk has, in the local copy: the network may be away. */
export async function deskSideOf(entry: OutboxEntry, cache: Pick<CallerCache, 'confirmed' | 'lookup'>): Promise<DeskSide> {
  const wanted = wantedOf(entry.events)
  const [now, others] = await Promise.all([cache.confirmed(entry.ticketId).catch(() => null), othersOf(wanted.caller?.historyKey ?? null, cache)])
  if (entry.delivery.state !== 'refused') return { now, ways: [] }
  const { refusal } = entry.delivery
  return { now, ways: waysOn({ refusal, wanted, hasDraft: entry.draftId !== null, now, others }) }
}

async function othersOf(key: string | null, cache: Pick<CallerCache, 'confirmed' | 'lookup'>): Promise<readonly OpenOrder[]> {
  const people = key === null ? [] : await cache.lookup(key as HistoryKey).catch(() => [])
  const ids = people.flatMap(({ history }) => history.flatMap((item) => (item.what === 'order' ? [item.id] : [])))
  const orders = await Promise.all([...new Set(ids)].map((id) => cache.confirmed(id).catch(() => null)))
  return orders
    .filter((order) => order !== null && isOpen(order.state) && order.values.confidential !== true)
    .slice(0, mostOthers)
    .flatMap((order) => (order === null ? [] : [{ id: order.id, number: order.number }]))
}

/** Why an order that came back is thrown away; it stands in the program's log. */
export const discardReasons = ['recorded-elsewhere', 'no-longer-so', 'caller-withdrew', 'mistake'] as const
export type DiscardReason = (typeof discardReasons)[number]

type Ports = Pick<Services, 'outbox' | 'keeper' | 'seat' | 'view' | 'clock' | 'drafts' | 'isPractice' | 'agent' | 'start' | 'freshNumber'> & { readonly lingxi: Pick<PageApi<'console'>, 'reportProblem'> }

/** Goes the way that the agent has chosen. */
export async function takeWayOn(entry: OutboxEntry, way: Exclude<WayOn, { kind: 'discard' }>, ports: Ports): Promise<void> {
  const refusal = entry.delivery.state === 'refused' ? entry.delivery.refusal : null
  const fields = refusal === null ? [] : fieldsOfRefusal(refusal)
  switch (way.kind) {
    case 'repair':
      return repairRefused(entry.id, { fields, renumber: refusal?.reason === 'number-taken' ? takenNumber(entry, ports.clock) : null }, ports)
    case 'own-order':
      return repairRefused(entry.id, { fields, mergeInto: null }, ports)
    case 'add-to':
      return repairRefused(entry.id, { fields, mergeInto: way.order.id }, ports)
    case 'send-again':
      await ports.outbox.move(entry.id, { kind: 'released', at: ports.clock.now() })
  }
}

function takenNumber({ events }: OutboxEntry, clock: Clock): NonNullable<Repair['renumber']> | null {
  const { number, call } = wantedOf(events)
  return number === null ? null : { taken: number, at: call?.startedAt ?? clock.now() }
}

/** Forgets an order that came back, also where its draft is lost. */
export async function discardRefused(entry: OutboxEntry, reason: DiscardReason, ports: Ports): Promise<void> {
  const wanted = wantedOf(entry.events)
  const isOwn = wanted.author !== null && writtenByAnother(wanted.author, ports) === null
  const isDone = ports.keeper.get(entry.id) !== null
    ? await ports.drafts.discard(entry.id)
    : (await ports.outbox.discard(entry.id, isOwn ? lineOfWanted(wanted, ports.isPractice) : null)).ok
  if (!isDone) return showToast(ports.view, 'warn', 'seat.notDiscarded')
  void ports.lingxi.reportProblem({ code: 'refused-order-discarded', facts: { reason } })
}
