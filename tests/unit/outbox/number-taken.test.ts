import { expect, it } from 'vitest'
import { createFreshNumber } from '../../../renderer/console/app/fresh-number'
import { takeWayOn } from '../../../renderer/console/app/refused-order'
import { createViewStore } from '../../../renderer/console/app/view-store'
import { epochMs } from '../../../shared/lib/clock'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { formatTicketNumber } from '../../../shared/tickets/ticket-number'
import { draftOf, eventsOf, noProposal, testUuid, wageComplaint } from '../../support/drafts'
import { createScriptedDesk } from '../../support/scripted-desk'
import { createVirtualTime } from '../../support/virtual-time'
import { openWorkingSeat } from '../../support/working-seat'

const numberAt = (at: number, counter: number) => formatTicketNumber({ date: localDateOf(epochMs(at)), seat: '8017', counter, practice: false })

it('an order under a number that another PC has given under this seat code reaches the desk under a new one, and the agent knows', async () => {
  const time = createVirtualTime()
  const desk = createScriptedDesk()
  for (const counter of [1, 2, 3]) desk.log.append(eventsOf(draftOf(counter, { values: wageComplaint, number: numberAt(time.clock.now(), counter) })))
  let counter = 0
  let ids = 0
  const nextNumber = async (at: number) => numberAt(at, (counter += 1))
  const seat = await openWorkingSeat({ time, fetch: desk.fetch, nextNumber, newId: () => testUuid(90_000_000 + (ids += 1)), onSubmitted: () => undefined })
  const { keeper, actions, storage, cache } = seat
  const submit = async (id: string) => expect(await actions.submit(id, { kind: 'sent-for-dispatch', proposal: noProposal })).toMatchObject({ ok: true })
  const waits = () => storage.outbox.entries().find(({ draftId }) => draftId !== null)
  seat.client.connect({ origin: 'http://127.0.0.1:1', token: desk.token })

  const id = (await seat.answers('15400001234')) ?? ''
  actions.change(id, (draft) => ({ ...draft, values: wageComplaint, touched: true }))
  const { ticketId, number: told } = keeper.get(id)?.draft ?? { ticketId: '', number: '' }
  await seat.hangsUp()
  await submit(id)
  await time.until(() => waits()?.delivery.state === 'refused')

  const view = createViewStore('seat')
  const ports = { ...seat, outbox: storage.outbox, view, clock: time.clock, drafts: actions, freshNumber: createFreshNumber({ nextNumber, cache }) }
  const entry = waits()
  if (entry !== undefined) await takeWayOn(entry, { kind: 'repair' }, ports as unknown as Parameters<typeof takeWayOn>[2])
  const fresh = keeper.get(id)?.draft.number
  expect(view.getState().toast).toMatchObject({ look: 'warn', values: { taken: told, number: fresh } })
  await submit(id)
  await time.until(() => storage.outbox.entries().length === 0)

  const opened = desk.log.changes.flatMap(({ event }) => (event.type === 'opened' && event.ticketId === ticketId ? [event.data.number] : []))
  expect(opened).toEqual([numberAt(time.clock.now(), 4)])
  expect((await storage.callLog.recent(1))[0]?.ticketNumbers).toEqual(opened)
  seat.close()
})
