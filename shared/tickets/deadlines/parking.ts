import { err, ok } from '../../lib/result'
import type { Result } from '../../lib/result'
import type { ActionLevel, ParkingProcedure } from './limit-table'
import { addDays } from './local-time'
import type { LocalDate } from './local-time'
import type { DeadlineData } from './shipped'

export interface ParkingRequest {
  /** What the order waits for; null = none named. */
  readonly procedure: ParkingProcedure | null
  readonly hasProof: boolean
  readonly reviewOn: LocalDate | null
  readonly today: LocalDate
  readonly level: ActionLevel
}

export type ParkingRefusal =
  | { readonly code: 'parking-red-has-none' }
  | { readonly code: 'parking-needs-procedure'; readonly allowed: readonly ParkingProcedure[] }
  | { readonly code: 'parking-needs-proof' }
  | { readonly code: 'parking-needs-review-date' }
  | { readonly code: 'parking-review-out-of-range'; readonly from: LocalDate; readonly to: LocalDate }

/** Whether an order may be parked (挂账): a named procedure with proof, and a review date at most 30 days ahead. */
export function checkParking(request: ParkingRequest, data: DeadlineData): Result<LocalDate, ParkingRefusal> {
  const { procedures, reviewWithinDays } = data.limits.parking
  if (request.level === 'RED') return err({ code: 'parking-red-has-none' })
  if (request.procedure === null || !procedures.includes(request.procedure)) {
    return err({ code: 'parking-needs-procedure', allowed: procedures })
  }
  if (!request.hasProof) return err({ code: 'parking-needs-proof' })
  if (request.reviewOn === null) return err({ code: 'parking-needs-review-date' })
  const from = addDays(request.today, 1)
  const to = addDays(request.today, reviewWithinDays)
  if (request.reviewOn < from || request.reviewOn > to) return err({ code: 'parking-review-out-of-range', from, to })
  return ok(request.reviewOn)
}
