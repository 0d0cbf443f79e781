import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseInput } from '../../../electron/desk/http/desk-errors'
import { eventBatchSchema } from '../../../shared/desk-api/desk-api'
import { epochMs } from '../../../shared/lib/clock'
import { draftSchema } from '../../../shared/tickets/draft'
import { personalFieldKeys } from '../../../shared/tickets/fields/field-values'
import { callerFactsOf, eventsOfDraft, type DraftOutcome } from '../../../shared/tickets/submit-draft'
import { longestText, mostParticipants } from '../../../shared/tickets/fields/field-lengths'
import { foldEvents } from '../../../shared/tickets/ticket'
import { ticketEventSchema } from '../../../shared/tickets/ticket-event'
import { checkEvent } from '../../../shared/tickets/ticket-rules'
import { draftArbitrary, draftOf, eventsOf, morning, noProposal, testUuid, ticketOf, wageComplaint } from '../../support/drafts'

const now = epochMs(morning + 200_000)
const dispatch: DraftOutcome = { kind: 'sent-for-dispatch', proposal: { ...noProposal, leadUnit: 'DU', handleDueAt: morning + 1_000_000 } }
const newTicketOutcomes = fc.constantFrom<DraftOutcome>(
  { kind: 'answered-directly' }, dispatch, { kind: 'passed-on', to: '12345' }, { kind: 'closed-without-content' },
)

describe('a submitted draft becomes the first events of its ticket', () => {
  it('opens, names the caller, records, tags and decides, in this order', () => {
    const draft = draftOf(1, {
      caller: { kind: 'new', personId: testUuid(7) },
      values: wageComplaint,
      emotions: { start: [{ code: 'AGITATED', level: 2 }], end: null },
      risks: [{ code: 'GROUP', severity: 'ORANGE', confirmedAt: morning + 60_000, source: 'suggestion' }],
      answeredSuggestions: [{ code: 'GATHER', level: 'YELLOW', answer: 'refused', reason: 'figure-of-speech', at: morning + 70_000 }],
      actionsDone: { CALL_LEAD: morning + 90_000 },
    })
    expect(eventsOf(draft, dispatch).map((event) => event.type)).toEqual([
      'opened', 'caller-identified', 'facts-recorded', 'emotions-recorded', 'risk-confirmed', 'risk-refused', 'action-done', 'sent-for-dispatch',
    ])
  })

  it('opens at the first ring and not at the upload', () => {
    expect(ticketOf(draftOf(1, { values: wageComplaint }), dispatch).createdAt).toBe(morning)
  })

  it('keeps personal values beside the event, never in it', () => {
    fc.assert(
      fc.property(draftArbitrary, (draft) => {
        const submitted = eventsOfDraft(draft, { kind: 'closed-without-content' }, { now })
        if (!submitted.ok) return
        for (const event of submitted.value.events) {
          const inside = event.type === 'facts-recorded' ? Object.keys(event.data.values) : []
          expect(inside.filter((key) => (personalFieldKeys as readonly string[]).includes(key))).toEqual([])
        }
      }),
    )
  })

  it('is text that the desk takes, whatever was pasted into the draft', () => {
    const damage = fc.constantFrom('\u0000', '\ud83d', '\ude00', '\ud83d\u0000\ude00')
    fc.assert(
      fc.property(draftArbitrary, newTicketOutcomes, damage, (draft, outcome, damaged) => {
        const { values } = draft
        const draftWithDamage = {
          ...draft,
          call: { ...draft.call, numberDisplay: `${damaged}${draft.call.numberDisplay}` },
          values: { ...values, description: `欠薪${damaged}三月`, participants: [{ name: damaged, phone: damaged, amount_fen: null }] },
        }
        const submitted = eventsOfDraft(draftWithDamage, outcome, { now })
        if (!submitted.ok) return
        expect(parseInput(eventBatchSchema, JSON.parse(JSON.stringify({ events: submitted.value.events }))).ok).toBe(true)
      }),
    )
  })

  it('gives the same ids when the same revision is submitted twice, and others for a repaired one', () => {
    const draft = draftOf(1, { values: wageComplaint })
    const ids = eventsOf(draft).map((event) => event.id)
    expect(eventsOf(draft).map((event) => event.id)).toEqual(ids)
    expect(new Set([...ids, ...eventsOf({ ...draft, revision: 2 }).map((event) => event.id)]).size).toBe(2 * ids.length)
  })

  it('says what the draft said, legally, or nothing at all', () => {
    fc.assert(
      fc.property(draftArbitrary, newTicketOutcomes, (draft, outcome) => {
        expect(draftSchema.parse(draft)).toEqual(draft)
        const submitted = eventsOfDraft(draft, outcome, { now })
        if (!submitted.ok) return
        const { events } = submitted.value
        let ticket = null
        for (const event of events) {
          expect(ticketEventSchema.parse(event)).toEqual(event)
          expect(checkEvent(ticket, event).ok).toBe(true)
          expect(event.basedOn).toBe(ticket === null ? 0 : (ticket as { version: number }).version)
          ticket = foldEvents([event], ticket)
        }
        expect(new Set(events.map((event) => event.id)).size).toBe(events.length)
        const { note, ...values } = draft.values
        const said = Object.values(draft.unread).map((words) => (words ?? '').trim())
        for (const words of [note ?? '', ...said]) expect(ticket!.values.note ?? '').toContain(words)
        expect(ticket).toMatchObject({
          id: draft.ticketId,
          number: draft.number,
          values: said.length === 0 ? draft.values : values,
          emotions: draft.emotions,
          actionsDone: draft.actionsDone,
          caller: callerFactsOf(draft),
          version: events.length,
        })
        const confirmed = new Map(draft.risks.map(({ code, severity }) => [code, severity]))
        expect(new Map(ticket!.risks.map(({ code, severity }) => [code, severity]))).toEqual(confirmed)
      }),
    )
  })

  it.each([
    [{ kind: 'answered-directly' }, 'ANSWERED'],
    [dispatch, 'REVIEWING'],
    [{ kind: 'passed-on', to: '12345' }, 'ANSWERED'],
    [{ kind: 'closed-without-content' }, 'CALL_RECORD'],
  ] as const)('%o leaves the ticket %s', (outcome, state) => {
    expect(ticketOf(draftOf(1, { values: wageComplaint, noContent: 'silent' }), outcome as DraftOutcome).state).toBe(state)
  })

  it('a complaint without a place of work is not dispatched, a direct answer needs type and category only', () => {
    const { work_district: _district, description: _description, ...short } = wageComplaint
    const draft = draftOf(1, { values: short })
    expect(eventsOfDraft(draft, dispatch, { now })).toMatchObject({ ok: false, error: { code: 'content-missing' } })
    expect(eventsOfDraft(draft, { kind: 'answered-directly' }, { now }).ok).toBe(true)
  })

  it('a call without content says which kind it was', () => {
    expect(eventsOfDraft(draftOf(1), { kind: 'closed-without-content' }, { now })).toMatchObject({ error: { code: 'no-content-kind-missing' } })
  })
})

describe('nobody is attached to a person by itself', () => {
  it('an undecided caller without a name is somebody on this number', () => {
    expect(callerFactsOf(draftOf(1))).toMatchObject({ personId: null, relation: 'someone-else', historyKey: '8615400000012' })
  })

  it('an undecided caller who gave a name is a new person, known by this ticket', () => {
    const draft = draftOf(1, { values: { caller_name: '秦木根' } })
    expect(callerFactsOf(draft)).toMatchObject({ personId: draft.ticketId, relation: 'new' })
  })

  it('who wants to be anonymous is no person, whatever was picked before', () => {
    const draft = draftOf(1, { caller: { kind: 'known', personId: testUuid(3) }, values: { anonymous: true } })
    expect(callerFactsOf(draft)).toMatchObject({ personId: null, relation: 'anonymous' })
  })
})

describe('a call about an order that is there already', () => {
  const group = draftOf(1, { caller: { kind: 'new', personId: testUuid(7) }, values: wageComplaint })
  const order = ticketOf(group, dispatch)
  const merged = { kind: 'merged', ticket: order } as const

  it('chases it and opens no second one', () => {
    const call = draftOf(2, { mergeInto: order.id, caller: { kind: 'known', personId: testUuid(7) }, values: { description: '还是没结。' } })
    const events = eventsOf(call, merged)
    expect(events.map((event) => [event.ticketId, event.type])).toEqual([[order.id, 'chased'], [order.id, 'facts-recorded']])
    const after = foldEvents(events, order)
    expect(after?.values.description).toBe(`${wageComplaint.description}\n\n还是没结。`)
    expect(after?.chasedAt).toEqual([call.call.startedAt])
    expect(after?.version).toBe(order.version + 2)
  })

  it('a second member of the group adds his share and himself, and changes neither the sum nor the caller', () => {
    const share = { name: '段满仓', phone: '', amount_fen: 3_800_000 }
    const call = draftOf(2, {
      mergeInto: order.id,
      caller: { kind: 'new', personId: testUuid(8) },
      values: { caller_name: '段满仓', id_no: '500999199003150013', amount_owed_fen: 3_800_000, participants: [share] },
    })
    const events = eventsOf(call, merged)
    expect(foldEvents(events, order)).toMatchObject({
      caller: order.caller,
      values: { caller_name: '秦木根', amount_owed_fen: 40_000_000, participants: [share] },
    })
    expect(foldEvents(events, order)?.values.id_no).toBeUndefined()
    expect(events[0]?.personal).toMatchObject({ caller: { personId: testUuid(8) }, values: { caller_name: '段满仓' } })
  })

  it('a risk confirmed in the second call stands on the order', () => {
    const risk = { code: 'EXTREME', severity: 'RED', confirmedAt: morning, source: 'agent' } as const
    expect(foldEvents(eventsOf(draftOf(2, { mergeInto: order.id, risks: [risk] }), merged), order)?.risks).toMatchObject([{ code: 'EXTREME' }])
  })

  it('keeps the words and names of both calls, however full each of them is', () => {
    const names = (from: number) => Array.from({ length: mostParticipants }, (_, at) => ({ name: `工友${from + at}`, phone: '', amount_fen: null }))
    const first = ticketOf(draftOf(1, { values: { ...wageComplaint, description: '一'.repeat(longestText.description), participants: names(0) } }))
    const call = draftOf(2, { mergeInto: first.id, values: { description: '二'.repeat(longestText.description), participants: names(mostParticipants) } })
    const after = foldEvents(eventsOf(call, { kind: 'merged', ticket: first }), first)
    expect(after?.values.description).toBe(`${'一'.repeat(longestText.description)}\n\n${'二'.repeat(longestText.description)}`)
    expect(after?.values.participants).toHaveLength(2 * mostParticipants)
  })

  it('says in its note what could not be read, after what stands there', () => {
    const told = { ...order, values: { ...order.values, note: '第一次的备注' } }
    const call = draftOf(2, { mergeInto: order.id, unread: { amount_owed_fen: '十几万', owed_period: '大概九月' } })
    const submitted = eventsOfDraft(call, { kind: 'merged', ticket: told }, { now, unreadLine: (slot, words) => `${slot}：${words}` })
    expect(submitted.ok && foldEvents(submitted.value.events, told)?.values.note).toBe('第一次的备注\n\namount_owed_fen：十几万\nowed_period：大概九月')
  })

  it('whoever asks for secrecy gets it, and only the same person can lift it', () => {
    const secret = { ...order, values: { ...order.values, confidential: true } }
    const other = draftOf(2, { mergeInto: order.id, values: { confidential: false } })
    expect(foldEvents(eventsOf(other, { kind: 'merged', ticket: secret }), secret)?.values.confidential).toBe(true)
    const asked = draftOf(2, { mergeInto: order.id, values: { confidential: true } })
    expect(foldEvents(eventsOf(asked, merged), order)?.values.confidential).toBe(true)
  })

  it('is refused when the order is closed meanwhile', () => {
    const closed = { ...order, state: 'CLOSED' } as const
    expect(eventsOfDraft(draftOf(2, { mergeInto: order.id }), { kind: 'merged', ticket: closed }, { now })).toMatchObject({
      error: { code: 'not-in-this-state' },
    })
  })

  it('is refused when draft and outcome speak of different orders', () => {
    expect(eventsOfDraft(draftOf(2), merged, { now })).toMatchObject({ error: { code: 'merge-target-differs' } })
    expect(eventsOfDraft(draftOf(2, { mergeInto: order.id }), dispatch, { now })).toMatchObject({ error: { code: 'merge-target-differs' } })
  })

  it('any draft merged is legal, parses and never forgets a text', () => {
    fc.assert(
      fc.property(draftArbitrary, (draft) => {
        const call = { ...draft, mergeInto: order.id }
        const submitted = eventsOfDraft(call, merged, { now })
        expect(submitted.ok).toBe(true)
        if (!submitted.ok) return
        for (const event of submitted.value.events) expect(ticketEventSchema.parse(event)).toEqual(event)
        const after = foldEvents(submitted.value.events, order)
        for (const words of Object.values(draft.unread)) expect(after?.values.note).toContain((words ?? '').trim())
        for (const key of ['description', 'demand', 'note'] as const) {
          expect(after?.values[key] ?? '').toContain(draft.values[key] ?? '')
          expect(after?.values[key] ?? '').toContain(order.values[key] ?? '')
        }
      }),
    )
  })
})
