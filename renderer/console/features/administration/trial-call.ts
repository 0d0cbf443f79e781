import { assertNever } from '../../../../shared/lib/assert-never'
import type { CallId } from '../../../../shared/calls/call'
import type { LineErrorCode, LineSnapshot } from '../../../../shared/calls/phone-line'

/**
 * A call that is made to see whether a number can be reached.
 *
 * ```
 * none --asked--> asked --(line: an outgoing call that was not there)--> under-way --(line: ended)--> over
 *                   +--refused--> refused            any --cleared--> none
 * ```
 */
export type TrialCall =
  | { readonly kind: 'none' }
  | { readonly kind: 'asked'; readonly number: string; readonly before: ReadonlySet<CallId> }
  | { readonly kind: 'refused'; readonly number: string; readonly code: LineErrorCode }
  | { readonly kind: 'under-way'; readonly number: string; readonly callId: CallId; readonly startedAt: number; readonly answeredAt: number | null }
  | { readonly kind: 'over'; readonly number: string; readonly startedAt: number; readonly answeredAt: number | null; readonly endedAt: number; readonly sipCode: number | null }

export type TrialEvent =
  | { readonly kind: 'asked'; readonly number: string; readonly line: LineSnapshot }
  | { readonly kind: 'refused'; readonly code: LineErrorCode }
  | { readonly kind: 'line'; readonly line: LineSnapshot }
  | { readonly kind: 'cleared' }

export const noTrial: TrialCall = { kind: 'none' }

export function nextTrial(trial: TrialCall, event: TrialEvent): TrialCall {
  switch (event.kind) {
    case 'asked':
      return trial.kind === 'asked' || trial.kind === 'under-way' ? trial : { kind: 'asked', number: event.number, before: new Set(event.line.calls.map(({ id }) => id)) }
    case 'refused':
      return trial.kind === 'asked' ? { kind: 'refused', number: trial.number, code: event.code } : trial
    case 'cleared':
      return noTrial
    case 'line':
      return nextByLine(trial, event.line)
    default:
      return assertNever(event)
  }
}

function nextByLine(trial: TrialCall, { calls }: LineSnapshot): TrialCall {
  if (trial.kind !== 'asked' && trial.kind !== 'under-way') return trial
  const call = trial.kind === 'asked'
    ? calls.find(({ id, direction }) => direction === 'outgoing' && !trial.before.has(id))
    : calls.find(({ id }) => id === trial.callId)
  if (call === undefined) return trial
  const { number } = trial
  if (call.state === 'ended') {
    return { kind: 'over', number, startedAt: call.startedAt, answeredAt: call.answeredAt, endedAt: call.endedAt, sipCode: call.outcome.kind === 'failed' ? call.outcome.sipCode : null }
  }
  const answeredAt = call.state === 'live' ? call.answeredAt : null
  if (trial.kind === 'under-way' && trial.answeredAt === answeredAt) return trial
  return { kind: 'under-way', number, callId: call.id, startedAt: call.startedAt, answeredAt }
}
