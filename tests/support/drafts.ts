import fc from 'fast-check'
import { lineOfDraft } from '../../renderer/console/seat/call-log-line'
import type { Submission } from '../../shared/outbox/outbox'
import { dueOfOrder } from '../../shared/tickets/deadlines/order-clock'
import { shippedDeadlineData } from '../../shared/tickets/deadlines/shipped'
import type { Draft } from '../../shared/tickets/draft'
import { longestOfParticipant, longestText, mostParticipants, type TextKey } from '../../shared/tickets/fields/field-lengths'
import { longestUnread } from '../../shared/tickets/fields/unread-words'
import type { FieldValues } from '../../shared/tickets/fields/field-values'
import { foldEvents, type Ticket } from '../../shared/tickets/ticket'
import { eventsOfDraft, type DraftOutcome } from '../../shared/tickets/submit-draft'
import type { Author, TicketEvent } from '../../shared/tickets/ticket-event'
import { REQUEST_TYPES } from '../../shared/tickets/taxonomy'
import { epochMs } from '../../shared/lib/clock'

/** 2026-11-23 10:00 in Chongqing. */
export const morning = epochMs(Date.parse('2026-11-23T10:00:00+08:00'))

export const agent8017: Author = { kind: 'agent', id: '8017', name: '练习', seat: '8017' }

/** A UUIDv7 that says its own number, for readable failures. */
export function testUuid(number: number): string {
  return `019aae00-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
}

/** A draft as it is when the phone has just rung; `spread` overrides. Ids follow from `number`. */
export function draftOf(number: number, spread: Partial<Draft> = {}): Draft {
  const base = number * 1_000_000
  return {
    id: testUuid(base),
    revision: 1,
    ticketId: testUuid(base + 500_000),
    number: `20261123-8017-${String(number).padStart(3, '0')}-1`,
    practice: false,
    author: agent8017,
    createdAt: morning,
    changedAt: morning,
    touched: true,
    call: {
      callId: testUuid(base + 600_000),
      queueCallId: null,
      queue: 'hotline',
      startedAt: morning,
      answeredAt: morning + 4_000,
      endedAt: morning + 180_000,
      numberDisplay: '154-0000-0012',
      historyKey: '8615400000012',
    },
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
    ...spread,
  }
}

/** What a complaint about wages looks like when it goes to the units. */
export const wageComplaint: FieldValues = {
  request_type: 'TS',
  category: 'WAGE-02',
  caller_name: '秦木根',
  description: '班组十人被要求当天退场，说好隔天结账，一周没动静。',
  employer_name: '重庆示例江岸装饰工程有限公司',
  work_district: '500103',
  amount_owed_fen: 40_000_000,
  amount_scope: 'total',
}

export const noProposal = { leadUnit: null, cooperatingUnits: [], district: null, handleDueAt: null }

const handedInAt = epochMs(morning + 200_000)
const deadlines = shippedDeadlineData()

/** Sent for dispatch with the limit that a console shows, which is the one that the desk reckons. */
function sentForDispatch({ values, call }: Draft): DraftOutcome {
  const type = REQUEST_TYPES.find((code) => code === values.request_type)
  const handleDueAt = type === undefined ? null : dueOfOrder({ type, callStartedAt: epochMs(call.startedAt), handedInAt }, deadlines)
  return { kind: 'sent-for-dispatch', proposal: { ...noProposal, handleDueAt } }
}

/** Events of a draft that must be legal. */
export function eventsOf(draft: Draft, outcome: DraftOutcome = sentForDispatch(draft)): readonly TicketEvent[] {
  const submitted = eventsOfDraft(draft, outcome, { now: handedInAt })
  if (!submitted.ok) throw new Error(`refused: ${submitted.error.code}`)
  return submitted.value.events
}

/** A draft as it goes into the outbox. */
export function submissionOfDraft(draft: Draft, outcome?: DraftOutcome): Submission {
  const merged = outcome?.kind === 'merged' ? outcome.ticket : null
  const call = { line: lineOfDraft(draft), ticketNumber: merged?.number ?? draft.number }
  return { id: draft.id, ticketId: merged?.id ?? draft.ticketId, events: eventsOf(draft, outcome), draft, call }
}

export function ticketOf(draft: Draft, outcome?: DraftOutcome): Ticket {
  const ticket = foldEvents(eventsOf(draft, outcome))
  if (ticket === null) throw new Error('no events')
  return ticket
}

/** A few signs of any script, or as many as the limit lets in. */
const text = (max: number) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }).filter((value) => value.length <= max) },
    { weight: 1, arbitrary: fc.constant('满'.repeat(max)) },
  )
const upTo = (most: number) => fc.oneof({ weight: 5, arbitrary: fc.nat(Math.min(most, 1e9)) }, { weight: 1, arbitrary: fc.constant(most) })
const mostFen = 1e11
const riskCode = fc.constantFrom('EXTREME', 'GROUP', 'GATHER', 'AMOUNT', 'REPEAT', 'PUBLIC', 'THREAT', 'SAFETY')
const severity = fc.constantFrom('RED', 'ORANGE', 'YELLOW', 'BLUE')
const emotions = fc.option(fc.array(fc.record({ code: fc.constantFrom('ANGRY', 'GRIEF'), level: fc.nat(3) }), { maxLength: 3 }), { nil: null })
const at = fc.nat(3_600_000).map((ms) => morning + ms)

const callerArbitrary: fc.Arbitrary<Draft['caller']> = fc.oneof(
  fc.constant({ kind: 'undecided' as const }),
  fc.constant({ kind: 'anonymous' as const }),
  fc.record({ kind: fc.constantFrom('known' as const, 'new' as const, 'someone-else' as const), personId: fc.nat(5).map(testUuid) }),
)

const unread = fc.record(Object.fromEntries(Object.entries(longestUnread).map(([slot, max]) => [slot, text(Math.min(max, 60)).filter((words) => words.trim() !== '')])), { requiredKeys: [] })
const participant = fc.record({ name: text(longestOfParticipant.name), phone: text(longestOfParticipant.phone), amount_fen: fc.option(upTo(mostFen), { nil: null }) })
const texts = Object.fromEntries(Object.entries(longestText).map(([key, max]) => [key, text(max)])) as Record<TextKey, fc.Arbitrary<string>>

export const valuesArbitrary: fc.Arbitrary<FieldValues> = fc.record(
  {
    ...texts,
    anonymous: fc.boolean(),
    confidential: fc.boolean(),
    participants: fc.oneof(
      { weight: 9, arbitrary: fc.array(participant, { maxLength: 3 }) },
      { weight: 1, arbitrary: participant.map((row) => Array.from({ length: mostParticipants }, () => row)) },
    ),
    work_district: fc.constantFrom('500103', '500108'),
    request_type: fc.constantFrom('ZX', 'TS', 'JB'),
    category: fc.constantFrom('WAGE-02', 'INJURY-01'),
    workers_count: upTo(9998).map((count) => count + 1),
    amount_owed_fen: upTo(mostFen),
    evidence: fc.array(text(40), { maxLength: 20 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<FieldValues>

/** Any draft that an agent may leave behind, right or wrong. */
export const draftArbitrary: fc.Arbitrary<Draft> = fc
  .record({
    number: fc.integer({ min: 1, max: 900 }),
    revision: fc.nat(5_000),
    caller: callerArbitrary,
    values: valuesArbitrary,
    unread,
    emotions: fc.record({ start: emotions, end: emotions }),
    risks: fc.array(fc.record({ code: riskCode, severity, confirmedAt: at, source: fc.constantFrom('agent' as const, 'suggestion' as const) }), { maxLength: 6 }),
    noRisk: fc.boolean(),
    answeredSuggestions: fc.array(
      fc.record({
        code: riskCode,
        level: fc.oneof(severity, fc.nat(3)),
        answer: fc.constantFrom('accepted' as const, 'refused' as const),
        reason: fc.option(text(40), { nil: null }),
        at,
      }),
      { maxLength: 6 },
    ),
    actionsDone: fc.dictionary(fc.constantFrom('CALL_LEAD', 'REPORT_30', 'STAY'), at),
    knowledgeUsed: fc.array(fc.constantFrom('KB001', 'KB028'), { maxLength: 2 }),
    noContent: fc.constantFrom('silent' as const, 'nuisance' as const, null),
  })
  .map(({ number, ...spread }) => draftOf(number, spread as Partial<Draft>))
