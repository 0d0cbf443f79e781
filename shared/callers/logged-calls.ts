import type { CallLogEntry } from '../calls/call-log'
import { epochMs } from '../lib/clock'
import type { CallItem, HistoryItem } from './person'
import { parseHistoryKey } from './phone-number'

/** The call in hand: neither it nor another ring of the same queue call is part of the past. */
export interface PresentCall {
  readonly callId: string
  readonly queueCallId: string | null
  readonly startedAt: number
}

/** A call that passed on to another seat is there by its order, if it came to one, which then began within this time. */
const passedOnWithinMs = 10 * 60_000
const passesOn: ReadonlySet<CallLogEntry['outcome']> = new Set(['missed', 'rejected', 'answered-elsewhere'] as const)

/**
 * The calls of a number that no order tells of, from this seat's own list: who gave up, whom nobody answered, whose call
 * went into an older order. A queue call that rang several times is one call. `known` are the number's orders and calls.
 */
export function loggedCalls(lines: readonly CallLogEntry[], present: PresentCall, known: readonly HistoryItem[]): readonly CallItem[] {
  const once = new Map<string, CallLogEntry>()
  for (const line of lines) {
    const { callId, queueCallId } = line
    const isPresent = callId === present.callId || (queueCallId !== null && queueCallId === present.queueCallId)
    if (isPresent || line.direction !== 'incoming' || line.startedAt >= present.startedAt) continue
    const before = once.get(queueCallId ?? callId)
    if (before === undefined || before.answeredAt === null) once.set(queueCallId ?? callId, line)
  }
  return [...once.values()].filter((line) => !isTold(line, known)).map(itemOf)
}

function isTold({ startedAt, outcome }: CallLogEntry, known: readonly HistoryItem[]): boolean {
  const until = passesOn.has(outcome) ? startedAt + passedOnWithinMs : startedAt
  return known.some(({ at }) => at >= startedAt && at <= until)
}

function itemOf(line: CallLogEntry): CallItem {
  return {
    what: 'call',
    id: line.callId,
    at: epochMs(line.startedAt),
    key: line.historyKey === null ? null : parseHistoryKey(line.historyKey),
    summary: '',
    outcome: line.ticketNumbers.length === 0 ? outcomeOf(line) : 'added-to-order',
  }
}

function outcomeOf({ outcome, answeredAt }: CallLogEntry): CallItem['outcome'] {
  switch (outcome) {
    case 'cancelled-by-caller':
      return 'gave-up'
    case 'missed':
      return 'not-answered'
    case 'rejected':
      return 'declined'
    case 'answered-elsewhere':
      return 'taken-elsewhere'
    case 'failed':
      return 'not-put-through'
    case 'lost':
      return 'dropped'
    case 'completed':
    case 'transferred':
    case null:
      return answeredAt === null ? 'not-answered' : 'unfinished'
  }
}
