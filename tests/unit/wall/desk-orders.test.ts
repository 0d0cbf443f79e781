import { expect, it } from 'vitest'
import type { DeskHttp } from '../../../renderer/desk-client/desk-http'
import { createDeskOrders } from '../../../renderer/wall/desk/desk-orders'
import { deskRoutes } from '../../../shared/desk-api/desk-api'
import { err, ok } from '../../../shared/lib/result'
import { draftOf, testUuid, ticketOf, wageComplaint } from '../../support/drafts'
import { createManualTime } from '../../support/manual-time'

it('a report that a lead signs goes to the desk without what no database keeps: half an emoji of a text that was pasted', async () => {
  const time = createManualTime()
  const sent: unknown[] = []
  const orders = createDeskOrders({
    clock: time, timers: time, random: () => 0, newId: () => testUuid(900), who: { id: '8001', name: '周敏', seat: '8001' },
    onChange: () => undefined, onHouse: () => undefined,
  })
  orders.follow({
    lines: () => new Promise(() => undefined),
    ask: (async (path: string, _schema: unknown, body?: unknown) => {
      if (path !== deskRoutes.events) return err({ code: 'unreachable' })
      sent.push(body)
      return ok({ receipts: [] })
    }) as DeskHttp['ask'],
  })
  const ticket = ticketOf(draftOf(1, { values: wageComplaint }))
  expect((await orders.reports.sign(ticket, { id: testUuid(901), code: 'WRITTEN_REPORT', text: '已到场\ud83d\u0000，人都在' })).ok).toBe(true)
  orders.dispose()
  expect(sent).toMatchObject([{ events: [{ type: 'report-signed', personal: { report: '已到场，人都在' } }] }])
})
