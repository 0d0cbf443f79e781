import type { EpochMs } from '../../lib/clock'
import { err, ok } from '../../lib/result'
import type { Result } from '../../lib/result'
import type { ActionLevel } from './limit-table'
import { isPast } from './local-time'
import type { DeadlineData } from './shipped'

export interface ExtensionRequest {
  readonly workingDays: number
  readonly askedAt: EpochMs
  readonly dueAt: EpochMs
  readonly level: ActionLevel
  /** The order's limit before any extension, in working days. */
  readonly originalWorkingDays: number
  readonly grantedBefore: number
  readonly grantedBy: 'dispatcher' | 'lead'
}

export type ExtensionRefusal =
  | { readonly code: 'extension-red-has-none' }
  | { readonly code: 'extension-asked-too-late'; readonly dueAt: EpochMs }
  | { readonly code: 'extension-needs-lead' }
  | { readonly code: 'extension-used-up'; readonly max: number }
  | { readonly code: 'extension-too-long'; readonly max: number }

/**
 * Whether an extension (延期) may be granted; the value is its length in working days. Asked for before the due time;
 * once, a second time by the lead; never longer than the original limit nor than ten working days. RED has none,
 * ORANGE one, by the lead. The caller is told reason and new date (checked by the life cycle).
 */
export function checkExtension(request: ExtensionRequest, data: DeadlineData): Result<number, ExtensionRefusal> {
  const { maxTimes, maxTimesWithLead, maxWorkingDays } = data.limits.extension
  if (request.level === 'RED') return err({ code: 'extension-red-has-none' })
  if (isPast(request.dueAt, request.askedAt)) return err({ code: 'extension-asked-too-late', dueAt: request.dueAt })
  const maxGrants = request.level === 'ORANGE' ? maxTimes : maxTimesWithLead
  if (request.grantedBefore >= maxGrants) return err({ code: 'extension-used-up', max: maxGrants })
  const needsLead = request.level === 'ORANGE' || request.grantedBefore >= maxTimes
  if (needsLead && request.grantedBy !== 'lead') return err({ code: 'extension-needs-lead' })
  const max = Math.min(request.originalWorkingDays, maxWorkingDays)
  if (!Number.isInteger(request.workingDays) || request.workingDays < 1 || request.workingDays > max) {
    return err({ code: 'extension-too-long', max })
  }
  return ok(request.workingDays)
}
