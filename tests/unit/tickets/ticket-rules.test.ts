import { describe, expect, it } from 'vitest'
import { decideBatch } from '../../../electron/desk/decide-batch'
import { epochMs } from '../../../shared/lib/clock'
import type { Draft } from '../../../shared/tickets/draft'
import { eventsOfDraft, type DraftOutcome } from '../../../shared/tickets/submit-draft'
import { foldEvents } from '../../../shared/tickets/ticket'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import { agent8017, draftOf, eventsOf, morning, noProposal, wageComplaint } from '../../support/drafts'

const now = epochMs(morning + 200_000)
const dispatch: DraftOutcome = { kind: 'sent-for-dispatch', proposal: noProposal }
const closing: readonly DraftOutcome[] = [{ kind: 'answered-directly' }, { kind: 'passed-on', to: '12356' }]
const noContent: DraftOutcome = { kind: 'closed-without-content' }

type Severity = Draft['risks'][number]['severity']
const tagged = (code: string, severity: Severity, spread: Partial<Draft> = {}): Draft =>
  draftOf(1, { values: wageComplaint, noContent: 'nuisance', risks: [{ code, severity, confirmedAt: morning, source: 'agent' }], ...spread })
const refusalOf = (draft: Draft, outcome: DraftOutcome) => {
  const submitted = eventsOfDraft(draft, outcome, { now })
  return submitted.ok ? null : submitted.error.code
}

/** What a console that doesn't know the rule might send: the draft's events with another decision at the end. */
function deskRefusalOf(draft: Draft, decision: Pick<TicketEvent, 'type' | 'data'>): string | null {
  const events = eventsOf(draft)
  const last = events.at(-1)!
  const sent = [...events.slice(0, -1), { ...last, ...decision } as TicketEvent]
  const decided = decideBatch(sent, { known: [], ofTickets: [], ownersOfNumbers: new Map() }, { author: agent8017, practice: false })
  return decided.ok ? null : (decided.error.reason ?? decided.error.code)
}

describe('what an agent may close on the line', () => {
  it.each(['RED', 'ORANGE'] as const)('is nothing %s, answered or told where else to turn', (severity) => {
    for (const outcome of closing) expect(refusalOf(tagged('PETITION', severity), outcome)).toBe('risk-forbids-closing')
    expect(refusalOf(tagged('PETITION', severity), dispatch)).toBeNull()
  })

  it('is nothing with a tag of the list from YELLOW on', () => {
    for (const outcome of closing) {
      expect(refusalOf(tagged('EXTREME', 'YELLOW'), outcome)).toBe('risk-forbids-closing')
      expect(refusalOf(tagged('SAFETY', 'BLUE'), outcome)).toBeNull()
      expect(refusalOf(tagged('PETITION', 'YELLOW'), outcome)).toBeNull()
    }
  })

  it('is nothing that a sum or its repetition has made ORANGE: it is supervised, and that takes an order that runs', () => {
    expect(refusalOf(tagged('AMOUNT', 'ORANGE'), { kind: 'answered-directly' })).toBe('risk-forbids-closing')
    expect(refusalOf(tagged('AMOUNT', 'YELLOW'), { kind: 'answered-directly' })).toBeNull()
  })

  it('is not a caller who thinks of dying, though no tag says so', () => {
    const despair = draftOf(1, { values: wageComplaint, emotions: { start: [{ code: 'DESPAIR', level: 3 }], end: null } })
    expect(refusalOf(despair, { kind: 'answered-directly' })).toBe('risk-forbids-closing')
  })

  it('is the same for the desk, whatever a console sends', () => {
    expect(deskRefusalOf(tagged('EXTREME', 'RED'), { type: 'answered-directly', data: { knowledgeEntries: [] } })).toBe('risk-forbids-closing')
    expect(deskRefusalOf(tagged('EXTREME', 'RED'), { type: 'passed-on', data: { to: '110' } })).toBe('risk-forbids-closing')
    expect(deskRefusalOf(tagged('EXTREME', 'RED'), { type: 'closed-without-content', data: { kind: 'silent' } })).toBe('risk-forbids-closing')
    expect(deskRefusalOf(tagged('SAFETY', 'BLUE'), { type: 'answered-directly', data: { knowledgeEntries: [] } })).toBeNull()
  })

  it('is an order of its own: what is added to an open one goes on with it', () => {
    const order = foldEvents(eventsOf(draftOf(2, { values: wageComplaint })))!
    expect(refusalOf(tagged('EXTREME', 'RED', { mergeInto: order.id }), { kind: 'merged', ticket: order })).toBeNull()
  })
})

describe('a call without content', () => {
  it('is no caller in danger', () => {
    expect(refusalOf(tagged('RETALIATION', 'RED'), noContent)).toBe('risk-forbids-closing')
    expect(refusalOf(tagged('THREAT', 'ORANGE'), noContent)).toBe('risk-forbids-closing')
    expect(refusalOf(tagged('THREAT', 'YELLOW'), noContent)).toBeNull()
  })

  it('is dispatched, answered or sent elsewhere by nobody, however full its form is', () => {
    const filled = draftOf(1, { values: { ...wageComplaint, request_type: 'WX' } })
    for (const outcome of [dispatch, ...closing]) expect(refusalOf(filled, outcome)).toBe('type-is-no-content')
    const order = foldEvents(eventsOf(draftOf(2, { values: wageComplaint })))!
    expect(refusalOf({ ...filled, mergeInto: order.id }, { kind: 'merged', ticket: order })).toBe('type-is-no-content')
    const red = tagged('EXTREME', 'RED', { values: { ...wageComplaint, request_type: 'WX' } })
    expect(refusalOf(red, dispatch)).toBe('type-is-no-content')
  })
})
