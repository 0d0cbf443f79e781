import { changesQuerySchema, deskRoutes, eventBatchSchema, ticketStatusQuerySchema, type ChangesAnswer } from '../../../shared/desk-api/desk-api'
import { parcelRoute, sealedParcelSchema } from '../../../shared/desk-api/unsent-parcel'
import type { Clock } from '../../../shared/lib/clock'
import { fewAtOnce } from '../../../shared/lib/few-at-once'
import { rolesOn } from '../../../shared/people/own-unit'
import { may } from '../../../shared/people/permissions'
import { idWithoutCall } from '../../../shared/tickets/secret-parts'
import type { DeskLists } from '../decide-batch'
import { createDesk } from '../desk'
import { bytesOfChange, createLogTail, type TailPage } from '../log-tail'
import type { Caller } from '../people/caller'
import { changesOfUnit } from '../people/changes-of-unit'
import type { createParcelDelivery } from '../people/deliver-parcel'
import { orderAudit } from '../people/order-audit'
import { tokenOf } from '../people/session-token'
import { toldChanges } from '../people/told-changes'
import type { SharedStore } from '../store/shared-store'
import { fail } from './answers'
import { parseInput } from './desk-errors'
import type { GuardedRoutes } from './guarded-routes'
import type { HintStreams } from './hint-stream'

export interface OrderRouteOptions {
  readonly store: SharedStore
  readonly clock: Clock
  readonly streams: HintStreams
  readonly lists: () => Promise<DeskLists>
  readonly deliver: ReturnType<typeof createParcelDelivery>
  readonly isGood: (token: string) => Promise<boolean>
}

/** Whoever copies what is long past waits for others who do, never somebody with a caller on the line. */
const copiedAtOnce = 4

/** The routes of `desk-api.ts`, for everybody who works on orders. */
export function addOrderRoutes(routes: GuardedRoutes, { store, clock, streams, lists, deliver, isGood }: OrderRouteOptions): void {
  const deskOf = (caller: Caller) =>
    createDesk({
      store: store.logFor((event) => orderAudit(event, caller.by)), clock, lists, practice: false, author: caller.author, mayMake: caller.mayMake,
      mayRead: ({ sentTo = [] }) => may(rolesOn(caller.session, { sentTo }), 'read-orders'),
    })

  /** `ChangesAnswer` as it is sent. Only what is secret is looked at for this one person. */
  async function bytesOfPage({ entries, newest }: TailPage, caller: Caller): Promise<Uint8Array<ArrayBuffer>> {
    const secret = entries.flatMap(({ change, isSecret }) => (isSecret ? [change] : []))
    const told = await toldChanges({ store, clock }, secret, caller, 'changes')
    const own = new Map(told.map((change) => [change.position, bytesOfChange(change)]))
    // SECURITY: of a secret change nothing but what this person is told.
    const parts = entries.flatMap(({ change, bytes, isSecret }) => (isSecret ? own.get(change.position) ?? [] : bytes))
    return Buffer.concat([Buffer.from('{"changes":['), ...parts.map((part, at) => (at === 0 ? part.subarray(1) : part)), Buffer.from(`],"newest":${newest}}`)])
  }

  /** The same for somebody who reads the orders of one unit only. */
  async function pageOfUnit(after: number, { changes, ...log }: ChangesAnswer, unit: string | null, caller: Caller): Promise<ChangesAnswer> {
    const end = changes.at(-1)
    const through = end?.position ?? after
    const own = await changesOfUnit(store, { after, through, changes }, unit)
    const only = { unit, through, ...(end === undefined || unit === null ? {} : { last: idWithoutCall(end) }) }
    return { ...log, changes: await toldChanges({ store, clock }, own, caller, 'changes'), only }
  }

  routes.get(deskRoutes.health, 'signed-in', async (caller, c) => c.json(await deskOf(caller).health()))
  routes.get(deskRoutes.stream, 'signed-in', async (_caller, c) => {
    c.header('Content-Type', 'application/x-ndjson')
    const token = tokenOf(c.req.header('Authorization')) ?? ''
    return c.body(streams.open(() => isGood(token)) as ReadableStream)
  })
  const tail = createLogTail({ store, clock })
  const fewBehind = fewAtOnce(copiedAtOnce)
  routes.get(deskRoutes.changes, 'read-orders', async (caller, c) => {
    const query = parseInput(changesQuerySchema, c.req.query())
    if (!query.ok) return fail(c, query.error)
    const { reads } = caller
    const page = await tail.page(query.value)
    if (page !== null && reads.kind === 'of-unit') {
      return c.json(await pageOfUnit(query.value.after, { changes: page.entries.map(({ change }) => change), newest: page.newest }, reads.unit, caller))
    }
    if (page !== null) return c.body(await bytesOfPage(page, caller), 200, { 'Content-Type': 'application/json' })
    return fewBehind(async () => {
      const told = await deskOf(caller).changes(query.value)
      if (reads.kind === 'of-unit') return c.json(await pageOfUnit(query.value.after, told, reads.unit, caller))
      return c.json({ ...told, changes: await toldChanges({ store, clock }, told.changes, caller, 'changes') })
    })
  })
  // What of a batch somebody may write depends on each event; `decide-batch.ts` asks `mayMake`.
  routes.post(deskRoutes.events, 'read-orders', eventBatchSchema, (batch, caller) => deskOf(caller).accept(batch))
  routes.post(deskRoutes.ticketStatus, 'read-orders', ticketStatusQuerySchema, (query, caller) => deskOf(caller).ticketStatus(query))
  routes.post(parcelRoute, 'write-orders', sealedParcelSchema, (parcel, caller) => deliver(parcel, caller))
}
