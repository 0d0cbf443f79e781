import type { Call } from '../../../shared/calls/call'
import type { CallerIdentity } from '../../../shared/callers/sip-identity'
import type { EpochMs } from '../../../shared/lib/clock'
import type { Draft } from '../../../shared/tickets/draft'
import type { Author } from '../../../shared/tickets/ticket-event'

/** What a draft keeps of its call. */
export function callOfDraft(call: Call, identity: CallerIdentity): Draft['call'] {
  return {
    callId: call.id,
    queueCallId: call.offer.queueCallId,
    queue: call.offer.queue,
    startedAt: call.startedAt,
    answeredAt: call.state === 'live' ? call.answeredAt : null,
    endedAt: null,
    numberDisplay: identity.number.display,
    historyKey: identity.number.key,
  }
}

/** The call of a draft that is entered by hand. Nobody measures when such a call ends. */
export function manualCallAt(at: EpochMs, callId: string): Draft['call'] {
  return { callId, queueCallId: null, queue: null, startedAt: at, answeredAt: at, endedAt: null, numberDisplay: '', historyKey: null, manual: 'mobile' }
}

/** An empty draft, bound to our own call id. */
export function newDraft(
  call: Draft['call'],
  make: { readonly id: string; readonly ticketId: string; readonly number: string; readonly practice: boolean; readonly author: Author; readonly at: EpochMs },
): Draft {
  return {
    id: make.id,
    revision: 0,
    ticketId: make.ticketId,
    number: make.number,
    practice: make.practice,
    author: make.author,
    createdAt: make.at,
    changedAt: make.at,
    touched: false,
    call,
    caller: { kind: 'undecided' },
    values: {},
    unread: {},
    emotions: { start: null, end: null },
    risks: [],
    lowerings: [],
    noRisk: false,
    answeredSuggestions: [],
    actionsDone: {},
    knowledgeUsed: [],
    noContent: null,
    warnings: [],
    reveals: [],
    mergeInto: null,
  }
}
