import { DAY_MS } from '../../../shared/callers/local-day'
import { mostLockedOrders, type LockedFloor, type LockedOrder } from '../../../shared/floor/floor-line'
import { isSteering, type FloorSignal } from '../../../shared/floor/floor-signal'
import { noMessages, nextMessages } from '../../../shared/floor/messages'
import { askedTogether } from '../../../shared/lib/asked-together'
import type { Clock } from '../../../shared/lib/clock'
import type { FloorTable } from '../store/floor-table'
import { createSignalReader } from './signal-reader'

/** What leads want of seats that are locked. */
export interface LockedSeats {
  toldTo(personId: string): Promise<Pick<LockedFloor, 'orders' | 'messages'>>
}

/** A seat asks every few seconds; what it has not answered by then was said while nobody could hear, as at a console whose page is away. */
const ordersHoldMs = 60_000

/** SECURITY: a locked console is told codes, an extension, the seat of a lead and a number of messages; names and words stay here. */
export function createLockedSeats({ floor, clock }: { readonly floor: Pick<FloorTable, 'signalsAfter' | 'positionBefore'>; readonly clock: Clock }): LockedSeats {
  const reader = createSignalReader(floor, { clock, withinMs: DAY_MS })
  /** Orders by whom they are for; answered ones are gone. */
  let orders: readonly (LockedOrder & { readonly personId: string; readonly at: number })[] = []
  let said: readonly FloorSignal[] = []

  function hear(signal: FloorSignal): void {
    const { id, to, body, from, at } = signal
    if (isSteering(body) && to.kind === 'person') orders = [...orders, { id, bySeat: from.seat, order: body, personId: to.personId, at }]
    if (body.kind === 'obeyed') orders = orders.filter((order) => order.id !== body.signalId)
    if (body.kind === 'message' || body.kind === 'message-read') said = [...said, signal]
  }

  async function look(): Promise<void> {
    await reader.readOn(hear)
    const now = clock.now()
    orders = orders.filter(({ at }) => at > now - ordersHoldMs)
    said = said.filter(({ at }) => at > now - DAY_MS)
  }

  const lookOn = askedTogether(look)

  return {
    async toldTo(personId) {
      await lookOn()
      const isFor = ({ to, from }: FloorSignal) => to.kind === 'everybody' || from.personId === personId || (to.kind === 'person' && to.personId === personId)
      return {
        orders: orders.filter((order) => order.personId === personId).slice(0, mostLockedOrders).map(({ id, bySeat, order }) => ({ id, bySeat, order })),
        messages: said.filter(isFor).reduce((messages, signal) => nextMessages(messages, signal, signal.at, personId), noMessages).unread.length,
      }
    },
  }
}
