import { exportFilterSchema, exportQuerySchema, orderExportRoutes } from '../../../shared/desk-api/order-export'
import { rolesOn } from '../../../shared/people/own-unit'
import { may } from '../../../shared/people/permissions'
import type { OrderExport } from '../export/order-export'
import { tokenOf } from '../people/session-token'
import type { LiveSession } from '../store/sessions-table'
import { fail } from './answers'
import { parseInput } from './desk-errors'
import type { GuardedRoutes } from './guarded-routes'

export interface ExportRouteOptions {
  readonly orders: OrderExport
  readonly find: (token: string) => Promise<LiveSession | null>
}

/** The routes of `order-export.ts`. */
export function addExportRoutes(routes: GuardedRoutes, { orders, find }: ExportRouteOptions): void {
  routes.get(orderExportRoutes.count, 'export', async (_caller, c) => {
    const filter = parseInput(exportFilterSchema, c.req.query())
    return filter.ok ? c.json({ orders: await orders.count(filter.value) }) : fail(c, filter.error)
  })
  routes.get(orderExportRoutes.orders, 'export', async ({ by, session }, c) => {
    const query = parseInput(exportQuerySchema, c.req.query())
    if (!query.ok) return fail(c, query.error)
    const { form, ...filter } = query.value
    const token = tokenOf(c.req.header('Authorization')) ?? ''
    const stream = await orders.begin({
      filter, form, by,
      isStillAllowed: async () => may((await find(token))?.roles ?? [], 'export'),
      mayTake: (order) => may(rolesOn(session, order), 'export'),
    })
    c.header('Content-Type', 'application/x-ndjson')
    return c.body(stream as ReadableStream)
  })
}
