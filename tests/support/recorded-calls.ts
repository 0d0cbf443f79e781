import fc from 'fast-check'
import { lineOfDraft } from '../../renderer/console/seat/call-log-line'
import { courseSteps, mostSteps } from '../../shared/calls/call-course'
import type { CallLine } from '../../shared/calls/call-log'
import { recordedCallOf, type RecordedCall } from '../../shared/calls/recorded-call'
import { epochMs } from '../../shared/lib/clock'
import type { Submission } from '../../shared/outbox/outbox'
import { callRecordedEvent } from '../../shared/tickets/call-recorded-event'
import type { Draft } from '../../shared/tickets/draft'
import { agent8017, draftOf, morning, testUuid } from './drafts'

/** The line of the call of a draft after its end; `spread` overrides. */
export function endedLine(draft: Draft = draftOf(1), spread: Partial<CallLine> = {}): CallLine {
  const { startedAt, answeredAt, endedAt } = draft.call
  return {
    ...lineOfDraft(draft),
    endedAt: endedAt ?? startedAt + 180_000,
    outcome: 'completed',
    record: {
      endedBy: 'caller', declineReason: null, sipCode: null, transferredTo: null, lostBy: null,
      steps: [
        { kind: 'rang', at: epochMs(startedAt) },
        { kind: 'answered', at: epochMs(answeredAt ?? startedAt) },
        { kind: 'ended', at: epochMs(endedAt ?? startedAt + 180_000) },
      ],
      sound: { samples: 3, worstOpinion: 3.1, meanOpinion: 4.2, worstLoss: 0.1, worstJitterMs: 12, worstRoundTripMs: null, oneWayTimes: 1 },
    },
    ...spread,
  }
}

export function recordedCall(spread: Partial<CallLine> = {}): RecordedCall {
  return recordedCallOf(endedLine(draftOf(1), spread))
}

/** The delivery that tells an order of a call. */
export function recordSubmission(ticketId: string, call: RecordedCall): Submission {
  const event = callRecordedEvent(ticketId, call, agent8017)
  return { id: event.id, ticketId, events: [event], draft: null, call: null }
}

const at = fc.nat(3_600_000).map((ms) => epochMs(morning + ms))

/** A line of any call, ended in whatever way. */
export const endedLineArbitrary: fc.Arbitrary<CallLine> = fc
  .record({
    call: fc.nat(3),
    startedAt: at,
    answeredAt: fc.option(at, { nil: null }),
    endedAt: fc.option(at, { nil: null }),
    outcome: fc.constantFrom('completed' as const, 'transferred' as const, 'missed' as const, 'lost' as const, null),
    transferredTo: fc.option(fc.oneof(fc.constantFrom('8001', '110', '12345', '13912345678', '02363890000', '63890000', '*57'), fc.string({ maxLength: 32 })), { nil: null }),
    endedBy: fc.constantFrom('agent' as const, 'caller' as const, null),
    steps: fc.array(fc.record({ kind: fc.constantFrom(...courseSteps), at }), { maxLength: mostSteps }),
  })
  .map(({ call, transferredTo, endedBy, steps, ...line }) =>
    endedLine(draftOf(1), { ...line, callId: testUuid(600 + call), record: { endedBy, declineReason: null, sipCode: null, transferredTo, lostBy: null, steps, sound: null } }),
  )
