import { intakeQuerySchema, newLostCallStepSchema, orderQuerySchema, wallRoutes } from '../../../shared/desk-api/wall-api'
import type { Clock } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import { dayWindow } from '../../../shared/metrics/half-hours'
import { mayTake } from '../../../shared/metrics/lost-call-steps'
import { isRedAndOpen } from '../../../shared/tickets/masked-ticket'
import { foldEvents } from '../../../shared/tickets/ticket'
import { toldChanges } from '../people/told-changes'
import type { SharedStore } from '../store/shared-store'
import type { LostNumbers } from '../wall/lost-numbers'
import type { DeskWallOrders } from '../wall/wall-orders'
import type { GuardedRoutes } from './guarded-routes'

export interface WallRouteOptions {
  readonly store: SharedStore
  readonly orders: DeskWallOrders
  readonly numbers: LostNumbers
  readonly clock: Clock
}

/** The routes of `wall-api.ts`. */
export function addWallRoutes(routes: GuardedRoutes, { store, orders, numbers, clock }: WallRouteOptions): void {
  /** Keys of callers hold for one day. */
  const today = () => dayWindow(clock.now()).from

  routes.get(wallRoutes.orders, 'watch-queue', async (_caller, c) => {
    const [facts, lostCalls] = await Promise.all([orders.now(), store.lostCalls.since(today())])
    return c.json({ ...facts, lostCalls })
  })
  routes.post(wallRoutes.intake, 'watch-queue', intakeQuerySchema, async ({ by, code }) => ok(await orders.intakeRows(by, code)))
  routes.post(wallRoutes.order, 'add-to-orders', orderQuerySchema, async ({ ticketId }, caller) => {
    const changes = await store.changesOfTicket(ticketId)
    if (changes.length === 0) return err({ code: 'not-found' })
    // Under RED a report shows in full who called, and nobody is asked for a reason; of a secret one it is written down below.
    const ticket = foldEvents(changes.map(({ event }) => event))
    if (ticket !== null && isRedAndOpen(ticket)) await store.inOne(({ audit }) => audit.add({ by: caller.by, act: { kind: 'red-order-read', ticketId } }, clock.now()))
    return ok({ changes: await toldChanges({ store, clock }, changes, caller, 'report') })
  })
  routes.post(wallRoutes.lostCalls, 'watch-queue', newLostCallStepSchema, async ({ id, callerKey, lostAt, act }, { by, session: { personId, name } }) => {
    const step = { id, callerKey, act, by: { id: personId, name }, at: clock.now() }
    const taken = await store.lostCalls.add(step, today(), (before) => mayTake(step, { callerKey, lostAt }, before))
    if (taken === null) return ok({ number: null })
    if (taken.ok) return ok({ number: act === 'claim' ? await numbers.tell(callerKey, by) : null })
    return err({ code: taken.error.code === 'claimed-by-other' ? 'taken' : 'stale', reason: taken.error.code })
  })
}
