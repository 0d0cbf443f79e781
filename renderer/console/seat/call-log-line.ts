import type { Call, CallId } from '../../../shared/calls/call'
import type { CallCourse } from '../../../shared/calls/call-course'
import type { CallLine, CallLogEntry, CallRecord } from '../../../shared/calls/call-log'
import type { CallerIdentity } from '../../../shared/callers/sip-identity'
import type { Wanted } from '../../../shared/outbox/wanted'
import type { Draft } from '../../../shared/tickets/draft'

type EndedCall = Extract<Call, { state: 'ended' }>

/** The line that an ended call leaves in this seat's list of calls. `course` is null when the phone told none; `orders` are those that it was dialled about. */
export function callLogLine(call: EndedCall, { number }: CallerIdentity, practice: boolean, course: CallCourse | null, orders: readonly string[]): CallLine {
  return {
    callId: call.id,
    queueCallId: call.offer.queueCallId,
    direction: call.direction,
    startedAt: call.startedAt,
    answeredAt: call.answeredAt,
    endedAt: call.endedAt,
    outcome: call.outcome.kind,
    queue: call.offer.queue,
    historyKey: number.key,
    practice,
    record: recordOf(call, course),
    ...(orders.length === 0 ? {} : { orders: [...orders] }),
    ...(call.offer.supervises === null ? { numberDisplay: number.display } : { numberDisplay: call.offer.supervises.extension, supervised: call.offer.supervises.how }),
  }
}

function recordOf({ outcome, endedAt }: EndedCall, course: CallCourse | null): CallRecord {
  const steps = course?.steps ?? []
  return {
    endedBy: outcome.kind === 'completed' ? outcome.endedBy : null,
    declineReason: outcome.kind === 'rejected' ? outcome.reason : null,
    sipCode: outcome.kind === 'failed' ? outcome.sipCode : null,
    transferredTo: outcome.kind === 'transferred' ? outcome.to : null,
    lostBy: outcome.kind === 'lost' ? outcome.cause : null,
    // A phone that died with the call could not say so.
    steps: steps.some(({ kind }) => kind === 'ended') ? [...steps] : [...steps, { kind: 'ended', at: endedAt }],
    sound: course?.sound?.summary ?? null,
  }
}

/** The line of a call as its draft knows it: how it ended is not among that. Only incoming calls have drafts. */
export function lineOfDraft({ call, practice }: Draft): CallLine {
  const { callId, queueCallId, startedAt, answeredAt, endedAt, queue, numberDisplay, historyKey, manual } = call
  const byHand = manual === undefined ? {} : { manual }
  return { callId, queueCallId, direction: 'incoming', startedAt, answeredAt, endedAt, outcome: null, queue, numberDisplay, historyKey, practice, record: null, ...byHand }
}

/** The same from what was submitted, where the draft is lost; null when no call led to it. */
export function lineOfWanted({ call, caller }: Wanted, practice: boolean): CallLine | null {
  if (call === null) return null
  const number = { numberDisplay: caller?.numberDisplay ?? '', historyKey: caller?.historyKey ?? null }
  return { ...call, direction: 'incoming', outcome: null, ...number, practice, record: null }
}

/** What this seat's list says of the calls that the line may still know. */
export interface EarlierCalls {
  /** Their draft was submitted or discarded before they ended: that is when a line without an outcome is written. */
  readonly dealtWith: ReadonlySet<CallId>
  /** They have a line. Whatever is over and has none ended while nobody could write it down. */
  readonly logged: ReadonlySet<CallId>
}

export function earlierCalls(entries: readonly CallLogEntry[]): EarlierCalls {
  const ids = (some: readonly CallLogEntry[]) => new Set(some.map(({ callId }) => callId as CallId))
  return { dealtWith: ids(entries.filter(({ outcome }) => outcome === null)), logged: ids(entries) }
}

/** The caller was talked to and is gone, and nothing was written of it. */
export function isUnwritten(call: Call, { logged }: EarlierCalls): boolean {
  return call.state === 'ended' && call.direction === 'incoming' && call.answeredAt !== null && !logged.has(call.id)
}
