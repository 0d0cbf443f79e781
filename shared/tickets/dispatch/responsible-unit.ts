import { err, ok } from '../../lib/result'
import type { EpochMs } from '../../lib/clock'
import type { Result } from '../../lib/result'
import type { UnitRef } from './departments'

/** One dispatch of an order, in the order in which they were made. */
export interface DispatchRecord {
  readonly unit: UnitRef
  readonly dispatchedAt: EpochMs
  readonly signedAt: EpochMs | null
}

/**
 * Rule 7 (首派负责): the unit that answers for the order now. The first unit keeps it until another has signed; a
 * re-dispatch that nobody has signed for moves nothing. Null before the first dispatch.
 */
export function responsibleUnit(dispatches: readonly DispatchRecord[]): UnitRef | null {
  const signed = dispatches.findLast((dispatch) => dispatch.signedAt !== null)
  return (signed ?? dispatches[0])?.unit ?? null
}

export interface ReturnRequest {
  readonly reason: string
  readonly proposedUnit: UnitRef | null
  readonly isWindowOpen: boolean
}

export type ReturnRefusal =
  | { readonly code: 'return-window-closed' }
  | { readonly code: 'return-needs-reason' }
  | { readonly code: 'return-needs-proposed-unit' }

/** Rule 7: a return (退单) is asked for inside the window only, with a reason and a unit that should have it instead. */
export function checkReturn(request: ReturnRequest): Result<UnitRef, ReturnRefusal> {
  if (!request.isWindowOpen) return err({ code: 'return-window-closed' })
  if (request.reason.trim() === '') return err({ code: 'return-needs-reason' })
  if (request.proposedUnit === null) return err({ code: 'return-needs-proposed-unit' })
  return ok(request.proposedUnit)
}
