import type { Context, Hono } from 'hono'
import type { AuditEntry } from '../../../shared/desk-api/audit'
import type { BookInUse } from '../../../shared/desk-book/book-in-use'
import type { Clock } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import { shiftReportQuerySchema, shiftRoutes } from '../../../shared/shift/shift-api'
import { newShiftEventSchema, rightForShift, type ShiftBody, type ShiftPerson } from '../../../shared/shift/shift-event'
import type { Author } from '../../../shared/tickets/ticket-event'
import type { Caller } from '../people/caller'
import { createShiftDesk } from '../shift/shift-desk'
import { reportShift, type ReportParts } from '../shift/report-shift'
import type { SharedStore } from '../store/shared-store'
import type { ShiftTable } from '../store/shift-table'
import { answer } from './answers'
import type { GuardedRoutes } from './guarded-routes'

export interface SharedShiftOptions {
  readonly store: Pick<SharedStore, 'shift' | 'floor' | 'inOne' | 'changesAfter'>
  readonly queues: ReportParts['queues']
  readonly clock: Clock
  readonly lists: () => Promise<Pick<BookInUse, 'deadlines' | 'house'>>
}

/** The routes of `shift-api.ts` at a desk that knows who asks. What a lead decides, and a sheet's way from hand to hand, is written down. */
export function addShiftRoutes(routes: GuardedRoutes, { store, queues, clock, lists }: SharedShiftOptions): void {
  const desk = createShiftDesk({
    table: store.shift, clock, alone: false,
    present: async (now) => (await store.floor.present(now)).map(({ seat: { personId, name, seat } }) => ({ personId, name, seat })),
  })
  routes.get(shiftRoutes.shift, 'signed-in', async (caller, c) => c.json(await desk.look(personOf(caller), { reads: caller.may('read-orders') && caller.reads.kind === 'all', decides: caller.may('approve') })))
  routes.post(shiftRoutes.events, 'signed-in', newShiftEventSchema, async (event, caller) => {
    const need = rightForShift(event.body.kind)
    if (need !== 'signed-in' && !caller.may(need)) return err({ code: 'forbidden', reason: need })
    return desk.add(event, personOf(caller), () => store.inOne(async ({ shift, audit }) => {
      await shift.add(event, personOf(caller), clock.now())
      const act = auditedAct(event.body, event.id)
      if (act !== null) await audit.add({ by: caller.by, act }, clock.now())
    }))
  })
  routes.post(shiftRoutes.report, 'read-shift-report', shiftReportQuerySchema, async (window) => {
    const { deadlines, house } = await lists()
    return ok(await reportShift(window, {
      queues, practice: false, deadlines, settings: house.figures, changesAfter: store.changesAfter, positionAt: store.shift.positionAt, ordersAmong: store.shift.ordersAmong,
      left: async () => ({ ...(await desk.left()), seats: (await store.floor.present(clock.now())).map(({ seat }) => seat) }),
    }, clock.now()))
  })
}

const personOf = ({ session: { personId, name, seatCode } }: Caller): ShiftPerson => ({ personId, name, seat: seatCode })

function auditedAct(body: ShiftBody, id: string): AuditEntry['act'] | null {
  switch (body.kind) {
    case 'sheet-signed':
      return { kind: 'sheet-signed', sheetId: id, lines: body.lines.length }
    case 'sheet-accepted':
      return { kind: 'sheet-accepted', sheetId: body.sheetId }
    case 'draft-decided':
      return { kind: 'draft-decided', askId: body.askId, granted: body.granted }
    default:
      return null
  }
}

export interface OwnShiftOptions extends Omit<ReportParts, 'positionAt' | 'left' | 'ordersAmong'> {
  readonly shift: ShiftTable
  readonly author: Author
  readonly clock: Clock
}

/** The same at a desk with one agent, who does everything. */
export function mountShiftRoutes(app: Hono, { shift, author, clock, ...parts }: OwnShiftOptions): void {
  const me: ShiftPerson = { personId: author.id, name: author.name, seat: author.seat }
  const desk = createShiftDesk({ table: shift, clock, alone: true, present: () => Promise.resolve([]) })
  app.get(shiftRoutes.shift, async (c) => c.json(await desk.look(me, { reads: true, decides: true })))
  app.post(shiftRoutes.events, (c: Context) => answer(c, newShiftEventSchema, (event) => desk.add(event, me, () => shift.add(event, me, clock.now()))))
  app.post(shiftRoutes.report, (c: Context) =>
    answer(c, shiftReportQuerySchema, async (window) => ok(await reportShift(window, {
      ...parts, positionAt: shift.positionAt, ordersAmong: shift.ordersAmong, left: async () => ({ ...(await desk.left()), seats: [] }),
    }, clock.now()))))
}
