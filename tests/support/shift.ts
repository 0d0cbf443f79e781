import type { ShiftAnswer } from '../../shared/shift/shift-api'
import type { ShiftBody, ShiftEvent, ShiftPerson } from '../../shared/shift/shift-event'
import type { WatchedOrder } from '../../shared/shift/watched-order'
import { morning, testUuid } from './drafts'

export const li: ShiftPerson = { personId: testUuid(1), name: '李敏', seat: '8017' }
export const wang: ShiftPerson = { personId: testUuid(2), name: '王强', seat: '8018' }

/** An event whose id says its position. */
export function shiftEvent(position: number, by: ShiftPerson, body: ShiftBody, at: number = morning + position): ShiftEvent {
  return { position, id: testUuid(position), at, by, body }
}

export function watchedOrder(number: number, spread: Partial<WatchedOrder> = {}): WatchedOrder {
  return {
    ticketId: testUuid(number), number: `20261123-8017-${String(number).padStart(3, '0')}-1`, isSecret: false, category: 'WAGE-02', district: '500103', level: null, next: null,
    since: morning, promiseDueAt: null, callBackOwed: false, by: { id: li.personId, name: li.name }, asks: [], ...spread,
  }
}

/** What the desk tells Li when nothing is open. */
export function quietShift(spread: Partial<ShiftAnswer> = {}): ShiftAnswer {
  return { now: morning, me: li.personId, alone: false, orders: [], notices: [], sheets: [], left: [], draftAsks: [], seen: {}, present: [wang], ...spread }
}
