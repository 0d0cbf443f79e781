import type { EpochMs } from '../../lib/clock'
import type { RequestTypeCode } from '../taxonomy'
import { clockStart } from './handling-clock'
import { limitsOf } from './limits'
import { localDateOf } from './local-time'
import type { DeadlineData } from './shipped'
import { dueAfterWorkingDays } from './working-days'

/** An order at the moment in which it leaves the seat. */
export interface HandedIn {
  readonly callStartedAt: EpochMs
  readonly handedInAt: EpochMs
}

/** Where the days of an order are counted from when it is handed in; the dispatcher's own time comes later than that. */
export function startOfOrder({ callStartedAt, handedInAt }: HandedIn): EpochMs {
  return clockStart({ firstDispatchedAt: handedInAt, callStartedAt, takenOffline: isHandedInLate({ callStartedAt, handedInAt }), resetByLeadAt: null })
}

/** On a later day than the call, because there was no desk or because the draft was put away: the caller's days run all the same. */
export function isHandedInLate({ callStartedAt, handedInAt }: HandedIn): boolean {
  return localDateOf(callStartedAt) < localDateOf(handedInAt)
}

/** When the result of an order is due; null where there is no limit. The console shows it, the desk reckons it anew. */
export function dueOfOrder(order: HandedIn & { readonly type: RequestTypeCode }, data: DeadlineData): EpochMs | null {
  const days = limitsOf({ type: order.type, level: null, complexity: 'GENERAL' }, data.limits).handlingWorkingDays
  return days === null ? null : dueAfterWorkingDays(startOfOrder(order), days, data.calendar).dueAt
}
